/**
 * The shipped cases as they are run without options: CPU of the whole process until it knows enough, what it then knows, and how
 * many engines the kernel has needed on the way (1: none was full).
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { makeInlineRunner, openSession, readModel } from '../../dist/index.js';
import { line, median, root, valueOf } from './peers.mjs';

const CASES = ['corner-shop/shop', 'hub-airport/as-was', 'hub-airport/as-believed'];

function cpuOf(file) {
  const main = path.join(root, 'dist/cli/main.js');
  const script = 'TIMEFORMAT="%U %S"; time "$@"';
  const command = ['-c', script, 'bash', process.execPath, main, 'run', file, '--workers', '1', '--json'];
  const { stdout, stderr } = spawnSync('bash', command, { encoding: 'utf8', maxBuffer: 1 << 28 });
  const [user, system] = stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { cpu: user + system, result: Object.values(JSON.parse(stdout).scenarios)[0] };
}

/** Engines that a kernel needs for all the trials of a result. */
async function enginesOf(file, { measured, appetite }) {
  const session = openSession(valueOf(await readModel(file)), makeInlineRunner());
  const kernel = session.kernel();
  const sizes = [{ worlds: measured.worlds, trialsPerWorld: measured.trials / measured.worlds }];
  const long = appetite.find(({ judgedIn }) => judgedIn !== undefined)?.judgedIn;
  for (const { worlds, trialsPerWorld } of long === undefined ? sizes : [...sizes, long]) {
    kernel.expect(trialsPerWorld);
    for (let world = 0; world < worlds; world++) {
      for (let trial = 0; trial < trialsPerWorld; trial++) kernel.simulate(world, trial);
    }
  }
  await session.close();
  return kernel.engines();
}

const share = ({ value, standardError }) => (value > 0 ? `${((100 * standardError) / value).toFixed(2)}%` : '-');

export async function defaults({ rounds }) {
  for (const name of CASES) {
    const file = path.join(root, 'scenarios', `${name}.yaml`);
    const runs = Array.from({ length: rounds }, () => cpuOf(file));
    const [{ result }] = runs;
    const { worlds, trials } = result.measured;
    const { mean, tailMean, openLimits, knowsEnough } = result.ended;
    line(name, `${median(runs.map(({ cpu }) => cpu)).toFixed(1)} s`, `CPU; ${trials} trials in ${worlds} worlds`);
    console.log(
      `    mean to ${share(mean)}, tail mean to ${share(tailMean)}, open limits: ${openLimits.join(', ') || 'none'}; ${knowsEnough ? 'knew enough' : 'used all'}`,
    );
    console.log(`    engines: ${await enginesOf(file, result)}`);
  }
}
