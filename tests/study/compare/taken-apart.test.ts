/** What makes the difference between scenarios. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compare, makeInlineRunner, openSession, type Candidate } from '../../../src/index.ts';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { addingUp } from '../../../src/report/compare/apart.ts';
import { compareReport } from '../../../src/report/compare/compare-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { compareDocumentSchema, type CompareDocument } from '../../../src/results/compare-document.ts';
import { takeApart, type ApartFrom } from '../../../src/study/compare/taken-apart.ts';

async function compared(text: string, scenarios: readonly [string, string], trials: number): Promise<CompareDocument> {
  const runner = makeInlineRunner();
  const modelFile = readModelFileText(text);
  const session = openSession(modelFile, runner);
  const [from, to] = scenarios.map((scenario): ApartFrom & Candidate => {
    const selection = { scenario: scenario === 'base' ? undefined : scenario };
    const checked = modelFile.under(selection);
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    const { value: model } = checked;
    return { name: scenario, file: 'm.yaml', portfolio: 'current', modelFile, selection, model, session };
  }) as [ApartFrom & Candidate, ApartFrom & Candidate];
  const candidates = [from, to].map(({ name, file, portfolio, selection }) => ({
    name,
    file,
    portfolio,
    session,
    selection,
  })) as unknown as [Candidate, Candidate];
  const document = await compare(candidates, runner, { trials });
  const found = await takeApart(document!, [from, to], runner, { seed: document!.seed });
  await session.close();
  return found!;
}

const pageOf = (document: CompareDocument): string =>
  compareReport({ document, command: [] }, { width: 80, style: PLAIN }).join('\n');

const D14 = readFileSync('tests/fixtures/drivers/d14-shapley.yaml', 'utf8');

test('all certain: a hold, a set and a shock make 13.50, 20 and 10.50 of 44', async () => {
  const document = await compared(D14, ['base', 'hcs'], 50);
  const { takenApart } = document.comparisons[0]!;
  expect(takenApart!.method).toBe('shapley');
  expect(takenApart!.whole.value).toBeCloseTo(44, 9);
  expect(
    takenApart!.parts.map(({ kind, alone, last, inAllOrders }) => [kind, alone.value, last.value, inAllOrders!.value]),
  ).toEqual([
    ['set', expect.closeTo(20, 9), expect.closeTo(20, 9), expect.closeTo(20, 9)],
    ['hold', expect.closeTo(10, 9), expect.closeTo(17, 9), expect.closeTo(13.5, 9)],
    ['shock', expect.closeTo(7, 9), expect.closeTo(14, 9), expect.closeTo(10.5, 9)],
  ]);
  const page = pageOf(document);
  expect(page).toContain('What makes the difference: hcs against base, +£44.00');
  expect(page).toMatch(/price held at high\s+\+£10\.00\s+\+£13\.50\s+31%/);
  const read = compareDocumentSchema.parse(JSON.parse(JSON.stringify(document)));
  expect(pageOf(read)).toBe(page);
});

test('between two scenarios only what differs is a part; of one part nothing is taken apart', async () => {
  const several = await compared(D14, ['h', 'hcs'], 50);
  expect(several.comparisons[0]!.takenApart!.parts.map(({ kind }) => kind).toSorted()).toEqual(['set', 'shock']);
  const back = await compared(D14, ['hcs', 'h'], 50);
  expect(back.comparisons[0]!.takenApart!.whole.value).toBeCloseTo(-34, 9);
  const one = await compared(D14, ['base', 'h'], 50);
  expect(one.comparisons[0]!.takenApart).toBeUndefined();
});

test('by chance too, the parts are of the same futures and add up to the difference of the means', async () => {
  const text = `ringfence: 1
title: A shop
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
drivers:
  conflict: { factor: political, states: { war: { occurs: every 8..30 years, lasts: 1..26 weeks, while: { threats.theft.occurs: x2..x4 } } } }
threats:
  theft: { occurs: 1..3 per year, cost: { own: £10k..£60k } }
scenarios:
  bad: { story: All at once., chance: 3..8%, holds: { conflict: war }, set: { threats.theft.cost.own: x2 } }
`;
  const document = await compared(text, ['base', 'bad'], 500);
  const [comparison] = document.comparisons;
  const { parts, whole } = comparison!.takenApart!;
  expect(whole.value).toBeCloseTo(comparison!.loss.mean.value, 6);
  expect(whole.standardError).toBeCloseTo(comparison!.loss.mean.standardError, 6);
  expect(parts.reduce((sum, { inAllOrders }) => sum + inAllOrders!.value, 0)).toBeCloseTo(whole.value, 6);
  expect(parts.every(({ inAllOrders }) => inAllOrders!.standardError > 0)).toBe(true);
  expect(pageOf(document).replace(/\s+/g, ' ')).toContain(
    'bad: All at once. Chance as stated: 3..8%, which plays no part in these figures.',
  );
});

const WAR = `ringfence: 1
title: A war that brings and makes likelier
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
drivers:
  conflict:
    factor: political
    states: { war: { lasts: 1 year, while: { threats.spying.occurs: x3 }, brings: { nodes.airspace: { outage: 10 days } } } }
nodes: { airspace: { kind: infrastructure, loss: [ { own: £100 per hour } ] } }
threats:
  spying: { occurs: 2 per year, cost: { own: £1k } }
  theft: { occurs: 2 per year, cost: { own: £1k } }
scenarios:
  war: { holds: { conflict: war } }
  dear: { holds: { conflict: war }, set: { threats.theft.cost.own: £2k } }
`;

test('in words: by what a state brings, by what it makes likelier, and by what each event does', async () => {
  // War brings 240 h of £100 and four more events of £1k; theft becomes twice as dear: £24k, £4k and £2k.
  const one = pageOf(await compared(WAR, ['base', 'war'], 2000)).replaceAll(/\s+/g, ' ');
  expect(one).toMatch(
    /war against base, \+£2[78]\.\d+k.*: it comes by what it brings or holds down \(conflict: war: \+£24\.0+k\)/,
  );
  expect(one).toMatch(
    /and hardly by what it makes likelier \(spying, 2(\.0)? a year become [56](\.\d)?: \+£[34]\.?\d*k\)/,
  );
  expect(one).toMatch(/What moves the world: chance that it is seen a year state base war conflict, war 0%.* 100%/);
  const document = await compared(WAR, ['base', 'dear'], 2000);
  const page = pageOf(document).replaceAll(/\s+/g, ' ');
  expect(page).toMatch(/In words: conflict held at war does most of it\. It comes by what it brings or holds down/);
});

test('of more than eight parts, what each makes first and last', async () => {
  const paths = Array.from({ length: 9 }, (_, i) => i);
  const text = `ringfence: 1
title: Nine costs
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
${paths.map((i) => `  t${i}: { occurs: on 2027-02-01, cost: { own: £${i + 1} } }`).join('\n')}
scenarios:
  all: { set: { ${paths.map((i) => `threats.t${i}.cost.own: x2`).join(', ')} } }
`;
  const document = await compared(text, ['base', 'all'], 20);
  const { method, parts, whole } = document.comparisons[0]!.takenApart!;
  expect(method).toBe('first and last');
  expect(whole.value).toBeCloseTo(45, 9);
  expect(parts).toHaveLength(9);
  expect(parts[0]).toMatchObject({ alone: { value: expect.closeTo(9, 9) }, last: { value: expect.closeTo(9, 9) } });
  expect(parts[0]!.inAllOrders).toBeNull();
  expect(pageOf(document)).toMatch(/part\s+first\s+last/);
});

test('values that are rounded together add up to the rounded whole', () => {
  expect(addingUp([1.4, 1.4, 1.2], 4, 0)).toEqual([2, 1, 1]);
  expect(addingUp([-1.5, 3.5], 2, 0)).toEqual([-1, 3]);
  expect(addingUp([26_640_000, 1_260_000], 27_900_000, 5)).toEqual([26_600_000, 1_300_000]);
});
