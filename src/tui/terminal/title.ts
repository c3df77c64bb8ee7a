/** The title of the terminal: what tabs and task bars show of it. */
import type { Environment } from './abilities.ts';

/** The title of before is put aside, and is back afterwards. */
export const PUT_ASIDE = '\u001b[22;2t';
export const BACK = '\u001b[23;2t';

export interface Title {
  /** Shows a text without control characters. */
  show(text: string): void;
  /** What stands there is not known any more. */
  forget(): void;
}

/** The console of Linux has none, and would show the text. */
export const hasTitle = (environment: Environment): boolean => environment['TERM'] !== 'linux';

/** Writes a title once. */
export function makeTitle(write: (text: string) => void): Title {
  let shown: string | null = null;
  return {
    show: (text) => {
      if (text === shown) return;
      shown = text;
      write(`\u001b]2;${text}\u0007`);
    },
    forget: () => {
      shown = null;
    },
  };
}
