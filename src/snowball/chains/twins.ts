/**
 * Twins: nodes alike in kind, needs, dependants, in whether they lose and start again, and in what strikes them; and threats of one
 * discipline that strike the same, twins counting as one.
 *
 * The coarsest such classes: all that is told apart is told apart by something that differs, not by a name.
 */
import type { Model, ModelNode, NeedGroup } from '../../model/model.ts';

export interface Twins {
  /** The class of a node or a threat: the first of its twins in order of id. A name that is none stands for itself. */
  node(id: string): string;
  threat(id: string): string;
}

/** Classes of equal words: the first name with them. */
function classes(words: ReadonlyMap<string, string>): Map<string, string> {
  const first = new Map<string, string>();
  const found = new Map<string, string>();
  for (const id of [...words.keys()].toSorted()) {
    const word = words.get(id) ?? '';
    if (!first.has(word)) first.set(word, id);
    found.set(id, first.get(word) ?? id);
  }
  return found;
}

const needWords = ({ kind, k, members, weights, switchover, buffer, fallback }: NeedGroup): string =>
  JSON.stringify([
    kind,
    k,
    members.toSorted(),
    weights,
    switchover !== undefined,
    buffer !== undefined,
    fallback !== undefined,
  ]);

function ownWords({ kind, needs, loss, restart, blackStart }: ModelNode, dependants: readonly string[]): string {
  return JSON.stringify([
    kind,
    needs.map(needWords).toSorted(),
    dependants,
    loss.length > 0,
    restart !== undefined,
    blackStart !== undefined,
  ]);
}

/** Twins of a model. */
export function twinsOf({ nodes, threats, controls }: Pick<Model, 'nodes' | 'threats' | 'controls'>): Twins {
  const dependants = new Map<string, Set<string>>(nodes.map(({ id }) => [id, new Set()]));
  for (const { id, needs } of nodes) {
    for (const { members } of needs) for (const member of members) dependants.get(member)?.add(id);
  }
  const isControl = new Set(controls.map(({ id }) => id));
  const words = new Map(
    nodes.map((node) => {
      const own = ownWords(node, [...(dependants.get(node.id) ?? [])].toSorted());
      // A control is against something of its own.
      return [node.id, isControl.has(node.id) ? `${node.id} ${own}` : own];
    }),
  );
  let ofNodes = classes(words);
  let ofThreats = new Map<string, string>();
  for (let count = 0; ;) {
    const struck = (id: string): string => ofNodes.get(id) ?? id;
    ofThreats = classes(
      new Map(
        threats.map(({ id, discipline, affects }) => [
          id,
          affects.length === 0
            ? id
            : JSON.stringify([discipline, [...new Set(affects.map(({ node }) => struck(node)))].toSorted()]),
        ]),
      ),
    );
    // By threat, not by class: who is struck by two of a class is no twin of who is struck by one.
    const strikers = new Map<string, string[]>();
    for (const { id, affects } of threats) {
      for (const node of new Set(affects.map((effect) => effect.node))) {
        strikers.set(node, [...(strikers.get(node) ?? []), ofThreats.get(id) ?? id]);
      }
    }
    const finer = new Map(
      nodes.map(({ id }) => [id, JSON.stringify([ofNodes.get(id), (strikers.get(id) ?? []).toSorted()])]),
    );
    ofNodes = classes(finer);
    const now = new Set(ofNodes.values()).size + new Set(ofThreats.values()).size;
    if (now === count) break;
    count = now;
  }
  return { node: (id) => ofNodes.get(id) ?? id, threat: (id) => ofThreats.get(id) ?? id };
}
