/** What needs a terminal and whole processes: each runs in one of its own, made by `script`. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '../..');
const PROGRAM = path.join(root, 'dist/cli/main.js');
const SHOP = path.join(root, 'scenarios/corner-shop/shop.yaml');

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const percentile = (values, share) => values.toSorted((a, b) => a - b)[Math.ceil(share * values.length) - 1];

/** A program in a terminal; `take` gets what it writes. */
function inTerminal(words, environment = {}, take = () => undefined) {
  const line = `stty columns 80 rows 24; exec ${[process.execPath, ...words].map((word) => `'${word}'`).join(' ')}`;
  const child = spawn('script', ['-qfec', line, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, TERM: 'xterm', LANG: 'C.UTF-8', RINGFENCE_STATE: 'off', ...environment },
  });
  child.stdout.on('data', (bytes) => take(String(bytes)));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  return {
    press: (keys) => child.stdin.write(keys),
    pid: () => Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim().split(' ')[0]),
    ended,
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** CPU of the first whole frame over that of a program that shows a line by Ink; both as one bundle. */
export async function firstFrame(rounds = 5) {
  const dir = path.join(root, 'test-results/bench-terminal');
  const bundle = await rolldown({
    cwd: root,
    input: { ours: 'bench/terminal/ours.mjs', 'bare-ink': 'bench/terminal/bare-ink.mjs' },
    platform: 'node',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    external: ['highs', 'exceljs', '@duckdb/node-api', 'react-devtools-core'],
  });
  rmSync(dir, { recursive: true, force: true });
  await bundle.write({ dir, format: 'esm', minify: false });
  await bundle.close();
  const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-bench-'));
  const once = async (name) => {
    const out = path.join(scratch, name);
    await inTerminal([path.join(dir, `${name}.js`)], { FIRST_FRAME: out }).ended;
    return Number(readFileSync(out, 'utf8'));
  };
  const [ours, bare] = [[], []];
  for (let round = 0; round < rounds; round++) {
    bare.push(await once('bare-ink'));
    ours.push(await once('ours'));
  }
  rmSync(scratch, { recursive: true, force: true });
  return { ours: median(ours), bare: median(bare), ratio: median(ours.map((each, round) => each / bare[round])) };
}

/** Clock ticks of CPU of one thread, or of all of a process. */
const ticks = (file) => {
  const [, , ...rest] = readFileSync(file, 'utf8')
    .replace(/^.*\) /, 'pid name ')
    .split(' ');
  return Number(rest[11]) + Number(rest[12]);
};

/** The share of all CPU that the screen's thread takes while a run goes on, pulses painted. */
export async function mainThreadShare(seconds = 8) {
  let text = '';
  const program = inTerminal([PROGRAM, SHOP], {}, (more) => (text += more));
  while (!/trials {2}[\d,]+\/s/.test(text)) await wait(50);
  const pid = program.pid();
  const now = () => ({ main: ticks(`/proc/${pid}/task/${pid}/stat`), all: ticks(`/proc/${pid}/stat`) });
  const before = now();
  await wait(seconds * 1000);
  const after = now();
  await program.end();
  return (after.main - before.main) / (after.all - before.all);
}

/** A program that answers a key by a byte, and does nothing else. */
const IDLE =
  "process.stdin.setRawMode(true);process.stdin.on('data',()=>process.stdout.write('next:'));process.stdout.write('next:')";

/** Milliseconds from keys to the first bytes that follow: the 95th of 100, beside that of an idle program. They take turns. */
export async function keyToBytes(keys = 60) {
  let [ours, idle] = [null, null];
  let isReady = 0;
  const [spoken, heard] = [{ at: 0 }, { at: 0 }];
  const taking = (which) => (text) => {
    if (text.includes('next:')) isReady |= which === spoken ? 1 : 2;
    if (which.resolve !== undefined) {
      which.resolve(performance.now() - which.at);
      which.resolve = undefined;
    }
  };
  ours = inTerminal([PROGRAM, SHOP], {}, taking(spoken));
  idle = inTerminal(['-e', IDLE.replaceAll("'", '"')], {}, taking(heard));
  while (isReady !== 3) await wait(50);
  await wait(1500);
  const latency = (program, which, key) =>
    new Promise((resolve) => {
      Object.assign(which, { at: performance.now(), resolve });
      program.press(key);
    });
  const [of, beside] = [[], []];
  for (let k = 0; k < keys; k++) {
    await wait(60);
    beside.push(await latency(idle, heard, 'j'));
    await wait(60);
    of.push(await latency(ours, spoken, k % 2 === 0 ? 'j' : 'k'));
  }
  await Promise.all([ours.end(), idle.end()]);
  return { ours: percentile(of, 0.95), idle: percentile(beside, 0.95) };
}
