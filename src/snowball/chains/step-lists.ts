/** Lists of steps, each kept once: equal lists have equal numbers. */

/** A step on the way from a threat to a loss: those of `members` at once. */
export interface Step {
  /** `threat`: what struck (a threat, a shock, a node that was given, a control that was not bought). `group`: an `at least` group. */
  readonly kind: 'threat' | 'node' | 'group';
  /** Ids, sorted, each once; more than one: these coincided, or were down together. */
  readonly members: readonly string[];
  /** Of a group: the node that needs it, and its name. */
  readonly group: { readonly node: string; readonly name: string } | null;
}

export interface StepLists {
  /** The list with one more step at its end. 0 is the list without steps. */
  extended(list: number, step: Step): number;
  /** All but the last step. */
  before(list: number): number;
  /** Its steps, in order. */
  steps(list: number): readonly Step[];
  /** Numbers of the lists that it goes on from, the shortest first, itself last. */
  beginnings(list: number): readonly number[];
}

const keyOf = ({ kind, members, group }: Step): string =>
  `${kind} ${group === null ? '' : `${group.node} ${group.name}`} ${members.join(' ')}`;

export function makeStepLists(): StepLists {
  const last: (Step | null)[] = [null];
  const parent: number[] = [0];
  const known = new Map<string, number>();

  function beginnings(list: number): number[] {
    const found: number[] = [];
    for (let at = list; at > 0; at = parent[at] ?? 0) found.push(at);
    return found.reverse();
  }

  return {
    extended: (list, step) => {
      const key = `${list} ${keyOf(step)}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      known.set(key, last.length);
      parent.push(list);
      return last.push(step) - 1;
    },
    before: (list) => parent[list] ?? 0,
    steps: (list) => beginnings(list).flatMap((at) => last[at] ?? []),
    beginnings,
  };
}
