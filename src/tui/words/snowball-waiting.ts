/** What the screen Snowball says while it looks, and where there is nothing. */
import { wrap } from '../../report/text/wrap.ts';
import type { SnowballView } from '../host/study-messages.ts';
import type { Area } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { snowballSlot } from '../state/study.ts';

/** Words without a figure, set in from the edge. */
export const quietWords = (text: string, { width, theme }: Area): string[] =>
  wrap(theme.words(text), Math.max(10, width - 4)).map((line) => `  ${theme.quiet(line)}`);

/** What is said while nothing is known. */
export function waiting(state: State, area: Area): string[] {
  const known = snowballSlot.of(state);
  const progress = known === null || known.progress === '' ? 'the worst futures are being searched' : known.progress;
  return quietWords(known?.failure ?? `${progress} …`, area);
}

/** What a list says that has nothing, or nothing yet. */
export const stillLooking = (view: SnowballView, area: Area): string[] =>
  quietWords(view.isWhole ? 'There is nothing of the kind.' : 'being looked for …', area);
