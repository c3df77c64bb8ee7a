/** What the laws of a model's own amounts hold beyond what a run could show. */
import type { Control, Cost, ModelNode, Threat } from '../../../model/model.ts';
import type { Quantity } from '../../../model/quantity.ts';
import type { Measured } from '../../accumulate/accumulator.ts';
import { fittedLaw } from '../../distributions/distribution-of.ts';
import type { FittedLaw } from '../../distributions/distribution.ts';
import { driverRoots } from '../../drivers/tables.ts';
import type { Columns } from '../../kernel/ground/columns.ts';
import type { Ground } from '../ground.ts';
import { broughtCosts } from './brought-costs.ts';
import { exp, log } from '../../random/elementary.ts';

/** Of the counted loss of a period. */
export interface Unseen {
  /** Mean that lies beyond [money]: in rare amounts greater than any that so many draws can be expected to give. */
  readonly mean: number;
  /** Mean of the square that lies beyond [money^2]. */
  readonly square: number;
  /** What that adds to the squared error of the mean [money^2]. */
  readonly squaredError: number;
  /** And to that of the mean of squares [money^4]. */
  readonly squaredErrorOfSquare: number;
}

export const NOTHING_UNSEEN: Unseen = { mean: 0, square: 0, squaredError: 0, squaredErrorOfSquare: 0 };

/**
 * Share of the true squared error of a mean that may be unseen. Beyond it the error is underestimated by more than half: 95 %
 * intervals of lognormal losses then cover in fewer than nine cases of ten (docs/theory-confidence.md).
 */
const MOST_UNSEEN = 0.75;

/** True when laws hold so much beyond what was seen that the squared error `squared` says too little. */
export const isMostlyUnseen = (unseen: number, squared: number): boolean =>
  unseen > 0 && unseen > (MOST_UNSEEN / (1 - MOST_UNSEEN)) * squared;

/** Squared coefficient of variation up to which a law has no tail to speak of. */
const LIGHT = 1;

/** Steps of an integral over the logarithm of the probability above, and as far as it goes. */
const STEP = 0.05;
const FURTHEST = 700;

/** Share of an integral that is left out. */
const NEGLIGIBLE = 1e-9;

interface Beyond {
  readonly mean: number;
  readonly square: number;
  /** Of the fourth power. */
  readonly fourth: number;
}

/** Moments of a law beyond its quantile at 1 - 1 / draws, by midpoints in the logarithm of the probability above. */
function beyond(law: FittedLaw, draws: number): Beyond {
  const from = log(Math.max(1, draws));
  const at = (s: number): readonly [number, number] => {
    const above = exp(-s);
    return [law.inverse(1 - above, above), above];
  };
  const steps = Math.max(1, Math.ceil(from / STEP));
  let [first, second] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const [x, above] = at(((step + 0.5) * from) / steps);
    first += x * above;
    second += x * x * above;
  }
  let fourth = 0;
  for (let s = from + STEP / 2; s < FURTHEST; s += STEP) {
    const [x, above] = at(s);
    const term = x * x * x * x * above;
    fourth += term;
    if (term < NEGLIGIBLE * fourth) break;
  }
  return {
    mean: Math.max(0, law.mean - (first * from) / steps),
    square: Math.max(0, law.variance + law.mean * law.mean - (second * from) / steps),
    fourth: fourth * STEP,
  };
}

/** An amount that is drawn again and again. */
interface Drawn {
  readonly quantity: Quantity;
  /** Draws in the run, were it drawn anew each time it counts. */
  readonly times: number;
  /** Hours that multiply it; 1 where it counts once. */
  readonly factor: number;
}

/** What a law is read for: a run, or a world of it as it is on average. */
export type Reach = 'run' | 'world';

