/** What drivers do: each held at one state, or an index at its low and its high end, all along, on the same futures. */
import type { Hold, IndexDriver, StateDriver } from '../../model/drivers.ts';
import type { Model } from '../../model/model.ts';
import type { Selection } from '../../model/selection.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import type { DriverLooked, HeldDriver } from '../../results/sensitivity-document.ts';
import { distributionOf } from '../../sim/distributions/distribution-of.ts';
import { momentsOfMeans } from '../../sim/measure/errors/cluster-moments.ts';
import { columnDifference, lossDifference } from '../../sim/measure/paired.ts';
import type { PeriodSample } from '../../sim/measure/period-sample.ts';
import type { RunOptions, Sample, Session } from '../../sim/session.ts';
import type { Figure } from './figures.ts';
import { lossFigure } from './read-worlds.ts';

/** Probabilities at which an index is held. */
const ENDS = [0.05, 0.95] as const;

/** Fewer trials say nothing of a driver. */
const FEWEST_TRIALS = 200;

interface Place {
  readonly driver: string;
  /** As `--given` takes it behind the `=`. */
  readonly at: string;
  readonly hold: Hold;
}

/** Where drivers are held, by driver; those that the selection holds already are left as it holds them. */
function placesOf({ drivers, horizonHours }: Model): Place[] {
  if (drivers === undefined) return [];
  const held = new Set(drivers.holds.map(({ driver }) => driver));
  const always = { from: 0, to: horizonHours };
  const ofStates = ({ id, states }: StateDriver): Place[] =>
    [null, ...states.map((state) => state.id)].map((state) => ({
      driver: id,
      at: state ?? 'normal',
      hold: { driver: id, ...always, kind: 'state', state },
    }));
  const ofIndex = ({ id, law }: IndexDriver): Place[] => {
    const { quantile } = distributionOf(law);
    const values = new Set(ENDS.map((end) => quantile(end)));
    if (values.size < 2) return [];
    return [...values].map((value) => ({
      driver: id,
      at: `x${value}`,
      hold: { driver: id, ...always, kind: 'index', value },
    }));
  };
  return [...drivers.states.flatMap(ofStates), ...drivers.indices.flatMap(ofIndex)].filter(
    ({ driver }) => !held.has(driver),
  );
}

/** The indices that move along when one is held: all that correlations join with it. */
function goesWith({ drivers }: Model, id: string): readonly string[] {
  const found = new Set([id]);
  for (const one of found) {
    for (const { between } of drivers?.correlations ?? []) {
      if (between.includes(one)) for (const other of between) found.add(other);
    }
  }
  found.delete(id);
  return [...found].toSorted();
}

/** How often a state is in force as drivers are; null of an index. */
function shareOfTime(sample: Sample, { driver, at }: Place): Estimate | null {
  const [result] = Object.values(sample.document.scenarios);
  const found = result?.drivers?.[driver];
  return (at === 'normal' ? found?.normal?.shareOfTime : found?.states?.[at]?.shareOfTime) ?? null;
}

const clustersOf = ({ worlds, trialsPerWorld }: Sample): number => (worlds > 1 ? worlds : trialsPerWorld);

function periodSample(sample: Sample): PeriodSample {
  const clusters = clustersOf(sample);
  return { values: sample.losses, sorted: sample.losses, clusters, clusterSize: sample.losses.length / clusters };
}

/** A figure of a sample. */
function figureOf({ of }: Figure, sample: Sample, columns: Int32Array): Estimate {
  const means =
    of.kind === 'column'
      ? columnMeans(sample, columns.indexOf(of.column)).map((mean) => mean * of.factor)
      : lossMeans(sample, lossFigure(of));
  const { mean, error } = momentsOfMeans(means);
  return estimate(mean, error, means.length < 2);
}

function lossMeans(sample: Sample, read: (loss: number) => number): Float64Array {
  const { values, clusters, clusterSize } = periodSample(sample);
  return Float64Array.from({ length: clusters }, (_, cluster) => {
    let sum = 0;
    for (let at = cluster * clusterSize; at < (cluster + 1) * clusterSize; at++) sum += read(values[at]!);
    return sum / clusterSize;
  });
}

