/** What threats and scenarios can reach. */
import type { Model, Threat } from '../../model/model.ts';

/** The ids given, and all that is reached from them. */
function closure(from: Iterable<string>, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    for (const other of next.get(id) ?? []) open.push(other);
  }
  return reached;
}

/** Nodes that fall, or may, when others do: those given, and all that need them, near or far. */
function withDependants(model: Model, struck: Iterable<string>): ReadonlySet<string> {
  const dependants = new Map<string, string[]>();
  for (const { id, needs } of model.nodes) {
    for (const { members } of needs) {
      for (const member of members) {
        const known = dependants.get(member);
        if (known === undefined) dependants.set(member, [id]);
        else known.push(id);
      }
    }
  }
  return closure(struck, dependants);
}

/** Nodes whose fall can reach one of those given: these, and all that they need, near or far. */
export function withSuppliers(model: Model, nodes: Iterable<string>): ReadonlySet<string> {
  return closure(nodes, new Map(model.nodes.map(({ id, needs }) => [id, needs.flatMap(({ members }) => members)])));
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
