/** Aggregate loss: threats that cost money and strike no node. */
import type { CurvePoint, ScenarioResult } from '../../results/scenario-result.ts';
import { exp, log } from '../../sim/random/elementary.ts';
import { normalCdf } from '../../sim/random/normal.ts';
import { tailValueAtRisk } from '../../sim/measure/quantiles.ts';
import { modelText } from './model-text.ts';
import type { Answer, Found, Group, SimulatedCase } from './row.ts';

const TRIALS = 200_000;

/** 95th percentile of the standard normal distribution. */
const Z95 = 1.6448536269514722;

type Row = SimulatedCase['rows'][number];

/** The estimate of a limit on the mean of a tail, or on the chance of a loss. */
const ofLimit = (result: ScenarioResult, id: string): Found => {
  const limit = result.appetite.find((entry) => entry.id === id);
  if (limit === undefined) throw new RangeError(`no limit ${id}`);
  return limit.estimate;
};

const mean = (answer: Omit<Answer, 'what'>): Row => ({ ...answer, what: 'mean', of: ({ loss }) => loss.mean });

const quantile = (level: string, answer: Omit<Answer, 'what'>): Row => ({
  ...answer,
  what: `VaR ${Number(level) * 100}`,
  of: ({ loss }) => loss.valueAtRisk[level]!,
});

const tail = (level: string, answer: Omit<Answer, 'what'>): Row => ({
  ...answer,
  what: `TVaR ${Number(level) * 100}`,
  of: ({ loss }) => loss.tailValueAtRisk[level]!,
});

const limited = (limit: string, what: string, answer: Omit<Answer, 'what'>): Row => ({
  ...answer,
  what,
  of: (result) => ofLimit(result, limit),
});

/** P(loss <= x), by the limit `over-x`. */
const upTo = (x: number, answer: Omit<Answer, 'what'>): Row => ({
  ...answer,
  what: `F(${x})`,
  of: (result) => {
    const { value, standardError } = ofLimit(result, `over-${x}`);
    return { value: 1 - value, standardError };
  },
});

const limits = (lines: readonly string[]): string =>
  lines.length === 0
    ? ''
    : `\nappetite:\n  confidence: 90%\n  limits:\n${lines.map((line) => `    ${line}`).join('\n')}`;

/** `over-x` for `upTo`: losses are whole or continuous, so adding half a unit only guards against rounding. */
const over = (x: number, above: number): string => `over-${x}: { loss over: £${above}, chance: 50% per year }`;

const compound = (title: string, occurs: string, cost: string, appetite: readonly string[] = []): string =>
  modelText(title, `threats:\n  risk: { occurs: ${occurs}, cost: { own: ${cost} } }${limits(appetite)}`);

const RISKQUANT = 'riskquant tests; convolution';
const ACTUAR = 'actuar vignette; closed form';
const EMBRECHTS = 'Embrechts & Frei 2009 set-up';
const BAHNEMANN = 'Bahnemann, CAS monograph 2';

/** Probabilities of the total of Poisson(1.75) claims of 1 to 5, from 0 on. */
const PANJER = [0.17377394, 0.06082088, 0.13228541, 0.10463726, 0.1170368, 0.09324855];

/** Share of lognormal losses with the 90 % interval 1..10 that are above x. */
const survival = (x: number): number => 1 - normalCdf((log(x) - log(10) / 2) / (log(10) / (2 * Z95)));

/** The point of the OEP curve nearest to a probability. */
const pointNear = ({ loss }: ScenarioResult, probability: number): CurvePoint =>
  loss.occurrence.reduce((best, point) =>
    Math.abs(point.probability - probability) < Math.abs(best.probability - probability) ? point : best,
  );

/** OEP(x) = 1 - exp(-rate S(x)), at the point of the curve nearest to a probability. */
const occurrence = (id: string, probability: number): Row => ({
  id,
  what: `OEP near ${probability}`,
  source: '1 - exp(-rate S(x))',
  exact: (result) => 1 - exp(-3 * survival(pointNear(result, probability).loss)),
  of: (result) => {
    const value = pointNear(result, probability).probability;
    return { value, standardError: Math.sqrt((value * (1 - value)) / result.measured.trials) };
  },
});

