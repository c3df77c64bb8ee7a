import { describe, expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Model, NeedGroup } from '../../../src/model/model.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { makeSettled } from '../../../src/snowball/structure/settled.ts';
import { structureOf, type Structure } from '../../../src/snowball/structure/structure.ts';
import { constant, effect, modelOf, type NamedNode } from '../../fixtures/model-builder.ts';
import { modelOfText, SNOWBALL_ANSWERS, snowballModel } from '../../fixtures/snowball-models.ts';
import { makeRandom } from '../../fixtures/random.ts';

const answers = SNOWBALL_ANSWERS as Readonly<
  Record<string, { singlePoints?: Record<string, readonly string[]>; hidden?: readonly string[] }>
>;

const structure = (model: Model, goals?: readonly string[]): Structure =>
  structureOf(model, compileModel(model), { seed: 'structure', goals });

const pointsOf = ({ goals }: Structure): Record<string, readonly string[]> =>
  Object.fromEntries(goals.map(({ goal, points }) => [goal, points.map(({ node }) => node)]));

const HEAD = `ringfence: 1
title: Structure
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  theft: { discipline: physical, occurs: 1 per year, cost: { own: £1k } }
`;

describe('one is enough, on the golden models:', () => {
  test.each(Object.entries(answers).filter(([, { singlePoints }]) => singlePoints !== undefined))(
    '%s',
    (name, answer) => {
      const found = structure(snowballModel(name));
      expect(pointsOf(found)).toMatchObject(answer.singlePoints!);
      expect(found.hidden.map(({ node }) => node)).toEqual(answer.hidden ?? []);
    },
  );
});

describe('a supply chain of three tiers', () => {
  // Three suppliers who all buy from one; that one from another
  const CHAIN = `${HEAD}
nodes:
  fx: { kind: supplier }
  x: { kind: supplier, needs: [fx] }
  s1: { kind: supplier, needs: [x] }
  s2: { kind: supplier, needs: [x] }
  s3: { kind: supplier, needs: [x] }
  power: { kind: infrastructure }
  plant:
    kind: process
    goal: made
    needs: { parts: { any: [s1, s2, s3], switchover: 3 days, buffer: 10 days }, power: {} }
    restart: 6 h
    loss: [ { own: £10k per hour } ]
`;

  test('has what is above all alternatives, at any tier, as hidden', () => {
    const { goals, hidden } = structure(modelOfText(CHAIN));
    expect(goals[0]?.points.map(({ node }) => node)).toEqual(['fx', 'power', 'x']);
    expect(hidden).toEqual(
      ['x', 'fx'].map((node, at) => ({
        node,
        goals: ['plant'],
        contracts: [
          {
            holders: ['plant'],
            need: 'parts',
            members: ['s1', 's2', 's3'],
            falling: ['s1', 's2', 's3'],
            tier: at + 2,
          },
        ],
      })),
    );
  });

  test('hides nothing when one alternative buys elsewhere', () => {
    const { goals, hidden } = structure(
      modelOfText(CHAIN.replace('s3: { kind: supplier, needs: [x] }', 's3: { kind: supplier }')),
    );
    expect(goals[0]?.points.map(({ node }) => node)).toEqual(['power']);
    expect(hidden).toEqual([]);
  });

  test('hides nothing that a holder of the contract names', () => {
    const named = CHAIN.replace('power: {} }', 'power: {}, x: {} }');
    expect(structure(modelOfText(named)).hidden.map(({ node }) => node)).toEqual(['fx']);
  });

  test('hides nothing where one of the alternatives is enough by itself', () => {
    const leaning = CHAIN.replace('power: { kind: infrastructure }', 'power: { kind: infrastructure, needs: [s1] }');
    expect(structure(modelOfText(leaning)).hidden).toEqual([]);
  });
});

