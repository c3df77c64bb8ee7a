/** Loops of a directed graph: strongly connected components of two nodes or more. */

export interface Loops {
  /** Number of the loop that contains each node, -1 for none. Loops are numbered in order of their first node. */
  readonly loop: Int32Array;
  /** Place of each node in an order in which everything it leads to comes before it; nodes of one loop are adjacent. */
  readonly rank: Int32Array;
}

/**
 * Loops, and an order of the nodes.
 *
 * @param starts Offsets of the edges of each node. Shape [nodes + 1].
 * @param targets Where the edges lead. Shape [edges].
 * @see Tarjan (1972), Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 146-160; without recursion,
 *   since a supply chain can be longer than the call stack is deep.
 */
export function loopsOf(starts: Int32Array, targets: Int32Array): Loops {
  const nodes = starts.length - 1;
  const order = new Int32Array(nodes).fill(-1);
  const lowest = new Int32Array(nodes);
  const component = new Int32Array(nodes).fill(-1);
  const rank = new Int32Array(nodes);
  let ranked = 0;
  const size: number[] = [];
  /** Next edge to follow. */
  const next = starts.slice(0, nodes);
  const open = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  let visited = 0;
  let openNodes = 0;
  let depth = 0;

  function visit(node: number): void {
    order[node] = lowest[node] = visited++;
    open[openNodes++] = node;
    path[depth++] = node;
  }

  /** Closes the component whose root is the node: everything opened since. */
  function close(root: number): void {
    let members = 0;
    for (let member = -1; member !== root; members++) {
      member = open[--openNodes]!;
      component[member] = size.length;
      rank[member] = ranked++;
    }
    size.push(members);
  }

  for (let root = 0; root < nodes; root++) {
    if (order[root]! >= 0) continue;
    visit(root);
    while (depth > 0) {
      const node = path[depth - 1]!;
      if (next[node]! < starts[node + 1]!) {
        const target = targets[next[node]!++]!;
        if (order[target]! < 0) visit(target);
        else if (component[target]! < 0) lowest[node] = Math.min(lowest[node]!, order[target]!);
        continue;
      }
      depth--;
      if (lowest[node] === order[node]) close(node);
      if (depth > 0) {
        const parent = path[depth - 1]!;
        lowest[parent] = Math.min(lowest[parent]!, lowest[node]!);
      }
    }
  }

  const loop = new Int32Array(nodes);
  const numbers = new Map<number, number>();
  for (let node = 0; node < nodes; node++) {
    const c = component[node]!;
    if (size[c]! < 2) {
      loop[node] = -1;
      continue;
    }
    if (!numbers.has(c)) numbers.set(c, numbers.size);
    loop[node] = numbers.get(c)!;
  }
  return { loop, rank };
}
