/** What a model file cannot mean, and the remedy it is given. */
import { describe, expect, test } from 'vitest';
import { faultsOf } from '../model/parse/small-model.ts';

const model = (rest: string): string => `ringfence: 1
title: Refused
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
${rest}
`;
const threats = 'threats: { t: { occurs: 1 per year, cost: { own: £1k } } }';

describe('what stands in a list twice', () => {
  const nodes = (needs: string): string =>
    model(`nodes: { s: { kind: asset, count: 2 }, z: { kind: asset }, n: { kind: service, needs: ${needs} } }`);
  const twice = (text: string): string[] => [`6: \`${text}\` stands in this list already; name it once`];

  test.each([
    ['{ g: { at least: 2, of: [z, z, s] } }', 'z'],
    ['{ g: { at least: 3, of: [z, s-1, z] } }', 'z'],
    ['{ g: { any: [z, z] } }', 'z'],
    ['{ g: { all: [s, s-2, z] } }', 's-2'],
    ['{ g: { any: [kind=asset, z] } }', 'z'],
    ['[z, z]', 'z'],
  ])('needs %s', (needs, text) => {
    expect(faultsOf(nodes(needs))).toEqual(twice(text));
  });

  test('what adds something may hold what is there already: one first, then the rest', () => {
    expect(faultsOf(nodes('{ g: { any: [s-2, s, kind=asset] } }'))).toEqual([]);
  });

  test('elsewhere', () => {
    const nodes2 = 'nodes: { a: { kind: asset }, b: { kind: asset } }';
    expect(faultsOf(model(`${nodes2}\ncommon causes: { c: { of: [a, a], beta: 5% } }`))).toEqual([
      '7: `a` stands in this list already; name it once',
    ]);
    expect(faultsOf(model('disciplines: [cyber, cyber]'))).toEqual(twice('cyber'));
    const control = 'controls: { k: { against: [t, t], current: a, levels: { none: {}, a: { prevent: 50% } } } }';
    expect(faultsOf(model(`${threats}\n${control}`))).toEqual(['7: `t` stands in this list already; name it once']);
  });
});

test('a limit on the share of any node, in a file that has none', () => {
  const appetite = 'appetite: { limits: { s: { share of tail: any node, most: 30% } } }';
  expect(faultsOf(model(`${threats}\n${appetite}`))).toEqual([
    '7: this file has no node; leave the limit out, or say what the threats take down',
  ]);
  const control = 'controls: { k: { against: t, current: a, levels: { none: {}, a: { prevent: 50% } } } }';
  expect(faultsOf(model(`${threats}\n${control}\n${appetite}`))).toHaveLength(1);
  expect(faultsOf(model(`nodes: { n: { kind: asset } }\n${threats}\n${appetite}`))).toEqual([]);
});
