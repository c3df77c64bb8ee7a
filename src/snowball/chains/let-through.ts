/** Controls that would have stopped or deterred an event, and stood below what their level gives when it came. */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';

export interface LetThrough {
  /** Nodes of the controls drawn for a whole event of the threat, those that deter it among them, that are down. */
  event(threat: number): readonly number[];
  /** Nodes of the controls drawn for the effect of the threat on the node that are down. */
  effect(threat: number, node: number): readonly number[];
}

/** @param isDown Whether a node stands below what it gives unhurt. */
export function makeLetThrough(compiled: CompiledModel, isDown: (node: number) => boolean): LetThrough {
  const { controlNode, controlLevel, levelPreventSlot, levelDeterSlot, effectStart, effectNode } = compiled;
  const { eventControlStart, eventControl, deterStart, deterControl, effectControlStart, effectControl } = compiled;

  /** The nodes of those controls in a row of a table that do it at their level, and are down. */
  function down(controls: Int32Array, from: number, to: number, slots: Int32Array): number[] {
    const found: number[] = [];
    for (let i = from; i < to; i++) {
      const control = controls[i]!;
      const node = controlNode[control]!;
      if (slots[controlLevel[control]!]! >= 0 && isDown(node)) found.push(node);
    }
    return found;
  }

  return {
    event: (threat) => [
      ...new Set([
        ...down(eventControl, eventControlStart[threat]!, eventControlStart[threat + 1]!, levelPreventSlot),
        ...down(deterControl, deterStart[threat]!, deterStart[threat + 1]!, levelDeterSlot),
      ]),
    ],
    effect: (threat, node) => {
      const found = new Set<number>();
      for (let effect = effectStart[threat]!; effect < effectStart[threat + 1]!; effect++) {
        if (effectNode[effect] !== node) continue;
        const [from, to] = [effectControlStart[effect]!, effectControlStart[effect + 1]!];
        for (const control of down(effectControl, from, to, levelPreventSlot)) found.add(control);
      }
      return [...found];
    },
  };
}
