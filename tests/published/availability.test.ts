/** Availability and dependency in time, against closed forms. */
import { describe, expect, test } from 'vitest';
import type { Model } from '../../src/model/model.ts';
import {
  constant,
  effect,
  interval,
  lossPerHour,
  modelOf,
  need,
  perYear,
  quantity,
} from '../fixtures/model-builder.ts';
import { eachTrial, setUp, zOfShare } from '../fixtures/trials.ts';

/** Exponential hours. */
const exponential = (mean: number) => quantity({ kind: 'exponential', mean }, 'hours', 'varies');

describe('outages in progress (M/G/infinity)', () => {
  // Each arrival strikes a node of its own, so that what is in progress can be counted: by the loss of the last hour.
  test('are Poisson with mean rate x integral of the survival function', () => {
    const rate = 400;
    const mean = 30;
    const trials = 20_000;
    const at = 200;
    // With overlapping outages the node is down at an hour with probability 1 - exp(-m), m the mean in progress.
    const model = modelOf({
      horizonHours: at,
      nodes: ['pump'],
      threats: [{ id: 'fault', occurs: perYear(rate), affects: [effect('pump', exponential(mean))] }],
    });
    const { kernel, columns } = setUp(model, 'M/G/infinity');
    let up = 0;
    for (let trial = 0; trial < trials; trial++) {
      kernel.simulate(0, trial);
      if (kernel.columns[columns.endsInOutage] === 0) up++;
    }
    const inProgress = (rate / 8760) * mean * (1 - Math.exp(-at / mean));
    expect(Math.abs(zOfShare(up / trials, Math.exp(-inProgress), trials))).toBeLessThan(3.3);
  });

  test('depend on the mean length only, in the long run', () => {
    const laws = [
      constant(30, 'hours'),
      exponential(30),
      quantity({ kind: 'uniform', low: 10, high: 50 }, 'hours', 'varies'),
    ];
    const trials = 20_000;
    const truth = Math.exp(-(200 / 8760) * 30);
    for (const law of laws) {
      const model = modelOf({
        horizonHours: 2000,
        nodes: ['pump'],
        threats: [{ id: 'fault', occurs: perYear(200), affects: [effect('pump', law)] }],
      });
      const { kernel, columns } = setUp(model, 'insensitivity');
      let up = 0;
      for (let trial = 0; trial < trials; trial++) {
        kernel.simulate(0, trial);
        if (kernel.columns[columns.endsInOutage] === 0) up++;
      }
      expect(Math.abs(zOfShare(up / trials, truth, trials))).toBeLessThan(3.3);
    }
  });
});

describe('a node with a buffer behind a supplier', () => {
  // From rest, arrivals while up: first at Exp(1/r); by Wald the expected outages in [0, H] follow the renewal equation.
  // With exponential outages of mean m the mean number of supplier outages to H has a closed form.
  test('has outages r/(1 + r m) x P(D > B), of mean length E[D - B | D > B]', () => {
    const r = 12 / 8760;
    const m = 40;
    const B = 25;
    const trials = 20_000;
    const H = 8760;
    const model = modelOf({
      nodes: ['supplier', { id: 'plant', needs: [need('supplier', { buffer: constant(B, 'hours') })] }],
      threats: [
        { id: 'fault', occurs: perYear(12), affects: [effect('supplier', exponential(m), { overlap: 'ignore' })] },
      ],
    });
    const setup = setUp(model, 'buffer');
    const plant = setup.compiled.nodeIds.indexOf('plant');
    let count = 0;
    let square = 0;
    let hours = 0;
    eachTrial(setup, trials, (kernel) => {
      const record = kernel.record();
      const n = record.columns[setup.columns.nodeOutages + setup.columns.perNode * plant]!;
      count += n;
      square += n * n;
      hours += record.columns[setup.columns.nodeDownHours + setup.columns.perNode * plant]!;
    });
    // Supplier outages begun by t: alternating renewal with rates r and 1/m; an outage shows B hours later.
    const horizon = H - B;
    const s = r + 1 / m;
    const begun = (r / m / s) * horizon + ((r * r) / (s * s)) * (1 - Math.exp(-s * horizon));
    const expected = begun * Math.exp(-B / m);
    const mean = count / trials;
    const error = Math.sqrt((square / trials - mean * mean) / trials);
    expect(Math.abs(mean - expected) / error).toBeLessThan(3.3);
    // The long run differs from the year by less than one per cent here.
    expect(expected / ((H * r) / (1 + r * m)) / Math.exp(-B / m)).toBeGreaterThan(0.98);
    // Memoryless: what is left of an outage after the buffer has mean m again, but for those cut at the horizon.
    const each = hours / count;
    expect(Math.abs(each - m) / (m / Math.sqrt(count))).toBeLessThan(3.3 + (m / H / 2) * Math.sqrt(count));
  });
});

