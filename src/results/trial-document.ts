/** The document of one trial, version 1: what `run --trial W/T --json` prints. Fields may be added, never renamed. */
import * as z from 'zod';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { givenNotesSchema, type GivenNote } from './given-note.ts';

/** What an event, an outage or a loss goes back to. */
export interface RootCause {
  readonly kind: 'threat' | 'shock' | 'action' | 'not bought' | 'given';
  /** Id of the threat, or of the control that is not bought; `given:NODE` for a node that was given; id of the action; null for a shock. */
  readonly id: string | null;
  /** The node that was struck first; null for a threat without nodes. */
  readonly node: string | null;
  /** Set where the root event was given, whatever its kind. */
  readonly given?: true | undefined;
}

export type TrialEvent = {
  /** Hours from the start of the horizon. */
  readonly hour: number;
  /** The same in civil time, to the minute: `2027-03-31T06:00`. */
  readonly date: string;
  /**
   * Counted money that was lost up to this hour, before insurance: losses that accrue count as they run, losses once per outage
   * when it ends. Where events are given, what these set off.
   */
  readonly lostSoFar: number;
} & (
  | { readonly what: 'event'; readonly threat: string; /** It was asked for by `--given`. */ readonly given: boolean }
  /** `node` null: the whole event, before it reached anything. */
  | { readonly what: 'stopped'; readonly control: string; readonly threat: string; readonly node: string | null }
  /** `hours` null: for ever. */
  | {
      readonly what: 'effect';
      readonly node: string;
      readonly leaves: number;
      readonly hours: number | null;
      readonly cause: RootCause;
    }
  | {
      readonly what: 'capacity';
      readonly node: string;
      readonly from: number;
      readonly to: number;
      readonly cause: RootCause | null;
    }
  /** A clock begins; `completes` false: it was called off, or the horizon ends before. `need` null for a black start. */
  | {
      readonly what: 'begins';
      readonly clock: 'switchover' | 'restart' | 'buffer' | 'fallback' | 'blackStart';
      readonly node: string;
      readonly need: string | null;
      readonly hours: number;
      readonly completes: boolean;
      /** Of a buffer: the hour at which it is empty; null when supply is back before, or the horizon ends. */
      readonly emptyAt?: number | null | undefined;
    }
  | {
      readonly what: 'ends';
      readonly clock: 'switchover' | 'restart' | 'buffer' | 'fallback' | 'blackStart';
      readonly node: string;
      readonly need: string | null;
    }
  /** A stretch below `mbco` has lasted longer than a tolerance, or than a limit of the appetite allows. */
  | { readonly what: 'breach'; readonly node: string; readonly tolerance: string }
  /** Before insurance, at the end of the stretch that it stands for. `kind`: a bearer, `harm` or `goodwill`. */
  | {
      readonly what: 'loss';
      readonly node: string | null;
      readonly kind: string;
      readonly counted: boolean;
      readonly amount: number;
      readonly cause: RootCause;
    }
);

/** Something done in the trial, at an hour of it: what the library was told to do. */
export interface TakenAction {
  readonly at: number;
  readonly action:
    | { readonly kind: 'repair'; readonly id: string; readonly node: string }
    | { readonly kind: 'level'; readonly id: string; readonly control: string; readonly level: string }
    /** `hours` null: for ever. */
    | {
        readonly kind: 'outage';
        readonly id: string;
        readonly node: string;
        readonly hours: number | null;
        readonly leaves?: number | undefined;
      };
}

