/** A doughnut by search as people get it: the longer it runs, by any number of threads, and in words. */
import { beforeAll, describe, expect, test } from 'vitest';
import { doughnut } from '../../../src/doughnut/doughnut.ts';
import type { DoughnutOptions } from '../../../src/doughnut/options.ts';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { doughnutReport } from '../../../src/report/doughnut/doughnut-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import type { DoughnutDocument } from '../../../src/results/doughnut-document.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeThreadRunner } from '../../../src/runners/threads.ts';
import { openSession } from '../../../src/sim/session.ts';
import type { Runner } from '../../../src/sim/session/runner.ts';

const control = (id: string, threat: string, price: number, rule = ''): string =>
  `  ${id}: { against: [${threat}], current: ${rule === '' ? 'none' : 'some'}, ${rule} levels: { none: {}, some: { order: 1, opex: £${price}k..£${price + 5}k per year, prevent: 40..60% }, more: { order: 2, opex: £${2 * price}k per year, prevent: 70..90% } } }`;

const MODEL = `ringfence: 1
title: A depot
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  fire: { occurs: 20..40% per year, cost: { own: £200k..£600k } }
  theft: { occurs: 4..9 per year, cost: { own: £5k..£30k } }
controls:
${control('alarm', 'theft', 15)}
${control('doors', 'theft', 20)}
${control('hydrants', 'fire', 25)}
${control('watch', 'fire', 10, 'mandatory: some,')}
appetite:
  confidence: 80%
  limits: { mean: { mean loss: £90k per year } }
`;

const SIZE = { worlds: 20, trials: 4000, most: 10 } as const;

async function searched(options: DoughnutOptions = {}, runner: Runner = makeInlineRunner()): Promise<DoughnutDocument> {
  const session = openSession(readModelFileText(MODEL, 'depot.yaml'), runner);
  return doughnut(session, { ...SIZE, ...options });
}

let plain: DoughnutDocument;
beforeAll(async () => {
  plain = await searched();
});

describe('a doughnut by search', () => {
  test('has the same bits whatever the number of threads', async () => {
    const runner = makeThreadRunner({ workers: 2 });
    try {
      expect(await searched({}, runner)).toEqual(plain);
    } finally {
      await runner.close();
    }
  });

  test('goes on until its time is up, and is no worse for it', async () => {
    const time = new AbortController();
    let told = 0;
    const longer = await searched({
      searchUntil: time.signal,
      onProgress: (part) => {
        if (part === 'search' && ++told >= 40) time.abort();
      },
    });
    expect(longer.partial).toBe(false);
    expect(longer.search!.screened).toBeGreaterThanOrEqual(plain.search!.screened);
    expect(longer.rings!.necessary.value).toBeLessThanOrEqual(plain.rings!.necessary.value + 1e-6);
    expect(longer.plans.optimum!.total.value).toBeLessThanOrEqual(plain.plans.optimum!.total.value + 1e-6);
  });

  test('time that is up before it began leaves the search as it is without', async () => {
    expect(await searched({ searchUntil: AbortSignal.abort() })).toEqual(plain);
  });

  test('does not know what the law costs, as nothing that lacks what is mandatory was tried', () => {
    expect(plain.lawCost).toBeNull();
  });

  test('says on its page how it was found, and what may be left', () => {
    const page = doughnutReport(
      { document: plain, command: ['ringfence doughnut', 'depot.yaml'] },
      { width: 80, style: PLAIN },
    )
      .join(' ')
      .replace(/\s+/g, ' ');
    const { screened, judged, allowed } = plain.search!;
    expect(allowed).toBe(54);
    expect(page).toContain(`${screened} of 54 portfolios tried`);
    expect(page).toContain(`Searched: of 54 portfolios ${screened} were tried`);
    expect(page).toContain(`and ${judged} of them on all trials`);
    expect(page).toContain('A better one may be left: the least and the best may lie lower, the most lower or higher.');
    expect(page).toContain('How much less might do is not known: no lower bound was worked out');
    expect(page).not.toContain('What is mandatory costs');
    expect(page).not.toContain('all 54 portfolios');
  });
});
