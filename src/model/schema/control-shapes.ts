/** Keys of controls, of their levels, and of the evidence about them. */
import * as z from 'zod';
import {
  headingShape,
  names,
  optional,
  quantity,
  required,
  requiredUnlessCopied,
  settings,
  type Shape,
  text,
} from './key.ts';
import { supplyShape } from './node-shapes.ts';
import { coverageShape, spendItemsShape, spendRulesShape } from './spend-shapes.ts';

export const levelShape: Shape = {
  order: optional(z.number(), {
    meaning: 'Rank among the levels, which must be stated when there are more than `none` and one.',
    default: '0 for `none`, 1 for the only other',
    example: '1',
  }),
  ...spendItemsShape,
  prevent: optional(quantity, {
    meaning:
      'Share of events (or effects) that it stops. Drawn once a world; `evidence` about the level takes its place.',
    unit: 'share',
    default: '0%',
    example: '40..70%',
  }),
  deter: optional(quantity, {
    meaning: 'Share of events that do not even come because of it. Drawn once a world.',
    unit: 'share',
    default: '0%',
    example: '10..30%',
  }),
  contain: optional(quantity, {
    meaning: 'Part of the repair time that it saves. Drawn once a world.',
    unit: 'share',
    default: '0%',
    example: '20..40%',
  }),
  recover: optional(quantity, {
    meaning: 'Another way to repair: how often it works, and in what time. The shortest repair counts.',
    unit: 'share in hours',
    default: 'none',
    example: '50..90% in 2..10 h',
  }),
  misses: optional(quantity, {
    meaning:
      'Share of what the next lower level misses that this one misses too, of all that that level prevents, deters or contains. Drawn once a world.',
    unit: 'factor',
    default: 'the level says itself what it does',
    example: 'x0.2..x0.5',
  }),
  transfer: optional(names, {
    meaning:
      'Insurance that pays counted losses back, one layer or a list: `£5m over £1m per event` or `per year`, perhaps `share 90%` and `waiting 24 h`.',
    unit: 'money',
    default: 'none',
    example: '£5m over £1m per event share 90% waiting 24 h',
  }),
  capacity: optional(quantity, {
    meaning: 'Capacity of the control as a node at this level; `0%` is a spare that is not bought.',
    unit: 'share',
    default: '100%',
    example: '0%',
  }),
  set: optional(settings, {
    meaning:
      'What the level changes in the model itself: values by path, as if they stood there. `x1.5` scales; factors of several controls on one path multiply.',
    default: 'nothing',
    example: '{ nodes.distribution.needs.feed.switchover: 1..5 min }',
  }),
  ...coverageShape,
  label: optional(text, { meaning: 'Name in reports.', default: 'the id', example: 'Sprinklers and gas' }),
  description: optional(text, {
    meaning: 'What should be known of it. It is read by people only.',
    default: 'none',
    example: 'Offer of the fire brigade',
  }),
};

const form = (meaning: string, example: string): z.ZodType =>
  optional(text, {
    meaning: `${meaning} An entry has one of \`done\`, \`to standard\`, \`caught\`.`,
    default: 'none',
    example,
  });

export const evidenceShape: Shape = {
  done: form('Quantitative: how often of how often it was done as planned.', '50 of 52'),
  'to standard': form('Qualitative: how many of those that were looked at met the standard.', '17 of 20'),
  caught: form('Output: how many tests of how many it caught.', '184 of 200'),
  date: required(text, {
    meaning: 'When it was found, not after `starts`: evidence ages up to that day.',
    example: '2026-03-01',
  }),
  by: optional(text, {
    meaning: 'How it was found. It is read by people only.',
    default: 'none',
    example: 'covert test',
  }),
  level: optional(text, {
    meaning: 'The level that was tested; one that prevents something.',
    default: 'the current level',
    example: 'basic',
  }),
  scope: optional(z.enum(['whenPerformed', 'endToEnd']), {
    meaning:
      '`whenPerformed`: the forms multiply (done x to standard x caught). `endToEnd`: this form alone says how often it works.',
    default: 'whenPerformed',
    example: 'whenPerformed',
  }),
  clusters: optional(z.number(), {
    meaning: 'In how many clusters the tests came; tests of one cluster resemble one another and count for less.',
    unit: 'number',
    default: 'each test by itself',
    example: '20',
  }),
  rho: optional(z.number(), {
    meaning: 'Correlation of the tests of one cluster.',
    unit: 'share',
    default: '0.1',
    example: '0.05',
  }),
  halfLife: optional(quantity, {
    meaning: 'Time in which evidence loses half its weight.',
    unit: 'hours',
    default: '24 months',
    example: '12 months',
  }),
  validity: optional(quantity, {
    meaning: 'How far a test resembles the real thing, such as image projection for a threat item. It multiplies.',
    unit: 'share',
    default: '100%',
    example: '60..95%',
  }),
};

export const controlShape: Shape = {
  against: optional(names, {
    meaning:
      'What it stands against: threats, or `threats -> nodes`, each an id, a tag (`discipline=cyber`) or `all`. Without an arrow it is drawn once for the event and stops all its effects; with one, once for each effect. What prevents, deters, contains or recovers needs it; what only transfers may leave it out for all threats.',
    default: 'nothing; for `transfer` all threats',
    example: '[transformer-fire, discipline=cyber -> terminals]',
  }),
  each: optional(z.boolean(), {
    meaning: 'Whether it is drawn once for each effect even without an arrow.',
    default: 'false',
    example: 'true',
  }),
  current: requiredUnlessCopied(text, { meaning: 'The level that is in force today.', example: 'basic' }),
  levels: requiredUnlessCopied(z.record(z.string(), z.union([z.strictObject(levelShape), z.null()])), {
    meaning: 'What can be spent on it, by name. `none` is the level of nothing.',
    example: '{ none: {}, basic: { order: 1, opex: £40k per year, prevent: 40..70% } }',
  }),
  evidence: optional(z.array(z.strictObject(evidenceShape)), {
    meaning: 'What tests have shown of a level; it takes the place of what was estimated as `prevent`.',
    default: 'none',
    example: '[{ caught: 184 of 200, by: covert test, date: 2026-03-01 }]',
  }),
  ...spendRulesShape,
  ...supplyShape,
  like: optional(text, {
    meaning: 'The id of another control, of which this is a copy. In a map `null` takes an entry away.',
    default: 'none',
    example: 'guard',
  }),
  ...headingShape,
};
