import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { opened, printed } from '../../src/cli/browser.ts';
import { AT_WORK, loadHook, ringfence, SHOWS_PROGRESS, start } from './ringfence.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const model = path.join(folder, 'kiosk.yaml');
writeFileSync(
  model,
  `ringfence: 1
title: A kiosk
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  theft: { discipline: physical, occurs: 3..9 per year, cost: { own: £1k..£25k } }
appetite: { limits: { mean: { mean loss: £500k per year } } }
`,
);

const textOf = (page: string): string => readFileSync(page, 'utf8').replaceAll(/<script[\s\S]*?<\/script>/g, '');

test('a model becomes one page, which says how to make it again', async () => {
  const page = path.join(folder, 'kiosk.html');
  const { status, stdout, stderr } = await ringfence('report', model, '-o', page, '--trials', '2000', '--worlds', '20');
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toMatch(/Written: .*kiosk\.html \(1\.\d MB\)\./);
  const text = textOf(page);
  expect(text).toContain('A kiosk');
  expect(text).toContain('--seed ringfence --trials 2000 --worlds 20');
  expect(text).toContain('The model has no control: there is nothing to spend on.');
});

test('the first part names each quantity with one figure', async () => {
  const [stand, page] = [path.join(folder, 'stand.yaml'), path.join(folder, 'stand.html')];
  writeFileSync(
    stand,
    `ringfence: 1
title: A stand
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  power: { kind: infrastructure }
  stand: { kind: service, goal: open, needs: [power], restart: 1..2 h, loss: [{ own: £1k..£5k per hour }] }
threats:
  cut: { discipline: physical, occurs: 1..4 per year, affects: { power: { outage: 2..20 h, leaves: 0% } } }
controls:
  ups: { against: [cut], current: none, levels: { none: {}, full: { opex: £2k per year, prevent: 60..90% } } }
appetite: { confidence: 60%, limits: { mean: { mean loss: £500k per year }, tail: { tail mean: 99%, most: £900k } } }
`,
  );
  const { status } = await ringfence('report', stand, '-o', page, '--trials', '4000', '--worlds', '40', '--quiet');
  expect(status).toBe(0);
  const text = /<section id="board"[\s\S]*?<\/section>/.exec(textOf(page))?.[0] ?? '';
  const plain = text.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
  const sums = (words: RegExp): Set<string> =>
    new Set([...plain.matchAll(words)].map(([, sum = '']) => sum.replace('?', '')));
  // The tile, and the limits on the same measures
  expect(sums(/mean loss a year (£[\d.,]+[km]?\??)/g).size).toBe(1);
  expect(sums(/(?:the worst year in 100, on average|mean of the worst 1%) (£[\d.,]+[km]?\??)/g).size).toBe(1);
  expect(plain.match(/mean loss a year £/g)?.length).toBe(2);
  expect(plain).not.toMatch(/\b(?:trials?|worlds?|portfolios?)\b|\s--[a-z]/);
});

test('a result document becomes a page too; what it has not is said', async () => {
  const [result, page] = [path.join(folder, 'result.json'), path.join(folder, 'result.html')];
  await ringfence('run', model, '--trials', '1000', '--worlds', '20', '--out', result, '--quiet');
  const { status, stderr } = await ringfence('report', result, '-o', page);
  expect(status).toBe(0);
  expect(stderr).not.toContain('Simulating');
  expect(textOf(page)).toContain('a page of the model file has it');
});

test('options that a document has no use for are refused, and nothing is written', async () => {
  const page = path.join(folder, 'none.html');
  const { status, stderr } = await ringfence('report', path.join(folder, 'result.json'), '-o', page, '--seed', 'x');
  expect(status).toBe(1);
  expect(stderr).toContain('--seed would change nothing');
  expect(existsSync(page)).toBe(false);
});

test('a page is not written over the model', async () => {
  const before = readFileSync(model, 'utf8');
  const { status, stderr } = await ringfence('report', model, '-o', model);
  expect(status).toBe(1);
  expect(stderr).toContain('the model is read from it');
  expect(readFileSync(model, 'utf8')).toBe(before);
});

test('without a Chromium, or what opens pages, words say so', async () => {
  expect(await printed('a.html', 'a.pdf', folder)).toMatch(/^no Chromium was found/);
  expect(await opened('a.html', folder)).toMatch(/open it yourself$/);
});

describe('Ctrl-C', () => {
  test('once writes the page with what is known, and says in it what was not looked at', async () => {
    const page = path.join(folder, 'cut.html');
    const words = ['report', model, '-o', page, '--trials', '20m', '--worlds', '20k'];
    const { child, outcome, shows } = start(words, SHOWS_PROGRESS);
    await shows(AT_WORK, 10);
    child.kill('SIGINT');
    const { status, stderr } = await outcome;
    expect(status).toBe(130);
    expect(stderr).toContain('Stopping: the page has what is known.');
    expect(stderr).toContain('Written: ');
    const text = textOf(page);
    expect(text).toContain('The work was cut short before this was looked at.');
    expect(text).toContain('cut short');
  });

  test('twice leaves at once, and the page that stood there stays', async () => {
    const page = path.join(folder, 'stays.html');
    writeFileSync(page, 'the page of before');
    // The work never ends, whatever it is told, so that only the second can end the program.
    const forever = `await (() => new Promise(() => { setInterval(() => {}, 1e6); process.stderr.write('stalled'); }))(`;
    const stall = loadHook(`const loaded = await next(url, context);
      if (!url.includes('/report-action-')) return loaded;
      return { ...loaded, source: String(loaded.source).replace('await reportDocuments(', ${JSON.stringify(forever)}) };`);
    const { child, outcome, shows } = start(['report', model, '-o', page], stall);
    await shows(/stalled/);
    child.kill('SIGINT');
    await shows(/Stopping/);
    child.kill('SIGINT');
    expect((await outcome).status).toBe(130);
    expect(readFileSync(page, 'utf8')).toBe('the page of before');
  });
});
