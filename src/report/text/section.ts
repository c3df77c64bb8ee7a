/** Parts of a report: a heading, then lines. */
import { blockLine, proseBlock } from './blocks.ts';
import { printable } from './display-width.ts';
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
  if (page.asBlocks) return ['', blockLine('heading', paint(printable(heading))), ...lines];
  return ['', ...wrap(heading, page.width).map((line) => page.style.heading(paint(line))), ...lines];
}

/** Prose, indented by two. */
export function prose(text: string, page: Page): string[] {
  if (page.asBlocks) return [proseBlock('prose', text)];
  return wrap(text, page.width - 2).map((line) => `  ${line}`);
}

/** An entry of a list: `- ` and the text, its further lines under its first word. */
export function item(text: string, page: Page, indent = 2): string[] {
  if (page.asBlocks) return [proseBlock('item', text)];
  const [first = '', ...rest] = wrap(text, page.width - indent - 2);
  const margin = ' '.repeat(indent);
  return [`${margin}- ${first}`, ...rest.map((line) => `${margin}  ${line}`)];
}
