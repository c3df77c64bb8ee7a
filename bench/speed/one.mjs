/**
 * One model in a process of its own, as a kernel has one thread for its life: a second one in the same process would slow both.
 *
 *     node bench/speed/one.mjs FILE TRIALS ROUNDS SHORTER
 *
 * Prints a line of JSON: seconds to read, seconds and CPU seconds per trial (medians over rounds; what a run costs before its first
 * trial is taken off by a run of SHORTER trials), outages a trial, checksum.
 */
import { readFileSync } from 'node:fs';
import { makeInlineRunner, openSession, readModelText } from '../../dist/index.js';
import { checksumOf, median, valueOf } from './peers.mjs';

const [file, trials, rounds, shorter] = process.argv.slice(2);
const began = performance.now();
const session = openSession(valueOf(readModelText(readFileSync(file, 'utf8'))), makeInlineRunner());
const read = (performance.now() - began) / 1000;

async function timed(count) {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await session.run({ trials: count, seed: 'bench' });
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1e6;
  // Nothing else of it is kept: results of large models would be looked through at each collection of rubbish.
  const outages = Object.values(result.scenarios.base.nodes).reduce(
    (sum, node) => sum + node.outagesPerHorizon.value,
    0,
  );
  return { seconds, cpu, outages, checksum: count === Number(trials) ? checksumOf(result) : '' };
}

const perTrial = [];
const cpuPerTrial = [];
let last;
// The first round is for the compiler of the engine.
for (let round = 0; round <= Number(rounds); round++) {
  // The long one first: a long run is compiled with other budgets, and what is compiled stays as it is.
  const long = await timed(Number(trials));
  const short = await timed(Number(shorter));
  if (round > 0) perTrial.push((long.seconds - short.seconds) / (trials - shorter));
  if (round > 0) cpuPerTrial.push((long.cpu - short.cpu) / (trials - shorter));
  last = long;
}
await session.close();
const { outages, checksum } = last;
console.log(JSON.stringify({ read, perTrial: median(perTrial), cpuPerTrial: median(cpuPerTrial), outages, checksum }));