export const aggregateLoss: Group = {
  title: 'Aggregate loss',
  simulated: [
    {
      model: compound('Poisson(0.1) x lognormal 1..10', '0.1 per year', '£1..£10'),
      trials: TRIALS,
      rows: [
        mean({ id: 'poisson-0.1-mean', source: RISKQUANT, exact: 0.4040012827 }),
        quantile('0.95', { id: 'poisson-0.1-var95', source: RISKQUANT, exact: 3.14, half: 0.005 }),
        quantile('0.99', { id: 'poisson-0.1-var99', source: RISKQUANT, exact: 8.09, half: 0.005 }),
        tail('0.99', { id: 'poisson-0.1-tvar99', source: RISKQUANT, exact: 11.84, half: 0.005 }),
      ],
    },
    {
      model: compound('Poisson(3) x lognormal 1..10', '3 per year', '£1..£10'),
      trials: TRIALS,
      rows: [
        mean({ id: 'poisson-3-mean', source: RISKQUANT, exact: 12.120038481 }),
        quantile('0.95', { id: 'poisson-3-var95', source: RISKQUANT, exact: 29.03, half: 0.005 }),
        quantile('0.99', { id: 'poisson-3-var99', source: RISKQUANT, exact: 40.08, half: 0.005 }),
        occurrence('oep-half', 0.5),
        occurrence('oep-tail', 0.05),
      ],
    },
    {
      model: compound('Lognormal 1e5..1e6 at rate 0.1', '0.1 per year', '£100k..£1m'),
      trials: TRIALS,
      rows: [mean({ id: 'riskquant-mean', source: 'riskquant README', exact: 40400.12826945731 })],
    },
    {
      model: compound('Poisson(10) x gamma(2, 1)', '10 per year', 'gamma 2 £1', [
        'worst-tenth: { tail mean: 90%, most: £100 }',
      ]),
      trials: TRIALS,
      rows: [
        quantile('0.9', { id: 'gamma-var90', source: ACTUAR, exact: 30.29586477, half: 5e-9 }),
        quantile('0.95', { id: 'gamma-var95', source: ACTUAR, exact: 33.79421827, half: 5e-9 }),
        quantile('0.99', { id: 'gamma-var99', source: ACTUAR, exact: 40.81179299, half: 5e-9 }),
        limited('worst-tenth', 'TVaR 90', { id: 'gamma-tvar90', source: ACTUAR, exact: 34.99588716, half: 5e-9 }),
        tail('0.95', { id: 'gamma-tvar95', source: ACTUAR, exact: 38.11442628, half: 5e-9 }),
        tail('0.99', { id: 'gamma-tvar99', source: ACTUAR, exact: 44.58094789, half: 5e-9 }),
      ],
    },
    {
      model: compound('Poisson(50) x exponential(1)', '50 per year', 'exponential £1'),
      trials: TRIALS,
      rows: [
        quantile('0.95', { id: 'exponential-var95', source: EMBRECHTS, exact: 67.261452196 }),
        quantile('0.99', { id: 'exponential-var99', source: EMBRECHTS, exact: 75.414506396 }),
        quantile('0.999', { id: 'exponential-var99.9', source: EMBRECHTS, exact: 85.105955393 }),
        tail('0.95', { id: 'exponential-tvar95', source: EMBRECHTS, exact: 72.274481414 }),
        tail('0.99', { id: 'exponential-tvar99', source: EMBRECHTS, exact: 79.690108528 }),
      ],
    },
    {
      model: compound(
        'Poisson(2.5) x gamma(3, 400)',
        '2.5 per year',
        'gamma 3 £400',
        [500, 2000, 10000].map((x) => over(x, x)),
      ),
      trials: TRIALS,
      rows: [
        upTo(500, { id: 'bahnemann-500', source: `${BAHNEMANN}, ex. 4.2`, exact: 0.10955, half: 5e-7 }),
        upTo(2000, { id: 'bahnemann-2000', source: `${BAHNEMANN}, ex. 4.2`, exact: 0.375529, half: 5e-7 }),
        upTo(10000, { id: 'bahnemann-10000', source: `${BAHNEMANN}, ex. 4.2`, exact: 0.993438, half: 5e-7 }),
      ],
    },
    {
      model: compound(
        'Poisson(1.75) claims of 1 to 5',
        '1.75 per year',
        'discrete £1 20% £2 40% £3 20% £4 15% £5 5%',
        PANJER.map((_, k) => over(k, k + 0.5)),
      ),
      trials: TRIALS,
      rows: PANJER.map((_, k) =>
        upTo(k, {
          id: `panjer-${k}`,
          source: `${BAHNEMANN}, ex. 4.4 (f summed up)`,
          exact: PANJER.slice(0, k + 1).reduce((sum, f) => sum + f, 0),
          half: (k + 1) * 5e-9,
        }),
      ),
    },
    {
      model: compound('One event with probability 40 %', '40% per year', '£100k..£1m'),
      trials: TRIALS,
      rows: [
        mean({ id: 'one-event-mean', source: 'closed form', exact: 161600.51, half: 0.005 }),
        quantile('0.95', { id: 'one-event-var95', source: 'closed form', exact: 707426.6, half: 0.05 }),
        quantile('0.99', { id: 'one-event-var99', source: 'closed form', exact: 1246771, half: 0.5 }),
        quantile('0.999', { id: 'one-event-var99.9', source: 'closed form', exact: 2255681, half: 0.5 }),
        tail('0.99', { id: 'one-event-tvar99', source: 'closed form', exact: 1677893, half: 0.5 }),
      ],
    },
  ],
  exact: [
    {
      id: 'tvar-ties',
      what: 'TVaR 70 of 0, 0, 0, 10, 30',
      source: 'Acerbi & Tasche 2002',
      exact: 70 / 3,
      of: () => tailValueAtRisk(Float64Array.of(0, 0, 0, 10, 30), 0.7),
    },
  ],
};