describe('what counts as down', () => {
  const withGoal = (goal: string): string => `${HEAD}
nodes:
  east: { kind: infrastructure }
  west: { kind: infrastructure }
  hall: { kind: service, goal: open, ${goal} }
`;
  const SHARE = 'needs: { meals: { share: { east: 60%, west: 40% } } }';

  test('is what lies below mbco, where it is stated', () => {
    const goal = `${SHARE}, tolerance: { mtpd: 4 h, mbco: 50% }`;
    expect(structure(modelOfText(withGoal(goal))).goals[0]?.points).toEqual([{ node: 'east', left: 0.4, inWorlds: 1 }]);
  });

  test('is giving nothing, where none is', () => {
    expect(pointsOf(structure(modelOfText(withGoal(SHARE))))).toEqual({ hall: [] });
  });

  test('is not what a fallback keeps up, and a stock does not keep it for ever', () => {
    const goal = `needs: { east: { fallback: 60% after 3 h }, west: { buffer: 30 days } }, tolerance: { mtpd: 4 h, mbco: 50% }`;
    expect(pointsOf(structure(modelOfText(withGoal(goal))))).toEqual({ hall: ['west'] });
  });

  test('goes by most worlds where the fallback is uncertain', () => {
    const of = (fallback: string): Structure => {
      const goal = `needs: { east: { fallback: ${fallback} } }, tolerance: { mtpd: 4 h, mbco: 50% }`;
      return structure(modelOfText(withGoal(goal)));
    };
    expect(pointsOf(of('45..75%'))).toEqual({ hall: [] });
    const [point] = of('25..55%').goals[0]!.points;
    expect(point?.node).toBe('east');
    expect(point?.inWorlds).toBeGreaterThan(0.7);
    expect(point?.inWorlds).toBeLessThan(1);
  });

  test('leaves no single point of what is down already, for want of a spare that is not bought', () => {
    const text = `${HEAD}
nodes:
  hall: { kind: service, goal: open, needs: [spare] }
controls:
  spare: { against: [theft], current: none, levels: { none: { capacity: 0% }, whole: { opex: £1k per year } } }
`;
    expect(structure(modelOfText(text)).goals).toEqual([{ goal: 'hall', isDownUnhurt: true, points: [] }]);
  });

  test('may be asked of any node, but not of one that is none', () => {
    const model = modelOfText(withGoal(SHARE));
    expect(structure(model, ['east']).goals).toEqual([{ goal: 'east', isDownUnhurt: false, points: [] }]);
    expect(() => structure(model, ['esat'])).toThrow('the goal "esat" is no node');
  });
});

/** Any needs: shares, fallbacks, alternatives that change over in a month, stocks, restarts; now and then a loop, if asked for. */
function randomGraph(seed: number, loops: number, fallbacks: number): Model {
  const random = makeRandom(seed);
  const ids = Array.from({ length: random.whole(3, 9) }, (_, i) => `n${i}`);
  const needOf = (of: number, at: number): NeedGroup => {
    const members = random
      .sample(
        ids.filter((_, i) => i !== of && (i < of || random.chance(loops))),
        random.whole(1, 3),
      )
      .toSorted();
    const kind = random.pick(['all', 'any', 'any', 'atLeast', 'share'] as const);
    const isAlternative = kind === 'any' || kind === 'atLeast';
    return {
      id: `g${at}`,
      kind,
      k: kind === 'atLeast' ? random.whole(1, members.length) : 1,
      members,
      weights: kind === 'share' ? members.map(() => 1.2 / members.length) : [],
      ...(isAlternative && random.chance(0.5) ? { switchover: constant(730, 'hours') } : {}),
      ...(random.chance(0.3) ? { buffer: constant(100, 'hours') } : {}),
      ...(random.chance(fallbacks) ? { fallback: constant(random.pick([0.1, 0.5]), 'share', 'uncertain') } : {}),
    };
  };
  const nodes = ids.map((id, i): NamedNode => {
    const needs = i === 0 ? [] : Array.from({ length: random.whole(0, 2) }, (_, at) => needOf(i, at));
    const restart = random.chance(0.3) ? { restart: constant(50, 'hours') } : {};
    return { id, needs: needs.filter(({ members }) => members.length > 0), ...restart };
  });
  const threats = [{ id: 'storm', affects: [effect('n0', 50)] }];
  return modelOf({ nodes, threats });
}

/** What a node can do without another, read off the rules; of graphs without loops. */
function withoutByRules(model: Model, lost: string, id: string): number {
  const node = model.nodes.find((one) => one.id === id);
  if (node === undefined || id === lost) return 0;
  const given = node.needs.map(({ kind, k, members, weights, fallback }) => {
    const left = members.map((member) => withoutByRules(model, lost, member));
    const best = left.toSorted((a, b) => b - a);
    const supply = {
      all: Math.min(...left),
      any: best[0] ?? 0,
      atLeast: best[k - 1] ?? 0,
      share: Math.min(
        1,
        left.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0),
      ),
    }[kind];
    const floor = fallback?.law.kind === 'constant' ? fallback.law.value : 0;
    return Math.max(floor, supply);
  });
  return Math.min(1, ...given);
}

