/** Keys of the appetite, of its limits, and of accepted risks. */
import * as z from 'zod';
import { optional, quantity, required, type Shape, text } from './key.ts';

const OTHERWISE = 'none; a limit has one such key';

export const limitShape: Shape = {
  'loss over': optional(quantity, {
    meaning: 'A limit on the chance, `chance`, of a year that loses more than this.',
    unit: 'money',
    default: OTHERWISE,
    example: '£10m',
  }),
  'outage of': optional(text, {
    meaning: 'A limit on the chance, `chance`, that this node stands below its `mbco` for longer than `over`.',
    default: OTHERWISE,
    example: 'terminals',
  }),
  over: optional(quantity, {
    meaning: 'How long an outage may last: `mtpd` or `rto` of the node, or a time. It stands with `outage of`.',
    unit: 'hours',
    default: 'none',
    example: 'mtpd',
  }),
  'got through': optional(text, {
    meaning: 'A limit, `most`, on how often this threat comes and is not stopped.',
    default: OTHERWISE,
    example: 'transformer-fire',
  }),
  'mean loss': optional(quantity, {
    meaning: 'A limit on the mean loss.',
    unit: 'money per time',
    default: OTHERWISE,
    example: '£3m per year',
  }),
  'tail mean': optional(quantity, {
    meaning: 'A limit, `most`, on the mean of the worst years: `95%` is the worst one in twenty.',
    unit: 'share',
    default: OTHERWISE,
    example: '95%',
  }),
  curve: optional(z.union([z.array(z.string()), z.string()]), {
    meaning: 'A limit on the loss exceedance curve: losses and the greatest chance of a year that loses more.',
    unit: 'money and share',
    default: OTHERWISE,
    example: '[£1m 50%, £10m 5%, £100m 0.2%]',
  }),
  'harm over': optional(z.number(), {
    meaning: 'A limit on the chance, `chance`, of a year in which more people are harmed than this.',
    unit: 'people',
    default: OTHERWISE,
    example: '0',
  }),
  'share of tail': optional(text, {
    meaning: 'A limit, `most`, on the part of the worst years that outages of this node, or of `any node`, set off.',
    default: OTHERWISE,
    example: 'any node',
  }),
  'matters over': optional(quantity, {
    meaning:
      'For `share of tail`: the mean of the worst 5 % of years from which the limit is judged. Below, no share of it matters.',
    unit: 'money',
    default: 'a tenth of the smallest sum of money that a limit names; 0 where none does',
    example: '£5m',
  }),
  most: optional(quantity, {
    meaning: 'The most that is tolerated, for `got through` (a frequency), `tail mean` (money) and `share of tail`.',
    unit: 'number per time, money or share',
    default: 'none',
    example: '1 per year',
  }),
  chance: optional(quantity, {
    meaning: 'The greatest chance that is tolerated, for `loss over`, `outage of` and `harm over`.',
    unit: 'share per year',
    default: 'none',
    example: '5% per year',
  }),
  confidence: optional(quantity, {
    meaning: 'How sure it must be that the limit holds, over what is not known.',
    unit: 'share',
    default: 'that of the appetite',
    example: '95%',
  }),
  owner: optional(text, { meaning: 'Who set it.', default: 'none', example: 'Audit Committee' }),
  review: optional(text, { meaning: 'When it is looked at again.', default: 'none', example: '2027-06-01' }),
};

export const appetiteShape: Shape = {
  confidence: optional(quantity, {
    meaning: 'How sure it must be that a limit holds, over what is not known.',
    unit: 'share',
    default: '90%',
    example: '90%',
  }),
  limits: optional(z.record(z.string(), z.strictObject(limitShape)), {
    meaning: 'The limits of the board, by name.',
    default: 'none',
    example: '{ big-loss: { loss over: £10m, chance: 5% per year } }',
  }),
};

export const acceptedShape: Shape = {
  risk: required(text, { meaning: 'The threat that is accepted.', example: 'transformer-fire' }),
  by: required(text, { meaning: 'Who accepts it.', example: 'Accountable Manager' }),
  until: optional(text, {
    meaning: 'The last day for which it is accepted.',
    default: 'for good',
    example: '2027-12-31',
  }),
  'up to': optional(quantity, {
    meaning: 'The most that it may cost and still be accepted.',
    unit: 'money',
    default: 'any amount',
    example: '£25m',
  }),
};
