/** W1, twenty risks over 100,000 years, as a whole process, beside the numpy program that comes with it: CPU seconds. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { line, median, root } from './peers.mjs';

const YEARS = 100_000;
/** Right answers, by Fourier transform. */
const MEAN = 1_383_010;
const VAR95 = 3_291_000;
/** The mean at seed `bench`, to the last bit: no speed is bought with another answer. */
const OURS = 1377182.1784666989;

function modelText(csv) {
  const risks = csv
    .trim()
    .split('\n')
    .map((row) => row.split(','));
  return [
    'ringfence: 1',
    'title: Benchmark W1, twenty risks',
    'currency: USD',
    'starts: 2027-01-01',
    'horizon: 1 year',
    'bearers: { own: count }',
    'threats:',
    ...risks.map(
      ([, name, rate, low, high]) => `  ${name}: { occurs: ${rate} per year, cost: { own: $${low}..$${high} } }`,
    ),
    '',
  ].join('\n');
}

/** CPU seconds of a command, and what it prints; undefined, with a word, when it fails. */
function timed(command, cwd) {
  const script = 'TIMEFORMAT="%U %S"; time "$@"';
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', ...command], { cwd, encoding: 'utf8' });
  if (status !== 0) return undefined;
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { cpu: user + system, answer: JSON.parse(stdout) };
}

export async function w1({ peers, scratch, rounds }) {
  const folder = path.join(peers, 'w1');
  if (!existsSync(path.join(folder, 'portfolio.csv'))) return console.log('  not run: its data is absent');
  const model = path.join(scratch, 'w1.yaml');
  writeFileSync(model, modelText(readFileSync(path.join(folder, 'portfolio.csv'), 'utf8')));
  const main = path.join(root, 'dist/cli/main.js');
  const size = ['--trials', String(YEARS), '--workers', '1', '--seed', 'bench'];
  const ratios = [];
  const ours = [];
  for (let round = 0; round < rounds; round++) {
    const own = timed([process.execPath, main, 'run', model, ...size, '--json'], scratch);
    const { mean, valueAtRisk } = own.answer.scenarios.base.loss;
    if (mean.value !== OURS) throw new Error(`the mean is ${mean.value}, not ${OURS}`);
    if (Math.abs(mean.value - MEAN) > 4 * mean.standardError) throw new Error(`the mean is not ${MEAN}`);
    const { value, standardError } = valueAtRisk['0.95'];
    if (Math.abs(value - VAR95) > 4 * standardError) throw new Error(`the 95 % quantile is not ${VAR95}`);
    ours.push(own.cpu);
    const numpy = timed(['python3', 'w1_numpy.py', String(YEARS)], folder);
    if (numpy !== undefined) ratios.push(own.cpu / numpy.cpu);
  }
  line('whole process, CPU', `${median(ours).toFixed(2)} s`);
  if (ratios.length === 0) console.log('  numpy not run: no python3 with numpy');
  else line('CPU, over that of numpy', median(ratios).toFixed(2), 'bar 1.5');
}
