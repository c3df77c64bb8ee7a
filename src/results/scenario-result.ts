/** What a run found in one scenario. */
import * as z from 'zod';
import { conditionsSchema, type Conditions } from './conditions.ts';
import { badPeriodsSchema, driversSchema, type BadPeriods, type DriverResult } from './driver-result.ts';
import { controlSchema, type ControlResult } from './control-result.ts';
import { estimateSchema } from './estimate-schema.ts';
import type { Estimate } from './estimate.ts';
import { givenNotesSchema, type GivenNote } from './given-note.ts';
import { explanationSchema, type Explanation } from './explanation.ts';

/** Estimates by name: by id, by share (`"0.95"`), by size (`"1"`). */
export type Estimates = Readonly<Record<string, Estimate>>;

/** A chance on a curve, with its band. */
export interface CurveChance {
  readonly probability: number;
  /**
   * Central 90 % band. Over worlds, freed of the noise inside a world: what the curve could be, for all we know.
   * Where there is one world: what its trials leave open (Wilson).
   */
  readonly low: number;
  readonly high: number;
  /** Fewer than 50 periods of the run lost more, or they lie in fewer than 30 effective worlds. */
  readonly unreliable?: true | undefined;
}

/** A point of a curve: the chance that a period loses more than `loss`. */
export interface CurvePoint extends CurveChance {
  /** Counted money. */
  readonly loss: number;
  /**
   * P(loss of a period >= `loss`), where a lump of losses lies at the point: up to it the curve falls to this chance, at it to
   * `probability`. Elsewhere the curve has no step.
   */
  readonly reaching?: CurveChance | undefined;
}

/** Counted money, net of insurance, per period (a year, or the horizon where it is shorter). */
export interface LossResult {
  readonly mean: Estimate;
  readonly standardDeviation: Estimate;
  /** Share of all that is lost in the greatest periods of the run, at most ten: near 1 where a few decide every mean. */
  readonly shareOfGreatest?: { readonly periods: number; readonly share: number } | undefined;
  /** P(a period has a counted loss). */
  readonly probabilityOfLoss: Estimate;
  /** By share of periods that lose no more: `"0.05"`, `"0.5"`, `"0.9"`, `"0.95"`, `"0.99"`, `"0.999"`. */
  readonly valueAtRisk: Estimates;
  /** Mean of the worst periods: `"0.95"` of the worst 5 %, `"0.99"` of the worst 1 %. */
  readonly tailValueAtRisk: Estimates;
  /** Aggregate exceedance (AEP): all losses of a period. Losses ascend. */
  readonly exceedance: readonly CurvePoint[];
  /** Occurrence exceedance (OEP): the largest loss of one root event in a period. Losses ascend. */
  readonly occurrence: readonly CurvePoint[];
  /** Mean per period of each bearer, counted or only shown. */
  readonly byBearer: Estimates;
  /** Quantiles over all trials of what each bearer loses in a horizon: `"0.05"`, `"0.5"`, `"0.95"`. */
  readonly bearerQuantiles?: Readonly<Record<string, Estimates>> | undefined;
  /** Mean per period: `money` (counted), `harm` (people), `goodwill`. */
  readonly byKind: Estimates;
}

/** Hours of a horizon in all. */
export interface HoursInAll {
  readonly mean: Estimate;
  /** Quantiles over all trials: `"0.05"`, `"0.5"`, `"0.95"`. */
  readonly quantiles: Estimates;
}

/** How deep a node falls, and how long in all. */
export interface DepthResult {
  /** The node is down while its capacity is below this: its `mbco`. 0 where none is stated: it is down when it gives nothing. */
  readonly downBelow: number;
  /** P(it is down at some time of the horizon). */
  readonly probabilityOfDown: Estimate;
  /** Hours below full capacity. */
  readonly hoursBelowFull: HoursInAll;
  readonly hoursDown: HoursInAll;
  /** Quantiles over the trials with an outage of the lowest capacity in them: `"0.05"`, `"0.5"`, `"0.95"`. */
  readonly lowestCapacity: Estimates;
}

