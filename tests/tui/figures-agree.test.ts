import { expect, test } from 'vitest';
import { themeOf } from '../../src/tui/draw/theme.ts';
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
  expect(badge(shown, PLAIN)).toContain(`OUTSIDE: ${outside.length} of ${outside.length}`);
  expect(headline(shown, PLAIN)[1]).toMatch(/^(Both|All \d+) limits are outside \(1 broken, 1 not surely kept/);
});
