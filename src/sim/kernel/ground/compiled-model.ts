/**
 * The compiled model: typed arrays only, so that it can be sent to a worker unchanged and a kernel can capture it.
 *
 * Conventions. Entities are numbered in order of id. `xStart` arrays are row offsets of a compressed table (length n +
 * 1). `...Slot` is an index into the world's slots, `...Sampler` a row of the samplers, `...Stream` an index into
 * `streamLabels`; each is -1 where there is none. Hours and money throughout.
 */
import type { SamplerTable } from '../../distributions/sampler.ts';

/**
 * The world program fills `slots` once per world. A step writes slot `stepOut`; constants are in `slotConstants` and
 * have no step. Operands a, b, c are slots, except for `draw`: a is a sampler row, b a stream, and c says how many worlds
 * further on its draw is taken from, 0 in a model as written; and for `quantile`: a is a sampler row, whose quantile it is, at the
 * probability that stands in place of a constant in the slot of the step.
 */
export const WORLD_OP = {
  draw: 0,
  neg: 1,
  abs: 2,
  exp: 3,
  log: 4,
  sqrt: 5,
  floor: 6,
  ceil: 7,
  not: 8,
  add: 9,
  sub: 10,
  mul: 11,
  div: 12,
  pow: 13,
  min: 14,
  max: 15,
  lt: 16,
  le: 17,
  gt: 18,
  ge: 19,
  eq: 20,
  and: 21,
  or: 22,
  /** a ? b : c */
  choose: 23,
  /** 1 - a (1 - b): misses the share a of what b misses. */
  misses: 24,
  quantile: 25,
} as const;

/** Tape of a formula of `hours`: the ops of WORLD_OP from neg to choose, and these, on a stack. */
export const TAPE_OP = { constant: 32, slot: 33, hours: 34 } as const;

export const OCCURS = { poisson: 0, yearly: 1, within: 2, on: 3 } as const;
export const GROUP = { all: 0, any: 1, atLeast: 2, share: 3 } as const;
/** What a policy pays of the losses that stem from a threat, where this does not depend on the node struck. */
export const POLICY = { none: -1, all: -2 } as const;
/** What a changed future does to an effect; from 0: nothing, unless its event also strikes the node of that number. */
export const SPARES = { strikes: -1, spared: -2 } as const;
export const LOSS_MODE = { rate: 0, outage: 1, formula: 2 } as const;

export interface CompiledModel {
  /**
   * Hours. `periods` whole periods make the horizon; a single one where events are given, because a case is reported as
   * a whole.
   */
  readonly horizonHours: number;
  readonly periodHours: number;
  readonly periods: number;
  /** Length of an insurance year, the period of an ordinary run. */
  readonly coverHours: number;

  // Draws
  readonly streamLabels: readonly string[];
  readonly samplers: SamplerTable;

  // World program
  readonly slotConstants: Float64Array; // [slots]; 0 where a step writes
  readonly stepOp: Uint8Array;
  readonly stepOut: Int32Array;
  readonly stepA: Int32Array;
  readonly stepB: Int32Array;
  readonly stepC: Int32Array;
  /** True when some step is a draw: the model is uncertain. */
  readonly uncertain: boolean;

  // Bounds on what formulas among the slots may give, in every world
  readonly checkSlot: Int32Array;
  readonly checkLow: Float64Array;
  readonly checkHigh: Float64Array;
  readonly checkPath: readonly string[];

  // Formulas of `hours`
  readonly tapeOp: Uint8Array;
  readonly tapeArgument: Float64Array; // constant, or slot number
  readonly tapeStart: Int32Array; // of each formula, with its path
  readonly tapePath: readonly string[];

  // Formulas of inputs that vary [uses], evaluated for each draw they are used in, by steps like those of the world
  readonly useStart: Int32Array; // [uses + 1], into steps
  readonly useOp: Uint8Array;
  readonly useOut: Int32Array; // a slot written only by these steps
  readonly useA: Int32Array; // `draw`: sampler row of the input
  readonly useB: Int32Array; // `draw`: stream of the input
  readonly useC: Int32Array;
  readonly useValue: Int32Array; // slot of the value
  readonly useCheckStart: Int32Array; // [uses + 1], into bounds of its formulas, inputs before those that use them
  readonly useCheckSlot: Int32Array;
  readonly useCheckLow: Float64Array;
  readonly useCheckHigh: Float64Array;
  readonly useCheckPath: readonly string[];
  /** Slot of the outage's length for them: written before the draw. -1 where no formula uses it. */
  readonly useHoursSlot: number;

  // Calendar profiles: piecewise constant factors over the horizon, from hour 0
  readonly profileStart: Int32Array; // [profiles + 1]
  readonly profileTime: Float64Array; // start of each piece, the first 0
  readonly profileFactor: Float64Array;
  readonly profileIntegral: Float64Array; // integral of the factor from 0 to the start of the piece

