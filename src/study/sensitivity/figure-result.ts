/** One figure as the document states it. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type {
  SensitivityFigure,
  SensitivityIndices,
  Swing,
  WorthImproving,
} from '../../results/sensitivity-document.ts';
import { FEWEST_EFFECTIVE } from '../../sim/measure/errors/effective.ts';
import type { WorldChange } from '../../sim/compile/changed-worlds.ts';
import type { Sample } from '../../sim/session.ts';
import { FEWEST_WORLDS } from './design.ts';
import type { Figure } from './figures.ts';
import type { Factor } from './inputs.ts';
import { firstOrderDifference, indicesOf, wholeOf, worldVariance, type WorldVariance } from './pick-freeze.ts';
import type { Ratio } from './ratio.ts';
import { lossFigure } from './read-worlds.ts';
import { meanOver, swingOf, valueAt } from './swings.ts';
import type { WorldReadings } from './world-readings.ts';

/** What was measured of the factors. */
interface Found {
  readonly factors: readonly Factor[];
  readonly hasOthers: boolean;
  /** Each factor swapped, in their order, then inputs fixed. */
  readonly changes: readonly WorldChange[];
  readonly read: WorldReadings;
}

/** Standard errors by which a variance must be above 0 for shares of it to be told, and to be relied on. */
const KNOWN = 2;
const RELIED_ON = 4;

/** Standard errors by which an index, or a difference of two, must be above 0 to count. */
const SURE = 2;

const byId = (a: { readonly input: string }, b: { readonly input: string }): number => (a.input < b.input ? -1 : 1);

const isKnown = ({ value, standardError }: WorldVariance): boolean => value > KNOWN * standardError;

const isDoubtful = ({ value, standardError, effectiveWorlds }: WorldVariance): boolean =>
  value < RELIED_ON * standardError || effectiveWorlds < FEWEST_EFFECTIVE;

function indicesOfAll({ factors, read }: Found, place: number, variance: WorldVariance): SensitivityIndices[] {
  const pairs = read.pairs(place);
  const doubtful = isDoubtful(variance);
  const share = ({ value, standardError }: Ratio): Estimate => estimate(value, standardError, doubtful);
  return factors
    .map(({ id }, at): SensitivityIndices => {
      const { first, total } = indicesOf(pairs, read.changed(place, at));
      return { input: id, first: share(first), total: share(total) };
    })
    .toSorted((a, b) => b.total.value - a.total.value || byId(a, b));
}

function swingsOf({ factors, changes, read }: Found, place: number, sample: Sample): Swing[] {
  const swings = factors.flatMap(({ id, inputs }): Swing[] => {
    const [one] = inputs;
    if (one === undefined || inputs.length > 1) return [];
    const places = changes.flatMap((change, at) =>
      change.kind === 'at' && change.step === one.step
        ? [{ at: valueAt(sample.variant.compiled, one, change.unit), figures: wholeOf(read.changed(place, at)) }]
        : [],
    );
    return [swingOf(id, places)];
  });
  return swings.toSorted((a, b) => Math.abs(b.swing.value) - Math.abs(a.swing.value) || byId(a, b));
}

/** The single input of which most of the variance goes when it is known. */
function worthImproving(
  found: Found,
  place: number,
  indices: readonly SensitivityIndices[],
  deviation: number,
): WorthImproving | null {
  const { factors, hasOthers, read } = found;
  const singles = hasOthers ? factors.slice(0, -1) : factors;
  const counts = indices
    .flatMap(({ input, first }) => {
      const at = singles.findIndex(({ id }) => id === input);
      return at < 0 || first.value <= SURE * first.standardError ? [] : [{ input, first, at }];
    })
    .toSorted((a, b) => b.first.value - a.first.value || byId(a, b));
  const [best, ...rest] = counts;
  if (best === undefined) return null;
  const pairs = read.pairs(place);
  const tied = rest.filter(({ at }) => {
    const { value, standardError } = firstOrderDifference(pairs, read.changed(place, best.at), read.changed(place, at));
    return value < SURE * standardError;
  });
  return {
    input: best.input,
    first: best.first,
    tied: tied.map(({ input }) => input),
    deviationLeft: deviation * Math.sqrt(Math.max(0, 1 - best.first.value)),
  };
}

/**
 * A figure, with what was found of it; null for one that is not on losses where nothing was read of it.
 *
 * @param place Among the figures that were read.
 * @param found Null where nothing is uncertain, or too little was simulated.
 * @param meanBesides Its mean as holding drivers found it, or null.
 */
export function figureResult(
  { subject, unit, of }: Figure,
  place: number,
  sample: Sample,
  found: Found | null,
  meanBesides: Estimate | null,
): SensitivityFigure | null {
  const head = { subject, unit };
  const none = { deviation: null, indices: [], swings: [], improve: null };
  if (found === null || found.read.worlds < FEWEST_WORLDS) {
    const mean = of.kind === 'column' ? meanBesides : ofRun(of, sample);
    return mean === null ? null : { ...head, mean, ...none };
  }
  const { here, there } = found.read.pairs(place);
  const mean = meanOver(Float64Array.from([...wholeOf(here), ...wholeOf(there)]));
  const variance = worldVariance({ here, there });
  const swings = swingsOf(found, place, sample);
  if (!isKnown(variance)) return { ...head, mean, ...none, swings };
  const deviation = Math.sqrt(variance.value);
  const indices = indicesOfAll(found, place, variance);
  return {
    ...head,
    mean,
    deviation: estimate(deviation, variance.standardError / (2 * deviation), isDoubtful(variance)),
    indices,
    swings,
    improve: worthImproving(found, place, indices, deviation),
  };
}

/** A figure on losses by the run alone. */
function ofRun(of: Exclude<Figure['of'], { kind: 'column' }>, { losses, worlds, periods }: Sample): Estimate {
  const read = lossFigure(of);
  const clusters = worlds > 1 ? worlds : losses.length / periods;
  const size = losses.length / clusters;
  return meanOver(
    Float64Array.from({ length: clusters }, (_, at) => {
      let sum = 0;
      for (let i = at * size; i < (at + 1) * size; i++) sum += read(losses[i]!);
      return sum / size;
    }),
  );
}
