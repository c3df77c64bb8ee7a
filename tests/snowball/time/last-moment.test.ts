import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import type { Kernel } from '../../../src/sim/kernel/ground/kernel.ts';
import { openSession } from '../../../src/sim/session.ts';
import type { Futures } from '../../../src/sim/session/futures.ts';
import { findChains } from '../../../src/snowball/chains/find-chains.ts';
import type { Occurrence } from '../../../src/snowball/chains/occurrences.ts';
import type { WaysRead } from '../../../src/snowball/chains/read-ways.ts';
import { lastMomentOf } from '../../../src/snowball/time/last-moment.ts';
import { randomModel } from '../../fixtures/random-model.ts';
import { modelOfText, SNOWBALL_ANSWERS, SNOWBALL_NAMES, snowballModel } from '../../fixtures/snowball-models.ts';

const HEAD = `ringfence: 1
title: Last moment
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
`;

interface Golden {
  readonly name: string;
  /** Why it is so. */
  readonly why: string;
  readonly model: string;
  readonly windows: readonly (readonly [number, number])[];
}

const GOLDEN: readonly Golden[] = [
  {
    name: 'an overlap that is ignored',
    why: '40 h at 90 %: 4 units. Repaired before hour 10 the second blow lands: 100 units. From then on (40 - t) / 40 is saved.',
    model: `nodes:
  site: { kind: site, loss: [ { own: £10 per hour } ] }
threats:
  dent: { discipline: physical, occurs: on 2027-02-01, affects: { site: { outage: 40 h, leaves: 90% } } }
  blow: { discipline: physical, occurs: on 2027-02-01 10:00, affects: { site: { outage: 100 h, overlap: ignore } } }
`,
    windows: [[10, 20]],
  },
  {
    name: 'a delay before losses count',
    why: '20 h of which 6 are free: 14. Repaired at t: t - 6, half at 13.',
    model: `nodes:
  site: { kind: site, loss: [ { own: £10 per hour, after: 6 h } ] }
threats:
  fire: { discipline: physical, occurs: on 2027-02-01, affects: { site: { outage: 20 h } } }
`,
    windows: [[0, 13]],
  },
  {
    name: 'a stock and a restart',
    why: 'Down from 4 to 35: 31 h. Repaired at 4 < t < 30: down from 4 to t + 5, half of 31 at 14.5.',
    model: `nodes:
  feed: { kind: infrastructure }
  mill: { kind: process, needs: { feed: { buffer: 4 h } }, restart: 5 h, loss: [ { own: £10 per hour } ] }
threats:
  cut: { discipline: physical, occurs: on 2027-02-01, affects: { feed: { outage: 30 h } } }
`,
    windows: [[0, 14.5]],
  },
  {
    name: 'a loss once per outage',
    why: '100 at once and 10 an hour for 20 h: 300. Repaired at t: 100 + 10 t, half at 5.',
    model: `nodes:
  site: { kind: site, loss: [ { id: once, own: £100 }, { id: hourly, own: £10 per hour } ] }
threats:
  fire: { discipline: physical, occurs: on 2027-02-01, affects: { site: { outage: 20 h } } }
`,
    windows: [[0, 5]],
  },
  {
    name: 'an effect that comes later',
    why: 'Down 0 to 8 and 10 to 30: 28 h. Who acts before hour 10 repairs the first alone, so that at least 20 h are left; from then on 8 + t - 10, half at 16.',
    model: `nodes:
  a: { kind: asset }
  b: { kind: asset }
  goal: { kind: service, needs: [a, b], loss: [ { own: £10 per hour } ] }
threats:
  flood: { discipline: physical, occurs: on 2027-02-01, affects: { a: { outage: 8 h }, b: { outage: 20 h, delay: 10 h } } }
`,
    windows: [[10, 16]],
  },
  {
    name: 'a loop that locks',
    why: 'The stock lasts 3 h, then the loop is locked until 2 h after the grid is back: 19 h. Before that all is saved; at t > 3 it is down for t - 1, half at 10.5.',
    model: `nodes:
  grid: { kind: infrastructure }
  x: { kind: asset, needs: { grid: { buffer: 3 h }, y: {} }, blackStart: 2 h }
  y: { kind: asset, needs: [x], loss: [ { own: £10 per hour } ] }
threats:
  cut: { discipline: physical, occurs: on 2027-02-01, affects: { grid: { outage: 20 h } } }
`,
    windows: [[0, 10.5]],
  },
  {
    name: 'too few of a staff',
    why: 'Two of three from hour 4 to 10: 6 h. Before hour 4 one is back before the other falls; then t - 4, half at 7.',
    model: `nodes:
  guard: { kind: person, count: 3 }
  gate: { kind: process, needs: { staff: { at least: 2, of: guard } }, loss: [ { own: £10 per hour } ] }
threats:
  flu:  { discipline: people, occurs: on 2027-02-01, affects: { guard-1: { outage: 10 h } } }
  cold: { discipline: people, occurs: on 2027-02-01 04:00, affects: { guard-2: { outage: 20 h } } }
`,
    windows: [[0, 7]],
  },
  {
    name: 'a fallback that comes late',
    why: '2 h of nothing, then 18 h of 40 %: 2 + 10.8. Repaired at t > 2: 2 + .6 (t - 2), half at 2 + 4.4 / .6.',
    model: `nodes:
  feed: { kind: infrastructure }
  gate: { kind: process, needs: { feed: { fallback: 40% after 2 h } }, loss: [ { own: £10 per hour } ] }
threats:
  cut: { discipline: physical, occurs: on 2027-02-01, affects: { feed: { outage: 20 h } } }
`,
    windows: [[0, 2 + 4.4 / 0.6]],
  },
];

