/** What drivers make of a year: spells, factors, what they bring, indices, and what a scenario holds. */
import { exp, log } from '../../sim/random/elementary.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { modelText } from './model-text.ts';
import type { Answer, Found, Group, SimulatedCase } from './row.ts';

const YEAR = 8760;

const RENEWAL = 'Cox 1962, Renewal Theory, ch. 7';

/** Standard deviation of the logarithm of x0.5..x2. */
const SIGMA = log(4) / (2 * 1.6448536269514722);

type Row = Answer & { readonly of: (result: ScenarioResult) => Found };

const down =
  (node: string) =>
  ({ nodes }: ScenarioResult): Estimate =>
    nodes[node]!.unavailability;
const mean = ({ loss }: ScenarioResult): Estimate => loss.mean;
const byBearer =
  (bearer: string) =>
  ({ loss }: ScenarioResult): Estimate =>
    loss.byBearer[bearer]!;
const events =
  (threat: string) =>
  ({ threats }: ScenarioResult): Estimate =>
    threats[threat]!.eventsPerHorizon;
const through =
  (threat: string) =>
  ({ threats }: ScenarioResult): Estimate =>
    threats[threat]!.gotThroughPerHorizon;

const state =
  (id: string, figure: 'shareOfTime' | 'spellsPerHorizon' | 'probabilityInPeriod' | 'lossPerYearInForce') =>
  ({ drivers }: ScenarioResult): Estimate =>
    drivers!['energy']!.states![id]![figure]!;

const row = (id: string, what: string, source: string, exact: number, of: Row['of']): Row => ({
  id: `drivers-${id}`,
  what,
  source,
  exact,
  of,
});

const spells: SimulatedCase = {
  model: modelText(
    'A driver that is met at random',
    `drivers:
  energy:
    factor: economic
    states: { crisis: { occurs: every 2 years, lasts: exponential 6 months, while: { nodes.n.capacity: 70% } } }
nodes:
  n: { kind: supplier, loss: [ { own: £100 per hour } ] }
  svc: { kind: service, needs: { n: { fallback: 90% } }, loss: [ { own: £10 per hour } ] }`,
  ),
  trials: 40_000,
  rows: [
    row('share', 'share of time', RENEWAL, 0.2, down('n')),
    row('ceiling', 'mean loss by a ceiling', RENEWAL, 0.2 * YEAR * (30 + 1), mean),
    row('seen', 'P(seen in a year)', RENEWAL, 1 - 0.8 * exp(-1 / 2), state('crisis', 'probabilityInPeriod')),
    row('begins', 'spells that begin in a year', RENEWAL, 0.4, state('crisis', 'spellsPerHorizon')),
    row('in-force', 'loss per year in force', RENEWAL, YEAR * 31, state('crisis', 'lossPerYearInForce')),
  ],
};

const twoStates: SimulatedCase = {
  model: modelText(
    'The more severe of two states is in force',
    `drivers:
  energy:
    factor: economic
    states:
      tight:  { occurs: every 2 years, lasts: 1 year, while: { nodes.n.loss.own: x2 } }
      crisis: { occurs: every 83220 h, lasts: gamma 2 2190 h, while: { nodes.n.loss.own: x10 } }
nodes: { n: { kind: asset, loss: [ { own: £1 per hour } ] } }
threats: { down: { occurs: on 2027-01-01, affects: { n: { outage: forever } } } }`,
  ),
  trials: 40_000,
  rows: [
    row('two-states', 'mean loss under two states', RENEWAL, YEAR * (0.95 * (4 / 3) + 0.5), mean),
    row('milder', 'share of time, the milder', RENEWAL, 0.95 / 3, state('tight', 'shareOfTime')),
    row('milder-begins', 'its spells, hidden ones too', RENEWAL, 1 / 3, state('tight', 'spellsPerHorizon')),
  ],
};

/** Variance of the counts in a year of a Poisson process of which a state of two makes 4 a year 20. */
function mixedDeviation(): number {
  const [share, rate] = [1 / 9, 2.25];
  const spread = 2 * 16 ** 2 * share * (1 - share) * (1 / rate - (1 - exp(-rate)) / rate ** 2);
  return Math.sqrt(4 * (1 + 4 * share) + spread);
}

const counts: readonly SimulatedCase[] = [
  {
    model: modelText(
      'A rate mixed by a driver',
      `drivers:
  unrest:
    factor: political
    states: { riots: { occurs: every 4 years, lasts: exponential 6 months, while: { threats.theft.occurs: x5 } } }
threats: { theft: { occurs: 4 per year, cost: { own: £1 } } }`,
    ),
    trials: 40_000,
    rows: [
      row('mixed-mean', 'mean of the counts', 'Fischer & Meier-Hellstern 1993', 4 * (1 + 4 / 9), mean),
      row(
        'mixed-deviation',
        'their deviation',
        'Fischer & Meier-Hellstern 1993',
        mixedDeviation(),
        ({ loss }) => loss.standardDeviation,
      ),
    ],
  },
  {
    model: modelText(
      'A rate scaled by an index that is gamma',
      `drivers: { activity: { factor: social, index: gamma 2 0.5, persists: forever, scales: [ threats.theft.occurs ] } }
threats: { theft: { occurs: 3 per year, cost: { own: £1 } } }`,
    ),
    trials: 40_000,
    rows: [
      row('binomial-mean', 'mean of the counts', 'negative binomial', 3, mean),
      row(
        'binomial-deviation',
        'their deviation',
        'negative binomial',
        Math.sqrt(7.5),
        ({ loss }) => loss.standardDeviation,
      ),
      row('binomial-some', 'P(some)', 'negative binomial', 1 - 2.5 ** -2, ({ loss }) => loss.probabilityOfLoss),
    ],
  },
];

