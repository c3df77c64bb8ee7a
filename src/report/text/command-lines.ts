/** Command lines for people to copy. */
import { blockLine } from './blocks.ts';
import { displayWidth, printable } from './display-width.ts';
import type { Page } from './style.ts';

/** A command line in lines that a shell joins again; a word that is wider than a line stays whole. */
function joinable(command: readonly string[], width: number): string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of command) {
    if (line.trim() !== '' && displayWidth(line) + displayWidth(word) + 3 > width) {
      lines.push(`${line} \\`);
      line = '   ';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}

/** How to have the figures of a page again; nothing without a command. */
export function commandLines(command: readonly string[], page: Page): string[] {
  if (command.length === 0) return [];
  if (page.asBlocks) return [blockLine('command', printable(command.join(' ')))];
  return ['', page.style.quiet('  To see these figures again:'), ...joinable(command, page.width)];
}
