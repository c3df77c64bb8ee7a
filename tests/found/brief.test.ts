/** A run on one screen, and the verdict within reach at the end of a long report. */
import { beforeAll, expect, test } from 'vitest';
import path from 'node:path';
import { makeInlineRunner, openSession, readModel, type ResultDocument, type Until } from '../../src/index.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { PLAIN } from '../../src/report/text/style.ts';

const scenarios = path.resolve(import.meta.dirname, '../../scenarios');

async function runOf(file: string, given?: readonly string[], until?: Until): Promise<ResultDocument> {
  const read = await readModel(path.join(scenarios, file), { given });
  if (!read.ok) throw new Error(`${file} has faults`);
  return openSession(read.value, makeInlineRunner()).run({ trials: 10_000, worlds: 100, until });
}

const briefOf = (document: ResultDocument): string[] =>
  runReport({ document, command: [], brief: true }, { width: 80, style: PLAIN });

let airport: ResultDocument;

beforeAll(async () => {
  airport = await runOf('hub-airport/as-was.yaml');
});

test.each([
  ['hub-airport/as-was.yaml', undefined],
  ['hub-airport/as-was.yaml', ['threat=substation-fire']],
  ['corner-shop/shop.yaml', undefined],
  ['corner-shop/shop.yaml', ['threat=power-cut']],
])('the brief of %s, given %j, fits a terminal of 24 lines and 80 columns', async (file, given) => {
  const lines = briefOf(await runOf(file, given));
  expect(lines.length).toBeLessThan(24);
  expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
});

test('a brief has the verdict with the gravest limits, the curve, and the three threats that cost most', () => {
  const text = briefOf(airport).join('\n');
  expect(text).toMatch(/^Outside appetite$/m);
  expect(text.replace(/\s+/g, ' ')).toMatch(/of 7 limits .* Gravest: one-point \d+% \(at most 30%: outside\)/);
  expect(text).toMatch(/1%┤/);
  const causes = /caused by[^\n]*\n((?: {2}\S[^\n]*\n){3}) {2}and \d more, together/.exec(`${text}\n`)?.[1] ?? '';
  const named = causes.split('\n').flatMap((line) => line.trim().split(/\s+/)[0] ?? []);
  const threats = Object.entries(airport.scenarios['base']!.threats);
  const greatest = threats.toSorted(([, a], [, b]) => b.lossCaused.value - a.lossCaused.value).slice(0, 3);
  expect(named.slice(0, 3)).toEqual(greatest.map(([id]) => id));
});

test('a brief that was to run until something says whether it came to that, on the same screen', async () => {
  const lines = briefOf(await runOf('corner-shop/shop.yaml', undefined, { relative: 0.001, of: 'tvar99' }));
  expect(lines.length).toBeLessThan(24);
  expect(lines.join(' ').replace(/\s+/g, ' ')).toContain('Did not reach what it was to run until, "0.1% of tvar99".');
  expect(briefOf(airport).join(' ')).not.toContain('until');
});

test('the verdict stands at the end again where a terminal is too low for the report, and only there', () => {
  const page = { width: 80, style: PLAIN };
  const report = { document: airport, command: ['ringfence', 'run'] };
  const plain = runReport(report, page);
  const isVerdict = (line: string): boolean => line === 'Outside appetite';
  expect(plain.filter(isVerdict)).toHaveLength(1);
  expect(runReport(report, { ...page, rows: 1000 })).toEqual(plain);
  const repeated = runReport(report, { ...page, rows: 24 });
  expect(repeated.slice(0, plain.length)).toEqual(plain);
  expect(repeated.slice(plain.length).filter(isVerdict)).toHaveLength(1);
  expect(repeated.length - plain.length).toBeLessThan(8);
});
