/** The figures of all nodes, a column a figure: what a document of 5,000 nodes takes 200 ms to be received, columns take less than one. */
import type { Estimate } from '../../results/estimate.ts';
import type { NodeResult } from '../../results/scenario-result.ts';

/** A figure that has a column. */
export type ColumnFigure =
  | 'unavailability'
  | 'lostCapacity'
  | 'outagesPerHorizon'
  | 'probabilityOfOutage'
  | 'lossCaused'
  | 'lossBorne'
  | 'longestMiddle'
  | 'longest1In20';

/** Columns in order of `ids`; NaN where a figure is not known. */
export interface NodeColumns {
  readonly ids: readonly string[];
  readonly values: Readonly<Record<ColumnFigure, Float64Array>>; // [nodes]
  readonly errors: Readonly<Record<ColumnFigure, Float64Array>>; // [nodes]
}

const estimateOf = (node: NodeResult, figure: ColumnFigure): Estimate | undefined => {
  if (figure === 'longestMiddle') return node.longestOutageHours['0.5'];
  if (figure === 'longest1In20') return node.longestOutageHours['0.95'];
  return node[figure];
};

const COLUMNS: readonly ColumnFigure[] = [
  'unavailability',
  'lostCapacity',
  'outagesPerHorizon',
  'probabilityOfOutage',
  'lossCaused',
  'lossBorne',
  'longestMiddle',
  'longest1In20',
];

/** Columns of the figures of nodes, in order of id. */
export function nodeColumns(nodes: Readonly<Record<string, NodeResult>>): NodeColumns {
  const results = Object.values(nodes);
  const column = (part: 'value' | 'standardError') =>
    Object.fromEntries(
      COLUMNS.map((figure) => [
        figure,
        Float64Array.from(results, (node) => estimateOf(node, figure)?.[part] ?? Number.NaN),
      ]),
    ) as Record<ColumnFigure, Float64Array>;
  return { ids: Object.keys(nodes), values: column('value'), errors: column('standardError') };
}

/** The memory of columns, to be handed over instead of copied. */
export const buffersOfColumns = ({ values, errors }: NodeColumns): ArrayBuffer[] =>
  [...Object.values(values), ...Object.values(errors)].map(({ buffer }) => buffer as ArrayBuffer);
