/** Keys of nodes, of what they need and of what their outages cost. */
import * as z from 'zod';
import { headingShape, names, optional, quantities, quantity, requiredUnlessCopied, type Shape, text } from './key.ts';

export const groupShape: Shape = {
  any: optional(z.array(text), {
    meaning:
      'One of these is enough, in order of preference. The group runs on the first; when that falls, on the best of the rest, and stays there when the first is back.',
    default: 'the need is the node whose id is its key',
    example: '[grid-north, grid-south]',
  }),
  all: optional(z.array(text), {
    meaning: 'All of these are needed; the group gives what the worst of them gives.',
    default: 'the need is the node whose id is its key',
    example: '[water-main, gas-main]',
  }),
  'at least': optional(z.number().int(), {
    meaning: 'So many of `of` are needed: the group gives what the k-th best of them gives.',
    default: 'the need is the node whose id is its key',
    example: '1',
  }),
  of: optional(names, {
    meaning: 'Those that `at least` counts: ids, tags, or the id of a node with `count`.',
    default: 'none; it stands with `at least` only',
    example: 'screener',
  }),
  share: optional(quantities, {
    meaning: 'Part of the need that each gives. Together 100 % or more: what is over 100 % is spare.',
    unit: 'share',
    default: 'the need is the node whose id is its key',
    example: '{ plant-north: 60%, plant-south: 55% }',
  }),
  switchover: optional(quantity, {
    meaning:
      'Time that it takes to change over to another member of `any` or `at least`; until then the group gives what the members in use give. Drawn anew each time.',
    unit: 'hours',
    default: 'at once',
    example: '10..12 h',
  }),
  buffer: optional(quantity, {
    meaning:
      'A stock, as hours of full supply. While it lasts nothing is missed; it drains by what the supply lacks and fills again when the supply is whole.',
    unit: 'hours of full supply',
    default: 'no stock',
    example: '15 min',
  }),
  refill: optional(quantity, {
    meaning: 'Time that an empty stock takes to fill while supply is whole. It stands with `buffer` only.',
    unit: 'hours',
    default: 'the stock is full at once',
    example: '2 days',
  }),
  fallback: optional(quantity, {
    meaning:
      'Capacity that is left without the need, by hand or by detour; `after` says how long until it works. The capacity is drawn once a world.',
    unit: 'share; after: hours',
    default: '0%',
    example: '45% after 40 min',
  }),
};

const needs = z.union([z.array(text), z.record(z.string(), z.union([z.strictObject(groupShape), z.null()]))]);

/** Keys that nodes and controls share: what they need, and how they come back. */
export const supplyShape: Shape = {
  needs: optional(needs, {
    meaning:
      'What it cannot work without. A list is one need each; in a map a key is the id of a node, or the name of a group with members of its own. Its capacity is never above the worst of its needs.',
    default: 'nothing',
    example: '{ feed: { any: [grid-north, grid-south] }, water-main: {} }',
  }),
  restart: optional(z.union([quantity, quantities]), {
    meaning:
      'Time from when its needs would let it work until it does: one clock for all of them, drawn anew each time. In stages, `{ after 0 h: 5..20 min, after 4 h: 2..10 days }`, it goes by how long its needs have been down by then; the first stage is `after 0 h`.',
    unit: 'hours',
    default: 'at once',
    example: '4..9 h',
  }),
  blackStart: optional(quantity, {
    meaning:
      'Time in which it starts by itself when it stands in a loop of needs that has fallen as a whole: the needs inside the loop then count as met. Drawn anew each time.',
    unit: 'hours',
    default: 'the loop stays down until something outside lifts it',
    example: '12..36 h',
  }),
};

export const toleranceShape: Shape = {
  mtpd: optional(quantity, {
    meaning: 'Maximum tolerable period of disruption: the longest that it may stand below `mbco`.',
    unit: 'hours',
    default: 'none',
    example: '24 h',
  }),
  rto: optional(quantity, {
    meaning: 'Recovery time objective: the time within which it is meant to be back.',
    unit: 'hours',
    default: 'none',
    example: '8 h',
  }),
  mbco: optional(quantity, {
    meaning:
      'Minimum business continuity objective: the capacity that must be kept. The node is down while it is below; `mtpd`, `rto` and limits on its outages count the time below.',
    unit: 'share',
    default:
      'none: the node is down only at 0%, while `mtpd`, `rto` and limits on its outages count all time below 100%',
    example: '50%',
  }),
};

/** Beside these a loss entry has one key that names the bearer, or `harm`, or `goodwill`. */
export const lossShape: Shape = {
  harm: optional(quantity, {
    meaning: 'People harmed, instead of money: per time of outage, or once per outage.',
    unit: 'people, or people per time',
    default: 'none',
    example: '0.01..0.1 per hour',
  }),
  goodwill: optional(quantity, {
    meaning: 'Goodwill lost, instead of money, in units of your own: per time of outage, or once per outage.',
    unit: 'number, or number per time',
    default: 'none',
    example: '2 per hour',
  }),
  after: optional(quantity, {
    meaning: 'The first so many hours of an outage cost nothing; an outage that is not longer costs nothing at all.',
    unit: 'hours',
    default: '0 h',
    example: '3 h',
  }),
  during: optional(quantities, {
    meaning: 'Factors while a name of the calendar is in force; those in force multiply.',
    unit: 'factor',
    default: 'none',
    example: '{ night: x0.1, peak: x1.6 }',
  }),
  id: optional(text, {
    meaning: 'A name for the entry. A second entry of the same bearer or kind needs one.',
    default: 'the bearer, `harm` or `goodwill`',
    example: 'penalties',
  }),
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

const lossEntry = z.looseObject(lossShape);

export const nodeShape: Shape = {
  kind: requiredUnlessCopied(z.enum(NODE_KINDS), {
    meaning: `What it is: ${NODE_KINDS.join(', ')}. It serves as a tag too: \`kind=supplier\`.`,
    example: 'service',
  }),
  like: optional(text, {
    meaning:
      'The id of another node, of which this is a copy. Maps that stand here join those of the model; all else replaces. In a map `null` takes an entry away.',
    default: 'none',
    example: 'grid-north',
  }),
  count: optional(z.number().int(), {
    meaning: 'So many alike, called `name-1`, `name-2` and so on; the plain name stands for all of them.',
    default: 'one, by its own name',
    example: '3',
  }),
  ...supplyShape,
  goal: optional(text, {
    meaning: 'What it is for. Nodes with a goal come first in reports.',
    default: 'none',
    example: 'departures on time',
  }),
  tolerance: optional(z.strictObject(toleranceShape), {
    meaning: 'How much outage the organisation can bear.',
    default: 'none',
    example: '{ mtpd: 24 h, rto: 8 h, mbco: 50% }',
  }),
  loss: optional(z.union([z.array(lossEntry), lossEntry]), {
    meaning: 'What its outages cost, one entry or a list.',
    default: 'nothing',
    example: '[{ own: £0.5m..£2m per hour }]',
  }),
  ...headingShape,
};
