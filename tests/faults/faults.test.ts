/** What goes wrong while the program runs: full disks, Ctrl-C at any moment, readers who leave, threads that die. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { resultDocumentSchema } from '../../src/results/result-document.ts';
import { GOOD } from '../bad-input/plant.ts';
import { AT_WORK, loadHook, ringfence, SHOWS_PROGRESS, start, type Running } from '../cli/ringfence.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-faults-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const model = path.join(folder, 'model.yaml');
writeFileSync(model, GOOD);
const program = path.resolve(import.meta.dirname, '../../dist/cli/main.js');

describe('a disk that is full under --out', () => {
  const disk = path.join(folder, 'disk');
  mkdirSync(disk);
  const mounted = ((): boolean => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk], { stdio: 'pipe' });
      return true;
    } catch {
      console.warn('faults: the full disk is skipped: no right to mount a small one');
      return false;
    }
  })();
  afterAll(() => {
    if (mounted) execFileSync('umount', [disk]);
  });

  test.runIf(mounted)('is told, with status 1; the result is shown all the same, and the old file stays', async () => {
    const out = path.join(disk, 'result.json');
    writeFileSync(out, 'old');
    writeFileSync(path.join(disk, 'filler'), Buffer.alloc(8 * 1024));
    const { status, stdout, stderr } = await ringfence('run', model, '--trials', '1000', '--json', '--out', out);
    expect(status).toBe(1);
    expect(stderr).toMatch(/cannot write .*result\.json: the disk is full/);
    expect(stderr).toContain('give --out another path');
    expect(resultDocumentSchema.parse(JSON.parse(stdout)).trials).toBe(1000);
    expect(readFileSync(out, 'utf8')).toBe('old');
    expect(readdirSync(disk).toSorted()).toEqual(['filler', 'result.json']);
  });
});

test('--out where nothing can be written is refused before the work begins', async () => {
  for (const out of [path.join(folder, 'none/result.json'), path.join(model, 'result.json')]) {
    const { status, stdout, stderr } = await start(['run', model, '--trials', '50k', '--out', out], SHOWS_PROGRESS)
      .outcome;
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/cannot write/);
    expect(stderr).not.toMatch(AT_WORK);
  }
});

describe('Ctrl-C', () => {
  /** Says on standard error when the program listens for Ctrl-C. */
  const announce = [
    '--import',
    `data:text/javascript,${encodeURIComponent(`
      process.stderr.write('begun ');
      process.on('newListener', (event) => event === 'SIGINT' && setImmediate(() => process.stderr.write('listening ')));`)}`,
  ];
  const moments: readonly (readonly [string, (running: Running) => Promise<void>])[] = [
    ['in its first instant', () => Promise.resolve()],
    ['before its modules are loaded', ({ shows }) => shows(/begun/)],
    ['as soon as it listens', ({ shows }) => shows(/listening/)],
    ['at the first progress', ({ shows }) => shows(AT_WORK)],
    ['in the midst of work', ({ shows }) => shows(AT_WORK, 10)],
  ];
  test.each(moments)('%s ends it with status 130 and leaves nothing half done', async (_moment, reached) => {
    const place = mkdtempSync(path.join(folder, 'ctrl-c-'));
    const out = path.join(place, 'result.json');
    writeFileSync(out, 'old');
    const words = ['run', model, '--trials', '20m', '--worlds', '20k', '--json', '--out', out];
    const running = start(words, [...SHOWS_PROGRESS, ...announce]);
    await reached(running);
    running.child.kill('SIGINT');
    const { status, stdout } = await running.outcome;
    // Before the program listens, the system ends it, which a shell shows as 130.
    expect(status === 130 || running.child.signalCode === 'SIGINT').toBe(true);
    expect(readdirSync(place)).toEqual(['result.json']);
    const written = readFileSync(out, 'utf8');
    if (stdout === '') expect(written).toBe('old');
    else {
      // What was known: marked, whole, and the same in both places.
      expect(resultDocumentSchema.parse(JSON.parse(stdout)).partial).toBe(true);
      expect(written).toBe(stdout);
    }
  });

  test.each([['compare', model, '--portfolio', 'bare', '--trials', '20m'], ['verify']])(
    'ends %s with status 130',
    async (...words) => {
      const { child, outcome, shows } = start(words, SHOWS_PROGRESS);
      await shows(AT_WORK);
      child.kill('SIGINT');
      expect((await outcome).status).toBe(130);
    },
  );
});

