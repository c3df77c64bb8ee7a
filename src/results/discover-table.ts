/** Rules as a plain table, for whoever writes columns. */
import type { DiscoverDocument, DiscoverPart } from './discover-document.ts';
import type { Cell, Table } from './table.ts';

const partCells = ({ share, density, coverage, lift }: DiscoverPart): Cell[] => [share, density, coverage, lift];

/** A row for each condition of each rule, and one for what no rule has. */
export function ruleTable({ answers }: DiscoverDocument): Table {
  return {
    columns: [
      'limit',
      'rule',
      'condition',
      'feature',
      'id',
      'state',
      'above',
      'at most',
      'chance of luck',
      'share of periods',
      'share that breaks it',
      'share of all that break it',
      'times average',
    ],
    rows: Object.entries(answers).flatMap(([limit, { rules, rest }]) => [
      ...rules.flatMap((rule, at) =>
        rule.conditions.map(({ feature, id, state, above, atMost, luck }, place): Cell[] => [
          limit,
          at + 1,
          place + 1,
          feature,
          id,
          state ?? null,
          above,
          atMost,
          luck,
          ...partCells(rule),
        ]),
      ),
      ...(rest === null
        ? []
        : [[limit, 'none', null, null, null, null, null, null, null, ...partCells(rest)] as Cell[]]),
    ]),
  };
}
