/** Colour, sparingly: what a colour says, words say too. */

import type { Names } from '../../results/names.ts';

/** Puts a text in a colour; the identity where there is none. */
export type Paint = (text: string) => string;

/** The few ways in which text can stand out. */
export interface Style {
  readonly heading: Paint;
  readonly quiet: Paint;
  readonly good: Paint;
  readonly doubtful: Paint;
  readonly bad: Paint;
  readonly line: Paint;
}

const plain: Paint = (text) => text;

const escape =
  (on: number, off: number): Paint =>
  (text) =>
    text === '' ? text : `\u001b[${on}m${text}\u001b[${off}m`;

/** For files, pipes and NO_COLOR. */
export const PLAIN: Style = { heading: plain, quiet: plain, good: plain, doubtful: plain, bad: plain, line: plain };

/** For terminals: the sixteen colours, which follow the reader's own theme. */
export const COLOURED: Style = {
  heading: escape(1, 22),
  quiet: escape(2, 22),
  good: escape(32, 39),
  doubtful: escape(33, 39),
  bad: escape(31, 39),
  line: escape(36, 39),
};

/** Where a text goes: how wide it may be, and whether in colour. */
export interface Page {
  /** Columns, at least 20. */
  readonly width: number;
  /** Lines of the terminal that shows it; absent where it is no terminal. */
  readonly rows?: number | undefined;
  readonly style: Style;
  /** Each line is a block, to be set by another hand (`blockPage`). */
  readonly asBlocks?: true | undefined;
  /** How nodes, controls and threats are called; absent: by their ids. */
  readonly names?: Names | undefined;
}
