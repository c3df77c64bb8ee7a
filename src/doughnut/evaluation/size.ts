/** How many worlds and trials each portfolio has. */
import type { Limit } from '../../model/model.ts';
import { counted, wholeNumber } from '../../results/format/count.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { neededTrials } from '../../sim/measure/appetite/needed-trials.ts';
import { AskedFault } from '../asked-fault.ts';

export interface EvaluationSize {
  readonly worlds: number;
  readonly trialsPerWorld: number;
}

/** Trials of a portfolio that says nothing else. */
const DEFAULT_TRIALS = 100_000;
const MOST_WORLDS = 1000;
const FEWEST_WORLDS = 100;
/** Fewer worlds say nothing of confidence. */
const LEAST_WORLDS = 20;
/** Trials of a world, at least: what a world costs on average must stand out from its own chance. */
const FEWEST_TRIALS = 100;

/** Worlds that a search looks at, at least, and share of them where there are more. */
const FEWEST_SCREENED = 50;
const SCREENED = 0.2;

/** Share of the worlds, or of the trials of one world, on which a search looks for portfolios. */
export function screeningShare(
  { worlds, trialsPerWorld }: EvaluationSize,
  limits: readonly Limit[],
  compiled: CompiledModel,
): number {
  const needed = limits.map((limit) => neededTrials(limit, compiled)).filter(Number.isFinite);
  const fewest = worlds > 1 ? FEWEST_SCREENED / worlds : Math.max(FEWEST_TRIALS, ...needed) / trialsPerWorld;
  const share = Math.max(SCREENED, fewest);
  return share > 0.5 ? 1 : share;
}

const isCount = (value: number | undefined): boolean => value === undefined || (Number.isInteger(value) && value >= 1);

interface SizeAsked {
  readonly trials?: number | undefined;
  readonly worlds?: number | undefined;
  /** Trials where the others are absent. */
  readonly usualTrials?: number | undefined;
}

/**
 * Sizes that let each world tell whether it keeps its limits: so many trials a world as they need, and as many worlds as these leave.
 *
 * @param inWorlds Whether anything is uncertain; else there is one world.
 * @throws AskedFault when what is asked for leaves a limit untold.
 */
export function evaluationSize(
  asked: SizeAsked,
  limits: readonly Limit[],
  compiled: CompiledModel,
  inWorlds: boolean,
): EvaluationSize {
  for (const name of ['trials', 'worlds', 'usualTrials'] as const) {
    if (!isCount(asked[name]))
      throw new AskedFault(`\`${name}\` of \`doughnut\` is ${asked[name]}: give a whole number from 1`);
  }
  const needs = limits.map((limit) => ({ id: limit.id, trials: neededTrials(limit, compiled) }));
  const known = needs.filter(({ trials }) => Number.isFinite(trials));
  const most = known.reduce((a, b) => (b.trials > a.trials ? b : a), { id: '', trials: 1 });
  const size = inWorlds
    ? worldsOf(asked, most.trials)
    : { worlds: 1, trialsPerWorld: asked.trials ?? Math.max(asked.usualTrials ?? DEFAULT_TRIALS, most.trials) };
  if (size.trialsPerWorld < most.trials) {
    const worlds = `of ${size.worlds === 1 ? 'one world' : `${size.worlds} worlds`}`;
    throw new AskedFault(
      `${size.trialsPerWorld} trials ${worlds} cannot tell whether limit \`${most.id}\` is kept: ` +
        `it takes ${most.trials} a world, so give ${size.worlds * most.trials} trials or fewer worlds`,
      `${counted(size.worlds * size.trialsPerWorld, 'future')} of each plan ${size.worlds * size.trialsPerWorld === 1 ? 'is' : 'are'} too few to tell whether the limit \`${most.id}\` is kept, which takes ${wholeNumber(size.worlds * most.trials)}`,
    );
  }
  return size;
}

function worldsOf({ trials, worlds, usualTrials = DEFAULT_TRIALS }: SizeAsked, needed: number): EvaluationSize {
  const least = Math.max(FEWEST_TRIALS, needed);
  if (worlds !== undefined) {
    const trialsPerWorld =
      trials === undefined ? Math.max(least, Math.ceil(usualTrials / worlds)) : Math.floor(trials / worlds);
    if (trialsPerWorld < 1)
      throw new AskedFault(`${trials} trials are fewer than ${worlds} worlds: give at least one trial a world`);
    return { worlds, trialsPerWorld };
  }
  const within = (trials ?? usualTrials) / least;
  // Who asks for few trials has fewer worlds too
  const isFew = trials !== undefined || usualTrials < DEFAULT_TRIALS;
  const fewest = isFew ? LEAST_WORLDS : FEWEST_WORLDS;
  const chosen = Math.min(MOST_WORLDS, Math.max(fewest, Math.floor(within)));
  if (trials === undefined)
    return { worlds: chosen, trialsPerWorld: Math.max(least, Math.floor(usualTrials / chosen)) };
  return {
    worlds: Math.min(chosen, trials),
    trialsPerWorld: Math.max(1, Math.floor(trials / Math.min(chosen, trials))),
  };
}
