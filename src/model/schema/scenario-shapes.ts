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