  // Nodes [nodes]
  readonly nodeIds: readonly string[];
  readonly nodeIsControl: Uint8Array;
  readonly nodeStream: Int32Array; // label of the node
  /** Stages of a restart, ascending, the first after 0 h: hours since the needs fell, and the law from then on. None: no time. */
  readonly restartStart: Int32Array; // [nodes + 1], into stages
  readonly restartAfter: Float64Array;
  readonly restartSampler: Int32Array;
  readonly nodeBlackStartSampler: Int32Array;
  /** Number of the strongly connected component of two or more nodes that contains it, -1 for none. */
  readonly nodeLoop: Int32Array;
  /** Place in an order of suppliers before dependants; nodes of one loop are adjacent. */
  readonly nodeRank: Int32Array;
  readonly groupStart: Int32Array; // [nodes + 1], into groups
  readonly lossStart: Int32Array; // [nodes + 1], into losses
  readonly watchStart: Int32Array; // [nodes + 1], into watches
  readonly outStart: Int32Array; // [nodes + 1], into outEdge: the edges whose member is this node
  readonly outEdge: Int32Array;

  // Groups of needs [groups], by node, then id
  readonly groupNode: Int32Array;
  readonly groupKind: Uint8Array;
  readonly groupK: Int32Array;
  readonly groupStream: Int32Array; // label nodes.X.needs.G
  readonly groupSwitchoverSampler: Int32Array;
  readonly groupBufferSampler: Int32Array;
  readonly groupRefillSampler: Int32Array;
  readonly groupFallbackSlot: Int32Array;
  readonly groupAfterSampler: Int32Array; // delay of the fallback
  readonly edgeStart: Int32Array; // [groups + 1], into edges; `any`: in order of preference
  readonly edgeNode: Int32Array; // the member; in a changed future also an unhurt place (`unhurtPlace`)
  readonly edgeGroup: Int32Array;
  readonly edgeWeight: Float64Array; // share only; 1 otherwise
  readonly edgeInLoop: Uint8Array; // 1 when member and dependant are in the same loop

  // Loss entries [losses], by node, then id
  readonly lossMode: Uint8Array;
  readonly lossKind: Int32Array; // index into `kinds`
  readonly lossCounted: Uint8Array; // 1: counted money
  readonly lossAmountSlot: Int32Array; // rate
  readonly lossAmountSampler: Int32Array; // what is drawn for each outage
  readonly lossTapeStart: Int32Array; // formula with one value a world and length: first step; -1 otherwise
  readonly lossTapeLength: Int32Array;
  readonly lossAfterSampler: Int32Array; // -1: at once
  readonly lossProfile: Int32Array;
  readonly lossStream: Int32Array; // label nodes.X.loss.ID

  /** Bearers sorted by id, then `harm`, then `goodwill`. */
  readonly kinds: readonly string[];
  readonly bearers: number;
  readonly kindCounted: Uint8Array;

  // Watches [watches]: breaches of a tolerance, by node
  readonly watchHours: Float64Array;
  readonly watchMbco: Float64Array;
  readonly watchNames: readonly string[]; // `mtpd`, `rto`, or `limits.ID`

  // Gauges [gauges]: how deep the nodes that the organisation exists for fall, in order of node
  readonly gaugeNode: Int32Array;
  readonly gaugeBelow: Float64Array; // the node is down while its capacity is below
  readonly gaugeOf: Int32Array; // [nodes], -1 for none

  // Threats [threats]
  readonly threatIds: readonly string[];
  readonly occurs: Uint8Array;
  readonly rateSlot: Int32Array; // poisson: events per hour; yearly: chance
  readonly weibullShape: Float64Array;
  readonly weibullScale: Float64Array;
  readonly neverChance: Float64Array;
  readonly once: Uint8Array;
  readonly onStart: Int32Array; // [threats + 1]
  readonly onHours: Float64Array;
  readonly paceFactor: Float64Array;
  readonly paceProfile: Int32Array;
  readonly layers: Int32Array; // ceil of the greatest factor
  readonly frequent: Uint8Array; // 1: a rate of at least one event a horizon by its median, or by a formula
  readonly threatStream: Int32Array;
  readonly deterStart: Int32Array; // [threats + 1], into deterControl
  readonly deterControl: Int32Array;
  readonly eventControlStart: Int32Array; // [threats + 1]: controls drawn once per event
  readonly eventControl: Int32Array;
  readonly eventControlStream: Int32Array;
  readonly effectStart: Int32Array; // [threats + 1], into effects
  readonly threatCostStart: Int32Array; // [threats + 1], into costs: of the event itself

