/** How sure it is that other levels of controls pay. */
import { costsOf } from '../../doughnut/cost/costs.ts';
import { portfolioCost } from '../../doughnut/cost/portfolio-cost.ts';
import type { Model } from '../../model/model.ts';
import { estimate, type Estimate } from '../../results/estimate.ts';
import { chanceOfLess, noisyDifferences } from '../../sim/measure/appetite/chance-of-less.ts';
import { leastError } from '../../sim/measure/appetite/confidence.ts';
import type { Sample } from '../../sim/session.ts';

const YEAR_HOURS = 8760;

/** Standard errors beyond which the sign of a mean is clear. */
const CLEAR = 2;

/** What two samples differ by in each world, and the squared error of that. */
interface Differences {
  readonly values: Float64Array; // [worlds]
  readonly variances: Float64Array; // [worlds]
}

const inForce = ({ controls }: Model): Int32Array =>
  Int32Array.from(controls, ({ levels, level }) => levels.findIndex(({ id }) => id === level));

/** What controls cost in every world, money a year: what the budget pays and what the rest of the business bears. */
function spendOf({ variant: { model }, worlds }: Sample, seed: string): Float64Array {
  const { budget, business } = portfolioCost(costsOf(model, { seed, worlds }), inForce(model));
  return budget.map((paid, world) => paid + business[world]!);
}

/** Loss and spend of the second less those of the first, money a year. */
function differencesOf(from: Sample, to: Sample, seed: string): Differences {
  const { worlds, trialsPerWorld, periods } = from;
  const perYear = YEAR_HOURS / from.variant.model.periodHours / periods;
  const [before, after] = [spendOf(from, seed), spendOf(to, seed)];
  const values = after.map((spend, world) => spend - before[world]!);
  const variances = new Float64Array(worlds);
  for (let world = 0; world < worlds; world++) {
    let [sum, squares] = [0, 0];
    for (let trial = 0; trial < trialsPerWorld; trial++) {
      let difference = 0;
      const first = (world * trialsPerWorld + trial) * periods;
      for (let at = first; at < first + periods; at++) difference += to.losses[at]! - from.losses[at]!;
      sum += difference * perYear;
      squares += difference * perYear * difference * perYear;
    }
    const mean = sum / trialsPerWorld;
    values[world]! += mean;
    if (trialsPerWorld > 1) variances[world] = (squares / trialsPerWorld - mean * mean) / (trialsPerWorld - 1);
  }
  return { values, variances };
}

/** Where there is one world it pays or does not: null where the noise of the simulation hides which. */
function inOneWorld({ values, variances }: Differences): Estimate | null {
  const [value, variance] = [values[0] ?? 0, variances[0] ?? 0];
  if (Math.abs(value) <= CLEAR * Math.sqrt(Math.max(0, variance))) return null;
  return estimate(value < 0 ? 1 : 0, 0);
}

/**
 * Chance over worlds that the loss which a portfolio saves exceeds what it costs more, the business too, freed of the noise inside a world.
 *
 * @param from A sample, and `to` one of the same futures that differs in the levels of controls.
 * @returns Null where the noise of the simulation hides it.
 */
export function pays(from: Sample, to: Sample, seed: string): Estimate | null {
  const differences = differencesOf(from, to, seed);
  const { values, variances } = differences;
  const { length: worlds } = values;
  if (worlds === 1) return inOneWorld(differences);
  // In worlds without noise no trial differs: spend alone decides
  const isClear = (world: number): boolean => variances[world]! <= 0;
  const noisy = noisyDifferences(
    values.filter((_, world) => !isClear(world)),
    variances.filter((variance) => variance > 0),
  );
  if (noisy === null) {
    const share = values.reduce((count, value) => count + (value < 0 ? 1 : 0), 0) / worlds;
    return estimate(share, leastError(share, worlds));
  }
  const clear = values.reduce((count, value, world) => count + (isClear(world) && value < 0 ? 1 : 0), 0) / worlds;
  const { value, standardError } = chanceOfLess(noisy);
  const share = noisy.values.length / worlds;
  return estimate(clear + value * share, standardError * share);
}
