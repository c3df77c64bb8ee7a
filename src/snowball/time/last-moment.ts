/** The last moment of a chain: of its occurrences together, and one time in ten. */
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { Futures, FuturesOptions } from '../../sim/session/futures.ts';
import type { Occurrence } from '../chains/occurrences.ts';
import { answered, type Moments, momentsOf } from './moments.ts';
import type { ActingInput } from './read-acting.ts';

/** An occurrence in a trial, with what it lost. */
export interface Happened {
  /** Number of the trial in the run. */
  readonly trial: number;
  readonly occurrence: Pick<Occurrence, 'first' | 'strikes' | 'points'>;
  /** All that it cost [money], above 0. */
  readonly loss: number;
}

export interface LastMoment {
  readonly lastMomentHours: Estimate | null;
  readonly windows: Moments['windows'];
  readonly lastMomentOneInTenHours: number | null;
}

/** Occurrences that are acted in, at most, when nothing else is asked. */
const MOST_ACTED = 300;
const ONE_IN_TEN = 0.1;

export interface LastMomentOptions extends FuturesOptions {
  /** Occurrences of a chain that are acted in, at most: 300 when absent. */
  readonly mostActed?: number | undefined;
}

/** Evenly over the addresses, which worlds follow each other in: all of them where there are few. */
function chosen(happened: readonly Happened[], most: number): readonly Happened[] {
  const sorted = happened.toSorted((a, b) => a.trial - b.trial || a.occurrence.first - b.occurrence.first);
  if (sorted.length <= most) return sorted;
  return Array.from({ length: most }, (_, i) => sorted[Math.floor((i * sorted.length) / most)]!);
}

/** Acting after all is over changes nothing. */
const lengthOf = ({ occurrence }: Happened): number => occurrence.points.at(-1) ?? 0;

/**
 * The standard error of the last moment: what the occurrences scatter about half, over how fast the share saved falls there.
 *
 * @param excess Of each occurrence: saved less half of its loss. @param around The share saved, before and after.
 */
function momentError(
  happened: readonly Happened[],
  excess: readonly number[],
  around: Moments['around'],
  trialsPerWorld: number,
  worlds: number,
): number {
  const [before, after] = around;
  if (before === undefined || after === undefined) return 0;
  const slope = (before.saved - after.saved) / (after.hours - before.hours);
  if (!(slope > 0)) return 0;
  const loss = happened.reduce((sum, one) => sum + one.loss, 0);
  const clusters = new Map<number, number>();
  for (const [place, { trial }] of happened.entries()) {
    const cluster = worlds > 1 ? Math.floor(trial / trialsPerWorld) : trial;
    clusters.set(cluster, (clusters.get(cluster) ?? 0) + (excess[place] ?? 0));
  }
  const mean = excess.reduce((sum, one) => sum + one, 0) / clusters.size;
  if (clusters.size < 2) return Infinity;
  const squares = [...clusters.values()].reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return Math.sqrt((squares * clusters.size) / (clusters.size - 1)) / loss / slope;
}

/**
 * Until when acting saves half of what the occurrences lost. The clock of each starts at its first event; acting repairs every node
 * that its events have struck so far, after the instant has settled.
 */
export async function lastMomentOf(
  futures: Futures,
  all: readonly Happened[],
  { mostActed = MOST_ACTED, ...options }: LastMomentOptions = {},
): Promise<LastMoment> {
  const happened = chosen(all, mostActed);
  const { sample } = futures;
  const { periods, losses, trialsPerWorld, worlds } = sample;
  const trials = Int32Array.from(happened, ({ trial }) => trial);
  const ofTrial = Array.from(trials, (trial) => {
    return losses.subarray(trial * periods, (trial + 1) * periods).reduce((sum, loss) => sum + loss, 0);
  });

  /** What acting at hours saves, for each occurrence [money]. */
  async function saved(wanted: readonly (readonly number[])[]): Promise<readonly (readonly number[])[]> {
    const acting = happened.map((one, place) => {
      const hours = (wanted[place] ?? []).filter((hour) => hour <= lengthOf(one));
      return { first: one.occurrence.first, strikes: one.occurrence.strikes, hours };
    });
    const asked = Array.from(happened.keys()).filter((place) => (acting[place]?.hours.length ?? 0) > 0);
    const input: ActingInput = { acting: asked.map((place) => acting[place]!) };
    const parts = await futures.read<ActingInput, readonly Float64Array[]>(
      'acting',
      Int32Array.from(asked, (place) => trials[place]!),
      input,
      options,
    );
    const lost = new Map(parts.flat().map((one, at) => [asked[at]!, one]));
    return happened.map((one, place) => {
      let at = 0;
      return (wanted[place] ?? []).map((hour) => {
        if (hour > lengthOf(one)) return 0;
        return (ofTrial[place] ?? 0) - (lost.get(place)?.[at++] ?? 0);
      });
    });
  }

  const total = happened.reduce((sum, { loss }) => sum + loss, 0);
  // What strikes no node cannot be repaired.
  const isStruck = happened.some(({ occurrence }) => occurrence.strikes.length > 0);
  if (!(total > 0) || !isStruck) return { lastMomentHours: null, windows: [], lastMomentOneInTenHours: null };
  const points = [...new Set(happened.flatMap(({ occurrence }) => occurrence.points))].toSorted((a, b) => a - b);
  const [together] = await answered([momentsOf(points)], async ([hours = []]) => {
    const money = await saved(happened.map(() => hours));
    return [hours.map((_, at) => money.reduce((sum, one) => sum + (one[at] ?? 0), 0) / total)];
  });
  const { last, windows, around } = together!;
  const each =
    happened.length === 1
      ? [together!]
      : await answered(
          happened.map(({ occurrence }) => momentsOf(occurrence.points, true)),
          async (wanted) => {
            const money = await saved(wanted);
            return money.map((one, place) => one.map((amount) => amount / happened[place]!.loss));
          },
        );
  const sorted = each.map((moments) => moments.last ?? -Infinity).toSorted((a, b) => a - b);
  const tenth = sorted[Math.max(0, Math.ceil(ONE_IN_TEN * sorted.length) - 1)] ?? -Infinity;
  let standardError = 0;
  if (last !== null && happened.length > 1) {
    const money = await saved(happened.map(() => [last]));
    const excess = money.map(([amount = 0], place) => amount - happened[place]!.loss / 2);
    standardError = momentError(happened, excess, around, trialsPerWorld, worlds);
  }
  return {
    lastMomentHours: last === null ? null : estimate(last, standardError),
    windows,
    lastMomentOneInTenHours: Number.isFinite(tenth) ? tenth : null,
  };
}
