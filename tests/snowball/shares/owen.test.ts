import { describe, expect, test } from 'vitest';
import { errorsOfOrders, owenPlan, sharesBy } from '../../../src/snowball/shares/owen.ts';
import { makeRandom } from '../../fixtures/random.ts';

type Worth = (members: readonly number[]) => number;

/** Each player in a block of his own: the Shapley value. */
const alone = (players: number): number[][] => Array.from({ length: players }, (_, player) => [player]);

const shares = (blocks: readonly (readonly number[])[], worth: Worth, exact = 12): number[] => [
  ...sharesBy(owenPlan(blocks, { seed: 'games', exact, orders: 400 }), worth),
];

function expectClose(found: readonly number[], expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  found.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 10));
}

/** A game in which every set has a worth of its own, by chance; nothing is worth nothing. */
function randomGame(seed: number): Worth {
  const known = new Map<string, number>([['', 0]]);
  const random = makeRandom(seed);
  const byMask = Array.from({ length: 1 << 8 }, () => random.unit() * 100 - 30);
  return (members) => {
    const key = members.join();
    return known.get(key) ?? byMask[members.reduce((mask, player) => mask | (1 << player), 0)]!;
  };
}

/** All orders of a list. */
function orders<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first, at) => orders(list.filter((_, i) => i !== at)).map((rest) => [first, ...rest]));
}

/** The Owen value by its definition: the mean over all orders in which blocks are not mixed. */
function byOrders(blocks: readonly (readonly number[])[], worth: Worth): number[] {
  const all = orders(blocks).reduce<number[][]>(
    (sum, inOrder) => [
      ...sum,
      ...inOrder.reduce<number[][]>(
        (heads, block) => heads.flatMap((head) => orders(block).map((own) => [...head, ...own])),
        [[]],
      ),
    ],
    [],
  );
  const sums = blocks.flat().map(() => 0);
  for (const order of all) {
    order.forEach((player, place) => {
      const [before, after] = [order.slice(0, place), order.slice(0, place + 1)];
      sums[player]! += (worth(after.toSorted((a, b) => a - b)) - worth(before.toSorted((a, b) => a - b))) / all.length;
    });
  }
  return sums;
}

describe('games with known answers:', () => {
  test('the airport game of Littlechild and Owen', () => {
    const lengths = [10, 20, 30];
    const worth: Worth = (members) => Math.max(0, ...members.map((player) => lengths[player]!));
    expectClose(shares(alone(3), worth), [10 / 3, 10 / 3 + 10 / 2, 10 / 3 + 10 / 2 + 10]);
  });

  test('a pair of gloves: one has a left one, two have a right one', () => {
    const worth: Worth = (members) => (members.includes(0) && members.length > 1 ? 1 : 0);
    expectClose(shares(alone(3), worth), [2 / 3, 1 / 6, 1 / 6]);
    // Those with a right glove as one block: Owen
    expectClose(shares([[0], [1, 2]], worth), [1 / 2, 1 / 4, 1 / 4]);
  });

  test('the Security Council: five with a veto, ten without, nine votes are enough', () => {
    const worth: Worth = (members) =>
      members.length >= 9 && [0, 1, 2, 3, 4].every((player) => members.includes(player)) ? 1 : 0;
    const found = shares(alone(15), worth, 15);
    found.forEach((share, player) => {
      expect(share).toBeCloseTo(player < 5 ? 0.19627039627 : 0.00186480186, 10);
    });
  }, 60_000);

  test('a game that adds up gives each his own, in any blocks', () => {
    const own = [3, -1, 4, 1.5, 9];
    const worth: Worth = (members) => members.reduce((sum, player) => sum + own[player]!, 0);
    for (const blocks of [
      alone(5),
      [
        [0, 1],
        [2, 3, 4],
      ],
      [[0, 1, 2, 3, 4]],
    ]) {
      expectClose(shares(blocks, worth), own);
      expectClose(shares(blocks, worth, 0), own);
    }
  });

  test('two that are harmless alone share evenly', () => {
    expectClose(
      shares(alone(2), (members) => (members.length === 2 ? 520 : 0)),
      [260, 260],
    );
  });

  test('a player who shields has less than nothing', () => {
    const worth: Worth = (members) => (members.includes(0) ? (members.includes(1) ? 60 : 100) : 0);
    expectClose(shares(alone(2), worth), [80, -20]);
  });
});

