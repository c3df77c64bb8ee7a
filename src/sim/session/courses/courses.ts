/**
 * Portfolios of one model on the same futures: a trial is run again only under levels with which it takes a course that is not known.
 *
 * A portfolio is put together from courses that were run under it or under any others, and it makes no difference which: within its leeway
 * (`sim/kernel/threats/leeway.ts`) a course is the same bits. So results depend neither on what is remembered nor on the order of questions.
 */
import { recordColumns } from '../../compile/kernel-of.ts';
import type { Ignorance } from '../../compile/at-means.ts';
import type { CompiledModel } from '../../kernel/ground/compiled-model.ts';
import { addressesOf, taskEnds } from '../chosen-trials.ts';
import { makeInOrder } from '../in-order.ts';
import type { Runner } from '../runner.ts';
import { tailShares } from '../tail-shares.ts';
import type { Variant } from '../variants.ts';
import { makeKnownCourses } from './known-courses.ts';
import { columnsOfCourses, sampleOfCourses, type CourseSample } from './sample-of-courses.ts';
import {
  MOST_CONTROLS,
  MOST_LEVELS,
  MOST_TOGETHER,
  positionsOf,
  type CourseBlock,
  type CourseResult,
} from './simulate-courses.ts';

export interface CoursesOptions {
  readonly signal?: AbortSignal | undefined;
  /** At most ten times a second. Trials of all portfolios that are asked for, found or run. */
  readonly onProgress?: ((trialsDone: number) => void) | undefined;
  /** For `glanced` only: tails are not simulated again. */
  readonly isGlance?: boolean | undefined;
}

/** Trials that were found and run so far. */
export interface CourseCounts {
  readonly found: number;
  readonly run: number;
}

export interface Courses {
  /**
   * Samples of portfolios, each given to `take` in order of `levels`.
   *
   * @param levels A level of each control, by position, in order of the model's controls.
   * @param size The first worlds, or of one world the first trials; those of the courses, or fewer.
   * @returns False when cut short; courses that were run by then are kept.
   */
  of(
    levels: readonly ArrayLike<number>[],
    size: { readonly worlds: number; readonly trialsPerWorld: number },
    take: (sample: CourseSample, portfolio: number) => void,
    options?: CoursesOptions,
  ): Promise<boolean>;
  /** Bytes that are kept. */
  bytes(): number;
  counts(): CourseCounts;
}

/** What is asked of the courses of a selection. */
export interface CoursesAsked {
  readonly seed?: string | undefined;
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /** Columns for `Sample.clusters`. */
  readonly columns: Int32Array;
  /** Kinds of ignorance fixed at their means. */
  readonly atMean?: readonly Ignorance[] | undefined;
  /** Bytes to keep, about. */
  readonly memory: number;
}

/** What courses are run of. */
interface CoursesOf extends Omit<CoursesAsked, 'atMean'> {
  readonly variant: Variant;
  /** `variant.compiled`, or that with some ignorance at its mean. */
  readonly compiled: CompiledModel;
  readonly runner: Runner;
  readonly seed: string;
  /** The end of the session. */
  readonly closing: AbortSignal;
}

/** Whether spans have room for the controls of a model. */
const haveRoom = ({ controls }: Variant['model']): boolean =>
  controls.length <= MOST_CONTROLS && controls.every(({ levels }) => levels.length <= MOST_LEVELS);

/** Bytes that a course takes, about, before any is known. */
const BYTES_OF_COURSE = 100;

/** The model with other levels in force: none that changes it, nor instead of one that does. */
function variantAt(variant: Variant, levels: ArrayLike<number>, compiledLevels: Int32Array): Variant {
  const { model, compiled } = variant;
  const controls = model.controls.map((control, i) => ({ ...control, level: control.levels[levels[i]!]!.id }));
  return {
    ...variant,
    model: { ...model, controls },
    compiled: { ...compiled, controlLevel: compiledLevels },
    made: 'poured',
  };
}

/** Null where they do not fit. */
export function coursesOf(of: CoursesOf): Courses | null {
  const isEnough = of.memory / 2 >= of.worlds * of.trialsPerWorld * BYTES_OF_COURSE;
  return isEnough && haveRoom(of.variant.model) ? makeCourses(of) : null;
}

