/** The one key that is most useful now, and what it does: at most 24 columns. */
import { counted } from '../../results/format/count.ts';
import { focusOf, shownRows, tabOf } from '../state/navigation.ts';
import type { NextKey, Product } from '../state/product.ts';
import { isUnsaved, shownFigures, type State } from '../state/state.ts';
import { roughly } from '../words/progress.ts';
import { isWorse, judged, limitsNow, moreToSettle } from '../words/looks.ts';
import { canAct } from './command.ts';
import { commandOfId } from './table.ts';

export interface NextStep {
  readonly key: string;
  readonly words: string;
  /** The command that the key means; null where an overlay takes the key. */
  readonly command: string | null;
}

/** Whether the list with the focus has rows, and its filter none of them. */
function hidesAll(product: Product, state: State): boolean {
  const tab = tabOf(product, state);
  const panel = focusOf(tab, state);
  if (panel?.rows === undefined) return false;
  const { rows, of } = shownRows(state, tab, panel);
  return of > 0 && rows.length === 0;
}

/** All rules that fit, the one that decides first. */
function* rules(product: Product, state: State): Generator<NextKey> {
  const tab = tabOf(product, state);
  const own = tab.next?.(state) ?? null;
  if (state.problems.length > 0 && own !== null) yield own;
  const [fault] = state.problems;
  if (fault !== undefined) {
    const where = fault.place === null ? 'edit the file' : `edit line ${fault.place.line}`;
    yield { command: 'edit', words: where };
  }
  if (state.model === null && own !== null) yield own;
  if (state.failure !== null) yield { command: 'run-on', words: 'try again' };
  if (hidesAll(product, state)) yield { command: 'back', words: 'clear the filter' };
  const shown = shownFigures(state);
  const limits = judged(limitsNow(shown, state.model?.limits ?? []));
  const isSettled = shown?.isSettled === true;
  const holdsAll = isSettled && limits.length > 0 && limits.every(({ status }) => status === 'within');
  if (isUnsaved(state) && holdsAll && !isWorse(state)) yield { command: 'save', words: 'save it' };
  if (own !== null) yield own;
  const isOut = limits.some(({ status }) => status === 'outside' || status === 'at margin');
  const open = limits.filter(({ status }) => status === 'not resolved').length;
  if (isSettled && !isOut && open > 0) {
    const more = moreToSettle(shown);
    const rate = shown.answer?.rate ?? 0;
    const time = more === null || rate <= 0 ? '' : `, ${roughly(more / rate)}`;
    yield { command: 'run-on', words: `${open === 1 ? 'settle it' : `settle ${counted(open, 'limit')}`}${time}` };
  }
  yield { command: 'palette', words: 'all commands' };
  yield { command: 'help', words: 'help' };
}

/** The next useful key. It never names one that would not act. */
export function nextStep(product: Product, state: State): NextStep {
  const { overlay } = state;
  const shown = overlay === null ? undefined : product.overlays.find(({ id }) => id === overlay.id);
  if (overlay !== null && shown !== undefined) {
    const [first] = shown.keys(state, overlay.own);
    return first === undefined
      ? { key: 'esc', words: 'close', command: null }
      : { key: first.key, words: first.words, command: null };
  }
  if (state.filtering !== null) return { key: 'enter', words: 'keep the filter', command: null };
  for (const { command, words } of rules(product, state)) {
    const found = commandOfId(product, state, command);
    const [key] = found?.keys ?? [];
    if (found !== null && key !== undefined && canAct(found, state)) return { key, words, command };
  }
  return { key: 'q', words: 'leave', command: 'quit' };
}
