/** The plan of a run: how many worlds and trials, in which blocks, and where it checks its results. */
import type { Checked, Problem } from '../../model/problem.ts';
import { TRIALS_PER_UNIT } from '../accumulate/block.ts';
import { ADDRESS_BLOCK } from '../kernel/ground/room.ts';
import { DEFAULT_TRIALS } from './defaults.ts';
import type { Block } from './simulate-block.ts';

export { DEFAULT_TRIALS };

const MOST_DEFAULT_WORLDS = 1000;
const CHECKPOINTS = 10;
const MOST = 2 ** 31 - 1;

/** How much is simulated. */
export interface RunSize {
  /**
   * Trials in all. A run that is given neither these nor worlds, nor a stopping rule, ends when it knows enough
   * (`stages.ts`); otherwise `DEFAULT_TRIALS` when absent. Rounded down to a multiple of the worlds where these do not
   * divide them.
   */
  readonly trials?: number | undefined;
  /**
   * Worlds. When absent: about the square root of the trials, at most 1,000, so that worlds and trials within a world
   * grow together, and a divisor of the trials where there is a good one (`defaultWorlds`). A model in which nothing is
   * uncertain has one world, whatever is asked.
   */
  readonly worlds?: number | undefined;
  /** Most trials in a scheduling block, a multiple of 256. Does not affect results. */
  readonly trialsPerBlock?: number | undefined;
}

/** A stretch of a run between two checkpoints, cut into blocks. */
interface Stretch {
  readonly firstBlock: number;
  readonly blocks: number;
  readonly firstWorld: number;
  readonly worlds: number;
  readonly firstTrial: number;
  readonly trials: number;
  readonly worldsPerBlock: number;
  readonly blocksPerWorld: number;
}

export interface RunPlan {
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /** `worlds` times `trialsPerWorld`. */
  readonly trials: number;
  /** Scheduling blocks, in order of world, then trial. None crosses a checkpoint. */
  readonly blocks: number;
  readonly block: (index: number) => Block;
  /**
   * True when the block completes a stretch of the run, a tenth or a stage, by whole worlds or by whole address blocks
   * of the only world.
   */
  readonly endsAtCheckpoint: (index: number) => boolean;
}

const problem = (code: string, message: string, remedy: string): Problem => ({ code, message, remedy, place: null });

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1 && value <= MOST;

/** Ends of ten stretches of `total`, each a multiple of `step` but the last; fewer where they would coincide. */
function checkpointEnds(total: number, step: number): readonly number[] {
  const ends = Array.from({ length: CHECKPOINTS }, (_, index) =>
    Math.min(total, Math.ceil((total * (index + 1)) / CHECKPOINTS / step) * step),
  );
  return [...new Set(ends)];
}

/** Cuts the run at its checkpoints: by whole worlds, or by address blocks of the only world. */
function stretchesOf(
  worlds: number,
  trialsPerWorld: number,
  ends: readonly number[],
  trialsPerBlock: number,
): readonly Stretch[] {
  const single = worlds === 1;
  const stretches: Stretch[] = [];
  let firstBlock = 0;
  let first = 0;
  for (const end of ends) {
    const trials = single ? end - first : trialsPerWorld;
    const worldsHere = single ? 1 : end - first;
    const blocksPerWorld = Math.ceil(trials / trialsPerBlock);
    const worldsPerBlock = blocksPerWorld > 1 ? 1 : Math.floor(trialsPerBlock / trials);
    const blocks = blocksPerWorld * Math.ceil(worldsHere / worldsPerBlock);
    stretches.push({
      firstBlock,
      blocks,
      firstWorld: single ? 0 : first,
      worlds: worldsHere,
      firstTrial: single ? first : 0,
      trials,
      worldsPerBlock,
      blocksPerWorld,
    });
    firstBlock += blocks;
    first = end;
  }
  return stretches;
}

