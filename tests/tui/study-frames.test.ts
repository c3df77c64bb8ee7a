import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { withoutColours } from '../../src/tui/draw/text.ts';
import type { State } from '../../src/tui/state/state.ts';
import { frameOf } from './frame-of.tsx';
import { openedState, pressed } from './opened.ts';
import { answered } from './study-states.ts';

const AIRPORT = 'hub-airport/as-was.yaml';
const FILE = path.resolve(import.meta.dirname, '../../scenarios', AIRPORT);

const shown = (state: State): string =>
  `${frameOf(state)
    .map((row) => withoutColours(row).trimEnd())
    .join('\n')}\n`;

const sized = (state: State, columns: number, rows: number): State => ({ ...state, size: { columns, rows } });

let played: State;
let tree: State;
let known: State;
beforeAll(async () => {
  const airport = await openedState(AIRPORT);
  played = await answered(airport, FILE, '3', '/', 'i', 'n', 't', 'a', 'k', 'e', 'enter', 'f', 'right', 'right');
  tree = await answered(played, FILE, 'esc', '/', 'esc');
  known = await answered(played, FILE, '4', '5');
}, 600_000);

/** Frames that a review can read; figures are of few trials. */
describe('map, risks and snowball', () => {
  const at = { map: () => played, tree: () => tree, known: () => known };
  test.each([
    ['tree', 'tree', []],
    ['tree filtered', 'map', ['esc']],
    ['needed by', 'tree', ['v']],
    ['cascade', 'map', []],
    ['register', 'known', ['4']],
    ['scatter', 'known', ['4', ']']],
    ['accepted', 'known', ['4', ']', ']']],
    ['points', 'known', ['5']],
    ['chains', 'known', ['5', ']']],
    ['cut sets', 'known', ['5', ']', ']']],
    ['time', 'known', ['5', ']', ']', ']']],
  ] as const)('%s', async (name, of, keys) => {
    const file = name.replaceAll(' ', '-');
    for (const [columns, rows] of [
      [80, 24],
      [120, 40],
      [200, 60],
    ] as const) {
      const state = pressed(sized(at[of](), columns, rows), ...keys);
      await expect(shown(state)).toMatchFileSnapshot(`frames/${file}-${columns}x${rows}.txt`);
    }
  });

  test.each([
    ['cascade', 'map', []],
    ['tree', 'tree', []],
    ['register', 'known', ['4']],
    ['scatter', 'known', ['4', ']']],
    ['accepted', 'known', ['4', ']', ']']],
    ['points', 'known', ['5']],
    ['chains', 'known', ['5', ']']],
    ['cut-sets', 'known', ['5', ']', ']']],
    ['time', 'known', ['5', ']', ']', ']']],
  ] as const)('%s in ASCII', async (name, of, keys) => {
    const state: State = { ...pressed(at[of](), ...keys), look: { glyphs: 'ascii', palette: 'none' } };
    const text = shown(state);
    expect(text).toMatch(/^[\n\u0020-\u007e]*$/);
    await expect(text).toMatchFileSnapshot(`frames/${name}-ascii-80x24.txt`);
  });

  test('when it begins, and how long it is out', async () => {
    await expect(shown(pressed(played, 'c'))).toMatchFileSnapshot('frames/cause-80x24.txt');
  });
});
