/** Which task is next: in order of number, at most a bounded number ahead of the first one not done. */
export interface Dispatch {
  /** The next task to hand out; undefined when there is none now. */
  next(): number | undefined;
  done(index: number): void;
  /** The first task never handed out. */
  givenOut(): number;
  /** The task was abandoned or its worker has died: it must be handed out again. */
  again(index: number): void;
  /** Only tasks before `end` are still wanted. */
  endAt(end: number): void;
  /** True when nothing that is wanted remains to be handed out, now or later. */
  exhausted(): boolean;
}

/**
 * @param window Maximum tasks between the first one not done and the last one handed out.
 * @param first The first task to do.
 */
export function makeDispatch(tasks: number, window: number, first = 0): Dispatch {
  let returned: number[] = [];
  const early = new Set<number>();
  let end = tasks;
  let fresh = first;
  let firstNotDone = first;
  return {
    next: () => {
      const known = returned.shift();
      if (known !== undefined) return known;
      return fresh < end && fresh < firstNotDone + window ? fresh++ : undefined;
    },
    done: (index) => {
      early.add(index);
      while (early.delete(firstNotDone)) firstNotDone++;
    },
    givenOut: () => fresh,
    again: (index) => {
      if (index >= end) return;
      returned.push(index);
      returned.sort((a, b) => a - b);
    },
    endAt: (wanted) => {
      end = Math.min(end, wanted);
      returned = returned.filter((index) => index < end);
    },
    exhausted: () => returned.length === 0 && fresh >= end,
  };
}
