/** Mutants of all model files of the project, each read and run in another process that is watched. */
import { fork, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mutant } from './mutate.ts';
import { GOOD } from './plant.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Processor seconds that a mutant may take. */
const MOST_SECONDS = 2;

export interface Outcome {
  readonly number: number;
  /** `refused`, `run`, `simulation fault`; anything else is wrong. */
  readonly what: string;
  readonly seconds: number;
  readonly details?: string;
}

export interface Fuzzed {
  readonly counts: Readonly<Record<string, number>>;
  /** What is wrong: crashes, hangs, faults without a name. */
  readonly wrong: readonly Outcome[];
  /** Files that were written. */
  readonly written: readonly string[];
  readonly slowest: number;
}

const RIGHT: ReadonlySet<string> = new Set(['refused', 'run', 'simulation fault']);

function texts(): string[] {
  const scenarios = path.join(root, 'scenarios');
  const files = readdirSync(scenarios, { recursive: true, encoding: 'utf8' }).filter(
    // Stories of the library are no models by themselves
    (name) => name.endsWith('.yaml') && !name.startsWith('library'),
  );
  const drivers = ['d08-brings', 'd10-indices', 'd13-now'];
  return [
    GOOD,
    readFileSync(path.join(root, 'tests/fixtures/design-example.yaml'), 'utf8'),
    ...drivers.map((name) => readFileSync(path.join(root, `tests/fixtures/drivers/${name}.yaml`), 'utf8')),
    ...files.toSorted().map((name) => readFileSync(path.join(scenarios, name), 'utf8')),
  ].filter((text) => !/^include:/m.test(text));
}

/** Asks the other process about a text. It ends itself by SIGKILL when a text takes far too long. */
function ask(child: ChildProcess, id: number, text: string): Promise<Omit<Outcome, 'number'>> {
  return new Promise((resolve) => {
    const finish = (outcome: Omit<Outcome, 'number'>): void => {
      child.removeAllListeners('message');
      child.removeAllListeners('exit');
      resolve(outcome);
    };
    child.once('exit', (code, signal) => {
      finish({ what: signal === 'SIGKILL' ? 'hang' : 'died', seconds: 0, details: `${code} ${signal}` });
    });
    child.on('message', (message: Omit<Outcome, 'number'>) => finish(message));
    child.send({ id, text });
  });
}

export async function fuzz(first: number, count: number): Promise<Fuzzed> {
  const originals = texts();
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-fuzz-'));
  const start = (): ChildProcess => fork(path.join(import.meta.dirname, 'judge.mjs'), { cwd: folder, execArgv: [] });
  let child = start();
  const counts: Record<string, number> = {};
  const wrong: Outcome[] = [];
  let slowest = 0;
  for (let number = first; number < first + count; number++) {
    const outcome = { number, ...(await ask(child, number, mutant(originals, number))) };
    counts[outcome.what] = (counts[outcome.what] ?? 0) + 1;
    slowest = Math.max(slowest, outcome.seconds);
    if (!RIGHT.has(outcome.what) || outcome.seconds > MOST_SECONDS) wrong.push(outcome);
    if (outcome.what === 'hang' || outcome.what === 'died') child = start();
  }
  child.kill();
  const written = readdirSync(folder);
  rmSync(folder, { recursive: true });
  return { counts, wrong, written, slowest };
}
