/** Writes frames to a terminal: only rows that changed, in one write, never clearing. */
import type { Writable } from 'node:stream';

export interface Painter {
  /** Shows a whole frame, a string a row, each as wide as the terminal. */
  show(rows: readonly string[]): void;
  /** Nothing of what is on the screen is known any more: after a resize, a suspension, on request. */
  forget(): void;
}

/** Terminals that know it hold back what lies between these two until all of it is there. */
const TOGETHER = '\u001b[?2026h';
const NOW = '\u001b[?2026l';

/** Whole frames in, changed rows out. What comes while the terminal is busy waits, and only the last of it counts. */
export function makePainter(out: Pick<Writable, 'write' | 'once'>): Painter {
  let shown: readonly string[] = [];
  let waiting: readonly string[] | null = null;
  let isFree = true;

  const show = (rows: readonly string[]): void => {
    if (!isFree) {
      waiting = rows;
      return;
    }
    let text = '';
    for (const [y, row] of rows.entries()) {
      if (row !== shown[y]) text += `\u001b[${y + 1};1H${row}\u001b[0m`;
    }
    shown = rows;
    if (text === '') return;
    isFree = out.write(TOGETHER + text + NOW);
    if (isFree) return;
    out.once('drain', () => {
      isFree = true;
      const next = waiting;
      waiting = null;
      if (next !== null) show(next);
    });
  };
  return {
    show,
    forget: () => {
      shown = [];
    },
  };
}
