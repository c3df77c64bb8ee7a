/** Reads figures of worlds as they are, of their partners, and of the worlds under changes of what they draw, on the same trials. */
import { exceeds } from '../../model/bounds.ts';
import { inChangedWorlds, type WorldChange } from '../../sim/compile/changed-worlds.ts';
import { ADDRESS_BLOCK } from '../../sim/kernel/ground/room.ts';
import type { Kernel } from '../../sim/kernel/ground/kernel.ts';
import type { MakeReader } from '../../sim/session/reader.ts';

/** A number of each trial, of which a figure is the mean. */
export type TrialFigure =
  /** Counted loss of a period. */
  | { readonly kind: 'loss' }
  /** What a period loses beyond an amount, times `factor`. */
  | { readonly kind: 'excess'; readonly over: number; readonly factor: number }
  /** Share of periods that lose more than an amount. */
  | { readonly kind: 'over'; readonly over: number }
  /** A column of the record, times `factor`. */
  | { readonly kind: 'column'; readonly column: number; readonly factor: number };

export interface WorldsAsked {
  readonly figures: readonly TrialFigure[];
  /** The partner of a world is so many worlds further on. */
  readonly partner: number;
  readonly changes: readonly WorldChange[];
  /** Trials of each half of a world; the other half is an address block further on, so that nothing of the one is in the other. */
  readonly trials: number;
}

/**
 * Sums of each figure over the trials of one half of each world, and of the other. Shape [2 + changes][worlds][figures][2]: worlds as they
 * are, their partners, then under each change.
 */
export interface WorldsRead {
  readonly worlds: number;
  readonly sums: Float64Array;
}

/** A figure of losses, of the loss of one period. */
export function lossFigure(figure: Exclude<TrialFigure, { kind: 'column' }>): (loss: number) => number {
  switch (figure.kind) {
    case 'loss':
      return (loss) => loss;
    case 'excess':
      return (loss) => (loss > figure.over ? figure.factor * (loss - figure.over) : 0);
    case 'over':
      return (loss) => (exceeds(loss, figure.over) ? 1 : 0);
  }
}

/** What reads a figure of the trial that a kernel has just run. */
function makeFigure(figure: TrialFigure, { periodLoss, columns }: Kernel): () => number {
  if (figure.kind === 'column') return () => figure.factor * columns[figure.column]!;
  const of = lossFigure(figure);
  return () => {
    let sum = 0;
    for (const loss of periodLoss) sum += of(loss);
    return sum / periodLoss.length;
  };
}

/** @returns Null when it was abandoned. The trials of a block are those of the first half, world by world. */
export const readWorlds: MakeReader<WorldsAsked, WorldsRead> = ({ model, makeKernel }) => {
  const kernel = makeKernel();
  return ({ world, trial, input }, stopped) => {
    const { partner, changes, trials } = input;
    const figures = input.figures.map((figure) => makeFigure(figure, kernel));
    const worlds = new Set(world).size;
    const sums = new Float64Array((2 + changes.length) * worlds * figures.length * 2);

    /** Simulates one half of the worlds of a row; false when it was abandoned. */
    const readHalf = (row: number, half: number, further: number): boolean => {
      kernel.expect(half * ADDRESS_BLOCK + trials);
      let place = -1;
      for (let entry = 0; entry < world.length; entry++) {
        if (stopped()) return false;
        if (entry === 0 || world[entry] !== world[entry - 1]) place++;
        kernel.simulate(world[entry]! + further, half * ADDRESS_BLOCK + trial[entry]!);
        for (const [figure, read] of figures.entries()) {
          sums[((row * worlds + place) * figures.length + figure) * 2 + half]! += read();
        }
      }
      return true;
    };
    const readRow = (row: number, further: number): boolean => readHalf(row, 0, further) && readHalf(row, 1, further);

    try {
      if (!readRow(0, 0) || !readRow(1, partner)) return null;
      for (const [at, change] of changes.entries()) {
        if (!kernel.pour(inChangedWorlds(model, change))) throw new Error('worlds that draw otherwise fit no kernel');
        if (!readRow(2 + at, 0)) return null;
      }
      return { worlds, sums };
    } finally {
      kernel.pour(model);
    }
  };
};
