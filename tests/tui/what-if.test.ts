import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isUnsaved, type State } from '../../src/tui/state/state.ts';
import { footer } from '../../src/tui/commands/footer.ts';
import { nextStep } from '../../src/tui/commands/next-step.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import { saveOverlay } from '../../src/tui/overlays/save.ts';
import { product } from '../../src/tui/product.ts';
import type { Saving } from '../../src/tui/state/saving.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { addedSpend } from '../../src/tui/state/what-if.ts';
import { driven, typing } from './driven.ts';
import { MODEL } from './host/host-of.ts';

const PLAIN = themeOf({ glyphs: 'unicode', palette: 'none' });
const night = { kind: 'level', control: 'guard', from: 'none', to: 'night' };

describe('controls', () => {
  test('a level moves, its spend is there at once, figures follow on the same futures', async () => {
    const { press, state, screen } = await driven();
    await press('2', 'right');
    expect(state().whatIf.changes).toEqual([night]);
    expect(addedSpend(state())).toBe(2000);
    expect(state().changed?.answer?.against?.comparison.spendPerYear).toBe(2000);
    const shown = screen();
    expect(shown).toMatch(/guard +◇─●─○ night/);
    expect(shown).toMatch(/spend on controls +£0 → £2\.00k +\+ £2\.00k/);
    expect(shown).toMatch(/loss, mean +£\S+ → £\S+ +− £/);
  });

  test('steps back and forward; a level as in the file is no change', async () => {
    const { press, state } = await driven();
    await press('2', 'right', 'right');
    const [two] = state().whatIf.changes;
    expect(two).toMatchObject({ to: 'day-and-night' });
    await press('u');
    expect(state().whatIf.changes).toEqual([night]);
    await press('u');
    expect(state().whatIf.changes).toEqual([]);
    expect(state().changed).toBeNull();
    await press('U', 'U');
    expect(state().whatIf.changes).toEqual([two]);
    await press('0');
    expect(state().whatIf.changes).toEqual([]);
    await press('u');
    expect(state().whatIf.changes).toEqual([two]);
  });

  test('a step back is answered at once from what is kept', async () => {
    const { press, state, effects } = await driven();
    await press('2', 'right');
    const settled = state().changed?.answer;
    await press('right');
    const before = effects.length;
    await press('u');
    expect(state().changed?.answer).toBe(settled);
    expect(effects.slice(before).filter(({ kind }) => kind === 'ask')).toEqual([]);
  });

  test('today is run on, although a what-if cut its run short', async () => {
    const { press, state } = await driven();
    await press('2', 'right');
    expect(state().today?.isSettled).toBe(true);
    expect(state().today?.answer?.changes).toEqual([]);
  });
});

test('a scenario, a driver and a figure join the same what-if', async () => {
  const { press, state, screen } = await driven();
  await press('2', 'right', ']', 'j', 'enter');
  expect(state().whatIf.changes).toEqual([night, { kind: 'scenario', from: 'base', to: 'twice' }]);
  expect(screen()).toMatch(/● twice +The grid fails twice as often/);
  expect(screen()).toMatch(/this model has none/);
  await press('a', 'ctrl-u', ...typing('nodes.works.restart'), 'enter', ...typing('2..4 h'), 'enter');
  expect(state().whatIf.changes.at(-1)).toEqual({
    kind: 'figure',
    path: 'nodes.works.restart',
    from: '',
    to: '2..4 h',
  });
  expect(screen()).toMatch(/nodes\.works\.restart +nothing → 2\.\.4 h/);
});

test('a figure that cannot be read is not taken', async () => {
  const { press, state } = await driven();
  await press('2', 'a', 'ctrl-u', ...typing('nodes.works.restart'), 'enter', ...typing('4 hams'), 'enter');
  expect(state().whatIf.changes).toEqual([]);
  expect(state().overlay?.id).toBe('figure');
  await press('esc');
  expect(state().overlay).toBeNull();
});

