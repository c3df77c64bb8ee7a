/** How a list is filtered, at the right of its rule: `/clo▏` while it is typed, `/clo: 1 of 7` afterwards. */
import { listKey, shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import type { State } from '../state/state.ts';
import type { Theme } from './theme.ts';

/** Null for a list that is not filtered. */
export function filterNote(state: State, tab: Tab, panel: Panel, theme: Theme): string | null {
  if (panel.rows === undefined) return null;
  const key = listKey(tab, panel);
  const isTyped = state.filtering === key;
  const filter = state.lists[key]?.filter ?? '';
  if (!isTyped && filter === '') return null;
  const { rows, of } = shownRows(state, tab, panel);
  return `/${filter}${isTyped ? theme.glyphs.caret : ''}: ${rows.length} of ${of}`;
}
