/** What drivers make of a year: spells, factors, what they bring, what is known at the start. */
import { exp, log } from '../../sim/random/elementary.ts';
import { down, events, inNormal, index, mean, row, state, through, YEAR } from './driver-rows.ts';
import { driversTogether } from './drivers-together.ts';
import { modelText } from './model-text.ts';
import type { Group, SimulatedCase } from './row.ts';

const RENEWAL = 'Cox 1962, Renewal Theory, ch. 7';
const CHAIN = 'Markov chain, by its generator';
const THINNED = 'thinned Poisson process';
const GAMMA = 'gamma law, by half the quantiles of chi-square with 4 degrees';

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
    row('seen', 'P(seen in a year)', RENEWAL, 1 - 0.8 * exp(-1 / 2), state('energy.crisis', 'probabilityInPeriod')),
    row('begins', 'spells that begin in a year', RENEWAL, 0.4, state('energy.crisis', 'spellsPerHorizon')),
    row('in-force', 'loss per year in force', RENEWAL, YEAR * 31, state('energy.crisis', 'lossPerYearInForce')),
    row('time', 'share of time of the state', RENEWAL, 0.2, state('energy.crisis', 'shareOfTime')),
    row('all', 'share of the loss, all of it', RENEWAL, 1, state('energy.crisis', 'shareOfLoss')),
    row('all-of-tail', 'share of the tail, all of it', RENEWAL, 1, state('energy.crisis', 'shareOfTail')),
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
    row('milder', 'share of time, the milder', RENEWAL, 0.95 / 3, state('energy.tight', 'shareOfTime')),
    row('milder-begins', 'its spells, hidden ones too', RENEWAL, 1 / 3, state('energy.tight', 'spellsPerHorizon')),
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
      row('mixed-time', 'share of time', RENEWAL, 1 / 9, state('unrest.riots', 'shareOfTime')),
      row('mixed-begins', 'spells in a year', RENEWAL, 1 / 4.5, state('unrest.riots', 'spellsPerHorizon')),
      row('mixed-seen', 'P(seen)', RENEWAL, 1 - (8 / 9) * exp(-1 / 4), state('unrest.riots', 'probabilityInPeriod')),
      row('mixed-in-force', 'loss per year in force', RENEWAL, 20, state('unrest.riots', 'lossPerYearInForce')),
      row('mixed-calm', 'loss per year of calm', RENEWAL, 4, inNormal('unrest', 'lossPerYearInForce')),
      row('mixed-share', 'share of the loss', RENEWAL, 5 / 13, state('unrest.riots', 'shareOfLoss')),
      row('mixed-rest', 'share of calm times', RENEWAL, 8 / 13, inNormal('unrest', 'shareOfLoss')),
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
      row('gamma-mean', 'mean of the index', GAMMA, 1, index('activity', 'mean')),
      row('gamma-low', 'its 5 % point', GAMMA, 0.1776807553, index('activity', 'low')),
      row('gamma-high', 'its 95 % point', GAMMA, 2.3719322592, index('activity', 'high')),
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

const HAZARD = 'hazard of a uniform time';
const PACE = 'Weibull, by integral of the pace';

/** Of what comes within 6..24 months, with a clock that runs three times as fast for 90 days from 1 April on: the share then. */
function whileFast(): number {
  const shape = log(log(20) / log(1 / 0.95)) / log(4);
  const scale = 24 / exp(log(log(20)) / shape);
  const by = (days: number): number => 1 - exp(-exp(shape * log((days * 12) / 365 / scale)));
  return (by(90 + 270) - by(90)) / by(365 + 180);
}

/** P(a strike comes in a year): 30 % a year, three times as likely from mid-year on. */
const STRIKE = 1 - 0.85 * (0.7 / 0.85) ** 3;

