/** Sets of nodes that may well be lost together, though nobody has registered that. */
import type { Model, ModelNode } from '../../model/model.ts';

/** What stands near each node, and how near. */
export interface Closeness {
  /** Weight of losing another node together with one, by number; 0 for itself. Shape [nodes] each. */
  readonly weights: readonly Float64Array[];
}

/** Of any two nodes, whatever lies between them. */
const ANY = 0.02;
/** Of two that stand at one place. */
const SAME_PLACE = 1;
/** Of two that rest on one supplier. */
const SAME_SUPPLIER = 1;

/** Steps from a node to all others, needs taken either way; -1 where there is no way. */
function stepsFrom(from: number, neighbours: readonly (readonly number[])[]): Int32Array {
  const steps = new Int32Array(neighbours.length).fill(-1);
  steps[from] = 0;
  let front = [from];
  for (let step = 1; front.length > 0; step++) {
    const next: number[] = [];
    for (const node of front) {
      for (const other of neighbours[node]!) {
        if (steps[other]! >= 0) continue;
        steps[other] = step;
        next.push(other);
      }
    }
    front = next;
  }
  return steps;
}

const suppliersOf = ({ needs }: ModelNode): readonly string[] => [...new Set(needs.flatMap(({ members }) => members))];

/**
 * How likely two nodes go together: 1 / steps^2 for the way between them along needs, 1 more at one place (the tag `place`), 1 more with a common
 * supplier, and a little for any two. What is not at a distance is not unthinkable, only less near.
 */
export function closenessOf({ nodes }: Model): Closeness {
  const numberOf = new Map(nodes.map(({ id }, number) => [id, number]));
  const suppliers = nodes.map((node) => suppliersOf(node).map((id) => numberOf.get(id)!));
  const neighbours: number[][] = nodes.map(() => []);
  suppliers.forEach((of, node) => {
    for (const supplier of of) {
      neighbours[node]!.push(supplier);
      neighbours[supplier]!.push(node);
    }
  });
  const weights = nodes.map((node, number) => {
    const own = new Set(suppliers[number]);
    const steps = stepsFrom(number, neighbours);
    return Float64Array.from(nodes, (other, at) => {
      if (at === number) return 0;
      const near = steps[at]! > 0 ? 1 / (steps[at]! * steps[at]!) : 0;
      const place = node.tags['place'] !== undefined && node.tags['place'] === other.tags['place'] ? SAME_PLACE : 0;
      const shared = suppliers[at]!.some((supplier) => own.has(supplier)) ? SAME_SUPPLIER : 0;
      return ANY + near + place + shared;
    });
  });
  return { weights };
}

/** The first place at which running sums of weights exceed a share of their sum. */
function drawn(weights: Float64Array, unit: number): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = unit * total;
  let last = -1;
  for (let at = 0; at < weights.length; at++) {
    if (weights[at]! <= 0) continue;
    last = at;
    left -= weights[at]!;
    if (left < 0) break;
  }
  return last;
}

/**
 * A set of so many nodes: the first by chance, each further one by its weights to those taken.
 *
 * @param unit Units in [0, 1), a new one at each call.
 * @returns Numbers, ascending; fewer where there are no more nodes.
 */
export function closeSet({ weights }: Closeness, size: number, unit: () => number): readonly number[] {
  const taken = [Math.min(weights.length - 1, Math.floor(unit() * weights.length))];
  while (taken.length < Math.min(size, weights.length)) {
    const sum = Float64Array.from(weights, (_, at) =>
      taken.includes(at) ? 0 : taken.reduce((total, node) => total + weights[node]![at]!, 0),
    );
    taken.push(drawn(sum, unit()));
  }
  return taken.toSorted((a, b) => a - b);
}