function makeCourses(of: CoursesOf): Courses {
  const { variant, compiled, runner, seed, trialsPerWorld, columns, memory, closing } = of;
  const layout = recordColumns(compiled);
  const kept = columnsOfCourses(variant.model, compiled, layout, [...columns]);
  const known = makeKnownCourses(of.worlds * trialsPerWorld, compiled.periods);
  const place = new Map(variant.model.controls.map(({ id }, i) => [id, i]));
  let [found, run] = [0, 0];

  const inCompiled = (levels: ArrayLike<number>): Int32Array =>
    Int32Array.from(compiled.controlIds, (id, control) => compiled.levelStart[control]! + levels[place.get(id)!]!);

  /** Portfolios that are run together, so that what they add fits into half of the memory, should every trial differ in each. */
  function together(trials: number, left: number): number {
    const bytes = known.count() === 0 ? BYTES_OF_COURSE : known.bytes() / known.count();
    return Math.min(left, MOST_TOGETHER, Math.max(1, Math.floor(memory / 2 / (trials * bytes))));
  }

  /** Runs trials under the portfolios under which they are wanted. @returns False when it was cut short. */
  async function runWanted(
    levels: readonly Int32Array[],
    trials: Int32Array,
    wanted: Uint32Array,
    signal: AbortSignal,
    onPace: (trialsDone: number) => void,
  ): Promise<boolean> {
    const ends = taskEnds(trials, trialsPerWorld);
    const all = new Int32Array(levels.length * compiled.controlIds.length);
    levels.forEach((each, i) => all.set(each, i * each.length));
    const task = (number: number): CourseBlock => {
      const [first, end] = [ends[number - 1] ?? 0, ends[number] ?? 0];
      const addresses = addressesOf(trials.slice(first, end), trialsPerWorld);
      return { number, levels: all, wanted: wanted.slice(first, end), columns: kept, ...addresses };
    };
    let done = 0;
    const ordered = makeInOrder<CourseResult>(({ courses }, number) => {
      known.add(courses, trials.subarray(ends[number - 1] ?? 0, ends[number]));
      run += courses.entry.length;
      done++;
    });
    // A task without trials lets other events in
    const tasks = Math.max(1, ends.length);
    const job = { kind: 'courses', model: compiled, seed, tasks, task } as const;
    const listener = { onResult: ordered.add, onPace: () => onPace(ends[done - 1] ?? 0) };
    await runner.run(job, listener, signal);
    return done === tasks && !signal.aborted;
  }
  const none = new Int32Array();
  const breathe = (signal: AbortSignal): Promise<boolean> => runWanted([], none, new Uint32Array(), signal, () => {});

  /** The courses of portfolios, [portfolios][trials]; null when cut short. */
  async function coursesUnder(
    levels: readonly Int32Array[],
    trials: number,
    signal: AbortSignal,
    onPace: (trialsDone: number) => void,
  ): Promise<readonly Int32Array[] | null> {
    const positions = levels.map((each) => positionsOf(each, compiled));
    const courses = levels.map(() => new Int32Array(trials));
    const wanted = new Uint32Array(trials);
    let missing = 0;
    for (const [portfolio, each] of courses.entries()) {
      for (let trial = 0; trial < trials; trial++) {
        const course = known.find(trial, positions[portfolio]!);
        each[trial] = course;
        if (course >= 0) continue;
        wanted[trial]! |= 1 << portfolio;
        missing++;
      }
    }
    found += levels.length * trials - missing;
    const open = Int32Array.from(wanted.keys()).filter((trial) => wanted[trial] !== 0);
    const perTrial = missing / Math.max(1, open.length);
    const isDone = await runWanted(levels, open, wanted.filter(Boolean), signal, (trialsDone) =>
      onPace(levels.length * trials - missing + Math.floor(perTrial * trialsDone)),
    );
    if (!isDone) return null;
    for (const [portfolio, each] of courses.entries()) {
      for (const trial of open) if (each[trial]! < 0) each[trial] = known.find(trial, positions[portfolio]!);
    }
    return courses;
  }

  async function samples(
    levels: readonly ArrayLike<number>[],
    { worlds, trialsPerWorld: inWorld }: Pick<CoursesOf, 'worlds' | 'trialsPerWorld'>,
    take: (sample: CourseSample, portfolio: number) => void,
    options: CoursesOptions,
  ): Promise<boolean> {
    const { onProgress, isGlance = false } = options;
    const signal = options.signal === undefined ? closing : AbortSignal.any([options.signal, closing]);
    const trials = worlds * inWorld;
    for (let first = 0; first < levels.length;) {
      if (signal.aborted) return false;
      if (known.bytes() > memory) known.forgetOlder();
      const chosen = levels.slice(first, first + together(trials, levels.length - first)).map(inCompiled);
      const before = first * trials;
      const courses = await coursesUnder(chosen, trials, signal, (done) => onProgress?.(before + done));
      if (courses === null) return false;
      for (const [i, ofPortfolio] of courses.entries()) {
        const of1 = variantAt(variant, levels[first + i]!, chosen[i]!);
        const size = { worlds, trialsPerWorld: inWorld };
        const ground = { compiled: { ...compiled, controlLevel: chosen[i]! }, layout, known, kept, clustered: columns };
        const sample = await sampleOfCourses(
          { ...ground, ...size, variant: of1, courses: ofPortfolio },
          isGlance ? undefined : (losses) => tailShares(runner, ground.compiled, seed, losses, signal),
        );
        // What judges a limit takes a while
        if (sample === null || (!isGlance && !(await breathe(signal)))) return false;
        take(sample, first + i);
      }
      first += chosen.length;
      onProgress?.(first * trials);
    }
    return true;
  }

  let last: Promise<unknown> = Promise.resolve();
  return {
    of: (levels, size, take, options = {}) => {
      // One question after the other: what one has found, another must not forget
      const mine = last.then(() => samples(levels, size, take, options));
      last = mine.catch(() => undefined);
      return mine;
    },
    bytes: known.bytes,
    counts: () => ({ found, run }),
  };
}
