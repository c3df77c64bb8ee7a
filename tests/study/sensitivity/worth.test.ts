import { describe, expect, test } from 'vitest';
import { doughnut } from '../../../src/doughnut/doughnut.ts';
import { sensitivityReport } from '../../../src/report/sensitivity/sensitivity-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { estimate } from '../../../src/results/estimate.ts';
import { sensitivityDocumentSchema, type SensitivityDocument } from '../../../src/results/sensitivity-document.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { sensitivity } from '../../../src/study/sensitivity/sensitivity.ts';
import { withWorth } from '../../../src/study/sensitivity/worth.ts';
import { modelOfText } from '../../fixtures/snowball-models.ts';

/** One event a year or ten, evenly, £1k each; the guard stops all of them for £3k: it pays where they are ten. */
const SELDOM = `ringfence: 1
title: T
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats: { t: { occurs: discrete 1 50% 10 50% per year, cost: { own: £1k } } }
controls: { guard: { against: [t], current: none, levels: { none: {}, on: { opex: £3k per year, prevent: 100% } } } }
`;

const wordsOf = (document: SensitivityDocument): string =>
  sensitivityReport({ document, command: [] }, { width: 80, style: PLAIN }).join(' ').replaceAll(/\s+/g, ' ');

let found: Promise<SensitivityDocument> | null = null;
const known = (): Promise<SensitivityDocument> => (found ??= joined());

async function joined(): Promise<SensitivityDocument> {
  const session = openSession(modelOfText(SELDOM), makeInlineRunner(), { seed: 'worth' });
  const document = await sensitivity(session, { trials: 4000 });
  return withWorth(document, await doughnut(session, { trials: 16_000, worlds: 400 }));
}

describe('what it is worth to know an estimate', () => {
  test('is what the better choice saves: £3k always, or £2k on average when it is known', async () => {
    const document = await known();
    const [first, ...others] = document.worth!.estimates!;
    expect(first!.id).toBe('threats.t.occurs');
    expect(others).toEqual([]);
    const { value, standardError } = first!.worth;
    expect(Math.abs(value - 1000)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(100);
    expect(sensitivityDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toBeDefined();
    const words = wordsOf(document);
    expect(words).toContain('Worth improving first, for what is decided with it: threats.t.occurs.');
    // All of the variance is due to it: nothing that noise left over is told as a rest
    expect(words).toMatch(/the standard deviation of the mean loss would be at most £\d+ instead of £4\./);
  });

  const with_ = (document: SensitivityDocument, estimates: NonNullable<SensitivityDocument['worth']>['estimates']) => ({
    ...document,
    worth: { estimates, worlds: 100, trials: 1000 },
  });

  test('is told only where it is above the noise, and bounded else', async () => {
    const document = await known();
    const one = (id: string, value: number, error: number, high = value) => ({
      id,
      worth: estimate(value, error),
      high,
    });
    const noise = wordsOf(with_(document, [one('a', 150, 100, 400)]));
    expect(noise).toContain(
      'No single estimate, known exactly, would change the choice of controls by more than the noise',
    );
    expect(noise).toContain('none is worth more than £600 a year');
    expect(noise).not.toContain('£150');
    expect(wordsOf(with_(document, [one('a', 0, 0)]))).toContain('the same plan is best whatever they are');
    expect(wordsOf(with_(document, null))).toContain('No plan keeps the limits');
    const tied = wordsOf(with_(document, [one('a', 500, 100), one('b', 400, 100), one('c', 210, 1)]));
    expect(tied).toContain('decided with it: a. Perhaps it is b: between them this run cannot tell.');
    expect(tied).toContain('threats.t.occurs moves the loss more, and changes less what is best to buy.');
  });
});
