/**
 * What parts announce as it happens. Where nobody listens there is no `Tell`, and its arguments are not even computed.
 */

export type ClockKind = 'switchover' | 'restart' | 'buffer' | 'fallback' | 'blackStart';

/** A root cause, by its number in the trial (as causes landed), its event (-1 for none) and its place in the record. */
export interface Root {
  readonly cause: number;
  readonly event: number;
  /** Number among the sources of loss (`Columns`). */
  readonly source: number;
  /** The node struck, -1 for none. */
  readonly node: number;
  /** Whether the root event was given. */
  readonly given: boolean;
  /**
   * Name of a root event that is not a threat's: the id of an action, or the name of an extension's source; else null.
   */
  readonly name: string | null;
}

/**
 * Announcements, at hours of the horizon; nodes, threats, controls, groups, edges, watches and kinds of loss by number.
 */
export interface Tell {
  event(hour: number, threat: number, given: boolean): void;
  /** `node` -1: the whole event was stopped. */
  stopped(hour: number, control: number, threat: number, node: number): void;
  /** Before its one-off costs. */
  effect(hour: number, node: number, leaves: number, hours: number, cause: Root): void;
  /** A clock starts to run for a time; `group` is -1 for a restart and a black start, which belong to the node. */
  clockBegins(hour: number, clock: ClockKind, node: number, group: number, hours: number): void;
  clockEnds(hour: number, clock: ClockKind, node: number, group: number): void;
  /** After the losses of the stretch that it ends. */
  capacity(hour: number, node: number, from: number, to: number, cause: Root | null): void;
  /** A watch found a stretch too long; told when the stretch ends. */
  breach(hour: number, watch: number): void;
  /**
   * Before insurance, when the stretch it covers ends; `node` -1 for none. `booked` is the hour to which it is booked,
   * which decides its period: the start of an accruing loss, the lowest moment for one lost once per outage.
   */
  loss(hour: number, kind: number, node: number, amount: number, cause: Root, booked: number): void;
  /**
   * What insurance leaves of each counted loss, at the end of the trial, in the order in which the losses were told.
   * Absent where no insurance is in force.
   */
  insured?: ((left: number) => void) | undefined;
  /**
   * The cause of a node, or the edge along which it came, has changed; told after `capacity`, suppliers first outside
   * loops. `group` is the need and `edge` its member whose outage decides; -1 for both where the node's own effect or
   * level decides. Edges followed from node to member never lead back: where a loop holds itself down they lead to
   * where its cause came into it, or, if another cause has passed through since, end at a node of the loop that is not
   * the one struck. Told only if somebody asks.
   */
  readonly cause?: ((hour: number, node: number, cause: Root | null, group: number, edge: number) => void) | undefined;
  /** Everything an instant did is settled and told. */
  settled(hour: number): void;
  /** Hours, ascending, at which accruing losses are told in pieces; absent: when the stretch they cover ends. */
  readonly cuts?: Float64Array | undefined;
}

/** A listener to some of it. */
export type Listener = Partial<Tell>;

type Told = Required<Omit<Tell, 'cuts'>>;

/** Computed only if somebody asks. */
const ASKED: ReadonlySet<string> = new Set(['cause', 'insured'] satisfies (keyof Tell)[]);

const TOLD = [
  'event',
  'stopped',
  'effect',
  'clockBegins',
  'clockEnds',
  'capacity',
  'breach',
  'loss',
  'insured',
  'cause',
  'settled',
] as const satisfies readonly (keyof Told)[];

type Call = (...args: unknown[]) => void;

/** A `Tell` that passes on everything somebody listens to; undefined where nobody listens. */
export function joined(listeners: readonly Listener[]): Tell | undefined {
  if (listeners.length === 0) return undefined;
  const calls = TOLD.map((what): [string, Call | undefined] => {
    const heard = listeners.flatMap((listener) => {
      const call = listener[what] as Call | undefined;
      return call === undefined ? [] : [call.bind(listener)];
    });
    if (heard.length === 0) return [what, ASKED.has(what) ? undefined : () => undefined];
    return [what, (...args) => heard.forEach((call) => call(...args))];
  });
  const cuts = listeners.find((listener) => listener.cuts !== undefined)?.cuts;
  return { ...(Object.fromEntries(calls) as unknown as Tell), cuts };
}

/** Holds back what is told during a step until the step is done: it may have to be run again. */
export function heldBack(listener: Listener): { readonly listener: Listener; pass(): void; forget(): void } {
  const told: (() => void)[] = [];
  const calls = TOLD.flatMap((what) => {
    const call = listener[what] as Call | undefined;
    if (call === undefined) return [];
    const hold: Call = (...args) => void told.push(() => call.apply(listener, args));
    return [[what, hold] as const];
  });
  return {
    listener: { ...Object.fromEntries(calls), cuts: listener.cuts },
    pass: () => {
      for (const tell of told.splice(0)) tell();
    },
    forget: () => {
      told.length = 0;
    },
  };
}
