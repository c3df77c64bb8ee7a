/** Pages of any width: no line is too wide, and no word is cut inside. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  formatProblems,
  makeInlineRunner,
  openSession,
  readModel,
  readModelText,
  type Model,
  type Selection,
} from '../../src/index.ts';
import { checkSummary } from '../../src/report/check/check-summary.ts';
import { compareReport } from '../../src/report/compare/compare-report.ts';
import { readBack } from '../../src/report/read-back/read-back.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { lawOf } from '../fixtures/law-of.ts';
import { PLAIN, type Page } from '../../src/report/text/style.ts';
import { trialReport } from '../../src/report/trial/trial-report.ts';
import type { CompareDocument } from '../../src/results/compare-document.ts';
import type { ResultDocument } from '../../src/results/result-document.ts';
import type { TrialDocument } from '../../src/results/trial-document.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { distributionOf } from '../../src/sim/distributions/distribution-of.ts';
import { compare } from '../../src/study/compare/compare.ts';
import { explain, explainedColumns } from '../../src/study/explain/explain.ts';
import { trialTimeline } from '../../src/study/trial/trial-timeline.ts';

const file = path.resolve(import.meta.dirname, '../../scenarios/hub-airport/as-was.yaml');
const WIDTHS = [40, 50, 60, 80, 120];
const OPTIONS = { trials: 2500, worlds: 50, seed: 'pages' };

async function modelOf(selection: Selection = {}): Promise<Model> {
  const read = await readModel(file, selection);
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ message }) => message).join('\n'));
}

/** Words of letters, as a reader sees them; pictures are none. */
const wordsOf = (lines: readonly string[]): Set<string> => new Set(lines.join('\n').match(/\p{L}+/gu));

/** What is wrong with a page in some width. */
function faultsOf(page: (page: Page) => string[]): string[] {
  const whole = wordsOf(page({ width: 1000, style: PLAIN }));
  return WIDTHS.flatMap((width) => {
    const lines = page({ width, style: PLAIN });
    const words = wordsOf(lines);
    return [
      ...lines.filter((line) => displayWidth(line) > width).map((line) => `wider than ${width}: ${line}`),
      ...[...words].filter((word) => !whole.has(word)).map((word) => `a piece at ${width}: ${word}`),
      ...[...whole].filter((word) => !words.has(word)).map((word) => `cut or lost at ${width}: ${word}`),
    ];
  });
}

describe('pages of 40 to 120 columns have no line that is too wide, and cut no word', () => {
  let model: Model;
  let given: Model;
  let ordinary: ResultDocument;
  let conditional: ResultDocument;
  let compared: CompareDocument;
  let trial: TrialDocument;

  beforeAll(async () => {
    const runner = makeInlineRunner();
    model = await modelOf();
    given = await modelOf({ given: ['threat=substation-fire'] });
    const better = await modelOf({ portfolio: 'automatic-changeover' });
    const session = openSession(model, runner);
    const sample = await session.sample({ ...OPTIONS, columns: explainedColumns(session.compiled) });
    const result = sample.document.scenarios['base']!;
    const explanation = (await explain(sample, runner))!;
    ordinary = { ...sample.document, scenarios: { base: { ...result, explanation } } };
    conditional = await openSession(given, runner).run(OPTIONS);
    const candidates = [
      { name: 'current', file, portfolio: 'current', model },
      { name: 'automatic-changeover', file, portfolio: 'automatic-changeover', model: better },
    ] as const;
    compared = (await compare(candidates, runner, OPTIONS))!;
    const head = { worlds: 50, trials: 2500, trialsPerWorld: 50, settings: {} };
    trial = trialTimeline(given, compileModel(given), 'pages', { world: 3, trial: 4 }, head);
  });

  const comparing = ['ringfence compare', 'scenarios/hub-airport/as-was.yaml', '--portfolio automatic-changeover'];
  const command = ['ringfence', 'run', 'scenarios/hub-airport/as-was.yaml', '--seed', 'pages', '--trials', '2500'];

  test('a run, explained', () => {
    expect(faultsOf((page) => runReport({ document: ordinary, command }, page))).toEqual([]);
  });

  test('a run on a given event', () => {
    expect(faultsOf((page) => runReport({ document: conditional, command }, page))).toEqual([]);
  });

  test('a comparison of three: the table of all, and the pairs', () => {
    const third = { ...compared.variants[1]!, name: 'a third' };
    const three = {
      ...compared,
      variants: [...compared.variants, third],
      ranking: {
        ...compared.ranking,
        variants: [...compared.ranking.variants, { ...compared.ranking.variants[1]!, name: 'a third' }],
      },
    };
    expect(faultsOf((page) => compareReport({ document: three, command: comparing }, page))).toEqual([]);
    expect(faultsOf((page) => compareReport({ document: three, command: [], pairs: true }, page))).toEqual([]);
  });

  test('a comparison', () => {
    expect(faultsOf((page) => compareReport({ document: compared, command: comparing }, page))).toEqual([]);
  });

  test('a check, and the model read back', () => {
    expect(faultsOf((page) => checkSummary('airport.yaml', model, lawOf, page))).toEqual([]);
    expect(
      faultsOf((page) => readBack(model, (quantity) => distributionOf({ ...quantity, timing: 'uncertain' }), page)),
    ).toEqual([]);
  });

  test('faults', () => {
    const text = readFileSync(path.resolve(import.meta.dirname, '../../scenarios/corner-shop/shop.yaml'), 'utf8')
      .replace('needs:', 'nedes:')
      .replace('own: count', 'own: cuont')
      .replace(/per year/g, 'per yaer');
    const read = readModelText(text, {}, 'shop.yaml');
    const problems = read.ok ? [] : read.problems;
    expect(problems.length).toBeGreaterThan(3);
    // The line of the file is shown as far as there is room for it.
    const words = ({ width }: Page): string[] =>
      formatProblems(problems, { width })
        .split('\n')
        .filter((line, index, all) => !/^ +\^+$/.test(line) && !/^ +\^+$/.test(all[index + 1] ?? ''));
    expect(faultsOf(words)).toEqual([]);
    for (const width of WIDTHS)
      expect(Math.max(...formatProblems(problems, { width }).split('\n').map(displayWidth))).toBeLessThanOrEqual(width);
  });

  test('a timeline', () => {
    expect(faultsOf((page) => trialReport(trial, page))).toEqual([]);
  });
});
