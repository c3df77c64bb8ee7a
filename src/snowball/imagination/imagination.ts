/** The imagination test: shocks that nobody has registered, and what they cost beyond what the register foresees. */
import type { Model } from '../../model/model.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import { momentsOfMeans } from '../../sim/measure/errors/cluster-moments.ts';
import { makeDraws, unitFromWord } from '../../sim/random/draws.ts';
import { streamKeys } from '../../sim/random/key.ts';
import type { Futures, FuturesOptions } from '../../sim/session/futures.ts';
import { closenessOf, closeSet } from './closeness.ts';
import type { ShocksAsked } from './read-shocks.ts';

/** Sets that are drawn. */
const SETS = 300;

/** Of these the share with three nodes instead of two. */
const OF_THREE = 0.4;

/** Worlds and moments at which each set is lost. */
const MOMENTS = 40;

/** Hours for which it is. */
const HOURS = 24;

/** Sets that are named. */
const WORST = 10;

/** A part of a set that costs so much of it alone is the set to name. */
const ENOUGH = 0.95;

/** A set of nodes that no registered event takes together. */
export interface ImaginedSet {
  /** Ids, sorted. */
  readonly nodes: readonly string[];
  /** Mean counted loss when all are lost at one moment [money]. */
  readonly loss: Estimate;
  /** What that is beyond the costliest registered event that strikes any of them, at the same moments [money]. */
  readonly beyond: Estimate;
  /** The largest mean loss of a proper part of it [money]; 0 for a single node. */
  readonly part: number;
}

export interface ImaginationTest {
  /** Sets drawn, and hours for which each was lost. */
  readonly sets: number;
  readonly hours: number;
  readonly moments: number;
  /** Mean counted loss of a drawn set [money]. */
  readonly loss: Estimate;
  /** Of it: what is beyond the register, as a share; null where nothing is lost. */
  readonly unimagined: Estimate | null;
  /** The worst small sets beyond the register, of which no part alone costs nearly as much. */
  readonly worst: readonly ImaginedSet[];
}

export interface ImaginationOptions extends FuturesOptions {
  readonly sets?: number | undefined;
  readonly hours?: number | undefined;
  readonly moments?: number | undefined;
}

const keyOf = (set: readonly number[]): string => set.join();

/** Nodes that one registered event may take together: those of a threat, of a choice one each, of a common cause. By number. */
function registeredSets(model: Model, numberOf: ReadonlyMap<string, number>): readonly (readonly number[])[] {
  const numbers = (ids: Iterable<string>): number[] => [...new Set(ids)].map((id) => numberOf.get(id)!);
  const commons = new Map(model.commonCauses.map(({ members }) => [members.join(), members]));
  const sets = model.threats.flatMap(({ affects }) => {
    const surely = affects.filter(({ oneOf }) => !oneOf).map(({ node }) => node);
    const choices = affects.filter(({ oneOf }) => oneOf).map(({ node }) => node);
    const events = choices.length === 0 ? [surely] : choices.map((node) => [...surely, node]);
    return events.map((struck) => [
      ...struck,
      ...[...commons.values()].filter((members) => members.some((id) => struck.includes(id))).flat(),
    ]);
  });
  const distinct = new Map<string, readonly number[]>();
  for (const set of sets) {
    const sorted = numbers(set).toSorted((a, b) => a - b);
    if (sorted.length > 0) distinct.set(keyOf(sorted), sorted);
  }
  return [...distinct.values()];
}

/** All parts of a set but the empty one and itself. */
const partsOf = (set: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: (1 << set.length) - 2 }, (_, mask) => set.filter((__, at) => ((mask + 1) >>> at) & 1));

/** Distinct sets that no registered event takes together, drawn by closeness; fewer where the model has no more. */
function drawnSets(model: Model, registered: readonly (readonly number[])[], seed: string, wanted: number) {
  const closeness = closenessOf(model);
  const draws = makeDraws(streamKeys(seed, ['snowball.imagination.sets']));
  const isKnown = (set: readonly number[]): boolean =>
    registered.some((event) => set.every((node) => event.includes(node)));
  const found = new Map<string, readonly number[]>();
  for (let attempt = 0; attempt < 20 * wanted && found.size < wanted; attempt++) {
    let index = 0;
    const unit = (): number => {
      draws.at(0, 0, attempt, index++, 0);
      return unitFromWord(draws.word[0]!);
    };
    const set = closeSet(closeness, unit() < OF_THREE ? 3 : 2, unit);
    if (set.length > 1 && !isKnown(set)) found.set(keyOf(set), set);
  }
  return [...found.values()];
}

