/** What matters: test functions through the estimator, models whose variance has a closed form, and correlated indices held. */
import type { SensitivityDocument } from '../../results/sensitivity-document.ts';
import { exp, log } from '../../sim/random/elementary.ts';
import { indicesOfFunction } from '../sensitivity/of-function.ts';
import { modelText } from './model-text.ts';
import type { Answer, EstimatedCase, Found, Group, SensedCase } from './row.ts';
import { ISHIGAMI, SOBOL_G, type TestFunction } from './test-functions.ts';

/** Worlds for test functions: errors of a hundredth. */
const WORLDS = 8192;

/** Rows of the first inputs of a test function. */
function ofFunction(
  name: string,
  source: string,
  { asked, first, total }: TestFunction,
  inputs: number,
): EstimatedCase {
  return {
    indices: () => indicesOfFunction(asked, WORLDS, `verify ${name}`),
    rows: Array.from({ length: inputs }, (_, input) => [
      {
        id: `${name}-s${input + 1}`,
        what: `first-order index of input ${input + 1}`,
        source,
        exact: first[input]!,
        of: (indices: readonly { readonly first: Found }[]) => indices[input]!.first,
      },
      {
        id: `${name}-t${input + 1}`,
        what: `total index of input ${input + 1}`,
        source,
        exact: total[input]!,
        of: (indices: readonly { readonly total: Found }[]) => indices[input]!.total,
      },
    ]).flat(),
  };
}

type Row = SensedCase['rows'][number];

const shares = (document: SensitivityDocument, input: string) => {
  const found = document.figures['loss']!.indices.find((one) => one.input === input);
  return found ?? { first: UNKNOWN, total: UNKNOWN };
};
const UNKNOWN: Found = { value: Number.NaN, standardError: 1 };

const swing = (document: SensitivityDocument, input: string) =>
  document.figures['loss']!.swings.find((one) => one.input === input)!;

const row = (id: string, what: string, source: string, exact: number, of: Row['of']): Row & Answer => ({
  id: `sensitivity-${id}`,
  what,
  source,
  exact,
  of,
});

/** Spread of the logarithm of a lognormal with these 5 % and 95 % points. */
const sigma = (low: number, high: number): number => log(high / low) / (2 * 1.6448536269514722);
const meanOf = (low: number, high: number): number => Math.sqrt(low * high) * exp(sigma(low, high) ** 2 / 2);
const varianceOf = (low: number, high: number): number => meanOf(low, high) ** 2 * (exp(sigma(low, high) ** 2) - 1);

const LINEAR = 'variance of a sum of independent parts';
const [ONE, TWO] = [1000 ** 2 * varianceOf(1, 4), 500 ** 2 * varianceOf(2, 6)];

const tornado: SensedCase = {
  model: modelText(
    'A tornado of two rates',
    `threats:
  t1: { occurs: 1..4 per year, cost: { own: £1000 } }
  t2: { occurs: 2..6 per year, cost: { own: £500 } }`,
  ),
  trials: 80_000,
  rows: [
    row(
      'low',
      'mean loss, one rate at 5 %',
      'lognormal',
      1000 + 500 * meanOf(2, 6),
      (found) => swing(found, 'threats.t1.occurs').low.figure,
    ),
    row(
      'high',
      'mean loss, one rate at 95 %',
      'lognormal',
      4000 + 500 * meanOf(2, 6),
      (found) => swing(found, 'threats.t1.occurs').high.figure,
    ),
    row('swing-1', 'swing of one rate', LINEAR, 3000, (found) => swing(found, 'threats.t1.occurs').swing),
    row('swing-2', 'swing of the other', LINEAR, 2000, (found) => swing(found, 'threats.t2.occurs').swing),
    row(
      'first-1',
      'first-order index of one rate',
      LINEAR,
      ONE / (ONE + TWO),
      (found) => shares(found, 'threats.t1.occurs').first,
    ),
    row(
      'total-1',
      'total index of one rate',
      LINEAR,
      ONE / (ONE + TWO),
      (found) => shares(found, 'threats.t1.occurs').total,
    ),
    row(
      'first-2',
      'first-order index of the other',
      LINEAR,
      TWO / (ONE + TWO),
      (found) => shares(found, 'threats.t2.occurs').first,
    ),
    row(
      'deviation',
      'standard deviation over worlds',
      LINEAR,
      Math.sqrt(ONE + TWO),
      (found) => found.figures['loss']!.deviation ?? UNKNOWN,
    ),
  ],
};

