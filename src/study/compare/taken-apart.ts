/** What makes the difference between two scenarios: changes made one after another, on the same futures. */
import type { ModelFile } from '../../model/model-file.ts';
import type { Model } from '../../model/model.ts';
import type { Selection } from '../../model/selection.ts';
import type { ApartPart, CompareDocument, TakenApart } from '../../results/compare-document.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import { momentsOfMeans } from '../../sim/measure/errors/cluster-moments.ts';
import type { Runner } from '../../sim/session/runner.ts';
import { openSession, type RunOptions, type Sample } from '../../sim/session.ts';

/** Changes of which all orders are looked at, at most: 2^8 sets of changes. */
const MOST = 8;

/** A variant that was compared. */
export interface ApartFrom {
  readonly modelFile: ModelFile;
  readonly selection: Selection;
  readonly portfolio: string;
  readonly model: Model;
}

type Options = Pick<RunOptions, 'seed' | 'signal' | 'onProgress' | 'onPulse'>;

/** Mean loss of each cluster, per period: worlds, or trials where there is one world. */
function meansOf({ losses, worlds, trialsPerWorld }: Sample): Float64Array {
  const clusters = worlds > 1 ? worlds : trialsPerWorld;
  const size = losses.length / clusters;
  return Float64Array.from({ length: clusters }, (_, cluster) => {
    let sum = 0;
    for (let k = cluster * size; k < (cluster + 1) * size; k++) sum += losses[k]!;
    return sum / size;
  });
}

/** The estimate of a weighted sum of means. */
function known(means: Float64Array): Estimate {
  const { mean, error } = momentsOfMeans(means);
  return estimate(mean, error, means.length < 2);
}

/** The sets of changes that are looked at, as bits. */
function setsOf(changes: number): number[][] {
  const all = Array.from({ length: changes }, (_, i) => i);
  if (changes <= MOST) {
    return Array.from({ length: 2 ** changes }, (_, bits) => all.filter((i) => (bits >> i) % 2 === 1));
  }
  return [[], ...all.map((i) => [i]), ...all.map((i) => all.filter((other) => other !== i)), all];
}

/** What a part weighs in the mean over all orders that is added to so many others: s! (n - s - 1)! / n!. */
function weightOf(others: number, changes: number): number {
  let weight = 1 / changes;
  for (let i = 1; i <= others; i++) weight *= i / (changes - i);
  return weight;
}

/** Sums over sets of changes, of which only one is at hand at a time. */
function makeParts(changes: number, clusters: number) {
  const isAll = changes <= MOST;
  const column = (): Float64Array => new Float64Array(clusters);
  const ofEach = (): Float64Array[] => Array.from({ length: changes }, column);
  const [alone, last, orders] = [ofEach(), ofEach(), ofEach()];
  const whole = column();
  const add = (to: Float64Array, means: Float64Array, weight: number): void => {
    for (let c = 0; c < clusters; c++) to[c]! += weight * means[c]!;
  };
  return {
    add: (made: readonly number[], means: Float64Array): void => {
      const s = made.length;
      const isMade = new Set(made);
      if (s === changes) add(whole, means, 1);
      if (s === 0) add(whole, means, -1);
      for (let i = 0; i < changes; i++) {
        const has = isMade.has(i);
        if (s === 0 || (s === 1 && has)) add(alone[i]!, means, has ? 1 : -1);
        if (s === changes || (s === changes - 1 && !has)) add(last[i]!, means, has ? 1 : -1);
        if (isAll) add(orders[i]!, means, has ? weightOf(s - 1, changes) : -weightOf(s, changes));
      }
    },
    whole: () => known(whole),
    part: (i: number): Pick<ApartPart, 'alone' | 'last' | 'inAllOrders'> => ({
      alone: known(alone[i]!),
      last: known(last[i]!),
      inAllOrders: isAll ? known(orders[i]!) : null,
    }),
  };
}

const sizeOf = ({ inAllOrders, alone }: ApartPart): number => Math.abs((inAllOrders ?? alone).value);

/**
 * Takes the difference of one comparison apart: each driver held, path set and shock is a part. Of at most eight parts the mean
 * over all orders in which they can be changed is told, by which they add up to the difference.
 *
 * @returns Null where there is nothing to take apart, where not all mixtures are models, or when it was cut short.
 * @see Shapley (1953), A value for n-person games; Owen (2014), Sobol' indices and Shapley value, SIAM/ASA J. UQ 2, 245-251.
 */
async function apartOf(
  [from, to]: readonly [ApartFrom, ApartFrom],
  runner: Runner,
  size: Pick<CompareDocument, 'worlds' | 'trials'>,
  options: Options,
): Promise<TakenApart | null> {
  if (from.modelFile !== to.modelFile || from.portfolio !== to.portfolio) return null;
  const between = from.modelFile.between?.(from.model.scenario, to.model.scenario) ?? null;
  const changes = between?.changes.length ?? 0;
  if (between === null || changes < 2) return null;
  const sets = setsOf(changes);
  const files = sets.map((made) => between.file((change) => made.includes(change)));
  const selection = { ...to.selection, scenario: between.scenario };
  if (files.some((file) => !file.under(selection).ok)) return null;

  let parts: ReturnType<typeof makeParts> | null = null;
  for (const [number, made] of sets.entries()) {
    const name = `part ${number + 1} of ${sets.length}`;
    const session = openSession(files[number]!, runner, { seed: options.seed, memory: 0 });
    const onProgress: RunOptions['onProgress'] = (progress) =>
      options.onProgress?.({ ...progress, run: { name, number: number + 1, of: sets.length } });
    const { worlds, trials } = size;
    const sample = await session.sample({ ...selection, ...options, onProgress, worlds, trials, inWorlds: worlds > 1 });
    if (sample.partial) return null;
    const means = meansOf(sample);
    parts ??= makeParts(changes, means.length);
    parts.add(made, means);
  }
  if (parts === null) return null;
  const { part, whole } = parts;
  return {
    method: changes <= MOST ? 'shapley' : 'first and last',
    whole: whole(),
    parts: between.changes.map((change, i) => ({ ...change, ...part(i) })).toSorted((a, b) => sizeOf(b) - sizeOf(a)),
  };
}

/**
 * The document of a comparison with the differences between scenarios taken apart.
 *
 * @param chosen What was compared, in the order of the document's variants.
 * @returns Null when it was cut short.
 */
export async function takeApart(
  document: CompareDocument,
  chosen: readonly [ApartFrom, ...ApartFrom[]],
  runner: Runner,
  options: Options,
): Promise<CompareDocument | null> {
  const comparisons: CompareDocument['comparisons'][number][] = [];
  for (const [index, comparison] of document.comparisons.entries()) {
    const found = await apartOf([chosen[0], chosen[index + 1]!], runner, document, options);
    if (options.signal?.aborted === true) return null;
    comparisons.push(found === null ? comparison : { ...comparison, takenApart: found });
  }
  return { ...document, comparisons };
}
