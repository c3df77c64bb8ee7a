/** The course of a future, hour by hour, as it is handed on and looked up: no simulation is loaded for it. */
import type { TrialDocument, TrialEvent } from '../../results/trial-document.ts';
import type { Address } from './watched-futures.ts';

/** A stretch of constant capacity below the full one, hours after the beginning. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
}

/** A node's outages. */
export interface CourseRow {
  readonly node: string;
  readonly stretches: readonly Stretch[];
  /** When it has been below a tolerance, or the bound of a limit, for too long. */
  readonly breaches: readonly { readonly hour: number; readonly tolerance: string }[];
}

/** What is lost by each of some hours, ascending; between two of them it grows evenly. */
export interface MoneyCourse {
  readonly hours: readonly number[];
  readonly lost: readonly number[];
  readonly byBearer: Readonly<Record<string, readonly number[]>>;
}

export interface PlayedFuture {
  readonly address: Address;
  /** Hour of the horizon at which it begins: that of the cause, or of the episode that is shown; 0 where nothing falls. */
  readonly from: number;
  /** Hours until all is well again, or until the horizon ends. */
  readonly hours: number;
  /** Nodes are still below full when the horizon ends. */
  readonly isCut: boolean;
  /** Of a trial: the episode that costs most, and how many there are. Else the only one. */
  readonly episode: { readonly number: number; readonly of: number };
  /** In order of their first fall. */
  readonly rows: readonly CourseRow[];
  /** Rows that were left out because there are too many. */
  readonly moreRows: number;
  /** How many nodes are below full, from each hour on. */
  readonly below: { readonly hours: readonly number[]; readonly nodes: readonly number[] };
  /** Hours after the beginning, the most important where there are too many. */
  readonly events: readonly TrialEvent[];
  readonly moreEvents: number;
  /** Counted money, before insurance. */
  readonly money: MoneyCourse;
  readonly totals: TrialDocument['totals'];
}

/** Place of the last hour that is not after another; -1 where there is none. */
function lastAt(hours: readonly number[], hour: number): number {
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (hours[middle]! <= hour) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Money lost by an hour, and what an hour costs from then on. */
export function moneyAt(
  { hours }: Pick<MoneyCourse, 'hours'>,
  series: readonly number[],
  hour: number,
): { readonly lost: number; readonly perHour: number } {
  const at = lastAt(hours, hour);
  if (at < 0) return { lost: 0, perHour: 0 };
  const next = hours[at + 1];
  if (next === undefined) return { lost: series[at]!, perHour: 0 };
  const perHour = (series[at + 1]! - series[at]!) / (next - hours[at]!);
  return { lost: series[at]! + perHour * (hour - hours[at]!), perHour };
}

/** Nodes below full at an hour. */
export const belowAt = ({ hours, nodes }: PlayedFuture['below'], hour: number): number =>
  nodes[lastAt(hours, hour)] ?? 0;

/** What a node can do at an hour; null at its full capacity. */
export const stretchAt = ({ stretches }: CourseRow, hour: number): Stretch | null =>
  stretches.find(({ from, to }) => from <= hour && hour < to) ?? null;
