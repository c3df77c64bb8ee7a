/**
 * Sizes of a run that is given none: worlds and trials within a world, by stages, until it knows enough.
 *
 * More worlds make the figures more precise; within a world, trials are only worth running until the randomness within
 * worlds matters little beside the difference between them. A limit on rare things needs fewer worlds, but long enough
 * to see them. So the figures come from many short worlds, and the limits that these cannot judge from some long ones.
 */
import { ADDRESS_BLOCK } from '../kernel/ground/room.ts';
import { MOST_TRIALS, STAGE_GROWTH } from './defaults.ts';
import { planOf, type RunPlan } from './plan.ts';

/** Of these, the share that long worlds may take before the figures are known. */
const FOR_LONG_WORLDS = 400_000;

/** The pilot, which measures how worlds differ: its trials are used for nothing else. */
const PILOT_WORLDS = 100;
const PILOT_TRIALS = 64;

/** Cost of starting a world, at most, in trials: a run of worlds of one trial would spend its time between them. */
const TRIALS_OF_BEGINNING = 20;

/** Minimum and maximum trials of a short world. */
const FEWEST_TRIALS = 8;
const SHORT_TRIALS = 1024;

/** Minimum trials and worlds of the first stage; each later one is half as long again (`STAGE_GROWTH`). */
const FIRST_TRIALS = 8192;
const FIRST_WORLDS = 200;
const FIRST_LONG_WORLDS = 64;

/** A number of worlds, each of a number of trials. */
export interface Size {
  readonly worlds: number;
  readonly trialsPerWorld: number;
}

/** Ends of stages: from `first` on, each half as long again as the one before, the last `most`. */
export function stageEnds(first: number, most: number, step = 1): readonly number[] {
  const ends: number[] = [];
  for (let end = first; end < most; end *= STAGE_GROWTH) ends.push(Math.ceil(end / step) * step);
  return [...ends.filter((end) => end < most), most];
}

export const pilotPlan = (): RunPlan => planOf(PILOT_WORLDS, PILOT_TRIALS, [PILOT_WORLDS]);

/**
 * Trials of a short world: where the loss of a trial has variance w within worlds and b between them, a mean over
 * worlds of n trials has variance proportional to b + w / n, at a cost of n plus the cost of starting a world. The
 * product is least at the square root of that starting cost times w / b.
 *
 * @param losses Of the pilot, by world, trial, period.
 * @returns The nearest power of two.
 * @see Cochran (1977), Sampling Techniques, 3rd edition, section 10.6 (optimum sizes of two-stage samples).
 */
export function shortTrials(losses: Float64Array, periods: number): number {
  const trials = losses.length / periods;
  const worlds = trials / PILOT_TRIALS;
  let [within, sumOfMeans, squaresOfMeans] = [0, 0, 0];
  for (let world = 0; world < worlds; world++) {
    let [sum, squares] = [0, 0];
    for (let trial = 0; trial < PILOT_TRIALS; trial++) {
      let loss = 0;
      const first = (world * PILOT_TRIALS + trial) * periods;
      for (let period = 0; period < periods; period++) loss += losses[first + period]!;
      sum += loss;
      squares += loss * loss;
    }
    const mean = sum / PILOT_TRIALS;
    within += (squares - sum * mean) / (PILOT_TRIALS - 1) / worlds;
    sumOfMeans += mean;
    squaresOfMeans += mean * mean;
  }
  const ofMeans = (squaresOfMeans - (sumOfMeans * sumOfMeans) / worlds) / (worlds - 1);
  const between = ofMeans - within / PILOT_TRIALS;
  if (!(between > 0)) return SHORT_TRIALS;
  const best = Math.sqrt((TRIALS_OF_BEGINNING * within) / between);
  let chosen = FEWEST_TRIALS;
  while (chosen * Math.SQRT2 < best && chosen < SHORT_TRIALS) chosen *= 2;
  return chosen;
}

/** The worlds behind the figures, and the longer ones behind the limits that need them. */
export interface Stages {
  readonly figures: RunPlan;
  /** Trials of a long world; null where no limit asks for more than the figures' worlds have. */
  readonly longTrials: number | null;
}

/** Stages of a model in which nothing is uncertain: the trials of its only world. */
export function certainStages(): Stages {
  const ends = stageEnds(FIRST_TRIALS, MOST_TRIALS, ADDRESS_BLOCK);
  return { figures: planOf(1, MOST_TRIALS, ends), longTrials: null };
}

/**
 * @param short Trials of a short world; see `shortTrials`.
 * @param needed Trials that the limits need in a world; see `neededTrials`.
 */
export function uncertainStages(short: number, needed: readonly number[]): Stages {
  const least = (longTrials: number): boolean => longTrials * FIRST_LONG_WORLDS <= FOR_LONG_WORLDS;
  // A limit that asks for longer worlds than possible is left unresolved.
  const most = Math.max(0, ...needed.filter(least));
  const isNear = most <= 2 * short;
  const trials = isNear ? Math.max(short, most) : short;
  const budget = MOST_TRIALS - (isNear ? 0 : most * FIRST_LONG_WORLDS);
  const worlds = Math.floor(budget / trials);
  const first = Math.max(FIRST_WORLDS, Math.ceil(FIRST_TRIALS / trials));
  return { figures: planOf(worlds, trials, stageEnds(first, worlds)), longTrials: isNear ? null : most };
}

/** The plan of long worlds in the remaining trials. */
export function longPlan(longTrials: number, trialsTaken: number): RunPlan {
  const worlds = Math.max(FIRST_LONG_WORLDS, Math.floor((MOST_TRIALS - trialsTaken) / longTrials));
  return planOf(worlds, longTrials, stageEnds(FIRST_LONG_WORLDS, worlds));
}