export interface NodeResult {
  /** Share of time below full capacity. */
  readonly unavailability: Estimate;
  /** Mean of 1 - capacity. */
  readonly lostCapacity: Estimate;
  readonly outagesPerHorizon: Estimate;
  /** P(at least one outage in the horizon). */
  readonly probabilityOfOutage: Estimate;
  /** Counted money per period in outages with their root cause here. */
  readonly lossCaused: Estimate;
  /** Counted money per period lost at this node. */
  readonly lossBorne: Estimate;
  /**
   * Quantiles over the trials with an outage, hours: `"0.5"`, `"0.95"`. Empty when there was none. An outage that the horizon
   * cuts counts as one of at least that length.
   */
  readonly longestOutageHours: Estimates;
  /** Quantiles of the first outage over the trials with one, hours, likewise: `"0.05"`, `"0.5"`, `"0.95"`. */
  readonly firstOutageHours: Estimates;
  /** P(breach in a period), by tolerance: `mtpd`, `rto`. */
  readonly probabilityOfBreach: Estimates;
  /** P(breach in a period), by limit of the appetite that watches this node. */
  readonly watches: Estimates;
  /**
   * Of `goals`; where these are the nodes that bear loss, only if they are at most 32. Absent for the others.
   */
  readonly depth?: DepthResult | undefined;
}

export interface ThreatResult {
  readonly eventsPerHorizon: Estimate;
  readonly gotThroughPerHorizon: Estimate;
  /** Counted money per period. */
  readonly lossCaused: Estimate;
}

export interface CascadeResult {
  /** Share of cascades by number of nodes: `"12"`; from 257 on sizes within an eighth of each other are together: `"288..319"`. */
  readonly size: Estimates;
  /** Share of episodes by number of nodes, likewise. */
  readonly episodeSize: Estimates;
  /** Nodes in a cascade on average; null when there was none. */
  readonly meanSize: Estimate | null;
  readonly meanEpisodeSize: Estimate | null;
  readonly cascadesPerHorizon: Estimate;
  readonly episodesPerHorizon: Estimate;
  /** Total loss over the loss at the nodes struck; null when nodes struck lost nothing. */
  readonly amplification: Estimate | null;
}

export type LimitStatus = 'within' | 'at margin' | 'outside' | 'not resolved';

/** A sum of counted money, and the chance of losing more in a period that is tolerated. */
export interface LimitPoint {
  readonly loss: number;
  readonly chance: number;
}

/** How a limit of the appetite is met. */
export interface LimitResult {
  readonly id: string;
  readonly kind: 'loss' | 'outage' | 'gotThrough' | 'meanLoss' | 'tailMean' | 'curve' | 'harm' | 'shareOfTail';
  /** What is limited, in few words: how much is tolerated stands beside them. */
  readonly subject: string;
  /** What is demanded, as a clause. */
  readonly words: string;
  /** Where it lies in the plane of loss and chance; absent where it does not: only limits on the loss and tolerance curves do. */
  readonly points?: readonly LimitPoint[] | undefined;
  /** What is limited, over all worlds. For `curve`: the probability at the point that decides. */
  readonly estimate: Estimate;
  /** Most that is tolerated, in the unit of `estimate`. */
  readonly limit: number;
  /**
   * Share of worlds in which the limit holds, freed of the noise inside a world, with the interval in which the noise of the
   * simulation leaves it. Where nothing is uncertain 1 or 0, from 0 to 1 while the simulation could say either.
   */
  readonly confidence: Estimate;
  /** Confidence asked for. */
  readonly asked: number;
  readonly status: LimitStatus;
  /** The worlds by which the confidence is judged where those of the run are too short to see what the limit is about. */
  readonly judgedIn?: { readonly worlds: number; readonly trialsPerWorld: number } | undefined;
  /** Of a share of the tail: the mean of the worst 5 % of periods, and the sum up to which no share of it matters (then `within`). */
  readonly ofTail?: { readonly mean: Estimate; readonly mattersOver: number } | undefined;
}

