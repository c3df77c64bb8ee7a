/** What others give to measure against: programs and data in a folder that is not part of the project. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export const median = (numbers) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/** A checksum over what was lost, and where: sums that a change in the way of reporting them does not move. */
export const checksumOf = (result) => {
  const sums = Object.values(result.scenarios).map(({ loss, nodes }) => [
    loss.mean.value,
    loss.standardDeviation.value,
    Object.entries(nodes).map(([id, { unavailability, lossCaused }]) => [id, unavailability.value, lossCaused.value]),
  ]);
  return createHash('sha256').update(JSON.stringify(sums)).digest('hex').slice(0, 12);
};

/** Tells an answer that has changed, with status 1 in the end, so that no speed is bought with another answer. */
function expectChecksum(name, checksum, expected) {
  if (checksum === expected) return;
  console.log(`  ${name}: the answer has changed: its checksum is ${checksum}, not ${expected}`);
  process.exitCode = 1;
}

export const check = (name, result, expected) => expectChecksum(name, checksumOf(result), expected);

/** A model, or an error that says what is wrong with it. */
export function valueOf(read) {
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.message).join('\n'));
  return read.value;
}

/**
 * The C program of benchmark W3 in a scratch folder: gives its trials per second. Undefined, with a word, when a compiler or a
 * file is missing.
 */
export function buildC(peers, scratch) {
  const files = ['w3/w3.c', 'w3/model.txt', 'rng.h'];
  const missing = files.find((file) => !existsSync(path.join(peers, file)));
  if (missing !== undefined) {
    console.log(`  C program not run: no ${missing}`);
    return undefined;
  }
  const folder = path.join(scratch, 'w3');
  try {
    mkdirSync(folder, { recursive: true });
    for (const file of files) cpSync(path.join(peers, file), path.join(scratch, file));
    const flags = ['-O3', '-march=native', '-ffast-math', '-o', 'w3c', 'w3.c', '-lm'];
    execFileSync('gcc', flags, { cwd: folder, stdio: 'pipe' });
  } catch (fault) {
    console.log(`  C program not run: ${fault.code === 'ENOENT' ? 'no gcc' : fault.message}`);
    return undefined;
  }
  return { program: path.join(folder, 'w3c'), folder };
}

/** Reads what the C program prints; its mean must be right within four standard errors. */
export function speedOfC(text) {
  const { mean, trials, trials_per_s: speed } = JSON.parse(text);
  if (Math.abs(mean - 8.19e6) > (4 * 2.06e6) / Math.sqrt(trials)) {
    throw new Error(`the C program's mean is ${mean}, not 8.19 million`);
  }
  return speed;
}

/** The model of W3 as text, or undefined where its data is absent. */
export function w3Text(peers, extras = false) {
  const data = path.join(peers, 'w3');
  if (!existsSync(path.join(data, 'model.json'))) return undefined;
  const script = path.join(root, 'scripts/w3-model.mjs');
  return execFileSync(process.execPath, [script, '--data', data, ...(extras ? ['--extras'] : [])], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
}

/** A line of a table: what, the figure, the bar. */
export function line(what, figure, bar = '') {
  console.log(`  ${what.padEnd(52)} ${figure.padStart(18)}  ${bar}`);
}

/** Runs a model file in a process of its own; see `one.mjs`. */
export function oneProcess(file, trials, rounds, shorter) {
  const script = path.join(import.meta.dirname, 'one.mjs');
  const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  return JSON.parse(
    execFileSync(process.execPath, [script, file, String(trials), String(rounds), String(shorter)], options),
  );
}

/** The same, with its checksum looked at. */
export function one(file, trials, rounds, expected, shorter = 256) {
  const figures = oneProcess(file, trials, rounds, shorter);
  expectChecksum(path.basename(file), figures.checksum, expected);
  return figures;
}
