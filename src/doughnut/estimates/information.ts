/**
 * What it would be worth to know one estimate exactly before choosing: by how much less the choice among adequate portfolios would then cost
 * in all, on average.
 *
 * Worlds are sorted by the estimate and cut into groups; inside a group it is as good as known, and the least mean total is chosen there. Chosen
 * and counted on the same worlds that is too much; chosen on one half of a group and counted on the other it is not, and that is the value.
 *
 * @see Strong & Oakley (2013), An efficient method for computing single-parameter partial expected value of perfect information, Medical
 *   Decision Making 33, 755-766 (groups). Raiffa & Schlaifer (1961), Applied Statistical Decision Theory (the value).
 */
import { adequate } from '../rings/adequate.ts';
import type { Asked } from '../rings/evaluated-set.ts';
import { bestOf } from '../rings/rings.ts';
import type { View } from '../rings/view.ts';
import type { Input } from './inputs.ts';

export interface InformationWorth {
  readonly id: string;
  readonly of: Input['of'];
  /** Money a year, at least 0. */
  readonly value: number;
  readonly standardError: number;
  /** At most: chosen and counted on the same worlds. */
  readonly high: number;
}

/** Worlds of a group, at least; as many groups as there are worlds in one otherwise. */
const LEAST_WORLDS = 10;

/** Totals of each choice less those of the best, in each world. */
export interface Gaps {
  /** Shape [choices] of Shape [worlds]; the best itself is not among them. */
  readonly choices: readonly Float64Array[];
  readonly worlds: number;
}

/** Null where nothing is adequate. */
export function gapsOf(view: View, asked: Asked): Gaps | null {
  const { set } = view;
  const within = adequate(view, asked);
  const best = bestOf(view, within);
  if (best === null) return null;
  const totals = (portfolio: number): Float64Array => {
    const { whole, risk } = set.costs(portfolio);
    return whole.map((value, world) => value + risk[world]!);
  };
  const least = totals(best);
  return {
    worlds: least.length,
    choices: within
      .filter((portfolio) => portfolio !== best)
      .map((portfolio) => totals(portfolio).map((value, world) => value - least[world]!)),
  };
}

const sumOver = (gap: Float64Array, worlds: readonly number[]): number =>
  worlds.reduce((sum, world) => sum + gap[world]!, 0);

/** The choice with the least sum over some worlds; null: the best of all worlds is the best of these too. */
function chosenIn(choices: readonly Float64Array[], worlds: readonly number[]): Float64Array | null {
  let [best, least]: [Float64Array | null, number] = [null, 0];
  for (const gap of choices) {
    const sum = sumOver(gap, worlds);
    if (sum < least) [best, least] = [gap, sum];
  }
  return best;
}

/** Worlds by a figure, in groups of as many. */
function groupsBy(values: Float64Array): number[][] {
  const order = [...values.keys()].toSorted((a, b) => values[a]! - values[b]! || a - b);
  const count = Math.max(1, Math.floor(Math.min(Math.sqrt(values.length), values.length / LEAST_WORLDS)));
  return Array.from({ length: count }, (_, group) =>
    order.slice(Math.floor((group * order.length) / count), Math.floor(((group + 1) * order.length) / count)),
  );
}

/** What one input is worth to know. */
export function worthOfKnowing({ choices, worlds }: Gaps, { id, of, values }: Input): InformationWorth {
  const gained = new Float64Array(worlds);
  let most = 0;
  for (const group of groupsBy(values)) {
    const halves = [group.filter((_, at) => at % 2 === 0), group.filter((_, at) => at % 2 === 1)] as const;
    for (const [choosing, counted] of [halves, [halves[1], halves[0]] as const]) {
      const gap = chosenIn(choices, choosing);
      if (gap !== null) for (const world of counted) gained[world] = -gap[world]!;
    }
    const same = chosenIn(choices, group);
    if (same !== null) most -= sumOver(same, group) / worlds;
  }
  const mean = gained.reduce((sum, value) => sum + value, 0) / worlds;
  const squares = gained.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const value = Math.max(0, mean);
  return {
    id,
    of,
    value,
    standardError: worlds > 1 ? Math.sqrt(squares / (worlds - 1) / worlds) : 0,
    high: Math.max(value, most),
  };
}

/** Worth of inputs, the most first. */
export const worthsOfKnowing = (gaps: Gaps, inputs: readonly Input[]): InformationWorth[] =>
  inputs
    .map((input) => worthOfKnowing(gaps, input))
    .toSorted((a, b) => b.value - a.value || b.high - a.high || (a.id < b.id ? -1 : 1));
