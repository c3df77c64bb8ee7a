/** What is left of a node that nothing has happened to. */
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';

/** 1, and of a control what its level gives. Shape [nodes]. */
export function unhurtCapacities(compiled: CompiledModel): Float64Array {
  const unhurt = new Float64Array(compiled.nodeIds.length).fill(1);
  compiled.controlNode.forEach((node, control) => {
    unhurt[node] = compiled.levelCapacity[compiled.controlLevel[control]!]!;
  });
  return unhurt;
}
