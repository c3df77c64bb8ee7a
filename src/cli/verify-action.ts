/** What `ringfence verify` does. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { readModelText } from '../io/read-model.ts';
import { verifyTable } from '../report/verify/verify-table.ts';
import type { ScenarioResult } from '../results/scenario-result.ts';
import type { VerifyCase, VerifyDocument } from '../results/verify-document.ts';
import { makeRunner } from '../runners/as-needed.ts';
import { openSession } from '../sim/session.ts';
import type { Runner } from '../sim/session/runner.ts';
import { VERSION } from '../sim/session/version.ts';
import { compare, type Candidate } from '../study/compare/compare.ts';
import { absent, allHold, judged, rowIds, verify, type Save, type Simulate } from '../study/verify/verify.ts';
import { w3ModelText, type W3Data } from '../study/verify/w3-model.ts';
import { W3_ROWS, W3_TRIALS } from '../study/verify/w3.ts';
import { pageOf, write } from './console.ts';
import { AT_FAULT, DONE, INTERRUPTED, type ExitStatus } from './exit-status.ts';
import { watchInterrupt } from './interrupt.ts';
import { makeProgressBar } from './progress-bar.ts';
import { argumentProblem, Refusal } from './refusal.ts';
import { drawer } from './verify-doughnut.ts';
import { searcher } from './verify-search.ts';
import { senser } from './verify-sensitivity.ts';
import type { VerifyCommandOptions } from './verify.ts';

const DEFAULT_PHRASE = 'verify';
const W3_GROUP = 'Benchmark W3';

/** The saving of the second of two models, by the comparison of both on the same futures. */
function saver(runner: Runner, seed: string, signal: AbortSignal): Save {
  return async ([first, second], trials) => {
    const candidate = (text: string, name: string): Candidate => {
      const read = readModelText(text);
      if (!read.ok) throw new Error(`a model of verify is at fault: ${read.problems[0]?.message}`);
      return { name, file: 'verify', portfolio: 'current', model: read.value };
    };
    const pair = [candidate(first, 'first'), candidate(second, 'second')] as const;
    const document = await compare(pair, runner, { trials, seed, signal });
    const mean = document?.comparisons[0]?.loss.mean;
    if (mean === undefined) throw signal.reason;
    return { value: -mean.value, standardError: mean.standardError };
  };
}

function simulator(runner: Runner, seed: string, signal: AbortSignal): Simulate {
  return async (text, trials, scenario): Promise<ScenarioResult> => {
    const read = readModelText(text, { scenario });
    if (!read.ok) throw new Error(`a model of verify is at fault: ${read.problems[0]?.message}`);
    const session = openSession(read.value, runner);
    try {
      const document = await session.run({ trials, seed, signal });
      if (document.partial) signal.throwIfAborted();
      const [result] = Object.values(document.scenarios);
      if (result === undefined) throw new Error('a run without a scenario');
      return result;
    } finally {
      await session.close();
    }
  };
}

/** The benchmark's data in a folder that was given; null where it has none. @throws Refusal when it cannot be read. */
function w3Data(folder: string | undefined): W3Data | null {
  if (folder === undefined) return null;
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new Refusal([argumentProblem(`\`${folder}\` is no folder`, 'give the folder that holds model.json')]);
  }
  const file = path.join(folder, 'model.json');
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as W3Data;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal([argumentProblem(`\`${file}\` cannot be read: ${reason}`, 'give the file of the benchmark')]);
  }
}

function checkIds(only: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (only === undefined) return undefined;
  const known = [...rowIds(), ...W3_ROWS.map(({ id }) => id)];
  const unknown = only.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    throw new Refusal([argumentProblem(`there is no case \`${unknown}\``, `cases are ${known.join(', ')}`)]);
  }
  return new Set(only);
}

/** Compares all that can be compared. @throws Refusal for an unknown case, or a folder that is none. */
export async function verifyAction(options: VerifyCommandOptions): Promise<ExitStatus> {
  const seed = options.seed ?? DEFAULT_PHRASE;
  const only = checkIds(options.only);
  const data = w3Data(options.data);
  const progress = makeProgressBar(process.stderr);
  const interrupt = watchInterrupt(() => progress.clear());
  const { signal } = interrupt;
  const runner = makeRunner(options.workers);
  const simulate = simulator(runner, seed, signal);
  const save = saver(runner, seed, signal);
  const search = searcher(runner, seed, signal);
  const draw = drawer(runner, seed, signal);
  const sense = senser(runner, seed, signal);
  const cases: VerifyCase[] = [];
  let trials = 0;
  try {
    const onCase = (done: number, all: number): void =>
      progress.show({ trialsDone: done, trials: all, worldsDone: done, worlds: all });
    const found = await verify({ simulate, save, search, draw, sense, only, onCase, signal });
    cases.push(...found.cases);
    trials = found.trials;
    const w3Rows = W3_ROWS.filter(({ id }) => only?.has(id) ?? true);
    if (data !== null && w3Rows.length > 0 && !signal.aborted) {
      const result = await simulate(w3ModelText(data), W3_TRIALS);
      trials += W3_TRIALS;
      cases.push(...w3Rows.map((row) => judged(W3_GROUP, row, row.exact, row.of(result))));
    } else cases.push(...w3Rows.map((row) => absent(W3_GROUP, row)));
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    progress.clear();
    await runner.close();
    interrupt.release();
  }
  const partial = signal.aborted;
  const document: VerifyDocument = {
    ringfence: VERSION,
    verify: 1,
    seed,
    trials,
    partial,
    cases,
    holds: allHold(cases),
  };
  const lines =
    options.json === true ? [JSON.stringify(document, null, 2)] : verifyTable(document, pageOf(process.stdout));
  await write(process.stdout, `${lines.join('\n')}\n`);
  if (partial) return INTERRUPTED;
  return document.holds ? DONE : AT_FAULT;
}