/** A rate times what an event costs by a formula of an input: V = (1 + v1) (1 + v2) - 1 in squared coefficients of variation. */
const [V1, V2] = [exp(sigma(1, 4) ** 2) - 1, exp(sigma(1, 3) ** 2) - 1];
const WHOLE = (1 + V1) * (1 + V2) - 1;

const product: SensedCase = {
  model: modelText(
    'A product of a rate and a price',
    `inputs: { price: 1..3 }
threats: { t: { occurs: 1..4 per year, cost: { own: "= price * £1000" } } }`,
  ),
  trials: 120_000,
  rows: [
    row(
      'product-s',
      'first-order index of a factor',
      'product of independent factors',
      V1 / WHOLE,
      (found) => shares(found, 'threats.t.occurs').first,
    ),
    row(
      'product-t',
      'total index of a factor',
      'product of independent factors',
      (V1 * (1 + V2)) / WHOLE,
      (found) => shares(found, 'threats.t.occurs').total,
    ),
    row(
      'price-s',
      'first-order index of the price',
      'product of independent factors',
      V2 / WHOLE,
      (found) => shares(found, 'inputs.price').first,
    ),
    row(
      'price-t',
      'total index of the price',
      'product of independent factors',
      (V2 * (1 + V1)) / WHOLE,
      (found) => shares(found, 'inputs.price').total,
    ),
  ],
};

/** The mean loss with an index held. */
const held = (document: SensitivityDocument, driver: string, place: 0 | 1) =>
  document.figures['loss']!.held!.find((one) => one.driver === driver)!.places[place]!;

/** Mean of an index whose partner, by so much correlated, is held at this value: x0.5..x2. */
const partnerOf = (correlation: number, value: number): number =>
  exp(correlation * log(value) + (sigma(0.5, 2) ** 2 * (1 - correlation ** 2)) / 2);

const CONDITIONED = 'lognormal, conditioned';

const heldIndices: SensedCase = {
  model: modelText(
    'Two correlated indices, held one after another',
    `drivers:
  price: { factor: economic, index: x0.5..x2, persists: forever, scales: [ threats.t.occurs ] }
  wages: { factor: economic, index: x0.5..x2, persists: forever, scales: [ threats.t.cost ] }
correlations: [ { between: [ price, wages ], correlation: 60% } ]
threats: { t: { occurs: 5 per year, cost: { own: £10 } } }`,
  ),
  trials: 80_000,
  rows: [
    row(
      'held-high',
      'mean loss, one index held at 95 %, the other moving along',
      CONDITIONED,
      100 * partnerOf(0.6, 2),
      (found) => held(found, 'price', 1).figure,
    ),
    row(
      'held-low',
      'the same at 5 %',
      CONDITIONED,
      25 * partnerOf(0.6, 0.5),
      (found) => held(found, 'price', 0).figure,
    ),
    row(
      'held-other',
      'the other index held at 95 %',
      CONDITIONED,
      100 * partnerOf(0.6, 2),
      (found) => held(found, 'wages', 1).figure,
    ),
    row(
      'held-change',
      'what holding it at 95 % changes',
      CONDITIONED,
      100 * partnerOf(0.6, 2) - 50 * exp(sigma(0.5, 2) ** 2 * 1.6),
      (found) => held(found, 'price', 1).difference,
    ),
  ],
};

export const sensitivities: Group = {
  title: 'Sensitivity',
  simulated: [],
  sensed: [tornado, product, heldIndices],
  estimated: [
    ofFunction('ishigami', 'Ishigami & Homma 1990', ISHIGAMI, 3),
    ofFunction('sobol-g', "Saltelli & Sobol' 1995", SOBOL_G, 4),
  ],
  exact: [],
};
