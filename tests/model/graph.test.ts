import { describe, expect, test } from 'vitest';
import { dependencyGraph, loopsOf, loopsOfShares, loopsThatCanLock } from '../../src/model/graph.ts';
import type { Model, NeedGroup } from '../../src/model/model.ts';
import { constant, modelOf } from '../fixtures/model-builder.ts';

const group = (kind: NeedGroup['kind'], members: readonly string[], more: Partial<NeedGroup> = {}): NeedGroup => ({
  id: members.join('+'),
  kind,
  k: 1,
  members,
  weights: [],
  ...more,
});

/** A model of nodes with their needs. */
const needing = (needs: Readonly<Record<string, readonly NeedGroup[]>>, blackStart: readonly string[] = []): Model =>
  modelOf({
    nodes: Object.entries(needs).map(([id, own]) => ({
      id,
      needs: own,
      ...(blackStart.includes(id) ? { blackStart: constant(12, 'hours') } : {}),
    })),
  });

describe('dependencyGraph', () => {
  test('runs from supplier to dependant, one edge a pair, with the groups that it stands for', () => {
    const graph = dependencyGraph(needing({ a: [], b: [], c: [group('any', ['a', 'b']), group('all', ['a'])] }));
    expect(graph.edges().map((edge) => graph.extremities(edge))).toEqual([
      ['a', 'c'],
      ['b', 'c'],
    ]);
    expect(graph.getEdgeAttribute('a', 'c', 'needs')).toEqual(['a+b', 'a']);
  });
});

describe('loopsOf', () => {
  test('finds each loop once, and no node that only hangs on one', () => {
    const needs = {
      a: [group('all', ['b'])],
      b: [group('all', ['a'])],
      c: [group('all', ['b'])],
      d: [group('all', ['e'])],
      e: [group('all', ['f', 'c'])],
      f: [group('all', ['d'])],
    };
    expect(loopsOf(dependencyGraph(needing(needs)))).toEqual([
      ['a', 'b'],
      ['d', 'e', 'f'],
    ]);
  });

  test('follows a chain longer than a call stack is deep', () => {
    const length = 20_000;
    const id = (i: number): string => `n${String(i % length).padStart(5, '0')}`;
    const needs = Object.fromEntries(Array.from({ length }, (_, i) => [id(i), [group('all', [id(i + 1)])]]));
    expect(loopsOf(dependencyGraph(needing(needs)))[0]).toHaveLength(length);
  });
});

describe('loopsThatCanLock', () => {
  const pair = { power: [group('all', ['telecoms'])], telecoms: [group('all', ['power'])] };

  test('names a loop that nothing can lift', () => {
    expect(loopsThatCanLock(needing(pair))).toEqual([['power', 'telecoms']]);
  });

  test('leaves out one with a black start', () => {
    expect(loopsThatCanLock(needing(pair, ['telecoms']))).toEqual([]);
  });

  test('leaves out one that an alternative outside can lift', () => {
    const needs = { ...pair, diesel: [], telecoms: [group('any', ['power', 'diesel'])] };
    expect(loopsThatCanLock(needing(needs))).toEqual([]);
  });

  test('counts the members of a group that are left', () => {
    const needs = (k: number) => ({
      diesel: [],
      a: [group('atLeast', ['b', 'diesel'], { k })],
      b: [group('all', ['a'])],
    });
    expect(loopsThatCanLock(needing(needs(1)))).toEqual([]);
    expect(loopsThatCanLock(needing(needs(2)))).toEqual([['a', 'b']]);
  });

  test('knows that what works in a loop can lift the rest of it', () => {
    // c runs on the diesel whatever falls, and a can run on c.
    const needs = {
      diesel: [],
      a: [group('any', ['b', 'c'])],
      b: [group('all', ['a'])],
      c: [group('any', ['b', 'diesel'])],
    };
    expect(loopsOf(dependencyGraph(needing(needs)))).toEqual([['a', 'b', 'c']]);
    expect(loopsThatCanLock(needing(needs))).toEqual([]);
  });
});

describe('loopsOfShares', () => {
  const needs = (weight: number, more: Partial<NeedGroup> = {}) => ({
    out: [],
    a: [group('share', ['b', 'out'], { weights: [weight, 1 - weight], ...more })],
    b: [group('all', ['a'])],
  });

  test('refuses nine tenths from inside, without a buffer', () => {
    expect(loopsOfShares(needing(needs(0.9)))).toEqual([{ node: 'a', need: 'b+out', weight: 0.9 }]);
    expect(loopsOfShares(needing(needs(0.89)))).toEqual([]);
    expect(loopsOfShares(needing(needs(0.9, { buffer: constant(1, 'hours') })))).toEqual([]);
  });
});
