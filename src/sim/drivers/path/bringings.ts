/** What the beginning of a spell brings: spells of other states, which wait, and what lands on nodes and threats. */
import { unitFromWord } from '../../random/draws.ts';
import { PURPOSE } from '../../kernel/ground/purposes.ts';
import { BRINGS } from '../tables.ts';
import type { PathLog } from './log.ts';
import type { PathOf } from './make-path.ts';
import { ARRIVAL, type Pending } from './pending.ts';

/** Number of a spell, or of an event, that is brought: this plus the upper bits of a word. */
const BROUGHT_NUMBER = 0x7f00_0000;

/** Number of what a word brings. */
export const broughtNumber = (word: number): number => BROUGHT_NUMBER + (word >>> 9);

export interface Bringings {
  /** The spell begins, and is in force. */
  begin(spell: number, at: number, world: number, trial: number): void;
}

export function makeBringings(of: PathOf & { readonly log: PathLog; readonly pending: Pending }): Bringings {
  const { tables, horizonHours, sampler, slots, draws, log, pending } = of;
  const { bringStart, bringKind, bringOf, bringStream, bringChoices, bringChoiceStream } = tables;
  const { bringChanceSlot, bringChanceSampler, bringDelaySampler } = tables;
  const { word } = draws;

  /** Whether it comes; the words of its draw are the current ones. */
  function comes(bring: number, world: number, trial: number, number: number): boolean {
    const slot = bringChanceSlot[bring]!;
    const row = bringChanceSampler[bring]!;
    let chance = slot < 0 ? 1 : slots[slot]!;
    if (row >= 0) {
      draws.at(bringStream[bring]!, world, trial, number, PURPOSE.chance);
      chance = sampler.sample(row, word[0]!);
    }
    draws.at(bringStream[bring]!, world, trial, number, PURPOSE.land);
    return (slot < 0 && row < 0) || unitFromWord(word[0]!) < chance;
  }

  function bring(which: number, spell: number, at: number, world: number, trial: number): void {
    if (!comes(which, world, trial, log.spellNumber[spell]!)) return;
    const number = broughtNumber(word[1]!);
    const delay = bringDelaySampler[which]! < 0 ? 0 : sampler.sample(bringDelaySampler[which]!, word[3]!);
    const then = at + delay;
    if (!(then < horizonHours)) return;
    if (bringKind[which] === BRINGS.spell) pending.add(then, ARRIVAL.certain, bringOf[which]!, number);
    else log.landing(then, which, spell);
  }

  return {
    begin: (spell, at, world, trial) => {
      const s = log.spellState[spell]!;
      for (let b = bringStart[s]!; b < bringStart[s + 1]!;) {
        const choices = bringChoices[b]!;
        if (choices <= 1) {
          bring(b++, spell, at, world, trial);
          continue;
        }
        draws.at(bringChoiceStream[b]!, world, trial, log.spellNumber[spell]!, PURPOSE.choice);
        const taken = Math.min(Math.floor(unitFromWord(word[0]!) * choices), choices - 1);
        bring(b + taken, spell, at, world, trial);
        b += choices;
      }
    },
  };
}
