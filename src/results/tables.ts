/** Results as plain tables, for whoever writes columns: a spreadsheet, a CSV file, a terminal. */
import type { Estimate } from './estimate.ts';
import type { Estimates, ScenarioResult } from './scenario-result.ts';

/** What the numbers of a column measure. Money is the document's currency. */
export type ColumnUnit = 'text' | 'money' | 'share' | 'hours' | 'number';

export interface TableColumn {
  readonly name: string;
  readonly unit: ColumnUnit;
}

/** A cell: words, a number known exactly, an estimate, or nothing. */
export type Cell = string | number | Estimate | null;

/** A table; each row has one cell a column. */
export interface Table {
  readonly title: string;
  readonly columns: readonly TableColumn[];
  readonly rows: readonly (readonly Cell[])[];
}

const column = (name: string, unit: ColumnUnit): TableColumn => ({ name, unit });

const at = (estimates: Estimates, key: string): Estimate | null => estimates[key] ?? null;

/** Entries, the dearest first, then by id. */
function dearestFirst<T>(entries: Readonly<Record<string, T>>, cost: (entry: T) => Estimate): readonly [string, T][] {
  return Object.entries(entries).sort(([a, x], [b, y]) => cost(y).value - cost(x).value || (a < b ? -1 : 1));
}

/** Mean, spread and tail of the loss of a period. */
export function lossTable(result: ScenarioResult): Table {
  const { loss } = result;
  const rows: [string, Estimate][] = [
    ['mean', loss.mean],
    ['standard deviation', loss.standardDeviation],
    ...Object.entries(loss.valueAtRisk).map(([level, known]): [string, Estimate] => [`VaR ${level}`, known]),
    ...Object.entries(loss.tailValueAtRisk).map(([level, known]): [string, Estimate] => [`TVaR ${level}`, known]),
  ];
  return { title: 'Loss', columns: [column('figure', 'text'), column('loss', 'money')], rows };
}

/** Nodes, those that cause most first. */
export function nodeTable(result: ScenarioResult): Table {
  return {
    title: 'Nodes',
    columns: [
      column('node', 'text'),
      column('loss caused', 'money'),
      column('loss borne', 'money'),
      column('unavailability', 'share'),
      column('outages', 'number'),
      column('longest outage, median', 'hours'),
      column('longest outage, 95 %', 'hours'),
    ],
    rows: dearestFirst(result.nodes, (node) => node.lossCaused).map(([id, node]) => [
      id,
      node.lossCaused,
      node.lossBorne,
      node.unavailability,
      node.outagesPerHorizon,
      at(node.longestOutageHours, '0.5'),
      at(node.longestOutageHours, '0.95'),
    ]),
  };
}

/** Threats, those that cause most first. */
export function threatTable(result: ScenarioResult): Table {
  return {
    title: 'Threats',
    columns: [
      column('threat', 'text'),
      column('loss caused', 'money'),
      column('events', 'number'),
      column('got through', 'number'),
    ],
    rows: dearestFirst(result.threats, (threat) => threat.lossCaused).map(([id, threat]) => [
      id,
      threat.lossCaused,
      threat.eventsPerHorizon,
      threat.gotThroughPerHorizon,
    ]),
  };
}

/** Controls in order of id. */
export function controlTable(result: ScenarioResult): Table {
  return {
    title: 'Controls',
    columns: [
      column('control', 'text'),
      column('level', 'text'),
      column('effectiveness', 'share'),
      column('stopped', 'number'),
      column('stopped alone', 'number'),
    ],
    rows: Object.entries(result.controls).map(([id, control]) => [
      id,
      control.level,
      control.effectiveness?.mean ?? null,
      control.stopped,
      control.stoppedAlone,
    ]),
  };
}

/** Limits of the appetite, in the order of the model. */
export function limitTable(result: ScenarioResult): Table {
  return {
    title: 'Appetite',
    columns: [
      column('limit', 'text'),
      column('words', 'text'),
      column('estimate', 'number'),
      column('at most', 'number'),
      column('confidence', 'share'),
      column('asked', 'share'),
      column('status', 'text'),
    ],
    rows: result.appetite.map((limit) => [
      limit.id,
      limit.words,
      limit.estimate,
      limit.limit,
      limit.confidence,
      limit.asked,
      limit.status,
    ]),
  };
}
