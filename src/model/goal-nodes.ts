import type { Model, ModelNode } from './model.ts';

/** Nodes that the organisation is there for: those with a goal; else those with a tolerance; else those that bear loss. */
export function goalNodes({ nodes }: Pick<Model, 'nodes'>): readonly ModelNode[] {
  const withGoal = nodes.filter((node) => node.goal !== null);
  if (withGoal.length > 0) return withGoal;
  const withTolerance = nodes.filter((node) => node.tolerance !== undefined);
  return withTolerance.length > 0 ? withTolerance : nodes.filter((node) => node.loss.length > 0);
}
