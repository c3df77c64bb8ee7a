import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { withoutColours, widthOf } from '../../src/tui/draw/text.ts';
import type { ModelView, NodeView } from '../../src/tui/host/model-view.ts';
import { needsTree, openRows, pathTo } from '../../src/tui/state/needs-tree.ts';
import type { State } from '../../src/tui/state/state.ts';
import { snowballSlot } from '../../src/tui/state/study.ts';
import { frameOf } from './frame-of.tsx';
import { driven, pressed, startedState } from './opened.ts';
import { answered } from './study-states.ts';

const HEAD = `ringfence: 1
title: Small
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

async function opened(text: string): Promise<{ readonly state: State; readonly file: string }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-map-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'small.yaml');
  writeFileSync(file, HEAD + text);
  const { state } = await driven(startedState(), [{ kind: 'begin', file: { path: file, shown: 'small.yaml' } }]);
  return { state, file };
}

/** Every frame is as large as the terminal, and in ASCII where that is asked for; no panel has failed. */
function holds(state: State): void {
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
    [60, 16],
    [200, 60],
  ] as const) {
    for (const glyphs of ['unicode', 'ascii'] as const) {
      const frame = frameOf({ ...state, size: { columns, rows }, look: { glyphs, palette: 'usual' } });
      expect(frame).toHaveLength(rows);
      for (const row of frame) {
        expect(widthOf(row)).toBe(columns);
        const plain = withoutColours(row);
        expect(plain).not.toContain('this panel failed');
        // oxlint-disable-next-line no-control-regex -- none of them may be there
        expect(plain).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        if (glyphs === 'ascii') expect(plain).toMatch(/^[\u0020-\u007e]*$/);
      }
    }
  }
}

const PLACES = [
  ['3'],
  ['3', ']'],
  ['4'],
  ['4', ']'],
  ['4', ']', 't'],
  ['4', ']', ']'],
  ['5'],
  ['5', ']'],
  ['5', ']', ']'],
  ['5', '['],
];

describe('models that have little', () => {
  test.each([
    ['one node and no threats', 'nodes: { alone: { kind: service } }\nthreats: {}\n'],
    [
      'nodes that need each other, and names that would steer a terminal',
      `nodes:
  a: { kind: service, label: "\\e[2J漢字👩‍🚀 very long very long very long", owner: "the\\u202Eboss", needs: [b] }
  b: { kind: service, needs: [a], goal: "stay \\e[31mup", loss: [{ own: £1k per hour }] }
threats:
  fire: { label: "\\e[2Jfire", occurs: every 1 years, affects: { a: { outage: 5 h } } }
accepted: [{ risk: fire, by: "\\e[1mA. Manager", until: 2025-12-31, up to: £1 }]
`,
    ],
  ])('%s: every place says something, and what fails is played', async (_, text) => {
    const { state, file } = await opened(text);
    const known = await answered(state, file, '3', '4', '5');
    for (const keys of PLACES) holds(pressed(known, ...keys));
    const played = await answered(known, file, '3', 'f', 'right', 'right', 'n', 'G');
    holds(played);
    expect(frameOf(played).join('\n')).toContain('Over 200 such futures');
  });
});

test('an accepted risk says how long ago it lapsed and by how much it is over; a set that is enough has its share of the worst', async () => {
  const { state, file } = await opened(`nodes:
  grid: { kind: infrastructure }
  works: { kind: service, needs: [grid], goal: bread, loss: [{ own: £1k per hour }] }
threats:
  fault: { occurs: 4 per year, affects: { grid: { outage: 5 h } } }
  fog: { occurs: 1 per year, affects: { works: { outage: 1 h } } }
accepted:
  - { risk: fault, by: A. Manager, until: 2025-12-31, up to: £1k }
  - { risk: fog, by: B. Manager, until: 2026-01-11, up to: £30k }
  - { risk: fog, by: C. Manager }
`);
  const known = await answered(state, file, '4', '5');
  const place = (...keys: readonly string[]): string =>
    frameOf(pressed(known, '4', ']', ']', ...keys))
      .map((row) => withoutColours(row).trimEnd())
      .join('\n');
  expect(place()).toMatch(/2 risks accepted, 1 over, 1 lapsed|2 risks accepted, 1 lapsed/);
  expect(place()).toContain('31 Dec 2025: lapsed 1 day ago');
  expect(place()).toMatch(/up to +£1\.00k: over by £\d/);
  expect(place('j')).toContain('11 Jan 2026: 10 days left');
  expect(place('j')).toMatch(/up to +£30\.0k: 19 cases of 20 stay below it/);
  expect(place('G')).toContain('no date is stated');
  expect(place('G')).toContain('any sum is accepted');
  const [goal] = snowballSlot.of(known)?.value?.cutSets ?? [];
  expect(goal?.sets).toEqual([['grid']]);
  // Nearly all of the worst years comes by the grid: five hours against one
  expect(Number.parseFloat(goal?.shares[0] ?? '')).toBeGreaterThan(90);
});

const node = (id: string, members: readonly string[]): NodeView => ({
  id,
  label: id,
  kind: 'service',
  discipline: null,
  owner: null,
  goal: null,
  needs: members.map((member) => ({ id: member, words: '', members: [member] })),
  matters: false,
});

describe('the tree', () => {
  test('has every node once, and each of them again where it is met again; a loop is named', () => {
    const nodes = [node('a', ['b', 'c']), node('b', ['d']), node('c', ['d']), node('d', ['b']), node('x', [])];
    const tree = needsTree({ nodes }, 'needs', null);
    expect(tree.rows.map(({ depth, kind, node: of }) => [depth, kind, of])).toEqual([
      [0, 'node', 'a'],
      [1, 'node', 'b'],
      [2, 'node', 'd'],
      [3, 'loop', 'b'],
      [1, 'node', 'c'],
      [2, 'again', 'd'],
      [0, 'node', 'x'],
    ]);
    expect(tree.rows.map(({ end }) => end)).toEqual([6, 4, 4, 4, 6, 6, 7]);
    expect(pathTo(tree, 'd')).toEqual(['a', 'b']);
    const back = needsTree({ nodes }, 'neededBy', 'd');
    expect(back.rows.map(({ kind, node: of }) => [kind, of])).toEqual([
      ['node', 'd'],
      ['node', 'b'],
      ['node', 'a'],
      ['loop', 'd'],
      ['node', 'c'],
      ['again', 'a'],
    ]);
  });

  test('of 5,000 nodes opens to what leads to the chosen one, and no more', () => {
    const nodes = Array.from({ length: 5000 }, (_, k) => node(`n${k}`, k === 0 ? [] : [`n${Math.floor(k / 2)}`]));
    const view: Pick<ModelView, 'nodes'> = { nodes };
    const tree = needsTree(view, 'neededBy', 'n0');
    expect(tree.placeOf.size).toBe(5000);
    const shown = openRows(tree, { turned: new Set() }, 'n4999');
    expect(shown.map(({ node: of }) => of)).toContain('n4999');
    // Two a level, on a way of at most 13 levels
    expect(shown.length).toBeLessThan(30);
  });
});
