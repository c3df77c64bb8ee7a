/** The built program, run as people run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { until } from '../fixtures/until.ts';

const program = path.resolve(import.meta.dirname, '../../dist/cli/main.js');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** Waits until standard error shows a text, so many times; or until the program has ended. */
  readonly shows: (text: RegExp, times?: number) => Promise<void>;
  /** Standard error so far. */
  readonly said: () => string;
}

/** Node options under which standard error passes for a terminal, so that the program shows there how far it is. */
export const SHOWS_PROGRESS: readonly string[] = ['--import', dataUrl('process.stderr.isTTY = true;')];

/** Progress that says of trials done. */
export const AT_WORK = /[1-9][\d,]* of [\d,]+ trials/g;

/** @param nodeOptions Options of Node itself, before the program. */
export function start(words: readonly string[], nodeOptions: readonly string[] = []): Running {
  const child = spawn(process.execPath, [...nodeOptions, program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  let hasEnded = false;
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      hasEnded = true;
      resolve({ status, stdout, stderr });
    });
  });
  const shows = (text: RegExp, times = 1): Promise<void> =>
    until(() => hasEnded || [...stderr.matchAll(new RegExp(text, `${text.flags.replace('g', '')}g`))].length >= times);
  return { child, outcome, shows, said: () => stderr };
}

/** Faults as they would stand on a page of any width: a line each. */
export const unwrapped = (faults: string): string => faults.replace(/\n {4,}(?=\S)/g, ' ');

export const ringfence = (...words: readonly string[]): Promise<Outcome> => start(words).outcome;

/** Node options that have a hook see every module before it is loaded. `body` is that of `load(url, context, next)`. */
export function loadHook(body: string): readonly string[] {
  const hook = `export async function load(url, context, next) { ${body} }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hook))});`;
  return ['--import', dataUrl(register)];
}

function dataUrl(text: string): string {
  return `data:text/javascript,${encodeURIComponent(text)}`;
}
