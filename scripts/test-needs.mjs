/**
 * Installs what the tests need of the operating system: tmux (the program in a real terminal) and Chromium (pages in a real browser).
 *
 * Only on Debian and its kin, and only what is missing. Elsewhere, or without the right to install, it names what is missing and
 * leaves it at that: the tests that need it then skip and say so.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const NEEDS = [
  { command: 'tmux', packageName: 'tmux', use: 'tests of the terminal' },
  { command: 'chromium', packageName: 'chromium', use: 'tests of pages in a browser' },
];

/** Waits for another installation to end, rather than fail. */
const PATIENTLY = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];

const isThere = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;

/** What stands before a command that installs: nothing for root, sudo where it asks for no password, otherwise null. */
function authority() {
  if (process.getuid?.() === 0) return [];
  return isThere('sudo') && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : null;
}

function install(packages) {
  const before = authority();
  if (before === null || !existsSync('/usr/bin/apt-get')) return false;
  const aptGet = (...words) => {
    const [program, ...rest] = [...before, 'apt-get', ...PATIENTLY, ...words];
    execFileSync(program, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  try {
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', ...packages);
    return true;
  } catch {
    return false;
  }
}

const missing = NEEDS.filter(({ command }) => !isThere(command));
if (missing.length > 0) {
  const packages = missing.map(({ packageName }) => packageName);
  console.log(`Installing what the tests need: ${packages.join(', ')}`);
  if (!install(packages)) {
    for (const { packageName, use } of missing.filter(({ command }) => !isThere(command))) {
      console.log(`${packageName} is missing: ${use} will be skipped. On Debian: apt-get install ${packageName}`);
    }
  }
}
