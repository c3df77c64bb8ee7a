/**
 * Where the quantities of a model go: into slots, drawn once per world, or into sampler rows, drawn for each event.
 *
 * Every quantity has a path, which is the label of its stream. Quantities with the same path are one quantity.
 */
import type { Quantity } from '../../model/quantity.ts';
import { distributionOf } from '../distributions/distribution-of.ts';
import type { SamplerBuilder } from '../distributions/sampler.ts';
import { spreadOfLogarithm } from '../distributions/spread.ts';
import { WORLD_OP } from '../kernel/ground/compiled-model.ts';
import { variesBy } from '../../model/varying-inputs.ts';
import type { Formulas } from './formulas.ts';
import type { Streams } from './streams.ts';
import type { Uses } from './uses.ts';
import type { WorldProgram } from './world-program.ts';

export interface Quantities {
  /**
   * Slot of a quantity in a place that is fixed within a world.
   *
   * One that is stated to vary counts there by its mean (times its error of assessment): a chance that varies
   * independently between events is exactly its mean. Where the mean is infinite, it is drawn once per world.
   */
  slot(quantity: Quantity, path: string): number;
  /** As `slot`; -1 if absent. */
  optionalSlot(quantity: Quantity | undefined, path: string): number;
  /** Sampler row of a quantity in a place that is drawn for each event. */
  sampler(quantity: Quantity, path: string): number;
  /** Sampler row of a quantity for which 0 is as good as none; -1 if absent or certainly 0. */
  samplerUnlessZero(quantity: Quantity | undefined, path: string): number;
  /** Whether it is a formula evaluated for each draw because an input of it varies: it has no slot. */
  varies(quantity: Quantity): boolean;
  /** What was drawn once per world so far, by label. */
  stated(): ReadonlyMap<string, Quantity>;
}

export function makeQuantities(
  samplers: SamplerBuilder,
  program: WorldProgram,
  streams: Streams,
  formulas: Formulas,
  uses: Uses,
  varying: ReadonlySet<string>,
): Quantities {
  const stated = new Map<string, Quantity>();
  const varies = (quantity: Quantity): boolean => variesBy(quantity, varying).length > 0;

  /** Slot of the assessment error of a quantity that varies: added to its logarithm or logit. -1 for none. */
  function shiftOf(quantity: Quantity, path: string): number {
    const { widening } = quantity;
    if (widening <= 1) return -1;
    const sd = Math.sqrt(widening * widening - 1) * spreadOfLogarithm(quantity);
    if (!(sd > 0)) return -1;
    stated.set(`${path}.shift`, quantity);
    return program.draw(samplers.normal(0, sd), streams.of(`${path}.shift`));
  }

  function drawnOncePerWorld(quantity: Quantity, path: string): number {
    // The quantity itself where possible: its law is then known when another selection is compiled.
    const once: Quantity = quantity.timing === 'uncertain' ? quantity : { ...quantity, timing: 'uncertain' };
    stated.set(path, quantity);
    return program.draw(samplers.add(once), streams.of(path));
  }

  function meanOf(quantity: Quantity, path: string): number {
    const { mean } = distributionOf(quantity);
    if (!Number.isFinite(mean)) return drawnOncePerWorld(quantity, path);
    const shift = shiftOf(quantity, path);
    if (shift < 0) return program.constant(mean);
    const factor = program.apply(WORLD_OP.exp, shift);
    if (quantity.dimension !== 'share') return program.apply(WORLD_OP.mul, program.constant(mean), factor);
    const odds = program.apply(WORLD_OP.mul, program.constant(mean / (1 - mean)), factor);
    return program.apply(WORLD_OP.div, odds, program.apply(WORLD_OP.add, program.constant(1), odds));
  }

  function slot(quantity: Quantity, path: string): number {
    const { law } = quantity;
    if (law.kind === 'constant') return program.constant(law.value);
    if (law.kind === 'formula') return formulas.slot(quantity, path);
    return quantity.timing === 'varies' ? meanOf(quantity, path) : drawnOncePerWorld(quantity, path);
  }

  function sampler(quantity: Quantity, path: string): number {
    const { law, timing } = quantity;
    if (law.kind === 'constant') return samplers.add(quantity);
    if (varies(quantity)) return samplers.formula(uses.of(quantity, path));
    if (law.kind === 'formula') return samplers.slot(formulas.slot(quantity, path));
    if (timing === 'uncertain') return samplers.slot(drawnOncePerWorld(quantity, path));
    return samplers.add(quantity, shiftOf(quantity, path));
  }

  return {
    slot,
    optionalSlot: (quantity, path) => (quantity === undefined ? -1 : slot(quantity, path)),
    sampler,
    samplerUnlessZero: (quantity, path) => {
      if (quantity === undefined) return -1;
      const { law } = quantity;
      if (law.kind === 'constant' && law.value === 0) return -1;
      const isFixed = law.kind === 'formula' && !varies(quantity);
      if (isFixed && program.constantOf(formulas.slot(quantity, path)) === 0) return -1;
      return sampler(quantity, path);
    },
    varies,
    stated: () => stated,
  };
}
