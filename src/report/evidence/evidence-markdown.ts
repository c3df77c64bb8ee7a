/** The page of one subject in Markdown: nothing in a text is markup. */
import { printable } from '../text/display-width.ts';
import type { Line, Part } from './evidence-parts.ts';

const text = (words: string): string => printable(words).replaceAll(/[\\`*_{}[\]<>#|~]/g, String.raw`\$&`);
const code = (words: string): string => `\`${printable(words).replaceAll('`', "'")}\``;
const line = (words: Line): string =>
  words.map((each) => (typeof each === 'string' ? text(each) : code(each.code))).join('');

/** A fence that is longer than any in the text. */
function fenced(language: string, lines: string): readonly string[] {
  const longest = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines.trimEnd().split('\n'), fence];
}

function linesOf(part: Part): readonly string[] {
  switch (part.kind) {
    case 'title':
      return [`# ${text(part.text)}`];
    case 'heading':
      return [`## ${text(part.text)}`];
    case 'subheading':
      return [`**${text(part.text)}**`];
    case 'prose':
      return [line(part.line)];
    case 'list':
      return part.items.map((item) => `- ${line(item)}`);
    case 'table':
      return [part.header.map(text), part.header.map(() => '---'), ...part.rows.map((row) => row.map(line))].map(
        (row) => `| ${row.join(' | ')} |`,
      );
    case 'file':
      return fenced(part.language, part.text);
  }
}

/** The lines of the page. */
export const evidenceMarkdown = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part, at) => (at === 0 ? linesOf(part) : ['', ...linesOf(part)]));
