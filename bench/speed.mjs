#!/usr/bin/env node
/**
 * Trials per second of the library, as built in `dist/`, in one thread; for benchmark W3 beside the C program that
 * comes with it, which is the limit of what the machine can do.
 *
 *     npm run build && node bench/speed.mjs [--data DIR] [--rounds N]
 *
 * DIR holds the files of W3 (`model.json`, `model.txt`, `w3.c`, and `rng.h` above it); by default `RINGFENCE_DATA`, or
 * `../shared/peers/w3` beside the project. What is absent is left out, with a word. The machine may be busy with other
 * things: contenders take turns, each round gives a ratio, and medians over rounds are printed. Reading and compiling
 * the model are not counted, on either side. Every answer has a checksum, so that no speed is bought with another answer.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makeInlineRunner, openSession, readModel, readModelText } from '../dist/index.js';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { data: { type: 'string' }, rounds: { type: 'string', default: '5' } } });
const folder = values.data ?? process.env.RINGFENCE_DATA ?? path.resolve(root, '../shared/peers/w3');
const rounds = Number(values.rounds);

const HUB_TRIALS = 200_000;
const W3_TRIALS = 5_000;

/** First digits of the checksum of each answer at seed `bench`; a change of results changes them, and says so. */
const CHECKSUMS = { 'hub-airport': '3e4e1f735d78', w3: 'e66044ab2570' };

const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A checksum over every figure of a result. */
const checksumOf = (result) => createHash('sha256').update(JSON.stringify(result.scenarios)).digest('hex').slice(0, 12);

/** A contender that runs a model through the library; gives trials per second, and checks its answer. */
function libraryContender(name, read, trials) {
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
  const session = openSession(read.value, makeInlineRunner());
  return {
    name: `${name}, library`,
    close: () => session.close(),
    run: async () => {
      const began = performance.now();
      const result = await session.run({ trials, seed: 'bench' });
      const seconds = (performance.now() - began) / 1000;
      const checksum = checksumOf(result);
      if (checksum !== CHECKSUMS[name]) throw new Error(`${name}: the checksum is ${checksum}, not ${CHECKSUMS[name]}`);
      return trials / seconds;
    },
  };
}

/** The C program, built in a scratch folder; undefined when a compiler or a file is missing. */
function cContender(scratch) {
  const sources = ['w3.c', 'model.txt', '../rng.h'].map((file) => path.join(folder, file));
  const missing = sources.find((file) => !existsSync(file));
  if (missing !== undefined) return console.log(`C program not run: no ${path.basename(missing)}`);
  try {
    mkdirSync(path.join(scratch, 'w3'));
    cpSync(sources[0], path.join(scratch, 'w3/w3.c'));
    cpSync(sources[1], path.join(scratch, 'w3/model.txt'));
    cpSync(sources[2], path.join(scratch, 'rng.h'));
    const flags = ['-O3', '-march=native', '-ffast-math', '-o', 'w3c', 'w3.c', '-lm'];
    execFileSync('gcc', flags, { cwd: path.join(scratch, 'w3'), stdio: 'pipe' });
  } catch (fault) {
    return console.log(`C program not run: ${fault.code === 'ENOENT' ? 'no gcc' : fault.message}`);
  }
  return {
    name: 'w3, C',
    close: () => undefined,
    run: async () => {
      const line = execFileSync('./w3c', [String(2 * W3_TRIALS), '1'], {
        cwd: path.join(scratch, 'w3'),
        encoding: 'utf8',
      });
      const { mean, trials_per_s: speed } = JSON.parse(line);
      // Its standard error at 10,000 trials is 20,600; four of those.
      if (Math.abs(mean - 8.19e6) > 82_400) throw new Error(`the C program's mean is ${mean}, not 8.19 million`);
      return speed;
    },
  };
}

/** Runs contenders in turn and prints the median of each, and of the ratios to the last formed in each round. */
async function race(contenders) {
  for (const contender of contenders) await contender.run();
  const speeds = contenders.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, contender] of contenders.entries()) speeds[index].push(await contender.run());
  }
  for (const [index, contender] of contenders.entries()) {
    const ratio = median(speeds[index].map((speed, round) => speed / speeds.at(-1)[round]));
    const beside =
      contenders.length > 1 && index < contenders.length - 1 ? `  ${ratio.toFixed(3)} of the C program` : '';
    const trialsPerSecond = Math.round(median(speeds[index])).toLocaleString('en-GB');
    console.log(`${contender.name.padEnd(24)} ${trialsPerSecond.padStart(10)} trials/s${beside}`);
    await contender.close();
  }
}

const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-bench-'));
try {
  console.log(`medians of ${rounds} rounds, one thread, node ${process.version}`);
  const hub = await readModel(path.join(root, 'scenarios/hub-airport/as-was.yaml'));
  await race([libraryContender('hub-airport', hub, HUB_TRIALS)]);
  if (existsSync(path.join(folder, 'model.json'))) {
    const script = path.join(root, 'scripts/w3-model.mjs');
    const model = path.join(scratch, 'w3.yaml');
    execFileSync(process.execPath, [script, '--data', folder, '--out', model]);
    const w3 = libraryContender('w3', readModelText(readFileSync(model, 'utf8')), W3_TRIALS);
    await race([w3, cContender(scratch)].filter((contender) => contender !== undefined));
  } else console.log('w3 not run: its folder is absent');
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
