/** Many variants side by side: ordered by what they cost, and what is said of chance. */
import { expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/index.ts';
import { compareReport } from '../../src/report/compare/compare-report.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { compareDocumentSchema, type CompareDocument } from '../../src/results/compare-document.ts';
import { compare, type Candidate } from '../../src/study/compare/compare.ts';
import { HEAD, modelOfText } from './run-text.ts';

/** One fire a year for certain: £100k, and a plant down for 10 h; levels that prevent it cost £30k, or £200k, or nothing. */
const MODEL = `${HEAD}
nodes: { plant: { kind: asset } }
threats:
  fire: { occurs: on 2027-06-01, affects: { plant: { outage: 10 h, cost: { own: £100k } } } }
controls:
  doors:
    current: none
    against: [fire]
    levels:
      none: {}
      good: { order: 1, opex: £30k per year, prevent: 100% }
      gold: { order: 2, opex: £200k per year, prevent: 100% }
      idle: { order: 3, opex: £0 per year, prevent: 0% }
portfolios: { good: { doors: good }, gold: { doors: gold }, idle: { doors: idle } }
`;

async function compared(...portfolios: string[]): Promise<CompareDocument> {
  const [first, ...others] = portfolios.map((portfolio): Candidate => {
    const model = modelOfText(MODEL, { portfolio: portfolio === 'current' ? undefined : portfolio });
    return { name: portfolio, file: 'plant.yaml', portfolio, model };
  });
  return (await compare([first!, ...others], makeInlineRunner(), { trials: 20_000 }))!;
}

const reportOf = (document: CompareDocument, pairs = false): string =>
  compareReport({ document, command: ['ringfence compare', 'plant.yaml'], pairs }, { width: 100, style: PLAIN })
    .join('\n')
    .replace(/ +/g, ' ');

test('more than two variants stand in one table, ordered by loss and spend, with what each costs more than the lowest', async () => {
  const document = await compared('current', 'gold', 'good', 'idle');
  expect(compareDocumentSchema.parse(JSON.parse(JSON.stringify(document))).ranking.by).toBe('loss and spend');
  const { variants } = document.ranking;
  expect(variants.map(({ name, cost }) => [name, cost])).toEqual([
    ['good', 30_000],
    ['current', 100_000],
    ['idle', 100_000],
    ['gold', 200_000],
  ]);
  expect(variants.map(({ aboveLowest }) => aboveLowest.value)).toEqual([0, 70_000, 70_000, 170_000]);
  const report = reportOf(document);
  expect(report).toContain('good has the lowest loss and spend together, £30.0k on average.');
  expect(report).toMatch(/good .*\n current £100k .*\n idle £100k .*\n gold .*/);
  expect(report).not.toContain('against current');
  expect(report).toContain('--pairs shows each beside current.');
  expect(reportOf(document, true)).toContain('gold against current');
});

test('a comparison says with which seed and models it was made, and how to have it again', async () => {
  const document = await compared('current', 'good');
  const report = reportOf(document).replace(/\s+/g, ' ');
  const [before, after] = document.variants.map(({ modelHash }) => modelHash.slice(0, 19));
  expect(report).toContain(`Seed "ringfence", models ${before} (current) and ${after} (good)`);
  expect(report).toContain('To see these figures again: ringfence compare plant.yaml');
  expect(report).not.toContain('In the order of');
});

test('a change of the time that a node is down is in hours', async () => {
  const report = reportOf(await compared('current', 'good'));
  expect(report).toMatch(/plant -£100k -10 h/);
});

test('the answer stands at the end again where a terminal is too low for the report', async () => {
  const page = { width: 80, style: PLAIN };
  for (const portfolios of [
    ['current', 'good'],
    ['current', 'good', 'gold'],
  ]) {
    const report = { document: await compared(...portfolios), command: [] };
    const plain = compareReport(report, page);
    const repeated = compareReport(report, { ...page, rows: 10 });
    const heading = portfolios.length === 2 ? 'good against current' : 'In the order of loss and spend';
    expect(compareReport(report, { ...page, rows: 1000 })).toEqual(plain);
    expect(repeated.slice(0, plain.length)).toEqual(plain);
    expect(plain.filter((line) => line === heading)).toHaveLength(1);
    expect(repeated.slice(plain.length).filter((line) => line === heading)).toHaveLength(1);
  }
});
