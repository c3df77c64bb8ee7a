/**
 * What security is worth: the model of Gordon and Loeb, by simulation, and as the best of several spends by a doughnut.
 *
 * A breach that costs L comes with probability v, or S(z, v) once z a year is spent. At the best z, the next pound
 * saves a pound: the expected loss between two spends near the published optimum falls by what the breach function
 * says, and only if both are simulated correctly. The spends are levels of a control that prevents the share 1 - S(z,
 * v) / v.
 */
import { exp, log } from '../../sim/random/elementary.ts';
import { presentValue } from '../../doughnut/cost/annuity.ts';
import { modelText } from './model-text.ts';
import type { DrawnCase, Group, PairedCase, SimulatedCase } from './row.ts';

const LOSS = 1_000_000;
const ALPHA = 1e-5;
const SOURCE = 'Gordon & Loeb 2002';

type Breach = (z: number) => number;

const classOne =
  (v: number): Breach =>
  (z) =>
    v / (ALPHA * z + 1);
const classTwo =
  (v: number): Breach =>
  (z) =>
    exp((ALPHA * z + 1) * log(v));

const modelAt = (name: string, v: number, breach: Breach, z: number): string =>
  modelText(
    `Gordon-Loeb, ${name}`,
    [
      'threats:',
      `  breach: { occurs: ${v * 100}% per year, cost: { own: £${LOSS} } }`,
      'controls:',
      '  security:',
      '    against: [breach]',
      `    current: ${z > 0 ? 'spent' : 'none'}`,
      '    levels:',
      '      none: {}',
      `      spent: { opex: £${Math.max(1, Math.round(z))} per year, prevent: ${(1 - breach(Math.max(1, z)) / v) * 100}% }`,
    ].join('\n'),
  );

/** Total cost of a year at a spend: loss plus spend. */
const cost = (id: string, name: string, v: number, breach: Breach, z: number): SimulatedCase => ({
  model: modelAt(name, v, breach, z),
  trials: 200_000,
  rows: [
    {
      id,
      what: `cost at the optimum, ${name}`,
      source: SOURCE,
      exact: breach(z) * LOSS + z,
      of: ({ loss }) => ({ value: loss.mean.value + z, standardError: loss.mean.standardError }),
    },
  ],
});

/** What each pound between two spends saves: 1 if the spend between them is best. */
const saving = (id: string, what: string, v: number, breach: Breach, from: number, to: number): PairedCase => ({
  models: [modelAt(what, v, breach, from), modelAt(what, v, breach, to)],
  trials: 200_000,
  row: { id, what, source: SOURCE, exact: ((breach(from) - breach(to)) * LOSS) / (to - from) },
  per: to - from,
});

/** The best of some spends, which the published optimum is one of. */
function bestSpend(id: string, v: number, breach: Breach, optimum: number, spends: readonly number[]): DrawnCase {
  const levels = spends.map((spend, order) =>
    spend === 0
      ? '      none: {}'
      : `      z${order}: { order: ${order}, opex: £${spend} per year, prevent: ${(1 - breach(spend) / v) * 100}% }`,
  );
  return {
    model: modelText(
      `Gordon-Loeb, ${id}`,
      [
        'threats:',
        `  breach: { occurs: ${v * 100}% per year, cost: { own: £${LOSS} } }`,
        'controls:',
        '  security:',
        '    against: [breach]',
        '    current: none',
        '    levels:',
        ...levels,
      ].join('\n'),
    ),
    trials: 40_000,
    rows: [
      {
        id: `${id}-best`,
        what: 'best spend of some',
        source: 'Gordon & Loeb 2002',
        exact: optimum,
        isSettled: true,
        of: ({ rings }) => {
          if (rings === undefined) return { value: NaN, standardError: 0 };
          const { value, standardError, low, high } = rings.optimum;
          return { value, standardError, between: { low, high } };
        },
      },
    ],
  };
}

/** Spends so far from the published optimum that so many trials tell them apart. */
const around = (optimum: number): number[] => [0, 0.4, 1, 2].map((factor) => Math.round(factor * optimum));

const gordonLoeb: readonly DrawnCase[] = [
  bestSpend('class-1-v0.65', 0.65, classOne(0.65), 154_951, around(154_951)),
  bestSpend('class-1-v0.5', 0.5, classOne(0.5), 123_607, around(123_607)),
  bestSpend('class-1-v0.3', 0.3, classOne(0.3), 73_205, around(73_205)),
  bestSpend('class-2-v0.65', 0.65, classTwo(0.65), 239_019, around(239_019)),
  bestSpend('class-2-v0.5', 0.5, classTwo(0.5), 179_316, around(179_316)),
  bestSpend('class-2-v0.3', 0.3, classTwo(0.3), 106_667, around(106_667)),
  bestSpend('class-2-v0.9', 0.9, classTwo(0.9), 0, [0, 20_000, 100_000, 300_000]),
];

/** Half the distance over which the saving is taken. */
const NEAR = 10_000;

/** The published optima. */
const OPTIMA = [
  ['class-1', classOne, 0.65, 154_950.976],
  ['class-1', classOne, 0.5, 123_606.798],
  ['class-1', classOne, 0.3, 73_205.081],
  ['class-2', classTwo, 0.65, 239_018.575],
  ['class-2', classTwo, 0.5, 179_316.172],
  ['class-2', classTwo, 0.3, 106_666.782],
] as const;

/** Losses of each of 23 years less those with the measures; the first year is not discounted. */
const SAVED = Array.from({ length: 23 }, () => 6.51220115756442e9 - 4.850407096284983e9);

export const spend: Group = {
  title: 'Spend',
  simulated: OPTIMA.map(([kind, breach, v, z]) =>
    cost(`${kind}-v${v}-cost`, `${kind.replace('-', ' ')}, v = ${v}`, v, breach(v), z),
  ),
  paired: [
    ...OPTIMA.map(([kind, breach, v, z]) => {
      const name = `${kind.replace('-', ' ')}, v = ${v}`;
      return saving(
        `${kind}-v${v}-saving`,
        `saving of a pound at the optimum, ${name}`,
        v,
        breach(v),
        z - NEAR,
        z + NEAR,
      );
    }),
    // Below 1 from the first pound: the optimum is 0.
    saving('class-2-v0.9-saving', 'saving of the first pounds, class 2, v = 0.9', 0.9, classTwo(0.9), 0, 2 * NEAR),
  ],
  drawn: gordonLoeb,
  exact: [
    {
      id: 'discounted-benefit',
      what: 'losses saved in 2018 to 2040, discounted at 2 %',
      source: 'CLIMADA tests',
      exact: 3.100583368954022e10,
      of: () => presentValue(SAVED, 0.02, 0),
    },
  ],
};
