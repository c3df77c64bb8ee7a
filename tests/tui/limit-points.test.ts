import { expect, test } from 'vitest';
import { decidingLoss } from '../../src/report/run/limit-figures.ts';
import type { LimitResult } from '../../src/results/scenario-result.ts';
import type { Figures, State } from '../../src/tui/state/state.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import { controlsTab } from '../../src/tui/screens/controls.ts';
import { driven } from './driven.ts';

const POINTS = [
  { loss: 20e6, chance: 0.03 },
  { loss: 150e6, chance: 0.003 },
];

const curveAt = (limit: LimitResult, chance: number, value: number): LimitResult => ({
  ...limit,
  kind: 'curve',
  points: POINTS,
  limit: chance,
  estimate: { value, standardError: 0 },
});

/** The figures with their first limit as a tolerance curve that is judged at the point of this chance. */
function judgedAt(figures: Figures | null, chance: number, value: number): Figures {
  const answer = figures!.answer!;
  const result = answer.document.scenarios[answer.scenario]!;
  const appetite = result.appetite.map((limit, place) => (place === 0 ? curveAt(limit, chance, value) : limit));
  const scenarios = { [answer.scenario]: { ...result, appetite } };
  return { ...figures!, answer: { ...answer, document: { ...answer.document, scenarios } } };
}

test('a tolerance curve judged at two points says both, not one figure beside another', async () => {
  const { press, state } = await driven();
  await press('2', 'right');
  const now: State = {
    ...state(),
    today: judgedAt(state().today, 0.003, 0.00351),
    changed: judgedAt(state().changed, 0.03, 0.0263),
  };
  const panel = controlsTab.panels.find(({ id }) => id === 'limits')!;
  const drawn = (width: number, glyphs: 'unicode' | 'ascii' | 'spoken'): string =>
    panel.draw(now, { width, height: 8, theme: themeOf({ glyphs, palette: 'none' }), isFocused: false }).join('\n');
  expect(drawn(39, 'unicode')).toMatch(/£150m→£20m +0\.351% . +2\.63% ./);
  expect(drawn(46, 'ascii')).toContain('150m->20m');
  expect(drawn(70, 'unicode')).toContain('big £150m→£20m');
  expect(drawn(4000, 'spoken')).toContain('big, today over £150m, what-if over £20m');
  const same = { ...now, changed: judgedAt(state().changed, 0.003, 0.001) };
  expect(panel.draw(same, { width: 70, height: 8, theme: themeOf(now.look), isFocused: false }).join('\n')).toContain(
    'big over £150m',
  );
});

test('the deciding point is that whose chance is the limit; one point decides alone and needs no words', () => {
  const limit = { kind: 'curve', points: POINTS, limit: 0.003 } as unknown as LimitResult;
  expect(decidingLoss(limit)).toBe(150e6);
  expect(decidingLoss({ ...limit, points: POINTS.slice(0, 1), limit: 0.03 })).toBeNull();
  expect(decidingLoss({ ...limit, kind: 'loss' })).toBeNull();
});
