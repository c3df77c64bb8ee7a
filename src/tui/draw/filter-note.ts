/** How a list is filtered, at the right of its rule: `/clo▏` while it is typed, `/clo: 1 of 7` afterwards. */
import { listKey, setFilter, shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import { didYouMean } from '../../model/did-you-mean.ts';
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
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

/** The name that is meant by another, or by how it begins: `intaek` for `intake-a`. */
function closeTo(filter: string, names: readonly string[]): string | null {
  const named = new Map<string, string>();
  for (const name of names) {
    const parts = name.split('-');
    for (const [at] of parts.entries()) {
      const beginning = parts.slice(0, parts.length - at).join('-');
      if (at === 0 || !named.has(beginning)) named.set(beginning, name);
    }
  }
  const meant = didYouMean(filter, named.keys());
  return meant === null ? null : (named.get(meant) ?? null);
}

/** What a list says that its filter leaves empty: what was looked for, and what is close to it. */
export function nothingMatches(state: State, tab: Tab, panel: Panel, width: number, theme: Theme): string[] {
  const key = listKey(tab, panel);
  const filter = (state.lists[key]?.filter ?? '').trim();
  const all = panel.rows?.(setFilter(state, key, '')) ?? [];
  const close = closeTo(
    filter,
    all.map(({ id, chosen }) => chosen?.id ?? id),
  );
  const words = `Nothing matches \`${filter}\`. esc clears it.${close === null ? '' : ` Close: ${close}.`}`;
  return wrap(theme.words(printable(words)), Math.max(10, width - 4)).map((line) => `  ${theme.quiet(line)}`);
}
