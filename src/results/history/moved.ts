/** What moved between two runs of a folder, and what went in otherwise. */
import { estimate, type Estimate } from '../estimate.ts';
import type { About, Figure } from './about.ts';

/** A run as the store has it. */
export interface KnownRun extends Omit<About, 'about' | 'files' | 'summaries'> {
  readonly number: number;
  readonly folder: string;
}

/** Something that is said otherwise: null where it is not said at all. */
export interface ChangedInput {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What went in otherwise. */
export interface Causes {
  readonly inputs: readonly ChangedInput[];
  /** Which of these differ. */
  readonly seed: boolean;
  readonly version: boolean;
  readonly trials: boolean;
  readonly command: boolean;
}

/** How the error of a change was found: on the same futures, from two runs of different futures, or as if they were different. */
export type ErrorBy = 'paired' | 'independent' | 'as if independent';

export interface MovedFigure {
  readonly of: string;
  readonly name: string;
  readonly unit: Figure['unit'];
  readonly from: Estimate;
  readonly to: Estimate;
  /** `to` minus `from`. */
  readonly change: Estimate;
  readonly errorBy: ErrorBy;
  /**
   * Whether the change is more than the noise of the simulation: beyond two of its errors, both can be relied on, and something
   * other than the futures differs.
   */
  readonly isSure: boolean;
  readonly status: { readonly from: string; readonly to: string } | null;
}

export interface Moved {
  readonly from: KnownRun;
  readonly to: KnownRun;
  readonly causes: Causes;
  /** Figures that both have. */
  readonly figures: readonly MovedFigure[];
  /** Figures that only one of them has. */
  readonly onlyFrom: readonly string[];
  readonly onlyTo: readonly string[];
}

/** Whether nothing but seed and number of futures differs: then whatever moved is noise. */
export const onlyFuturesDiffer = ({ inputs, seed, version, trials, command }: Causes): boolean =>
  inputs.length === 0 && !version && !command && (seed || trials);

/** Quantile of the standard normal that leaves 2.5 % on either side. */
const NORMAL_95 = 1.959963984540054;

const keyOf = ({ of, name }: Pick<Figure, 'of' | 'name'>): string => `${of}: ${name}`;

function changedInputs(from: KnownRun, to: KnownRun): readonly ChangedInput[] {
  const paths = [...new Set([...Object.keys(from.inputs), ...Object.keys(to.inputs)])].toSorted();
  return paths.flatMap((path): ChangedInput[] => {
    const [before, after] = [from.inputs[path] ?? null, to.inputs[path] ?? null];
    return before === after ? [] : [{ path, from: before, to: after }];
  });
}

/** Whether a figure is the mean loss of what was run, under whatever name: a limit on it is. */
function isMean({ of, unit, estimate: own }: Figure, figures: ReadonlyMap<string, Figure>): boolean {
  const mean = figures.get(keyOf({ of, name: 'mean loss' }))?.estimate;
  return unit === 'money' && own.value === mean?.value && own.standardError === mean.standardError;
}

/** Whether two runs have met the same futures where the model is the same: then their errors are not independent. */
const sharesFutures = (from: KnownRun, to: KnownRun): boolean => from.seed === to.seed;

/**
 * Compares two runs.
 *
 * Where they have the seed in common their futures are mostly the same, and the error from two errors as if they were independent is
 * as a rule too large, not too small; the error of the mean is the paired one where it is given.
 *
 * @param pairedErrors Standard errors of changes of mean losses on the same futures, by what was run.
 */
export function movedBetween(
  from: KnownRun,
  to: KnownRun,
  pairedErrors: ReadonlyMap<string, number> = new Map(),
): Moved {
  const causes: Causes = {
    inputs: changedInputs(from, to),
    seed: from.seed !== to.seed,
    version: from.ringfence !== to.ringfence,
    trials: from.trials !== to.trials || from.worlds !== to.worlds,
    command: from.command !== to.command,
  };
  const isOnlyNoise = onlyFuturesDiffer(causes);
  const before = new Map(from.figures.map((figure) => [keyOf(figure), figure]));
  const after = new Map(to.figures.map((figure) => [keyOf(figure), figure]));
  const figures = [...before].flatMap(([key, a]): MovedFigure[] => {
    const b = after.get(key);
    if (b === undefined || a.unit !== b.unit) return [];
    const paired = isMean(a, before) && isMean(b, after) ? pairedErrors.get(a.of) : undefined;
    const apart = Math.hypot(a.estimate.standardError, b.estimate.standardError);
    const value = b.estimate.value - a.estimate.value;
    const isThin = a.estimate.unreliable === true || b.estimate.unreliable === true;
    const error = value === 0 && sharesFutures(from, to) ? 0 : (paired ?? apart);
    return [
      {
        of: a.of,
        name: a.name,
        unit: a.unit,
        from: a.estimate,
        to: b.estimate,
        change: estimate(value, error, isThin),
        errorBy: paired !== undefined ? 'paired' : sharesFutures(from, to) ? 'as if independent' : 'independent',
        isSure: !isOnlyNoise && !isThin && Math.abs(value) > NORMAL_95 * error,
        status: a.status === undefined || b.status === undefined ? null : { from: a.status, to: b.status },
      },
    ];
  });
  return {
    from,
    to,
    causes,
    figures,
    onlyFrom: [...before.keys()].filter((key) => !after.has(key)),
    onlyTo: [...after.keys()].filter((key) => !before.has(key)),
  };
}
