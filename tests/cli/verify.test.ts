import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { verifyDocumentSchema } from '../../src/results/verify-document.ts';
import { loadHook, ringfence, start } from './ringfence.ts';

const quick = ['verify', '--only', 'threefry-pi', '--only', 'once'];

test('verify says that the answers hold, in words first, within 80 columns', async () => {
  const { status, stdout, stderr } = await ringfence(...quick);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^All 2 published answers hold: 1 by simulation, in 100,000 trials/);
  expect(stdout).toMatch(/threefry-pi +\[\d\] +4 +4 +exact +holds/);
  expect(stdout).toContain('Random123; Salmon et al. 2011');
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('verify --json prints the document, the same for any workers', async () => {
  const [one, two] = await Promise.all(
    ['1', '2'].map((workers) => ringfence(...quick, '--json', '--workers', workers)),
  );
  const document = verifyDocumentSchema.parse(JSON.parse(one!.stdout));
  expect(document).toMatchObject({ verify: 1, seed: 'verify', trials: 100_000, partial: false, holds: true });
  expect(document.cases.map(({ id }) => id)).toEqual(['once', 'threefry-pi']);
  expect(two!.stdout).toBe(one!.stdout);
});

test('a wrong answer is told, with exit status 1', async () => {
  const plant = `const loaded = await next(url, context);
    return url.includes('/dist/cli/') ? { ...loaded, source: String(loaded.source).replace('59cd1dbb', '59cd1dbc') } : loaded;`;
  const { status, stdout } = await start(quick, loadHook(plant)).outcome;
  expect(status).toBe(1);
  expect(stdout).toMatch(/^Only 1 of 2 published answers hold/);
  expect(stdout).toContain('threefry-pi: words of Threefry4x32-20 that agree is 4, ours 3');
});

test('cases whose data is absent are not run, and say so', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ringfence-verify-'));
  try {
    const without = await ringfence('verify', '--only', 'w3-mean', '--data', folder);
    expect(without.status).toBe(0);
    expect(without.stdout).toContain('not run: data absent');
    expect(without.stdout).toMatch(/^No published answer was run/);
    await writeFile(path.join(folder, 'model.json'), '{ "parents": ');
    const broken = await ringfence('verify', '--data', folder);
    expect(broken.status).toBe(1);
    expect(broken.stderr).toMatch(/model\.json` cannot be read/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each([
  [['--only', 'nonsense'], /there is no case `nonsense`/],
  [['--data', '/no/such/folder'], /`\/no\/such\/folder` is no folder/],
])('verify %j is refused with a remedy', async (words, message) => {
  const { status, stdout, stderr } = await ringfence('verify', ...words);
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
});
