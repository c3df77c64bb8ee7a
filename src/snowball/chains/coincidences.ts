/** What struck a node in one outage of it: threats that coincide, because one goes on where another ends or they hold it down together. */
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { Root } from '../../sim/kernel/ground/tell.ts';

/** Sources of loss and root events, by number. */
export interface Struck {
  readonly sources: Set<number>;
  readonly events: Set<number>;
}

export interface Coincidences {
  /** An effect has landed on a node. */
  land(hour: number, node: number, leaves: number, hours: number, root: Root): void;
  /**
   * What has held the node down in its outage so far: what does so now with the root, effects that leave as little, and what did before.
   *
   * @param left What is left of the node.
   */
  holding(hour: number, node: number, left: number, root: Root): Struck;
  /** The outage of the node is over. */
  end(node: number): void;
  clear(): void;
}

interface Effect {
  readonly end: number;
  readonly leaves: number;
  readonly source: number;
  readonly event: number;
}

export function makeCoincidences(): Coincidences {
  const effects = new Map<number, Effect[]>();
  const held = new Map<number, Struck>();
  return {
    land: (hour, node, leaves, hours, { source, event }) => {
      const before = (effects.get(node) ?? []).filter(({ end }) => end > hour);
      effects.set(node, [...before, { end: hour + hours, leaves, source, event }]);
    },
    holding: (hour, node, left, root) => {
      const struck: Struck = held.get(node) ?? { sources: new Set(), events: new Set() };
      held.set(node, struck);
      struck.sources.add(root.source);
      if (root.event >= 0) struck.events.add(root.event);
      for (const { end, leaves, source, event } of effects.get(node) ?? []) {
        if (!(end > hour) || leaves > left + LEAST_CHANGE) continue;
        struck.sources.add(source);
        struck.events.add(event);
      }
      return struck;
    },
    end: (node) => void held.delete(node),
    clear: () => {
      effects.clear();
      held.clear();
    },
  };
}
