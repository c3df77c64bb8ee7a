import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ringfence } from './ringfence.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-sheets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const registers = path.resolve(import.meta.dirname, '../fixtures/registers');
const fixture = path.resolve(import.meta.dirname, '../fixtures/doughnut/p05-misallocation.yaml');
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const at = (name: string): string => path.join(folder, name);

test('a register with words and a mapping: sheet in, verdict out', async () => {
  const words = ['--mapping', path.join(registers, 'matrix-mapping.yaml'), '--out', at('m.yaml'), '--run'];
  const { status, stdout, stderr } = await ringfence('import', path.join(registers, 'matrix.csv'), ...words);
  expect(status).toBe(0);
  expect(flat(stderr)).toContain(
    'The matrix could not order 11 of 15 pairs of risks: 1 lie in the same cell, 10 in cells',
  );
  expect(stdout).toContain('Corporate risks');
  expect(stdout).toContain('Outside appetite');
});

test('a model goes into a workbook and comes back with its hash', async () => {
  const book = at('p05.xlsx');
  expect(await ringfence('export', fixture, '--trials', '6k', '--quiet', '--xlsx', book)).toMatchObject({ status: 0 });
  expect((await ringfence('import', book, '--out', at('p05.yaml'))).status).toBe(0);
  const hashes = [fixture, at('p05.yaml')].map(async (file) => {
    const { stdout } = await ringfence('run', file, '--trials', '10', '--json', '--quiet');
    return JSON.parse(stdout).modelHash as string;
  });
  const [before, after] = await Promise.all(hashes);
  expect(after).toBe(before);
  expect(readFileSync(at('p05.yaml'), 'utf8')).toContain('# Made from p05.xlsx');
});

test('what is at fault is refused, and nothing is written', async () => {
  const missing = await ringfence('import', at('none.csv'));
  expect([missing.status, flat(missing.stderr)]).toEqual([1, expect.stringContaining('check the path')]);
  const words = await ringfence('import', path.join(registers, 'matrix.csv'), '--out', at('not.yaml'));
  expect([words.status, words.stdout]).toEqual([1, '']);
  expect(() => readFileSync(at('not.yaml'))).toThrow();
  const lone = await ringfence('import', path.join(registers, 'quantities.csv'), '--run');
  expect(flat(lone.stderr)).toContain('give --out FILE.yaml');
  const over = await ringfence('export', fixture, '--trials', '10', '--no-spend', '--xlsx', fixture);
  expect(flat(over.stderr)).toContain('the model is read from it');
});

test("a small organisation's own sheet: plain words in, verdict out; what cannot be read is named by its row", async () => {
  const sheet = [
    'Risk,Category,Likelihood (1-5),Cost if it happens,How often,Who',
    'Shop window broken,Physical,3,£300 - £1200,about once every 2 years,Anna',
    'Till theft,People,2,£50-£500,twice a year,Anna',
    'Ransomware,Cyber,2,"£2,000 - £15,000",every 5 to 15 years,Ben',
  ];
  writeFileSync(at('own.csv'), sheet.join('\n'));
  const { status, stdout } = await ringfence('import', at('own.csv'), '--out', at('own.yaml'), '--run');
  expect(status).toBe(0);
  expect(stdout).toContain('Ransomware');
  expect(readFileSync(at('own.yaml'), 'utf8')).toContain('occurs: every 5..15 years');
  writeFileSync(at('odd.csv'), [...sheet, 'Flood,Physical,1,£5k,every 100..2 years,Ben'].join('\n'));
  const odd = await ringfence('import', at('odd.csv'), '--out', at('odd.yaml'));
  expect([odd.status, flat(odd.stderr)]).toEqual([
    1,
    expect.stringContaining('sheet odd.csv, row 5, column E `How often`: '),
  ]);
  expect(() => readFileSync(at('odd.yaml'))).toThrow();
});
