/**
 * Compiled drivers: typed arrays only, beside those of the model (`CompiledModel`), by its conventions.
 *
 * Drivers are numbered in order of id, states by driver and then from mild to severe. `...Stream` is an index into
 * `labels`, whose streams serve trials; what is drawn once per world stands in the model's slots.
 */

/** How a state comes, beside the codes of `OCCURS`: only when it is brought, held or known at the start. */
export const NEVER = 4;

/** What is known of a driver at the start, beside the number of a state. */
export const NOW = { normal: -1, drawn: -2 } as const;

/** What a spell brings. */
export const BRINGS = { effect: 0, event: 1, spell: 2 } as const;

/** Rows of outages that are not drawn. */
export const OUTAGE = { forever: -1, spell: -2 } as const;

export interface DriverTables {
  /** Of the streams of draws in trials. */
  readonly labels: readonly string[];
  /** Names of root causes, such as `driver:energy=crisis`: states that hold nodes down or strike them. */
  readonly sources: readonly string[];

  // Drivers with states [drivers]
  readonly driverIds: readonly string[];
  readonly stateStart: Int32Array; // [drivers + 1], into states
  readonly nowState: Int32Array; // NOW, or a state
  readonly nowLeftSampler: Int32Array; // hours left of it; -1: as of a spell met at random

  // States [states]
  readonly stateIds: readonly string[];
  readonly stateDriver: Int32Array;
  readonly stateOccurs: Uint8Array; // OCCURS.poisson, within, on, or NEVER
  readonly stateRateSlot: Int32Array; // poisson: arrivals per hour
  readonly statePaceFactor: Float64Array;
  readonly statePaceProfile: Int32Array;
  readonly stateLayers: Int32Array;
  readonly stateOnce: Uint8Array;
  readonly stateWeibullShape: Float64Array;
  readonly stateWeibullScale: Float64Array;
  readonly stateNeverChance: Float64Array;
  readonly stateOnStart: Int32Array; // [states + 1]
  readonly stateOnHours: Float64Array;
  readonly stateStream: Int32Array;
  readonly stateMoreStream: Int32Array;
  readonly stateLastsSampler: Int32Array; // hours; -1: for ever
  readonly stateMeanSlot: Int32Array; // mean of the hours that it lasts; -1: for ever
  readonly stateMayRun: Uint8Array; // 1: may run at the start by itself
  /** What is left of a spell met at random, in means of its length; see `leftOf`. */
  readonly leftStart: Int32Array; // [states + 1], into points
  readonly leftPoint: Float64Array; // LEFT_POINT numbers a point
  readonly stateSource: Int32Array; // index into `sources`, -1 for none

  // Moves [moves]: what a state in force, or an index, makes of other figures
  readonly moveState: Int32Array; // -1 for an index
  readonly moveIndex: Int32Array; // -1 for a state
  readonly moveSlot: Int32Array; // factor of the world; -1 where it is drawn for each spell
  readonly moveSampler: Int32Array;
  readonly moveStream: Int32Array;
  readonly movePower: Float64Array; // of an index
  readonly paceStart: Int32Array; // [states + 1]: moves of the pace of a state
  readonly paceMove: Int32Array;
  readonly lastsStart: Int32Array; // [states + 1]: moves of how long its spells last
  readonly lastsMove: Int32Array;
  readonly valueStart: Int32Array; // [indices + 1]: moves of an index
  readonly valueMove: Int32Array;

  // Figures of the kernel that are scaled [targets]
  readonly targetKind: Uint8Array; // index into SCALED
  readonly targetOf: Int32Array;
  readonly targetStart: Int32Array; // [targets + 1]
  readonly targetMove: Int32Array;
  /** Targets by what moves them: drivers with states, then indices. */
  readonly movedStart: Int32Array; // [drivers + indices + 1]
  readonly movedTarget: Int32Array;

