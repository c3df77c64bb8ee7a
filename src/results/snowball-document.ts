/** The document of a search for snowballs, version 1: what `snowball --json` prints. Fields may be added, never renamed. */
import * as z from 'zod';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';
import { givenNotesSchema, type GivenNote } from './given-note.ts';
import { chainSchema, otherWaysSchema, type OtherWays, type SnowballChain } from './snowball/chains.ts';
import { growthSchema, tippingSchema, type SnowballGrowth, type Tipping } from './snowball/growth.ts';
import {
  auditSchema,
  imaginationSchema,
  type SnowballAudit,
  type SnowballImagination,
} from './snowball/imagination.ts';
import { assumptionsSchema, reasonsSchema, type Assumption, type PointReasons } from './snowball/reasons.ts';
import { removalSchema, type SnowballRemoval } from './snowball/removal.ts';
import { sharesSchema, type SnowballShares } from './snowball/shares.ts';
import { silosSchema, type SnowballSilos } from './snowball/silos.ts';
import { structureSchema, type SnowballStructure } from './snowball/structure.ts';
import { timeSchema, type SnowballTime } from './snowball/time.ts';

/** Where more is made of a failure than was received. */
const POINT_KINDS = ['node', 'control', 'twins', 'loop', 'commonCause', 'threat', 'coincidence', 'together'] as const;
export type PointKind = (typeof POINT_KINDS)[number];

/** Why there is no point: no future has a loss; nothing makes the least share; too few futures to tell. */
const NONE_FORMS = ['no loss', 'below least', 'not resolved'] as const;
export type NoneForm = (typeof NONE_FORMS)[number];

