/**
 * Root events of extensions: what they do to nodes, booked to the extension's source.
 *
 * A hold is a ceiling on a node's own capacity, in force until it is lifted. It is an outage like any other, except
 * that nothing shortens it, no effect overlaps it, and a node that it alone holds down is not down for cascades and
 * episodes.
 */
import type { Draws } from '../../random/draws.ts';
import type { Columns } from '../ground/columns.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Effects } from '../network/effects.ts';
import type { Order } from '../network/order.ts';
import type { Pools } from '../ledger/pools.ts';
import type { State } from '../ground/state.ts';
import type { Strikes } from './strikes.ts';

export interface Roots {
  /**
   * Begins a root event now.
   *
   * @param source Number among the sources of all extensions, in order of installation.
   * @param index Distinguishes it from other events of the source in the trial: it addresses the draw, under the name
   * of the source, that breaks ties of causes.
   * @returns Its number in the trial.
   */
  begin(source: number, index: number): number;
  /**
   * An effect of the event on a node as written: nothing stops or shortens it. Returns its cause, -1 for a node that a
   * changed future spares.
   */
  strike(event: number, source: number, node: number, leaves: number, hours: number): number;
  /** A one-off cost of a cause at a node, now: an index into the kinds of loss, and the amount. */
  charge(cause: number, node: number, kind: number, amount: number): void;
  /**
   * Holds the own capacity of a node at no more than `leaves`. Returns the number of the hold, for `lift`, until which
   * it lasts; -1 for a node that a changed future spares.
   */
  hold(event: number, source: number, node: number, leaves: number): number;
  lift(hold: number): void;
}

export interface RootsOf {
  readonly model: CompiledModel;
  readonly layout: Columns;
  readonly state: State;
  readonly effects: Effects;
  readonly ledger: Ledger;
  readonly order: Order;
  readonly pools: Pools;
  readonly strikes: Strikes;
  /** Names of the sources of extensions. */
  readonly sources: readonly string[];
  /** From streams of these names. */
  readonly draws: Draws;
}

export function makeRoots({
  model,
  layout,
  state,
  effects,
  ledger,
  order,
  pools,
  strikes,
  sources,
  draws,
}: RootsOf): Roots {
  const first = layout.extendedSource;
  const { nodeSpared, conditional } = model;
  return {
    begin: (source, index) => {
      if (sources[source] === undefined) throw new RangeError(`no extension has a source ${source}`);
      const event = pools.addEvent(-1, index, 0);
      pools.name(event, sources[source]);
      if (!conditional) {
        ledger.add(layout.threatEvents + layout.perSource * (first + source), 1);
        ledger.add(layout.threatGotThrough + layout.perSource * (first + source), 1);
      }
      return event;
    },
    strike: (event, source, node, leaves, hours) => {
      if (nodeSpared[node] === 1) return -1;
      const cause = strikes.strike(event, first + source, node, leaves, hours);
      order.drawUnder(cause, draws, source, pools.addressOf(event));
      return cause;
    },
    charge: (cause, node, kind, amount) => ledger.book(kind, node, cause, amount, state.now[0]!),
    hold: (event, source, node, leaves) => {
      if (!(leaves >= 0 && leaves <= 1)) throw new RangeError(`a capacity of ${leaves} lies outside 0..1`);
      if (nodeSpared[node] === 1) return -1;
      const cause = pools.addCause(first + source, node, event, state.now[0]!);
      pools.setHold(cause);
      order.drawUnder(cause, draws, source, pools.addressOf(event));
      return effects.hold(node, leaves, cause);
    },
    lift: effects.lift,
  };
}