describe('any of three feeds with a switchover and a restart (the Heathrow lesson)', () => {
  const s = 11;
  const q = 6;
  const outageFor = (D: number): number => {
    const model = modelOf({
      nodes: [
        'feed-a',
        'feed-b',
        'feed-c',
        {
          id: 'hub',
          needs: [
            {
              id: 'feed',
              kind: 'any',
              k: 1,
              members: ['feed-a', 'feed-b', 'feed-c'],
              weights: [],
              switchover: constant(s, 'hours'),
            },
          ],
          restart: constant(q, 'hours'),
          loss: [lossPerHour(1)],
        },
      ],
      threats: [{ id: 'fire', occurs: { kind: 'on', atHours: [100] }, affects: [effect('feed-a', D)] }],
    });
    const { kernel, compiled } = setUp(model, 'feeds');
    kernel.simulate(0, 0);
    return kernel.record().firstOutageHours[compiled.nodeIds.indexOf('hub')]!;
  };

  test.each([12, 48, 1000])('a loss of %d h of the feed in use is an outage of s + q', (D) => {
    expect(outageFor(D)).toBeCloseTo(s + q, 9);
  });

  test.each([1, 5, 10.5])('a loss of %d h, shorter than the switchover, is one of D + q', (D) => {
    expect(outageFor(D)).toBeCloseTo(D + q, 9);
  });
});

/** Permanent failures with probability p each: components with a certain threat that reaches them with chance p. */
function failing(names: readonly string[], p: number, rest: Model['nodes']): Model {
  return modelOf({
    horizonHours: 100,
    nodes: [...names, ...rest],
    threats: names.map((id) => ({
      id: `lose-${id}`,
      occurs: { kind: 'on', atHours: [10] },
      affects: [effect(id, 'forever', { chance: constant(p, 'share', 'uncertain') })],
    })),
  });
}

function shareDown(model: Model, node: string, trials: number): number {
  const setup = setUp(model, 'logic');
  const index = setup.compiled.nodeIds.indexOf(node);
  let down = 0;
  eachTrial(setup, trials, (kernel) => {
    if (kernel.record().columns[setup.columns.nodeDown + setup.columns.perNode * index] === 1) down++;
  });
  return down / trials;
}

const node = (id: string, needs: Model['nodes'][number]['needs']): Model['nodes'][number] =>
  modelOf({ nodes: [{ id, needs }] }).nodes[0]!;

describe('redundancy', () => {
  const trials = 100_000;

  test('2 of 3 fails with the binomial tail 3 p^2 - 2 p^3', () => {
    const p = 0.1;
    const top = node('top', [{ id: 'two', kind: 'atLeast', k: 2, members: ['a', 'b', 'c'], weights: [] }]);
    const share = shareDown(failing(['a', 'b', 'c'], p, [top]), 'top', trials);
    expect(Math.abs(zOfShare(share, 3 * p * p - 2 * p ** 3, trials))).toBeLessThan(3.3);
  });

  test('the bridge network with q = .1 has unreliability .02152', () => {
    // Minimal paths: a-d, b-e, a-c-e, b-c-d.
    const paths = [
      ['a', 'd'],
      ['b', 'e'],
      ['a', 'c', 'e'],
      ['b', 'c', 'd'],
    ];
    const nodes = paths.map((members, i) =>
      node(`path-${i}`, [{ id: 'all', kind: 'all', k: 1, members, weights: [] }]),
    );
    const top = node('top', [{ id: 'any', kind: 'any', k: 1, members: nodes.map((path) => path.id), weights: [] }]);
    const share = shareDown(failing(['a', 'b', 'c', 'd', 'e'], 0.1, [...nodes, top]), 'top', trials);
    expect(Math.abs(zOfShare(share, 0.02152, trials))).toBeLessThan(3.3);
  });
});

