import { beforeAll, describe, expect, test } from 'vitest';
import type { ModelView } from '../../src/tui/host/model-view.ts';
import type { RiskView } from '../../src/tui/host/study-messages.ts';
import { tabOf } from '../../src/tui/state/navigation.ts';
import { risksOf } from '../../src/tui/state/risks.ts';
import { product } from '../../src/tui/product.ts';
import type { State } from '../../src/tui/state/state.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { typing } from './driven.ts';
import { frameOf } from './frame-of.tsx';
import { openedState, pressed } from './opened.ts';

const NODES = 5000;
const id = (index: number): string => `plant-${String(index).padStart(4, '0')}`;

/** A chain of nodes in which every tenth begins another one, and a threat for each node. */
function largeView(view: ModelView): ModelView {
  const node = view.nodes[0];
  const threat = view.threats[0];
  if (node === undefined || threat === undefined) throw new Error('the model has no node or no threat');
  const indices = Array.from({ length: NODES }, (_, index) => index);
  return {
    ...view,
    nodes: indices.map((index) => ({
      ...node,
      id: id(index),
      label: `Plant number ${index}`,
      kind: 'asset',
      goal: index % 10 === 9 ? 'output' : null,
      matters: index % 10 === 9,
      needs: index % 10 === 0 ? [] : [{ id: 'inputs', words: 'all of 1', members: [id(index - 1)] }],
    })),
    threats: indices.map((index) => ({
      ...threat,
      id: `fire-${String(index).padStart(4, '0')}`,
      strikes: [id(index)],
    })),
  };
}

const opened = (state: State, view: ModelView): State => {
  const update = updateOf(product);
  return update(state, { kind: 'host', said: { id: 1, kind: 'opened', view }, at: 1000 })[0];
};

/** What is known of a threat: the first cost most. */
const played = (index: number): RiskView => ({
  id: `fire-${String(index).padStart(4, '0')}`,
  next: { low: 8760, middle: 2 * 8760, high: 20 * 8760 },
  sentences: [],
  against: [],
  offered: [],
  beside: [],
  given: {
    begins: '2027-01-01T10:00',
    trials: 2000,
    mean: { value: 1e6 - index, standardError: 1 },
    oneIn20: { value: 2e6, standardError: 1 },
    least: { value: 1e5, standardError: 1 },
    goal: null,
  },
});

let large: State;
beforeAll(async () => {
  const small = await openedState('corner-shop/shop.yaml');
  if (small.model === null) throw new Error('no model is open');
  const view = { ...largeView(small.model), modelHash: 'another' };
  // Its figures are of another model
  large = { ...opened({ ...small, today: null, model: null }, view), running: null };
});

describe.each([
  [80, 24],
  [120, 40],
])('5,000 nodes and threats at %i columns', (columns, rows) => {
  const at = (...keys: readonly string[]): State => pressed({ ...large, size: { columns, rows } }, ...keys);

  test('every place shows rows in sight alone, and says how many there are', () => {
    for (const screen of ['1', '2', '3', '4', '5']) {
      for (const tabs of [[], [']'], [']', ']'], [']', ']', ']']]) {
        const frame = frameOf(at(screen, ...tabs));
        expect(frame).toHaveLength(rows);
        expect(frame.join('\n')).not.toContain('this panel failed');
      }
    }
    expect(frameOf(at('3')).join('\n')).toContain('5,000 nodes');
    expect(frameOf(at('4')).join('\n')).toContain('5,000 risks');
  });

  test('one goes to the end, and finds one of them with the way to it', () => {
    const found = frameOf(at('3', '/', ...typing('plant-4990'), 'enter')).join('\n');
    expect(found).toMatch(/plant-4990 +in .*plant-4991/);
    expect(found).toContain('1 of');
    expect(frameOf(at('4', 'G')).join('\n')).toContain('▸ fire-4999');
    expect(frameOf(at('4', '/', ...typing('fire-1234'), 'enter')).join('\n')).toContain('▸ fire-1234');
  });

  test('the chart of risks shows those that cost most, and says that there are more', () => {
    const state = at('4');
    const update = updateOf(product);
    const request = state.nextRequest - 1;
    const risks = Array.from({ length: NODES }, (_, index) => played(index));
    const [known] = update(state, {
      kind: 'host',
      said: { id: request, kind: 'risks', risks },
      at: 2000,
    });
    const frame = frameOf(pressed(known, ']')).join(' ').replaceAll(/ +/g, ' ');
    expect(frame).toContain('when next');
    expect(frame).toMatch(/\[a fire-0000\] b fire-0001/);
    expect(frame).toContain('and 4,974 risks that cost less: t for the table');
    expect(frame).not.toMatch(/\* fire/);
  });

  test('of those that were not played yet, it is said how many; none of them looks like nothing', () => {
    const state = at('4', 'o');
    const update = updateOf(product);
    const risks = Array.from({ length: NODES }, (_, index) => ({ ...played(index), given: undefined }));
    const of = { id: state.nextRequest - 1, at: 2000 };
    const [asked] = update(state, { kind: 'host', said: { id: of.id, kind: 'risks', risks }, at: 2000 });
    const few = Object.fromEntries(
      [7, 8].map((index) => [
        played(index).id,
        { ...played(index).given!, mean: { value: index - 7, standardError: 0 } },
      ]),
    );
    const [known] = update(asked, { kind: 'host', said: { id: of.id, kind: 'given', given: few }, at: 2000 });
    const frame = frameOf(known).join('\n');
    expect(frame).toContain('2 of 5,000 played so far, the dearest first');
    // By how bad: what costs nothing stands before what nobody knows
    expect(
      risksOf(known)
        .slice(0, 3)
        .map(({ id }) => id),
    ).toEqual(['fire-0008', 'fire-0007', 'fire-0000']);
    expect(frame).toMatch(/fire-0007 .*£0/);
    expect(frame).toMatch(/fire-0000 .*…/);
    expect(frameOf(pressed(known, ']')).join(' ').replaceAll(/ +/g, ' ')).toContain('4,998 risks not played yet');
  });

  test('moving about makes no list anew', () => {
    const state = at('4');
    const moved = pressed(state, 'j', 'j', 'j');
    expect(tabOf(product, moved).id).toBe('risks.register');
    expect(risksOf(moved)).toBe(risksOf(state));
  });
});