  // Effects [effects], by threat; the members of a `one of` are adjacent
  readonly effectThreat: Int32Array;
  readonly effectNode: Int32Array;
  readonly effectStream: Int32Array;
  /** Length of the run of alternatives that begins here; 1: no choice. 0 for alternatives after the first. */
  readonly effectChoices: Int32Array;
  readonly effectChoiceStream: Int32Array;
  readonly effectChanceSlot: Int32Array;
  readonly effectChanceSampler: Int32Array; // of a chance that is worked out for each effect, instead of the slot
  readonly effectDelaySampler: Int32Array;
  readonly effectOutageSampler: Int32Array; // -1: for ever
  readonly effectLeavesSampler: Int32Array; // -1: nothing is left
  readonly effectIgnoresOverlap: Uint8Array;
  readonly effectCostStart: Int32Array; // [effects + 1], into costs
  readonly effectControlStart: Int32Array; // [effects + 1]: controls drawn once per effect, when it lands
  readonly effectControl: Int32Array;
  readonly effectControlStream: Int32Array;
  readonly repairControlStart: Int32Array; // [effects + 1]: controls that contain or recover
  readonly repairControl: Int32Array;
  readonly repairControlStream: Int32Array;
  readonly effectCommonStart: Int32Array; // [effects + 1], into commons

  // Common causes met by an effect [commons]; each strikes its spawns
  readonly commonBetaSlot: Int32Array;
  readonly commonStream: Int32Array;
  readonly spawnStart: Int32Array; // [commons + 1]
  readonly spawnNode: Int32Array;
  readonly spawnStream: Int32Array;

  // One-off costs [costs]
  readonly costKind: Int32Array; // index into `kinds`
  readonly costSampler: Int32Array;
  readonly costPurpose: Uint32Array; // word of the draw's address, from the bearer's name

  // Controls [controls]
  readonly controlIds: readonly string[];
  readonly controlNode: Int32Array;
  readonly controlLevel: Int32Array; // index into levels: the level in force
  readonly levelStart: Int32Array; // [controls + 1]
  readonly levelIds: readonly string[];
  readonly levelDeterSlot: Int32Array;
  readonly levelPreventSlot: Int32Array;
  readonly levelContainSlot: Int32Array;
  readonly levelRecoverSlot: Int32Array; // chance
  readonly levelRecoverSampler: Int32Array; // hours
  readonly levelCapacity: Float64Array;
  readonly levelTransferStart: Int32Array; // [levels + 1]
  readonly levelChangesModel: Uint8Array;

  // Transfers [transfers]
  readonly transferControl: Int32Array;
  readonly transferLimit: Float64Array;
  readonly transferOver: Float64Array;
  readonly transferPerYear: Uint8Array; // 0: per event
  readonly transferShare: Float64Array;
  readonly transferWaiting: Float64Array;
  /**
   * By control and threat, and for losses that stem from no threat: POLICY, or the row of nodes that must have been
   * struck. Shape [controls][threats + 1], or empty where nothing is insured.
   */
  readonly policyRow: Int32Array;
  readonly policyStart: Int32Array; // [rows + 1]
  readonly policyNode: Int32Array;

  /** True where events are given: the record then counts what they set off, and all other loss has one column. */
  readonly conditional: boolean;

  // Nodes taken out as written [shocks]: by the scenario, then the given ones
  readonly scenario: string;
  readonly shockIds: readonly string[];
  readonly shockTime: Float64Array;
  readonly shockNode: Int32Array;
  readonly shockSource: Int32Array; // number among the sources of loss
  readonly shockOutageSampler: Int32Array; // -1: for ever
  readonly shockLeaves: Float64Array;
  readonly shockStream: Int32Array;
  readonly givenNodeIds: readonly string[]; // the last of the shocks
  // Given threat events [given threats], by time
  readonly givenThreats: Int32Array;
  readonly givenTimes: Float64Array;
  readonly givenOrdinals: Int32Array; // of the events of one threat, from 0

  // What a changed future leaves out (`sim/compile/change.ts`): nothing in the model as written
  readonly threatSpared: Uint8Array; // [threats]; 1: its events do nothing
  readonly effectSpared: Int32Array; // [effects]; SPARES, or a node
  readonly spawnSpared: Uint8Array; // [spawns]; 1: does nothing
  readonly shockSpared: Uint8Array; // [shocks]; 1: does nothing
  readonly nodeSpared: Uint8Array; // [nodes]; 1: what extensions do to it does nothing
  readonly nodeUnlocked: Uint8Array; // [nodes]; 1: in a loop that lifts itself as soon as nothing else holds it down
  readonly controlSeen: Int32Array; // [controls]; whose capacity scales its effectiveness: its node, or an unhurt place

  /** Harm over a threshold in a period, for limits: the `limits.ID` count columns. */
  readonly harmLimitIds: readonly string[];
  readonly harmLimitOver: Float64Array;

  /** Tables of extensions, by name: typed arrays, names and numbers, which the kernel copies and pours but does not read. */
  readonly extensions?: Readonly<Record<string, object>>;
}

/**
 * Places beyond the nodes that needs look at in a changed future, in `edgeNode` and `controlSeen`: the first is never
 * hurt, and there is one per control, always at the capacity of its level.
 */
export const unhurtPlace = ({ nodeIds }: CompiledModel, control = -1): number => nodeIds.length + 1 + control;

/** Nodes, followed by unhurt places. */
export const placesOf = ({ nodeIds, controlNode }: CompiledModel): number => nodeIds.length + 1 + controlNode.length;
