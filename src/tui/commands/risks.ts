/** What one can do on the screen Risks. */
import { goTo } from '../state/navigation.ts';
import { orderSlot, ORDERS, riskAtCursor, risksOf, tableSlot } from '../state/risks.ts';
import type { State } from '../state/state.ts';
import { only, nothing, withEffects, type Command } from './command.ts';
import { playCause } from './map.ts';

const noRisk = (state: State): string | null => (riskAtCursor(state) === null ? 'there is no threat' : null);

const happen: Command = {
  id: 'risks.happen',
  keys: ['f'],
  name: 'let it happen',
  sentence: 'Let the chosen threat happen, and play what follows hour by hour',
  obstacle: noRisk,
  run: (state) => {
    const threat = riskAtCursor(state);
    if (threat === null) return nothing(state);
    // When the figures of the register begin, so that both say the same
    const at = risksOf(state).find(({ id }) => id === threat)?.given?.begins;
    return playCause(state, { kind: 'threat', threat, ...(at === undefined ? {} : { at }) });
  },
};

const against: Command = {
  id: 'risks.against',
  keys: ['2'],
  name: 'against it',
  sentence: 'Go to What-if, to what stands against the chosen threat',
  obstacle: (state) => (state.model === null ? 'no model is open' : null),
  run: (state) => {
    const threat = riskAtCursor(state);
    const at = goTo(state, 'what-if', 'what-if.controls');
    return only(threat === null ? at : { ...at, chosen: { kind: 'threat', id: threat } });
  },
};

export const registerCommands: readonly Command[] = [
  happen,
  {
    id: 'risks.order',
    keys: ['o'],
    name: 'sort',
    sentence: 'Sort the register by cost, by how bad, by how soon, by name',
    run: (state) => {
      const at = ORDERS.indexOf(orderSlot.of(state));
      return only(orderSlot.with(state, ORDERS[(at + 1) % ORDERS.length] ?? 'cost a year'));
    },
  },
  against,
];

export const scatterCommands: readonly Command[] = [
  happen,
  {
    id: 'risks.table',
    keys: ['t'],
    name: 'table, chart',
    sentence: 'Show the chart as a table, and back',
    run: (state) => only(tableSlot.with(state, !tableSlot.of(state))),
  },
  {
    id: 'risks.register',
    keys: ['enter'],
    name: 'register',
    sentence: 'Go to the chosen threat in the register',
    obstacle: noRisk,
    run: (state) => only(goTo(state, 'risks', 'risks.register')),
  },
  against,
];

/** Where an accepted risk would be written. */
function placeOf(state: State): { readonly file: string; readonly line: number } | null {
  const { model, file } = state;
  if (model === null || file === null) return null;
  return model.lines['accepted'] ?? model.lines['appetite'] ?? { file: file.path, line: 1 };
}

export const acceptedCommands: readonly Command[] = [
  {
    id: 'risks.write',
    keys: ['e'],
    name: 'write it',
    sentence: 'Open the file where accepted risks stand, or may stand',
    obstacle: (state) => (placeOf(state) === null ? 'no file is open' : null),
    run: (state) => {
      const place = placeOf(state);
      return place === null ? nothing(state) : withEffects(state, { kind: 'edit', ...place });
    },
  },
];
