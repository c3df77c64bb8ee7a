/** What moves the figures of a model: uncertain inputs by swings and Sobol indices, drivers by holding them; which estimate to improve first. */
import type { Selection } from '../../model/selection.ts';
import type { SensitivityDocument, SensitivityFigure } from '../../results/sensitivity-document.ts';
import { statedDraws } from '../../sim/compile/compile-model.ts';
import type { WorldChange } from '../../sim/compile/changed-worlds.ts';
import { conditionsOf, givenOf, headOf, labelsOf, settingsOf } from '../../sim/measure/asked.ts';
import { DEFAULT_TRIALS } from '../../sim/session/plan.ts';
import { VERSION } from '../../sim/session/version.ts';
import type { RunOptions, Session } from '../../sim/session.ts';
import type { Futures } from '../../sim/session/futures.ts';
import { bestTrials, designOf, type Design } from './design.ts';
import { figureResult } from './figure-result.ts';
import { figuresOf, type Figure } from './figures.ts';
import { hasDrivers, heldDrivers } from './held-drivers.ts';
import { groupsOf, type Grouping } from './groups.ts';
import { worldInputs, type Factor } from './inputs.ts';
import type { WorldsAsked, WorldsRead } from './read-worlds.ts';
import { leading } from './screening.ts';
import { unitsOf } from './swings.ts';
import { readingsOf, type WorldReadings } from './world-readings.ts';

/** The parts of an analysis, in their order. */
export type SensitivityStage = 'screening' | 'worlds' | 'drivers';

export interface SensitivityOptions extends Omit<RunOptions, 'until'> {
  /** Puts inputs together, instead of each alone. */
  readonly by?: Grouping | undefined;
  /** Told how far a part is, in trials. */
  readonly onStage?: ((stage: SensitivityStage, done: number, of: number) => void) | undefined;
}

/** Shares of the trials: the run as it is, finding out what counts, holding drivers; the rest measures what counts. */
const OF_RUN = 0.2;
const OF_SCREENING = 0.2;
/** Of a model with drivers. */
const OF_HELD = 0.15;
/** Factors that are measured one by one; of more the leading ones are, and all others together. */
const MOST_FACTORS = 12;
/** Trials in a world of the screening at most. */
const SCREENING_TRIALS = 16;
/** A partner is so many worlds further on: beyond all that are simulated. */
const PARTNER = 2 ** 30;
/** Stretches of worlds: what is done of them is known when the analysis is cut short. */
const STRETCHES = 4;

const OTHERS = 'all others together';

interface Reading {
  readonly futures: Futures;
  readonly figures: readonly Figure[];
  readonly options: SensitivityOptions;
}

/** Reads a stretch of worlds. */
async function readStretch(
  { futures, figures, options }: Reading,
  changes: readonly WorldChange[],
  design: Design,
  [from, to]: readonly [number, number],
  onProgress: (share: number) => void,
): Promise<readonly WorldsRead[]> {
  const perWorld = futures.sample.trialsPerWorld;
  const half = design.trialsPerWorld / 2;
  const trials = Int32Array.from(
    { length: (to - from) * half },
    (_, at) => (from + Math.floor(at / half)) * perWorld + (at % half),
  );
  const input = { figures: figures.map(({ of }) => of), partner: PARTNER, changes, trials: half };
  return futures.read<WorldsAsked, WorldsRead>('worlds', trials, input, {
    signal: options.signal,
    onProgress: ({ trialsDone }) => onProgress(trialsDone / trials.length),
  });
}

/** Reads worlds, stretch by stretch; those of the stretches that were done when it is cut short. */
async function readWorlds(
  reading: Reading,
  stage: SensitivityStage,
  changes: readonly WorldChange[],
  design: Design,
): Promise<WorldReadings> {
  const parts: WorldsRead[] = [];
  const all = design.worlds * design.trialsPerWorld * (2 + changes.length);
  for (let stretch = 0; stretch < STRETCHES; stretch++) {
    const from = Math.floor((design.worlds * stretch) / STRETCHES);
    const to = Math.floor((design.worlds * (stretch + 1)) / STRETCHES);
    const tell = (share: number): void =>
      reading.options.onStage?.(stage, Math.round((all * (from + share * (to - from))) / design.worlds), all);
    try {
      parts.push(...(await readStretch(reading, changes, design, [from, to], tell)));
    } catch (error) {
      if (reading.options.signal?.aborted !== true) throw error;
      break;
    }
  }
  return readingsOf(parts, reading.figures.length, design.trialsPerWorld / 2);
}

const swapped = ({ inputs }: Factor): WorldChange => ({
  kind: 'swapped',
  steps: inputs.map(({ step }) => step),
  by: PARTNER,
});

/** The factors that are measured, in order of id, and all others together as the last. */
interface Measured {
  readonly factors: readonly Factor[];
  readonly hasOthers: boolean;
  /** Trials that it took to find them. */
  readonly trials: number;
}

