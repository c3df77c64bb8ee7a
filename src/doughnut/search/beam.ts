/**
 * The outer ring: a beam of justified portfolios, from the best one upwards.
 *
 * A portfolio lies in the beam as long as nothing that was tried surely beats it. A step that something beats is seldom worth more
 * beside others, so the steps that were not beaten are tried first.
 */
import type { Asked } from '../rings/evaluated-set.ts';
import { isAdequate } from './aims.ts';
import type { Judged } from './oracle.ts';
import { keyOf, type Tried } from './tried.ts';

/** Portfolios from which the beam goes on. */
const WIDTH = 40;
/** New portfolios of one level of the beam. */
const PER_LEVEL = 400;

export interface Beam {
  /** Portfolios that nothing tried surely beats, the dearest first. */
  readonly justified: readonly Judged[];
  /** Portfolios that might have been the ring. */
  readonly candidates: number;
  /** Portfolios that they were held against, each by several. */
  readonly beaters: number;
}

interface Step {
  readonly control: number;
  readonly level: number;
}

/** Portfolios whose steps up are exchanged for steps down once no step up alone is left. */
const EXCHANGED = 2;

const stepKey = ({ control, level }: Step): string => `${control}:${level}`;

/** The first of some that surely beats x; null when none does. */
export async function beaterAmong(tried: Tried, ys: Iterable<Judged>, x: Judged): Promise<Judged | null> {
  for (const y of ys) if (await surelyBeats(tried, y, x)) return y;
  return null;
}

/** Whether y surely beats x. */
async function surelyBeats({ oracle }: Tried, y: Judged, x: Judged): Promise<boolean> {
  const tolerance = 1e-9 * Math.max(Math.abs(x.total), Math.abs(y.total));
  if (y === x || y.whole > x.whole + tolerance || y.total >= x.total - tolerance) return false;
  return oracle.isSurelyLower(y.positions, x.positions);
}

/** Every control of a portfolio one step lower, by itself. */
export const lowerings = ({ oracle: { space } }: Tried, { positions }: Judged): (Int32Array | null)[] =>
  [...positions].map((level, control) => {
    const near = space.steps(control, level).down[0];
    return near === undefined ? null : space.lowered(positions, control, near);
  });

/** Steps up from some. */
function* raises({ oracle: { space } }: Tried, from: readonly Judged[]): Generator<readonly [Int32Array | null, Step]> {
  for (const { positions } of from) {
    for (const control of space.counts.keys()) {
      for (const level of space.steps(control, positions[control]!).up) {
        yield [space.raised(positions, control, level), { control, level }];
        yield [space.exchanged(positions, control, level), { control, level }];
      }
    }
  }
}

/** One step up and one down from some. */
function* exchanges(
  { oracle: { space } }: Tried,
  from: readonly Judged[],
): Generator<readonly [Int32Array | null, Step]> {
  for (const { positions } of from) {
    for (const control of space.counts.keys()) {
      const [down] = space.steps(control, positions[control]!).down;
      const lower = down === undefined ? null : space.lowered(positions, control, down);
      if (lower === null) continue;
      for (const other of space.counts.keys()) {
        const [level] = other === control ? [] : space.steps(other, lower[other]!).up;
        if (level !== undefined) yield [space.raised(lower, other, level), { control: other, level }];
      }
    }
  }
}

/**
 * @param best The best portfolio, which is adequate.
 * @param rivals What is held against each besides: the frontier.
 * @param isMore Asked before each level of the beam.
 * @throws SearchOver
 */
export async function beam(
  tried: Tried,
  asked: Asked,
  best: Judged,
  rivals: readonly Judged[],
  isMore: () => boolean = () => true,
): Promise<Beam> {
  const beaters = new Set<Judged>([best, ...rivals.filter((rival) => isAdequate(rival, asked))]);
  const justified = new Map<string, Judged>([[keyOf(best.positions), best]]);
  const seen = new Set<string>(justified.keys());
  /** Steps up that something beat, from which portfolio on. */
  const beaten = new Set<string>();
  let candidates = 1;

  const isJustified = async (x: Judged): Promise<boolean> => {
    if ((await beaterAmong(tried, beaters, x)) !== null) return false;
    const lower = await tried.ofAll(lowerings(tried, x));
    const rivals = lower.filter((y) => isAdequate(y, asked)).toSorted((a, b) => a.total - b.total);
    const beater = await beaterAmong(tried, rivals, x);
    if (beater === null) return true;
    beaters.add(beater);
    return false;
  };

  /** Portfolios dearer than the best, by steps that are given; those whose step was never beaten first, then the dearer ones. */
  const dearer = (moves: Iterable<readonly [Int32Array | null, Step]>): (readonly [Int32Array, Step])[] => {
    const found = new Map<string, { positions: Int32Array; step: Step; whole: number; isBeaten: boolean }>();
    for (const [positions, step] of moves) {
      const key = positions === null ? null : keyOf(positions);
      if (positions === null || key === null || seen.has(key) || found.has(key)) continue;
      const { whole } = tried.oracle.spend(positions);
      if (whole > best.whole) found.set(key, { positions, step, whole, isBeaten: beaten.has(stepKey(step)) });
    }
    return [...found.values()]
      .toSorted((x, y) => Number(x.isBeaten) - Number(y.isBeaten) || y.whole - x.whole)
      .slice(0, PER_LEVEL)
      .map(({ positions, step }) => [positions, step]);
  };

  /** Those of some that are justified. */
  const passed = async (some: readonly (readonly [Int32Array, Step | null])[]): Promise<Judged[]> => {
    const next: Judged[] = [];
    const judged = await tried.ofAll(some.map(([positions]) => positions));
    for (const [i, [positions, step]] of some.entries()) {
      const x = judged[i]!;
      seen.add(keyOf(positions));
      candidates++;
      if (!isAdequate(x, asked)) continue;
      if (await isJustified(x)) {
        justified.set(keyOf(positions), x);
        next.push(x);
      } else if (step !== null) beaten.add(stepKey(step));
    }
    return next.toSorted((a, b) => b.whole - a.whole).slice(0, WIDTH);
  };

  const known = tried.all.filter((x) => x.whole > best.whole && isAdequate(x, asked) && !seen.has(keyOf(x.positions)));
  const dearestFirst = known.toSorted((a, b) => b.whole - a.whole).slice(0, PER_LEVEL);
  let front = [...(await passed(dearestFirst.map(({ positions }) => [positions, null]))), best];
  while (front.length > 0 && isMore()) {
    front = await passed(dearer(raises(tried, front)));
    if (front.length > 0) continue;
    const dearest = [...justified.values()].toSorted((a, b) => b.whole - a.whole).slice(0, EXCHANGED);
    front = await passed(dearer(exchanges(tried, dearest)));
  }
  const left: Judged[] = [];
  for (const x of justified.values()) if ((await beaterAmong(tried, beaters, x)) === null) left.push(x);
  return { justified: left.toSorted((a, b) => b.whole - a.whole), candidates, beaters: beaters.size };
}
