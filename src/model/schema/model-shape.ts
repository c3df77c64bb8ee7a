/** Keys of a model file at the top, and of its sources. */
import * as z from 'zod';
import { acceptedShape, appetiteShape } from './appetite-shapes.ts';
import { controlShape } from './control-shapes.ts';
import { correlationShape, driverShape } from './driver-shapes.ts';
import { names, optional, quantities, quantity, required, type Shape, text } from './key.ts';
import { nodeShape } from './node-shapes.ts';
import { scenarioShape } from './scenario-shapes.ts';
import { opportunityShape, spendShape } from './spend-shapes.ts';
import { commonCauseShape, threatShape } from './threat-shapes.ts';

export const CONFIDENCES = ['official', 'company', 'estimate', 'press'] as const;
export const ORIGINS = ['before', 'fitted', 'assumed'] as const;

export const sourceShape: Shape = {
  title: optional(text, { meaning: 'What it is.', default: 'its id', example: 'NESO final report' }),
  date: optional(text, { meaning: 'When it was written or said.', default: 'none', example: '2025-07-02' }),
  by: optional(names, { meaning: 'Who wrote or said it.', default: 'none', example: '[operations, maintenance]' }),
  confidence: optional(z.enum(CONFIDENCES), {
    meaning: `What kind of source it is: ${CONFIDENCES.join(', ')}.`,
    default: 'none',
    example: 'official',
  }),
  origin: optional(z.enum(ORIGINS), {
    meaning:
      'Whether its figures were known `before` the event that the model is about, were `fitted` to it, or are `assumed`.',
    default: 'none',
    example: 'before',
  }),
  calibration: optional(quantity, {
    meaning:
      'Share of such 90 % intervals of this source that held the truth. Below 90 % every interval that cites it is widened.',
    unit: 'share',
    default: 'not measured: intervals are taken at their word',
    example: '60%',
  }),
  url: optional(text, { meaning: 'Where it can be found.', default: 'none', example: 'https://www.neso.energy' }),
};