/** The first trial of each of several worlds, or the first trials of one. */
function momentsOf({ sample: { worlds, trialsPerWorld } }: Futures, wanted: number): Int32Array {
  const each = Math.min(trialsPerWorld, Math.max(1, Math.ceil(wanted / worlds)));
  const of = Math.min(worlds, wanted);
  return Int32Array.from({ length: of * each }, (_, at) => Math.floor(at / each) * trialsPerWorld + (at % each));
}

function meanEstimate(values: Float64Array): Estimate {
  const { mean, error } = momentsOfMeans(values);
  return estimate(mean, error);
}

/**
 * Draws small sets of nodes that no registered event takes together, near ones first (`closenessOf`), loses each at one moment for a day in
 * futures in which nothing else happens, and holds it against the costliest registered event that strikes any of its nodes, at the same moments
 * for as long. A part of a drawn set is looked at too, down to single nodes that no threat strikes.
 *
 * `unimagined` is the share of the cost of drawn sets that is beyond the register: a ratio over sets. Errors of a set are over moments, by world.
 *
 * @see National Commission on Terrorist Attacks (2004), The 9/11 Commission Report, section 11.1: "routinizing, even bureaucratizing, the exercise
 *   of imagination".
 */
export async function imaginationTest(futures: Futures, options: ImaginationOptions = {}): Promise<ImaginationTest> {
  const { sets: wanted = SETS, hours = HOURS, moments = MOMENTS } = options;
  const { model, compiled } = futures.sample.variant;
  const numberOf = new Map(compiled.nodeIds.map((id, number) => [id, number]));
  // Nodes of the model stand in the order of the compiled ones, by id.
  const registered = registeredSets(model, numberOf);
  const drawn = drawnSets(model, registered, futures.seed, wanted);
  const asked = new Map<string, readonly number[]>();
  for (const set of [...registered, ...drawn, ...drawn.flatMap(partsOf)]) asked.set(keyOf(set), set);
  const all = [...asked.values()];

  const trials = momentsOf(futures, moments);
  const parts = await futures.read<ShocksAsked, Float64Array>('shocks', trials, { sets: all, hours }, options);
  const rows = Float64Array.from(parts.flatMap((part) => [...part]));
  const lossOf = new Map(
    all.map((set, at) => [keyOf(set), Float64Array.from(trials, (_, moment) => rows[moment * all.length + at]!)]),
  );
  const meanOf = (set: readonly number[]): number => {
    const losses = lossOf.get(keyOf(set))!;
    return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  };

  /** Loss of a set at each moment beyond the costliest registered event that strikes any of its nodes. */
  const beyondOf = (set: readonly number[]): Float64Array => {
    const events = registered.filter((event) => event.some((node) => set.includes(node)));
    const foreseen = events.map((event) => lossOf.get(keyOf(event))!);
    return lossOf.get(keyOf(set))!.map((loss, at) => Math.max(0, loss - Math.max(0, ...foreseen.map((of) => of[at]!))));
  };
  const imagined = (set: readonly number[]): ImaginedSet => ({
    nodes: set.map((node) => compiled.nodeIds[node]!),
    loss: meanEstimate(lossOf.get(keyOf(set))!),
    beyond: meanEstimate(beyondOf(set)),
    part: Math.max(0, ...partsOf(set).map(meanOf)),
  });

  const isRegistered = (set: readonly number[]): boolean =>
    registered.some((event) => set.every((node) => event.includes(node)));
  const small = new Map([...drawn, ...drawn.flatMap(partsOf)].map((set) => [keyOf(set), set]));
  const worst = [...small.values()]
    .filter((set) => !isRegistered(set))
    .map(imagined)
    .filter(({ loss, beyond, part }) => beyond.value > 0 && part < ENOUGH * loss.value)
    .toSorted((a, b) => b.beyond.value - a.beyond.value || (a.nodes.join() < b.nodes.join() ? -1 : 1));

  const losses = Float64Array.from(drawn, meanOf);
  const beyond = Float64Array.from(drawn, (set) => beyondOf(set).reduce((sum, each) => sum + each, 0) / trials.length);
  const mean = drawn.length === 0 ? estimate(0, 0) : meanEstimate(losses);
  const share = beyond.reduce((sum, each) => sum + each, 0) / losses.reduce((sum, each) => sum + each, 0);
  const residuals = beyond.map((each, at) => each - share * losses[at]!);
  return {
    sets: drawn.length,
    hours,
    moments: trials.length,
    loss: mean,
    unimagined: mean.value > 0 ? estimate(share, momentsOfMeans(residuals).error / mean.value) : null,
    worst: worst.slice(0, WORST),
  };
}