describe('arrivals', () => {
  const trials = 100_000;
  const happened = (model: Model): number => {
    const setup = setUp(model, 'arrivals');
    let count = 0;
    eachTrial(setup, trials, (kernel) => {
      if (kernel.columns[setup.columns.threatEvents]! > 0) count++;
    });
    return count / trials;
  };

  test('once, every T: P(by H) = 1 - exp(-H/T)', () => {
    const occurs = {
      kind: 'rate',
      per: 'interval',
      amount: constant(5000, 'hours', 'uncertain'),
      once: true,
    } as const;
    const share = happened(modelOf({ threats: [{ id: 't', occurs }] }));
    expect(Math.abs(zOfShare(share, 1 - Math.exp(-8760 / 5000), trials))).toBeLessThan(3.3);
  });

  test('proximity 6..24 months: P(by 12 months) = .3243', () => {
    const occurs = { kind: 'within', low: 6 * 730, high: 24 * 730, never: 0, once: true } as const;
    const share = happened(modelOf({ threats: [{ id: 't', occurs }] }));
    // The printed value is rounded: half a unit of its last digit on top.
    expect(Math.abs(share - 0.3243)).toBeLessThan(3.3 * Math.sqrt((0.3243 * 0.6757) / trials) + 5e-5);
  });

  test('a chance of 20 % per year, deterred by half', () => {
    const occurs = { kind: 'yearly', chance: constant(0.2, 'share', 'uncertain'), once: false } as const;
    const share = happened(modelOf({ threats: [{ id: 't', occurs }] }));
    expect(Math.abs(zOfShare(share, 0.2, trials))).toBeLessThan(3.3);
    const twice = happened(modelOf({ threats: [{ id: 't', occurs, rateFactor: 2.5 }] }));
    expect(Math.abs(zOfShare(twice, 1 - 0.8 ** 2.5, trials))).toBeLessThan(3.3);
  });

  test('never 30 %: it does not come in that share of futures', () => {
    const occurs = { kind: 'within', low: 100, high: 1000, never: 0.3, once: true } as const;
    const share = happened(modelOf({ threats: [{ id: 't', occurs }] }));
    const k = Math.log(Math.log(20) / -Math.log(0.95)) / Math.log(10);
    const byYear = 1 - Math.exp(-Math.log(20) * (8760 / 1000) ** k);
    expect(Math.abs(zOfShare(share, 0.7 * byYear, trials))).toBeLessThan(3.3);
  });
});

test('an interval of hours drawn in a trial keeps its 5th and 95th percentile', () => {
  const trials = 50_000;
  const model = modelOf({
    nodes: ['pump'],
    threats: [
      {
        id: 'fault',
        occurs: { kind: 'on', atHours: [0] },
        affects: [effect('pump', interval(10, 40, 'hours', 'varies'))],
      },
    ],
  });
  const setup = setUp(model, 'interval');
  let below = 0;
  let above = 0;
  eachTrial(setup, trials, (kernel) => {
    const hours = kernel.record().firstOutageHours[0]!;
    if (hours < 10) below++;
    if (hours > 40) above++;
  });
  expect(Math.abs(zOfShare(below / trials, 0.05, trials))).toBeLessThan(3.3);
  expect(Math.abs(zOfShare(above / trials, 0.05, trials))).toBeLessThan(3.3);
});