  // Ceilings [ceilings], by state: one draw a spell for all nodes of a path
  readonly ceilingStart: Int32Array; // [states + 1]
  readonly ceilingSlot: Int32Array; // share of the world; -1 where it is drawn for each spell
  readonly ceilingSampler: Int32Array;
  readonly ceilingStream: Int32Array;
  readonly ceilingNodeStart: Int32Array; // [ceilings + 1]
  readonly ceilingNode: Int32Array;

  // What spells bring [brings], by state
  readonly bringStart: Int32Array; // [states + 1]
  readonly bringKind: Uint8Array; // BRINGS
  readonly bringOf: Int32Array; // node, threat or state
  readonly bringStream: Int32Array;
  readonly bringChoices: Int32Array; // length of the run of alternatives that begins here, 0 within it, 1: no choice
  readonly bringChoiceStream: Int32Array;
  readonly bringChanceSlot: Int32Array; // -1: certain, or drawn
  readonly bringChanceSampler: Int32Array; // of a chance that is worked out each time
  readonly bringDelaySampler: Int32Array; // -1: at once
  readonly bringOutageSampler: Int32Array; // OUTAGE, or a row
  readonly bringLeavesSampler: Int32Array; // -1: nothing is left
  readonly bringIgnoresOverlap: Uint8Array;
  readonly bringCostStart: Int32Array; // [brings + 1], into costs
  readonly bringCostKind: Int32Array;
  readonly bringCostSampler: Int32Array;
  readonly bringCostPurpose: Uint32Array;

  // Indices [indices]
  readonly indexIds: readonly string[];
  readonly indexStream: Int32Array;
  readonly indexSampler: Int32Array;
  /** Quantiles of a mixture, whose rows do not rise with the word; see `makeLaws`. */
  readonly indexCurveStart: Int32Array; // [indices + 1]
  readonly indexCurve: Float64Array;
  readonly indexNow: Float64Array; // NaN: drawn
  readonly indexGroup: Int32Array;
  readonly groupStart: Int32Array; // [groups + 1], into groupIndex: indices that are correlated, in order
  readonly groupIndex: Int32Array;
  readonly groupPersistsSlot: Int32Array; // hours; -1: for ever
  readonly correlationA: Int32Array; // [correlations], indices
  readonly correlationB: Int32Array;
  readonly correlationSlot: Int32Array;
  readonly stepHours: number;

  // Controls whose running cost is scaled [opex]
  readonly opexControl: Int32Array;
  readonly opexStart: Int32Array; // [opex + 1], into moves
  readonly opexMove: Int32Array;

  // What the scenario holds; room for more, so that a scenario can be poured into another
  readonly holds: Int32Array; // [their number]
  readonly holdDriver: Int32Array; // -1 for an index
  readonly holdIndex: Int32Array; // -1 for a driver with states
  readonly holdState: Int32Array; // NOW.normal, or a state
  readonly holdNumber: Int32Array; // address of its spell
  readonly holdValue: Float64Array; // of an index
  readonly holdFrom: Float64Array;
  readonly holdTo: Float64Array;
}

/** Names of the root causes of a model's drivers, in order of their numbers from `Columns.extendedSource`. */
export const driverRoots = (model: { readonly extensions?: Readonly<Record<string, object>> }): readonly string[] =>
  driversOf(model)?.sources ?? [];

/** Figures of the kernel that drivers scale, in order of code; see `FactorKind`. */
export const SCALED = [
  'rate',
  'outage',
  'cost',
  'loss',
  'buffer',
  'refill',
  'switchover',
  'fallback',
  'restart',
  'blackStart',
  'misses',
  'recover',
] as const;

/** Numbers of a point of `leftPoint`. */
export const LEFT_POINT = 4;

/** The drivers of a compiled model; undefined where it has none. */
export function driversOf({
  extensions,
}: {
  readonly extensions?: Readonly<Record<string, object>>;
}): DriverTables | undefined {
  return extensions?.['drivers'] as DriverTables | undefined;
}
