/** A comparison as plain tables, for whoever writes columns. */
import type { CompareDocument, Difference } from './compare-document.ts';
import { controlTable, curveTable, nodeTable, threatTable } from './run-tables.ts';
import { figuresOfComparison, meanOfWorst, oneIn } from './history/figures.ts';
import type { Cell, Table } from './table.ts';

function variantTable(document: CompareDocument): Table {
  return {
    columns: ['variant', 'figure', 'unit', 'value', 'unreliable', 'status'],
    rows: figuresOfComparison(document).map(({ of, name, unit, estimate, status }) => [
      of,
      name,
      unit === 'money' ? document.currency : unit,
      estimate,
      estimate.unreliable === true ? 'yes' : '',
      status ?? '',
    ]),
  };
}

function differenceTable({ comparisons, currency }: CompareDocument): Table {
  const row = (name: string, of: Difference, unit = currency): readonly Cell[] => [
    name,
    unit,
    of,
    of.unpairedError,
    of.unreliable === true ? 'yes' : '',
  ];
  return {
    columns: ['from', 'to', 'figure', 'unit', 'change', 'unpaired error', 'unreliable'],
    rows: comparisons.flatMap(({ from, to, loss }) =>
      [
        row('mean loss', loss.mean),
        row('standard deviation', loss.standardDeviation),
        row('chance of loss', loss.probabilityOfLoss, 'share'),
        ...Object.entries(loss.valueAtRisk).map(([level, of]) => row(oneIn(level), of)),
        ...Object.entries(loss.tailValueAtRisk).map(([level, of]) => row(meanOfWorst(level), of)),
        ...Object.entries(loss.byBearer).map(([bearer, of]) => row(`mean loss of ${bearer}`, of)),
      ].map((cells) => [from, to, ...cells]),
    ),
  };
}

/** The tables of a comparison, by the names of their files. */
export function compareTables(document: CompareDocument): Readonly<Record<string, Table>> {
  const results = Object.fromEntries(document.variants.map(({ name, result }) => [name, result]));
  return {
    'variants.csv': variantTable(document),
    'differences.csv': differenceTable(document),
    'curves.csv': curveTable(results, document.currency),
    'nodes.csv': nodeTable(results, document.currency),
    'threats.csv': threatTable(results, document.currency),
    'controls.csv': controlTable(results),
  };
}
