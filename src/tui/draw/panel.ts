/** A panel under its rule; its own fault stays its own. */
import type { Panel } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { rule } from './box.ts';
import { safeLine } from './picture.ts';
import { cut } from './text.ts';
import type { Theme } from './theme.ts';
import { wrap } from '../../report/text/wrap.ts';

/**
 * The lines of a panel with its rule. One that throws says so, and leaves the rest of the screen alone.
 *
 * @param note Stands at the right of the rule in place of what the panel notes: its filter.
 */
export function panelLines(
  panel: Panel,
  state: State,
  width: number,
  height: number,
  theme: Theme,
  isFocused: boolean,
  note: string | null = null,
): readonly string[] {
  try {
    const right = theme.words(note ?? panel.note?.(state) ?? '');
    const head = rule(theme.words(panel.title(state)), width, theme, isFocused, right);
    const drawn = panel.draw(state, { width, height: height - 1, theme, isFocused });
    return [head, ...drawn].slice(0, height).map((line) => cut(safeLine(line, theme), width, theme.glyphs.ellipsis));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      rule(panel.id, width, theme, isFocused),
      ...wrap(theme.words(`this panel failed: ${reason}`), width).map(theme.bad),
    ].slice(0, height);
  }
}
