/** The commands that are offered where one is, and which of them a key means. */
import type { Key } from '../keys/key.ts';
import { isSpoken } from '../draw/theme.ts';
import { focusOf, tabOf } from '../state/navigation.ts';
import type { Product } from '../state/product.ts';
import type { State } from '../state/state.ts';
import type { Command } from './command.ts';

/** Keys that act whatever is open. */
export const ALWAYS: readonly Key[] = ['ctrl-c', 'ctrl-z', 'ctrl-l'];

/** What is offered here, of the tab first. */
export function offered(product: Product, state: State): readonly Command[] {
  const tab = tabOf(product, state);
  const focus = focusOf(tab, state);
  const aloud =
    isSpoken(state) && tab.types === undefined ? product.everywhere.filter(({ isAloud }) => isAloud === true) : [];
  const read = new Set(aloud.flatMap(({ keys }) => keys));
  const here = tab.commands.filter(
    ({ panel, keys }) => (panel === undefined || panel === focus?.id) && !keys.some((key) => read.has(key)),
  );
  const taken = new Set([...read, ...here.flatMap(({ keys }) => keys)]);
  const ids = new Set(here.map(({ id }) => id));
  const everywhere = product.everywhere.filter(({ id, keys, isAloud }) => {
    // Where one types, letters are letters
    if (tab.types !== undefined && !keys.some((key) => ALWAYS.includes(key))) return false;
    if (isAloud === true) return isSpoken(state);
    // A tab may do something else with a key, or the same thing in its own way
    return !ids.has(id) && (keys.length === 0 || keys.some((key) => !taken.has(key)));
  });
  return [...here, ...everywhere];
}

export const commandOfKey = (product: Product, state: State, key: Key): Command | null =>
  offered(product, state).find(({ keys }) => keys.includes(key)) ?? null;

export const commandOfId = (product: Product, state: State, id: string): Command | null =>
  offered(product, state).find((command) => command.id === id) ?? null;

/** Every command of the product once, wherever it is offered: for documentation and laws. */
export function allCommands({ screens, everywhere }: Product): readonly Command[] {
  return [...screens.flatMap(({ tabs }) => tabs.flatMap(({ commands }) => commands)), ...everywhere];
}
