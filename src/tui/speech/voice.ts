/** How what is said is written: a line under the other. */
import { wrap } from '../../report/text/wrap.ts';
import { inAscii } from '../draw/theme.ts';

/** Keeps a listener from hearing the same line twice in a row: what is said again says that it is. */
export interface Voice {
  /** The lines to be written of those that would be said. */
  readonly take: (lines: readonly string[]) => readonly string[];
}

export function makeVoice(): Voice {
  let last = '';
  return {
    take: (lines) =>
      lines.map((line) => {
        // Silence would sound as if a key had not been heard
        last = line === last ? `Again: ${line}` : line;
        return last;
      }),
  };
}

/** Lines as a terminal of so many columns takes them: broken between words. */
export const writtenLines = (lines: readonly string[], columns: number, isAscii: boolean): string =>
  lines.map((line) => `${wrap(isAscii ? inAscii(line) : line, Math.max(20, columns)).join('\n')}\n`).join('');
