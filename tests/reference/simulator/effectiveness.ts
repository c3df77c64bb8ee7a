/** How well the level in force does a thing, over worlds: DESIGN 2 (evidence, misses) and 3.2. */
import type { Level } from '../../../src/model/model.ts';
import type { Coverage } from '../../../src/model/spend.ts';
import type { Chance } from './chance.ts';
import type { PlainControl } from './plain.ts';

export type Verb = 'prevent' | 'deter' | 'contain' | 'recover';

/** The world's draw, before the control's own capacity; 0 for a level that does not do it. */
export function effectivenessOf(chance: Chance, control: PlainControl, verb: Verb): number {
  const { haircut } = control;
  const cut = haircut === undefined ? 0 : chance.ofWorld({ quantity: haircut, path: `${control.label}.haircut` });
  return (1 - cut) * ofLevel(control.level);

  /** Of a level in part: arrivals meet the one level or the other. */
  function ofBoth({ share, of, rest }: Coverage): number {
    const [whole, lower] = [of, rest].map((id) => control.levels.find((level) => level.id === id)!);
    return share * ofLevel(whole!) + (1 - share) * ofLevel(lower!);
  }

  function ofLevel(level: Level): number {
    if (level.coverage !== undefined) return ofBoth(level.coverage);
    const path = `${control.label}.levels.${level.id}`;
    if (verb === 'recover') {
      const { recover } = level;
      return recover === undefined ? 0 : chance.ofWorld({ quantity: recover.chance, path: `${path}.recover.chance` });
    }
    const stated = level[verb];
    switch (stated?.kind) {
      case undefined:
      case 'covers':
        return 0;
      case 'elicited':
        return chance.ofWorld({ quantity: stated.quantity, path: `${path}.${verb}` });
      case 'posterior': {
        // done x to standard x caught, each a Beta of its own, times what the tests are worth
        const forms = stated.forms.map(({ form, a, b }) => chance.beta(a, b, `${path}.evidence.${form}`));
        const validity = stated.validity.map((quantity, i) =>
          chance.ofWorld({ quantity, path: `${path}.evidence.validity.${i}` }),
        );
        return [...forms, ...validity].reduce((product, share) => product * share, 1);
      }
      case 'misses': {
        const share = chance.ofWorld({ quantity: stated.share, path: `${path}.misses` });
        const lower = control.levels.find(({ id }) => id === stated.of);
        const missed = 1 - (lower === undefined ? 0 : ofLevel(lower));
        return Math.max(0, 1 - share * missed);
      }
    }
  }
}
