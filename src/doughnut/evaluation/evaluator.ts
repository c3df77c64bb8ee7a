/** Portfolios on the same futures, for whoever asks for many of them: all that the file allows, or a search. */
import type { Positions } from '../../model/portfolio-rules.ts';
import type { Ignorance } from '../../sim/compile/at-means.ts';
import { recordColumns } from '../../sim/compile/kernel-of.ts';
import type { Courses, CourseSample, Sample } from '../../sim/session.ts';
import { portfolioAt } from '../portfolios/allowed-portfolios.ts';
import type { EvaluationPlan } from './plan.ts';
import { figuresOf, glanceOf, type PortfolioFigures, type PortfolioGlance } from './portfolio-figures.ts';
import type { EvaluationSize } from './size.ts';
import { makeTrialSums, type TrialSums, type TrialSumsPlan } from './trial-sums.ts';

/** How portfolios are looked at. */
export interface Asking {
  /**
   * Share of the worlds that are looked at, the first ones (of the trials, where there is one world); all when absent. What a share
   * has run, all need not run again.
   */
  readonly share?: number | undefined;
  /** Cuts it short, in the middle of a portfolio too. What was run by then is remembered. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((trialsDone: number) => void) | undefined;
}

/**
 * Evaluates portfolios: those asked for together share what they can, so ask for many at once where nothing depends on their order.
 * The same bits for any order, any company and whatever is remembered.
 */
export interface Evaluator {
  /** All that is known of portfolios, in the order given; null when cut short, by the signal or by the end of the session. */
  figures(portfolios: readonly Positions[], asking?: Asking): Promise<readonly PortfolioFigures[] | null>;
  /** A look at portfolios, a tenth of the time that figures take. */
  glances(portfolios: readonly Positions[], asking?: Asking): Promise<readonly PortfolioGlance[] | null>;
}

/** Worlds and trials of each that a share takes: whole worlds, or trials of the only one. */
export function sizeOfShare({ worlds, trialsPerWorld }: EvaluationSize, share: number): EvaluationSize {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share of ${share}: give one above 0, up to 1`);
  if (worlds > 1) return { worlds: Math.max(1, Math.round(worlds * share)), trialsPerWorld };
  return { worlds, trialsPerWorld: Math.max(1, Math.round(trialsPerWorld * share)) };
}

/** Courses of portfolios by what they set in the model; those asked for last are kept within the memory. */
function makeFamilies({ session, selection, model, seed, worlds, trialsPerWorld, memory }: EvaluationPlan) {
  const setting = model.controls.flatMap(({ levels }, i) =>
    levels.some(({ changesModel }) => changesModel) ? [i] : [],
  );
  const kept = new Map<string, Courses | null>();

  const keyOf = (positions: Positions): string => setting.map((control) => positions[control]).join(',');
  function forgetOldest(): void {
    for (const [key, courses] of kept) {
      const bytes = [...kept.values()].reduce((sum, each) => sum + (each?.bytes() ?? 0), 0);
      if (kept.size === 1 || bytes <= memory / 2) return;
      if (courses !== null) kept.delete(key);
    }
  }
  return {
    keyOf,
    /** Null where portfolios are run in full. */
    of: (positions: Positions, columns: Int32Array, atMean: readonly Ignorance[] | undefined): Courses | null => {
      const key = keyOf(positions);
      const known = kept.get(key);
      kept.delete(key);
      const portfolio = portfolioAt(model, positions);
      const size = { seed, worlds, trialsPerWorld, memory: memory / 2 };
      const courses =
        known === undefined ? session.courses({ ...selection, portfolio, ...size, columns, atMean }) : known;
      kept.set(key, courses);
      forgetOldest();
      return courses;
    },
  };
}

/** Evaluates the portfolios of a plan: of each only the trials that it changes, or where these do not fit, all of them. */
export function makeEvaluator(plan: EvaluationPlan, sums: TrialSumsPlan, atMean?: readonly Ignorance[]): Evaluator {
  const { session, selection, model, limits, asked, seed, inWorlds } = plan;
  const families = makeFamilies(plan);
  const { compiled: first } = session.variants([selection])[0]!;
  // Columns before those of nodes are in the same place whatever a level sets
  const harmColumn = model.spend?.harm ? recordColumns(first).kind + first.bearers : null;
  const columns = harmColumn === null ? new Int32Array() : Int32Array.of(harmColumn);

  // What is looked at on a share, and what on all
  const sumsBySize = new Map<string, TrialSums>();
  function sumsOf({ worlds, trialsPerWorld }: EvaluationSize): TrialSums {
    const size = `${worlds} of ${trialsPerWorld}`;
    const known =
      sumsBySize.get(size) ?? makeTrialSums({ worlds, trialsPerWorld, sums: Math.min(sums.sums, trialsPerWorld) });
    sumsBySize.set(size, known);
    return known;
  }
  const figures = (sample: CourseSample): PortfolioFigures =>
    figuresOf(sample, model, { limits, asked, harmColumn, sums: sumsOf(sample) });

  async function inFull(
    positions: Positions,
    { worlds, trialsPerWorld }: EvaluationSize,
    { signal, onProgress }: Asking,
  ): Promise<Sample | null> {
    if (signal?.aborted === true) return null;
    const sample = await session
      .sample({
        ...selection,
        portfolio: portfolioAt(model, positions),
        seed,
        worlds,
        trials: worlds * trialsPerWorld,
        inWorlds,
        ...(atMean === undefined ? {} : { atMean }),
        ...(harmColumn === null ? {} : { columns }),
        signal,
        onProgress: ({ trialsDone }) => onProgress?.(trialsDone),
      })
      .catch((error: unknown) => {
        if (signal?.aborted === true) return null;
        throw error;
      });
    return sample === null || sample.partial ? null : sample;
  }

  async function each<T>(
    portfolios: readonly Positions[],
    asking: Asking,
    isGlance: boolean,
    read: (sample: CourseSample) => T,
  ): Promise<readonly T[] | null> {
    const size = sizeOfShare(plan, asking.share ?? 1);
    const found = new Map<number, T>();
    const byFamily = new Map<string, number[]>();
    for (const [i, positions] of portfolios.entries()) {
      const key = families.keyOf(positions);
      byFamily.set(key, [...(byFamily.get(key) ?? []), i]);
    }
    for (const members of byFamily.values()) {
      const before = found.size * size.worlds * size.trialsPerWorld;
      const onProgress = (trials: number): void => asking.onProgress?.(before + trials);
      const courses = families.of(portfolios[members[0]!]!, columns, atMean);
      const levels = members.map((i) => portfolios[i]!);
      const take = (sample: CourseSample, i: number): void => void found.set(members[i]!, read(sample));
      const options = { ...asking, onProgress, isGlance };
      if (courses !== null && !(await courses.of(levels, size, take, options))) return null;
      for (let i = 0; courses === null && i < members.length; i++) {
        const sample = await inFull(levels[i]!, size, options);
        if (sample === null) return null;
        take(sample, i);
      }
    }
    return portfolios.map((_, i) => found.get(i)!);
  }

  return {
    figures: (portfolios, asking = {}) => each(portfolios, asking, false, figures),
    glances: (portfolios, asking = {}) =>
      each(portfolios, asking, true, (sample) => glanceOf(sample, model, { limits, harmColumn })),
  };
}
