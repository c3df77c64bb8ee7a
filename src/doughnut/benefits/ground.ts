/** What the benefits of a change are worked out from: of one portfolio, cluster by cluster of its trials. */
import type { Model } from '../../model/model.ts';
import { recordColumns } from '../../sim/compile/kernel-of.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { valueAtRisk } from '../../sim/measure/quantiles.ts';
import type { Sample } from '../../sim/session.ts';
import { YEAR } from '../cost/item-readers.ts';
import { acceptedOf } from '../evaluation/portfolio-figures.ts';
import { riskCost } from '../evaluation/risk-cost.ts';

/** Where losses fall: a node, or a threat without nodes. Sums over the trials of each cluster, over the horizon. */
export interface LossItem {
  readonly id: string;
  /** Outages of the node; events of the threat that got through. */
  readonly times: Float64Array;
  /** Hours lost by them, as of full outages; null where a loss does not only run by the hour. */
  readonly hours: Float64Array | null;
  readonly loss: Float64Array;
}

/** Shape [clusters] each, sums over trials, but for what is said. */
export interface Ground {
  readonly trials: Float64Array;
  /** Part of a horizon that is a year. */
  readonly perYear: number;
  /** Losses up to a threshold, and beyond it, money a year. */
  readonly ordinary: Float64Array;
  readonly surprise: Float64Array;
  /** Chance of a year beyond it. */
  readonly beyond: Float64Array;
  /** Price of harm, money a year. */
  readonly harm: Float64Array;
  /** Price of the tail, money a year; of each world, or all trials together. */
  readonly tail: Float64Array;
  readonly items: readonly LossItem[];
  /** By opportunity. */
  readonly accepted: readonly boolean[];
}

/** Columns that `groundOf` needs. */
export function groundColumns(compiled: CompiledModel): Int32Array {
  const columns = recordColumns(compiled);
  const { nodeOutages, nodeLostHours, nodeLossBorne, perNode, threatGotThrough, sourceLoss, perSource } = columns;
  const ofNodes = compiled.nodeIds.flatMap((_, node) =>
    [nodeOutages, nodeLostHours, nodeLossBorne].map((first) => first + perNode * node),
  );
  const ofThreats = compiled.threatIds.flatMap((_, threat) =>
    [threatGotThrough, sourceLoss].map((first) => first + perSource * threat),
  );
  return Int32Array.from([columns.kind + compiled.bearers, ...ofNodes, ...ofThreats]);
}

/** Nodes whose losses run by the hour from the first on, and nothing else. */
function hourly({ nodes, threats }: Model): ReadonlySet<string> {
  const struck = new Set(
    threats.flatMap(({ affects }) => affects.flatMap(({ node, cost }) => (cost.length === 0 ? [] : [node]))),
  );
  return new Set(
    nodes.flatMap(({ id, loss }) => {
      const money = loss.filter(({ kind }) => kind === 'money');
      const runs = money.every(({ mode, after }) => mode === 'rate' && after === undefined);
      return runs && money.length > 0 && !struck.has(id) ? [id] : [];
    }),
  );
}

/** The loss of a year that is exceeded in one of twenty. */
export function surpriseThreshold({ losses, variant }: Sample): number {
  return (valueAtRisk(losses.toSorted(), 0.95) * YEAR) / variant.compiled.periodHours;
}

/** @param threshold Money a year. */
export function groundOf(sample: Sample, model: Model, threshold: number): Ground {
  const { clusters, columns, losses, periods, variant } = sample;
  const { compiled } = variant;
  const record = recordColumns(compiled);
  const { trials } = clusters;
  const sums = (column: number): Float64Array => clusters.of(columns.indexOf(column));
  const harmColumn = record.kind + compiled.bearers;
  const perYear = YEAR / compiled.horizonHours;
  const yearOfPeriod = YEAR / compiled.periodHours;
  const like = (): Float64Array => new Float64Array(trials.length);
  const [ordinary, surprise, beyond] = [like(), like(), like()];
  let at = 0;
  for (let cluster = 0; cluster < trials.length; cluster++) {
    for (const end = at + trials[cluster]! * periods; at < end; at++) {
      const loss = losses[at]! * yearOfPeriod;
      ordinary[cluster]! += Math.min(loss, threshold) / periods;
      surprise[cluster]! += Math.max(0, loss - threshold) / periods;
      if (loss > threshold) beyond[cluster]! += 1 / periods;
    }
  }
  const { harm = null } = model.spend ?? {};
  const price = harm === null ? 0 : harm.value * harm.factor * perYear;
  const runsByTheHour = hourly(model);
  const nodes = compiled.nodeIds.map((id, node): LossItem => {
    const of = (first: number): Float64Array => sums(first + record.perNode * node);
    const hours = runsByTheHour.has(id) ? of(record.nodeLostHours) : null;
    return { id, times: of(record.nodeOutages), hours, loss: of(record.nodeLossBorne) };
  });
  const nodeless = new Set(model.threats.filter(({ affects }) => affects.length === 0).map(({ id }) => id));
  const threats = compiled.threatIds.flatMap((id, threat): LossItem[] => {
    const of = (first: number): Float64Array => sums(first + record.perSource * threat);
    return nodeless.has(id)
      ? [{ id, times: of(record.threatGotThrough), hours: null, loss: of(record.sourceLoss) }]
      : [];
  });
  return {
    trials,
    perYear,
    ordinary,
    surprise,
    beyond,
    harm: sums(harmColumn).map((value) => value * price),
    tail: tailOf(sample, model),
    items: [...nodes, ...threats].filter(({ loss }) => loss.some((value) => value !== 0)),
    accepted: acceptedOf(sample, model),
  };
}

/** The price of the worst years, world by world: what the risk cost has beside the mean loss. */
function tailOf(sample: Sample, { spend }: Model): Float64Array {
  if (spend === undefined || spend.tailPrice === 0) return new Float64Array(sample.worlds);
  const priced = riskCost(sample, { ...spend, harm: null }, null).mean;
  const plain = riskCost(sample, { ...spend, harm: null, tailPrice: 0 }, null).mean;
  return priced.map((value, world) => value - plain[world]!);
}
