/** The built program, run as people run it. */
import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const program = path.resolve(import.meta.dirname, '../../dist/cli/main.js');

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
}

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
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, outcome };
}

export const ringfence = (...words: readonly string[]): Promise<Outcome> => start(words).outcome;

/** Node options that have a hook see every module before it is loaded. `body` is that of `load(url, context, next)`. */
export function loadHook(body: string): readonly string[] {
  const hook = `export async function load(url, context, next) { ${body} }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hook))});`;
  return ['--import', dataUrl(register)];
}

const dataUrl = (text: string): string => `data:text/javascript,${encodeURIComponent(text)}`;
