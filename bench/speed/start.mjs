/** How long a command takes that has little to do: its CPU beside that of bare Node, in turns. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { line, median, root } from './peers.mjs';

const PROGRAM = path.join(root, 'dist/cli/main.js');
const HUB = path.join(root, 'scenarios/hub-airport/as-was.yaml');

const COMMANDS = {
  'bare Node': ['-e', '0'],
  '--version': [PROGRAM, '--version'],
  'check, a model with formulas': [PROGRAM, 'check', HUB],
  'run of 2,000 trials': [PROGRAM, 'run', HUB, '--trials', '2000'],
  'run of 2,000 trials on two threads': [PROGRAM, 'run', HUB, '--trials', '2000', '--workers', '2'],
};

/** Seconds of CPU of a process that has ended. */
export function cpuOf(words) {
  // What a child has used is known to its parent alone; Node does not say it, but a shell does.
  const timed = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1', 'bash', process.execPath, ...words],
    {
      encoding: 'utf8',
    },
  );
  const [user, system] = timed.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return user + system;
}

export async function start({ rounds }) {
  const seconds = Object.fromEntries(Object.keys(COMMANDS).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, words] of Object.entries(COMMANDS)) seconds[name].push(cpuOf(words));
  }
  const bare = seconds['bare Node'];
  for (const [name, all] of Object.entries(seconds)) {
    const ratio = median(all.map((each, round) => each / bare[round]));
    line(name, `${median(all).toFixed(2)} s of CPU`, `${ratio.toFixed(1)} of bare Node`);
  }
}