function unseenOfAmount({ quantity, times: inRun, factor }: Drawn, measured: Measured, reach: Reach): Unseen {
  const isUncertain = quantity.timing === 'uncertain';
  const { kind } = quantity.law;
  // One world has one value of what is uncertain, and says so
  if (isUncertain && (reach === 'world' || !measured.byWorld)) return NOTHING_UNSEEN;
  if (kind === 'constant' || kind === 'formula' || inRun === 0) return NOTHING_UNSEEN;
  const law = fittedLaw(quantity);
  if (law.variance <= LIGHT * law.mean * law.mean) return NOTHING_UNSEEN;
  const parts = reach === 'world' ? measured.worlds : 1;
  const periods = (measured.trials * measured.periods) / parts;
  const times = inRun / parts;
  const perPeriod = times / periods;
  const { mean, square, fourth } = beyond(law, isUncertain ? Math.min(times, measured.worlds) : times);
  const squares = factor * factor * square;
  const fourths = factor * factor * factor * factor * fourth;
  const ofClusters = isUncertain ? (perPeriod * perPeriod) / measured.worlds : perPeriod / periods;
  return {
    mean: perPeriod * factor * mean,
    square: perPeriod * squares,
    squaredError: ofClusters * squares,
    squaredErrorOfSquare: ofClusters * fourths,
  };
}

/** Whether insurance pays back some of what a root cause (null: anything) costs: its amounts are then not what is lost. */
function isInsured(controls: readonly Control[], root: string | null): boolean {
  return controls.some(({ levels, level, against }) => {
    const transfers = levels.find(({ id }) => id === level)?.transfer ?? [];
    const isMeant = root === null || against.length === 0 || against.some((each) => each.threat === root);
    return transfers.length > 0 && isMeant;
  });
}

const total = (parts: readonly Unseen[]): Unseen =>
  parts.reduce(
    (sum, part) => ({
      mean: sum.mean + part.mean,
      square: sum.square + part.square,
      squaredError: sum.squaredError + part.squaredError,
      squaredErrorOfSquare: sum.squaredErrorOfSquare + part.squaredErrorOfSquare,
    }),
    NOTHING_UNSEEN,
  );

/**
 * What the laws of one-off costs, and of losses per outage and per hour, hold beyond what a run of this size shows: of a law
 * drawn N times, what lies above its quantile at 1 - 1 / N. What drivers bring costs too. Formulas, and what insurance pays back,
 * are left out.
 *
 * Where a threat without nodes costs nothing else, its mean is known: events times the mean of the law. What the run has less
 * than that is unseen too.
 */
