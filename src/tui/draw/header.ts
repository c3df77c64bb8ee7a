/** Rows 1 and 2, and the row of tabs. */
import { screenOf, tabOf } from '../state/navigation.ts';
import type { Product } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { badge } from '../words/badge.ts';
import { cut, ends, widthOf } from './text.ts';
import type { Theme } from './theme.ts';
import { printable } from '../../report/text/display-width.ts';

const baseName = (path: string): string => path.split('/').at(-1) ?? path;

/** `Ringfence  TITLE        what-if*2   scenario   file`: the title gives way to what stands right. */
export function titleRow(state: State, width: number, theme: Theme): string {
  const { model, file, whatIf, version } = state;
  const name = `${theme.heading('Ringfence')}  `;
  if (file === null || state.place.screen === 'first') {
    const words = state.place.screen === 'first' ? 'a new model' : 'no model open';
    return ends(`${theme.heading('Ringfence')} ${theme.quiet(version)}`, theme.quiet(words), width);
  }
  const scenario = whatIf.changes.find((change) => change.kind === 'scenario')?.to;
  const right = [
    whatIf.changes.length === 0
      ? ''
      : theme.heading(`what-if*${whatIf.changes.length}`) + (state.showsToday ? theme.quiet(' (today shown)') : ''),
    scenario === undefined ? '' : theme.words(printable(scenario)),
    theme.quiet(theme.words(printable(baseName(file.shown)))),
  ].filter((part) => part !== '');
  const title = theme.words(printable(model?.title ?? ''));
  return ends(name + title, cut(right.join('   '), Math.floor(width / 2)), width, theme.glyphs.ellipsis);
}

/** `[1 Overview] 2 What-if ...` and the badge, of which nothing is cut. */
export function screensRow(product: Product, state: State, width: number, theme: Theme): string {
  const here = screenOf(product, state);
  const verdict = badge(state, theme);
  if (here.key === undefined) {
    const [left, right] = here.beside?.(state) ?? ['', verdict];
    return ends(`${theme.heading(`[${here.name}]`)} ${left}`.trimEnd(), right, width);
  }
  const room = width - widthOf(verdict) - 2;
  const named = (isShort: boolean): string =>
    product.screens
      .filter(({ key }) => key !== undefined)
      .map(({ id, key = '', name }) => {
        const words = isShort && id !== here.id ? key : `${key} ${name}`;
        return id === here.id ? theme.heading(`[${words}]`) : ` ${words} `;
      })
      .join('');
  const whole = named(false).trimEnd();
  return ends(widthOf(whole) <= room ? whole : named(true).trimEnd(), verdict, width);
}

/** `[Controls] Conditions  Spend` and what is chosen there. */
export function tabsRow(product: Product, state: State, width: number, theme: Theme): string {
  const { tabs } = screenOf(product, state);
  const here = tabOf(product, state);
  const names = tabs
    .map((tab) => (tab === here ? theme.heading(`[${tab.name}]`) : ` ${tab.name} `))
    .join('')
    .trimEnd();
  return ends(names, theme.quiet(theme.words(here.aside?.(state) ?? '[ ] next tab')), width, theme.glyphs.ellipsis);
}
