/** The document of a comparison, version 1: what `compare --json` prints. Fields may be added, never renamed. */
import * as z from 'zod';
import { documentHeadFields, type DocumentHead } from './document-head.ts';
import { estimateFields, estimateSchema } from './estimate-schema.ts';
import { estimate, type Estimate, type Interval } from './estimate.ts';
import { scenarioResultSchema, type LimitStatus, type ScenarioResult } from './scenario-result.ts';

/** The second value minus the first, on the same futures. */
export interface Difference extends Estimate {
  /** Standard error that two runs on futures of their own would have: what pairing saves. */
  readonly unpairedError: number;
}

/** What the same futures say of a difference. */
export interface Knowledge {
  /** Paired standard error. */
  readonly error: number;
  readonly interval: Interval;
  /** True where too few futures differ to rely on it. */
  readonly isThin: boolean;
}

/** An unreliable estimate makes a difference unreliable that has more than this share of its error. */
const SHARE_OF_ERROR = 0.1;

/** A difference of two estimates on the same futures. */
export function difference(from: Estimate, to: Estimate, { error, interval, isThin }: Knowledge): Difference {
  const unpairedError = Math.sqrt(from.standardError * from.standardError + to.standardError * to.standardError);
  const isDoubtful = from.unreliable === true || to.unreliable === true;
  const isUnreliable = isThin || (isDoubtful && error > SHARE_OF_ERROR * unpairedError);
  return { ...estimate(to.value - from.value, error, isUnreliable, interval), unpairedError };
}

export type Differences = Readonly<Record<string, Difference>>;

/** One of the things compared. */
export interface Variant {
  /** Unique: what tells it apart from the others. */
  readonly name: string;
  /** The model file as it was named. */
  readonly file: string;
  readonly scenario: string;
  /** Name of the portfolio; `current` for the levels as they are. */
  readonly portfolio: string;
  readonly modelHash: string;
  /** Expected opex and annualised capex of the levels in force [money a year]; null when not stated. */
  readonly spendPerYear: number | null;
  readonly result: ScenarioResult;
}

export interface LimitComparison {
  readonly id: string;
  readonly from: { readonly estimate: Estimate; readonly status: LimitStatus } | null;
  readonly to: { readonly estimate: Estimate; readonly status: LimitStatus } | null;
  /** Null where the two are not the same figure: a limit only one has, of another kind or place, a curve, a share of the tail. */
  readonly difference: Difference | null;
}

/** A part of a difference: one driver held, one path set or one shock otherwise. Money per period. */
export interface ApartPart {
  readonly kind: 'hold' | 'set' | 'shock';
  /** `conflict held at war`. */
  readonly words: string;
  /** What it makes where nothing else is changed. */
  readonly alone: Estimate;
  /** What it makes where all else is changed already. */
  readonly last: Estimate;
  /** Its mean over all orders, by which the parts add up to the difference; null where there are too many orders. */
  readonly inAllOrders: Estimate | null;
}

export interface TakenApart {
  readonly method: 'shapley' | 'first and last';
  /** The difference of the mean loss. */
  readonly whole: Estimate;
  /** The greatest first. */
  readonly parts: readonly ApartPart[];
}

/** A variant against the baseline: differences are `to` minus `from`. */
export interface Comparison {
  /** What makes the difference of the mean loss; only between scenarios of one file that differ in more than one thing. */
  readonly takenApart?: TakenApart | undefined;
  readonly from: string;
  readonly to: string;
  /** Counted money per period; per case where events are given. */
  readonly loss: {
    readonly mean: Difference;
    readonly standardDeviation: Difference;
    readonly probabilityOfLoss: Difference;
    /** `"0.9"`, `"0.95"`, `"0.99"`. */
    readonly valueAtRisk: Differences;
    /** `"0.95"`, `"0.99"`. */
    readonly tailValueAtRisk: Differences;
    readonly byBearer: Differences;
  };
  /** Money a year; null when one of the two does not state it. Not to be added to the loss where events are given: that is per case. */
  readonly spendPerYear: number | null;
  /** Counted money per trial that no given event set off; absent where none is given. */
  readonly lossAsUsual?: Difference | undefined;
  /**
   * Controls on which the two differ that prevent or deter in one of them: of given events they change nothing, as nothing stops
   * these. Absent where none is given.
   */
  readonly playNoPart?: readonly string[] | undefined;
  /** Nodes that both have and that differ in one of the two. */
  readonly nodes: Readonly<Record<string, { readonly unavailability: Difference; readonly lossCaused: Difference }>>;
  /** Threats that both have and that differ. */
  readonly threats: Readonly<Record<string, { readonly lossCaused: Difference }>>;
  readonly appetite: readonly LimitComparison[];
  /** Nodes and threats that only one of the two has. */
  readonly onlyFrom: { readonly nodes: readonly string[]; readonly threats: readonly string[] };
  readonly onlyTo: { readonly nodes: readonly string[]; readonly threats: readonly string[] };
}