const columnMeans = ({ clusters }: Sample, place: number): Float64Array =>
  clusters.of(place).map((sum, cluster) => sum / clusters.trials[cluster]!);

/** What holding makes of a figure. */
function changeOf(figure: Figure, from: Sample, to: Sample, columns: Int32Array): Omit<HeldDriver['places'][0], 'at'> {
  const [before, after] = [figureOf(figure, from, columns), figureOf(figure, to, columns)];
  const { of } = figure;
  const paired =
    of.kind === 'column'
      ? columnDifference(
          before,
          after,
          {
            trials: from.clusters.trials,
            from: from.clusters.of(columns.indexOf(of.column)),
            to: to.clusters.of(columns.indexOf(of.column)),
          },
          of.factor,
          from.worlds === 1,
        )
      : lossDifference({ from: periodSample(from), to: periodSample(to) }, before, after, {
          from: lossFigure(of),
          to: lossFigure(of),
        });
  const { value, standardError, unreliable } = paired;
  return { figure: after, difference: estimate(value, standardError, unreliable) };
}

export interface HeldAsked {
  readonly session: Session;
  readonly selection: Selection;
  readonly model: Model;
  readonly figures: readonly Figure[];
  /** Trials in all. */
  readonly trials: number;
  readonly worlds: number;
  readonly options: Pick<RunOptions, 'seed' | 'signal'>;
  readonly onProgress: (done: number, of: number) => void;
}

export interface Held {
  /** Figures with every driver as it comes, in their order. */
  readonly means: readonly Estimate[];
  readonly drivers: readonly DriverLooked[];
  /** By place among the figures. */
  readonly figures: readonly (readonly HeldDriver[])[];
  readonly simulated: number;
  readonly partial: boolean;
}

/** Whether a model has a driver that can be held. */
export const hasDrivers = (model: Model): boolean => placesOf(model).length > 0;

/** Holds one driver after another; null where there is none, or too few trials to say anything. */
export async function heldDrivers(asked: HeldAsked): Promise<Held | null> {
  const { session, selection, model, figures, options, onProgress } = asked;
  const places = placesOf(model);
  const trials = Math.floor(asked.trials / (places.length + 1));
  if (places.length === 0 || trials < FEWEST_TRIALS) return null;
  const worlds = Math.min(asked.worlds, trials);
  const columns = Int32Array.from(new Set(figures.flatMap(({ of }) => (of.kind === 'column' ? [of.column] : []))));
  /** Null when it was cut short. */
  const sampleOf = async (holds: readonly Hold[]): Promise<Sample | null> => {
    try {
      const sample = await session.sample({
        ...selection,
        ...options,
        holds,
        trials,
        worlds,
        inWorlds: worlds > 1,
        columns,
      });
      return sample.partial ? null : sample;
    } catch (error) {
      if (options.signal?.aborted === true) return null;
      throw error;
    }
  };
  const from = await sampleOf([]);
  if (from === null) return null;
  const found: { place: Place; changes: Omit<HeldDriver['places'][0], 'at'>[] }[] = [];
  for (const [at, place] of places.entries()) {
    onProgress((at + 1) * trials, (places.length + 1) * trials);
    const to = await sampleOf([place.hold]);
    if (to === null) break;
    found.push({ place, changes: figures.map((figure) => changeOf(figure, from, to, columns)) });
  }
  const ids = [...new Set(found.map(({ place }) => place.driver))];
  const ofDriver = (id: string) => found.filter(({ place }) => place.driver === id);
  return {
    means: figures.map((figure) => figureOf(figure, from, columns)),
    drivers: ids.map((id) => ({
      id,
      goesWith: goesWith(model, id),
      places: ofDriver(id).map(({ place }) => ({ at: place.at, shareOfTime: shareOfTime(from, place) })),
    })),
    figures: figures.map((_, figure) =>
      ids.map((id) => ({
        driver: id,
        places: ofDriver(id).map(({ place, changes }) => ({ at: place.at, ...changes[figure]! })),
      })),
    ),
    simulated: (found.length + 1) * from.worlds * from.trialsPerWorld,
    partial: found.length < places.length,
  };
}
