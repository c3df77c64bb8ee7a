/** The ratio of two means over worlds, sharpened by numbers that are known to be 0 on average. */

export interface Ratio {
  readonly value: number;
  readonly standardError: number;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** Of a control, less than this of its square left beside the others: it says what they say. */
const LEAST_LEFT = 1e-10;

interface Direction {
  /** About its mean. Shape [worlds]. */
  readonly along: Float64Array;
  readonly mean: number;
}

/** The controls about their means, at right angles to each other; those that say what others say are left out. */
function directions(
  controls: readonly Float64Array[],
): readonly { readonly along: Float64Array; readonly mean: number }[] {
  const found: { along: Float64Array; mean: number; square: number }[] = [];
  for (const control of controls) {
    let mean = meanOf(control);
    const along = control.map((value) => value - mean);
    const whole = dot(along, along) + control.length * mean * mean;
    for (const other of found) {
      const share = dot(along, other.along) / other.square;
      for (let i = 0; i < along.length; i++) along[i]! -= share * other.along[i]!;
      mean -= share * other.mean;
    }
    const square = dot(along, along);
    if (square > LEAST_LEFT * whole) found.push({ along, mean, square });
  }
  return found;
}

/** The mean of numbers without what goes with the controls, and what is left of each. */
function sharpened(
  values: Float64Array,
  used: readonly Direction[],
): { readonly mean: number; readonly left: Float64Array } {
  let mean = meanOf(values);
  const left = values.map((value) => value - mean);
  for (const direction of used) {
    const { along } = direction;
    const slope = dot(left, along) / dot(along, along);
    for (let i = 0; i < left.length; i++) left[i]! -= slope * along[i]!;
    mean -= slope * direction.mean;
  }
  return { mean, left };
}

/**
 * Mean of `above` over mean of `below`, by linear control variates: what of the ratio goes with a control is taken away in
 * proportion to how far the mean of that control is from 0, which it would be over all worlds.
 *
 * @param above Shape [worlds], worlds > controls + 1.
 * @param below Its mean not 0. Shape [worlds].
 * @param controls Numbers whose expectation is 0. Shape [controls][worlds].
 * @see Lavenberg, Moeller & Welch (1982), Statistical results on control variables with application to queueing network
 * simulation, Operations Research 30, 182-202.
 */
export function ratioOfMeans(above: Float64Array, below: Float64Array, controls: readonly Float64Array[]): Ratio {
  const used = directions(controls);
  const [top, unit] = [sharpened(above, used), sharpened(below, used)];
  const value = top.mean / unit.mean;
  // What each world adds to the ratio, to first order: 0 on average
  const left = top.left.map((rest, i) => (rest - value * unit.left[i]!) / unit.mean);
  const freedom = Math.max(1, above.length - 1 - used.length);
  return { value, standardError: Math.sqrt(dot(left, left) / freedom / above.length) };
}
