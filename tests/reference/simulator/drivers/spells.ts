/** When states come by themselves, and what runs at the start: DESIGN drivers D1, D2 and D9. */
import { LAYER_INDEX, MORE_INDEX, PURPOSE } from '../../../../src/sim/kernel/ground/purposes.ts';
import { distributionOf } from '../../../../src/sim/distributions/distribution-of.ts';
import { unitFromWord } from '../../../../src/sim/random/draws.ts';
import { exponentialWord } from '../../../../src/sim/random/normal.ts';
import type { Calendar } from '../calendar.ts';
import type { Chance } from '../chance.ts';
import { MORE_LAYER } from '../layers.ts';
import type { PlainState } from './plain.ts';
import { residualQuantile } from './residual.ts';

const YEAR = 8760;
const BLOCK = 1024;

/** A possible arrival of a state: it comes where its layer and unit lie below the pace. */
export interface Candidate {
  readonly hour: number;
  /** The number of its spell. */
  readonly number: number;
  readonly layer: number;
  readonly unit: number;
  /** Of the layers for factors over 1. */
  readonly isMore: boolean;
}

/** Arrivals an hour at pace 1; 0 for a state that has no rate. */
export function rateOf({ state, label }: PlainState, chance: Chance): number {
  const { occurs } = state;
  const path = `${label}.occurs`;
  if (occurs?.kind === 'rate') {
    const amount = chance.ofWorld({ quantity: occurs.amount, path });
    return occurs.per === 'interval' ? 1 / amount : amount;
  }
  // The Poisson process of which a year passes without an arrival with the rest of the chance.
  if (occurs?.kind === 'yearly') return -Math.log1p(-chance.ofWorld({ quantity: occurs.chance, path })) / YEAR;
  return 0;
}

/** Possible arrivals in a trial of a layer, from the timeline of its address block. */
export function candidatesOf(
  one: PlainState,
  chance: Chance,
  trial: number,
  horizonHours: number,
  layer: number,
  isMore: boolean,
): Candidate[] {
  const perTrial = rateOf(one, chance) * horizonHours;
  if (!(perTrial > 0)) return [];
  const label = isMore ? `${one.label}.occurs.more` : one.label;
  const first = layer * (isMore ? MORE_LAYER : LAYER_INDEX);
  const block = Math.floor(trial / BLOCK);
  const from = (trial - block * BLOCK) * perTrial;
  const found: Candidate[] = [];
  for (let k = 0, x = 0; ; k++) {
    x += exponentialWord(chance.at(label, block, first + Math.floor(k / 4), PURPOSE.gap)[k % 4]!);
    if (x >= from + perTrial) return found;
    if (x < from) continue;
    const index = first + found.length;
    const unit = unitFromWord(chance.at(label, trial, index, PURPOSE.thin)[0]!);
    const hour = ((x - from) / perTrial) * horizonHours;
    found.push({ hour, number: isMore ? MORE_INDEX + index : index, layer, unit, isMore });
  }
}

/** The product of what calendar and `set` make of a state's pace. */
export function paceOf({ state }: PlainState, calendar: Calendar, hour: number): number {
  return state.rateFactor * calendar.factor(state.during, hour);
}

/** Mean hours of a spell. */
function meanOf({ state, label }: PlainState, chance: Chance): number {
  return state.lasts === 'forever' ? Infinity : chance.ofWorld({ quantity: state.lasts, path: `${label}.lasts` });
}

/** Whether a state runs at the start of a trial where nothing is known of it. */
export function runsAtStart(one: PlainState, chance: Chance, calendar: Calendar, trial: number): boolean {
  const { occurs, lasts } = one.state;
  if (lasts === 'forever' || (occurs?.kind !== 'rate' && occurs?.kind !== 'yearly') || occurs.once) return false;
  const pace = rateOf(one, chance) * paceOf(one, calendar, 0);
  if (!(pace > 0)) return false;
  const mean = meanOf(one, chance);
  const p = mean / (1 / pace + mean);
  const block = Math.floor(trial / BLOCK);
  const perTrial = -Math.log1p(-p);
  const at = trial - block * BLOCK;
  for (let k = 0, x = 0; ; k++) {
    x += exponentialWord(chance.at(one.label, block, Math.floor(k / 4), PURPOSE.start)[k % 4]!);
    const runs = Math.floor(x / perTrial);
    if (runs >= at) return runs === at;
  }
}

/** Hours that are left at the start of a spell which runs there. */
export function leftAtStart(one: PlainState, chance: Chance, trial: number): number {
  const { state, driver, label } = one;
  const word = chance.at(label, trial, 0, PURPOSE.left)[0]!;
  if (driver.now?.state === state.id && driver.now.left !== undefined) {
    return chance.ofEvent({ quantity: driver.now.left, path: `${driver.drawLabel}.now.${state.id}` }, word, trial);
  }
  if (state.lasts === 'forever') return Infinity;
  const mean = meanOf(one, chance);
  const { law, timing } = state.lasts;
  // Of what is certain within the world any part may be left.
  if (law.kind === 'constant' || law.kind === 'formula' || timing === 'uncertain') return unitFromWord(word) * mean;
  return (residualQuantile(state.lasts)(unitFromWord(word)) * mean) / distributionOf(state.lasts).mean;
}

/** How long a spell lasts, before factors. */
export function hoursOf({ state, label }: PlainState, chance: Chance, trial: number, number: number): number {
  if (state.lasts === 'forever') return Infinity;
  const word = chance.at(label, trial, number, PURPOSE.lasts)[0]!;
  return chance.ofEvent({ quantity: state.lasts, path: `${label}.lasts` }, word, trial);
}
