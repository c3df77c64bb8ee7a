/** The law of any quantity of a model, formulas too. */
import { evaluateTapeAt } from '../../model/formula/evaluate-tape.ts';
import type { Model } from '../../model/model.ts';
import type { Quantity, Tape } from '../../model/quantity.ts';
import { inputsNamed } from '../../model/varying-inputs.ts';
import { constantLaw, type LawView, lawOfValues, POINTS } from './combined-law.ts';

/** Gives the law of a quantity that is no formula. */
export type LawOf = (quantity: Quantity) => LawView;

/** Gives the law of any quantity of a model, a formula too; `hours` is the length of the outage that some speak of. */
export type LawReader = (quantity: Quantity, hours?: number) => LawView;

/** True when the formula speaks of the length of the outage. */
export const speaksOfHours = (quantity: Quantity): boolean =>
  quantity.law.kind === 'formula' && quantity.law.tape.some((step) => step.op === 'hours');

/** Square roots of the primes, one after another. */
function* rootsOfPrimes(): Generator<number, never> {
  const primes: number[] = [];
  for (let number = 2; ; number++) {
    if (primes.some((prime) => number % prime === 0)) continue;
    primes.push(number);
    yield Math.sqrt(number);
  }
}

/** Points at which formulas are worked out, with the values of the inputs there that are known. */
interface Grid {
  readonly points: number;
  /** Values of an input that is no formula. */
  draw(quantity: Quantity): Float64Array;
  readonly known: Map<string, Float64Array>;
}

/** Chances at which a formula of one quantity is worked out, and what each counts: midpoints, halved again and again in both tails. */
interface Rule {
  readonly chances: readonly number[];
  readonly weights: readonly number[];
}

/** Halvings of a tail, and where it begins: 2^-6, halved down to 2^-40. */
const [FIRST, LAST] = [6, 40];
const IN_TAIL = 16;

function midpoints(from: number, to: number, points: number): Rule {
  const width = (to - from) / points;
  return {
    chances: Array.from({ length: points }, (_, i) => from + width * (i + 0.5)),
    weights: Array.from({ length: points }, () => width),
  };
}

const RULE: Rule = ((): Rule => {
  const tail = Array.from({ length: LAST - FIRST + 1 }, (_, i) =>
    midpoints(i === LAST - FIRST ? 0 : 2 ** -(FIRST + i + 1), 2 ** -(FIRST + i), IN_TAIL),
  );
  const middle = midpoints(2 ** -FIRST, 1 - 2 ** -FIRST, POINTS);
  return {
    chances: [...middle.chances, ...tail.flatMap(({ chances }) => [...chances, ...chances.map((p) => 1 - p)])],
    weights: [...middle.weights, ...tail.flatMap(({ weights }) => [...weights, ...weights])],
  };
})();

/**
 * Gives the law of any quantity of the model, formulas too.
 *
 * The mean of a formula of one quantity is an integral over its law; of several it is that of the lattice, three digits right. Every input has its values at the points of one lattice, so that a formula of formulas knows which values belong together:
 * `a - a` is 0.
 *
 * @param lawOf Gives the law of a quantity that is no formula.
 * @returns A function of the quantity and of the length of the outage [h], for the formulas that speak of it.
 * @see Richtmyer (1951), The evaluation of definite integrals, and a quasi-Monte Carlo method based on the properties of
 *   algebraic numbers, Los Alamos LA-1342, for the multiples of square roots of primes.
 */
export function makeLawReader(model: Model, lawOf: LawOf): LawReader {
  const inputs = new Map(model.inputs.map(({ name, quantity }) => [name, quantity]));
  const roots = rootsOfPrimes();

  const inputNamed = (name: string): Quantity => {
    const quantity = inputs.get(name);
    if (quantity === undefined) throw new Error(`the model has no input ${name}`);
    return quantity;
  };

  /** Values at the points of a dimension of its own. */
  function onLattice(quantity: Quantity): Float64Array {
    const view = lawOf(quantity);
    const step = roots.next().value;
    return Float64Array.from({ length: POINTS }, (_, point) => {
      const p = (0.5 + (point + 1) * step) % 1;
      return view.quantile(Math.min(1 - 0.25 / POINTS, Math.max(0.25 / POINTS, p)));
    });
  }

  const lattice: Grid = { points: POINTS, draw: onLattice, known: new Map() };
  /** By the one input that is no constant. */
  const grids = new Map<string, Grid>();

  function gridOf(base: string): Grid {
    const before = grids.get(base);
    if (before !== undefined) return before;
    const draw = (quantity: Quantity): Float64Array => {
      const view = lawOf(quantity);
      return Float64Array.from(RULE.chances, (p) => view.quantile(p));
    };
    const grid = { points: RULE.chances.length, draw, known: new Map<string, Float64Array>() };
    grids.set(base, grid);
    return grid;
  }

  /** Works an input out, after all that it uses: chains may be longer than calls can nest. */
  function work(grid: Grid, name: string): void {
    const { known, points } = grid;
    const open = [name];
    for (let next = open.at(-1); next !== undefined; next = open.at(-1)) {
      const quantity = inputNamed(next);
      const { law } = quantity;
      const missing = inputsNamed(quantity).filter((one) => !known.has(one));
      open.push(...missing);
      if (missing.length > 0) continue;
      open.pop();
      if (known.has(next)) continue;
      if (law.kind === 'constant') known.set(next, new Float64Array(points).fill(law.value));
      else known.set(next, law.kind === 'formula' ? at(grid, quantity, law.tape, 1) : grid.draw(quantity));
    }
  }

  /** The inputs that a quantity stands on in the end and that are no constants. */
  function basesOf(quantity: Quantity): readonly string[] {
    const seen = new Set(inputsNamed(quantity));
    // The set grows while it is walked.
    for (const name of seen) for (const used of inputsNamed(inputNamed(name))) seen.add(used);
    return [...seen].filter((name) => !['constant', 'formula'].includes(inputNamed(name).law.kind));
  }

  const bounded = (value: number, { min = -Infinity, max = Infinity }: Quantity): number =>
    Math.min(max, Math.max(min, value));

  /** Values of a formula; those of its inputs are known. */
  function at({ known, points }: Grid, quantity: Quantity, tape: Tape, hours: number): Float64Array {
    const values = new Map(inputsNamed(quantity).map((name) => [name, known.get(name) ?? new Float64Array(points)]));
    return evaluateTapeAt(tape, values, hours, points).map((value) => bounded(value, quantity));
  }

  function values(grid: Grid, quantity: Quantity, tape: Tape, hours: number): Float64Array {
    for (const name of inputsNamed(quantity)) work(grid, name);
    return at(grid, quantity, tape, hours);
  }

  return (quantity, hours = 1) => {
    const { law } = quantity;
    if (law.kind === 'constant') return constantLaw(law.value);
    if (law.kind !== 'formula') return lawOf(quantity);
    const found = values(lattice, quantity, law.tape, hours);
    if (found.every((value) => value === found[0])) return constantLaw(found[0] ?? 0);
    const view = lawOfValues(found);
    const [base, other] = basesOf(quantity);
    if (base === undefined || other !== undefined) return view;
    const exact = values(gridOf(base), quantity, law.tape, hours);
    return { ...view, mean: exact.reduce((sum, value, i) => sum + value * (RULE.weights[i] ?? 0), 0) };
  };
}