/** A figure that a run was to know before it stops. */
export interface UntilResult {
  /** `mean`, `var95`, `var99`, `tvar95` or `tvar99`. */
  readonly of: string;
  /** Standard error asked for, as a share of the value. */
  readonly relative: number;
  /** False when the run has used all its trials, or was cut short, before. */
  readonly reached: boolean;
  /** The figure as it is known. */
  readonly estimate: Estimate;
}

/** How a run that was told no size came to its end. */
export interface EndedResult {
  /** Whether it knew enough; otherwise it has used the trials that such a run has at most, or was cut short. */
  readonly knowsEnough: boolean;
  /** What was asked of it: standard errors as shares of the mean loss, and of the mean of the worst 5 %. */
  readonly asked: { readonly mean: number; readonly tailMean: number };
  readonly mean: Estimate;
  readonly tailMean: Estimate;
  /** Limits whose status the noise of the simulation may still change, by id. */
  readonly openLimits: readonly string[];
}

/**
 * Where events are given, all figures are of what these set off, by root cause, and per case: a trial is one, however long its
 * horizon. Then no limit is judged, and what was stopped is 0, as nothing stops what is given.
 */
export interface ScenarioResult {
  readonly conditions: Conditions;
  /** Level in force by control. */
  readonly portfolio: Readonly<Record<string, string>>;
  /** Events that were given, as they can be given again; null when there are none. */
  readonly given: readonly string[] | null;
  /** The same, taken apart; absent when there are none. */
  readonly givenEvents?: readonly GivenNote[] | undefined;
  /** Counted money per trial that no given event set off: what the horizon costs besides; absent when none is given. */
  readonly lossAsUsual?: Estimate | undefined;
  /** What the figures rest on. */
  readonly measured: { readonly worlds: number; readonly trials: number };
  /** Whether a figure came to be known as well as the run was asked to stop at; absent where it was not. */
  readonly until?: UntilResult | undefined;
  /** Absent where the size of the run was given, or where it was to run until something else. */
  readonly ended?: EndedResult | undefined;
  /** Set when the model is uncertain and the figures are those of one of its worlds. */
  readonly givenThisWorld?: true | undefined;
  readonly loss: LossResult;
  readonly nodes: Readonly<Record<string, NodeResult>>;
  readonly threats: Readonly<Record<string, ThreatResult>>;
  readonly controls: Readonly<Record<string, ControlResult>>;
  /** Counted money per period that no threat caused: by shocks of the scenario, by actions in the middle of a trial, by given nodes. */
  readonly sourcesOfLoss: {
    readonly shocks: Estimate;
    readonly actions: Estimate;
    /** By cause of the nodes that were given; absent when none was. */
    readonly given?: Estimates | undefined;
  };
  /** By driver; absent where there is none. */
  readonly drivers?: Readonly<Record<string, DriverResult>> | undefined;
  /** Which states the worst periods saw; absent where no driver has states, or they were not looked at. */
  readonly badPeriods?: BadPeriods | undefined;
  readonly cascade: CascadeResult;
  /** Share of trials that end in an outage: their losses are cut short. */
  readonly endsInOutage: Estimate;
  /** Nodes that the organisation is there for: those with a goal; else those with a tolerance; else those that bear loss. */
  readonly goals: readonly string[];
  /** Empty where events are given: limits speak of years. */
  readonly appetite: readonly LimitResult[];
  /** Limits that are not judged because events are given, by id; absent where none is given. */
  readonly limitsNotJudged?: readonly string[] | undefined;
  /** Only where it was asked for. */
  readonly explanation?: Explanation | undefined;
}

const estimates: z.ZodType<Estimates> = z.record(z.string(), estimateSchema);

const chance = {
  probability: z.number().min(0).max(1),
  low: z.number(),
  high: z.number(),
  unreliable: z.literal(true).optional(),
};

const curve: z.ZodType<readonly CurvePoint[]> = z.array(
  z.looseObject({ loss: z.number(), ...chance, reaching: z.looseObject(chance).optional() }),
);

const loss: z.ZodType<LossResult> = z.looseObject({
  mean: estimateSchema,
  standardDeviation: estimateSchema,
  shareOfGreatest: z.looseObject({ periods: z.number().int(), share: z.number() }).optional(),
  probabilityOfLoss: estimateSchema,
  valueAtRisk: estimates,
  tailValueAtRisk: estimates,
  exceedance: curve,
  occurrence: curve,
  byBearer: estimates,
  bearerQuantiles: z.record(z.string(), estimates).optional(),
  byKind: estimates,
});

