import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { opened, printed } from '../../src/cli/browser.ts';
import { ringfence } from './ringfence.ts';

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
