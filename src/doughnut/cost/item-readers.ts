/** What the items of a level come to a year, as functions of where their quantities are read. */
import type { Quantity } from '../../model/quantity.ts';
import type { Friction, SpendItems, SpendRules } from '../../model/spend.ts';

/** Hours of a year. */
export const YEAR = 8760;

/** Gives the value of a quantity: in the world at hand, or its mean. */
export interface Readers {
  /** @param path Its label, by which it is drawn. */
  value(quantity: Quantity, path: string): () => number;
  /** Annuity of a life [per year]. */
  annuity(life: Quantity, path: string): () => number;
}

/** Readers of what is paid: `capex` money once, the others money a year. */
export interface ItemReaders {
  readonly capex: () => number;
  /** Capex as an annuity over its life. */
  readonly capital: () => number;
  readonly opex: () => number;
  readonly people: () => number;
  readonly secondment: () => number;
  readonly friction: () => number;
}

const nothing = (): number => 0;

const once = (): number => 1;

function frictionReader(friction: Friction, path: string, { value }: Readers): () => number {
  if (friction.kind === 'amount') {
    const amount = value(friction.amount, path);
    return () => YEAR * amount();
  }
  const delay = value(friction.delay, `${path}.delay`);
  const volume = value(friction.volume, `${path}.volume`);
  const worth = value(friction.value, `${path}.value`);
  return () => YEAR * volume() * delay() * worth();
}

/**
 * @param path Of what the items belong to: labels of draws begin with it.
 * @param rules Those of the control, with its own path; none for what is shared.
 */
export function itemReaders(
  items: SpendItems,
  path: string,
  readers: Readers,
  rules: { readonly of: SpendRules; readonly path: string } | null,
): ItemReaders {
  const { capex, life, opex, people, secondment, friction } = items;
  const optional = (quantity: Quantity | undefined, at: string, otherwise: () => number): (() => number) =>
    quantity === undefined ? otherwise : readers.value(quantity, at);
  const factor = optional(rules?.of.capexFactor, `${rules?.path}.overrun`, once);
  const elasticity = optional(rules?.of.elasticity, `${rules?.path}.elasticity`, once);
  const stated = optional(capex, `${path}.capex`, nothing);
  const price = (): number => factor() * stated();
  const perYear = life === undefined ? nothing : readers.annuity(life, `${path}.life`);
  const running = optional(opex, `${path}.opex`, nothing);
  const count = optional(people?.count, `${path}.people.count`, nothing);
  const each = optional(people?.each, `${path}.people.each`, nothing);
  const hours = optional(secondment?.hours, `${path}.secondment.hours`, nothing);
  const worth = optional(secondment?.value, `${path}.secondment.value`, nothing);
  const displacement = optional(secondment?.displacement, `${path}.secondment.displacement`, once);
  const hindrance = friction === undefined ? nothing : frictionReader(friction, `${path}.friction`, readers);
  return {
    capex: price,
    capital: capex === undefined ? nothing : () => price() * perYear(),
    opex: () => YEAR * running(),
    people: () => YEAR * count() * each(),
    secondment: () => hours() * worth() * displacement(),
    friction: () => elasticity() * hindrance(),
  };
}