const hoursInAll = z.looseObject({ mean: estimateSchema, quantiles: estimates });

const depth: z.ZodType<DepthResult> = z.looseObject({
  downBelow: z.number().min(0).max(1),
  probabilityOfDown: estimateSchema,
  hoursBelowFull: hoursInAll,
  hoursDown: hoursInAll,
  lowestCapacity: estimates,
});

const node: z.ZodType<NodeResult> = z.looseObject({
  unavailability: estimateSchema,
  lostCapacity: estimateSchema,
  outagesPerHorizon: estimateSchema,
  probabilityOfOutage: estimateSchema,
  lossCaused: estimateSchema,
  lossBorne: estimateSchema,
  longestOutageHours: estimates,
  firstOutageHours: estimates,
  probabilityOfBreach: estimates,
  watches: estimates,
  depth: depth.optional(),
});

const threat: z.ZodType<ThreatResult> = z.looseObject({
  eventsPerHorizon: estimateSchema,
  gotThroughPerHorizon: estimateSchema,
  lossCaused: estimateSchema,
});

const cascade: z.ZodType<CascadeResult> = z.looseObject({
  size: estimates,
  episodeSize: estimates,
  meanSize: estimateSchema.nullable(),
  meanEpisodeSize: estimateSchema.nullable(),
  cascadesPerHorizon: estimateSchema,
  episodesPerHorizon: estimateSchema,
  amplification: estimateSchema.nullable(),
});

export const limitKindSchema: z.ZodType<LimitResult['kind']> = z.enum([
  'loss',
  'outage',
  'gotThrough',
  'meanLoss',
  'tailMean',
  'curve',
  'harm',
  'shareOfTail',
]);

const limit: z.ZodType<LimitResult> = z.looseObject({
  id: z.string(),
  kind: limitKindSchema,
  subject: z.string(),
  words: z.string(),
  points: z.array(z.looseObject({ loss: z.number(), chance: z.number() })).optional(),
  estimate: estimateSchema,
  limit: z.number(),
  confidence: estimateSchema,
  asked: z.number(),
  status: z.enum(['within', 'at margin', 'outside', 'not resolved']),
  judgedIn: z.looseObject({ worlds: z.number().int(), trialsPerWorld: z.number().int() }).optional(),
  ofTail: z.looseObject({ mean: estimateSchema, mattersOver: z.number() }).optional(),
});

export const scenarioResultSchema: z.ZodType<ScenarioResult> = z.looseObject({
  conditions: conditionsSchema,
  portfolio: z.record(z.string(), z.string()),
  given: z.array(z.string()).nullable(),
  givenEvents: givenNotesSchema.optional(),
  lossAsUsual: estimateSchema.optional(),
  measured: z.looseObject({ worlds: z.number().int(), trials: z.number().int() }),
  until: z
    .looseObject({ of: z.string(), relative: z.number(), reached: z.boolean(), estimate: estimateSchema })
    .optional(),
  ended: z
    .looseObject({
      knowsEnough: z.boolean(),
      asked: z.looseObject({ mean: z.number(), tailMean: z.number() }),
      mean: estimateSchema,
      tailMean: estimateSchema,
      openLimits: z.array(z.string()),
    })
    .optional(),
  givenThisWorld: z.literal(true).optional(),
  loss,
  nodes: z.record(z.string(), node),
  threats: z.record(z.string(), threat),
  controls: z.record(z.string(), controlSchema),
  sourcesOfLoss: z.looseObject({ shocks: estimateSchema, actions: estimateSchema, given: estimates.optional() }),
  drivers: driversSchema.optional(),
  badPeriods: badPeriodsSchema.optional(),
  cascade,
  endsInOutage: estimateSchema,
  goals: z.array(z.string()),
  appetite: z.array(limit),
  limitsNotJudged: z.array(z.string()).optional(),
  explanation: explanationSchema.optional(),
});
