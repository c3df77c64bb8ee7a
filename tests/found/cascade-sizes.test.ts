import { describe, expect, test } from 'vitest';
import { sizePlace, sizesAt } from '../../src/sim/kernel/ground/columns.ts';
import { HEAD, resultOf } from './run-text.ts';

/** One source on which all other nodes stand; a fire takes all of them. */
function fanOf(nodes: number): string {
  const others = Array.from({ length: nodes - 1 }, (_, i) => `  n${i}: { kind: asset, needs: [source] }`);
  return `${HEAD}
nodes:
  source: { kind: asset }
${others.join('\n')}
threats:
  fire: { occurs: 2 per year, affects: { source: { outage: 1 h } } }
`;
}

const cascadesOf = async (nodes: number) => (await resultOf(fanOf(nodes), { trials: 200 })).cascade;

describe('sizes of cascades', () => {
  test.each([1, 2, 255, 256])('of %i nodes stand by themselves', async (nodes) => {
    const { size, episodeSize, meanSize } = await cascadesOf(nodes);
    expect(size).toMatchObject({ [String(nodes)]: { value: 1 } });
    expect(episodeSize).toMatchObject({ [String(nodes)]: { value: 1 } });
    expect(meanSize?.value).toBe(nodes);
  });

  test('beyond 256 are told apart to an eighth, in agreement with the mean', async () => {
    const { size, episodeSize, meanSize } = await cascadesOf(301);
    expect(meanSize?.value).toBe(301);
    for (const shares of [size, episodeSize]) {
      const seen = Object.entries(shares).filter(([, share]) => share.value > 0);
      expect(seen).toEqual([['288..319', expect.objectContaining({ value: 1 })]]);
    }
  });

  test('have one place each, and places have their sizes without gaps', () => {
    let next = 1;
    for (let place = 0; next < 200_000; place++) {
      const { from, to } = sizesAt(place);
      expect(from).toBe(next);
      expect([sizePlace(from), sizePlace(to)]).toEqual([place, place]);
      expect((to - from) / from).toBeLessThanOrEqual(1 / 8);
      next = to + 1;
    }
  });
});
