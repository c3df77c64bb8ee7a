/** A run as plain tables, for whoever writes columns. */
import type { Estimate } from './estimate.ts';
import { figuresOfRun } from './history/figures.ts';
import { rootWords } from './names.ts';
import type { ResultDocument } from './result-document.ts';
import type { CurvePoint, ScenarioResult } from './scenario-result.ts';
import type { Cell, Table } from './table.ts';

type Rows = readonly (readonly Cell[])[];

/** Rows of each result, its name before them. */
const rowsOf = (results: Readonly<Record<string, ScenarioResult>>, of: (result: ScenarioResult) => Rows): Rows =>
  Object.entries(results).flatMap(([name, result]) => of(result).map((row) => [name, ...row]));

/** Money of a period: a year, or the horizon where it is shorter; a case where events are given. */
const aPeriod = (name: string, currency: string): string => `${name} [${currency} a period]`;

const ends = ({ low, high }: Estimate): readonly Cell[] => [low ?? null, high ?? null];

/** Mean, quantiles, tails, chance of loss and limits. */
function figureTable(document: ResultDocument): Table {
  return {
    columns: ['scenario', 'figure', 'unit', 'value', 'low (95%)', 'high (95%)', 'unreliable', 'status'],
    rows: figuresOfRun(document).map(({ of, name, unit, estimate, status }) => [
      of,
      name,
      unit === 'money' ? document.currency : unit,
      estimate,
      ...ends(estimate),
      estimate.unreliable === true ? 'yes' : '',
      status ?? '',
    ]),
  };
}

/** Points of the curves: `AEP` of all losses of a period, `OEP` of the largest event. */
export function curveTable(results: Readonly<Record<string, ScenarioResult>>, currency: string): Table {
  const points = (curve: string, all: readonly CurvePoint[]): Rows =>
    all.map(({ loss, probability, low, high, unreliable }) => [
      curve,
      loss,
      probability,
      low,
      high,
      unreliable === true ? 'yes' : '',
    ]);
  return {
    columns: ['scenario', 'curve', `loss [${currency}]`, 'chance of more', 'low (90%)', 'high (90%)', 'unreliable'],
    rows: rowsOf(results, ({ loss }) => [...points('AEP', loss.exceedance), ...points('OEP', loss.occurrence)]),
  };
}

export function nodeTable(results: Readonly<Record<string, ScenarioResult>>, currency: string): Table {
  return {
    columns: [
      'scenario',
      'node',
      'unavailability',
      'outages per horizon',
      aPeriod('loss caused', currency),
      aPeriod('loss borne', currency),
      'longest outage, median [h]',
      'longest outage, 1 in 20 [h]',
      'breach of mtpd',
    ],
    rows: rowsOf(results, ({ nodes }) =>
      Object.entries(nodes).map(([id, node]) => [
        id,
        node.unavailability,
        node.outagesPerHorizon,
        node.lossCaused,
        node.lossBorne,
        node.longestOutageHours['0.5'] ?? null,
        node.longestOutageHours['0.95'] ?? null,
        node.probabilityOfBreach['mtpd'] ?? null,
      ]),
    ),
  };
}

export function threatTable(results: Readonly<Record<string, ScenarioResult>>, currency: string): Table {
  return {
    columns: ['scenario', 'threat', 'events per horizon', 'got through per horizon', aPeriod('loss caused', currency)],
    rows: rowsOf(results, ({ threats }) =>
      Object.entries(threats).map(([id, threat]) => [
        rootWords(id),
        threat.eventsPerHorizon,
        threat.gotThroughPerHorizon,
        threat.lossCaused,
      ]),
    ),
  };
}

export function controlTable(results: Readonly<Record<string, ScenarioResult>>): Table {
  return {
    columns: [
      'scenario',
      'control',
      'level',
      'effectiveness',
      'low (90%)',
      'high (90%)',
      'stopped per horizon',
      'stopped by it alone',
    ],
    rows: rowsOf(results, ({ controls }) =>
      Object.entries(controls).map(([id, { level, effectiveness, stopped, stoppedAlone }]) => [
        id,
        level,
        effectiveness?.mean ?? null,
        effectiveness?.low ?? null,
        effectiveness?.high ?? null,
        stopped,
        stoppedAlone,
      ]),
    ),
  };
}

/** The tables of a run, by the names of their files. */
export const runTables = (document: ResultDocument): Readonly<Record<string, Table>> => ({
  'figures.csv': figureTable(document),
  'curves.csv': curveTable(document.scenarios, document.currency),
  'nodes.csv': nodeTable(document.scenarios, document.currency),
  'threats.csv': threatTable(document.scenarios, document.currency),
  'controls.csv': controlTable(document.scenarios),
});
