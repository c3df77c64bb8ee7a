/** An evaluated set looked at in some of its worlds, under other weights, with other costs, or with some of its portfolios. */
import type { EvaluatedSet } from '../rings/evaluated-set.ts';

const meanOfHolds = (holds: Uint8Array): number => holds.reduce((sum, one) => sum + one, 0) / holds.length;

const clamped = (share: number): number => Math.min(1, Math.max(0, share));

/**
 * A confidence where only some worlds count, or where they count unevenly: that of all worlds, which is free of their noise, and what
 * counting worlds says of the difference.
 *
 * @param counted Weight of worlds, among those that count, that read so that the limit holds.
 * @param ofAll The same of all.
 */
export const shifted = (confidence: number, counted: number, ofAll: number): number =>
  clamped(confidence + counted - ofAll);

/**
 * The set in some worlds, which all count alike.
 *
 * @param isMoved Whether a limit has to do with what these worlds were chosen by. Confidences are those of all worlds where it has not, and
 *   where it is not known in which worlds a limit holds.
 */
export function inWorlds(
  set: EvaluatedSet,
  worlds: readonly number[],
  isMoved: (holds: Uint8Array) => boolean,
): EvaluatedSet {
  const of = (values: Float64Array): Float64Array => Float64Array.from(worlds, (world) => values[world]!);
  return {
    ...set,
    weights: new Float64Array(worlds.length).fill(1 / worlds.length),
    costs: (portfolio) => {
      const { budget, whole, risk } = set.costs(portfolio);
      return { budget: of(budget), whole: of(whole), risk: of(risk) };
    },
    confidences: (portfolio) => {
      const holds = set.holds(portfolio);
      return set.confidences(portfolio).map((confidence, limit) => {
        if (holds === null || !isMoved(holds[limit]!)) return confidence;
        const here = Uint8Array.from(worlds, (world) => holds[limit]![world]!);
        const value = shifted(confidence.value, meanOfHolds(here), meanOfHolds(holds[limit]!));
        const smoothed = (value * worlds.length + 1) / (worlds.length + 2);
        return { value, standardError: Math.sqrt((smoothed * (1 - smoothed)) / worlds.length) };
      });
    },
    holds: (portfolio) =>
      set.holds(portfolio)?.map((limit) => Uint8Array.from(worlds, (world) => limit[world]!)) ?? null,
    noise: (a, b) => {
      const noise = set.noise(a, b);
      return noise === null ? null : of(noise);
    },
    figureAt: () => null,
  };
}

/** Some portfolios of a set, today among them. */
export function ofPortfolios(set: EvaluatedSet, portfolios: readonly number[]): EvaluatedSet {
  const at = (position: number): number => portfolios[position]!;
  return {
    ...set,
    size: portfolios.length,
    today: portfolios.indexOf(set.today),
    levels: (position) => set.levels(at(position)),
    standing: (position) => set.standing(at(position)),
    confidences: (position) => set.confidences(at(position)),
    costs: (position) => set.costs(at(position)),
    partCosts: (position) => set.partCosts(at(position)),
    holds: (position) => set.holds(at(position)),
    noise: (a, b) => set.noise(at(a), b === null ? null : at(b)),
    figureAt: (position, limit, confidence) => set.figureAt(at(position), limit, confidence),
  };
}