test('what is left without a node is what the rules say, in random graphs without loops', () => {
  let fallen = 0;
  for (let seed = 0; seed < 150; seed++) {
    const model = randomGraph(seed, 0, 0.3);
    const settled = makeSettled(compileModel(model), 'structure');
    model.nodes.forEach(({ id: lost }, number) => {
      const left = Array.from(settled.without(0, [number]));
      model.nodes.forEach(({ id }, at) => {
        expect(left[at], `graph ${seed}, ${id} without ${lost}`).toBeCloseTo(withoutByRules(model, lost, id), 9);
      });
      if (left.filter((value) => value < 1).length > 1) fallen++;
    });
  }
  expect(fallen).toBeGreaterThan(300);
});

test('points are those that by themselves take the goal down, by brute force, in random graphs without loops', () => {
  let hiddenOnes = 0;
  for (let seed = 1000; seed < 1150; seed++) {
    const model = randomGraph(seed, 0, 0);
    const goal = model.nodes.at(-1)!.id;
    const found = structure(model, [goal]);
    const isEnough = (id: string): boolean => id !== goal && withoutByRules(model, id, goal) < 1e-9;
    const expected = model.nodes.map(({ id }) => id).filter(isEnough);
    expect(pointsOf(found), `graph ${seed}`).toEqual({ [goal]: expected });
    const isHidden = (id: string): boolean =>
      isEnough(id) &&
      model.nodes.some((holder) =>
        holder.needs.some(({ kind, members }) => {
          if (kind === 'all' || members.length < 2 || members.some(isEnough)) return false;
          const others = model.nodes.filter(({ needs }) =>
            needs.some((need) => need.kind !== 'all' && need.members.toSorted().join() === members.toSorted().join()),
          );
          const isNamed = others.some(({ needs }) => needs.some((need) => need.members.includes(id)));
          return !isNamed && members.filter((member) => withoutByRules(model, id, member) < 1 - 1e-9).length >= 2;
        }),
      );
    expect(found.hidden.map(({ node }) => node).toSorted(), `graph ${seed}`).toEqual(expected.filter(isHidden));
    hiddenOnes += found.hidden.length;
  }
  expect(hiddenOnes).toBeGreaterThan(5);
});

test('loops stay up that nothing hits, and do not hold themselves up once they fall', () => {
  for (let seed = 0; seed < 100; seed++) {
    const compiled = compileModel(randomGraph(seed, 0.3, 0.3));
    const settled = makeSettled(compiled, 'structure');
    expect(Array.from(settled.without(0, [])), `graph ${seed}`).toEqual(compiled.nodeIds.map(() => 1));
  }
  const ring = (needs: string): Model =>
    modelOfText(`${HEAD}
nodes:
  source: { kind: infrastructure }
  a: { kind: infrastructure, needs: { feed: { ${needs} } } }
  b: { kind: infrastructure, needs: { feed: { any: [a, source] } } }
  hall: { kind: service, goal: open, needs: [b] }
`);
  expect(pointsOf(structure(ring('any: [source, b]')))).toEqual({ hall: ['b', 'source'] });
  expect(pointsOf(structure(ring('all: [b]')))).toEqual({ hall: ['b', 'source'] });
});

test('shocks and given events change nothing: it is the graph alone that is asked', () => {
  const text = `${HEAD}
nodes:
  east: { kind: infrastructure }
  west: { kind: infrastructure }
  plant: { kind: process, goal: made, needs: { feed: { any: [east, west] } } }
scenarios:
  gale: { shocks: [ { on: 2027-03-01, node: east, outage: forever } ] }
`;
  const read = readModelText(text, { scenario: 'gale', given: ['node=west:forever'] });
  if (!read.ok) throw new Error(read.problems[0]?.message);
  expect(read.value.shocks.length + read.value.given.length).toBe(2);
  expect(pointsOf(structure(read.value))).toEqual({ plant: [] });
});
