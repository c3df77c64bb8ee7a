/** Keys of drivers, of their states and what a state brings, and of correlations. */
import * as z from 'zod';
import { names, optional, quantities, quantity, required, type Shape, text } from './key.ts';
import { effectShape } from './threat-shapes.ts';

/** The families of drivers, in the order of PESTLE. */
export const FAMILIES = ['political', 'economic', 'social', 'technological', 'legal', 'environmental'] as const;

const only = (key: 'leaves' | 'overlap' | 'cost'): z.ZodType => effectShape[key] ?? text;

export const broughtShape: Shape = {
  chance: optional(quantity, {
    meaning: 'Chance that it comes with a spell. Drawn once a world.',
    unit: 'share',
    default: '100%',
    example: '20..40%',
  }),
  delay: optional(quantity, {
    meaning: 'Time from the beginning of the spell until it comes. Drawn anew each time.',
    unit: 'hours',
    default: '0 h',
    example: '1..10 days',
  }),
  outage: optional(quantity, {
    meaning:
      'For a node, which must have it: how long it is down, `forever`, or `while it lasts`, which ends with the spell. No control stops or shortens it. Drawn anew each time.',
    unit: 'hours',
    default: 'none: a threat and a state have their own',
    example: '2..10 days',
  }),
  leaves: only('leaves'),
  overlap: only('overlap'),
  cost: only('cost'),
};

export const stateShape: Shape = {
  occurs: optional(names, {
    meaning:
      'When it comes by itself, in every form that `occurs` of a threat has. An arrival begins a spell, unless one of the state runs. `1..5% per year` is here the frequency at which a year passes without one with the rest of the chance.',
    default: 'only when something brings it, a scenario holds it, or it is known at the start',
    example: 'every 10..30 years',
  }),
  once: optional(z.boolean(), {
    meaning: 'Whether only the first arrival of a trial counts.',
    default: 'false',
    example: 'true',
  }),
  during: optional(quantities, {
    meaning: 'Factors on its pace while a name of the calendar is in force; those in force multiply.',
    unit: 'factor',
    default: 'none',
    example: '{ peak: x1.6 }',
  }),
  lasts: required(quantity, {
    meaning: 'How long a spell lasts, or `forever` for a change that stays. Drawn for each spell.',
    unit: 'hours',
    example: '3..9 months',
  }),
  while: optional(quantities, {
    meaning:
      'What becomes of other figures while it is in force: a factor by path, or for `capacity` the share that is left at most (`60..80%`). All that is in force multiplies. Factors are drawn once a world, with `varies` for each spell; ceilings for each spell.',
    unit: 'factor',
    default: 'nothing',
    example: '{ threats.transformer-fire.occurs: x3..x8 }',
  }),
  brings: optional(z.record(z.string(), z.union([z.strictObject(broughtShape), z.null()])), {
    meaning:
      'What comes with the beginning of a spell: nodes go down (`nodes.ID`), a threat strikes (`threats.ID`), another state begins (`drivers.ID.STATE`).',
    default: 'nothing',
    example: '{ threats.petty-theft: { chance: 50% } }',
  }),
  was: optional(text, {
    meaning: 'An earlier id. Its draws stay those of that id, so that renaming moves no figure.',
    default: 'none',
    example: 'emergency',
  }),
};

const path = z.union([z.string(), z.record(z.string(), z.union([z.string(), z.number()]))]);

export const driverShape: Shape = {
  factor: required(names, {
    meaning: `The families of causes that it belongs to: ${FAMILIES.join(', ')}, or a list of these.`,
    example: 'economic',
  }),
  title: optional(text, { meaning: 'Name in reports.', default: 'the id', example: 'Price and supply of energy' }),
  description: optional(text, {
    meaning: 'What should be known of it. It is read by people only.',
    default: 'none',
    example: 'Agreed with the utility',
  }),
  now: optional(z.union([quantity, quantities]), {
    meaning:
      'What is known at the start: the state that is in force (`crisis`), perhaps with what is left of it (`{ crisis: 1..4 months }`); `normal` for none of them; the value of an index (`x1`).',
    default: 'drawn',
    example: 'normal',
  }),
  states: optional(z.record(z.string(), z.union([z.strictObject(stateShape), z.null()])), {
    meaning:
      'Its states, by id, from mild to severe: the most severe one that runs is in force. `normal` is the name for none of them. A driver has `states` or `index`.',
    default: 'none; it then has an `index`',
    example: '{ crisis: { occurs: every 10..30 years, lasts: 3..9 months } }',
  }),
  index: optional(quantity, {
    meaning: 'A number that moves, by its law: a factor on what it `scales`. Base figures are meant for an index of 1.',
    unit: 'factor',
    default: 'none; it then has `states`',
    example: 'x0.7..x1.6',
  }),
  persists: optional(quantity, {
    meaning:
      'For an index, which must have it: how slowly it moves, the time after which it keeps 37 % of a deviation; or `forever` for one value a trial. It reads alike for indices that are correlated. Drawn once a world.',
    unit: 'hours',
    default: 'none',
    example: '6 months',
  }),
  scales: optional(z.union([z.array(path), path]), {
    meaning: 'What an index scales: a list of paths, `path: 0.5` for the index to that power.',
    default: 'nothing',
    example: '[nodes.terminals.loss.airlines]',
  }),
  optional: optional(z.boolean(), {
    meaning:
      'For a driver that is to fit any model: tags and drivers that it names and does not find are left out, which `check` lists, instead of being faults.',
    default: 'false',
    example: 'true',
  }),
  was: optional(text, {
    meaning: 'An earlier id. Its draws stay those of that id, so that renaming moves no figure.',
    default: 'none',
    example: 'power',
  }),
};

export const correlationShape: Shape = {
  between: required(z.array(text), { meaning: 'The two indices.', example: '[fuel-price, wages]' }),
  correlation: required(quantity, {
    meaning:
      'How far they go together at one time, between `-100%` and `100%`, both excluded. An interval lies on one side of 0. Drawn once a world.',
    unit: 'share',
    example: '40..80%',
  }),
};
