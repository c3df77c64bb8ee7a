/** Under which conditions a result was found: which of the models that a file describes it is of. */
import * as z from 'zod';

/** A value that a level in force sets, and the scenario sets otherwise. */
export interface OverruledNote {
  readonly path: string;
  /** In a sentence: "level `fast` of control `drill`". */
  readonly by: string;
  /** In a sentence: "scenario `winter`". */
  readonly winner: string;
}

export interface Conditions {
  /** `base` where none is in force. A document may call the result otherwise, as where a scenario has several portfolios. */
  readonly scenario: string;
  /** As it was asked for: by name, or the levels that were named; `current` for the levels as they are. */
  readonly portfolio: string | Readonly<Record<string, string>>;
  /** Civil date and time, such as `2027-01-01T00:00`. */
  readonly starts: string;
  readonly horizonHours: number;
  readonly overruled: readonly OverruledNote[];
  /** What its scenario tells; absent where it tells nothing. */
  readonly story?: string | undefined;
  /** How likely its scenario is in the horizon, as its author states it; plays no part in the figures. Absent where it is not stated. */
  readonly chance?: string | undefined;
  /** What is held of drivers, by the scenario or as asked for; absent where nothing is. */
  readonly held?: readonly HeldNote[] | undefined;
}

/** A driver that is held at a state (`normal` for none) or, an index, at a value. */
export interface HeldNote {
  readonly driver: string;
  /** `crisis`, `normal`, `x1.5`. */
  readonly at: string;
  /** Civil date and time at which it begins and ends; null for all along. */
  readonly from: string | null;
  readonly to: string | null;
}

export const conditionsSchema: z.ZodType<Conditions> = z.looseObject({
  scenario: z.string(),
  portfolio: z.union([z.string(), z.record(z.string(), z.string())]),
  starts: z.string(),
  horizonHours: z.number().positive(),
  overruled: z.array(z.looseObject({ path: z.string(), by: z.string(), winner: z.string() })),
  story: z.string().optional(),
  chance: z.string().optional(),
  held: z
    .array(
      z.looseObject({ driver: z.string(), at: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
    )
    .optional(),
});
