/** Controls whose levels touch nothing, so that portfolios which differ in them alone share one simulation. */
import type { Level, Model } from '../../model/model.ts';

const VERBS = ['prevent', 'deter', 'contain', 'recover'] as const;

const doesNothing = (level: Level): boolean =>
  level.transfer.length === 0 && !level.changesModel && VERBS.every((verb) => level[verb] === undefined);

/**
 * Whether no level of a control can change a loss or a count, by its position: none has a verb that reaches a threat, a policy or a
 * change of the model; nothing needs the control, nothing strikes it, and its outages cost nothing.
 */
export function touchesNothing(
  model: Pick<Model, 'controls' | 'nodes' | 'threats' | 'commonCauses' | 'limits' | 'shocks'>,
): boolean[] {
  const bound = new Set<string>([
    ...model.nodes.flatMap(({ needs }) => needs.flatMap(({ members }) => members)),
    ...model.nodes.flatMap(({ id, needs, loss }) => (needs.length > 0 || loss.length > 0 ? [id] : [])),
    ...model.threats.flatMap(({ affects }) => affects.map(({ node }) => node)),
    ...model.commonCauses.flatMap(({ members }) => members),
    ...model.limits.flatMap((limit) => (limit.kind === 'outage' || limit.kind === 'shareOfTail' ? [limit.node] : [])),
    ...model.shocks.map(({ node }) => node),
  ]);
  return model.controls.map(({ id, against, levels }) => {
    if (bound.has(id) || bound.has('any')) return false;
    if (against.length > 0) return levels.every(doesNothing);
    return levels.every(({ transfer, changesModel }) => transfer.length === 0 && !changesModel);
  });
}
