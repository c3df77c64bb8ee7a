/** Portfolios that a search has tried, each judged once. */
import type { Positions } from '../../model/portfolio-rules.ts';
import type { Judged, SearchOracle } from './oracle.ts';

/** The search is over: its signal came, or it has tried as many portfolios as it may. */
export class SearchOver extends Error {
  readonly isCut: boolean;
  constructor(isCut: boolean) {
    super(isCut ? 'the search was cut short' : 'the search has tried as many portfolios as it may');
    this.isCut = isCut;
  }
}

export interface Tried {
  readonly oracle: SearchOracle;
  /** In the order in which they were tried. */
  readonly all: readonly Judged[];
  /** @throws SearchOver */
  of(positions: Positions): Promise<Judged>;
  /** Those of some moves that lead anywhere, judged together. @throws SearchOver */
  ofAll(moves: readonly (Positions | null)[]): Promise<Judged[]>;
  known(positions: Positions): Judged | null;
  /** From now on so many more may be tried. */
  allow(more: number): void;
}

export const keyOf = (positions: Positions): string => Array.from(positions).join(',');

export const isSameChoice = (a: Positions, b: Positions): boolean => {
  for (let control = 0; control < a.length; control++) if (a[control] !== b[control]) return false;
  return true;
};

export function makeTried(oracle: SearchOracle): Tried {
  const all: Judged[] = [];
  const byKey = new Map<string, Judged>();
  let most = Infinity;
  const judge = async (portfolios: readonly Positions[]): Promise<void> => {
    const wanted = portfolios.slice(0, Math.max(0, most - all.length));
    const effects = wanted.length === 0 ? [] : await oracle.judge(wanted);
    for (const [i, effect] of effects.entries()) {
      const positions = Int32Array.from(wanted[i]!);
      const spend = oracle.spend(positions);
      const judged: Judged = { ...spend, ...effect, total: spend.whole + effect.risk, positions };
      byKey.set(keyOf(positions), judged);
      all.push(judged);
    }
    if (effects.length < wanted.length) throw new SearchOver(true);
    if (wanted.length < portfolios.length) throw new SearchOver(false);
  };
  const ofAll: Tried['ofAll'] = async (moves) => {
    const wanted = moves.filter((positions) => positions !== null);
    const isKnown = (positions: Positions): boolean => byKey.has(keyOf(positions));
    const fresh = new Map(wanted.flatMap((each) => (isKnown(each) ? [] : [[keyOf(each), each] as const])));
    if (fresh.size > 0) await judge([...fresh.values()]);
    return wanted.map((positions) => byKey.get(keyOf(positions))!);
  };
  return {
    oracle,
    all,
    of: async (positions) => (await ofAll([positions]))[0]!,
    ofAll,
    known: (positions) => byKey.get(keyOf(positions)) ?? null,
    allow: (more) => {
      most = all.length + more;
    },
  };
}

/** Runs a part of a search that may come to its end of its own; a signal ends all. @throws SearchOver when cut short. */
export async function within<T>(tried: Tried, more: number, part: () => Promise<T>): Promise<T | null> {
  tried.allow(more);
  try {
    return await part();
  } catch (error) {
    if (error instanceof SearchOver && !error.isCut) return null;
    throw error;
  } finally {
    tried.allow(Infinity);
  }
}
