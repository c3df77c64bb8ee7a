import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeThreadRunner } from '../../../src/runners/threads.ts';
import { openSession } from '../../../src/sim/session.ts';
import type { Runner } from '../../../src/sim/session/runner.ts';
import type { Futures } from '../../../src/sim/session/futures.ts';
import { type Chains, findChains } from '../../../src/snowball/chains/find-chains.ts';
import { tailPeriods } from '../../../src/snowball/chains/tail-periods.ts';
import { modelOfText, SNOWBALL_ANSWERS, snowballModel } from '../../fixtures/snowball-models.ts';
import { randomModel } from '../../fixtures/random-model.ts';

const HEAD = `ringfence: 1
title: Chains
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

interface Tailed {
  readonly futures: Futures;
  readonly size: number;
}

/** Futures with a tail of one in so many. */
async function tailOf(model: Model, trials: number, oneIn = 100, runner: Runner = makeInlineRunner()): Promise<Tailed> {
  const futures = await openSession(model, runner).futures({ trials });
  return { futures, size: futures.sample.losses.length / oneIn };
}

/** Chains of a text: `share: steps`. */
async function chainsOf(text: string, trials: number): Promise<string[]> {
  const model = modelOfText(HEAD + text);
  const { chains } = await findChains(model, await tailOf(model, trials));
  return chains.map(({ steps, shareOfTail }) => {
    const words = steps.map(({ members, match, group }) => group ?? members.join(match === 'all' ? ' & ' : '|'));
    return `${Math.round(100 * shareOfTail.value)}% ${words.join(' > ')}`;
  });
}

const sumOf = ({ chains, otherWays }: Chains): number =>
  [...chains, otherWays].reduce(
    (sum, { probability, meanLoss }) => sum + (probability?.value ?? NaN) * (meanLoss?.value ?? NaN),
    0,
  );

describe('chains of the tail', () => {
  test('of eight that one hub takes down are one', async () => {
    const chains = await chainsOf(
      `nodes:
  grid: { kind: infrastructure }
  w1: { kind: asset, needs: [grid] }
  hub: { kind: asset, needs: [w1] }
  shop: { kind: service, count: 8, needs: [hub], loss: [ { own: £1k per hour } ] }
threats:
  fault: { discipline: supply, occurs: 0.2 per year, affects: { grid: { outage: 5..50 h } } }
`,
      2000,
    );
    expect(chains).toEqual([
      `100% fault > grid > w1 > hub > ${[1, 2, 3, 4, 5, 6, 7, 8].map((i) => `shop-${i}`).join('|')}`,
    ]);
  });

  test('of ten parts that stop one line are one', async () => {
    const ten = Array.from({ length: 10 }, (_, i) => i);
    const chains = await chainsOf(
      `nodes:
${ten.map((i) => `  part-${i}: { kind: supplier }`).join('\n')}
  line: { kind: process, needs: [${ten.map((i) => `part-${i}`).join(', ')}] }
  sales: { kind: service, needs: [line], loss: [ { own: £1k per hour } ] }
threats:
${ten.map((i) => `  stop-${i}: { discipline: supply, occurs: 0.05 per year, affects: { part-${i}: { outage: 5..50 h } } }`).join('\n')}
`,
      5000,
    );
    const all = (name: string): string => ten.map((i) => `${name}-${i}`).join('|');
    expect(chains).toEqual([`100% ${all('stop')} > ${all('part')} > line > sales`]);
  });

  test('of a supplier of suppliers lead through all that are down together', async () => {
    const chains = await chainsOf(
      `nodes:
  x: { kind: supplier }
  s1: { kind: supplier, needs: [x] }
  s2: { kind: supplier, needs: [x] }
  s3: { kind: supplier, needs: [x] }
  plant: { kind: process, needs: { parts: { any: [s1, s2, s3] } }, loss: [ { own: £1k per hour } ] }
threats:
  fx: { discipline: supply, occurs: 0.5 per year, affects: { x: { outage: 5..50 h } } }
  f1: { discipline: supply, occurs: 0.5 per year, affects: { s1: { outage: 5..50 h } } }
`,
      1000,
    );
    expect(chains).toEqual(['100% fx > x > s1 & s2 & s3 > plant']);
  });

  test('of too few of a staff have the name of their group', async () => {
    const chains = await chainsOf(
      `nodes:
  guard: { kind: person, count: 3 }
  gate: { kind: process, needs: { staff: { at least: 2, of: guard } } }
  hall: { kind: service, needs: [gate], loss: [ { own: £1k per hour } ] }
threats:
  flu: { discipline: people, occurs: 0.5 per year, affects: { guard-1: { outage: 50 h }, guard-2: { outage: 60 h }, guard-3: { outage: 40 h } } }
`,
      500,
    );
    expect(chains).toEqual(['100% flu > staff > gate > hall']);
  });

  test('lead through a control that was down', async () => {
    const model = snowballModel('p5');
    const { chains } = await findChains(model, await tailOf(model, 100));
    const { chain } = SNOWBALL_ANSWERS['p5-power-and-alarm'] as unknown as { readonly chain: readonly string[] };
    expect(chains.map(({ steps }) => steps.flatMap(({ members }) => members))).toEqual([chain]);
  });

  test('share out (1 - a) T, in random models', async () => {
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const model = randomModel(seed);
      const whole = await tailOf(model, 100, 20);
      const { losses, periods } = whole.futures.sample;
      const tail = tailPeriods(losses, periods, whole.size);
      const mean = tail.reduce((sum, { weight, loss }) => sum + weight * loss, 0) / losses.length;
      const chains = await findChains(model, whole, { mostActed: 1 });
      expect(Math.abs(sumOf(chains) - mean), `model ${seed}`).toBeLessThanOrEqual(1e-12 * Math.max(1, mean));
      expect(chains.chains.length).toBeLessThanOrEqual(5);
      if (chains.chains.length > 0) found++;
    }
    expect(found).toBeGreaterThan(10);
  }, 240_000);

  test('are the same bits on several threads', async () => {
    const model = modelOfText(`${HEAD}nodes:
  east: { kind: infrastructure }
  west: { kind: infrastructure }
  mill: { kind: process, needs: { feed: { any: [east, west], switchover: 2..9 h } }, restart: 1..5 h }
  shop: { kind: service, needs: { mill: { buffer: 1..3 h } }, loss: [ { own: £1k..£3k per hour } ] }
threats:
  storm: { discipline: physical, occurs: 1..4 per year, affects: { east: { outage: 5..50 h }, west: { outage: 1..9 h, chance: 20% } } }
  fire: { discipline: physical, occurs: 0.2..2 per year, affects: { mill: { outage: 5..50 h } } }
`);
    const runner = makeThreadRunner({ workers: 2 });
    try {
      const there = await tailOf(model, 3000, 20, runner);
      const here = await tailOf(model, 3000, 20);
      const chains = await findChains(model, there, { mostActed: 20 });
      expect(chains).toEqual(await findChains(model, here, { mostActed: 20 }));
      expect(chains.chains.length).toBeGreaterThan(1);
      expect(chains.chains[0]?.lastMomentHours).not.toBeNull();
    } finally {
      await runner.close();
    }
  }, 120_000);
});