/** Outages of exponential 100 h every 500 h, three times as long from mid-year on: mean share of the year with one. */
function longer(): number {
  const half = YEAR / 2;
  const inProgress = (t: number): number => {
    if (t < half) return (1 - exp(-t / 100)) / 5;
    const u = t - half;
    return (exp(-u / 100) - exp(-t / 100)) / 5 + (3 / 5) * (1 - exp(-u / 300));
  };
  const steps = 20_000;
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += 1 - exp(-inProgress(((i + 0.5) * YEAR) / steps));
  return sum / steps;
}

const paces: readonly SimulatedCase[] = [
  {
    model: modelText(
      'A clock at the pace of a driver',
      `drivers: { hostility: { factor: political, states: { high: { occurs: on 2027-04-01, lasts: 90 days, while: { threats.attack.occurs: x3 } } } } }
threats: { attack: { occurs: within 6..24 months once, cost: { own: £1 } } }`,
    ),
    trials: 20_000,
    rows: [row('clock', 'P(it comes)', 'Weibull, by integral of the pace', 0.7194128218279082, events('attack'))],
  },
  {
    model: modelText(
      'A chance a year under a factor that changes',
      `drivers: { d: { factor: legal, states: { late: { occurs: on 2027-07-02 12:00, lasts: forever, while: { threats.strike.occurs: x3 } } } } }
threats: { strike: { occurs: 30% per year, cost: { own: £1 } } }`,
    ),
    trials: 40_000,
    rows: [row('chance', 'P(it comes)', 'hazard of a uniform time', 1 - 0.85 * (0.7 / 0.85) ** 3, events('strike'))],
  },
  {
    model: modelText(
      'Outages three times as long from mid-year on',
      `drivers: { parts: { factor: economic, states: { short: { occurs: on 2027-07-02 12:00, lasts: forever, while: { threats.fault.affects.n.outage: x3 } } } } }
nodes: { n: { kind: asset, loss: [ { own: £1 per hour } ] } }
threats: { fault: { occurs: every 500 h, affects: { n: { outage: exponential 100 h } } } }`,
    ),
    trials: 10_000,
    rows: [row('longer', 'unavailability', 'M/G/infinity', longer(), down('n'))],
  },
];

const brings: SimulatedCase = {
  model: modelText(
    'What a beginning brings',
    `drivers:
  energy:
    factor: economic
    states:
      crisis: { occurs: every 2 years, lasts: 6 months, brings: { nodes.depot: { chance: 40%, delay: 100 h, outage: 48 h }, threats.fraud: { chance: 50% } } }
nodes: { depot: { kind: site, loss: [ { own: £1 per hour } ] } }
threats: { fraud: { occurs: 2 per year, cost: { own: £1 } } }
controls: { checks: { against: [ fraud ], current: on, levels: { on: { prevent: 80% } } } }`,
  ),
  trials: 40_000,
  rows: [
    row(
      'brings-outage',
      'unavailability by what it brings',
      RENEWAL,
      ((0.16 / YEAR) * ((YEAR - 100) * 48 - 48 ** 2 / 2)) / YEAR,
      down('depot'),
    ),
    row('brings-events', 'events with what it brings', RENEWAL, 2.2, events('fraud')),
    row('brings-through', 'those that get through', RENEWAL, 0.44, through('fraud')),
  ],
};

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
      row('link-both', 'share of both', CHAIN, 0.024133322482825077, down('both')),
    ],
  },
  {
    model: EXCITATION,
    scenario: 'a-all-year',
    trials: 20_000,
    rows: [row('held-link', 'share while the other is held', CHAIN, 0.14206919015498562, down('y'))],
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
    rows: [row('indices', 'mean of a product', 'lognormal', 50 * exp(SIGMA ** 2 * 1.6), mean)],
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
    ],
  },
  {
    model: DRIFT,
    trials: 10_000,
    rows: [
      row('drift', 'mean of an index known today', 'AR(1)', drift(1), byBearer('own')),
      row('drift-other', 'mean of one correlated with it', 'AR(1)', drift(0.6), byBearer('other')),
    ],
  },
];

export const drivers: Group = {
  title: 'Drivers',
  simulated: [spells, twoStates, ...counts, ...paces, brings, ...excitation, ...indices],
  exact: [],
};
