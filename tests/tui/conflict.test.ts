import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nextStep } from '../../src/tui/commands/next-step.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import { differencesOf } from '../../src/tui/host/differences.ts';
import { product } from '../../src/tui/product.ts';
import type { State } from '../../src/tui/state/state.ts';
import { driven, type Driven } from './driven.ts';
import { MODEL } from './host/host-of.ts';

function words(state: State): string {
  const overlay = product.overlays.find(({ id }) => id === state.overlay?.id);
  const view = overlay?.view(state, state.overlay?.own, 72, 18, themeOf({ glyphs: 'unicode', palette: 'none' }));
  return (view?.lines ?? []).map((line) => line.trimEnd()).join('\n');
}

/** Another program writes the file, while there is a what-if of one level. */
async function overwritten(text: string): Promise<Driven> {
  const one = await driven();
  await one.press('2', 'right');
  writeFileSync(one.file, text);
  await one.send({ kind: 'file', change: { kind: 'changed', file: one.file, hash: 'another' }, at: 10 });
  return one;
}

test('values are told apart by their path, with what is new and what is gone', () => {
  const before = { a: { b: '1 h', c: [1, 2] }, list: [{ own: '£1' }] };
  const after = { a: { c: [1, 3], d: 5 }, list: [{ own: '£2' }] };
  expect(differencesOf(before, after)).toEqual([
    { path: 'a.b', from: '1 h', to: null },
    { path: 'a.c', from: '[1,2]', to: '[1,3]' },
    { path: 'a.d', from: null, to: '5' },
    { path: 'list.1.own', from: '£1', to: '£2' },
  ]);
});

test('a conflict says what is otherwise in the file, and that the what-if still fits', async () => {
  const { state, press } = await overwritten(MODEL.replace('every 1..3 years', 'every 1..5 years'));
  expect(words(state())).toContain('In the file:\n  threats.fault.occurs: every 1..5 years (was every 1..3 years)');
  expect(words(state())).toContain('guard: none to night: still fits');
  await press('r');
  expect(state().said.at(-1)?.words).toBe('read anew: 1 value changed');
  expect(state().whatIf.changes).toHaveLength(1);
});

test('who goes on with the old text is asked again before it is saved: that is the next key', async () => {
  const { state, press } = await overwritten(MODEL.replace('every 1..3 years', 'every 1..5 years'));
  await press('o', 'right');
  expect(state().overlay).toBeNull();
  expect(nextStep(product, state())).toMatchObject({ key: 's', command: 'save' });
  await press('s');
  expect(state().overlay?.id).toBe('conflict');
  await press('r', 's');
  expect(state().overlay?.id).toBe('save');
});

test('a level that is gone is said to fit no longer, and nothing is dropped', async () => {
  const { state } = await overwritten(
    MODEL.replaceAll('night: { order: 1, opex', 'evening: { order: 1, opex').replace(
      '{ guard: night }',
      '{ guard: evening }',
    ),
  );
  expect(words(state())).toMatch(/guard: none to night: no longer fits: .*night/);
  expect(state().whatIf.changes).toHaveLength(1);
});

test.each([
  ['comments alone', `# another word\n${MODEL}`, 'comments or layout; every figure is as it was'],
  ['a fault', MODEL.replace('every 1..3 years', 'every 1..3 hams'), '1 fault: '],
])('%s', async (_, text, expected) => {
  const { state } = await overwritten(text);
  expect(words(state())).toContain(expected);
});
