/** What every future of a result lost, as Parquet files. */
import type { Duckdb } from '../../io/duckdb/duckdb.ts';
import { makeLossFiles, type EventName, type LossRows, type SummaryOf } from '../../io/duckdb/loss-files.ts';
import type { ResultInWork } from '../../io/result-folder.ts';
import type { Model } from '../../model/model.ts';
import type { Selection } from '../../model/selection.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { BlockResult } from '../../sim/accumulate/block.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import type { Runner } from '../../sim/session/runner.ts';
import type { LossTaker, TakeLosses } from '../../sim/session/take-losses.ts';
import { selectionKey, type Variant } from '../../sim/session/variants.ts';
import { lossBatches, sourceIds } from '../../study/losses/loss-batches.ts';
import type { LossesRead } from '../../study/losses/read-losses.ts';
import type { ProgressBar } from '../progress-bar.ts';

/** Something that is run: a selection, and the model that it is. */
export type Wanted = Pick<Variant, 'model' | 'selection'>;

/** Something that was run, and the size of its run. */
export interface Run {
  readonly name: string;
  readonly variant: Variant;
  readonly worlds: number;
  readonly trialsPerWorld: number;
  /** What came of it, where that is known. */
  readonly result?: ScenarioResult | undefined;
}

interface Tools {
  readonly runner: Runner;
  readonly progress: ProgressBar;
  readonly signal?: AbortSignal | undefined;
}

export interface LossKeeper {
  /** Takes what the futures of what is wanted lose, as they are simulated. */
  readonly take: TakeLosses;
  /**
   * Writes what each future of the runs lost; those that were not taken are simulated once more.
   *
   * @returns The names of the files. Rejects with the reason of the signal when it is cut short.
   */
  save(runs: readonly Run[], seed: string, tools: Tools): Promise<readonly string[]>;
  close(): void;
}

const keyOf = ({ model, selection }: { readonly model: Model; readonly selection: Selection }): string =>
  `${model.hash} ${selectionKey(selection)}`;

/** Rows of consecutive trials, the first of whose periods has this number. */
function rowsOf({ loss, largest, events }: LossesRead, periodsOfTrial: number, firstPeriod: number): LossRows {
  const { start, source, period, hour, lost } = events;
  const ofEvent = new Int32Array(source.length);
  for (let entry = 0; entry + 1 < start.length; entry++) {
    const first = firstPeriod + entry * periodsOfTrial;
    for (let row = start[entry] ?? 0; row < (start[entry + 1] ?? 0); row++) ofEvent[row] = first + (period[row] ?? 0);
  }
  return { firstPeriod, loss, largest, period: ofEvent, event: source.map((number) => number + 1), hour, lost };
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((length, array) => length + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** What a block of a run says of its losses. */
function lossesOf({ units, events }: BlockResult): LossesRead {
  if (events === undefined) throw new Error('a block does not tell its events');
  return { loss: joined(units.map(({ loss }) => loss)), largest: joined(units.map(({ largest }) => largest)), events };
}

/** The sources of loss of a run, with how often they come where that is counted. */
function eventNames(compiled: CompiledModel, result: ScenarioResult | undefined, summary: number): EventName[] {
  return sourceIds(compiled).map((name, at): EventName => {
    const events = result?.threats[name]?.eventsPerHorizon.value;
    return { summary, event: at + 1, name, rate: events === undefined ? null : events / compiled.periods };
  });
}

/** @param wanted Whose losses are to be taken as they are simulated. */
export async function makeLossKeeper(
  duckdb: Duckdb,
  { files: folder, scratch }: ResultInWork,
  wanted: readonly Wanted[],
): Promise<LossKeeper> {
  const files = await makeLossFiles(duckdb, folder, scratch);
  const keys = new Set(wanted.map(keyOf));
  const whole = new Map<string, { readonly part: number; readonly worlds: number; readonly trialsPerWorld: number }>();
  let parts = 0;
  /** The first failure of the disk: a run is not stopped by it. */
  let failure: Error | null = null;

  const take = (variant: Variant): LossTaker | null => {
    const key = keyOf(variant);
    if (!keys.has(key) || whole.has(key)) return null;
    const part = parts++;
    const { periods } = variant.compiled;
    let next = 1;
    return {
      add: (block) => {
        if (failure !== null) return;
        const losses = lossesOf(block);
        try {
          files.add(part, rowsOf(losses, periods, next));
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
        }
        next += losses.loss.length;
      },
      end: (size) => void whole.set(key, { part, ...size }),
    };
  };

  /** Simulates the futures of a run once more. @returns The part they are in. */
  async function again(
    run: Run,
    seed: string,
    { runner, signal }: Tools,
    onDone: (share: number) => void,
  ): Promise<number> {
    const { variant, worlds, trialsPerWorld } = run;
    const { compiled } = variant;
    const part = parts++;
    const onProgress = (done: number, all: number): void => onDone(done / all);
    let next = 1;
    for await (const batch of lossBatches(runner, { compiled, seed, worlds, trialsPerWorld, signal, onProgress })) {
      for (const losses of batch.parts) {
        files.add(part, rowsOf(losses, compiled.periods, next));
        next += losses.loss.length;
      }
    }
    return part;
  }

  return {
    take,
    save: async (runs, seed, tools) => {
      if (failure !== null) throw failure;
      const summaries: SummaryOf[] = [];
      const names: EventName[] = [];
      tools.progress.stage('Writing what every future lost');
      for (const [index, run] of runs.entries()) {
        const { variant, worlds, trialsPerWorld, result } = run;
        const { model, compiled } = variant;
        const summary = index + 1;
        const onDone = (share: number): void =>
          tools.progress.stage(
            'Writing what every future lost',
            `: ${Math.floor((100 * (index + share)) / runs.length)}%`,
          );
        const taken = whole.get(keyOf(variant));
        const isSame = taken?.worlds === worlds && taken.trialsPerWorld === trialsPerWorld;
        const part = isSame ? taken.part : await again(run, seed, tools, onDone);
        const periodsOfTrial = compiled.periods;
        const periods = worlds * trialsPerWorld * periodsOfTrial;
        const { starts } = model;
        const isGiven = compiled.conditional;
        summaries.push({ summary, part, periods, trialsPerWorld, periodsOfTrial, starts, isGiven });
        names.push(...eventNames(compiled, result, summary));
      }
      return files.write(summaries, names, runs[0]?.variant.model.currency ?? '');
    },
    close: () => files.close(),
  };
}
