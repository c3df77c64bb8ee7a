/** A panel under its rule; its own fault stays its own. */
import type { Panel } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { rule } from './box.ts';
import { safeLine } from './picture.ts';
import { cut, ELLIPSIS, headOfLine, widthOf } from './text.ts';
import type { Theme } from './theme.ts';
import { wrap } from '../../report/text/wrap.ts';

/** Columns of a rule around its title and its note. */
const AROUND = 9;

/** Title and filter as far as both have room on a rule, the filter first. */
function besideFilter(title: string, filter: string, width: number): readonly [title: string, filter: string] {
  const shown = cut(filter, Math.max(0, width - AROUND));
  const room = width - AROUND - widthOf(shown);
  return [room < 4 ? '' : cut(title, room), shown];
}

/** Lines that have room; the last of them says that more would follow. */
function firstRows(lines: readonly string[], width: number, height: number, theme: Theme): readonly string[] {
  const last = lines[height - 1];
  if (last === undefined || lines.length <= height) return lines;
  const more = theme.words(ELLIPSIS);
  return [...lines.slice(0, height - 1), headOfLine(last.trimEnd(), width - widthOf(more)) + more];
}

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
    const title = theme.words(panel.title(state));
    const right = theme.words(note ?? panel.note?.(state) ?? '');
    // What somebody types is seen: the title gives way to a filter
    const [left, end] = note === null ? [title, right] : besideFilter(title, right, width);
    const head = rule(left, width, theme, isFocused, end);
    const drawn = panel.draw(state, { width, height: height - 1, theme, isFocused });
    const lines = [head, ...firstRows(drawn, width, height - 1, theme)].slice(0, height);
    return lines.map((line) => cut(safeLine(line, theme), width, theme.glyphs.ellipsis));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      rule(panel.id, width, theme, isFocused),
      ...wrap(theme.words(`this panel failed: ${reason}`), width).map(theme.bad),
    ].slice(0, height);
  }
}
