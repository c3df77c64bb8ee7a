/** A picture of dots, two by four to a character. */
import type { Paint } from './style.ts';

/** Bit of the dot at [row][column] of a braille character (U+2800 is the empty one). */
const DOTS = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

export interface BrailleCanvas {
  /** Width and height in dots: twice the columns, four times the rows. */
  readonly width: number;
  readonly height: number;
  /** Sets a dot; x from the left, y from the top. Outside the picture: nothing. A later paint wins in a character. */
  dot(x: number, y: number, paint: Paint): void;
  /** Puts a character of one column in place of the dots of the cell in which a dot would lie. */
  mark(x: number, y: number, character: string, paint: Paint): void;
  /** The lines, from the top. */
  lines(): string[];
}

interface PaintedCell {
  bits: number;
  mark: string | null;
  paint: Paint;
}

export function makeBrailleCanvas(columns: number, rows: number): BrailleCanvas {
  const none: Paint = (text) => text;
  const cells = Array.from({ length: columns * rows }, (): PaintedCell => ({ bits: 0, mark: null, paint: none }));
  const cellAt = (x: number, y: number): PaintedCell | undefined =>
    x >= 0 && y >= 0 && x < columns * 2 && y < rows * 4 ? cells[(y >> 2) * columns + (x >> 1)] : undefined;

  return {
    width: columns * 2,
    height: rows * 4,
    dot: (x, y, paint) => {
      const cell = cellAt(x, y);
      if (cell === undefined) return;
      cell.bits |= DOTS[y & 3]?.[x & 1] ?? 0;
      if (cell.mark === null) cell.paint = paint;
    },
    mark: (x, y, character, paint) => {
      const cell = cellAt(x, y);
      if (cell === undefined) return;
      cell.mark = character;
      cell.paint = paint;
    },
    lines: () => Array.from({ length: rows }, (_, row) => painted(cells.slice(row * columns, (row + 1) * columns))),
  };
}

const characterOf = ({ bits, mark }: PaintedCell): string =>
  mark ?? (bits === 0 ? ' ' : String.fromCharCode(0x2800 + bits));

/** The cells of a line, painted by runs of the same paint. */
function painted(cells: readonly PaintedCell[]): string {
  let line = '';
  let run = '';
  let paint: Paint | null = null;
  const flush = (): void => {
    line += paint === null ? run : paint(run);
    run = '';
  };
  for (const cell of cells) {
    const isBlank = cell.mark === null && cell.bits === 0;
    if (!isBlank && cell.paint !== paint) {
      flush();
      paint = cell.paint;
    }
    run += characterOf(cell);
  }
  flush();
  return line;
}
