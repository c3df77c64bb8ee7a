import { expect, test } from 'vitest';
import { nextStep } from '../../src/tui/commands/next-step.ts';
import { product } from '../../src/tui/product.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import { limitCells } from '../../src/tui/screens/limit-cells.ts';
import { badge } from '../../src/tui/words/badge.ts';
import { headline } from '../../src/tui/words/headline.ts';
import type { State } from '../../src/tui/state/state.ts';
import { driven } from './driven.ts';

const PLAIN = themeOf({ glyphs: 'unicode', palette: 'none' });

/** What screens say of each limit: how sure it is, and its mark. */
function said(screen: string, state: State): readonly (readonly (string | undefined)[])[] {
  const lines = screen.split('\n');
  return (state.model?.limits ?? []).map(({ id }) => {
    const line = lines.find((one) => new RegExp(`^.{0,4}[A-Z] ${id} `).test(one)) ?? '';
    const words = line.trim().split(/ +/);
    return [
      words.findLast((word) => /^[✓✗≈?]$/.test(word)),
      /(?:[<>]?[\d.]+(?: to [\d.]+)?%)(?=(?: [✓✗≈?])?$)/.exec(line.trim())?.[0],
    ];
  });
}

test('Overview and What-if say the same of how sure each limit is, today and with a change', async () => {
  const { press, screen, state } = await driven();
  for (const keys of [['1'], ['2', 'right', '1']]) {
    await press(...keys);
    const overview = said(screen(), state());
    await press('2');
    expect(said(screen(), state())).toEqual(overview);
    expect(overview.map(([mark]) => mark)).not.toContain(undefined);
    expect(overview.some(([, sure]) => sure !== undefined)).toBe(true);
  }
});

test('the badge and the line of the verdict count the same limits as outside', async () => {
  const { state } = await driven();
  const today = state().today!;
  const answer = today.answer!;
  const { appetite } = answer.document.scenarios[answer.scenario]!;
  const outside = appetite.map((limit, index) => ({
    ...limit,
    status: 'outside' as const,
    confidence: { value: [0.02, 0.6][index] ?? 0.3, standardError: 0 },
  }));
  const document = {
    ...answer.document,
    scenarios: { [answer.scenario]: { ...answer.document.scenarios[answer.scenario]!, appetite: outside } },
  };
  const shown: State = { ...state(), today: { ...today, isSettled: true, answer: { ...answer, document } } };
  expect(outside.length).toBeGreaterThan(1);
  for (const width of [60, 80]) {
    for (const line of headline(shown, PLAIN, width)) {
      expect(line.length).toBeLessThanOrEqual(width);
      expect(line).toMatch(/\.$/);
    }
  }
  expect(badge(shown, PLAIN)).toContain(`OUTSIDE: ${outside.length} of ${outside.length}`);
  expect(headline(shown, PLAIN)[1]).toMatch(/^(Both|All \d+) limits are outside \(1 broken, 1 not surely kept/);
});

test('limits on money are not within where nothing costs any, and limits on outages are', async () => {
  const club = `ringfence: 1
title: A club
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  hall: { kind: service, goal: meet, tolerance: { mtpd: 12 h } }
threats:
  flood: { occurs: every 5..20 years, affects: { hall: { outage: 2..8 h } } }
appetite:
  limits:
    big: { loss over: £10k, chance: 5% per year }
`;
  const { state, screen } = await driven(club);
  expect(badge(state(), PLAIN)).toBe('no losses in the model');
  expect(headline(state(), PLAIN)[1]).toContain('no limit on money says anything');
  expect(nextStep(product, state())).toMatchObject({ command: 'edit', words: 'write losses' });
  expect(screen()).toMatch(/A big +no loss/);
  const other = await driven(`${club}    closed: { outage of: hall, over: mtpd, chance: 60% per year }\n`);
  expect(badge(other.state(), PLAIN)).not.toContain('both');
  expect(headline(other.state(), PLAIN)[1]).toMatch(
    /^Nothing in the model costs money: 1 limit on it says nothing\. The other/,
  );
});

test.each([
  [6_000, '£6k'],
  [100_000, '£100k'],
  [2_500_000, '£2.5m'],
  [100_000_000, '£100m'],
  [20, '£20'],
])('what a limit tolerates loses no zero that counts: %d', (most, words) => {
  const now = { id: 'mean', status: null, isSettled: false, result: null, estimate: null };
  expect(limitCells(now, { kind: 'meanLoss', most }, 'GBP', PLAIN).most).toBe(words);
});
