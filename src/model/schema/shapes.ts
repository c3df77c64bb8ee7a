/**
 * The shape of a model file, as zod objects: the one list of the keys that each part may have.
 *
 * The parser takes its key lists from here, and the JSON Schema for editors is made from here.
 */
import * as z from 'zod';

type Shape = z.ZodRawShape;

const quantity = z.union([z.string(), z.number()]);
const hours: z.ZodType = quantity.describe(
  'Hours: a number with a unit, or low..high: 4..9 h, 15 min, 2 days, 6 months',
);
const money: z.ZodType = quantity.describe('Money: £2.5m, £1k..£25k, EUR 40k');
const moneyPer: z.ZodType = quantity.describe('Money per time: £0.5m..£2m per hour');
const share: z.ZodType = quantity.describe('A share: 40%, 40..70%');
const name = z.string();
const names = z.union([z.string(), z.array(z.string())]);
const date = z.string().describe('2027-01-01 or 2027-01-01 06:00');
const factors: z.ZodType = z
  .record(z.string(), quantity)
  .describe('Factor while a calendar name is in force: { night: x0.1 }');
const tags: z.ZodType = z.record(z.string(), z.union([z.string(), z.number()]));
const costs: z.ZodType = z.record(z.string(), quantity).describe('One-off cost by bearer: { own: £1k..£25k }');
const settings: z.ZodType = z
  .record(z.string(), z.unknown())
  .describe('Values by path, as if they stood there; x1.5 scales: { nodes.hub.restart: 1..2 h }');

export const groupShape: Shape = {
  any: z.array(name).optional().describe('One of these, in order of preference'),
  all: z.array(name).optional(),
  'at least': z.number().int().optional().describe('How many of `of`'),
  of: names.optional(),
  share: z.record(z.string(), quantity).optional().describe('Part that each gives; over 100 % is spare'),
  switchover: hours.optional(),
  buffer: hours.optional().describe('Hours of full supply that a stock bridges'),
  refill: hours.optional().describe('Hours that an empty stock takes to fill; at once when absent'),
  fallback: quantity.optional().describe('Capacity that is left without it: 45%, 45% after 40 min'),
};

const needs: z.ZodType = z.union([
  z.array(name),
  z.record(z.string(), z.union([z.strictObject(groupShape), z.null()])),
]);

export const toleranceShape: Shape = { mtpd: hours.optional(), rto: hours.optional(), mbco: share.optional() };

/** Beside these a loss entry has one key that names the bearer, or `harm`, or `goodwill`. */
export const lossShape: Shape = {
  id: name.optional(),
  after: hours.optional(),
  during: factors.optional(),
  harm: quantity.optional(),
  goodwill: quantity.optional(),
};

export const NODE_KINDS = [
  'service',
  'process',
  'asset',
  'site',
  'person',
  'team',
  'supplier',
  'partner',
  'infrastructure',
] as const;

const nodeKind: z.ZodType = z.enum(NODE_KINDS);
const lossEntry: z.ZodType = z.looseObject(lossShape);

export const nodeShape: Shape = {
  kind: nodeKind.optional(),
  like: name.optional().describe('Copy of another node; what stands here joins or replaces'),
  was: name.optional().describe('Earlier id: keeps its draws'),
  label: name.optional(),
  description: name.optional(),
  discipline: name.optional(),
  owner: name.optional(),
  tags: tags.optional(),
  goal: name.optional(),
  count: z.number().int().optional().describe('So many alike: name-1, name-2, ...'),
  needs: needs.optional(),
  restart: hours.optional(),
  blackStart: hours.optional(),
  tolerance: z.strictObject(toleranceShape).optional(),
  loss: z.union([z.array(lossEntry), lossEntry]).optional(),
};

export const effectShape: Shape = {
  outage: hours.optional().describe('Hours, or forever'),
  leaves: share.optional(),
  chance: share.optional().describe('Chance of reaching this node'),
  delay: hours.optional(),
  overlap: z.enum(['add', 'ignore']).optional(),
  cost: costs.optional(),
};

export const threatShape: Shape = {
  like: name.optional(),
  was: name.optional(),
  label: name.optional(),
  description: name.optional(),
  discipline: name.optional(),
  owner: name.optional(),
  tags: tags.optional(),
  occurs: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe('every 8..40 years | 5..20 per year | 1..5% per year | within 6..24 months never 30% | on 2027-03-31'),
  once: z.boolean().optional(),
  during: factors.optional(),
  affects: z
    .record(z.string(), z.union([z.strictObject(effectShape), z.null()]))
    .optional()
    .describe('By node, by tag (place=north), or one of a tag (one of place=north)'),
  cost: costs.optional().describe('Cost of an event of a threat that needs no node'),
};

