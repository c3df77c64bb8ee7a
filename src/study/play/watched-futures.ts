/** Futures of a cause, watched one at a time: who falls when, who is back when, and what it costs. */
import type { Model } from '../../model/model.ts';
import type { Variant } from '../../sim/session.ts';
import { kernelOf, recordColumns } from '../../sim/compile/kernel-of.ts';
import { downBelow } from '../../sim/compile/nodes.ts';
import { givenAlone } from '../../sim/compile/quiet-model.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';
import type { TimedAction } from '../../sim/kernel/ground/kernel.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';

/** World and trial within it, both from 0. */
export interface Address {
  readonly world: number;
  readonly trial: number;
}

/** What became of a node in one future. Hours after the cause; Infinity where it does not happen within the horizon. */
export interface NodeCourse {
  /** It first has less than its full capacity. */
  falls: number;
  /** It first is down. */
  goesDown: number;
  /** All its time down, up to the horizon. */
  downHours: number;
  /** It has its full capacity for good. */
  back: number;
}

export interface WatchedFuture {
  /** Counted money that the cause lost over the horizon. */
  readonly loss: number;
  /** Nodes that fell, by number. */
  readonly nodes: ReadonlyMap<number, Readonly<NodeCourse>>;
  /** Watches that found a stretch too long, by number. */
  readonly breaches: ReadonlySet<number>;
  /** What was struck, and when [hours after the cause]. */
  readonly strikes: readonly { readonly node: string; readonly hour: number }[];
}

export interface Watch {
  /** The hour of the horizon at which the cause happens. */
  readonly from: number;
  /** Watches a future. @param actions At hours of the horizon, in order. */
  future(address: Address, actions?: readonly TimedAction[]): WatchedFuture;
}

/** The hour of the first event that is given to a model; 0 where none is. */
export const causeHour = ({ given }: Model): number => given[0]?.atHours ?? 0;

/**
 * Watches futures in which nothing happens but what is given to the model.
 *
 * @param variant A selection with given events.
 */
export function makeWatch({ model, compiled }: Pick<Variant, 'model' | 'compiled'>, seed: string): Watch {
  const from = causeHour(model);
  const unhurt = unhurtCapacities(compiled);
  const below = new Map(model.nodes.map((node) => [node.id, downBelow(node)]));
  const downAt = Float64Array.from(compiled.nodeIds, (id) => below.get(id) ?? 0);
  const { loss: lossColumn } = recordColumns(compiled);
  let nodes = new Map<number, NodeCourse>();
  let downSince = new Map<number, number>();
  let breaches = new Set<number>();
  let strikes: { node: string; hour: number }[] = [];
  const kernel = kernelOf(givenAlone(compiled), seed, {
    effect: (hour, node) => void strikes.push({ node: compiled.nodeIds[node]!, hour: hour - from }),
    breach: (_hour, watch) => void breaches.add(watch),
    capacity: (hour, node, _from, to) => {
      const isFull = to >= unhurt[node]! - LEAST_CHANGE;
      const own = nodes.get(node) ?? { falls: hour - from, goesDown: Infinity, downHours: 0, back: Infinity };
      // A control that is not bought has been down since the start
      if (isFull && !nodes.has(node)) return;
      nodes.set(node, own);
      own.back = isFull ? hour - from : Infinity;
      const isDown = !isFull && to < downAt[node]! - LEAST_CHANGE;
      const since = downSince.get(node);
      if (isDown && since === undefined) {
        downSince.set(node, hour);
        own.goesDown = Math.min(own.goesDown, hour - from);
      } else if (!isDown && since !== undefined) {
        downSince.delete(node);
        own.downHours += hour - since;
        if (since === hour && own.goesDown === hour - from) own.goesDown = Infinity;
      }
      // What falls and is back in one hour has not fallen
      if (isFull && own.falls === hour - from) nodes.delete(node);
    },
  });
  return {
    from,
    future: ({ world, trial }, actions) => {
      nodes = new Map();
      downSince = new Map();
      breaches = new Set();
      strikes = [];
      kernel.expect(1);
      kernel.simulate(world, trial, actions);
      for (const [node, since] of downSince) nodes.get(node)!.downHours += model.horizonHours - since;
      return { loss: kernel.columns[lossColumn]!, nodes, breaches, strikes };
    },
  };
}

/** The address of a future, from 0: a world each where anything is uncertain, else a trial of the only world. */
export const addressOf = ({ compiled }: Variant, future: number): Address =>
  compiled.uncertain ? { world: future, trial: 0 } : { world: 0, trial: future };
