/** A panel as it is read aloud, in the words that it draws. */
import { SPOKEN_WIDTH, themeOf, type Theme } from '../draw/theme.ts';
import { focusOf, listKey, shownRows, tabOf } from '../state/navigation.ts';
import type { Panel, Product, Tab } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { spokenText } from './spoken-text.ts';

export const SPOKEN_THEME: Theme = themeOf({ glyphs: 'spoken', palette: 'none' });

/** Rows that are read of a list at a time. */
const MOST_ROWS = 200;
/** Lines of a panel without rows. */
const MOST_LINES = 60;

/** What has the focus. */
export interface SpokenPanel {
  /** Tab and panel. */
  readonly key: string;
  readonly title: string;
  /** The row where one is, or what the panel says. */
  readonly now: readonly string[];
  /** `3 of 6`; empty where there is no list. */
  readonly place: string;
  /** The place in the list, from 0; -1 where there is none. */
  readonly at: number;
  /** The id of the row; null where there is none. */
  readonly row: string | null;
  /** Whether what it says follows what one chooses, word by word, and not what is worked out meanwhile. */
  readonly isExact: boolean;
}

/** The lines that a panel draws. One that throws says so. */
function drawn(panel: Panel, state: State, height: number): readonly string[] {
  try {
    const area = { width: SPOKEN_WIDTH, height, theme: SPOKEN_THEME, isFocused: true };
    return panel
      .draw(state, area)
      .map(spokenText)
      .filter((line) => line !== '');
  } catch (error) {
    return [`this panel failed: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function titleOf(panel: Panel, state: State): string {
  const note = panel.note?.(state) ?? '';
  return spokenText(note === '' ? panel.title(state) : `${panel.title(state)}, ${note}`);
}

function spokenIn(tab: Tab, panel: Panel, state: State): SpokenPanel {
  const own = panel.spoken?.(state, SPOKEN_THEME) ?? null;
  const key = listKey(tab, panel);
  const title = titleOf(panel, state);
  if (own !== null) {
    const now = own.now.map(spokenText);
    return { key, title, now, place: '', at: -1, row: null, isExact: panel.takesFocus === true };
  }
  const { rows, cursor } = shownRows(state, tab, panel);
  const row = rows[cursor];
  if (row === undefined)
    return { key, title, now: drawn(panel, state, MOST_LINES), place: '', at: -1, row: null, isExact: false };
  const place = `${cursor + 1} of ${rows.length}`;
  return { key, title, now: drawn(panel, state, 1), place, at: cursor, row: row.id, isExact: false };
}

/** The panel with the focus; null in a tab without panels. */
export function spokenFocus(product: Product, state: State): SpokenPanel | null {
  const tab = tabOf(product, state);
  const panel = focusOf(tab, state);
  return panel === null ? null : spokenIn(tab, panel, state);
}

/** All of the panel with the focus: every row, every point of a chart. */
export function wholeFocus(product: Product, state: State): readonly string[] {
  const tab = tabOf(product, state);
  const panel = focusOf(tab, state);
  if (panel === null) return [];
  const own = panel.spoken?.(state, SPOKEN_THEME) ?? null;
  if (own !== null) return [titleOf(panel, state), ...own.all.map(spokenText)];
  const { length } = shownRows(state, tab, panel).rows;
  const more = length > MOST_ROWS ? [`and ${length - MOST_ROWS} more rows: slash filters them`] : [];
  return [titleOf(panel, state), ...drawn(panel, state, length === 0 ? MOST_LINES : MOST_ROWS), ...more];
}