export const levelShape: Shape = {
  order: z.number().optional(),
  label: name.optional(),
  description: name.optional(),
  capex: money.optional(),
  life: hours.optional(),
  opex: moneyPer.optional(),
  prevent: share.optional(),
  deter: share.optional(),
  detect: quantity.optional(),
  contain: share.optional(),
  recover: quantity.optional().describe('50..90% in 2..10 h'),
  misses: quantity.optional().describe('Share of what the level before misses: x0.2..x0.5'),
  transfer: names.optional().describe('£5m over £1m per event share 90% waiting 24 h'),
  capacity: share.optional(),
  set: settings.optional(),
};

export const evidenceShape: Shape = {
  done: name.optional().describe('50 of 52: quantitative'),
  'to standard': name.optional().describe('17 of 20: qualitative'),
  caught: name.optional().describe('184 of 200: output'),
  date: date.optional(),
  by: name.optional(),
  level: name.optional(),
  scope: z.enum(['whenPerformed', 'endToEnd']).optional(),
  clusters: z.number().optional().describe('Number of clusters that the tests came in'),
  rho: z.number().optional().describe('Correlation inside a cluster; 0.1 when absent'),
  halfLife: hours.optional().describe('24 months when absent'),
  validity: share.optional(),
};

export const controlShape: Shape = {
  like: name.optional(),
  was: name.optional(),
  label: name.optional(),
  description: name.optional(),
  discipline: name.optional(),
  owner: name.optional(),
  tags: tags.optional(),
  against: names.optional().describe('THREATS or THREATS -> NODES; ids, tags (discipline=cyber) or all'),
  each: z.boolean().optional().describe('Drawn once for each effect instead of once for the event'),
  needs: needs.optional(),
  restart: hours.optional(),
  blackStart: hours.optional(),
  current: name.optional(),
  levels: z.record(z.string(), z.union([z.strictObject(levelShape), z.null()])).optional(),
  evidence: z.array(z.strictObject(evidenceShape)).optional(),
};

export const limitShape: Shape = {
  'loss over': money.optional(),
  'outage of': name.optional(),
  over: quantity.optional().describe('mtpd, rto, or hours'),
  'got through': name.optional(),
  'mean loss': moneyPer.optional(),
  'tail mean': share.optional(),
  curve: z.array(z.string()).optional().describe('[£1m 50%, £10m 5%, £100m 0.2%], chances per year'),
  'harm over': z.number().optional(),
  'share of tail': name.optional().describe('A node, or `any node`'),
  most: quantity.optional(),
  chance: quantity.optional().describe('5% per year'),
  confidence: share.optional(),
  owner: name.optional(),
  review: date.optional(),
};

export const appetiteShape: Shape = {
  confidence: share.optional(),
  limits: z.record(z.string(), z.strictObject(limitShape)).optional(),
};

export const CONFIDENCES = ['official', 'company', 'estimate', 'press'] as const;
export const ORIGINS = ['before', 'fitted', 'assumed'] as const;

const confidence: z.ZodType = z.enum(CONFIDENCES);
const origin: z.ZodType = z.enum(ORIGINS);

export const sourceShape: Shape = {
  title: name.optional(),
  date: date.optional(),
  by: names.optional(),
  confidence: confidence.optional(),
  origin: origin.optional().describe('Whether the figures were known before the event, fitted to it, or assumed'),
  calibration: share.optional().describe('Share of such intervals that contained the truth'),
  url: name.optional(),
};

export const shockShape: Shape = {
  id: name.optional(),
  on: date.optional(),
  node: name.optional(),
  outage: hours.optional(),
  leaves: share.optional(),
};

export const scenarioShape: Shape = {
  description: name.optional(),
  set: settings.optional(),
  shocks: z.array(z.strictObject(shockShape)).optional(),
};

export const commonCauseShape: Shape = { of: names.optional(), beta: share.optional() };

export const acceptedShape: Shape = {
  risk: name.optional(),
  by: name.optional(),
  until: date.optional(),
  'up to': money.optional(),
};

export const modelShape: Shape = {
  ringfence: z.number().describe('Version of the format: 1'),
  title: name,
  description: name.optional(),
  include: names.optional(),
  currency: name.optional().describe('ISO code; GBP when absent'),
  rates: z.record(z.string(), quantity).optional().describe('Worth of one unit of another currency: { EUR: £0.86 }'),
  starts: date,
  horizon: hours,
  bearers: z.record(z.string(), z.enum(['count', 'show'])).describe('Whose losses count'),
  calendar: z.record(z.string(), names).optional(),
  sources: z.record(z.string(), z.strictObject(sourceShape)).optional(),
  inputs: z.record(z.string(), quantity).optional(),
  disciplines: z.array(name).optional(),
  nodes: z.record(z.string(), z.union([z.strictObject(nodeShape), z.null()])).optional(),
  threats: z.record(z.string(), z.strictObject(threatShape)).optional(),
  controls: z.record(z.string(), z.strictObject(controlShape)).optional(),
  appetite: z.strictObject(appetiteShape).optional(),
  accepted: z.array(z.strictObject(acceptedShape)).optional(),
  'common causes': z.record(z.string(), z.strictObject(commonCauseShape)).optional(),
  portfolios: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  scenarios: z.record(z.string(), z.strictObject(scenarioShape)).optional(),
};
