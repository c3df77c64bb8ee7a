/** What the graph alone says: where one is enough, and who stands unseen behind several. */
import * as z from 'zod';
import { estimateSchema, type Estimate } from '../estimate.ts';

/** What a node of the structure costs; absent where it was not priced. */
export interface Price {
  /** X [money]. */
  readonly madeHere: Estimate;
  readonly tailSaved: Estimate;
  /** Lost for a day [money]. */
  readonly lost: Estimate;
}

export interface SnowballStructure {
  /** By goal: nodes that alone take it down when alternatives take over at once, by id. */
  readonly oneIsEnough: Readonly<Record<string, readonly string[]>>;
  /** Such a node above several members of a group, none of which alone is enough, that no holder of the contract names. */
  readonly hidden: readonly {
    readonly node: string;
    readonly goal: string;
    /** The node whose group of alternatives it stands behind, and the group. */
    readonly behind: { readonly node: string; readonly group: string; readonly members: readonly string[] };
    /** How many contracts away from the holder. */
    readonly tier: number;
  }[];
  /** By node. */
  readonly prices?: Readonly<Record<string, Price>> | undefined;
}

export const structureSchema: z.ZodType<SnowballStructure> = z.looseObject({
  oneIsEnough: z.record(z.string(), z.array(z.string())),
  hidden: z.array(
    z.looseObject({
      node: z.string(),
      goal: z.string(),
      behind: z.looseObject({ node: z.string(), group: z.string(), members: z.array(z.string()) }),
      tier: z.number().int(),
    }),
  ),
  prices: z
    .record(z.string(), z.looseObject({ madeHere: estimateSchema, tailSaved: estimateSchema, lost: estimateSchema }))
    .optional(),
});
