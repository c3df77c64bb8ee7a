/** What drivers did: from the record, from the worst periods, and from paths. */
import type {
  BadPeriods,
  DriverResult,
  IndexResult,
  StateResult,
  TimesResult,
} from '../../../results/driver-result.ts';
import { estimate, per, type Estimate } from '../../../results/estimate.ts';
import type { ScenarioResult } from '../../../results/scenario-result.ts';
import { driversOf, type DriverTables } from '../../drivers/tables.ts';
import type { TailShares } from '../appetite/bounds.ts';
import type { ColumnEstimates } from '../column-estimates.ts';
import type { Ground } from '../ground.ts';
import { tailOf } from '../tail.ts';
import { batched, rankCorrelation } from './batches.ts';
import type { PathReading } from './read-paths.ts';

/** Hours of a year. */
const YEAR = 8760;

/** How many times as often a state is seen in the worst periods that stands out, and in what share of them. */
const TIMES_AS_OFTEN = 3;
const FEWEST_OF_TAIL = 0.05;
/** Standard errors by which it must be over what all periods see. */
const ERRORS = 3;

const NONE: Estimate = estimate(0, 0);
/** A loss that no trial had: it says nothing about how large it could be. */
const UNSEEN: Estimate = estimate(0, 0, true);

interface Known {
  readonly states?: TailShares | null | undefined;
  readonly paths?: PathReading | null | undefined;
}

