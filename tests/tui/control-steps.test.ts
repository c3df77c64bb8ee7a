import { expect, test } from 'vitest';
import type { ComparedRow } from '../../src/tui/host/messages.ts';
import { controlSteps, stepsNote } from '../../src/tui/screens/control-steps.ts';
import { driven } from './driven.ts';

const at = (value: number, standardError: number) => ({ value, standardError });

const row = (name: string, mean: number): ComparedRow => ({
  name,
  spendPerYear: 0,
  businessPerYear: 0,
  mean: at(mean, 100),
  oneIn100: at(5e4, 1e3),
  limits: [
    { id: 'big', status: 'within' },
    { id: 'mean', status: 'not resolved' },
  ],
});

test('single steps are run once somebody asks for their order, each by itself against today; what is not run says so', async () => {
  const { press, state, send, effects, screen } = await driven();
  await press('2', 'right', 'u');
  expect(effects.some((effect) => effect.kind === 'ask' && effect.request.kind === 'steps')).toBe(false);
  await press('o');
  const questions = effects.flatMap((one) => (one.kind === 'ask' && one.request.kind === 'steps' ? [one.request] : []));
  expect(questions).toHaveLength(1);
  const [{ rows, id, urgency }] = questions as [(typeof questions)[0]];
  expect(urgency).toBe('idle');
  expect(rows.map(({ changes }) => changes.map((change) => (change.kind === 'level' ? change.to : '')))).toEqual([
    [],
    ['night'],
    ['automatic'],
  ]);
  // Guard was tried as a what-if before, and is settled; switching was not
  expect(stepsNote(state())).toBe('by loss, 1 of 2 run');
  expect(screen()).toMatch(/switching +not run yet/);

  const { comparison } = { comparison: controlSteps(state())[0]!.row!.comparison! };
  const less = (saved: number, spendPerYear: number) => ({
    ...comparison,
    spendPerYear,
    loss: {
      ...comparison.loss,
      mean: { ...at(-saved, 100), low: -saved - 200, high: -saved + 200, unpairedError: 100 },
    },
  });
  const compared = {
    rows: [row('', 9e3), row('guard', 8e3), row('switching', 1e3)],
    comparisons: [less(10, 2000), less(6000, 5900)],
    trials: 512,
    worlds: 8,
  };
  await send({ kind: 'host', said: { id, kind: 'compared', compared }, at: 50 });
  expect(stepsNote(state())).toBe('by loss avoided');
  // 6,000 are more than what guard saves; less 5,900 for them, guard is worth more
  expect(screen()).toMatch(/switching +− £6\.0\dk ± £100\n[^]*guard +− £2/);
  expect(screen()).toMatch(/to automatic, £5\.90k a year more/);
  await press('o');
  expect(stepsNote(state())).toBe('by loss less price');
  // Ordered by loss and price in all, that is what stands there; the loss is below
  expect(screen()).toMatch(
    /guard +− £9\d\d\? ± £200\n.*night, £2\.00k a year more\n +loss − £2\.\dk[^]*switching +− £100 ± £100/,
  );
  await press('o');
  expect(screen()).toMatch(/guard +●─○─○ none/);
});
