/** What drivers make of one another: links, correlations, and what a scenario holds. */
import { exp, log } from '../../sim/random/elementary.ts';
import { byBearer, down, index, mean, row, SIGMA, state, YEAR } from './driver-rows.ts';
import { modelText } from './model-text.ts';
import type { SimulatedCase } from './row.ts';

const EXCITATION = modelText(
  'One driver makes another more likely',
  `drivers:
  a: { factor: economic, states: { on: { occurs: every 2 years, lasts: exponential 6 months, while: { drivers.b.on.occurs: x4, nodes.x.capacity: 0% } } } }
  b: { factor: political, states: { on: { occurs: every 5 years, lasts: exponential 3 months, while: { nodes.y.capacity: 0% } } } }
nodes:
  x: { kind: asset }
  y: { kind: asset }
  both: { kind: service, needs: { g: { any: [ x, y ] } } }
scenarios: { a-all-year: { holds: { a: on } } }`,
);
const CHAIN = 'Markov chain, by matrix exponential';

const excitation: readonly SimulatedCase[] = [
  {
    model: EXCITATION,
    trials: 40_000,
    rows: [
      row('link', 'share of the linked state', CHAIN, 0.06692574413627611, down('y')),
      row('link-time', 'share of time of the state that links', CHAIN, 0.2, state('a.on', 'shareOfTime')),
      row('link-begins', 'spells of the linked state', CHAIN, 0.2921348576830498, state('b.on', 'spellsPerHorizon')),
      row('link-both', 'share of both', CHAIN, 0.024133322482825077, down('both')),
    ],
  },
  {
    model: EXCITATION,
    scenario: 'a-all-year',
    trials: 20_000,
    rows: [
      row('held-link', 'share while the other is held', CHAIN, 0.14206919015498562, down('y')),
      row('held-begins', 'spells meanwhile', CHAIN, 0.6863446478760116, state('b.on', 'spellsPerHorizon')),
    ],
  },
];

const INDICES = modelText(
  'Two correlated indices',
  `drivers:
  price: { factor: economic, index: x0.5..x2, persists: forever, scales: [ threats.t.occurs ] }
  wages: { factor: economic, index: x0.5..x2, persists: forever, scales: [ threats.t.cost ] }
correlations: [ { between: [ price, wages ], correlation: 60% } ]
threats: { t: { occurs: 5 per year, cost: { own: £10 } } }
scenarios: { dear: { holds: { price: x2 } } }`,
);

const DRIFT = modelText(
  'An index that is known at the start',
  `drivers:
  price: { factor: economic, now: x1.5, index: x0.5..x2, persists: 4 months, scales: [ nodes.n.loss.own ] }
  wages: { factor: economic, index: x0.5..x2, persists: 4 months, scales: [ nodes.n.loss.other ] }
correlations: [ { between: [ price, wages ], correlation: 60% } ]
nodes: { n: { kind: asset, loss: [ { own: £1 per hour }, { other: £1 per hour } ] } }
threats: { down: { occurs: on 2027-01-01, affects: { n: { outage: forever } } } }`,
).replace('own: count', 'own: count, other: count');

/** Mean of a year of an index that starts so many correlations from what is known. */
function drift(correlation: number): number {
  const start = log(1.5) / SIGMA;
  let sum = 0;
  for (let k = 0; k < 12; k++) {
    const kept = correlation * exp(-k / 4);
    sum += exp(SIGMA * kept * start + (SIGMA ** 2 * (1 - kept ** 2)) / 2);
  }
  return 730 * sum;
}

const indices: readonly SimulatedCase[] = [
  {
    model: INDICES,
    trials: 40_000,
    rows: [
      row('indices', 'mean of a product', 'lognormal', 50 * exp(SIGMA ** 2 * 1.6), mean),
      row('index-mean', 'mean of an index', 'lognormal', exp(SIGMA ** 2 / 2), index('price', 'mean')),
      row('index-low', 'its 5 % point', 'as stated', 0.5, index('price', 'low')),
      row('index-high', 'its 95 % point', 'as stated', 2, index('wages', 'high')),
    ],
  },
  {
    model: INDICES,
    scenario: 'dear',
    trials: 20_000,
    rows: [
      row(
        'held-index',
        'the same with one held',
        'lognormal, conditioned',
        100 * exp(0.6 * log(2) + (SIGMA ** 2 * (1 - 0.36)) / 2),
        mean,
      ),
      row(
        'held-other',
        'mean of the other',
        'lognormal, conditioned',
        exp(0.6 * log(2) + (SIGMA ** 2 * (1 - 0.36)) / 2),
        index('wages', 'mean'),
      ),
    ],
  },
  {
    model: DRIFT,
    trials: 10_000,
    rows: [
      row('drift', 'mean of an index known today', 'AR(1)', drift(1), byBearer('own')),
      row('drift-index', 'the same, of the index', 'AR(1)', drift(1) / YEAR, index('price', 'mean')),
      row('drift-other', 'mean of one correlated with it', 'AR(1)', drift(0.6), byBearer('other')),
    ],
  },
];

export const driversTogether: readonly SimulatedCase[] = [...excitation, ...indices];
