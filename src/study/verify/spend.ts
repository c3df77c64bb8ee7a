/**
 * What security is worth: the model of Gordon and Loeb, by simulation.
 *
 * A breach that costs L comes with probability v, or S(z, v) once z a year is spent. Where z is best, the next pound saves a pound:
 * the expected loss between two spends near the published optimum falls by what the breach function says, and by that much
 * only if both are simulated right. The spends are levels of a control that prevents the share 1 - S(z, v) / v.
 */
import { exp, log } from '../../sim/random/elementary.ts';
import { modelText } from './model-text.ts';
import type { Group, SimulatedCase } from './row.ts';

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

/** Whole cost of a year at a spend: what is lost, and what is spent. */
const cost = (id: string, name: string, v: number, breach: Breach, z: number): SimulatedCase => ({
  model: modelText(
    `Gordon-Loeb, ${name}`,
    [
      'threats:',
      `  breach: { occurs: ${v * 100}% per year, cost: { own: £${LOSS} } }`,
      'controls:',
      '  security:',
      '    against: [breach]',
      '    current: spent',
      '    levels:',
      '      none: {}',
      `      spent: { opex: £${Math.max(1, Math.round(z))} per year, prevent: ${(1 - breach(z) / v) * 100}% }`,
    ].join('\n'),
  ),
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

/** The published optima. */
const OPTIMA = [
  ['class-1', classOne, 0.65, 154_950.976],
  ['class-1', classOne, 0.5, 123_606.798],
  ['class-1', classOne, 0.3, 73_205.081],
  ['class-2', classTwo, 0.65, 239_018.575],
  ['class-2', classTwo, 0.5, 179_316.172],
  ['class-2', classTwo, 0.3, 106_666.782],
] as const;

export const spend: Group = {
  title: 'Spend (Gordon-Loeb)',
  simulated: OPTIMA.map(([kind, breach, v, z]) =>
    cost(`${kind}-v${v}-cost`, `${kind.replace('-', ' ')}, v = ${v}`, v, breach(v), z),
  ),
  exact: [],
};
