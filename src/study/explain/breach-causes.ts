/** What stands behind the periods in which a limit is broken: those of a run, simulated again by address. */
import type { Limit } from '../../model/model.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { kernelOf, recordColumns } from '../../sim/compile/kernel-of.ts';
import { driverRoots } from '../../sim/drivers/tables.ts';
import { columnsInto } from '../../sim/kernel/ground/records.ts';
import { toldOf, type BreachMeasure } from './breach-measure.ts';
import { limitColumn } from '../../sim/measure/appetite/limit-columns.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import { errorOfSum, squaredResiduals } from '../../sim/measure/errors/ratio.ts';
import { TAIL, tailOf } from '../../sim/measure/tail.ts';
import type { Sample } from '../../sim/session.ts';

/** A threat, or a node at which root causes struck, and its share of what is measured of these periods. */
export interface BreachCause {
  readonly id: string;
  readonly share: Estimate;
}

export interface BreachCauses {
  /** `breaches`: periods that break the limit; `worst`: those that a limit on the tail is about. */
  readonly of: 'breaches' | 'worst';
  readonly measure: BreachMeasure;
  /** Periods that were simulated again and were such. */
  readonly periods: number;
  /** Shares of the measure, the greatest first, without those of 0. */
  readonly byThreat: readonly BreachCause[];
  /** Of a limit on a share of the tail, on an outage and on harm; else empty. */
  readonly byNode: readonly BreachCause[];
}

/** Periods that are simulated again, spread evenly over those that may be such. */
const MOST_PERIODS = 2_000;
/** Where only simulating tells whether the limit is broken, as many are looked at. */
const MOST_LOOKED_AT = 10_000;
/** Trials between two pauses. */
const BETWEEN_PAUSES = 250;

const everyFew = (places: readonly number[], most: number): readonly number[] => {
  const step = Math.max(1, places.length / most);
  return Array.from({ length: Math.min(most, places.length) }, (_, k) => places[Math.floor(k * step)]!);
};

/** Periods of one kind, of which some are simulated again. */
interface Stratum {
  readonly places: readonly number[];
  /** How many of the run each of them stands for. */
  readonly weight: number;
}

const stratum = (all: readonly number[], most: number): Stratum => {
  const places = everyFew(all, most);
  return { places, weight: places.length === 0 ? 0 : all.length / places.length };
};

/** Places of periods that are, or may be, what is asked about; null for a limit on all of them. */
function candidates({ losses }: Pick<Sample, 'losses'>, limit: Limit, result: LimitResult): readonly Stratum[] | null {
  const over = (sum: number): number[] => [...losses.keys()].filter((place) => losses[place]! > sum);
  switch (limit.kind) {
    case 'loss':
      return [stratum(over(limit.over), MOST_PERIODS)];
    case 'curve': {
      const point = limit.points.find(({ chance }) => chance === result.limit);
      return point === undefined ? null : [stratum(over(point.loss), MOST_PERIODS)];
    }
    case 'tailMean':
      return [stratum([...tailOf(losses, 1 - limit.level).place], MOST_PERIODS)];
    case 'shareOfTail':
      return [stratum([...tailOf(losses, TAIL).place], MOST_PERIODS)];
    case 'outage':
    case 'harm': {
      // It may be broken without a loss that counts: rarely where others are
      const without = [...losses.keys()].filter((place) => !(losses[place]! > 0));
      return [stratum(over(0), MOST_LOOKED_AT), stratum(without, MOST_LOOKED_AT / 2)];
    }
    case 'meanLoss':
    case 'gotThrough':
      return null;
  }
}

interface Shares {
  /** Takes a period of a cluster: its measure, and how much of that each part has. */
  add(cluster: number, whole: number, partOf: (part: number) => number): void;
  /** The greatest first, without those of 0. */
  causes(): BreachCause[];
}

