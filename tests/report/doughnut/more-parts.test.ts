/** The parts of a page beyond the rings, of a simulated model. */
import { beforeAll, describe, expect, test } from 'vitest';
import { doughnut } from '../../../src/doughnut/doughnut.ts';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { doughnutReport, MORE_PARTS, type MorePart } from '../../../src/report/doughnut/doughnut-report.ts';
import { displayWidth } from '../../../src/report/text/display-width.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { doughnutDocumentSchema, type DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';

const YARD = `ringfence: 1
title: A yard
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
spend: { discount: 3.5%, budget: { from 2027: £120k per year, from 2028: £500k per year } }
threats:
  fire: { occurs: 4..12% per year, cost: { own: £3m..£6m } }
  theft: { occurs: 5..15 per year, cost: { own: £10k..£30k } }
controls:
  sprinkler:
    against: [fire]
    current: none
    levels: { none: {}, fitted: { capex: £400k, life: 15 years, opex: £20k..£40k per year, prevent: 60..85% } }
  guards:
    against: [theft]
    current: day
    levels: { none: {}, day: { opex: £190k per year, prevent: 40..60%, friction: £10k per year } }
appetite:
  confidence: 80%
  limits: { big: { mean loss: £400k per year } }
`;

let document: DoughnutDocument;
beforeAll(async () => {
  const session = openSession(readModelFileText(YARD, 'yard.yaml'), makeInlineRunner());
  document = await doughnut(session, { worlds: 100, trials: 10_000 });
});

const page = (show: readonly MorePart[], width = 80): string[] =>
  doughnutReport({ document, command: ['ringfence doughnut', 'yard.yaml'], show }, { width, style: PLAIN });

describe('the page beyond the rings', () => {
  test('the document is read back as it was written', () => {
    expect(doughnutDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  test('says by itself what finance asks first, and tables when asked', () => {
    const plain = page([]).join('\n');
    for (const heading of ['Over 5 years, at 3.5% a year', 'What the best is good for', 'If the budget were another']) {
      expect(plain).toContain(`\n${heading}`);
    }
    expect(plain.replace(/\s+/g, ' ')).toMatch(/a net present value of £\S+, £\S+ to £\S+ in 9 worlds of 10/);
    expect(plain).not.toContain('Year by year');
    expect(plain).toContain('--show finance, --show why');
    const whole = page(MORE_PARTS).join('\n');
    for (const heading of [
      'Year by year',
      'What to do in which year',
      'What each change is worth',
      'Less and more money',
      'The last and the next pound',
      'If one estimate is other than thought',
      'What testing a control is worth',
      'What better estimates are worth',
    ]) {
      expect(whole).toContain(`\n${heading}`);
    }
    // The money of the first year buys the sprinklers only in the second
    expect(whole).toMatch(/2028 +£500k +£4\d\dk +sprinkler/);
  });

  test('no line is wider than the page', () => {
    for (const width of [40, 60, 80, 120]) {
      for (const line of page(MORE_PARTS, width)) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    }
  });
});
