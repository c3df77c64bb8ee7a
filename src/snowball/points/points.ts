/**
 * Snowball points: where more is made of a failure than was received.
 *
 * A point makes at least a given share of the tail, the share less 3.3 standard errors is above 0 (for fifty candidates at once), and it plays
 * in ten periods of the tail or more. There is none in three forms: no loss at all; nothing makes the share, surely; not resolved.
 */
import { goalNodes } from '../../model/goal-nodes.ts';
import type {
  NoneForm,
  ShareOfTail,
  SnowballPoint,
  SnowballResult,
  SnowballTail,
} from '../../results/snowball-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { Futures, FuturesOptions } from '../../sim/session/futures.ts';
import type { TailShare } from '../../sim/session/tail-shares.ts';
import { FEWEST_PERIODS, lossCount, tailOfRun, tailSum, type LossCount, type Tail } from '../tail.ts';
import { besides } from './beside.ts';
import { inDocument, madeAt, ranked, surerThan, type Made } from './made-here.ts';
import { networkOf } from './network.ts';
import { placesOf, type Search } from './places.ts';
import { tailFacts } from './tail-facts.ts';
import { madeTogether } from './together.ts';

/** Share of the tail that makes a point. */
const LEAST_SHARE = 0.05;

/** Standard errors: 95 % for fifty candidates at once. */
const ERRORS = 3.3;

/** Periods of the tail in which a point must play. */
const FEWEST_PLAYS = 10;

/** Standard errors that would tell a share from the least one, as a part of it at least: shares just there would take for ever. */
const CLOSEST = 0.2;

/** Shares of the tail that are too small to be listed. */
const SMALLEST = 0.001;

export interface PointsOptions extends FuturesOptions {
  /** Share of the tail that makes a point, 0..1; .05 when absent. */
  readonly least?: number | undefined;
}

const upper = ({ value, standardError }: Estimate): number => value + ERRORS * standardError;
const lower = ({ value, standardError }: Estimate): number => value - ERRORS * standardError;

/** What makes a point as far as its share says. */
const isLarge = ({ share }: Made, least: number): boolean => share.value >= least && lower(share) > 0;

const isPoint = (made: Made, least: number): boolean =>
  isLarge(made, least) && made.place.inTail.periods >= FEWEST_PLAYS;

/** The next number of one figure, 1, 2 or 5, from a number on. */
function roundUp(value: number): number {
  let unit = 1;
  while (unit * 10 < value) unit *= 10;
  return [1, 2, 5, 10].map((figure) => figure * unit).find((round) => round >= value) ?? value;
}

/** Trials that would show a tail. */
function trialsForTail({ periods, withLoss }: LossCount, trials: number): number | null {
  if (withLoss === 0) return null;
  return roundUp(Math.max((trials * FEWEST_PERIODS) / withLoss, (trials * FEWEST_PERIODS * 20) / periods));
}

/** Trials that would tell whether each place that is open makes the least share. */
function trialsForShares(made: readonly Made[], least: number, trials: number): number {
  const times = made.map(({ share, place }) => {
    const apart = Math.max(Math.abs(share.value - least), CLOSEST * least);
    const errors = (ERRORS * share.standardError) / apart;
    const rare = share.value >= least ? FEWEST_PLAYS / Math.max(1, place.inTail.periods) : 0;
    return Math.max(errors * errors, rare);
  });
  return roundUp(trials * Math.max(1, ...times));
}

const list = (ids: readonly string[], shares: readonly TailShare[]): ShareOfTail[] =>
  ids
    .map((id, at) => ({ id, share: shares[at]! }))
    .filter(({ share }) => Math.abs(share.value) >= SMALLEST)
    .toSorted((a, b) => b.share.value - a.share.value || (a.id < b.id ? -1 : 1));

function tailInDocument(count: LossCount, tail: Tail | null): SnowballTail {
  return {
    level: tail?.level ?? null,
    mean: tail === null ? null : tailSum(tail, [{ of: tail, factor: 1 }]),
    periodsWithLoss: tail === null ? count.inTail : Math.min(count.withLoss, Math.floor(tail.size)),
    allPeriodsWithLoss: count.withLoss,
    periods: count.periods,
  };
}

/** All places with what is made at each, the most first; and what is made together. */
async function madeEverywhere(
  tail: Tail,
  search: Search,
  options: FuturesOptions,
): Promise<{ readonly alone: readonly Made[]; readonly together: Made | null }> {
  const made: Made[] = [];
  for (const place of placesOf(search)) made.push(await madeAt(tail, place, options));
  const single = made.filter(({ place }) => place.node !== null);
  const best = Math.max(0, ...single.map(({ madeHere }) => madeHere.value));
  return { alone: ranked(made, tail), together: await madeTogether(tail, search, best, options) };
}

function noneOf(made: readonly Made[], least: number): NoneForm {
  return made.every(({ share }) => upper(share) < least) ? 'below least' : 'not resolved';
}

/**
 * Where failures compound in the futures of a run.
 *
 * @param options `onProgress` tells how far each question is.
 */
export async function snowballPoints(futures: Futures, options: PointsOptions = {}): Promise<SnowballResult> {
  const { least = LEAST_SHARE } = options;
  const { model, compiled } = futures.sample.variant;
  const trials = futures.sample.worlds * futures.sample.trialsPerWorld;
  const count = lossCount(futures);
  const tail = tailOfRun(futures);
  const empty = {
    portfolio: Object.fromEntries(model.controls.map(({ id, level }) => [id, level])),
    given: futures.sample.variant.selection.given ?? null,
    measured: { worlds: futures.sample.worlds, trials },
    goals: goalNodes(model).map(({ id }) => id),
    tail: tailInDocument(count, tail),
    least,
    points: [],
    next: null,
    candidates: 0,
    neededTrials: null,
    triggers: [],
    bearers: [],
  };
  if (tail === null) {
    const none = count.withLoss === 0 ? 'no loss' : 'not resolved';
    return { ...empty, none, neededTrials: trialsForTail(count, trials) };
  }
  const facts = await tailFacts(tail, options);
  const search: Search = { model, network: networkOf(model, compiled), facts, least: Math.min(least, LEAST_SHARE) };
  const { alone, together } = await madeEverywhere(tail, search, options);
  const points = alone.filter((made) => isPoint(made, least));
  const isNamed = points.some(({ place }) => together?.place.members.join() === place.members.join());
  const listed = together !== null && !isNamed && isPoint(together, least) ? [...points, together] : points;
  const found: SnowballPoint[] = [];
  for (const [at, made] of listed.entries()) {
    const next = points[at + 1];
    const surer = at < points.length && next !== undefined ? surerThan(tail, made, next) : null;
    found.push(await besides(tail, search, made, surer, options));
  }
  const none = found.length > 0 ? null : noneOf(alone, least);
  const others = alone.filter((made) => !points.includes(made) && made.madeHere.value > 0);
  const shares = await futures.tailShares(1 / (tail.futures.sample.losses.length / tail.size), options);
  const { nodeIds } = compiled;
  return {
    ...empty,
    points: found,
    none,
    next: others[0] === undefined ? null : inDocument(others[0], search.network),
    candidates: alone.length,
    neededTrials: none === 'not resolved' ? trialsForShares(alone, least, trials) : null,
    triggers: list(nodeIds, shares.slice(0, nodeIds.length)),
    bearers: list(nodeIds, shares.slice(nodeIds.length, 2 * nodeIds.length)),
  };
}
