import { describe, expect, test } from 'vitest';
import { withoutColours } from '../../src/tui/draw/text.ts';
import { frameOf } from './frame-of.tsx';
import { driven, openedState, press, pressed, startedState } from './opened.ts';
import type { State } from '../../src/tui/state/state.ts';

const AIRPORT = 'hub-airport/as-was.yaml';

const shown = (state: State): string =>
  `${frameOf(state)
    .map((row) => withoutColours(row).trimEnd())
    .join('\n')}\n`;

const sized = (state: State, columns: number, rows: number): State => ({ ...state, size: { columns, rows } });

/** Frames that a review can read; figures are of 2,000 trials. */
describe('the screen', () => {
  test.each([
    ['overview 80x24', 80, 24, []],
    ['overview 120x40', 120, 40, []],
    ['overview 200x60', 200, 60, []],
    ['why 80x24', 80, 24, ['w']],
    ['how sure 80x24', 80, 24, ['i']],
    ['how much 80x24', 80, 24, ['R']],
    ['help 80x24', 80, 24, ['?']],
    ['help found 80x24', 80, 24, ['?', 's', 'u', 'r', 'e']],
    ['palette 80x24', 80, 24, [':', 's', 'w', 'i']],
    ['filter 80x24', 80, 24, ['/', 'c', 'l', 'o']],
    ['too small 40x10', 40, 10, []],
  ])('%s', async (name, columns, rows, keys) => {
    const state = pressed(sized(await openedState(AIRPORT), columns, rows), ...keys);
    await expect(shown(state)).toMatchFileSnapshot(`frames/${name.replaceAll(' ', '-')}.txt`);
  });

  test('overview in ASCII', async () => {
    const state: State = { ...(await openedState(AIRPORT)), look: { glyphs: 'ascii', palette: 'none' } };
    const text = shown(state);
    expect(text).toMatch(/^[\n\u0020-\u007e]*$/);
    await expect(text).toMatchFileSnapshot('frames/overview-ascii-80x24.txt');
  });

  test('overview in colour says nothing that its words do not', async () => {
    const plain = await openedState(AIRPORT);
    const coloured: State = { ...plain, look: { glyphs: 'unicode', palette: 'usual' } };
    expect(shown(coloured)).toBe(shown(plain));
    expect(frameOf(coloured).join('')).toContain('\u001b[33m');
  });

  test('start, and a file by its path', async () => {
    const models = ['a', 'b'].map((id) => ({
      path: `/models/${id}.yaml`,
      shown: `${id}.yaml`,
      title: `Model ${id}`,
      isShipped: id === 'b',
    }));
    const { state } = await driven(startedState(), [
      { kind: 'begin', file: null },
      { kind: 'done', effect: 'find', outcome: { kind: 'found', models, isAll: true }, at: 10 },
    ]);
    await expect(shown(state)).toMatchFileSnapshot('frames/start-80x24.txt');
    await expect(shown(sized(state, 200, 60))).toMatchFileSnapshot('frames/start-200x60.txt');
    const ascii = shown({ ...state, look: { glyphs: 'ascii', palette: 'none' } });
    expect(ascii).toMatch(/^[\n\u0020-\u007e]*$/);
    await expect(ascii).toMatchFileSnapshot('frames/start-ascii-80x24.txt');
    const asked = pressed(state, 'o', ...Array.from('b.yaml'));
    await expect(shown(asked)).toMatchFileSnapshot('frames/path-80x24.txt');
  });

  test('faults', async () => {
    const first = await openedState(AIRPORT);
    const place = { file: '/models/a.yaml', line: 12, column: 7, length: 3, text: '      b-x: { kind: service }' };
    const problems = [{ code: 'x', message: 'unknown node `b-x`', remedy: 'there are a, b', place }];
    const { state } = await driven(first, [
      { kind: 'host', said: { id: 99, kind: 'faults', problems, files: [] }, at: 1000 },
      ...press('j'),
    ]);
    await expect(shown(state)).toMatchFileSnapshot('frames/faults-80x24.txt');
  });
});
