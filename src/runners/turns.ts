/** Turns: jobs of one runner run one at a time, and a small one does not wait for a large one. */

/** A job gives way to one with fewer tasks by this factor. */
const SMALLER = 4;

export interface Turns {
  /**
   * Runs work when its turn comes.
   *
   * @param size Number of its tasks.
   * @param work Called when its turn comes, and again after it gave way, until it reports that it is over. It may give
   * way once `wanted` aborts: a much smaller job waits.
   */
  take(size: number, work: (wanted: AbortSignal) => Promise<boolean>): Promise<void>;
  /** Resolves when no work is left. */
  idle(): Promise<void>;
}

interface Waiting {
  readonly size: number;
  readonly begin: (wanted: AbortController) => void;
}

export function makeTurns(): Turns {
  const waiting: Waiting[] = [];
  const open = new Set<Promise<void>>();
  let atWork: { readonly size: number; readonly wanted: AbortController } | null = null;

  const isWanted = (size: number): boolean => waiting.some((other) => other.size * SMALLER <= size);

  /** Gives the turn to the smallest waiting job; of equal ones to the first. */
  function next(): void {
    if (atWork !== null || waiting.length === 0) return;
    const smallest = waiting.reduce((least, one) => (one.size < least.size ? one : least));
    waiting.splice(waiting.indexOf(smallest), 1);
    atWork = { size: smallest.size, wanted: new AbortController() };
    smallest.begin(atWork.wanted);
  }

  const turn = (size: number): Promise<AbortController> =>
    new Promise((begin) => {
      waiting.push({ size, begin });
      if (atWork !== null && isWanted(atWork.size)) atWork.wanted.abort();
      next();
    });

  async function inTurns(size: number, work: (wanted: AbortSignal) => Promise<boolean>): Promise<void> {
    for (let isOver = false; !isOver;) {
      const wanted = await turn(size);
      try {
        isOver = await work(wanted.signal);
      } finally {
        atWork = null;
        // The one that gave way is back in the queue before the next turn but one.
        next();
      }
    }
  }

  return {
    take: (size, work) => {
      const mine = inTurns(size, work);
      const settled = mine.catch(() => undefined);
      open.add(settled);
      void settled.then(() => open.delete(settled));
      return mine;
    },
    idle: async () => {
      await Promise.all(open);
    },
  };
}
