/** What stands behind the periods in which a limit is broken: those of a run, simulated again by address. */
import type { Limit } from '../../model/model.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { kernelOf, recordColumns } from '../../sim/compile/kernel-of.ts';
import { driverRoots } from '../../sim/drivers/tables.ts';
import { columnsInto } from '../../sim/kernel/ground/records.ts';
import { limitColumn } from '../../sim/measure/appetite/limit-columns.ts';
import { effectiveNumber, FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import { errorOfSum, squaredResiduals } from '../../sim/measure/errors/ratio.ts';
import { TAIL, tailOf } from '../../sim/measure/tail.ts';
import type { Sample } from '../../sim/session.ts';

/** A threat, or a node at which root causes struck, and its share of the loss of these periods. */
export interface BreachCause {
  readonly id: string;
  readonly share: Estimate;
}

export interface BreachCauses {
  /** `breaches`: periods that break the limit; `worst`: those that a limit on the tail is about. */
  readonly of: 'breaches' | 'worst';
  /** Periods that were simulated again and were such. */
  readonly periods: number;
  /** Shares of what they lose, the greatest first, without those of 0. */
  readonly byThreat: readonly BreachCause[];
  /** Of a limit on a share of the tail; else empty. */
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

/** Places of periods that are, or may be, what is asked about; null for a limit on all of them. */
function candidates({ losses }: Pick<Sample, 'losses'>, limit: Limit, result: LimitResult): readonly number[] | null {
  const over = (sum: number): number[] => [...losses.keys()].filter((place) => losses[place]! > sum);
  switch (limit.kind) {
    case 'loss':
      return everyFew(over(limit.over), MOST_PERIODS);
    case 'curve': {
      const point = limit.points.find(({ chance }) => chance === result.limit);
      return point === undefined ? null : everyFew(over(point.loss), MOST_PERIODS);
    }
    case 'tailMean':
      return everyFew([...tailOf(losses, 1 - limit.level).place], MOST_PERIODS);
    case 'shareOfTail':
      return everyFew([...tailOf(losses, TAIL).place], MOST_PERIODS);
    case 'outage':
    case 'harm':
      return everyFew(over(0), MOST_LOOKED_AT);
    case 'meanLoss':
    case 'gotThrough':
      return null;
  }
}

interface Shares {
  /** Takes a period of a cluster: what it lost, and how much of that each part did. */
  add(cluster: number, loss: number, partOf: (part: number) => number): void;
  /** The greatest first, without those of 0. */
  causes(): BreachCause[];
}

/** Shares of a sum, part by part, with errors by clusters: the residuals `S_c - r D_c` (Cochran 1977). */
function makeShares(ids: readonly string[]): Shares {
  const clusters = new Map<number, { loss: number; readonly parts: Map<number, number> }>();
  return {
    add: (cluster, loss, partOf) => {
      const own = clusters.get(cluster) ?? { loss: 0, parts: new Map<number, number>() };
      clusters.set(cluster, own);
      own.loss += loss;
      ids.forEach((_, part) => {
        const amount = partOf(part);
        if (amount !== 0) own.parts.set(part, (own.parts.get(part) ?? 0) + amount);
      });
    },
    causes: () => {
      const all = [...clusters.values()];
      const whole = all.reduce((sum, { loss }) => sum + loss, 0);
      const squares = all.reduce((sum, { loss }) => sum + loss * loss, 0);
      if (!(whole > 0)) return [];
      const isUnsure = effectiveNumber(whole, squares) < FEWEST_EFFECTIVE;
      return ids
        .flatMap((id, part): BreachCause[] => {
          let [sum, ofBoth, ofParts] = [0, 0, 0];
          for (const { loss, parts } of all) {
            const own = parts.get(part) ?? 0;
            sum += own;
            ofBoth += own * loss;
            ofParts += own * own;
          }
          if (!(sum > 0)) return [];
          const ratio = sum / whole;
          const error = errorOfSum(squaredResiduals(ratio, ofParts, ofBoth, squares), all.length) / whole;
          return [{ id, share: estimate(ratio, error, isUnsure) }];
        })
        .toSorted((x, y) => y.share.value - x.share.value || (x.id < y.id ? -1 : 1));
    },
  };
}

/**
 * Splits what is lost in the periods that break a limit by threat, and by the node at which it began; of a limit on the tail what is
 * lost in the worst periods.
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
  const places = sample.periods === 1 ? candidates(sample, limit, result) : null;
  if (places === null) return null;
  const columns = recordColumns(compiled);
  const kernel = kernelOf(compiled, seed);
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
  for (const [count, place] of places.entries()) {
    if (count % BETWEEN_PAUSES === 0) await pause();
    if (periods >= MOST_PERIODS) break;
    const world = Math.floor(place / sample.trialsPerWorld);
    kernel.simulate(world, place % sample.trialsPerWorld);
    const found = columnsInto(kernel, kernel.touchedNodes(), columns, record);
    if (column >= 0 && !(found[column]! > 0)) continue;
    periods++;
    const cluster = sample.worlds > 1 ? world : place;
    const loss = found[columns.loss]!;
    byThreat.add(cluster, loss, (part) => found[columns.sourceLoss + columns.perSource * causes[part]!.source]!);
    if (limit.kind === 'shareOfTail') {
      byNode.add(cluster, loss, (node) => found[columns.nodeLossCaused + columns.perNode * node]!);
    }
  }
  const isTail = limit.kind === 'tailMean' || limit.kind === 'shareOfTail';
  return { of: isTail ? 'worst' : 'breaches', periods, byThreat: byThreat.causes(), byNode: byNode.causes() };
}