async function expectMoment(model: Model, windows: readonly (readonly [number, number])[]): Promise<void> {
  const futures = await openSession(model, makeInlineRunner()).futures({ trials: 200 });
  const { chains } = await findChains(model, { futures, size: 2 });
  const [chain] = chains;
  const last = windows.at(-1)?.[1];
  if (last === undefined) expect(chain?.lastMomentHours).toBeNull();
  else expect(chain?.lastMomentHours?.value).toBeCloseTo(last, 5);
  expect(chain?.windows).toHaveLength(windows.length);
  for (const [place, [from, to]] of windows.entries()) {
    expect(chain?.windows?.[place]?.[0]).toBeCloseTo(from, 5);
    expect(chain?.windows?.[place]?.[1]).toBeCloseTo(to, 5);
  }
}

describe('the last moment', () => {
  const answered = SNOWBALL_NAMES.filter((name) => SNOWBALL_ANSWERS[name]?.windows !== undefined);
  test.each(answered)('of %s is what was worked out', async (name) => {
    await expectMoment(snowballModel(name), SNOWBALL_ANSWERS[name]!.windows!);
  });

  test.each(GOLDEN)('of $name: $why', async ({ model, windows }) => {
    await expectMoment(modelOfText(HEAD + model), windows);
  });

  test('comes from fourteen cases at least', () => {
    expect(answered.length + GOLDEN.length).toBeGreaterThanOrEqual(14);
  });
});

/** The share saved by acting at an hour since the first event: step by step, in a kernel of its own. */
function savedAt(
  kernel: Kernel,
  futures: Futures,
  trial: number,
  { first, strikes }: Occurrence,
  loss: number,
  t: number,
): number {
  const { trialsPerWorld, losses, periods, variant } = futures.sample;
  const { nodeIds, horizonHours } = variant.compiled;
  kernel.start(Math.floor(trial / trialsPerWorld), trial % trialsPerWorld);
  kernel.runTo(first + t);
  const struck = new Set(strikes.filter(({ hour }) => hour <= first + t).map(({ node }) => node));
  if (first + t < horizonHours) {
    kernel.apply(...[...struck].map((node) => ({ kind: 'repair', id: 'brute', node: nodeIds[node]! }) as const));
  }
  kernel.runTo(horizonHours);
  const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
  const base = sum(losses.subarray(trial * periods, (trial + 1) * periods));
  return (base - sum(kernel.record().periodLoss)) / loss;
}

describe('against the repair at every quarter of an hour', () => {
  const LOOP = `${HEAD}nodes:
  grid: { kind: infrastructure }
  x: { kind: asset, needs: { grid: { buffer: 1..6 h }, y: {} }, blackStart: 2..9 h }
  y: { kind: asset, needs: [x], restart: 1..4 h, loss: [ { own: £10 per hour, after: 2 h } ] }
  spare: { kind: asset }
  hall: { kind: site, needs: { power: { any: [x, spare], switchover: 1..9 h } }, restart: 1..3 h, loss: [ { own: £20 per hour } ] }
threats:
  cut: { discipline: physical, occurs: 2 per year, affects: { grid: { outage: 5..60 h } } }
  fire: { discipline: physical, occurs: 3 per year, affects: { spare: { outage: 5..90 h }, hall: { outage: 1..9 h, chance: 30%, delay: 1..20 h, overlap: ignore } } }
`;
  const models: readonly (readonly [string, Model])[] = [
    ['a loop and a changeover', modelOfText(LOOP)],
    ...[1, 4, 9, 11].map((seed) => [`random model ${seed}`, randomModel(seed)] as const),
  ];

  let compared = 0;

  test.each(models)(
    'the windows of single occurrences of %s are right',
    async (_, model) => {
      const session = openSession(model, makeInlineRunner());
      const futures = await session.futures({ trials: 60, worlds: 6 });
      const kernel = session.kernel();
      const all = Int32Array.from(
        { length: futures.sample.losses.length / futures.sample.periods },
        (__, trial) => trial,
      );
      const parts = await futures.read<null, WaysRead>('ways', all, null);
      const happened = parts
        .flatMap(({ trials }) => trials)
        .flatMap((occurrences, trial) => occurrences.map((occurrence) => ({ trial, occurrence })))
        .map((one) => ({ ...one, loss: one.occurrence.stretches.reduce((sum, { loss }) => sum + loss, 0) }))
        .filter(({ loss, occurrence }) => {
          const { points, strikes } = occurrence;
          return loss > 0 && strikes.length > 0 && points.length <= 24 && points.at(-1)! > 2 && points.at(-1)! < 200;
        })
        .slice(0, 9);
      const before = compared;
      let looked = 0;
      for (const one of happened) {
        const { windows, lastMomentHours } = await lastMomentOf(futures, [one]);
        const end = one.occurrence.points.at(-1)!;
        for (let t = 0; t < end; t += 0.25) {
          // On the edge of a window rounding decides.
          if (windows.flat().some((edge) => Math.abs(edge - t) < 1e-3)) continue;
          const isIn = windows.some(([from, to]) => t > from && t < to) || (t === 0 && windows[0]?.[0] === 0);
          const saved = savedAt(kernel, futures, one.trial, one.occurrence, one.loss, t);
          expect(
            saved >= 0.5,
            `trial ${one.trial}, hour ${t} of ${end}, saved ${saved}, ${JSON.stringify(windows)}`,
          ).toBe(isIn);
          looked++;
        }
        compared++;
        expect(lastMomentHours?.value ?? null).toBe(windows.at(-1)?.[1] ?? null);
      }
      expect(looked).toBeGreaterThan(20);
      expect(compared - before).toBeGreaterThan(2);
    },
    120_000,
  );

  test('are forty occurrences at least', () => {
    expect(compared).toBeGreaterThanOrEqual(40);
  });
});
