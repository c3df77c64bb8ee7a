import { expect, test } from 'vitest';
import { seenRows } from '../../src/tui/screens/compared-rows.ts';
import { moneyRows, paysWords } from '../../src/tui/screens/what-if-money.ts';
import { besideToday } from '../../src/tui/words/beside-today.ts';
import type { ComparedRow } from '../../src/tui/host/messages.ts';
import type { State } from '../../src/tui/state/state.ts';
import { movedLimits, openLimits } from '../../src/tui/words/moved-limits.ts';
import { driven, type Driven } from './driven.ts';
import { MODEL } from './host/host-of.ts';

const at = (value: number, standardError: number) => ({ value, standardError });

test('a what-if on fewer futures than today stands where today and the difference say', () => {
  // Today 2.43m is settled; the first futures of the what-if happen to be bad years, and yet it saves 60k on them
  const shown = besideToday(at(2.43e6, 3e4), at(2.6e6, 2e5), at(-6e4, 4e4))!;
  expect(shown.value).toBeCloseTo(2.37e6, 6);
  expect(shown.standardError).toBeCloseTo(5e4, 6);
});

test('on the same futures it is its own figure, and without a difference too', () => {
  const own = at(2.37e6, 3.1e4);
  expect(besideToday(at(2.43e6, 3e4), own, at(-6e4, 1e4))).toBe(own);
  expect(besideToday(at(2.43e6, 3e4), own, null)).toBe(own);
  expect(besideToday(at(2.43e6, 3e4), null, at(-6e4, 1e4))).toBe(null);
});

test('where no loss was seen nothing is set beside today, and no sum falls below nothing', () => {
  const none = at(0, 0);
  expect(besideToday(at(2.43e6, 3e4), none, at(-2.41e6, 3e4))).toBe(none);
  const little = at(1e3, 1e3);
  expect(besideToday(at(2.4e6, 3e4), little, at(-2.41e6, 3e4))).toBe(little);
  const doubtful = { ...at(2.6e6, 2e5), unreliable: true as const };
  expect(besideToday(at(2.43e6, 3e4), doubtful, at(-6e4, 4e4))).toMatchObject({ unreliable: true });
});

test('a limit that too few trials lie behind has gone nowhere', () => {
  const before = [
    { id: 'a', status: 'outside' },
    { id: 'b', status: 'not resolved' },
    { id: 'c', status: 'within' },
  ] as const;
  const after = [
    { id: 'a', status: 'within' },
    { id: 'b', status: 'outside' },
    { id: 'c', status: 'not resolved' },
  ] as const;
  expect(movedLimits(before, after)).toEqual(['a goes from outside to within']);
  expect(openLimits(after)).toEqual(['c']);
});

test('side by side, today and the what-if stand as all screens have them, the others beside them', async () => {
  const { press, state } = await driven();
  await press('2', 'right');
  const row = (name: string, mean: number): ComparedRow => ({
    name,
    spendPerYear: 0,
    businessPerYear: 0,
    mean: at(mean, 1e3),
    oneIn100: at(5e4, 1e3),
    limits: [
      { id: 'big', status: 'not resolved' },
      { id: 'mean', status: 'not resolved' },
    ],
  });
  const difference = { ...at(-1e3, 100), unpairedError: 1e3 };
  const { comparison } = state().changed!.answer!.against!;
  const paired = { ...comparison, loss: { ...comparison.loss, mean: difference } };
  const asked = [
    { name: 'today', changes: [] },
    { name: 'what-if*1', changes: state().whatIf.changes },
    { name: 'twice', changes: [{ kind: 'scenario', from: 'base', to: 'twice' } as const] },
  ];
  const compared = {
    rows: [row('today', 9e3), row('what-if*1', 8e3), row('twice', 8e3)],
    comparisons: [paired, paired],
    trials: 512,
    worlds: 8,
  };
  const [today, whatIf, twice] = seenRows(state(), asked, { asked, compared });
  const result = ({ answer }: { readonly answer: NonNullable<State['today']>['answer'] }) =>
    answer!.document.scenarios[answer!.scenario]!;
  expect(today?.limits.map(({ status }) => status)).toEqual(
    result(state().today!).appetite.map(({ status }) => status),
  );
  expect(whatIf?.limits.map(({ status }) => status)).toEqual(
    result(state().changed!).appetite.map(({ status }) => status),
  );
  expect(today?.trials).toBe(1024);
  expect(whatIf?.mean.value).toBeCloseTo(result(state().changed!).loss.mean.value, 6);
  expect(whatIf?.comparison).toBe(comparison);
  expect(twice?.mean.value).toBeCloseTo(result(state().today!).loss.mean.value - 1e3, 6);
  expect(twice?.trials).toBe(512);
});

test('whether it pays on average and how sure that is are one statement', async () => {
  const { press, state } = await driven();
  await press('2', 'right');
  const against = state().changed!.answer!.against!;
  const told = (mean: number, error: number, share: number): string => {
    const loss = { ...against.comparison.loss, mean: { ...at(mean, error), unpairedError: error } };
    const next = { ...against, comparison: { ...against.comparison, loss, spendPerYear: 2000 }, pays: at(share, 0.01) };
    const { changed } = state();
    return paysWords({ ...state(), changed: { ...changed!, answer: { ...changed!.answer!, against: next } } });
  };
  expect(told(-5000, 100, 0.98)).toBe('it pays, 98% sure');
  expect(told(-2010, 100, 0.68)).toBe('about even on average, 68% sure that it pays');
  expect(told(-500, 100, 0.1)).toBe('it does not pay on average, 10% sure that it does');
  expect(told(-5000, 100, 0.4)).toBe('it pays on average, only 40% sure');
  expect(told(0, 0, 0)).toBe('it costs more and saves nothing');
});

test('what the business bears is a row of its own, in the sum and in whether it pays', async () => {
  const hours = MODEL.replace(
    'opex: £2k per year, prevent',
    'opex: £2k per year, secondment: 100 h at £15 per hour, prevent',
  );
  const [plain, borne] = [await driven(), await driven(hours)];
  for (const { press } of [plain, borne]) await press('2', 'right');
  const sum = ({ state }: Driven): number =>
    moneyRows(state()).find(({ name }) => name.endsWith(' together'))!.difference!.value;
  expect(moneyRows(plain.state()).map(({ name }) => name)).not.toContain('cost to business');
  const own = moneyRows(borne.state()).find(({ name }) => name === 'cost to business');
  expect([own?.from.value, own?.to?.value]).toEqual([0, 1500]);
  expect(sum(borne) - sum(plain)).toBeCloseTo(1500, 6);
  const sure = ({ state }: Driven): number => state().changed!.answer!.against!.pays!.value;
  expect(sure(borne)).toBeLessThan(sure(plain));
});
