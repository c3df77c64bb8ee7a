/** An event that was given, as documents say it. */
import * as z from 'zod';

/** A factor of the calendar below 1 on losses. */
export interface LoweredLoss {
  /** Of the calendar. */
  readonly name: string;
  readonly factor: number;
  /** Nodes whose losses it lowers. */
  readonly nodes: readonly string[];
}

export interface GivenNote {
  /** `node`: it was taken out, as by a shock. */
  readonly kind: 'threat' | 'node';
  /** Of the threat, or of the node. */
  readonly id: string;
  /** Name of the cause: the threat, or `given:NODE` (with its date where the node is given more than once). */
  readonly cause: string;
  /** How long a node is out, as it was written; null for a threat. */
  readonly outage: string | null;
  /** Hours from the start of the horizon, and the same in civil time. */
  readonly hour: number;
  readonly date: string;
  /** What lowers losses at that moment, of the nodes that the event reaches; absent where nothing does. */
  readonly lowered?: readonly LoweredLoss[] | undefined;
  /** How the event is given at another moment, in which nothing does; absent where that one is as good, or there is none. */
  readonly otherTime?: string | undefined;
}

export const givenNotesSchema: z.ZodType<readonly GivenNote[]> = z.array(
  z.looseObject({
    kind: z.enum(['threat', 'node']),
    id: z.string(),
    cause: z.string(),
    outage: z.string().nullable(),
    hour: z.number().min(0),
    date: z.string(),
    lowered: z.array(z.looseObject({ name: z.string(), factor: z.number(), nodes: z.array(z.string()) })).optional(),
    otherTime: z.string().optional(),
  }),
);
