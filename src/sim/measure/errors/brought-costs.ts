/** How often what a driver's spells bring is charged. */
import type { Brought, DriverState } from '../../../model/drivers.ts';
import type { Cost, Model } from '../../../model/model.ts';
import { rootName } from '../../compile/drivers/names.ts';
import { fittedLaw } from '../../distributions/distribution-of.ts';

type BroughtEffect = Extract<Brought, { kind: 'effect' }>;

/** A one-off cost of an effect that a spell brings. */
export interface BroughtCost {
  /** The root cause, as in the record. */
  readonly root: string;
  readonly cost: Cost;
  /** How often it is charged for each event of the root. */
  readonly perEvent: number;
}

/** Mean chance that it comes with a spell; 1 for a formula, whose mean is not known here. */
function chanceOf({ chance }: BroughtEffect): number {
  return chance === undefined || chance.law.kind === 'formula' ? 1 : fittedLaw(chance).mean;
}

/**
 * Costs of what spells of a state bring. A spell is an event of the record when it holds a node down or strikes one: each under a
 * ceiling, else those of which something reaches its node.
 */
function ofState(root: string, { moves, brings }: DriverState): BroughtCost[] {
  const effects = brings.filter((one) => one.kind === 'effect');
  const holds = moves.some(({ target }) => target.kind === 'capacity');
  /** Of those with `one of` one comes: by path, the first stands for all. */
  const alone = effects.filter(({ oneOf, path }, i) => !oneOf || effects.findIndex((one) => one.path === path) === i);
  const isEvent = holds ? 1 : 1 - alone.reduce((none, one) => none * (1 - chanceOf(one)), 1);
  if (!(isEvent > 0)) return [];
  return effects.flatMap((effect) => {
    const among = effect.oneOf ? effects.filter(({ path }) => path === effect.path).length : 1;
    return effect.cost.map((cost) => ({ root, cost, perEvent: chanceOf(effect) / among / isEvent }));
  });
}

/** Costs of all effects that drivers bring, in order of driver and state. */
export const broughtCosts = ({ drivers }: Model): readonly BroughtCost[] =>
  (drivers?.states ?? []).flatMap((driver) =>
    driver.states.flatMap((state) => ofState(rootName(driver, state), state)),
  );
