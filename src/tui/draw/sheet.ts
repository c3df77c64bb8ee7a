/** A sheet: rules, words and rows under one another, as panels of details are. */
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { cut, fit } from './text.ts';
import { isSpoken, type Theme } from './theme.ts';

export type SheetPart =
  | { readonly kind: 'rule'; readonly title: string }
  /** One that begins with a blank is not wrapped. */
  | { readonly kind: 'words'; readonly text: string; readonly tone?: 'quiet' | 'bad' | 'good' | undefined }
  /** A name, and what it comes to. */
  | {
      readonly kind: 'row';
      readonly name: string;
      readonly text: string;
      readonly tone?: 'bad' | 'good' | 'quiet' | undefined;
      /** On one line, cut where it is too long. */
      readonly isCut?: true | undefined;
    };

const NAME = 11;

/** The lines of a sheet; none is wider than `width`. */
export function sheetLines(parts: readonly SheetPart[], width: number, theme: Theme): string[] {
  const { glyphs } = theme;
  if (isSpoken(theme)) {
    return parts.map((part) =>
      part.kind === 'row' ? `${part.name}: ${part.text}` : part.kind === 'rule' ? `${part.title}:` : part.text,
    );
  }
  const shown = (text: string): string => theme.words(printable(text));
  return parts.flatMap((part): string[] => {
    switch (part.kind) {
      case 'rule': {
        const head = `${glyphs.light}${glyphs.light} ${shown(part.title)} `;
        return [theme.quiet(fit(head + glyphs.light.repeat(Math.max(0, width - head.length)), width))];
      }
      case 'words': {
        const paint = part.tone === undefined ? (text: string): string => text : theme[part.tone];
        const text = shown(part.text);
        const lines = text.startsWith(' ') ? [cut(text, width - 1)] : wrap(text, Math.max(10, width - 2));
        return lines.map((line) => ` ${paint(line)}`);
      }
      case 'row': {
        const paint = part.tone === undefined ? (text: string): string => text : theme[part.tone];
        const room = Math.max(10, width - NAME - 1);
        const text = shown(part.text);
        const lines = part.isCut === true ? [cut(text, room, glyphs.ellipsis)] : wrap(text, room);
        return lines.map((line, k) => ` ${theme.quiet(fit(k === 0 ? shown(part.name) : '', NAME - 1))} ${paint(line)}`);
      }
    }
  });
}
