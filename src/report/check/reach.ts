/** What threats and scenarios can reach. */
import type { Model, Threat } from '../../model/model.ts';

/** Nodes that fall, or may, when others do: those given, and all that need them, near or far. */
export function withDependants(model: Model, struck: Iterable<string>): ReadonlySet<string> {
  const dependants = new Map<string, string[]>();
  for (const { id, needs } of model.nodes)
    for (const { members } of needs)
      for (const member of members) dependants.set(member, [...(dependants.get(member) ?? []), id]);
  const reached = new Set<string>();
  const open = [...struck];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    open.push(...(dependants.get(id) ?? []));
  }
  return reached;
}

/** Nodes that a threat strikes, by a common cause too. */
export function struckBy({ commonCauses }: Model, threat: Threat): readonly string[] {
  const own = threat.affects.map(({ node }) => node);
  return [...own, ...commonCauses.flatMap(({ members }) => (members.some((id) => own.includes(id)) ? members : []))];
}

/** Every node that a threat, a shock of a scenario, or a control that is not bought can take down. */
export function reachedNodes(model: Model): ReadonlySet<string> {
  const spares = model.controls.filter(({ levels }) => levels.some(({ capacity }) => capacity < 1));
  return withDependants(model, [
    ...model.threats.flatMap((threat) => struckBy(model, threat)),
    ...model.shocks.map(({ node }) => node),
    ...model.notes.scenarios.flatMap(({ shocks }) => shocks.map(({ node }) => node)),
    ...spares.map(({ id }) => id),
  ]);
}
