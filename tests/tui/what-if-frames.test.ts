import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DoughnutDocument } from '../../src/results/doughnut-document.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { withoutColours, widthOf } from '../../src/tui/draw/text.ts';
import type { Look } from '../../src/tui/draw/theme.ts';
import { makeHost } from '../../src/tui/host/make-host.ts';
import type { HostRequest, HostSaid } from '../../src/tui/host/messages.ts';
import { priceTable } from '../../src/tui/host/price-table.ts';
import { product } from '../../src/tui/product.ts';
import type { Effect } from '../../src/tui/state/message.ts';
import type { State } from '../../src/tui/state/state.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { modelFrom } from '../model/parse/small-model.ts';
import { frameOf } from './frame-of.tsx';
import { MODEL } from './host/host-of.ts';
import { driven, press, pressed, startedState } from './opened.ts';
import { answered } from './study-states.ts';

const update = updateOf(product);
/** `ringfence doughnut --json` of the small works. */
const RINGS = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/works-rings.json'), 'utf8'),
) as DoughnutDocument;
const PRICES = priceTable(modelFrom(MODEL), 'discipline', RINGS);

/** What a host says of one question. */
async function saidOf(file: string, request: HostRequest): Promise<readonly HostSaid[]> {
  const said: HostSaid[] = [];
  const runner = makeInlineRunner();
  const done = new Promise<void>((resolve) => {
    const host = makeHost(runner, (one) => {
      if (one.id !== request.id) return;
      said.push(one);
      if (one.kind === 'done' || one.kind === 'failed') void host.close().then(resolve);
    });
    host.receive({ say: 'ask', request: { kind: 'open', file, id: -1 } });
    host.receive({ say: 'ask', request });
  });
  await done;
  await runner.close();
  return said;
}

const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-frames-'));
const file = path.join(folder, 'works.yaml');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let changed: State;
let known: State;

/** The state with what a host says of questions, and of those that follow from it; the doughnut is the one that is kept. */
async function heard(first: State, effects: readonly Effect[]): Promise<State> {
  let state = first;
  for (const effect of effects) {
    if (effect.kind !== 'ask') continue;
    const { request } = effect;
    const small: HostRequest =
      request.kind === 'answer'
        ? { ...request, target: { kind: 'trials', trials: 2000 } }
        : request.kind === 'compare'
          ? { ...request, trials: 2000 }
          : request;
    const said: readonly HostSaid[] =
      request.kind === 'rings'
        ? [{ id: request.id, kind: 'rings', rings: RINGS, prices: PRICES }]
        : request.kind === 'risks' || request.kind === 'snowball'
          ? []
          : await saidOf(file, small);
    for (const one of said) {
      // How fast this machine is belongs to no frame
      const fixed: HostSaid =
        one.kind === 'answer' || one.kind === 'today' ? { ...one, answer: { ...one.answer, rate: 100_000 } } : one;
      const [next, more] = update(state, { kind: 'host', said: fixed, at: 3000 });
      state = await heard(next, more);
    }
  }
  return state;
}

const rows = (state: State): string =>
  `${frameOf(state)
    .map((row) => withoutColours(row).trimEnd())
    .join('\n')}\n`;

const sized = (state: State, columns: number, height: number, look?: Look): State => ({
  ...state,
  size: { columns, rows: height },
  ...(look === undefined ? {} : { look }),
});

beforeAll(async () => {
  writeFileSync(file, MODEL);
  const first = await driven(startedState(), [{ kind: 'begin', file: { path: file, shown: 'works.yaml' } }]);
  changed = await heard(first.state, first.effects);
  for (const message of press('2', 'right')) {
    const [next, effects] = update(changed, message);
    changed = await heard(next, effects);
  }
  known = await answered(changed, file, '3', '4', '5', '2');
}, 600_000);

const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

const TABS = [
  ['controls', []],
  ['conditions', [']']],
  ['spend', [']', ']']],
  ['compare', ['[']],
] as const;

const ASCII: Look = { glyphs: 'ascii', palette: 'none' };

/** Figures are of 2,000 trials, the doughnut of a document that is kept. */
describe('the what-if', () => {
  test.each(TABS)('%s', async (name, keys) => {
    for (const [columns, height] of SIZES) {
      const state = pressed(sized(changed, columns, height), ...keys);
      await expect(rows(state)).toMatchFileSnapshot(`frames/${name}-${columns}x${height}.txt`);
    }
    const ascii = rows(pressed(sized(changed, 80, 24, ASCII), ...keys));
    expect(ascii).toMatch(/^[\n\u0020-\u007e]*$/);
    await expect(ascii).toMatchFileSnapshot(`frames/${name}-ascii-80x24.txt`);
  });

  test.each([
    ['save', ['s']],
    ['leave', ['right', 'q']],
    ['export', ['x']],
    ['spend-today', ['u', ']', ']']],
    ['figure', ['a', 'o', 'p', 'e', 'x']],
    ['messages', [']', ']', ']', 'u', 'u', 'u', 'u', '!']],
    ['nothing-matches', ['/', 'g', 'a', 'u', 'r', 'd', 'enter']],
  ])('%s', async (name, keys) => {
    const state = await answered(changed, file, ...keys);
    await expect(rows(state)).toMatchFileSnapshot(`frames/${name}-80x24.txt`);
  });

  test('while it runs, a limit on the mean says what the money says, and the badge that it may move', () => {
    // The first futures of the what-if happen to be bad years
    const ran = structuredClone(changed.changed!);
    const result = ran.answer!.document.scenarios[ran.answer!.scenario]!;
    const dearer = { value: 9_000, standardError: 2_000 };
    Object.assign(result.loss, { mean: dearer });
    Object.assign(
      result.appetite.find(({ kind }) => kind === 'meanLoss')!,
      { estimate: dearer },
    );
    const shown = rows(sized({ ...changed, changed: { ...ran, isSettled: false } }, 80, 24));
    expect(shown).toMatch(/B mean +£7\.3k ≈ +£4\.5k/);
    expect(shown).toMatch(/loss, mean +£7\.3k → £4\.5k/);
    expect(shown).toContain('? 1 of 2 → …? 1 of 2');
  });

  test('the file has changed', async () => {
    const change = { kind: 'changed', file, hash: 'another' } as const;
    const [asked, effects] = update(changed, { kind: 'file', change, at: 4000 });
    const state = await heard(asked, effects);
    await expect(rows(state)).toMatchFileSnapshot('frames/conflict-80x24.txt');
  });
});

describe('every place', () => {
  const places = ['1', '2', '3', '4', '5'].flatMap((screen) =>
    [[], [']'], [']', ']'], [']', ']', ']']].map((tabs) => [screen, ...tabs]),
  );
  const looks: readonly Look[] = (['unicode', 'block', 'ascii'] as const).flatMap((glyphs) =>
    (['none', 'usual', 'blue-orange'] as const).map((palette) => ({ glyphs, palette })),
  );

  test('fills its rows in every size and look, no panel fails, and colour says nothing that words do not', () => {
    for (const [place, keys] of places.entries()) {
      for (const [columns, height] of SIZES) {
        const plain = rows(pressed(sized(known, columns, height, { glyphs: 'unicode', palette: 'none' }), ...keys));
        expect(plain, keys.join(' ')).not.toContain('this panel failed');
        const look = looks[place % looks.length];
        const state = pressed(sized(known, columns, height, look), ...keys);
        const frame = frameOf(state);
        expect(frame.map(widthOf)).toEqual(Array.from({ length: height }, () => columns));
        if (look?.glyphs === 'unicode') expect(rows(state)).toBe(plain);
      }
    }
  });
});
