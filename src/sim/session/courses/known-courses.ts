/** The courses of trials that have been run, by trial: found again for any levels with which one of them is the course. */
import { isInSpan, type CourseList } from './simulate-courses.ts';

export interface KnownCourses {
  /**
   * Number of the course that a trial takes with levels at these positions; -1 where none is known. Numbers are valid until
   * courses are forgotten.
   */
  find(trial: number, positions: Uint8Array): number;
  /** @param trials Number of the trial of each entry of the list. */
  add(list: CourseList, trials: Int32Array): void;
  /** Adds what a course cost in each period to `into`, from `at` on. */
  lossesInto(course: number, into: Float64Array, at: number): void;
  /** Calls back for each column that is not 0, by its place among those that are kept. */
  eachCell(course: number, take: (place: number, value: number) => void): void;
  /** Courses that are kept. */
  count(): number;
  /** Bytes in use. */
  bytes(): number;
  /** Forgets all courses but those that were found, or added, last: one of each trial. */
  forgetOlder(): void;
}

/** An array that becomes half as long again when it is full. */
function grown<T extends Int32Array | Float64Array>(array: T, length: number): T {
  if (length <= array.length) return array;
  const longer = new (array.constructor as new (length: number) => T)(Math.max(length, Math.ceil(1.5 * array.length)));
  longer.set(array);
  return longer;
}

const FIRST = 1024;

/** @param trials That may be asked for: numbers from 0. */
export function makeKnownCourses(trials: number, periods: number): KnownCourses {
  const head = new Int32Array(trials);
  let courses = 0;
  let trialOf = new Int32Array();
  let next = new Int32Array();
  let losses = new Float64Array();
  let cellStart = new Int32Array();
  let cellColumn = new Int32Array();
  let cellValue = new Float64Array();
  let spanStart = new Int32Array();
  let span = new Int32Array();

  function empty(): void {
    head.fill(-1);
    courses = 0;
    trialOf = new Int32Array(FIRST);
    next = new Int32Array(FIRST);
    losses = new Float64Array(FIRST * periods);
    cellStart = new Int32Array(FIRST + 1);
    cellColumn = new Int32Array(FIRST);
    cellValue = new Float64Array(FIRST);
    spanStart = new Int32Array(FIRST + 1);
    span = new Int32Array(FIRST);
  }
  empty();

  function add(list: CourseList, numbers: Int32Array): void {
    const more = list.entry.length;
    const end = courses + more;
    const [cells, spans] = [cellStart[courses]!, spanStart[courses]!];
    trialOf = grown(trialOf, end);
    next = grown(next, end);
    losses = grown(losses, end * periods);
    cellStart = grown(cellStart, end + 1);
    spanStart = grown(spanStart, end + 1);
    cellColumn = grown(cellColumn, cells + list.cellColumn.length);
    cellValue = grown(cellValue, cells + list.cellValue.length);
    span = grown(span, spans + list.span.length);
    losses.set(list.losses, courses * periods);
    cellColumn.set(list.cellColumn, cells);
    cellValue.set(list.cellValue, cells);
    span.set(list.span, spans);
    for (let i = 0; i < more; i++) {
      const trial = numbers[list.entry[i]!]!;
      const course = courses + i;
      trialOf[course] = trial;
      cellStart[course + 1] = cells + list.cellStart[i + 1]!;
      spanStart[course + 1] = spans + list.spanStart[i + 1]!;
      next[course] = head[trial]!;
      head[trial] = course;
    }
    courses = end;
  }

  function find(trial: number, positions: Uint8Array): number {
    let before = -1;
    for (let course = head[trial]!; course >= 0; course = next[course]!) {
      let s = spanStart[course]!;
      const end = spanStart[course + 1]!;
      while (s < end && isInSpan(span[s]!, positions)) s++;
      if (s === end) {
        // To the front: what was found last is likely to be asked for next
        if (before >= 0) {
          next[before] = next[course]!;
          next[course] = head[trial]!;
          head[trial] = course;
        }
        return course;
      }
      before = course;
    }
    return -1;
  }

  /** The list of the newest of each trial, in order of trial. */
  function newest(): CourseList & { readonly trial: Int32Array } {
    const kept = [...head].filter((course) => course >= 0);
    const starts = (start: Int32Array): Int32Array => {
      const of = new Int32Array(kept.length + 1);
      kept.forEach((course, i) => {
        of[i + 1] = of[i]! + start[course + 1]! - start[course]!;
      });
      return of;
    };
    const [cells, spans] = [starts(cellStart), starts(spanStart)];
    const list = {
      entry: Int32Array.from(kept, (_, i) => i),
      trial: Int32Array.from(kept, (course) => trialOf[course]!),
      losses: new Float64Array(kept.length * periods),
      cellStart: cells,
      cellColumn: new Int32Array(cells[kept.length]!),
      cellValue: new Float64Array(cells[kept.length]!),
      spanStart: spans,
      span: new Int32Array(spans[kept.length]!),
    };
    kept.forEach((course, i) => {
      const [cellsFrom, cellsTo] = [cellStart[course]!, cellStart[course + 1]!];
      list.losses.set(losses.subarray(course * periods, (course + 1) * periods), i * periods);
      list.cellColumn.set(cellColumn.subarray(cellsFrom, cellsTo), cells[i]);
      list.cellValue.set(cellValue.subarray(cellsFrom, cellsTo), cells[i]);
      list.span.set(span.subarray(spanStart[course]!, spanStart[course + 1]!), spans[i]);
    });
    return list;
  }

  return {
    find,
    add,
    lossesInto: (course, into, at) => {
      for (let period = 0; period < periods; period++) into[at + period] = losses[course * periods + period]!;
    },
    eachCell: (course, take) => {
      for (let c = cellStart[course]!; c < cellStart[course + 1]!; c++) take(cellColumn[c]!, cellValue[c]!);
    },
    count: () => courses,
    bytes: () => head.byteLength + courses * (8 * periods + 16) + 12 * cellStart[courses]! + 4 * spanStart[courses]!,
    forgetOlder: () => {
      const list = newest();
      empty();
      add(list, list.trial);
    },
  };
}