/** The factors that count, found by a few worlds where there are many; null where there are too few trials to find out. */
async function screened(reading: Reading, factors: readonly Factor[], budget: number): Promise<Measured | null> {
  if (factors.length <= MOST_FACTORS) return { factors, hasOthers: false, trials: 0 };
  const best = Math.min(SCREENING_TRIALS, bestTrials(reading.futures.sample));
  const design = designOf(2 + factors.length, budget, best, reading.futures.sample.trialsPerWorld);
  if (design === null) return null;
  const read = await readWorlds(reading, 'screening', factors.map(swapped), design);
  if (read.worlds === 0) return null;
  const first = new Set(leading(read, reading.figures.length, factors.length, MOST_FACTORS));
  const others = factors.filter((_, at) => !first.has(at)).flatMap(({ inputs }) => inputs);
  return {
    factors: [...factors.filter((_, at) => first.has(at)), { id: OTHERS, inputs: others }],
    hasOthers: true,
    trials: read.worlds * design.trialsPerWorld * (2 + factors.length),
  };
}

/** What was measured of factors. */
interface Found extends Measured {
  readonly design: Design;
  readonly changes: readonly WorldChange[];
  readonly read: WorldReadings;
  readonly partial: boolean;
}

async function measured(
  reading: Reading,
  all: readonly Factor[],
  trials: number,
  ofHeld: number,
): Promise<Found | null> {
  const { sample } = reading.futures;
  const chosen = await screened(reading, all, Math.floor(trials * OF_SCREENING));
  if (chosen === null || reading.options.signal?.aborted === true) return null;
  const fixed = chosen.factors.flatMap(({ inputs }): WorldChange[] =>
    inputs.length > 1
      ? []
      : inputs.flatMap((input) =>
          unitsOf(sample.variant.compiled, input).map((unit) => ({ kind: 'at', step: input.step, unit })),
        ),
  );
  const changes = [...chosen.factors.map(swapped), ...fixed];
  const left = trials * (1 - OF_RUN - ofHeld - (chosen.hasOthers ? OF_SCREENING : 0));
  const design = designOf(2 + changes.length, left, bestTrials(sample), sample.trialsPerWorld);
  if (design === null) return null;
  const read = await readWorlds(reading, 'worlds', changes, design);
  return {
    ...chosen,
    trials: chosen.trials + read.worlds * design.trialsPerWorld * (2 + changes.length),
    design: { ...design, worlds: read.worlds },
    changes,
    read,
    partial: read.worlds < design.worlds,
  };
}

/**
 * Asks of every input that is drawn once a world how much it moves the mean loss, the tail and what limits are set on.
 *
 * Cut short by its signal, it gives what the worlds say that were read, marked `partial`; before the run is done it rejects with the
 * reason of the signal.
 *
 * @throws SelectionFault for a selection that is no model.
 */
export async function sensitivity(
  session: Session,
  given: Selection & SensitivityOptions = {},
): Promise<SensitivityDocument> {
  const { scenario, portfolio, set, given: events, by, onStage, settings, trials = DEFAULT_TRIALS, ...ofRun } = given;
  const selection: Selection = { scenario, portfolio, set, given: events };
  const { model, compiled } = session.variants([selection])[0]!;
  const ofSample = Math.max(1, Math.floor(trials * OF_RUN));
  const worlds = ofRun.worlds === undefined ? undefined : Math.min(ofRun.worlds, ofSample);
  const futures = await session.futures({ ...selection, ...ofRun, trials: ofSample, worlds });
  const { sample, seed } = futures;
  const figures = figuresOf(sample);
  const inputs = worldInputs(compiled);
  const stated = statedDraws(model);
  const all =
    by === undefined
      ? inputs.map((input): Factor => ({ id: input.id, inputs: [input] }))
      : groupsOf(inputs, by, stated);
  const reading: Reading = { futures, figures, options: { ...ofRun, onStage } };
  const ofHeld = hasDrivers(model) ? OF_HELD : 0;
  const found = all.length === 0 ? null : await measured(reading, all, trials, ofHeld);
  const held = await heldDrivers({
    session,
    selection,
    model,
    figures,
    trials: trials * ofHeld,
    worlds: sample.worlds,
    options: { seed: ofRun.seed, signal: ofRun.signal },
    onProgress: (done, of) => onStage?.('drivers', done, of),
  });
  return {
    ringfence: VERSION,
    sensitivity: 1,
    ...headOf(model, seed, sample),
    partial: ofRun.signal?.aborted === true || found?.partial === true || held?.partial === true,
    ...labelsOf(model),
    settings: { ...settingsOf(model), ...(by === undefined ? {} : { by }), ...settings },
    conditions: conditionsOf(model),
    portfolio: Object.fromEntries(model.controls.map(({ id, level }) => [id, level])),
    ...givenOf(model),
    measured: { worlds: sample.worlds, trials: sample.worlds * sample.trialsPerWorld },
    simulated: sample.worlds * sample.trialsPerWorld + (found?.trials ?? 0) + (held?.simulated ?? 0),
    periodHours: model.periodHours,
    uncertainInputs: inputs.length,
    inputs: (found?.factors ?? []).map(({ id, inputs: of }) => ({
      id,
      stated: stated.get(id)?.text ?? null,
      inputs: of.length,
    })),
    hasOthers: found?.hasOthers === true,
    design: found === null ? null : { ...found.design, changes: found.changes.length },
    ...(ofHeld === 0 ? {} : { drivers: held?.drivers ?? [] }),
    figures: Object.fromEntries(
      figures.flatMap((figure, place): [string, SensitivityFigure][] => {
        const result = figureResult(figure, place, sample, found, held?.means[place] ?? null);
        if (result === null) return [];
        return [[figure.id, held === null ? result : { ...result, held: held.figures[place]! }]];
      }),
    ),
  };
}
