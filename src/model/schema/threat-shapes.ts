/** Keys of threats, of their effects, and of common causes. */
import * as z from 'zod';
import {
  headingShape,
  names,
  optional,
  quantities,
  quantity,
  required,
  requiredUnlessCopied,
  type Shape,
  text,
} from './key.ts';

const cost = {
  unit: 'money',
  default: 'none',
  example: '{ own: £1k..£25k }',
};

export const effectShape: Shape = {
  outage: requiredUnlessCopied(quantity, {
    meaning: 'How long it takes the node down, or `forever`. Drawn anew each time.',
    unit: 'hours',
    example: '12..60 h',
  }),
  leaves: optional(quantity, {
    meaning: 'Capacity that is left to the node meanwhile. Drawn anew each time.',
    unit: 'share',
    default: '0%',
    example: '30%',
  }),
  chance: optional(quantity, {
    meaning: 'Chance that an event reaches this node. Drawn once a world.',
    unit: 'share',
    default: '100%',
    example: '20..40%',
  }),
  delay: optional(quantity, {
    meaning: 'Time from the event until it strikes this node. Drawn anew each time.',
    unit: 'hours',
    default: '0 h',
    example: '1..3 days',
  }),
  overlap: optional(z.enum(['add', 'ignore']), {
    meaning:
      'What a further effect does while the node is struck already: `add` counts it on its own clock, `ignore` lets it do nothing and cost nothing.',
    default: 'add',
    example: 'ignore',
  }),
  cost: optional(quantities, { meaning: 'One-off cost of the effect by bearer. Drawn anew each time.', ...cost }),
};

export const threatShape: Shape = {
  occurs: requiredUnlessCopied(names, {
    meaning:
      'When it comes. A frequency, `every 8..40 years` or `5..20 per year`: the interval says how little is known of the mean time or the rate (a lognormal law, drawn once a world); events come at any time. A proximity, `within 6..24 months`, perhaps `never 30%`: the interval is chance, the Weibull law of the time to the next event with one in twenty before the first end and one in twenty after the second; after each event its clock starts anew. A chance: `1..5% per year` (a beta law, once a world), at most one event in a year. Dates: `on 2027-03-31`, several in a list. `once` at the end: only the first.',
    example: 'every 8..40 years',
  }),
  once: optional(z.boolean(), {
    meaning: 'Whether only the first event of a trial counts.',
    default: 'false',
    example: 'true',
  }),
  during: optional(quantities, {
    meaning: 'Factors on its pace while a name of the calendar is in force; those in force multiply.',
    unit: 'factor',
    default: 'none',
    example: '{ peak: x1.6 }',
  }),
  affects: optional(z.record(z.string(), z.union([z.strictObject(effectShape), z.null()])), {
    meaning:
      'What it does, by the id of a node, by a tag (`place=north`: to each of them) or to one by chance (`one of place=north`).',
    default: 'nothing; it then has a `cost`',
    example: '{ grid-north: { outage: 12..60 h } }',
  }),
  cost: optional(quantities, {
    meaning:
      'One-off cost of an event by bearer, unless it is stopped as a whole; what an effect costs stands there. Drawn anew each time.',
    ...cost,
  }),
  like: optional(text, {
    meaning: 'The id of another threat, of which this is a copy. In a map `null` takes an entry away.',
    default: 'none',
    example: 'transformer-fire',
  }),
  ...headingShape,
};

export const commonCauseShape: Shape = {
  of: required(names, {
    meaning: 'The nodes that share a cause of failure, two or more: ids or a tag.',
    example: '[grid-north, grid-south]',
  }),
  beta: required(quantity, {
    meaning:
      'Chance that an effect on one of them strikes all the others too, with draws of their own. Drawn once a world. It comes on top of the stated rates.',
    unit: 'share',
    example: '2..10%',
  }),
};
