/**
 * W3, one thread, causes on, beside the C program that comes with it; and the same with one switchover, one share, one fallback
 * and one effect of 50 % added, by time per outage.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { buildC, line, median, one, speedOfC, w3Text } from './peers.mjs';

/** Long enough for the compiler to take its time: `src/runners/inlining.ts`. */
const TRIALS = 30_000;
const TRIALS_OF_C = 10_000;
const CHECKSUMS = { w3: '38414d184d79', extras: '00649773847e' };

export async function w3({ peers, scratch, rounds }) {
  if (w3Text(peers) === undefined) return console.log('  not run: its data is absent');
  const c = buildC(peers, scratch);
  const files = { w3: path.join(scratch, 'w3.yaml'), extras: path.join(scratch, 'w3-extras.yaml') };
  writeFileSync(files.w3, w3Text(peers));
  writeFileSync(files.extras, w3Text(peers, true));
  const figures = { w3: [], extras: [] };
  const ofC = [];
  for (let round = 0; round < rounds; round++) {
    for (const name of Object.keys(files)) figures[name].push(one(files[name], TRIALS, 1, CHECKSUMS[name]));
    if (c === undefined) continue;
    ofC.push(speedOfC(execFileSync(c.program, [String(TRIALS_OF_C), '1'], { cwd: c.folder, encoding: 'utf8' })));
  }
  const speed = median(figures.w3.map(({ perTrial }) => 1 / perTrial));
  line('library, one thread', `${Math.round(speed).toLocaleString('en-GB')} trials/s`);
  if (c !== undefined) {
    line('C', `${Math.round(median(ofC)).toLocaleString('en-GB')} trials/s`);
    line('time, over that of C', median(figures.w3.map(({ perTrial }, i) => perTrial * ofC[i])).toFixed(2), 'bar 3.0');
  }
  const perOutage = ({ perTrial, outages }) => perTrial / outages;
  const ratios = figures.extras.map((extras, i) => perOutage(extras) / perOutage(figures.w3[i]));
  line('with the extras, time per outage, over that without', median(ratios).toFixed(2), 'bar 1.5');
}
