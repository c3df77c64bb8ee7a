/** Spend taken apart: by control and level, by what controls share, and by business that they turn away. */
import { meanOf, openPart } from '../cost/portfolio-cost.ts';
import type { Costs } from '../cost/costs.ts';
import type { CostsByPart } from '../cost/part-costs.ts';

/** Means over worlds, money a year. */
export interface CostsByLevel {
  /** Shape [controls][levels]. */
  readonly levels: readonly (readonly number[])[];
  /** Paid once where any of the controls is above its lowest level. */
  readonly shared: readonly { readonly cost: number; readonly controls: readonly number[] }[];
  /**
   * Of each opportunity what a control alone turns away, by level. Several of them turn away less than these together, and no less than
   * any of them.
   */
  readonly refusals: readonly {
    readonly controls: readonly { readonly control: number; readonly amounts: readonly number[] }[];
  }[];
}

/** @param counts How many levels each control has. */
export function costsByLevel(costs: Costs, byPart: CostsByPart, counts: readonly number[]): CostsByLevel {
  const { parts } = byPart;
  const alone = (control: number, level: number): Int32Array => {
    const positions = new Int32Array(counts.length);
    positions[control] = level;
    return positions;
  };
  const anyOf = counts.map((count, control) => alone(control, Math.min(1, count - 1)));
  const shared = costs.shared.map(({ of }, i) => ({
    cost: of.length === 0 ? 0 : byPart.of(anyOf[of[0]!]!).whole[counts.length + i]!,
    controls: parts[counts.length + i]!.controls,
  }));
  return {
    levels: counts.map((count, control) =>
      Array.from({ length: count }, (_, level) => byPart.of(alone(control, level)).whole[control]!),
    ),
    shared,
    refusals: costs.opportunities.map(({ worth, refused, id }) => ({
      controls: refused.map((one) => ({
        control: one.control,
        amounts: Array.from(
          { length: counts[one.control]! },
          (_, level) =>
            meanOf(worth) - meanOf(openPart({ id, worth, refused: [one] }, costs, alone(one.control, level))),
        ),
      })),
    })),
  };
}