/** How many times what a place receives it passes on, with the ends of a 95 % interval; an end without bound is infinite. */
export interface PassesOn {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A place, and what of the tail is made there. */
export interface MadeHere {
  /** Of a node, control, threat or common cause its id; of a set its members, `east & west`; of twins of one name that name. */
  readonly id: string;
  readonly kind: PointKind;
  /** Ids of nodes, sorted: of a threat those that it strikes, of a common cause those that share it. */
  readonly members: readonly string[];
  /** What goes from the tail's mean if it only passes on what it got, and to one dependant [money]. */
  readonly madeHere: Estimate;
  /** Of the tail's mean. */
  readonly share: Estimate;
}

/** A snowball point. */
export interface SnowballPoint extends MadeHere {
  /** Share of its outages in the tail that an effect on itself begins; null for what has no outages: threats and common causes. */
  readonly startsHere: number | null;
  /** How sure it is that it makes more than the next one, 0..1; null for the last. */
  readonly surerThanNext: number | null;
  /** What goes from the tail's mean if nobody feels its outages; of a threat or common cause: if it did not come [money]. */
  readonly tailSaved: Estimate;
  /** The same if nothing struck it and its needs were met; null as above. */
  readonly hardened: Estimate | null;
  /** What it costs on average to lose it for a day [money]; null for what is not one node. */
  readonly lost: Estimate | null;
  /** Periods a year, with a loss or without, in which it plays: its outages begin, its events get through. */
  readonly plays: Estimate;
  /** Periods of the tail in which it plays, and of how many with a loss in all. */
  readonly playsInTail: { readonly periods: number; readonly of: number };
  /** H / (H - X) with H what hardening saves; null where it receives nothing that counts: it is infinite. */
  readonly passesOn: PassesOn | null;
  /** What in the model lets it compound. */
  readonly reasons?: PointReasons | undefined;
}

/** A share of the tail that belongs to something by its id. */
export interface ShareOfTail {
  readonly id: string;
  readonly share: Estimate;
}

export interface SnowballTail {
  /** Of the tail value at risk: .99 or .95; null where too few periods have a loss for either. */
  readonly level: number | null;
  /** The mean loss of the periods in it [money]; null likewise. */
  readonly mean: Estimate | null;
  /** Periods in it that have a loss, and of all. */
  readonly periodsWithLoss: number;
  readonly allPeriodsWithLoss: number;
  readonly periods: number;
}

/** Where failures compound in one scenario. A part that is absent was not looked for, or the run was cut short before it. */
export interface SnowballResult {
  readonly portfolio: Readonly<Record<string, string>>;
  readonly given: readonly string[] | null;
  readonly givenEvents?: readonly GivenNote[] | undefined;
  readonly measured: { readonly worlds: number; readonly trials: number };
  /** Nodes that time and structure are asked about. */
  readonly goals: readonly string[];
  readonly tail: SnowballTail;
  /** Share of the tail's mean that makes a point. */
  readonly least: number;
  /** Worst first; a set that makes more together stands behind them, or alone. Empty when there is none. */
  readonly points: readonly SnowballPoint[];
  /** Null when there are points. */
  readonly none: NoneForm | null;
  /** What makes the most without being a point; null when nothing does. */
  readonly next: MadeHere | null;
  /** Places that were looked at. */
  readonly candidates: number;
  /** Where it was not resolved: trials that would do. */
  readonly neededTrials: number | null;
  /** Nodes where the tail's loss starts: those struck, by the share of it that stems from effects on them. */
  readonly triggers: readonly ShareOfTail[];
  /** Nodes where it is paid: by the share that they lose. */
  readonly bearers: readonly ShareOfTail[];
  /** Where no future has a loss: what that rests on. */
  readonly restsOn?: readonly Assumption[] | undefined;
  /** The dearest first, at most five. */
  readonly chains?: readonly SnowballChain[] | undefined;
  readonly otherWays?: OtherWays | undefined;
  readonly time?: SnowballTime | undefined;
  readonly growth?: SnowballGrowth | undefined;
  readonly tipping?: readonly Tipping[] | undefined;
  readonly shares?: SnowballShares | undefined;
  readonly structure?: SnowballStructure | undefined;
  readonly removal?: SnowballRemoval | undefined;
  readonly silos?: SnowballSilos | undefined;
  readonly imagination?: SnowballImagination | undefined;
  readonly audit?: SnowballAudit | undefined;
}

export interface SnowballDocument extends DocumentHead {
  readonly snowball: 1;
  readonly scenarios: Readonly<Record<string, SnowballResult>>;
}

const end = (infinite: number): z.ZodType<number> =>
  z
    .custom<number | null>((value) => value === null || typeof value === 'number')
    .transform((value) => value ?? infinite);

const madeHereFields = {
  id: z.string(),
  kind: z.enum(POINT_KINDS),
  members: z.array(z.string()),
  madeHere: estimateSchema,
  share: estimateSchema,
};

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const shareOfTail = z.looseObject({ id: z.string(), share: estimateSchema });

const point = z.looseObject({
  ...madeHereFields,
  startsHere: share.nullable(),
  surerThanNext: share.nullable(),
  tailSaved: estimateSchema,
  hardened: estimateSchema.nullable(),
  lost: estimateSchema.nullable(),
  plays: estimateSchema,
  playsInTail: z.looseObject({ periods: count, of: count }),
  passesOn: z.looseObject({ value: z.number(), low: end(-Infinity), high: end(Infinity) }).nullable(),
  reasons: reasonsSchema.optional(),
});

const result: z.ZodType<SnowballResult> = z.looseObject({
  portfolio: z.record(z.string(), z.string()),
  given: z.array(z.string()).nullable(),
  givenEvents: givenNotesSchema.optional(),
  measured: z.looseObject({ worlds: count, trials: count }),
  goals: z.array(z.string()),
  tail: z.looseObject({
    level: z.number().nullable(),
    mean: estimateSchema.nullable(),
    periodsWithLoss: count,
    allPeriodsWithLoss: count,
    periods: count,
  }),
  least: share,
  points: z.array(point),
  none: z.enum(NONE_FORMS).nullable(),
  next: z.looseObject(madeHereFields).nullable(),
  candidates: count,
  neededTrials: z.number().nullable(),
  triggers: z.array(shareOfTail),
  bearers: z.array(shareOfTail),
  restsOn: assumptionsSchema.optional(),
  chains: z.array(chainSchema).optional(),
  otherWays: otherWaysSchema.optional(),
  time: timeSchema.optional(),
  growth: growthSchema.optional(),
  tipping: tippingSchema.optional(),
  shares: sharesSchema.optional(),
  structure: structureSchema.optional(),
  removal: removalSchema.optional(),
  silos: silosSchema.optional(),
  imagination: imaginationSchema.optional(),
  audit: auditSchema.optional(),
});

export const snowballDocumentSchema: z.ZodType<SnowballDocument> = z.looseObject({
  ...documentHeadFields,
  snowball: z.literal(1),
  scenarios: z.record(z.string(), result),
});
