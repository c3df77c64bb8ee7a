import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loopsOf } from '../../../src/sim/compile/loops.ts';

/** Edges as compressed rows. */
function rows(nodes: number, edges: readonly (readonly [number, number])[]): readonly [Int32Array, Int32Array] {
  const starts = new Int32Array(nodes + 1);
  const targets: number[] = [];
  for (let node = 0; node < nodes; node++) {
    for (const [from, to] of edges) if (from === node) targets.push(to);
    starts[node + 1] = targets.length;
  }
  return [starts, new Int32Array(targets)];
}

/** Two nodes lie in one loop when each can be reached from the other: by brute force. */
function byReach(nodes: number, edges: readonly (readonly [number, number])[]): number[] {
  const reach = Array.from({ length: nodes }, (_, i) => Array.from({ length: nodes }, (_, j) => i === j));
  for (const [from, to] of edges) reach[from]![to] = true;
  for (let k = 0; k < nodes; k++) {
    for (let i = 0; i < nodes; i++) {
      for (let j = 0; j < nodes; j++) if (reach[i]![k]! && reach[k]![j]!) reach[i]![j] = true;
    }
  }
  const first = reach.map((row, i) => row.findIndex((reached, j) => reached && reach[j]![i]!));
  const counts = first.map((f) => first.filter((other) => other === f).length);
  const numbers = [...new Set(first.filter((_, i) => counts[i]! > 1))].toSorted((a, b) => a - b);
  return first.map((f, i) => (counts[i]! > 1 ? numbers.indexOf(f) : -1));
}

describe('loops', () => {
  test('are components of two nodes or more, numbered by their first node', () => {
    const [starts, targets] = rows(6, [
      [5, 1],
      [1, 5],
      [0, 2],
      [2, 4],
      [4, 2],
      [3, 3],
    ]);
    expect([...loopsOf(starts, targets).loop]).toEqual([-1, 0, 1, -1, 1, 0]);
  });

  test('agree with reachability by brute force', () => {
    const graph = fc
      .integer({ min: 1, max: 9 })
      .chain((nodes) =>
        fc.tuple(
          fc.constant(nodes),
          fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 2 * nodes }),
        ),
      );
    fc.assert(
      fc.property(graph, ([nodes, edges]) => {
        expect([...loopsOf(...rows(nodes, edges)).loop]).toEqual(byReach(nodes, edges));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  test('ranks put what a node leads to before it, and the nodes of a loop together', () => {
    const graph = fc
      .integer({ min: 1, max: 12 })
      .chain((nodes) =>
        fc.tuple(
          fc.constant(nodes),
          fc.array(fc.tuple(fc.nat(nodes - 1), fc.nat(nodes - 1)), { maxLength: 2 * nodes }),
        ),
      );
    fc.assert(
      fc.property(graph, ([nodes, edges]) => {
        const { loop, rank } = loopsOf(...rows(nodes, edges));
        expect([...rank].toSorted((a, b) => a - b)).toEqual(Array.from({ length: nodes }, (_, i) => i));
        for (const [from, to] of edges) {
          if (from !== to && (loop[from]! < 0 || loop[from] !== loop[to])) expect(rank[to]).toBeLessThan(rank[from]!);
        }
        for (const number of new Set(loop.filter((l) => l >= 0))) {
          const places = [...rank].filter((_, node) => loop[node] === number).toSorted((a, b) => a - b);
          expect(places.at(-1)! - places[0]!).toBe(places.length - 1);
        }
      }),
      { seed: 2, numRuns: 500 },
    );
  });

  test('are found in a ring far longer than the call stack is deep', () => {
    const nodes = 300_000;
    const starts = Int32Array.from({ length: nodes + 1 }, (_, i) => i);
    const targets = Int32Array.from({ length: nodes }, (_, i) => (i + 1) % nodes);
    expect(loopsOf(starts, targets).loop.every((loop) => loop === 0)).toBe(true);
  });
});