const paces: readonly SimulatedCase[] = [
  {
    model: modelText(
      'A clock at the pace of a driver',
      `drivers: { hostility: { factor: political, states: { high: { occurs: on 2027-04-01, lasts: 90 days, while: { threats.attack.occurs: x3 } } } } }
threats: { attack: { occurs: within 6..24 months once, cost: { own: £1 } } }`,
    ),
    trials: 20_000,
    rows: [
      row('clock', 'P(it comes)', PACE, 0.7194128218279082, events('attack')),
      row('clock-share', 'share of the loss in the state', PACE, whileFast(), state('hostility.high', 'shareOfLoss')),
    ],
  },
  {
    model: modelText(
      'A chance a year under a factor that changes',
      `drivers: { d: { factor: legal, states: { late: { occurs: on 2027-07-02 12:00, lasts: forever, while: { threats.strike.occurs: x3 } } } } }
threats: { strike: { occurs: 30% per year, cost: { own: £1 } } }`,
    ),
    trials: 40_000,
    rows: [
      row('chance', 'P(it comes)', HAZARD, STRIKE, events('strike')),
      row(
        'chance-share',
        'share of the loss in the state',
        HAZARD,
        (STRIKE - 0.15) / STRIKE,
        state('d.late', 'shareOfLoss'),
      ),
      row('chance-rest', 'share of the time before', HAZARD, 0.15 / STRIKE, inNormal('d', 'shareOfLoss')),
    ],
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

/** Mean hours in a year that the depot is out: 48 h, 100 h after 40 % of .4 beginnings a year. */
const DEPOT = (0.16 / YEAR) * ((YEAR - 100) * 48 - 48 ** 2 / 2);

const brings: SimulatedCase = {
  model: modelText(
    'What a beginning brings',
    `drivers:
  energy:
    factor: economic
    states:
      crisis: { occurs: every 2 years, lasts: 6 months, brings: { nodes.depot: { chance: 40%, delay: 100 h, outage: 48 h }, threats.fraud: { chance: 50% }, drivers.unrest.riots: { chance: 25% } } }
  unrest: { factor: political, states: { riots: { lasts: exponential 1 month } } }
nodes: { depot: { kind: site, loss: [ { own: £1 per hour } ] } }
threats: { fraud: { occurs: 2 per year, cost: { own: £1 } } }
controls: { checks: { against: [ fraud ], current: on, levels: { on: { prevent: 80% } } } }`,
  ),
  trials: 40_000,
  rows: [
    row('brings-outage', 'unavailability by what it brings', RENEWAL, DEPOT / YEAR, down('depot')),
    row('brings-events', 'events with what it brings', RENEWAL, 2.2, events('fraud')),
    row('brings-through', 'those that get through', RENEWAL, 0.44, through('fraud')),
    row('brings-begins', 'spells in a year', RENEWAL, 0.4, state('energy.crisis', 'spellsPerHorizon')),
    row('brings-riots', 'spells of what they bring', RENEWAL, 0.1, state('unrest.riots', 'spellsPerHorizon')),
    row(
      'brings-share',
      'share of the loss, with what it brings',
      RENEWAL,
      (DEPOT + 0.04 + 0.2 * 0.4) / (DEPOT + 0.44),
      state('energy.crisis', 'shareOfLoss'),
    ),
  ],
};

/** What controls miss, three times 100 or 20 a year: for half the year 2.5 times, all, and 1.5 times as much. */
const misses: SimulatedCase = {
  model: modelText(
    'Factors on what controls miss',
    `drivers:
  absence:
    factor: social
    states: { high: { lasts: 1 day, while: { controls.gate.misses: x2.5, controls.guard.misses: x9, controls.clerk.misses: x1.5 } } }
threats:
  a: { occurs: 100 per year, cost: { own: £1 } }
  b: { occurs: 100 per year, cost: { own: £1 } }
  c: { occurs: 20 per year, cost: { own: £1 } }
controls:
  gate:  { against: [ a ], current: on, levels: { on: { prevent: 80% } } }
  guard: { against: [ b ], current: on, levels: { on: { prevent: 80% } } }
  clerk: { against: [ c ], current: on, levels: { on: { deter: 50% } } }
scenarios: { held: { holds: { absence: { high: 2027-01-01 00:00..2027-07-02 12:00 } } } }`,
  ),
  scenario: 'held',
  trials: 10_000,
  rows: [
    row('misses', 'those that get through', THINNED, 35, through('a')),
    row('misses-all', 'those that get through a control that misses all', THINNED, 60, through('b')),
    row('misses-deter', 'those that are not deterred', THINNED, 12.5, events('c')),
    row('held-time', 'share of time of a hold', THINNED, 0.5, state('absence.high', 'shareOfTime')),
    row('held-loss', 'loss per year of it', THINNED, 165, state('absence.high', 'lossPerYearInForce')),
    row('held-share', 'share of the loss', THINNED, 82.5 / 107.5, state('absence.high', 'shareOfLoss')),
  ],
};

const AS_STATED = 'by hand';

/** Down from hour 1000 to 1200 and from 1300 to 1310, five times as dear from 1100 to 1500. */
const dear: SimulatedCase = {
  model: modelText(
    'Factors on losses',
    `drivers:
  price: { factor: economic, states: { high: { occurs: on 2027-02-15 20:00, lasts: 400 h, while: { nodes.n.loss.all: x5 } } } }
nodes:
  n: { kind: asset, loss: [ { own: £1 per hour }, { id: each, own: £50 once } ] }
scenarios:
  x: { shocks: [ { id: first, on: 2027-02-11 16:00, node: n, outage: 200 h }, { id: second, on: 2027-02-24 04:00, node: n, outage: 10 h } ] }`,
  ),
  scenario: 'x',
  trials: 100,
  rows: [
    row('dear', 'loss under a state that begins meanwhile', AS_STATED, 950, mean),
    row('dear-time', 'share of time', AS_STATED, 400 / YEAR, state('price.high', 'shareOfTime')),
    row('dear-share', 'share of what began in it', AS_STATED, 300 / 950, state('price.high', 'shareOfLoss')),
    row('dear-loss', 'loss per year of it', AS_STATED, (300 * YEAR) / 400, state('price.high', 'lossPerYearInForce')),
  ],
};

/** Share of a year of a state that is not there at the start and comes back to its long-run share at the rate 2.5 a year. */
const FROM_NORMAL = 0.2 * (1 - (1 - exp(-2.5)) / 2.5);

const known: SimulatedCase = {
  model: modelText(
    'What is known at the start',
    `calendar: { summer: Jun..Aug, rest: [ Jan..May, Sep..Dec ] }
drivers:
  a: { factor: legal, now: on, states: { on: { lasts: 12 months } } }
  b: { factor: legal, now: { on: 2 months }, states: { on: { lasts: 12 months } } }
  c: { factor: legal, now: normal, states: { on: { occurs: every 2 years, lasts: exponential 6 months } } }
  d: { factor: environmental, states: { on: { occurs: every 1 year, during: { rest: x0 }, lasts: exponential 1 month } } }
nodes: { n: { kind: asset } }`,
  ),
  trials: 40_000,
  rows: [
    row('now', 'share of time of a state that runs', RENEWAL, 0.5, state('a.on', 'shareOfTime')),
    row('now-left', 'the same with 2 months left', AS_STATED, 1 / 6, state('b.on', 'shareOfTime')),
    row('now-normal', 'share of one that does not run', CHAIN, FROM_NORMAL, state('c.on', 'shareOfTime')),
    row('now-season', 'share of one that comes in summer', CHAIN, 0.01975156731806177, state('d.on', 'shareOfTime')),
  ],
};

/** Runs at the start in one year of fifty, and makes the bill of that day ten times as high: the worst 5 % are 2 and 3 of them. */
const bad: SimulatedCase = {
  model: modelText(
    'A state that some of the bad years were in',
    `drivers:
  energy: { factor: economic, states: { crisis: { occurs: every 49000 years, lasts: 1000 years, while: { threats.bill.cost: x10 } } } }
threats: { bill: { occurs: on 2027-01-01, cost: { own: £1 } } }`,
  ),
  trials: 40_000,
  rows: [
    row('tail-time', 'share of time', RENEWAL, 0.02, state('energy.crisis', 'shareOfTime')),
    row('tail-loss', 'share of the loss', AS_STATED, 0.2 / 1.18, state('energy.crisis', 'shareOfLoss')),
    row('tail-share', 'share of the tail', AS_STATED, 0.2 / 0.23, state('energy.crisis', 'shareOfTail')),
    row('tail-rest', 'share of the tail in calm', AS_STATED, 0.03 / 0.23, inNormal('energy', 'shareOfTail')),
    row(
      'tail-seen',
      'P(seen) in the worst 5 %',
      AS_STATED,
      0.4 + 0.6 / 49_000,
      state('energy.crisis', 'probabilityInTail'),
    ),
  ],
};

export const drivers: Group = {
  title: 'Drivers',
  simulated: [spells, twoStates, bad, ...counts, ...paces, brings, misses, dear, known, ...driversTogether],
  exact: [],
};
