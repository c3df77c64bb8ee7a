/** What is shown as a table of numbers, for a spreadsheet. */
import { frontierTable } from '../../results/doughnut/tables.ts';
import type { Table } from '../../results/table.ts';
import { comparedHeaders, comparedTable } from '../screens/compare.ts';
import { knownRings } from '../screens/what-if-rings.ts';
import type { State } from '../state/state.ts';
import { levelOf } from '../state/what-if.ts';
import { resultOf } from './scene.ts';

/** Limits, today and in the what-if. */
function limitTable(state: State): Table {
  const { model, today, changed, whatIf } = state;
  const hasWhatIf = whatIf.changes.length > 0;
  const of = (side: State['today'], id: string) => resultOf(side?.answer)?.appetite.find((limit) => limit.id === id);
  return {
    columns: [
      'limit',
      'what is limited',
      'at most',
      'today',
      'today, sure',
      'today, standing',
      ...(hasWhatIf ? ['what-if', 'what-if, sure', 'what-if, standing'] : []),
    ],
    rows: (model?.limits ?? []).map(({ id, subject }) => {
      const [before, after] = [of(today, id), of(changed, id)];
      const cells = (limit: typeof before) => [
        limit?.estimate ?? null,
        limit?.confidence.value ?? null,
        limit?.status ?? null,
      ];
      return [id, subject, before?.limit ?? null, ...cells(before), ...(hasWhatIf ? cells(after) : [])];
    }),
  };
}

function controlTable(state: State): Table {
  return {
    columns: [
      'control',
      'discipline',
      'level today',
      'level in the what-if',
      'spend a year today',
      'spend in the what-if',
    ],
    rows: (state.model?.controls ?? []).map(({ id, discipline, levels }) => {
      const { now, today } = levelOf(state, id);
      const price = (level: string): number | null => levels.find((one) => one.id === level)?.spendPerYear ?? null;
      return [id, discipline, today, now, price(today), price(now)];
    }),
  };
}

/** The table of the place where one is; null where it has none. */
export function exportedTable(state: State, tab: string): Table | null {
  switch (tab) {
    case 'what-if.controls':
      return controlTable(state);
    case 'what-if.compare': {
      const rows = comparedTable(state);
      return rows.length === 0 ? null : { columns: comparedHeaders(state), rows };
    }
    case 'what-if.spend': {
      const document = knownRings(state)?.document ?? null;
      return document === null ? null : frontierTable(document);
    }
    case 'overview.overview':
      return (state.model?.limits.length ?? 0) === 0 ? null : limitTable(state);
    default:
      return null;
  }
}
