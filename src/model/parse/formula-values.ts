/**
 * Values of formulas over the range of their inputs: with all of them in the middle, with one far out (about one case
 * in a thousand at each end), and with two at the ends of their usual range (one in twenty).
 *
 * Inputs are taken in an order in which each comes after those it uses, and each is evaluated once at each point, so
 * that the time for long chains is linear.
 */
import { evaluateTape } from '../formula/evaluate-tape.ts';
import type { Quantity, Tape } from '../quantity.ts';
import { type Range, usualRange } from '../quantity/usual-range.ts';
import { order } from './tree.ts';

/** Standard deviations of an end met once in a thousand cases, and once in twenty. */
const FAR = 3.0902323061678136;
const NEAR = 1.6448536269514722;
/** Numbers of inputs above which pairs, and any further inputs, are left out. */
const MOST_IN_PAIRS = 12;
const MOST = 200;

type End = 'far low' | 'far high' | 'low' | 'high';

/** Inputs away from the middle of their range; two at most, by name. */
type Point = readonly (readonly [name: string, end: End])[];

/** The value of a formula at one point. */
export interface Case {
  readonly value: number;
  /** The inputs that are not in the middle, or all if none is, with their values in base units. */
  readonly at: readonly (readonly [name: string, value: number])[];
  /** Length of the outage, for a formula that uses it [h]. */
  readonly hours: number | null;
}

export interface FormulaValues {
  /** Takes an input, after those that it uses. */
  add(name: string, quantity: Quantity): void;
  /**
   * Values of a formula, the likeliest points first. Empty for anything but a formula.
   *
   * @param fromHours Outages no longer than this are not tried.
   */
  cases(quantity: Quantity, fromHours?: number): readonly Case[];
}

/** Outages at which a formula of `hours` is tried. */
const HOURS = [1, 24, 4, 168, 0.25, 12, 72, 720, 8760, 0.01];

const keyOf = (point: Point): string => point.map(([name, end]) => `${name} ${end}`).join(', ');

/** Points for inputs that are not constants, sorted by name. */
function pointsOf(names: readonly string[]): readonly Point[] {
  const singles = names.slice(0, MOST).flatMap((name): Point[] => [[[name, 'far low']], [[name, 'far high']]]);
  const ends = ['low', 'high'] as const;
  const pairs =
    names.length > MOST_IN_PAIRS
      ? []
      : names.flatMap((a, i) =>
          names.slice(i + 1).flatMap((b) =>
            ends.flatMap((x) =>
              ends.map((y): Point => [
                [a, x],
                [b, y],
              ]),
            ),
          ),
        );
  return [[], ...singles, ...pairs];
}

interface BaseInput {
  readonly far: Range;
  readonly near: Range;
}

/** The input names of a tape, each once. */
const namesIn = (tape: Tape): readonly string[] => [
  ...new Set(tape.flatMap((step) => (step.op === 'input' ? [step.name] : []))),
];

export function makeFormulaValues(): FormulaValues {
  const bases = new Map<string, BaseInput>();
  /** Inputs that are formulas: value by the key of the point. */
  const derived = new Map<string, { readonly on: ReadonlySet<string>; readonly values: Map<string, number> }>();

  const valueAt = (name: string, point: Point): number => {
    const base = bases.get(name);
    if (base !== undefined) {
      const end = point.find(([other]) => other === name)?.[1];
      if (end === undefined) return base.far.mid;
      if (end === 'far low') return base.far.low;
      if (end === 'far high') return base.far.high;
      return end === 'low' ? base.near.low : base.near.high;
    }
    const formula = derived.get(name);
    if (formula === undefined) return Number.NaN;
    const own = keyOf(point.filter(([other]) => formula.on.has(other)));
    return formula.values.get(own) ?? formula.values.get('') ?? Number.NaN;
  };

  /** The non-constant inputs that a tape depends on, sorted. */
  const basesOf = (names: readonly string[]): readonly string[] =>
    [
      ...new Set(
        names.flatMap((name) => {
          const base = bases.get(name);
          if (base !== undefined) return base.far.low < base.far.high ? [name] : [];
          return [...(derived.get(name)?.on ?? [])];
        }),
      ),
    ].toSorted(order);

  const evaluated = (tape: Tape, names: readonly string[], point: Point, hours: number): number =>
    evaluateTape(tape, new Map(names.map((name) => [name, valueAt(name, point)])), hours);

  return {
    add: (name, quantity) => {
      const { law } = quantity;
      if (law.kind !== 'formula') {
        const [far, near] = [usualRange(quantity, FAR), usualRange(quantity, NEAR)];
        if (far !== null && near !== null) bases.set(name, { far, near });
        return;
      }
      const names = namesIn(law.tape);
      const on = basesOf(names);
      const values = new Map(pointsOf(on).map((point) => [keyOf(point), evaluated(law.tape, names, point, 1)]));
      derived.set(name, { on: new Set(on), values });
    },
    cases: ({ law }, fromHours = 0) => {
      if (law.kind !== 'formula') return [];
      const { tape } = law;
      const names = namesIn(tape);
      const ofHours = tape.some(({ op }) => op === 'hours');
      const lengths = ofHours ? [...HOURS, fromHours * 1.001].filter((hours) => hours > fromHours) : [1];
      return pointsOf(basesOf(names)).flatMap((point) => {
        const shown = point.length === 0 ? names : point.map(([name]) => name);
        const at = shown.map((name) => [name, valueAt(name, point)] as const);
        return lengths.map((hours): Case => ({
          value: evaluated(tape, names, point, hours),
          at,
          hours: ofHours ? hours : null,
        }));
      });
    },
  };
}
