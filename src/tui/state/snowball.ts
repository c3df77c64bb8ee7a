/** The screen Snowball: what its lists stand on. */
import type { CutSetsOfGoal, SnowballView } from '../host/study-messages.ts';
import { cursorOf, filtered, FIRST_LIST, type Row } from './lists.ts';
import { slot, type Slot, type State } from './state.ts';
import { snowballSlot } from './study.ts';

/** The goal whose sets are shown, by its place. */
export const goalSlot: Slot<number> = slot<number>('snowball.goal', 0);

export const snowballNow = (state: State): SnowballView | null => snowballSlot.of(state)?.value ?? null;

const kindOf = (state: State, node: string): 'node' | 'control' =>
  state.model?.nodes.find(({ id }) => id === node)?.kind === 'control' ? 'control' : 'node';

export const pointRows = (state: State): readonly Row[] =>
  (snowballNow(state)?.points ?? []).map(({ id, name, node }) => ({
    id,
    text: name,
    ...(node === null ? {} : { chosen: { kind: kindOf(state, node), id: node } }),
  }));

export const chainRows = (state: State): readonly Row[] =>
  (snowballNow(state)?.chains ?? []).map(({ name, nodes }, place) => ({
    id: String(place),
    text: `${name} ${nodes.join(' ')}`,
  }));

/** The sets of the goal that is shown. */
export function setsNow(state: State): CutSetsOfGoal | null {
  const goals = snowballNow(state)?.cutSets ?? [];
  return goals.length === 0 ? null : (goals[goalSlot.of(state) % goals.length] ?? null);
}

export const setRows = (state: State): readonly Row[] =>
  (setsNow(state)?.sets ?? []).map((set) => ({ id: set.join(' + '), text: set.join(' ') }));

export const timeRows = (state: State): readonly Row[] =>
  (snowballNow(state)?.times ?? []).map(({ node }) => ({
    id: node,
    text: node,
    chosen: { kind: kindOf(state, node), id: node },
  }));

/** The place of the row under the cursor of a list of this screen; -1 in an empty one. */
export function placeAtCursor(state: State, list: string, rows: readonly Row[]): number {
  const kept = state.lists[list] ?? FIRST_LIST;
  const shown = filtered(rows, kept.filter);
  const row = shown[cursorOf(shown, kept, state.chosen)];
  return row === undefined ? -1 : rows.indexOf(row);
}

export const LISTS = {
  points: 'snowball.points/points',
  chains: 'snowball.chains/chains',
  sets: 'snowball.cut-sets/sets',
  times: 'snowball.time/times',
} as const;
