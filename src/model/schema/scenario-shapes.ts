/** Keys of scenarios and of their shocks. */
import * as z from 'zod';
import { optional, quantity, required, settings, type Shape, text } from './key.ts';

export const shockShape: Shape = {
  on: required(text, {
    meaning: 'When it happens, a date and perhaps a time within the horizon.',
    example: '2027-12-20 06:00',
  }),
  node: required(text, { meaning: 'The node that it takes down: an id or a tag.', example: 'grid-north' }),
  outage: required(quantity, {
    meaning: 'How long, or `forever`. Nothing stops or shortens it.',
    unit: 'hours',
    example: '30 h',
  }),
  leaves: optional(quantity, {
    meaning: 'Capacity that is left to the node meanwhile.',
    unit: 'share',
    default: '0%',
    example: '50%',
  }),
  id: optional(text, {
    meaning: 'A name for the shock. A second one on the same date needs one.',
    default: 'the date',
    example: 'first-wave',
  }),
};

export const scenarioShape: Shape = {
  description: optional(text, {
    meaning: 'What the scenario is about. It is read by people only.',
    default: 'none',
    example: 'The grid fails in the busiest week',
  }),
  story: optional(text, {
    meaning: 'The narrative, of any length. It is shown where the scenario is.',
    default: 'none',
    example: 'Gas is cut off in January.',
  }),
  extends: optional(text, {
    meaning:
      'Another scenario, whose `set`, `holds` and `shocks` this one has too. Where both say something of one path or driver, this one wins.',
    default: 'none',
    example: 'winter-peak',
  }),
  chance: optional(quantity, {
    meaning:
      'What its author believes: how likely it is in the horizon. Shown, and used only where scenarios are weighed.',
    unit: 'share',
    default: 'not stated',
    example: '3..8%',
  }),
  holds: optional(z.record(z.string(), z.unknown()), {
    meaning:
      'What it does to drivers, by id: a state or `normal` all along (`crisis`); states at times, `{ crisis: 2027-01-10..2027-04-05 }` (whole days, ends counted in) or `{ crisis: 30 days..90 days }` from the start, one or a list; the value of an index (`x1.8`, or `{ x1.8: 30 days..90 days }`). `all: normal` holds every driver with states that is not named. The other drivers follow as they do.',
    default: 'nothing',
    example: '{ energy: { crisis: 2027-01-10..2027-04-05 }, unrest: normal, fuel-price: x1.5 }',
  }),
  set: optional(settings, {
    meaning:
      'What it changes: values by path, as if they stood there; `x1.5` scales. Where a control sets the same path, the scenario wins.',
    default: 'nothing',
    example: '{ nodes.terminals.restart: 6..14 h }',
  }),
  shocks: optional(z.array(z.strictObject(shockShape)), {
    meaning: 'What happens for certain.',
    default: 'none',
    example: '[{ on: 2027-12-20 06:00, node: grid-north, outage: 30 h }]',
  }),
};
