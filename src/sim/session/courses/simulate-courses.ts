/** Chosen trials under the levels of several portfolios: a course for each that differs. */
import type { Columns } from '../../kernel/ground/columns.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import type { Kernel } from '../../kernel/ground/kernel.ts';
import { ROW_BITS } from '../../kernel/ground/columns.ts';
import type { Addresses } from '../chosen-trials.ts';

/** Portfolios that a task can take: a bit each. */
export const MOST_TOGETHER = 32;

export interface CourseBlock extends Addresses {
  readonly number: number;
  /** Levels of each portfolio, numbers among all levels. Shape [portfolios][controls]. */
  readonly levels: Int32Array;
  /** By entry, a bit for each portfolio under which its course is wanted. */
  readonly wanted: Uint32Array;
  /** Columns to keep. */
  readonly columns: Int32Array;
}

/**
 * Courses of trials: what each left behind, and with which levels. Rows of `cell...` and `span` are compressed; `...Start` has one
 * more entry than there are courses.
 */
export interface CourseList {
  /** The trial: entry of the task. Ascending. */
  readonly entry: Int32Array; // [courses]
  /** Counted loss of each period. */
  readonly losses: Float64Array; // [courses * periods]
  readonly cellStart: Int32Array;
  /** Place in the columns that are kept; those of 0 are left out. */
  readonly cellColumn: Int32Array;
  readonly cellValue: Float64Array;
  readonly spanStart: Int32Array;
  /** Controls with which it does not matter which level they have are left out. See `spanOf`. */
  readonly span: Int32Array;
}

export interface CourseResult {
  readonly number: number;
  readonly courses: CourseList;
}

/** Most controls, and levels of one, for which a span has room. */
export const MOST_CONTROLS: number = 1 << 15;
export const MOST_LEVELS: number = 1 << 8;

/** A control and the positions of its lowest and highest level, as one number. */
const spanOf = (control: number, lowest: number, highest: number): number => (control << 16) | (lowest << 8) | highest;

/** Whether the position of a level lies in a span of its control. */
export function isInSpan(span: number, positions: Uint8Array): boolean {
  const position = positions[span >>> 16]!;
  return position >= ((span >>> 8) & 255) && position <= (span & 255);
}

/** Positions of levels among those of their controls. */
export const positionsOf = (levels: Int32Array, { levelStart }: CompiledModel): Uint8Array =>
  Uint8Array.from(levels, (level, control) => level - levelStart[control]!);

/** Columns to keep, those of nodes by their node. */
interface Wanted {
  /** Places of columns that are not of a node. */
  readonly plain: readonly (readonly [place: number, column: number])[];
  readonly ofNode: ReadonlyMap<number, readonly (readonly [place: number, inRow: number])[]>;
}

function wantedOf(columns: Int32Array, { nodeDownHours, perNode, nodes }: Columns): Wanted {
  const plain: [number, number][] = [];
  const ofNode = new Map<number, [number, number][]>();
  for (const [place, column] of columns.entries()) {
    const at = column - nodeDownHours;
    if (at < 0 || at >= perNode * nodes) {
      plain.push([place, column]);
      continue;
    }
    const node = Math.floor(at / perNode);
    ofNode.set(node, [...(ofNode.get(node) ?? []), [place, at % perNode]]);
  }
  return { plain, ofNode };
}

/**
 * @param kernel With leeway.
 * @returns The courses, or null when the block was abandoned: `stopped` is checked before every trial.
 */
export function simulateCourses(
  kernel: Kernel,
  compiled: CompiledModel,
  columns: Columns,
  block: CourseBlock,
  stopped: () => boolean = () => false,
): CourseResult | null {
  const { levelStart, periods } = compiled;
  const controls = compiled.controlIds.length;
  const wanted = wantedOf(block.columns, columns);
  const levels = Array.from({ length: controls === 0 ? 1 : block.levels.length / controls }, (_, portfolio) =>
    block.levels.subarray(portfolio * controls, (portfolio + 1) * controls),
  );
  const positions = levels.map((each) => positionsOf(each, compiled));
  const entries: number[] = [];
  const losses: number[] = [];
  const cellStart = [0];
  const cellColumn: number[] = [];
  const cellValue: number[] = [];
  const spanStart = [0];
  const span: number[] = [];

  function contains(course: number, portfolio: number): boolean {
    for (let s = spanStart[course]!; s < spanStart[course + 1]!; s++) {
      if (!isInSpan(span[s]!, positions[portfolio]!)) return false;
    }
    return true;
  }

  function keepCell(place: number, value: number): void {
    if (value === 0) return;
    cellColumn.push(place);
    cellValue.push(value);
  }

  function keep(entry: number): void {
    entries.push(entry);
    for (let period = 0; period < periods; period++) losses.push(kernel.periodLoss[period]!);
    for (const [place, column] of wanted.plain) keepCell(place, kernel.columns[column]!);
    for (let k = 0; wanted.ofNode.size > 0 && k < kernel.touchedNodes(); k++) {
      for (const [place, inRow] of wanted.ofNode.get(kernel.touchedNode[k]!) ?? []) {
        keepCell(place, kernel.rows[(k << ROW_BITS) + inRow]!);
      }
    }
    cellStart.push(cellColumn.length);
    for (let control = 0; control < controls; control++) {
      const first = levelStart[control]!;
      const lowest = kernel.lowestLevel[control]! - first;
      const highest = kernel.highestLevel[control]! - first;
      if (lowest > 0 || highest < levelStart[control + 1]! - first - 1) span.push(spanOf(control, lowest, highest));
    }
    spanStart.push(span.length);
  }

  kernel.expect(block.trialsPerWorld);
  for (let entry = 0; entry < block.world.length; entry++) {
    const first = entries.length;
    for (let bits = block.wanted[entry]!; bits !== 0; bits &= bits - 1) {
      const portfolio = 31 - Math.clz32(bits & -bits);
      let known = first;
      while (known < entries.length && !contains(known, portfolio)) known++;
      if (known < entries.length) continue;
      if (stopped()) return null;
      kernel.useLevels(levels[portfolio]!);
      kernel.simulate(block.world[entry]!, block.trial[entry]!);
      keep(entry);
    }
  }
  const courses = {
    entry: Int32Array.from(entries),
    losses: Float64Array.from(losses),
    cellStart: Int32Array.from(cellStart),
    cellColumn: Int32Array.from(cellColumn),
    cellValue: Float64Array.from(cellValue),
    spanStart: Int32Array.from(spanStart),
    span: Int32Array.from(span),
  };
  return { number: block.number, courses };
}
