/** Which losses each control's insurance pays: those whose root effect `against` names, or all. */
import type { Control } from '../../model/model.ts';
import { type CompiledModel, POLICY } from '../kernel/ground/compiled-model.ts';
import type { Context } from './context.ts';
import { offsets } from './context.ts';
import { positionOf } from './order.ts';

type PolicyArrays = Pick<CompiledModel, 'policyRow' | 'policyStart' | 'policyNode'>;

const isInsured = ({ levels }: Control): boolean => levels.some(({ transfer }) => transfer.length > 0);

/**
 * `threat -> node` pays losses whose root effect struck that node; where all the nodes that a threat affects are named,
 * it pays every loss from the threat, including through common causes.
 */
export function compilePolicies({ controls, threats, threatPosition, nodePosition }: Context): PolicyArrays {
  if (!controls.some(isInsured)) {
    return { policyRow: new Int32Array(0), policyStart: offsets([]), policyNode: new Int32Array(0) };
  }
  const rows: number[][] = [];
  const policyRow = controls.flatMap(({ against }): number[] => {
    const kinds = Array.from({ length: threats.length + 1 }, (): number =>
      against.length === 0 ? POLICY.all : POLICY.none,
    );
    for (const { threat, nodes } of against) {
      const t = positionOf(threatPosition, threat);
      const isWhole = nodes === null || threats[t]!.affects.every(({ node }) => nodes.includes(node));
      kinds[t] = isWhole ? POLICY.all : rows.push(nodes.map((node) => positionOf(nodePosition, node))) - 1;
    }
    return kinds;
  });
  return {
    policyRow: new Int32Array(policyRow),
    policyStart: offsets(rows.map((row) => row.length)),
    policyNode: new Int32Array(rows.flat()),
  };
}
