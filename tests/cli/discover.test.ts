/** `ringfence discover` as people and programs use it. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { discoverDocumentSchema } from '../../src/results/discover-document.ts';
import { ringfence } from './ringfence.ts';

const MODEL = `ringfence: 1
title: '=SUM(A1)'
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  hall: { kind: service, loss: [ { own: £1k per hour } ] }
threats:
  fire: { occurs: every 4 years, affects: { hall: { outage: 30..60 h } } }
  leak: { occurs: every 2 years, affects: { hall: { outage: 1..4 h } } }
appetite:
  limits:
    big: { loss over: £20k, chance: 5% per year }
    mean: { mean loss: £1m per year }
`;

let folder = '';
let file = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'ringfence-discover-'));
  file = path.join(folder, 'model.yaml');
  await writeFile(file, MODEL);
});
afterAll(() => rm(folder, { recursive: true }));

test('the page, the table and the document say the same', async () => {
  const csv = path.join(folder, 'rules.csv');
  const { stdout, status } = await ringfence('discover', file, '--trials', '4000', '--quiet', '--csv', csv);
  expect(status).toBe(0);
  expect(stdout).toMatch(/Which years break it: loss over £20k \(limit big\)\?/);
  expect(stdout).toMatch(/1 {2}fire/);
  expect(stdout).toContain('--trials 4000');
  const asked = await ringfence('discover', file, '--trials', '4000', '--quiet', '--json');
  const { answers } = discoverDocumentSchema.parse(JSON.parse(asked.stdout));
  expect(answers['big']!.rules[0]!.conditions).toMatchObject([{ feature: 'threat', id: 'fire' }]);
  const [head, row] = (await readFile(csv, 'utf8')).split('\r\n');
  expect(head).toContain('share that breaks it');
  expect(row).toContain('big,1,1,threat,fire');
});

test.each([
  [['--limit', 'bag'], /there is no limit `bag`/, /did you mean `big`/],
  [['--limit', 'mean'], /no single period keeps or breaks limit `mean`/, /--over/],
  [['--over', 'much'], /--over much/, /such as 50m/],
  [['--limit', 'big', '--over', '5m'], /two questions/, /ask one/],
])('%j is refused, with what to do', async (options, what, remedy) => {
  const { status, stdout, stderr } = await ringfence('discover', file, '--quiet', ...options);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(what);
  expect(stderr).toMatch(remedy);
});