describe('random games', () => {
  const BLOCKS = [
    [[0, 1, 2], [3], [4, 5]],
    [[0], [1], [2], [3]],
    [[0, 1, 2, 3]],
    [
      [0, 1],
      [2, 3],
      [4, 5, 6],
    ],
  ];

  test('are shared as by all orders in which blocks are not mixed', () => {
    for (let seed = 0; seed < 20; seed++) {
      const worth = randomGame(seed);
      for (const blocks of BLOCKS) expectClose(shares(blocks, worth), byOrders(blocks, worth));
    }
  });

  test('keep the axioms: all is shared, blocks have the value of the game of blocks, who adds nothing gets nothing, alike is alike', () => {
    for (let seed = 0; seed < 20; seed++) {
      const worth = randomGame(seed);
      const [a, b]: [Worth, Worth] = [worth, randomGame(seed + 1000)];
      for (const blocks of BLOCKS) {
        const players = blocks.flat();
        const found = shares(blocks, worth);
        expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(worth(players), 8);
        const ofBlocks = shares(alone(blocks.length), (members) =>
          worth(members.flatMap((block) => blocks[block]!).toSorted((x, y) => x - y)),
        );
        expectClose(
          blocks.map((block) => block.reduce((sum, player) => sum + found[player]!, 0)),
          ofBlocks,
        );
        const both = shares(blocks, (members) => a(members) + 2 * b(members));
        const apart = [shares(blocks, a), shares(blocks, b)];
        expectClose(
          both,
          players.map((player) => apart[0]![player]! + 2 * apart[1]![player]!),
        );
        // The last adds nothing
        const last = players.at(-1)!;
        const without = shares(blocks, (members) => worth(members.filter((player) => player !== last)));
        expect(without[last]).toBeCloseTo(0, 10);
      }
      // 0 and 1 alike, in one block: worth goes by how many of them there are
      const alike: Worth = (members) => {
        const rest = members.filter((player) => player > 1);
        const count = members.length - rest.length;
        return worth([...(count > 0 ? [0] : []), ...(count > 1 ? [1] : []), ...rest]);
      };
      const found = shares(
        [
          [0, 1, 2],
          [3, 4],
        ],
        alike,
      );
      expect(found[0]).toBeCloseTo(found[1]!, 10);
    }
  });

  test('of more players than are worked out exactly are shared within the error of the orders drawn, and the sum is exact', () => {
    let [outside, all] = [0, 0];
    for (let seed = 0; seed < 40; seed++) {
      const worth = randomGame(seed);
      const blocks = [
        [0, 1, 2],
        [3, 4],
        [5, 6, 7],
      ];
      const plan = owenPlan(blocks, { seed: `orders ${seed}`, exact: 0, orders: 100 });
      const [found, errors] = [sharesBy(plan, worth), errorsOfOrders(plan, worth)];
      const exact = shares(blocks, worth);
      expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(worth([0, 1, 2, 3, 4, 5, 6, 7]), 8);
      found.forEach((share, player) => {
        all++;
        if (Math.abs(share - exact[player]!) > 1.96 * errors[player]!) outside++;
      });
    }
    // 5 % of 320, and three standard errors of that: those of one game hang together, so as if there were a third of them
    expect(outside / all).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / (all / 3)));
    expect(outside).toBeGreaterThan(0);
  });

  test('have the same orders for the same seed', () => {
    const plan = (seed: string) =>
      owenPlan(
        [
          [0, 1],
          [2, 3],
        ],
        { seed, exact: 0, orders: 5 },
      ).orders;
    expect(plan('')).toEqual(plan(''));
    expect(plan('0')).not.toEqual(plan(''));
    expect(plan('0')?.map((order) => order.toSorted((a, b) => a - b))).toEqual(Array(10).fill([0, 1, 2, 3]));
  });
});