/** Shares of a sum, part by part, with errors by clusters: the residuals `S_c - r D_c` (Cochran 1977). */
function makeShares(ids: readonly string[]): Shares {
  const clusters = new Map<number, { whole: number; readonly parts: Map<number, number> }>();
  return {
    add: (cluster, whole, partOf) => {
      const own = clusters.get(cluster) ?? { whole: 0, parts: new Map<number, number>() };
      clusters.set(cluster, own);
      own.whole += whole;
      ids.forEach((_, part) => {
        const amount = partOf(part);
        if (amount !== 0) own.parts.set(part, (own.parts.get(part) ?? 0) + amount);
      });
    },
    causes: () => {
      const all = [...clusters.values()];
      const sumOfAll = all.reduce((sum, { whole }) => sum + whole, 0);
      const squares = all.reduce((sum, { whole }) => sum + whole * whole, 0);
      if (!(sumOfAll > 0)) return [];
      const isUnsure = effectiveNumber(sumOfAll, squares) < FEWEST_EFFECTIVE;
      return ids
        .flatMap((id, part): BreachCause[] => {
          let [sum, ofBoth, ofParts] = [0, 0, 0];
          for (const { whole, parts } of all) {
            const own = parts.get(part) ?? 0;
            sum += own;
            ofBoth += own * whole;
            ofParts += own * own;
          }
          if (!(sum > 0)) return [];
          const ratio = sum / sumOfAll;
          const error = errorOfSum(squaredResiduals(ratio, ofParts, ofBoth, squares), all.length) / sumOfAll;
          return [{ id, share: estimate(ratio, error, isUnsure) }];
        })
        .toSorted((x, y) => y.share.value - x.share.value || (x.id < y.id ? -1 : 1));
    },
  };
}

/**
 * Splits what a limit measures in the periods that break it by threat, and by the node at which it began: the loss, the hours in which a
 * node was out too long, or the harm; of a limit on the tail what is lost in the worst periods.
 *
 * @param pause Called now and then, so that others get a turn; it may throw to end the question.
 * @returns Null for limits on all periods, and for horizons of several.
 */
export async function breachCauses(
  sample: Pick<Sample, 'losses' | 'variant' | 'worlds' | 'trialsPerWorld' | 'periods'>,
  seed: string,
  limit: Limit,
  result: LimitResult,
  pause: () => Promise<void>,
): Promise<BreachCauses | null> {
  const { compiled } = sample.variant;
  const strata = sample.periods === 1 ? candidates(sample, limit, result) : null;
  if (strata === null) return null;
  const columns = recordColumns(compiled);
  const told = toldOf(limit, compiled, columns);
  const kernel = kernelOf(compiled, seed, told?.listener);
  const column = limitColumn(limit, compiled, columns);
  const roots = driverRoots(compiled);
  const sources = [...compiled.threatIds, 'shocks of the scenario', 'actions in the trial'];
  const causes = [
    ...sources.map((id, source) => ({ id, source })),
    ...roots.map((id, at) => ({ id, source: columns.extendedSource + at })),
  ];
  const byThreat = makeShares(causes.map(({ id }) => id));
  const byNode = makeShares(compiled.nodeIds);
  const record = new Float64Array(columns.count);
  let periods = 0;
  let looked = 0;
  for (const { places, weight } of strata) {
    const before = periods;
    for (const place of places) {
      if (looked++ % BETWEEN_PAUSES === 0) await pause();
      const world = Math.floor(place / sample.trialsPerWorld);
      told?.clear();
      kernel.simulate(world, place % sample.trialsPerWorld);
      told?.finish();
      const found = columnsInto(kernel, kernel.touchedNodes(), columns, record);
      if (column >= 0 && !(found[column]! > 0)) continue;
      periods++;
      const cluster = sample.worlds > 1 ? world : place;
      if (told === null) {
        byThreat.add(
          cluster,
          weight * found[columns.loss]!,
          (part) => weight * found[columns.sourceLoss + columns.perSource * causes[part]!.source]!,
        );
      } else {
        const whole = weight * told.whole();
        byThreat.add(cluster, whole, (part) => weight * told.ofSource(causes[part]!.source));
        byNode.add(cluster, whole, (node) => weight * told.atNode(node));
      }
      if (limit.kind === 'shareOfTail') {
        const caused = (node: number): number => weight * found[columns.nodeLossCaused + columns.perNode * node]!;
        byNode.add(cluster, weight * found[columns.loss]!, caused);
      }
      if (periods - before >= MOST_PERIODS) break;
    }
  }
  const isTail = limit.kind === 'tailMean' || limit.kind === 'shareOfTail';
  return {
    of: isTail ? 'worst' : 'breaches',
    measure: told?.measure ?? 'loss',
    periods,
    byThreat: byThreat.causes(),
    byNode: byNode.causes(),
  };
}
