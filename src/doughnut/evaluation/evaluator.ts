/** Portfolios on the same futures, for whoever asks for many of them: all that the file allows, or a search. */
import type { Positions } from '../../model/portfolio-rules.ts';
import type { Ignorance } from '../../sim/compile/at-means.ts';
import { recordColumns } from '../../sim/compile/kernel-of.ts';
import type { Sample } from '../../sim/session.ts';
import { portfolioAt } from '../portfolios/allowed-portfolios.ts';
import type { EvaluationPlan } from './plan.ts';
import { figuresOf, type PortfolioFigures } from './portfolio-figures.ts';
import type { TrialSumsPlan } from './trial-sums.ts';

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
}

/** Worlds and trials of each that a share takes: whole worlds, and of one world whole units of trials. */
function sizeOfShare(
  { worlds, trialsPerWorld }: { readonly worlds: number; readonly trialsPerWorld: number },
  share: number,
): { readonly worlds: number; readonly trialsPerWorld: number } {
  if (!(share > 0 && share <= 1)) throw new RangeError(`a share of ${share}: give one above 0, up to 1`);
  if (worlds > 1) return { worlds: Math.max(1, Math.round(worlds * share)), trialsPerWorld };
  return { worlds, trialsPerWorld: Math.max(1, Math.round(trialsPerWorld * share)) };
}

/** Evaluates the portfolios of a plan, each simulated in full. */
export function makeEvaluator(plan: EvaluationPlan, sums: TrialSumsPlan, atMean?: readonly Ignorance[]): Evaluator {
  const { session, selection, model, limits, asked, seed, inWorlds } = plan;

  async function sampleOf(positions: Positions, asking: Asking): Promise<PortfolioFigures | null> {
    const { share = 1, signal, onProgress } = asking;
    if (signal?.aborted === true) return null;
    const portfolio = portfolioAt(model, positions);
    const [variant] = session.variants([{ ...selection, portfolio }]);
    const { compiled } = variant!;
    const harmColumn = model.spend?.harm ? recordColumns(compiled).kind + compiled.bearers : null;
    const { worlds, trialsPerWorld } = sizeOfShare(plan, share);
    const sample: Sample | null = await session
      .sample({
        ...selection,
        portfolio,
        seed,
        worlds,
        trials: worlds * trialsPerWorld,
        inWorlds,
        ...(atMean === undefined ? {} : { atMean }),
        ...(harmColumn === null ? {} : { columns: Int32Array.of(harmColumn) }),
        signal,
        onProgress: ({ trialsDone }) => onProgress?.(trialsDone),
      })
      .catch((error: unknown) => {
        if (signal?.aborted === true) return null;
        throw error;
      });
    if (sample === null || sample.partial) return null;
    const kept = { worlds, trialsPerWorld, sums: Math.min(sums.sums, trialsPerWorld) };
    return figuresOf(sample, model, { limits, asked, harmColumn, sums: kept });
  }

  return {
    figures: async (portfolios, asking = {}) => {
      const all: PortfolioFigures[] = [];
      for (const positions of portfolios) {
        const before = all.length * plan.worlds * plan.trialsPerWorld;
        const found = await sampleOf(positions, {
          ...asking,
          onProgress: (done) => asking.onProgress?.(before + done),
        });
        if (found === null) return null;
        all.push(found);
      }
      return all;
    },
  };
}
