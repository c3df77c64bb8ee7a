/** How well a level of a control does a thing, as a law over worlds. */
import type { Control, Effectiveness } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { combined, constantLaw, type LawView } from './combined-law.ts';
import type { Reader } from './quantity-words.ts';

export type Verb = 'prevent' | 'deter' | 'contain';

const betaQuantity = (a: number, b: number): Quantity => ({
  dimension: 'share',
  law: { kind: 'beta', a, b },
  timing: 'uncertain',
  widening: 1,
  sources: [],
  text: `beta ${a} ${b}`,
});

const product = (values: readonly number[]): number => values.reduce((all, value) => all * value, 1);

/** The law of an effectiveness as stated, over the world. */
function statedLaw(given: Effectiveness, verb: Verb, control: Control, reader: Reader): LawView {
  switch (given.kind) {
    case 'elicited':
      return reader.law(given.quantity);
    case 'posterior': {
      const forms = given.forms.map(({ a, b }) => reader.law(betaQuantity(a, b)));
      const laws = [...forms, ...given.validity.map((quantity) => reader.law(quantity))];
      return laws.length === 1 && laws[0] !== undefined ? laws[0] : combined(laws, product);
    }
    case 'covers': {
      const part = (id: string): LawView => {
        const own = control.levels.find((level) => level.id === id)?.[verb];
        return own === undefined ? constantLaw(0) : statedLaw(own, verb, control, reader);
      };
      const { share } = given;
      return combined([part(given.of), part(given.rest)], ([of = 0, rest = 0]) => share * of + (1 - share) * rest);
    }
    case 'misses': {
      const lower = control.levels.find(({ id }) => id === given.of)?.[verb];
      const share = reader.law(given.share);
      if (lower === undefined) return combined([share], ([missed = 0]) => 1 - missed);
      return combined(
        [share, statedLaw(lower, verb, control, reader)],
        ([missed = 0, effective = 0]) => 1 - missed * (1 - effective),
      );
    }
  }
}

/** The law of an effectiveness over the world: what is stated, less the haircut. */
export function effectivenessLaw(given: Effectiveness, verb: Verb, control: Control, reader: Reader): LawView {
  const stated = statedLaw(given, verb, control, reader);
  if (control.haircut === undefined) return stated;
  return combined([stated, reader.law(control.haircut)], ([value = 0, haircut = 0]) => (1 - haircut) * value);
}
