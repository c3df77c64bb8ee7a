/** What fits: the layout by columns and rows of the terminal. */
import type { Size } from '../state/state.ts';

export const LEAST_COLUMNS = 60;
export const LEAST_ROWS = 16;

/** Below this nothing but the verdict is shown. */
export const isTooSmall = ({ columns, rows }: Size): boolean => columns < LEAST_COLUMNS || rows < LEAST_ROWS;

/** One panel at a time, two columns, or three with details beside lists. */
export type Breadth = 'one' | 'two' | 'three';

export function breadthOf(columns: number, rows: number): Breadth {
  if (columns < 80) return 'one';
  return columns >= 120 && rows >= 24 ? 'three' : 'two';
}

/** Whether every panel of a screen has its place; otherwise Tab goes from one to the next. */
export const hasRoomForAll = ({ columns, rows }: Size): boolean => columns >= 80 && rows >= 24;