export const modelShape: Shape = {
  ringfence: required(z.number(), { meaning: 'Version of the format, 1.', example: '1' }),
  title: required(text, { meaning: 'What is modelled, at the head of every report.', example: 'Hub airport' }),
  description: optional(text, {
    meaning: 'What should be known of the model. It is read by people only.',
    default: 'none',
    example: 'As of the audit of 2026',
  }),
  include: optional(names, {
    meaning:
      'Other files of the same folder, or of one beside it (`../library/heat.yaml`), whose keys join those of this one. What two files say alike is said once.',
    default: 'none',
    example: '[common.yaml]',
  }),
  currency: optional(text, {
    meaning: 'ISO code of the currency in which all sums are reported.',
    default: 'GBP',
    example: 'GBP',
  }),
  rates: optional(quantities, {
    meaning: 'Worth of one unit of other currencies, so that amounts may be stated in them.',
    unit: 'money',
    default: 'none: only the own currency may be used',
    example: '{ EUR: £0.86 }',
  }),
  starts: required(text, {
    meaning:
      'When the horizon begins, a date and perhaps a time. The calendar starts there, and evidence ages up to it.',
    example: '2027-01-01',
  }),
  horizon: required(quantity, {
    meaning:
      'How far is simulated: up to a year, or whole years. Losses and limits are per year, or per horizon where that is shorter.',
    unit: 'hours',
    example: '1 year',
  }),
  bearers: required(z.record(z.string(), z.enum(['count', 'show'])), {
    meaning: 'Who bears losses: `count` where they are the own, `show` where they are only reported.',
    example: '{ own: count, grid operator: show }',
  }),
  calendar: optional(z.record(z.string(), names), {
    meaning:
      'Names for times: `23:00..05:00`, `Mon..Fri`, `Mon..Fri 08:00..18:00`, `Jun..Sep`, `18 Dec..2 Jan`, `2027-06-01..2027-06-05`, one or a list. Days are whole and counted in. A night belongs to the day on which it begins.',
    default: 'none',
    example: '{ night: 23:00..05:00, peak: [Jun..Sep, 18 Dec..2 Jan] }',
  }),
  sources: optional(z.record(z.string(), z.strictObject(sourceShape)), {
    meaning: 'Where figures come from, by name; a figure cites one in brackets at its end: `10..12 h (neso-2025)`.',
    default: 'none',
    example: '{ neso-2025: { title: NESO final report, confidence: official } }',
  }),
  inputs: optional(quantities, {
    meaning:
      'Named quantities for formulas, of letters, digits and `_`. Drawn once a world; one that `varies` anew at each use: a formula of it is worked out for each cost, duration, loss or chance to reach a node that it stands for, with one value of each input. Where all events of a world have the same (rates, fallbacks, effectiveness, spend), such a formula is refused.',
    default: 'none',
    example: '{ departures_per_hour: 40 }',
  }),
  disciplines: optional(z.array(text), {
    meaning: 'The disciplines that nodes, threats and controls may have.',
    default: '[cyber, people, physical, supply]',
    example: '[cyber, physical, people, supply, legal]',
  }),
  nodes: optional(z.record(z.string(), z.union([z.strictObject(nodeShape), z.null()])), {
    meaning: 'Anything that can be down, by id.',
    default: 'none',
    example: '{ grid-north: { kind: infrastructure } }',
  }),
  threats: optional(z.record(z.string(), z.strictObject(threatShape)), {
    meaning: 'What can happen, by id.',
    default: 'none',
    example: '{ petty-theft: { occurs: 3..9 per year, cost: { own: £1k..£25k } } }',
  }),
  'common causes': optional(z.record(z.string(), z.strictObject(commonCauseShape)), {
    meaning: 'Nodes of which one effect may strike all, by name.',
    default: 'none',
    example: '{ intake-fires: { of: [grid-north, grid-south], beta: 2..10% } }',
  }),
  controls: optional(z.record(z.string(), z.strictObject(controlShape)), {
    meaning: 'What can be done, by id, at levels of spend. A control is a node too, under the same id.',
    default: 'none',
    example: '{ guard: { against: [petty-theft], current: none, levels: { none: {}, night: { prevent: 40..70% } } } }',
  }),
  drivers: optional(z.record(z.string(), z.strictObject(driverShape)), {
    meaning:
      'What moves the world, by id: political, economic, social, technological, legal and environmental causes that push many figures at once. They have a name space of their own.',
    default: 'none',
    example: '{ unrest: { factor: political, states: { riots: { occurs: every 8..15 years, lasts: 1..4 weeks } } } }',
  }),
  correlations: optional(z.array(z.strictObject(correlationShape)), {
    meaning: 'Correlations of indices.',
    default: 'none: indices move by themselves',
    example: '[{ between: [fuel-price, wages], correlation: 40..80% }]',
  }),
  'index step': optional(quantity, {
    meaning: 'How often indices may change; at most a thousand times a horizon.',
    unit: 'hours',
    default: '1 month',
    example: '2 weeks',
  }),
  portfolios: optional(z.record(z.string(), z.record(z.string(), z.string())), {
    meaning:
      'Choices of a level for each control, by name; controls that one does not name stay as `current`, which cannot be the name of one.',
    default: 'none',
    example: '{ resilient: { automatic-changeover: auto } }',
  }),
  scenarios: optional(z.record(z.string(), z.strictObject(scenarioShape)), {
    meaning: 'Changed conditions, by name. `base` is the one in which nothing is changed.',
    default: 'none',
    example: '{ winter-peak: { set: { nodes.terminals.restart: 6..14 h } } }',
  }),
  appetite: optional(z.strictObject(appetiteShape), {
    meaning: 'What the board tolerates.',
    default: 'none',
    example: '{ confidence: 90%, limits: { mean: { mean loss: £3m per year } } }',
  }),
  spend: optional(z.strictObject(spendShape), {
    meaning: 'How spend is judged, and what is shared by several controls.',
    default: 'capex without interest; no budget',
    example: '{ discount: 3.5%, budget: £1.2m per year }',
  }),
  opportunities: optional(z.record(z.string(), z.strictObject(opportunityShape)), {
    meaning: 'Business that depends on how secure, and how open, the organisation is, by id.',
    default: 'none',
    example: '{ island-route: { worth: £500k per year } }',
  }),
  accepted: optional(z.array(z.strictObject(acceptedShape)), {
    meaning: 'Risks that somebody has accepted.',
    default: 'none',
    example: '[{ risk: petty-theft, by: Accountable Manager }]',
  }),
};
