/** Chosen trials again, for what each node caused in them. */
import { leftOf } from '../../model/bounds.ts';
import type { Columns } from '../kernel/ground/columns.ts';
import type { Kernel } from '../kernel/ground/kernel.ts';
import { columnsInto } from '../kernel/ground/records.ts';

/** Periods of trials by address, ordered by world, then trial, then period. */
export interface TailBlock {
  /** Number of the block within the job. */
  readonly number: number;
  readonly world: Int32Array; // [entries]
  readonly trial: Int32Array; // [entries]
  /** Period within the horizon, from 0. */
  readonly period: Int32Array; // [entries]
  /**
   * How the loss is split: by node that caused it, or (`all`) also by node that bore it, by source of loss, and the
   * remainder (`ELSEWHERE_PARTS`), numbered in this order; or by what was in force when it began, after which come the
   * periods in which it was (`statesOfTail`). By node when absent.
   */
  readonly by?: 'node' | 'all' | 'states' | undefined;
}

/** What each part caused in the periods of a block: pairs of part and money in compressed rows. */
export interface TailResult {
  readonly number: number;
  /** Counted loss of the period. Shape [entries]. */
  readonly loss: Float64Array;
  /** Offsets into `node` and `caused`. Shape [entries + 1]. */
  readonly start: Int32Array;
  readonly node: Int32Array;
  /** Counted loss that the node (or other part asked for) caused in the period. */
  readonly caused: Float64Array;
}

/** Parts beyond `tailParts`: what no node caused, and what no node bore. */
export const ELSEWHERE_PARTS = 2;

/** Columns that a tail is split into: loss caused by node, borne by node, and by source. */
export function tailParts(columns: Columns): Int32Array {
  const { nodes, perNode, nodeLossCaused, nodeLossBorne, sourceLoss, perSource, sources } = columns;
  return Int32Array.from({ length: 2 * nodes + sources }, (_, index) => {
    if (index < nodes) return nodeLossCaused + perNode * index;
    if (index < 2 * nodes) return nodeLossBorne + perNode * (index - nodes);
    return sourceLoss + perSource * (index - 2 * nodes);
  });
}

/** Columns that a tail is read for by state: loss of what began in it, then periods that saw it. */
function statesOfTail({ stateLoss, statePeriods, states }: Columns): Int32Array {
  return Int32Array.from({ length: 2 * states }, (_, index) =>
    index < states ? stateLoss + index : statePeriods + index - states,
  );
}

/** Just before an hour, so that what happens at the hour belongs to the period that begins there. */
const justBefore = (hours: number): number => hours * (1 - Number.EPSILON);

/**
 * Simulates the trials of a block again and splits the loss of the periods asked for by cause.
 *
 * Where the horizon is several periods the record is read at both ends of the period: a once-per-outage loss then
 * counts in the periods in which the outage got worse.
 *
 * @param periods Periods in the horizon.
 * @param stopped Checked before every trial; once it returns true the block is abandoned.
 * @returns The causes, or null when the block was abandoned.
 */
export function simulateTail(
  kernel: Kernel,
  columns: Columns,
  horizon: { readonly periods: number; readonly periodHours: number },
  block: TailBlock,
  stopped: () => boolean = () => false,
): TailResult | null {
  const entries = block.world.length;
  const { nodes } = columns;
  const split = block.by === 'states' ? statesOfTail(columns) : tailParts(columns);
  const parts = (block.by ?? 'node') === 'node' ? split.slice(0, nodes) : split;
  const loss = new Float64Array(entries);
  const start = new Int32Array(entries + 1);
  const ofTrial = new Float64Array(columns.count);
  const node: number[] = [];
  const caused: number[] = [];

  /** Saves the difference of two records as an entry. */
  const keep = (entry: number, after: Float64Array, before: Float64Array | null): void => {
    const whole = after[columns.loss]! - (before?.[columns.loss] ?? 0);
    loss[entry] = whole;
    let [causing, bearing] = [0, 0];
    for (let index = 0; index < parts.length; index++) {
      const column = parts[index]!;
      const amount = after[column]! - (before?.[column] ?? 0);
      if (amount === 0) continue;
      if (index < nodes) causing += amount;
      else if (index < 2 * nodes) bearing += amount;
      node.push(index);
      caused.push(amount);
    }
    if (block.by === 'all') {
      for (const [part, amount] of [whole - causing, whole - bearing].entries()) {
        if (leftOf(whole, amount) === 0) continue;
        node.push(parts.length + part);
        caused.push(amount);
      }
    }
    start[entry + 1] = node.length;
  };

  /** The record cut at the end of a period; period -1 has none. */
  const recordAfter = (period: number): Float64Array | null => {
    if (period < 0) return null;
    const end = (period + 1) * horizon.periodHours;
    kernel.runTo(period + 1 < horizon.periods ? justBefore(end) : end);
    return kernel.record().columns;
  };

  let last: Float64Array | null = null;
  for (let entry = 0; entry < entries; entry++) {
    if (stopped()) return null;
    const world = block.world[entry]!;
    const trial = block.trial[entry]!;
    const period = block.period[entry]!;
    if (horizon.periods === 1) {
      kernel.simulate(world, trial);
      keep(entry, columnsInto(kernel, kernel.touchedNodes(), columns, ofTrial), null);
      continue;
    }
    const sameTrial = entry > 0 && world === block.world[entry - 1] && trial === block.trial[entry - 1];
    if (!sameTrial) kernel.start(world, trial);
    const follows = sameTrial && period === block.period[entry - 1]! + 1;
    const before: Float64Array | null = follows ? last : recordAfter(period - 1);
    last = recordAfter(period);
    keep(entry, last!, before);
  }
  return { number: block.number, loss, start, node: Int32Array.from(node), caused: Float64Array.from(caused) };
}
