/** Where one is: screens, tabs, panels, focus. */
import { only, type Next } from '../commands/command.ts';
import { hasRoomForAll } from '../draw/sizes.ts';
import { isSpoken } from '../draw/theme.ts';
import { cursorOf, filtered, FIRST_LIST, moved, type Move, type Row } from './lists.ts';
import type { Panel, Product, Screen, Tab } from './product.ts';
import type { Chosen, State } from './state.ts';

export function screenOf(product: Product, state: State): Screen {
  const screen = product.screens.find(({ id }) => id === state.place.screen) ?? product.screens[0];
  if (screen === undefined) throw new Error('the product has no screen');
  return screen;
}

export function tabOf(product: Product, state: State): Tab {
  const { id, tabs } = screenOf(product, state);
  const tab = tabs.find((each) => each.id === state.place.tabs[id]) ?? tabs[0];
  if (tab === undefined) throw new Error(`screen ${id} has no tab`);
  return tab;
}

const takesFocus = (panel: Panel): boolean => panel.rows !== undefined || panel.takesFocus === true;

/** Panels of a tab that can have the focus; each of them where there is no other way to it: read aloud, or without room for all. */
const focusable = (tab: Tab, state: State): readonly Panel[] =>
  isSpoken(state) || !hasRoomForAll(state.size) ? tab.panels : tab.panels.filter(takesFocus);

/** The panel with the focus; null in a tab where none takes it. */
export function focusOf(tab: Tab, state: State): Panel | null {
  const able = focusable(tab, state);
  return able.find(({ id }) => id === state.place.focus[tab.id]) ?? able.find(takesFocus) ?? able[0] ?? null;
}

/** The name of a panel's list in the state. */
export const listKey = (tab: Tab, panel: Panel): string => `${tab.id}/${panel.id}`;

/** What a list of a panel shows: the rows that its filter lets through, and where the cursor stands among them. */
export interface Shown {
  readonly rows: readonly Row[];
  readonly cursor: number;
  readonly filter: string;
  /** Rows without the filter. */
  readonly of: number;
}

export function shownRows(state: State, tab: Tab, panel: Panel): Shown {
  const all = panel.rows?.(state) ?? [];
  const list = state.lists[listKey(tab, panel)] ?? FIRST_LIST;
  const rows = filtered(all, list.filter);
  return { rows, cursor: cursorOf(rows, list, state.chosen), filter: list.filter, of: all.length };
}

/** The row under the cursor of a panel; null in an empty list. */
export function rowAt(state: State, tab: Tab, panel: Panel): Row | null {
  const { rows, cursor } = shownRows(state, tab, panel);
  return rows[cursor] ?? null;
}

/** The thing that the cursor stands on, or that was chosen elsewhere. */
export function chosenAt(product: Product, state: State): Chosen | null {
  const tab = tabOf(product, state);
  const panel = focusOf(tab, state);
  const row = panel === null ? null : rowAt(state, tab, panel);
  return row?.chosen ?? state.chosen;
}

/** Sets the cursor of a list on a row, which is then what all screens have chosen. */
export function standOn(state: State, tab: Tab, panel: Panel, row: Row): State {
  const key = listKey(tab, panel);
  const list = state.lists[key] ?? FIRST_LIST;
  return {
    ...state,
    lists: { ...state.lists, [key]: { ...list, cursor: row.id } },
    chosen: row.chosen ?? state.chosen,
  };
}

export function setFilter(state: State, key: string, filter: string): State {
  const list = state.lists[key] ?? FIRST_LIST;
  return list.filter === filter ? state : { ...state, lists: { ...state.lists, [key]: { ...list, filter } } };
}

/** Rows of a list that are in sight, as far as one can know before they are laid out. */
const pageOf = ({ size }: State): number => Math.max(2, size.rows - 8);

export function moveCursor(product: Product, state: State, move: Move): Next {
  const tab = tabOf(product, state);
  const panel = focusOf(tab, state);
  if (panel === null) return only(state);
  const { rows, cursor } = shownRows(state, tab, panel);
  const row = rows[moved(cursor, rows.length, move, pageOf(state))];
  if (row === undefined || rows[cursor] === row) return only(state);
  return only(standOn(state, tab, panel, row));
}

/** Goes to a screen, or to a tab of it, and keeps its place. */
export function goTo(state: State, screen: string, tab?: string): State {
  const { place } = state;
  const tabs = tab === undefined ? place.tabs : { ...place.tabs, [screen]: tab };
  if (place.screen === screen && (tab === undefined || place.tabs[screen] === tab)) return state;
  return { ...state, filtering: null, place: { ...place, screen, tabs } };
}

/** The tab `by` further on the screen that is shown, round its end. */
export function turnTab(product: Product, state: State, by: number): State {
  const screen = screenOf(product, state);
  const at = screen.tabs.indexOf(tabOf(product, state));
  const next = screen.tabs[(at + by + screen.tabs.length) % screen.tabs.length];
  return next === undefined || screen.tabs.length < 2 ? state : goTo(state, screen.id, next.id);
}

/** Gives the focus to the panel `by` further, round the end. */
export function turnFocus(product: Product, state: State, by: number): State {
  const tab = tabOf(product, state);
  const able = focusable(tab, state);
  const focus = focusOf(tab, state);
  if (focus === null || able.length < 2) return state;
  const next = able[(able.indexOf(focus) + by + able.length) % able.length];
  if (next === undefined) return state;
  return { ...state, filtering: null, place: { ...state.place, focus: { ...state.place.focus, [tab.id]: next.id } } };
}