function blockOf(stretch: Stretch, number: number, trialsPerBlock: number): Block {
  const index = number - stretch.firstBlock;
  const world = Math.floor(index / stretch.blocksPerWorld) * stretch.worldsPerBlock;
  const trial = (index % stretch.blocksPerWorld) * trialsPerBlock;
  return {
    number,
    firstWorld: stretch.firstWorld + world,
    worlds: Math.min(stretch.worldsPerBlock, stretch.worlds - world),
    firstTrial: stretch.firstTrial + trial,
    trials: Math.min(trialsPerBlock, stretch.trials - trial),
  };
}

function sizeProblems(size: RunSize, trials: number, worlds: number, trialsPerBlock: number): readonly Problem[] {
  const problems: Problem[] = [];
  const counted = (name: string, value: number | undefined): void => {
    if (value === undefined || isCount(value)) return;
    problems.push(problem('count', `${name} is ${value}`, `give a whole number from 1 to ${MOST}`));
  };
  counted('trials', size.trials);
  counted('worlds', size.worlds);
  if (!isCount(trialsPerBlock) || trialsPerBlock % TRIALS_PER_UNIT !== 0) {
    const remedy = `give a multiple of ${TRIALS_PER_UNIT}`;
    problems.push(problem('count', `trials in a block are ${trialsPerBlock}`, remedy));
  }
  if (problems.length === 0 && trials < worlds) {
    const message = `${trials} trials are fewer than ${worlds} worlds`;
    problems.push(problem('count', message, 'give at least one trial for each world'));
  }
  return problems;
}

/**
 * Worlds of a run that asks for none: about the square root of the trials, at most 1,000, and a divisor of them, so
 * that a run has exactly the trials asked for. The next divisor above the root, because confidence comes from the
 * number of worlds; else the next below; where neither is within a factor of two (a prime number of trials), the root.
 */
function defaultWorlds(trials: number): number {
  const root = Math.min(MOST_DEFAULT_WORLDS, Math.floor(Math.sqrt(trials)));
  const most = Math.min(MOST_DEFAULT_WORLDS, root * 2);
  for (let worlds = root; worlds <= most; worlds++) if (trials % worlds === 0) return worlds;
  for (let worlds = root; worlds * 2 >= root && worlds > 0; worlds--) if (trials % worlds === 0) return worlds;
  return root;
}

/**
 * Plans a run.
 *
 * @param uncertain False when nothing in the model is drawn once per world: it then has one world.
 */
export function planRun(size: RunSize, uncertain: boolean): Checked<RunPlan> {
  const wanted = size.trials ?? DEFAULT_TRIALS;
  const trialsPerBlock = size.trialsPerBlock ?? ADDRESS_BLOCK;
  const chosen = size.worlds ?? defaultWorlds(wanted);
  const problems = sizeProblems(size, wanted, chosen, trialsPerBlock);
  if (problems.length > 0) return { ok: false, problems };

  const worlds = uncertain ? chosen : 1;
  const trialsPerWorld = Math.floor(wanted / worlds);
  const ends = worlds === 1 ? checkpointEnds(trialsPerWorld, ADDRESS_BLOCK) : checkpointEnds(worlds, 1);
  return { ok: true, value: planOf(worlds, trialsPerWorld, ends, trialsPerBlock) };
}

/**
 * A plan with its checkpoints.
 *
 * @param ends Worlds after which each stretch ends, ascending, the last `worlds`; where there is one world, trials of
 * it: multiples of
 *   an address block except the last.
 */
export function planOf(
  worlds: number,
  trialsPerWorld: number,
  ends: readonly number[],
  trialsPerBlock: number = ADDRESS_BLOCK,
): RunPlan {
  const stretches = stretchesOf(worlds, trialsPerWorld, ends, trialsPerBlock);
  const blocks = stretches.reduce((sum, stretch) => sum + stretch.blocks, 0);
  return {
    worlds,
    trialsPerWorld,
    trials: worlds * trialsPerWorld,
    blocks,
    block: (index) => {
      const stretch = stretches.findLast((candidate) => candidate.firstBlock <= index);
      if (stretch === undefined || index >= blocks) throw new RangeError(`the run has no block ${index}`);
      return blockOf(stretch, index, trialsPerBlock);
    },
    endsAtCheckpoint: (index) => stretches.some((stretch) => stretch.firstBlock + stretch.blocks === index + 1),
  };
}
