/** A sheet: rules, words and rows under one another, as panels of details are. */
import { wrap } from '../../report/text/wrap.ts';
import { fit } from './text.ts';
import type { Theme } from './theme.ts';

export type SheetPart =
  | { readonly kind: 'rule'; readonly title: string }
  | { readonly kind: 'words'; readonly text: string; readonly tone?: 'quiet' | 'bad' | 'good' | undefined }
  /** A name, and what it comes to. */
  | {
      readonly kind: 'row';
      readonly name: string;
      readonly text: string;
      readonly tone?: 'bad' | 'good' | 'quiet' | undefined;
    };

const NAME = 11;

/** The lines of a sheet; none is wider than `width`. */
export function sheetLines(parts: readonly SheetPart[], width: number, theme: Theme): string[] {
  const { glyphs } = theme;
  return parts.flatMap((part): string[] => {
    switch (part.kind) {
      case 'rule': {
        const head = `${glyphs.light}${glyphs.light} ${theme.words(part.title)} `;
        return [theme.quiet(fit(head + glyphs.light.repeat(Math.max(0, width - head.length)), width))];
      }
      case 'words': {
        const paint = part.tone === undefined ? (text: string): string => text : theme[part.tone];
        return wrap(theme.words(part.text), Math.max(10, width - 2)).map((line) => ` ${paint(line)}`);
      }
      case 'row': {
        const paint = part.tone === undefined ? (text: string): string => text : theme[part.tone];
        const lines = wrap(theme.words(part.text), Math.max(10, width - NAME - 1));
        return lines.map(
          (line, k) => ` ${theme.quiet(fit(k === 0 ? theme.words(part.name) : '', NAME - 1))} ${paint(line)}`,
        );
      }
    }
  });
}
