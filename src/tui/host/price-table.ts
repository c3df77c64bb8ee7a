/** What any portfolio costs in the worlds of a doughnut, as a table that is small enough to be sent. */
import { costsOf } from '../../doughnut/cost/costs.ts';
import { costsByPart } from '../../doughnut/cost/part-costs.ts';
import { groupingOf, type Segmentation, SHARED } from '../../doughnut/segments.ts';
import type { Model } from '../../model/model.ts';
import { NOTHING, type PartPrices, type Price, type PriceTable, USED } from '../state/prices.ts';

/** Levels of several controls that are tried for business which they turn away, at most. */
const MOST_COMBINATIONS = 10_000;

/** A control, and where it stands among the controls of the model. */
interface Member {
  readonly position: number;
  readonly id: string;
  readonly levels: readonly string[];
  readonly segment: string;
}

/** A level of each of some controls, by position in `levels`. */
type Choice = readonly number[];

/** Every choice of a level of each. */
function choicesOf(members: readonly Member[]): readonly Choice[] {
  return members.reduce<readonly Choice[]>(
    (all, { levels }) => all.flatMap((chosen) => levels.map((_, level) => [...chosen, level])),
    [[]],
  );
}

/**
 * The prices of a doughnut, in its worlds.
 *
 * @returns Null where business that many controls turn away has too many prices.
 */
export function priceTable(
  model: Model,
  by: Segmentation,
  size: { readonly seed: string; readonly worlds: number; readonly trialsPerWorld: number },
): PriceTable | null {
  const costs = costsOf(model, size);
  const ids = model.controls.map(({ id }) => id);
  const byPart = costsByPart(costs, ids);
  const grouping = groupingOf(model, by);
  const controls = model.controls.map(({ id, levels }, position): Member => ({
    position,
    id,
    levels: levels.map((level) => level.id),
    segment: grouping[position] ?? SHARED,
  }));
  const table: PartPrices[] = [];
  for (const [part, { controls: positions }] of byPart.parts.entries()) {
    const members = positions.flatMap((position) => controls[position] ?? []);
    const [segment = SHARED, ...others] = new Set(members.map((member) => member.segment));
    const of = { segment: others.length > 0 ? SHARED : segment, of: members.map(({ id }) => id) };
    const priceAt = (choice: Choice): Price => {
      const all = new Int32Array(controls.length);
      for (const [place, { position }] of members.entries()) all[position] = choice[place] ?? 0;
      const { budget, whole } = byPart.of(all);
      return { budget: budget[part] ?? 0, whole: whole[part] ?? 0 };
    };
    if (part >= ids.length && part < ids.length + costs.shared.length) {
      const price = members.length === 0 ? NOTHING : priceAt(members.map(({ levels }) => levels.length - 1));
      table.push({ ...of, prices: { [USED]: price }, lowest: members.map(({ levels }) => levels[0] ?? '') });
      continue;
    }
    const combinations = members.reduce((product, { levels }) => product * levels.length, 1);
    if (combinations > MOST_COMBINATIONS) return null;
    const named = (choice: Choice): string =>
      choice.map((level, place) => members[place]?.levels[level] ?? '').join(' ');
    const prices = choicesOf(members)
      .map((choice) => [named(choice), priceAt(choice)] as const)
      .filter(([, { budget, whole }]) => budget !== 0 || whole !== 0);
    table.push({ ...of, prices: Object.fromEntries(prices), lowest: null });
  }
  return table;
}
