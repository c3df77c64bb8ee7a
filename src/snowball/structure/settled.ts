/** What nodes can do once some are lost for good and all else has settled: rule 5 without time. */
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import { makeKernel } from '../../sim/kernel/make-kernel.ts';
import { quietModel } from '../../sim/compile/quiet-model.ts';
import { unhurtCapacities } from '../../sim/compile/unhurt-capacities.ts';

const none = (array: Int32Array): Int32Array => new Int32Array(array.length).fill(-1);

/** The model in which alternatives take over at once, nothing waits to start again, no stock bridges, and fallbacks work at once. */
function timelessModel(compiled: CompiledModel): CompiledModel {
  return {
    ...compiled,
    restartStart: new Int32Array(compiled.restartStart.length),
    groupSwitchoverSampler: none(compiled.groupSwitchoverSampler),
    groupBufferSampler: none(compiled.groupBufferSampler),
    groupAfterSampler: none(compiled.groupAfterSampler),
  };
}

export interface Settled {
  /**
   * Capacities in a world with nodes lost for good; none for what nothing has happened to.
   *
   * @returns Shape [nodes]; the same array at each call.
   */
  without(world: number, lost: readonly number[]): Float64Array;
}

/**
 * The kernel settles it: the lost node falls in a future in which nothing else happens and nothing takes time. Loops keep what nothing takes from
 * them, alternatives do not hold each other up (5.2), and a loop with a black start is lifted where it can be.
 */
export function makeSettled(compiled: CompiledModel, seed: string): Settled {
  const { nodeIds } = compiled;
  const unhurt = unhurtCapacities(compiled);
  const capacity = new Float64Array(nodeIds.length);
  const kernel = makeKernel(timelessModel(quietModel(compiled)), seed, {
    listener: {
      capacity: (_hour, node, _from, to) => {
        capacity[node] = to;
      },
    },
  });
  return {
    without: (world, lost) => {
      capacity.set(unhurt);
      const actions = lost.map((node) => {
        return { at: 0, action: { kind: 'outage', id: 'lost', node: nodeIds[node]!, hours: Infinity } as const };
      });
      kernel.simulate(world, 0, actions);
      return capacity;
    },
  };
}
