/** What the reference simulator knows about a trial at a moment: plain objects. */

/** A root effect, or a control's level below capacity 1; earlier ones have lower numbers. */
export interface Cause {
  readonly number: number;
  /** Number among the sources of loss. */
  readonly source: number;
  /** The node that it struck, -1 for none. */
  readonly node: number;
  /** The event that it belongs to, -1 for a level. */
  readonly event: number;
  readonly hour: number;
}

export interface Event {
  readonly number: number;
  readonly threat: number;
  readonly index: number;
  /** Nothing prevents it. */
  readonly given: boolean;
  landed: boolean;
}

export interface Effect {
  readonly node: number;
  readonly leaves: number;
  readonly cause: number;
}

export interface NodeState {
  cap: number;
  capBefore: number;
  base: number;
  baseCause: number;
  own: number;
  ownBefore: number;
  cause: number;
  /** Its needs inside its loop count as met: a black start. */
  boosted: boolean;
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
  /** By member: the instant of its last fall; and that of the last fall of the group's supply. */
  fell: number[];
  lowered: number;
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
