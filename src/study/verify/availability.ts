/** Availability and dependency in time. */
import { weibullOf } from '../../sim/compile/occurrence.ts';
import { exp } from '../../sim/random/elementary.ts';
import { modelText } from './model-text.ts';
import type { ExactRow, Group, SimulatedCase } from './row.ts';

const YEAR = 8760;

// Outages in progress: M/G/infinity.
const RATE = 400;
const LENGTH = 30;
const AT = 200;

/** Mean number of outages in progress at hour t, for exponential outages. */
const inProgress = (t: number): number => (RATE / YEAR) * LENGTH * (1 - exp(-t / LENGTH));

/** Integral by Simpson's rule. */
function integral(f: (x: number) => number, from: number, to: number, steps = 2000): number {
  const h = (to - from) / steps;
  let sum = f(from) + f(to);
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h);
  return (sum * h) / 3;
}

const struck = (title: string, outage: string, rate: number, horizon: string): string =>
  modelText(
    title,
    [
      'nodes:',
      '  pump: { kind: asset }',
      'threats:',
      `  fault: { occurs: ${rate} per year, affects: { pump: { outage: ${outage} } } }`,
    ].join('\n'),
    horizon,
  );

const inProgressCases: readonly SimulatedCase[] = [
  {
    model: struck('Outages in progress', `exponential ${LENGTH} h`, RATE, `${AT} h`),
    trials: 100_000,
    rows: [
      {
        id: 'in-progress-at-end',
        what: `P(down at ${AT} h)`,
        source: 'M/G/infinity',
        exact: 1 - exp(-inProgress(AT)),
        of: ({ endsInOutage }) => endsInOutage,
      },
      {
        id: 'in-progress-share',
        what: 'unavailability',
        source: 'M/G/infinity',
        exact: integral((t) => 1 - exp(-inProgress(t)), 0, AT) / AT,
        of: ({ nodes }) => nodes['pump']!.unavailability,
      },
    ],
  },
  // In the long run only the mean length matters.
  ...(['30 h', 'exponential 30 h', 'uniform 10 50 h'] as const).map((outage, index): SimulatedCase => ({
    model: struck('Outages in progress, the long run', outage, 200, '2000 h'),
    trials: 50_000,
    rows: [
      {
        id: `long-run-${['constant', 'exponential', 'uniform'][index]}`,
        what: 'P(down at 2,000 h)',
        source: 'M/G/infinity',
        exact: 1 - exp(-(200 / YEAR) * 30),
        of: ({ endsInOutage }) => endsInOutage,
      },
    ],
  })),
];

// A buffer of B hours behind a supplier whose outages are exponential with mean m and do not overlap.
const HITS = 12;
const MEAN = 40;
const BUFFER = 25;
const r = HITS / YEAR;
const s = r + 1 / MEAN;
/** Rate at which outages of the supplier begin at hour u: r P(up at u), an alternating renewal process from rest. */
const beginning = (u: number): number => (r / s) * (1 / MEAN + r * exp(-s * u));
/** Outages that begin by hour t. */
const begun = (t: number): number => (r / MEAN / s) * t + ((r * r) / (s * s)) * (1 - exp(-s * t));

const bufferCase: SimulatedCase = {
  model: modelText(
    'A buffer behind a supplier',
    [
      'nodes:',
      '  supplier: { kind: supplier }',
      `  plant: { kind: site, needs: { supplier: { buffer: ${BUFFER} h } } }`,
      'threats:',
      `  fault: { occurs: ${HITS} per year, affects: { supplier: { outage: exponential ${MEAN} h, overlap: ignore } } }`,
    ].join('\n'),
  ),
  trials: 50_000,
  rows: [
    {
      id: 'buffer-outages',
      what: 'outages a year',
      source: 'alternating renewal',
      // Those that began early enough to matter, with a remainder longer than the buffer.
      exact: begun(YEAR - BUFFER) * exp(-BUFFER / MEAN),
      of: ({ nodes }) => nodes['plant']!.outagesPerHorizon,
    },
    {
      id: 'buffer-unavailability',
      what: 'unavailability',
      source: 'alternating renewal',
      // Down at t: the supplier's outage began before t - B and lasts beyond t.
      exact:
        integral(
          (u) => beginning(u) * MEAN * (exp(-BUFFER / MEAN) - exp(-(YEAR - u) / MEAN)),
          0,
          YEAR - BUFFER,
          20_000,
        ) / YEAR,
      of: ({ nodes }) => nodes['plant']!.unavailability,
    },
  ],
};

// Any of three feeds: losing the one in use costs the switchover and the restart, whatever is on standby.
const SWITCHOVER = 11;
const RESTART = 6;
const feeds = (loss: number): SimulatedCase => ({
  model: modelText(
    'Any of three feeds',
    [
      'nodes:',
      '  feed-a: { kind: infrastructure }',
      '  feed-b: { like: feed-a }',
      '  feed-c: { like: feed-a }',
      '  hub:',
      '    kind: service',
      `    needs: { feed: { any: [feed-a, feed-b, feed-c], switchover: ${SWITCHOVER} h } }`,
      `    restart: ${RESTART} h`,
      '    loss: [{ own: £1 per hour }]',
      'threats:',
      `  fire: { occurs: on 2027-02-01, affects: { feed-a: { outage: ${loss} h } } }`,
    ].join('\n'),
  ),
  trials: 16,
  rows: [
    {
      id: `three-feeds-${loss}h`,
      what: `outage when the feed in use is lost for ${loss} h`,
      source: 'NESO 2025: s + q, or D + q',
      exact: loss > SWITCHOVER ? SWITCHOVER + RESTART : loss + RESTART,
      of: ({ loss: { mean } }) => mean,
    },
  ],
});

// Proximity 6..24 months: the Weibull law of the engine.
const weibull = weibullOf(6, 24);
const proximity: readonly ExactRow[] = [
  {
    id: 'proximity-shape',
    what: 'Weibull k of 6..24 months',
    source: 'golden numbers',
    exact: 2.934,
    half: 5e-5,
    of: () => weibull.shape,
  },
  {
    id: 'proximity-scale',
    what: 'Weibull eta, months',
    source: 'golden numbers',
    exact: 16.512,
    half: 5e-4,
    of: () => weibull.scale,
  },
];

const arrivals: readonly SimulatedCase[] = [
  {
    model: modelText('Once', 'threats:\n  t: { occurs: once every 5000 h }'),
    trials: 100_000,
    rows: [
      {
        id: 'once',
        what: 'P(by a year)',
        source: '1 - exp(-H/T)',
        exact: 1 - exp(-YEAR / 5000),
        of: ({ threats }) => threats['t']!.eventsPerHorizon,
      },
    ],
  },
  {
    model: modelText('Proximity', 'threats:\n  t: { occurs: once within 6..24 months }'),
    trials: 100_000,
    rows: [
      {
        id: 'proximity-year',
        what: 'P(by 12 months)',
        source: 'golden numbers',
        exact: 0.3243,
        half: 5e-5,
        of: ({ threats }) => threats['t']!.eventsPerHorizon,
      },
    ],
  },
];

export const availability: Group = {
  title: 'Availability and dependency in time',
  simulated: [...inProgressCases, bufferCase, feeds(5), feeds(48), feeds(1000), ...arrivals],
  exact: proximity,
};