export interface TrialDocument extends DocumentHead {
  /** Version of this form. */
  readonly trial: 1;
  readonly scenario: string;
  readonly portfolio: Readonly<Record<string, string>>;
  /** As in a result. */
  readonly given: readonly string[] | null;
  readonly givenEvents?: readonly GivenNote[] | undefined;
  /** World and trial within it, both from 0, as in `--trial WORLD/TRIAL`. */
  readonly address: { readonly world: number; readonly trial: number };
  /** What was done in the trial, by hour; absent where nothing was. */
  readonly actions?: readonly TakenAction[] | undefined;
  /** By hour, then in the order in which they came. */
  readonly events: readonly TrialEvent[];
  /** How the trial was chosen, where that was by its loss: of so many trials, this share loses no more. */
  readonly chosen?:
    | {
        readonly quantile: number;
        readonly trials: number;
        readonly loss: number;
        /** Trials that lose nothing. */
        readonly withoutLoss: number;
      }
    | undefined;
  /** Counted money lost so many hours after the first fall or loss, as in `lostSoFar`, until all of it is. Empty without one. */
  readonly lostBy: readonly { readonly hours: number; readonly hour: number; readonly loss: number }[];
  /**
   * Over the horizon. Counted money: `booked - insurance = loss`, the sum of `bySource`. Where events are given, `loss`, `bySource`
   * and `byKind` are of what these set off, and `booked - insurance = loss + asUsual`.
   */
  readonly totals: {
    readonly loss: number;
    /** What no given event set off; absent where none is given. */
    readonly asUsual?: number | undefined;
    /** Sum of the counted losses among the events. */
    readonly booked: number;
    /** Paid back by insurance. */
    readonly insurance: number;
    /** Net, by root cause: threat, `shocks of the scenario`, `not bought: CONTROL`, `given:NODE`; those without loss left out. */
    readonly bySource: Readonly<Record<string, number>>;
    /** Net, by bearer and kind, counted or not; those without loss left out. */
    readonly byKind: Readonly<Record<string, number>>;
    /** Nodes that still are down at the end of the horizon. */
    readonly stillDown: readonly string[];
  };
}

const clock = z.enum(['switchover', 'restart', 'buffer', 'fallback', 'blackStart']);
const root: z.ZodType<RootCause> = z.looseObject({
  kind: z.enum(['threat', 'shock', 'action', 'not bought', 'given']),
  id: z.string().nullable(),
  node: z.string().nullable(),
  given: z.literal(true).optional(),
});
const at = { hour: z.number().min(0), date: z.string(), lostSoFar: z.number() };
const id = z.string();

const eventSchema: z.ZodType<TrialEvent> = z.discriminatedUnion('what', [
  z.looseObject({ ...at, what: z.literal('event'), threat: id, given: z.boolean() }),
  z.looseObject({ ...at, what: z.literal('stopped'), control: id, threat: id, node: id.nullable() }),
  z.looseObject({
    ...at,
    what: z.literal('effect'),
    node: id,
    leaves: z.number(),
    hours: z.number().nullable(),
    cause: root,
  }),
  z.looseObject({
    ...at,
    what: z.literal('capacity'),
    node: id,
    from: z.number(),
    to: z.number(),
    cause: root.nullable(),
  }),
  z.looseObject({
    ...at,
    what: z.literal('begins'),
    clock,
    node: id,
    need: id.nullable(),
    hours: z.number(),
    completes: z.boolean(),
    emptyAt: z.number().nullable().optional(),
  }),
  z.looseObject({ ...at, what: z.literal('ends'), clock, node: id, need: id.nullable() }),
  z.looseObject({ ...at, what: z.literal('breach'), node: id, tolerance: z.string() }),
  z.looseObject({
    ...at,
    what: z.literal('loss'),
    node: id.nullable(),
    kind: z.string(),
    counted: z.boolean(),
    amount: z.number(),
    cause: root,
  }),
]);

const taken: z.ZodType<TakenAction['action']> = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('repair'), id, node: id }),
  z.looseObject({ kind: z.literal('level'), id, control: id, level: z.string() }),
  z.looseObject({
    kind: z.literal('outage'),
    id,
    node: id,
    hours: z.number().nullable(),
    leaves: z.number().optional(),
  }),
]);
const amounts = z.record(z.string(), z.number());

export const trialDocumentSchema: z.ZodType<TrialDocument> = z.looseObject({
  ...documentHeadFields,
  trial: z.literal(1),
  scenario: z.string(),
  portfolio: z.record(z.string(), z.string()),
  given: z.array(z.string()).nullable(),
  givenEvents: givenNotesSchema.optional(),
  address: z.looseObject({ world: z.number().int().min(0), trial: z.number().int().min(0) }),
  actions: z.array(z.looseObject({ at: z.number().min(0), action: taken })).optional(),
  events: z.array(eventSchema),
  chosen: z
    .looseObject({ quantile: z.number(), trials: z.number(), loss: z.number(), withoutLoss: z.number() })
    .optional(),
  lostBy: z.array(z.looseObject({ hours: z.number(), hour: z.number(), loss: z.number() })),
  totals: z.looseObject({
    loss: z.number(),
    asUsual: z.number().optional(),
    booked: z.number(),
    insurance: z.number(),
    bySource: amounts,
    byKind: amounts,
    stillDown: z.array(z.string()),
  }),
});
