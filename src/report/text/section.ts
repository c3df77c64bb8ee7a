/** Parts of a report: a heading, then lines. */
import type { Page, Paint } from './style.ts';
import { wrap } from './wrap.ts';

/**
 * A heading with its lines and a blank line before; nothing when there are no lines.
 *
 * @param paint What the heading is painted in besides.
 */
export function section(
  heading: string,
  lines: readonly string[],
  page: Page,
  paint: Paint = (text) => text,
): string[] {
  if (lines.length === 0) return [];
  return ['', ...wrap(heading, page.width).map((line) => page.style.heading(paint(line))), ...lines];
}

/** Prose, indented by two. */
export function prose(text: string, page: Page): string[] {
  return wrap(text, page.width - 2).map((line) => `  ${line}`);
}

/** An entry of a list: `- ` and the text, its further lines under its first word. */
export function item(text: string, page: Page, indent = 2): string[] {
  const [first = '', ...rest] = wrap(text, page.width - indent - 2);
  const margin = ' '.repeat(indent);
  return [`${margin}- ${first}`, ...rest.map((line) => `${margin}  ${line}`)];
}
