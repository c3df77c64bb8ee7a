/** Test functions of sensitivity analysis, with their indices in closed form. */
import type { FunctionAsked } from '../sensitivity/of-function.ts';

export interface TestFunction {
  readonly asked: FunctionAsked;
  /** Closed forms. Shape [inputs]. */
  readonly first: readonly number[];
  readonly total: readonly number[];
}

const A = 7;
const B = 0.1;

function ishigami(): TestFunction {
  const alone = 0.5 * (1 + (B * Math.PI ** 4) / 5) ** 2;
  const second = A ** 2 / 8;
  const together = (B ** 2 * Math.PI ** 8 * 8) / 225;
  const all = alone + second + together;
  return {
    asked: {
      inputs: 3,
      of: (units) => {
        const [x, y, z] = Array.from(units, (unit) => Math.PI * (2 * unit - 1));
        return Math.sin(x!) + A * Math.sin(y!) ** 2 + B * z! ** 4 * Math.sin(x!);
      },
    },
    first: [alone / all, second / all, 0],
    total: [(alone + together) / all, second / all, together / all],
  };
}

/** sin x + 7 sin^2 y + 0.1 z^4 sin x. @see Ishigami & Homma (1990), An importance quantification technique, ISUMA 90, 398-403. */
export const ISHIGAMI: TestFunction = ishigami();

function sobolG(weights: readonly number[]): TestFunction {
  const alone = weights.map((a) => 1 / (3 * (1 + a) ** 2));
  const all = alone.reduce((product, v) => product * (1 + v), 1) - 1;
  return {
    asked: {
      inputs: weights.length,
      of: (units) => weights.reduce((product, a, i) => (product * (Math.abs(4 * units[i]! - 2) + a)) / (1 + a), 1),
    },
    first: alone.map((v) => v / all),
    total: alone.map((v) => (v * ((all + 1) / (1 + v))) / all),
  };
}

/** The product of (|4 x - 2| + a) / (1 + a). @see Saltelli & Sobol' (1995), Reliability Engineering & System Safety 50, 225-239. */
export const SOBOL_G: TestFunction = sobolG([0, 1, 4.5, 9, 99, 99, 99, 99]);
