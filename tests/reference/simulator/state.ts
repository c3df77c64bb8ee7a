/** What the reference simulator knows about a trial at a moment: plain objects. */
import type { Plain, PlainThreat } from './plain.ts';

/** A root effect, or a control's level below capacity 1. */
export interface Cause {
  readonly number: number;
  /** A ceiling of a driver, not an effect. */
  readonly isCeiling: boolean;
  /** Number among the sources of loss. */
  readonly source: number;
  /** The node that it struck, -1 for none. */
  readonly node: number;
  /** The event that it belongs to, -1 for a level. */
  readonly event: number;
  readonly hour: number;
  /** Decides between effects of one instant: the lowest wins. */
  readonly draw: number;
}

export interface Event {
  readonly number: number;
  /** Null: a node is taken out as written, or a driver's spell. */
  readonly threat: PlainThreat | null;
  /** Number among the sources of loss that count events: threats, and drivers' states; -1 for none. */
  readonly source: number;
  readonly index: number;
  readonly hour: number;
  /** Asked for by `--given`: nothing prevents it. */
  readonly given: boolean;
  landed: boolean;
}

export interface Effect {
  readonly node: number;
  /** A ceiling of a driver. */
  readonly isCeiling: boolean;
  readonly leaves: number;
  readonly cause: number;
}

export interface NodeState {
  cap: number;
  capBefore: number;
  base: number;
  baseCause: number;
  own: number;
  /** Its own capacity but for ceilings. */
  unheld: number;
  unheldBefore: number;
  cause: number;
  causeBefore: number;
  /** Its needs inside its loop count as met: a black start. */
  boosted: boolean;
  /** When what its needs give fell below 1; -1 while they give 1. */
  needsFell: number;
  /** What its needs would give when its restart began. */
  restartFor: number;
}

export interface GroupState {
  /** By member: the group runs on it. */
  inUse: boolean[];
  /** What the members supply; of a black start with the loop counted as met. */
  supply: number;
  supplyBefore: number;
  /** What counts: the supply or the stock, after restarts. */
  counted: number;
  countedBefore: number;
  /** What may count of a node with a restart in this instant: what did before it, or when its restart ended. */
  countedMost: number;
  /** Cause that holds the need down, -1 for none. */
  held: number;
  heldBefore: number;
  fallbackOn: boolean;
  /** Member to which a switchover has begun, -1 for none. */
  begun: number;
  stock: 'none' | 'full' | 'part' | 'empty';
  size: number;
  left: number;
  /** Change of `left` an hour, since `asOf`. */
  speed: number;
  asOf: number;
  /** By member, since it was last up: the instant of its last fall, and of the last that lowered the supply; 0 for none. */
  fell: number[];
  lowered: number[];
}

/** A stretch of constant capacity below 1 and constant cause. */
export interface Stretch {
  readonly from: number;
  to: number;
  readonly cap: number;
  readonly cause: number;
}

export interface Outage {
  readonly node: number;
  /** Its cause when it began. */
  readonly cause: number;
  readonly stretches: Stretch[];
}

/** All of a trial that changes as it goes. */
export interface State {
  now: number;
  /** Number of the instant, from 1. */
  instant: number;
  readonly nodes: readonly NodeState[];
  readonly groups: readonly GroupState[];
  effects: Effect[];
  readonly causes: Cause[];
  /** A change was about as large as the least that counts. */
  close: boolean;
}

/** Everything up, stocks full, no need in use of a member yet. */
export function unhurt({ nodes, groups }: Plain): State {
  return {
    now: 0,
    instant: 0,
    nodes: nodes.map(() => ({
      cap: 1,
      capBefore: 1,
      base: 1,
      baseCause: -1,
      own: 1,
      unheld: 1,
      unheldBefore: 1,
      cause: -1,
      causeBefore: -1,
      boosted: false,
      needsFell: -1,
      restartFor: -1,
    })),
    groups: groups.map((group) => ({
      inUse: group.members.map(() => !group.tracked),
      supply: 1,
      supplyBefore: 1,
      counted: 1,
      countedBefore: 1,
      countedMost: 1,
      held: -1,
      heldBefore: -1,
      fallbackOn: false,
      begun: -1,
      stock: group.buffer === undefined ? 'none' : 'full',
      size: 0,
      left: 0,
      speed: 0,
      asOf: 0,
      fell: group.members.map(() => 0),
      lowered: group.members.map(() => 0),
    })),
    effects: [],
    causes: [],
    close: false,
  };
}
