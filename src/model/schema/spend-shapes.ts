/** Keys of spend: what levels and what controls share cost, how it is judged, and the business beside it. */
import * as z from 'zod';
import { limitShape } from './appetite-shapes.ts';
import { names, optional, quantities, quantity, required, type Shape, text } from './key.ts';

/** What can be paid for a level, or for something that several controls share. */
export const spendItemsShape: Shape = {
  capex: optional(quantity, {
    meaning: 'What it costs once in each `life`, over which it is spread. Drawn once a world.',
    unit: 'money',
    default: 'nothing',
    example: '£600k',
  }),
  life: optional(quantity, {
    meaning: 'Time over which `capex` is spread, as an annuity at `spend: { discount }`. Drawn once a world.',
    unit: 'hours',
    default: 'none; `capex` must have one',
    example: '12 years',
  }),
  opex: optional(quantity, {
    meaning: 'What it costs to run: licences, service and premiums too. Drawn once a world.',
    unit: 'money per time',
    default: 'nothing',
    example: '£90k per year',
  }),
  people: optional(quantity, {
    meaning: 'Posts, so many at so much each. Drawn once a world.',
    unit: 'number at money per time',
    default: 'none',
    example: '3 at £55k per year',
  }),
  secondment: optional(quantity, {
    meaning:
      'Hours a year of the own people that other work loses, at what an hour is worth, perhaps times what it displaces (`x1.5`). A cost to the business, not to the budget. Drawn once a world.',
    unit: 'hours at money per time',
    default: 'none',
    example: '200 h at £60 per hour x1.5',
  }),
  friction: optional(quantity, {
    meaning:
      'What it costs the business that it gets in the way of: an amount, or a delay for each of so many whose time is worth so much (`"4 s per customer, 2m per year, £0.5 per minute"`, in quotes within braces). Drawn once a world.',
    unit: 'money per time',
    default: 'none',
    example: '£80k per year',
  }),
};

export const harmShape: Shape = {
  value: required(quantity, {
    meaning: 'What preventing harm to one person is worth.',
    unit: 'money',
    example: '£2m',
  }),
  factor: optional(z.union([z.number(), z.string()]), {
    meaning: 'Disproportion factor: how often that is worth spending, 1 or more.',
    default: '3',
    example: '3',
  }),
};

export const sharedShape: Shape = {
  of: required(names, {
    meaning: 'The controls that share it. It is paid once, if any of them is above its lowest level.',
    example: '[fire-suppression, guard]',
  }),
  ...spendItemsShape,
  label: optional(text, { meaning: 'Name in reports.', default: 'the id', example: 'Control room' }),
  description: optional(text, {
    meaning: 'What should be known of it. It is read by people only.',
    default: 'none',
    example: 'Rented until 2030',
  }),
};

export const spendShape: Shape = {
  discount: optional(quantity, {
    meaning: 'Real rate a year at which capex is spread over its life. Prices are those of `starts`.',
    unit: 'share',
    default: '0%: evenly, without interest',
    example: '3.5%',
  }),
  harm: optional(z.strictObject(harmShape), {
    meaning: 'What harm to people counts as in money, beside the losses.',
    default: 'harm has no price',
    example: '{ value: £2m, factor: 3 }',
  }),
  'tail price': optional(quantity, {
    meaning: 'How often the mean of the worst 5 % of years counts beside the mean loss.',
    default: '0: the mean alone counts',
    example: '0.5',
  }),
  budget: optional(z.union([quantity, quantities]), {
    meaning:
      'What there is to spend: an amount, or amounts by the year in which they begin (`{ from 2027: £1.2m per year, from 2029: £900k per year }`), the first year among them; a year that is not named has that of the year before. It bounds nothing that is searched; it is what the rings are held against, with that of the first year, and what each year of a roadmap may pay.',
    unit: 'money per time',
    default: 'none',
    example: '£1.2m per year',
  }),
  shared: optional(z.record(z.string(), z.strictObject(sharedShape)), {
    meaning: 'What several controls share and is paid once, by name.',
    default: 'nothing',
    example: '{ control-room: { opex: £120k per year, of: [fire-suppression, guard] } }',
  }),
};

export const opportunityShape: Shape = {
  worth: required(quantity, {
    meaning: 'What the business is worth. Drawn once a world.',
    unit: 'money per time',
    example: '£500k per year',
  }),
  'accepted when': optional(z.strictObject(limitShape), {
    meaning:
      'The limit that must hold, with its confidence, for the business to be accepted: it is refused for lack of assurance otherwise.',
    default: 'always',
    example: '{ loss over: £1m, chance: 5% per year, confidence: 90% }',
  }),
  'refused by': optional(z.record(z.string(), quantities), {
    meaning:
      'Share of it that a level of a control turns away, by control and level. A level that is not named turns nothing away; of what several controls turn away each takes its share of the rest.',
    default: 'nothing',
    example: '{ guard: { night: 30% } }',
  }),
  label: optional(text, { meaning: 'Name in reports.', default: 'the id', example: 'A route to the islands' }),
  description: optional(text, {
    meaning: 'What should be known of it. It is read by people only.',
    default: 'none',
    example: 'Asked for by two airlines',
  }),
};

/** What binds the choice of levels of a control, and how its figures are taken. */
export const spendRulesShape: Shape = {
  mandatory: optional(text, {
    meaning: 'The level that the law demands: portfolios with a lower one are not looked at.',
    default: 'none: its lowest level is allowed',
    example: 'basic',
  }),
  excludes: optional(names, {
    meaning: 'Controls that cannot be above their lowest level while this one is. It holds both ways.',
    default: 'none',
    example: '[cover]',
  }),
  requires: optional(z.record(z.string(), text), {
    meaning: 'Levels that other controls must have at least while this one is above its lowest.',
    default: 'none',
    example: '{ guard: night }',
  }),
  bought: optional(text, {
    meaning:
      'When the level that stands was bought, not after `starts`. Its price is sunk until its life is over: yearly costs count its renewal, money by year begins with it.',
    default: 'not known: it counts as bought at `starts`',
    example: '2024-05-01',
  }),
  from: optional(text, {
    meaning:
      'The first day on which another level than `current` can work, before the end of the horizon. Its money by year begins then; runs, and costs a year, take it as in place.',
    default: '`starts`',
    example: '2027-07-01',
  }),
  haircut: optional(quantity, {
    meaning:
      'Share by which effectiveness (`prevent`, `deter`, `contain`, the chance of `recover`) is taken lower at every level, evidence included. Drawn once a world.',
    unit: 'share',
    default: '0%',
    example: '10%',
  }),
  overrun: optional(quantity, {
    meaning:
      'By how much capex comes to more than is stated (optimism bias): a share, an interval of shares, which may begin at 0 % or below, or `uniform`, `triangular` or `pert` of shares. Drawn once a world for all levels.',
    default: '0%',
    example: '0..40%',
  }),
  elasticity: optional(quantity, {
    meaning: 'Part of the friction of its levels that is lost to the business. Drawn once a world.',
    unit: 'number',
    default: '1: all of it',
    example: '50%',
  }),
};

/** The key of a level that can be bought in part. */
export const coverageShape: Shape = {
  coverage: optional(text, {
    meaning:
      'Parts of the level that can be bought too, as levels of their own between the next lower level and this one: `full at 25%` meets a quarter of arrivals as `full`, the others as the level before, and costs so.',
    default: 'the whole level only',
    example: '0%..100% in steps of 25%',
  }),
};