describe('a reader who leaves early', () => {
  test.each([
    ['run', model, '--trials', '2000', '--quiet'],
    ['run', model, '--trials', '2000', '--quiet', '--json'],
    ['check', model, '--read'],
    ['schema'],
    ['verify', '--only', 'threefry-pi'],
    ['--help'],
  ])('%s %s %s: no complaint', async (...words) => {
    const line = `"$0" "${program}" ${words.map((word) => `'${word}'`).join(' ')} | head -1`;
    const child = spawn('bash', ['-o', 'pipefail', '-c', line, process.execPath], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => (stdout += String(data)));
    child.stderr.on('data', (data) => (stderr += String(data)));
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  test('on standard error does no harm', async () => {
    const { child, outcome } = start(['check', path.join(folder, 'none.yaml')]);
    child.stderr?.destroy();
    expect((await outcome).status).toBe(1);
  });
});

describe('threads', () => {
  const whole = ['run', model, '--trials', '20000', '--worlds', '20', '--workers', '2', '--json', '--quiet'];

  /** Lets threads fall over their work while files with the numbers of deaths left stand in a folder. */
  const sabotage = (deaths: number, how: string): readonly string[] => {
    const place = mkdtempSync(path.join(folder, 'deaths-'));
    for (let i = 0; i < deaths; i++) writeFileSync(path.join(place, String(i)), '');
    return loadHook(`const loaded = await next(url, context);
      if (!/^function simulateBlock\\(/m.test(String(loaded.source))) return loaded;
      const source = String(loaded.source).replace('function simulateBlock(', \`
        import * as sabotageFs from 'node:fs';
        import * as sabotageThreads from 'node:worker_threads';
        function simulateBlock(...given) {
          const [left] = sabotageThreads.isMainThread ? [] : sabotageFs.readdirSync(${JSON.stringify(place)});
          if (left !== undefined) { try { sabotageFs.unlinkSync(${JSON.stringify(place)} + '/' + left); ${how} } catch (error) { if (error.code !== 'ENOENT') throw error; } }
          return simulateBlockInTruth(...given);
        }
        function simulateBlockInTruth(\`);
      return { ...loaded, source };`);
  };

  test('that are killed are replaced, and the result is the same to the bit', async () => {
    const [plain, hurt] = await Promise.all([
      ringfence(...whole).then(({ stdout }) => stdout),
      start(whole, sabotage(2, 'process.exit(9);')).outcome,
    ]);
    expect(hurt).toEqual({ status: 0, stdout: plain, stderr: '' });
  });

  test('that die again and again are a fault of the program: status 3', async () => {
    const { status, stdout, stderr } = await start(whole, sabotage(40, 'process.exit(9);')).outcome;
    expect(status).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toContain('Ringfence is at fault');
    expect(stderr).toMatch(/block \d+ has brought down 3 workers/);
  });

  test('that run out of memory are a matter of the machine: status 1, and what helps', async () => {
    const fill = 'const hoard = []; for (;;) hoard.push(new Array(1e5).fill(Math.random()));';
    const limited = ['--max-old-space-size=64', ...sabotage(40, fill)];
    const { status, stdout, stderr } = await start(whole, limited).outcome;
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/needs more memory than a worker thread has: 3 have run out of it/);
    expect(stderr).toContain('fewer --workers');
    expect(stderr).not.toMatch(/at .*\.js:\d+/);
  });
});
