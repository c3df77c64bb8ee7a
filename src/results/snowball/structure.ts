/** What the graph alone says: where one is enough, and who stands unseen behind several. */
import * as z from 'zod';
import { estimateSchema } from '../estimate-schema.ts';
import type { Estimate } from '../estimate.ts';

/** What a node that is enough means in money. */
export interface StructurePrice {
  /** X [money]. */
  readonly madeHere: Estimate;
  /** What goes from the tail if nothing feels its outages [money]. */
  readonly tailSaved: Estimate;
  /** What it costs on average to lose it for a day [money]. */
  readonly lost: Estimate;
}

/** A group of alternatives that fall together. */
export interface HiddenContract {
  /** Nodes with a need for these alternatives. */
  readonly holders: readonly string[];
  /** Name of the need at the first holder. */
  readonly need: string;
  readonly members: readonly string[];
  /** Those of the members that fall with the hidden node. */
  readonly falling: readonly string[];
  /** How many contracts away from the holder: 2 is a supplier of a supplier. */
  readonly tier: number;
}

export interface SnowballStructure {
  /** By goal: nodes that alone take it down when alternatives take over at once, by id. */
  readonly oneIsEnough: Readonly<Record<string, readonly string[]>>;
  /** Goals that are down although nothing has failed, as something is not bought: none can be told of them. */
  readonly downUnhurt: readonly string[];
  /** Such a node above several members of a group, none of which alone is enough, that no holder of the contract names. */
  readonly hidden: readonly {
    readonly node: string;
    readonly goals: readonly string[];
    readonly contracts: readonly HiddenContract[];
  }[];
  /** By node; absent where the tail is not resolved. */
  readonly prices?: Readonly<Record<string, StructurePrice>> | undefined;
}

const ids = z.array(z.string());

export const structureSchema: z.ZodType<SnowballStructure> = z.looseObject({
  oneIsEnough: z.record(z.string(), ids),
  downUnhurt: ids,
  hidden: z.array(
    z.looseObject({
      node: z.string(),
      goals: ids,
      contracts: z.array(
        z.looseObject({ holders: ids, need: z.string(), members: ids, falling: ids, tier: z.number().int() }),
      ),
    }),
  ),
  prices: z
    .record(z.string(), z.looseObject({ madeHere: estimateSchema, tailSaved: estimateSchema, lost: estimateSchema }))
    .optional(),
});