describe('saving', () => {
  test('writes what was shown, and takes it out again', async () => {
    const { press, state, file, effects } = await driven();
    await press('2', 'right', 's', 'ctrl-u', ...typing('guarded'), 'enter');
    expect(readFileSync(file, 'utf8')).toBe(
      MODEL.replace('  careful: { guard: night }\n', '  careful: { guard: night }\n  guarded: { guard: night }\n'),
    );
    expect(isUnsaved(state())).toBe(false);
    expect(state().said.at(-1)?.words).toBe('saved as portfolio guarded; u takes it out');
    expect(state().model?.portfolios['guarded']).toEqual({ guard: 'night' });
    expect(effects.some(({ kind }) => kind === 'leave')).toBe(false);
    expect(nextStep(product, state()).command).not.toBe('save');
    expect(footer(product, state(), 200, PLAIN)).not.toContain('save');
    await press('u');
    expect(readFileSync(file, 'utf8')).toBe(MODEL);
    expect(state().whatIf.changes).toEqual([night]);
    expect(state().whatIf.saved).toEqual([]);
    expect(state().said.at(-1)?.words).toBe('taken out of the file; U puts it back');
    await press('U');
    expect(readFileSync(file, 'utf8')).toContain('guarded');
    expect(isUnsaved(state())).toBe(false);
    expect(state().said.at(-1)?.words).toBe('saved as portfolio guarded again; u takes it out');
  });

  test('long after it was saved, a step back is first said', async () => {
    const { press, state, file, send } = await driven();
    await press('2', 'right', 's', 'ctrl-u', ...typing('guarded'), 'enter');
    const saved = readFileSync(file, 'utf8');
    await send({ kind: 'tick', at: 60_000 });
    await send({ kind: 'key', key: 'u', at: 60_000 });
    expect(readFileSync(file, 'utf8')).toBe(saved);
    expect(state().said.at(-1)?.words).toBe('last step: saved as portfolio guarded; u takes it out');
    await send({ kind: 'key', key: 'u', at: 61_000 });
    expect(readFileSync(file, 'utf8')).toBe(MODEL);
  });

  test('of a file that somebody else has written since, what was saved stays, and the steps before it can be undone', async () => {
    const { press, state, file, send } = await driven();
    await press('2', 'right', 's', 'ctrl-u', ...typing('guarded'), 'enter');
    const others = readFileSync(file, 'utf8').replace('every 1..3 years', 'every 1..5 years');
    writeFileSync(file, others);
    await send({ kind: 'file', change: { kind: 'changed', file: 'works.yaml', hash: 'another' }, at: 90 });
    await press('u');
    expect(readFileSync(file, 'utf8')).toBe(others);
    expect(state().said.at(-1)?.words).toMatch(/^the file was written by somebody else since/);
    expect(state().whatIf.changes).toEqual([night]);
    await press('u');
    expect(state().whatIf.changes).toEqual([]);
  });

  test('under a name, nothing that was worked out is asked for again; another figure is', async () => {
    const { press, state, effects, file, send } = await driven();
    await press('2', 'right', 'right');
    const before = { today: state().today, changed: state().changed, hash: state().model?.modelHash };
    const asked = effects.length;
    await press('s', 'ctrl-u', ...typing('guarded'), 'enter');
    expect(state().model?.portfolios['guarded']).toEqual({ guard: 'day-and-night' });
    const kinds = (): readonly string[] =>
      effects.slice(asked).flatMap((effect) => (effect.kind === 'ask' ? [effect.request.kind] : []));
    expect(kinds()).not.toContain('answer');
    expect(kinds()).not.toContain('rings');
    expect({ today: state().today, changed: state().changed, hash: state().model?.modelHash }).toEqual(before);
    writeFileSync(file, readFileSync(file, 'utf8').replace('every 1..3 years', 'every 2..3 years'));
    await send({ kind: 'file', change: { kind: 'changed', file: 'works.yaml', hash: 'another' }, at: 90 });
    expect(kinds()).toContain('answer');
  });

  test('levels that the file has a name for are no work to save, and the overlay says which', async () => {
    const { press, state } = await driven();
    await press('2', 'right');
    expect(isUnsaved(state())).toBe(false);
    expect(nextStep(product, state()).command).not.toBe('save');
    await press('s');
    const { own } = state().overlay ?? {};
    const lines = saveOverlay.view(state(), own, 70, 20, PLAIN).lines.join('\n');
    expect(lines).toContain('The file has these levels already: portfolio careful.');
    await press('esc', 'right');
    expect(isUnsaved(state())).toBe(true);
    expect(nextStep(product, state()).command).toBe('save');
  });

  test('asked for on the way out it leaves once it is written, and keeps nothing for the next time', async () => {
    const { press, file, effects } = await driven();
    await press('2', 'right', 'q', 's', 'ctrl-u', ...typing('guarded'), 'enter');
    expect(readFileSync(file, 'utf8')).toContain('  guarded: { guard: night }\n');
    expect(effects.filter(({ kind }) => kind === 'remember' || kind === 'leave')).toMatchObject([
      { kind: 'remember', session: { files: [{ changes: [] }] } },
      { kind: 'leave', status: 0 },
    ]);
  });

  test('what was saved is no what-if the next time', async () => {
    const { press, effects } = await driven();
    await press('2', 'right', 's', 'enter', 'q');
    expect(effects.find(({ kind }) => kind === 'remember')).toMatchObject({ session: { files: [{ changes: [] }] } });
    expect(effects.at(-1)).toEqual({ kind: 'leave', status: 0 });
  });

  test('what the watcher tells before the host has answered is no conflict; the file of somebody else is', async () => {
    const { press, state } = await driven();
    await press('2', 'right', 's');
    const edit = (state().overlay?.own as Saving | undefined)?.edit;
    const hash = edit?.ok === true ? edit.becomes.replace(/^sha256:/, '') : '';
    const update = updateOf(product);
    const [writing] = update(state(), { kind: 'key', key: 'enter', at: 50 });
    const told = (of: string): State =>
      update(writing, { kind: 'file', change: { kind: 'changed', file: 'works.yaml', hash: of }, at: 60 })[0];
    expect(hash).not.toBe('');
    expect(told(hash).overlay?.id).toBe('save');
    expect(told('another').overlay?.id).toBe('conflict');
  });

  test('levels that become current are no what-if any more', async () => {
    const { press, state, file } = await driven();
    await press('2', 'right', 's', 'down', 'down', 'enter');
    expect(readFileSync(file, 'utf8')).toBe(MODEL.replace('    current: none\n', '    current: night\n'));
    expect(state().whatIf.changes).toEqual([]);
    expect(state().model?.controls[0]?.current).toBe('night');
    await press('u');
    expect(readFileSync(file, 'utf8')).toBe(MODEL);
    expect(state().whatIf.changes).toEqual([night]);
    expect(state().changed?.answer?.changes).toEqual([night]);
    await press('U');
    expect(state().model?.controls[0]?.current).toBe('night');
    expect(state().whatIf.changes).toEqual([]);
  });

  test('another program has written the file: nothing is written, and the words stay', async () => {
    const { press, state, file } = await driven();
    await press('2', 'right', 's');
    const others = MODEL.replace('every 1..3 years', 'every 1..5 years');
    writeFileSync(file, others);
    await press('enter');
    expect(readFileSync(file, 'utf8')).toBe(others);
    expect(state().overlay?.id).toBe('save');
    expect(state().overlay?.own).toMatchObject({ edit: { ok: false, words: expect.stringContaining('has changed') } });
  });
});

describe('export', () => {
  test('of the screen as text, of its table as CSV', async () => {
    const { press, effects } = await driven();
    await press('2', 'right', 'x', 'enter');
    expect(effects.at(-1)).toMatchObject({
      kind: 'copy',
      text: expect.stringContaining('A small works\n\n── Controls ──'),
    });
    await press('x', 'down', 'tab', 'down', 'enter');
    expect(effects.at(-1)).toEqual({
      kind: 'save',
      file: 'works-controls.csv',
      text:
        'control,discipline,level today,level in the what-if,spend a year today,spend in the what-if\r\n' +
        'guard,,none,night,0,2000\r\nswitching,,none,none,0,0\r\n',
    });
  });

  test('of all figures as the document of `run`', async () => {
    const { press, effects } = await driven();
    await press('x', 'down', 'down', 'enter');
    const last = effects.at(-1);
    expect(last?.kind === 'copy' ? JSON.parse(last.text) : null).toMatchObject({ result: 1, title: 'A small works' });
  });
});
