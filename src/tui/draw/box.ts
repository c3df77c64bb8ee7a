/** Titled rules over panels, and the heavy box of an overlay. */
import { fit, widthOf, cut } from './text.ts';
import type { Theme } from './theme.ts';

/**
 * `━━ Title ━━━━━━━ note ━`: the rule over a panel, exactly `width` columns.
 *
 * @param isFocused A heavy rule.
 */
export function rule(title: string, width: number, theme: Theme, isFocused: boolean, note = ''): string {
  const sign = isFocused ? theme.glyphs.heavy : theme.glyphs.light;
  const paint = isFocused ? theme.heading : theme.quiet;
  const heading = title === '' ? '' : ` ${cut(title, Math.max(0, width - 6), theme.glyphs.ellipsis)} `;
  const shown = sign.repeat(2) + heading;
  const room = width - widthOf(shown);
  const end = note === '' || widthOf(note) + 5 > room ? '' : ` ${note} ${sign}`;
  const middle = sign.repeat(Math.max(0, room - widthOf(end)));
  const line = `${paint(sign.repeat(2))}${isFocused ? theme.heading(heading) : heading}${paint(middle)}${end === '' ? '' : ` ${note} ${paint(sign)}`}`;
  return fit(line, width);
}

/** A heavy box of `width` columns around lines, with a title above and what it takes below. */
export function box(title: string, foot: string, lines: readonly string[], width: number, theme: Theme): string[] {
  const { heavy, side, corners, ellipsis } = theme.glyphs;
  const inside = width - 4;
  const edge = (words: string, [left, right]: readonly [string, string]): string => {
    const shown = words === '' ? '' : ` ${cut(words, width - 6, ellipsis)} `;
    return `${left}${heavy}${shown}${heavy.repeat(Math.max(0, width - 3 - widthOf(shown)))}${right}`;
  };
  return [
    edge(theme.heading(title), [corners[0], corners[1]]),
    ...lines.map((line) => `${side} ${fit(line, inside, ellipsis)} ${side}`),
    edge(foot, [corners[2], corners[3]]),
  ];
}