export function unseenOf({ model, compiled, columns, measured }: Ground, reach: Reach = 'run'): Unseen {
  const { sum } = measured.columns;
  const counted = new Set(model.bearers.flatMap(({ id, counted: counts }) => (counts ? [id] : [])));

  const threatAt = new Map(compiled.threatIds.map((id, at) => [id, at]));
  const nodeAt = new Map(compiled.nodeIds.map((id, at) => [id, at]));

  /** @param among Of how many alternatives an event takes one. */
  const ofCosts = (at: number, costs: readonly Cost[], among = 1): Unseen[] => {
    const times = sum[columns.threatGotThrough + columns.perSource * at]! / among;
    return costs
      .filter(({ bearer }) => counted.has(bearer))
      .map(({ amount }) => unseenOfAmount({ quantity: amount, times, factor: 1 }, measured, reach));
  };
  const ofThreat = (threat: Threat): Unseen => {
    const at = threatAt.get(threat.id);
    if (at === undefined || isInsured(model.controls, threat.id)) return NOTHING_UNSEEN;
    const own = total(ofCosts(at, threat.cost));
    const { affects } = threat;
    const parts = affects.flatMap(({ cost, key, oneOf }) =>
      ofCosts(at, cost, oneOf ? affects.filter((other) => other.key === key).length : 1),
    );
    if (affects.length > 0 || own.square === 0) return total([own, ...parts]);
    return { ...own, mean: Math.max(own.mean, missing(threat, at)) };
  };
  /** How much less a threat without nodes has cost than its laws say, per period. */
  const missing = (threat: Threat, at: number): number => {
    const amounts = threat.cost.filter(({ bearer }) => counted.has(bearer)).map(({ amount }) => amount);
    if (amounts.some(({ law }) => law.kind === 'formula')) return 0;
    const events = sum[columns.threatGotThrough + columns.perSource * at]!;
    const expected = events * amounts.reduce((all, amount) => all + fittedLaw(amount).mean, 0);
    return (expected - sum[columns.sourceLoss + columns.perSource * at]!) / (measured.trials * measured.periods);
  };
  const ofNode = (node: ModelNode): Unseen[] => {
    const at = nodeAt.get(node.id);
    if (at === undefined || node.loss.length === 0) return [];
    const row = columns.perNode * at;
    const times = sum[columns.nodeOutages + row]!;
    const hours = times > 0 ? sum[columns.nodeLostHours + row]! / times : 0;
    return node.loss
      .filter(({ bearer, mode }) => bearer !== null && counted.has(bearer) && mode !== 'formula')
      .map(({ amount, mode }) =>
        unseenOfAmount({ quantity: amount, times, factor: mode === 'rate' ? hours : 1 }, measured, reach),
      );
  };
  const gotThroughOf = gotThroughColumns(compiled, columns);
  const brought = broughtCosts(model).flatMap(({ root, cost: { bearer, amount }, perEvent }): Unseen[] => {
    const column = gotThroughOf.get(root);
    if (column === undefined || !counted.has(bearer) || isInsured(model.controls, root)) return [];
    return [unseenOfAmount({ quantity: amount, times: perEvent * sum[column]!, factor: 1 }, measured, reach)];
  });
  const nodes = isInsured(model.controls, null) ? [] : model.nodes.flatMap(ofNode);
  return total([...model.threats.map(ofThreat), ...brought, ...nodes]);
}

/** Of states of drivers as root causes, the columns of their events. */
function gotThroughColumns(compiled: Ground['compiled'], columns: Columns): ReadonlyMap<string, number> {
  const first = columns.threatGotThrough + columns.perSource * columns.extendedSource;
  return new Map(driverRoots(compiled).map((root, at) => [root, first + columns.perSource * at]));
}

/** The columns that `unseenOf` reads, whatever levels the controls have. */
export function unseenColumns({ model, compiled, columns }: Omit<Ground, 'measured'>): readonly number[] {
  const counted = new Set(model.bearers.flatMap(({ id, counted: counts }) => (counts ? [id] : [])));
  const isHeavy = (quantity: Quantity): boolean => {
    const { law } = quantity;
    if (law.kind === 'constant' || law.kind === 'formula') return false;
    const { mean, variance } = fittedLaw(quantity);
    return variance > LIGHT * mean * mean;
  };
  const areHeavy = (costs: readonly Cost[]): boolean =>
    costs.some(({ bearer, amount }) => counted.has(bearer) && isHeavy(amount));
  const ofThreats = model.threats.flatMap(({ id, cost, affects }) => {
    const at = columns.perSource * compiled.threatIds.indexOf(id);
    if (!areHeavy([...cost, ...affects.flatMap((effect) => effect.cost)])) return [];
    return [columns.threatGotThrough + at, columns.sourceLoss + at];
  });
  const ofNodes = model.nodes.flatMap(({ id, loss }) => {
    const row = columns.perNode * compiled.nodeIds.indexOf(id);
    const isCounted = loss.some(
      ({ bearer, mode, amount }) => bearer !== null && counted.has(bearer) && mode !== 'formula' && isHeavy(amount),
    );
    return isCounted ? [columns.nodeOutages + row, columns.nodeLostHours + row] : [];
  });
  const gotThroughOf = gotThroughColumns(compiled, columns);
  const brought = broughtCosts(model)
    .filter(({ cost }) => areHeavy([cost]))
    .flatMap(({ root }) => gotThroughOf.get(root) ?? []);
  return [...ofThreats, ...new Set(brought), ...ofNodes];
}