/** What drivers did; nothing where there are none. */
export function driverResults(
  ground: Ground,
  of: ColumnEstimates,
  { states: tail = null, paths = null }: Known,
): Pick<ScenarioResult, 'drivers' | 'badPeriods'> {
  const tables = driversOf(ground.compiled);
  if (tables === undefined) return {};
  const { columns, compiled } = ground;
  const { horizonHours, periods } = compiled;
  const { driverIds, stateIds, stateStart } = tables;
  const rows = columns.states;

  const timesOf = (row: number): TimesResult => {
    const isLossless = of.mean(columns.stateLoss + row).value === 0;
    const ratio = (column: number): Estimate | null => {
      const found = of.ratio(column);
      return found !== null && isLossless ? UNSEEN : found;
    };
    const perYear = ratio(columns.stateLossByHours + row);
    return {
      shareOfTime: per(of.mean(columns.stateHours + row), horizonHours),
      probabilityInPeriod: of.chance(columns.statePeriods + row, periods),
      ...(tail === null ? {} : { probabilityInTail: tail[rows + row]! }),
      lossPerYearInForce: perYear === null ? null : per(perYear, 1 / YEAR),
      shareOfLoss: ratio(columns.stateLoss + row) ?? NONE,
      ...(tail === null ? {} : { shareOfTail: tail[row]! }),
    };
  };
  const stateOf = (state: number): StateResult => ({
    ...timesOf(state),
    spellsPerHorizon: of.mean(columns.stateSpells + state),
  });
  const drivers = driverIds.map((id, d): readonly [string, DriverResult] => {
    const numbers = stateIds.map((_, s) => s).slice(stateStart[d], stateStart[d + 1]);
    const states = Object.fromEntries(numbers.map((s) => [nameOf(tables, s).state, stateOf(s)]));
    return [id, { states, normal: timesOf(stateIds.length + d) }];
  });
  const indices = tables.indexIds.map((id, i): readonly [string, DriverResult] => [
    id,
    paths === null ? {} : { index: indexOf(paths, i) },
  ]);
  const bad = tail === null || paths === null || stateIds.length === 0 ? null : badPeriods(tables, drivers, paths);
  return {
    drivers: Object.fromEntries([...drivers, ...indices].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    ...(bad === null ? {} : { badPeriods: bad }),
  };
}

/** States are named by their driver and themselves. */
function nameOf({ driverIds, stateIds, stateDriver }: DriverTables, state: number): BadPeriods['states'][number] {
  const driver = driverIds[stateDriver[state]!]!;
  return { driver, state: stateIds[state]!.slice(driver.length + 1) };
}

/** Quantile over time of the values that begin in chosen periods. */
function quantileOverTime({ value, hours, period }: PathReading['values'][number], level: number) {
  const order = Uint32Array.from(value, (_, at) => at).sort((a, b) => value[a]! - value[b]! || a - b);
  return (isOf: (period: number) => boolean): number | null => {
    let whole = 0;
    for (let at = 0; at < value.length; at++) if (isOf(period[at]!)) whole += hours[at]!;
    let sum = 0;
    for (const at of order) {
      if (!isOf(period[at]!)) continue;
      sum += hours[at]!;
      if (sum >= level * whole) return value[at]!;
    }
    return null;
  };
}

function indexOf(paths: PathReading, i: number): IndexResult {
  const { batch, loss } = paths;
  const means = paths.mean[i]!;
  const known = (figure: Parameters<typeof batched>[1]): Estimate => batched(paths, figure) ?? NONE;
  const quantile = (level: number): Estimate => {
    const at = quantileOverTime(paths.values[i]!, level);
    return known((of) => at(of.length === paths.periods ? () => true : (period) => batch[period] === batch[of[0]!]));
  };
  const pick = (from: Float64Array, of: Int32Array): Float64Array => Float64Array.from(of, (at) => from[at]!);
  return {
    mean: known((of) => of.reduce((sum, at) => sum + means[at]!, 0) / of.length),
    low: quantile(0.05),
    high: quantile(0.95),
    rankCorrelation: known((of) => (of.length < 2 ? null : rankCorrelation(pick(means, of), pick(loss, of)))),
  };
}

function standsOut({ probabilityInPeriod: all, probabilityInTail: tail }: TimesResult): boolean {
  if (tail === undefined || tail.value < FEWEST_OF_TAIL) return false;
  const error = Math.hypot(tail.standardError, all.standardError);
  return tail.value >= TIMES_AS_OFTEN * all.value && tail.value - all.value > ERRORS * error;
}

/** States that stand out in the worst periods, and how often one of them is seen. */
function badPeriods(
  tables: DriverTables,
  drivers: readonly (readonly [string, DriverResult])[],
  paths: PathReading,
): BadPeriods {
  const results = drivers.flatMap(([, { states = {} }]) => Object.values(states));
  const out = results
    .map((result, state) => ({ result, state }))
    .filter(({ result }) => standsOut(result))
    .sort((a, b) => b.result.probabilityInTail!.value - a.result.probabilityInTail!.value || a.state - b.state)
    .map(({ state }) => state);
  if (out.length === 0) return { states: [], seen: null };

  const { loss, periods } = paths;
  const isSeen = Uint8Array.from({ length: periods }, (_, at) => (out.some((s) => paths.seen[s]![at] === 1) ? 1 : 0));
  const weight = new Float64Array(periods);
  const tail = tailOf(loss);
  tail.place.forEach((place, at) => (weight[place] = tail.weight[at]!));
  const share = (weightOf: (at: number) => number) => (of: Int32Array) => {
    let [whole, part] = [0, 0];
    for (const at of of) {
      whole += weightOf(at);
      part += weightOf(at) * isSeen[at]!;
    }
    return whole === 0 ? null : part / whole;
  };
  const meanLoss = (flag: number) => (of: Int32Array) => {
    const those = of.filter((at) => isSeen[at] === flag);
    return those.length === 0 ? null : those.reduce((sum, at) => sum + loss[at]!, 0) / those.length;
  };
  /** One state alone is better known from all trials. */
  const alone = out.length === 1 ? results[out[0]!] : undefined;
  return {
    states: out.map((state) => nameOf(tables, state)),
    seen: {
      inTail:
        alone?.probabilityInTail ??
        batched(
          paths,
          share((at) => weight[at]!),
        ) ??
        NONE,
      inPeriod:
        alone?.probabilityInPeriod ??
        batched(
          paths,
          share(() => 1),
        ) ??
        NONE,
      lossWith: batched(paths, meanLoss(1)),
      lossWithout: batched(paths, meanLoss(0)),
    },
  };
}
