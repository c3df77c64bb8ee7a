/** What every future of a result lost, as Parquet files. */
import type { Duckdb } from '../../io/duckdb/duckdb.ts';
import { makeLossFiles, type EventName, type LossFiles, type SummaryOf } from '../../io/duckdb/loss-files.ts';
import type { ResultInWork } from '../../io/result-folder.ts';
import type { Model } from '../../model/model.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import type { Runner } from '../../sim/session/runner.ts';
import { lossBatches, sourceIds, type LossBatch } from '../../study/losses/loss-batches.ts';
import type { ProgressBar } from '../progress-bar.ts';

/** Something that was run, and the size of its run. */
export interface Run {
  readonly name: string;
  readonly model: Model;
  readonly compiled: CompiledModel;
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

/** Adds the rows of a batch. */
function addBatch(
  files: LossFiles,
  summary: number,
  { periods }: CompiledModel,
  trialsPerWorld: number,
  batch: LossBatch,
): void {
  let trial = batch.first;
  for (const { loss, largest, start, source, period, hour, lost } of batch.parts) {
    const first = trial;
    const rows = Int32Array.from(loss, (_, row) => row);
    const trialOf = rows.map((row) => first + Math.floor(row / periods));
    files.addYears({
      summary: rows.map(() => summary),
      period: rows.map((row) => first * periods + row + 1),
      world: trialOf.map((number) => Math.floor(number / trialsPerWorld)),
      trial: trialOf.map((number) => number % trialsPerWorld),
      periodOfTrial: rows.map((row) => row % periods),
      loss,
      largest,
    });
    const trials = start.length - 1;
    const ofEvent = new Int32Array(source.length);
    for (let entry = 0; entry < trials; entry++) ofEvent.fill(first + entry, start[entry], start[entry + 1]);
    files.addEvents({
      summary: source.map(() => summary),
      period: ofEvent.map((number, row) => number * periods + (period[row] ?? 0) + 1),
      event: source.map((number) => number + 1),
      world: ofEvent.map((number) => Math.floor(number / trialsPerWorld)),
      trial: ofEvent.map((number) => number % trialsPerWorld),
      hour,
      loss: lost,
    });
    trial += trials;
  }
}

/** The sources of loss of a run, with how often they come where that is counted. */
function eventNames({ compiled, result }: Run, summary: number): readonly EventName[] {
  return sourceIds(compiled).map((name, at): EventName => {
    const events = result?.threats[name]?.eventsPerHorizon.value;
    return { summary, event: at + 1, name, rate: events === undefined ? null : events / compiled.periods };
  });
}

/**
 * Simulates the futures of runs once more, and writes what each lost.
 *
 * @returns The names of the files. Rejects with the reason of the signal when it is cut short.
 */
export async function saveLosses(
  duckdb: Duckdb,
  { files: folder, scratch }: ResultInWork,
  runs: readonly Run[],
  seed: string,
  { runner, progress, signal }: Tools,
): Promise<readonly string[]> {
  const files = await makeLossFiles(duckdb, folder, scratch);
  try {
    const summaries: SummaryOf[] = [];
    const names: EventName[] = [];
    for (const [index, run] of runs.entries()) {
      const { model, compiled, worlds, trialsPerWorld } = run;
      const summary = index + 1;
      const onProgress = (done: number, all: number): void =>
        progress.stage(
          'Writing what every future lost',
          `: ${Math.floor((100 * (index + done / all)) / runs.length)}%`,
        );
      for await (const batch of lossBatches(runner, { compiled, seed, worlds, trialsPerWorld, signal, onProgress })) {
        addBatch(files, summary, compiled, trialsPerWorld, batch);
      }
      const periods = worlds * trialsPerWorld * compiled.periods;
      summaries.push({ summary, periods, starts: model.starts, isGiven: compiled.conditional });
      names.push(...eventNames(run, summary));
    }
    return await files.write(summaries, names);
  } finally {
    files.close();
  }
}