/** A variant in the order of what it costs. */
export interface Ranked {
  readonly name: string;
  /** Mean loss, and spend where all variants state it [money a year]; where events are given, mean loss [money per case]. */
  readonly cost: number;
  /** How far that lies above the first, on the same futures; 0 for the first. */
  readonly aboveLowest: Difference;
}

export interface Ranking {
  readonly by: 'loss and spend' | 'loss';
  /** The lowest first; ties by name. */
  readonly variants: readonly Ranked[];
}

export interface CompareDocument extends DocumentHead {
  /** Version of this form. */
  readonly compare: 1;
  /** The baseline first; the head is its. */
  readonly variants: readonly Variant[];
  /** Each other variant against the baseline. */
  readonly comparisons: readonly Comparison[];
  readonly ranking: Ranking;
}

const differenceSchema: z.ZodType<Difference> = z.looseObject({
  ...estimateFields,
  unpairedError: estimateFields.standardError,
});

const differences: z.ZodType<Differences> = z.record(z.string(), differenceSchema);

const status: z.ZodType<LimitStatus> = z.enum(['within', 'at margin', 'outside', 'not resolved']);

const side = z.looseObject({ estimate: estimateSchema, status }).nullable();

const only = z.looseObject({ nodes: z.array(z.string()), threats: z.array(z.string()) });

const takenApart: z.ZodType<TakenApart> = z.looseObject({
  method: z.enum(['shapley', 'first and last']),
  whole: estimateSchema,
  parts: z.array(
    z.looseObject({
      kind: z.enum(['hold', 'set', 'shock']),
      words: z.string(),
      alone: estimateSchema,
      last: estimateSchema,
      inAllOrders: estimateSchema.nullable(),
    }),
  ),
});

const comparisonSchema: z.ZodType<Comparison> = z.looseObject({
  takenApart: takenApart.optional(),
  from: z.string(),
  to: z.string(),
  loss: z.looseObject({
    mean: differenceSchema,
    standardDeviation: differenceSchema,
    probabilityOfLoss: differenceSchema,
    valueAtRisk: differences,
    tailValueAtRisk: differences,
    byBearer: differences,
  }),
  spendPerYear: z.number().nullable(),
  lossAsUsual: differenceSchema.optional(),
  playNoPart: z.array(z.string()).optional(),
  nodes: z.record(z.string(), z.looseObject({ unavailability: differenceSchema, lossCaused: differenceSchema })),
  threats: z.record(z.string(), z.looseObject({ lossCaused: differenceSchema })),
  appetite: z.array(z.looseObject({ id: z.string(), from: side, to: side, difference: differenceSchema.nullable() })),
  onlyFrom: only,
  onlyTo: only,
});

export const compareDocumentSchema: z.ZodType<CompareDocument> = z.looseObject({
  ...documentHeadFields,
  compare: z.literal(1),
  variants: z
    .array(
      z.looseObject({
        name: z.string(),
        file: z.string(),
        scenario: z.string(),
        portfolio: z.string(),
        modelHash: z.string(),
        spendPerYear: z.number().nullable(),
        result: scenarioResultSchema,
      }),
    )
    .min(1),
  comparisons: z.array(comparisonSchema),
  ranking: z.looseObject({
    by: z.enum(['loss and spend', 'loss']),
    variants: z.array(z.looseObject({ name: z.string(), cost: z.number(), aboveLowest: differenceSchema })),
  }),
});
