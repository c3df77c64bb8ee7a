/** What a second worker gains on W3, beside what two runs of the C program gain together in the same round. */
import { spawn } from 'node:child_process';
import { makeThreadRunner, openSession, readModelText } from '../../dist/index.js';
import { buildC, check, line, median, speedOfC, valueOf, w3Text } from './peers.mjs';

const TRIALS = 10_240;
const CHECKSUM = 'dfa952193609';

/** Starts the C program; gives the seconds until all that were started are over. */
async function secondsOfC({ program, folder }, programs) {
  const began = performance.now();
  const runs = Array.from(
    { length: programs },
    (_, i) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, ['20000', String(i + 1)], { cwd: folder });
        let text = '';
        child.stdout.on('data', (data) => (text += data));
        child.on('error', reject);
        child.on('close', () => resolve(speedOfC(text)));
      }),
  );
  await Promise.all(runs);
  return (performance.now() - began) / 1000;
}

export async function workers({ peers, scratch, rounds }) {
  const text = w3Text(peers);
  if (text === undefined) return console.log('  not run: its data is absent');
  const c = buildC(peers, scratch);
  const model = valueOf(readModelText(text));
  const sessions = [1, 2].map((count) => openSession(model, makeThreadRunner({ workers: count })));
  const gains = [];
  const ofC = [];
  const cpu = [];
  for (let round = 0; round <= rounds; round++) {
    const figures = [];
    for (const session of sessions) {
      const began = performance.now();
      const before = process.cpuUsage();
      check('w3', await session.run({ trials: TRIALS, seed: 'bench' }), CHECKSUM);
      const used = process.cpuUsage(before);
      figures.push({ seconds: (performance.now() - began) / 1000, cpu: used.user + used.system });
    }
    if (round === 0) continue;
    gains.push(figures[0].seconds / figures[1].seconds);
    cpu.push(figures[1].cpu / figures[0].cpu);
    if (c !== undefined) ofC.push((2 * (await secondsOfC(c, 1))) / (await secondsOfC(c, 2)));
  }
  for (const session of sessions) await session.close();
  line('two workers, times as fast as one', median(gains).toFixed(2));
  if (c !== undefined) {
    line('two C programs, times as fast as one', median(ofC).toFixed(2));
    line('gain, over that of C', median(gains.map((gain, i) => gain / ofC[i])).toFixed(2), 'bar .90');
  }
  line('CPU per trial with two, over that with one', median(cpu).toFixed(2), 'bar 1.10');
}
