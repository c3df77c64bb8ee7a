/** Steps by the names under which lists are merged: twins have one. */
import type { Step } from './step-lists.ts';
import type { Twins } from './twins.ts';

/** Names for merging: equal for steps that a person would call the same. */
export function stepName({ kind, members, group }: Step, twins: Twins): string {
  if (group !== null) return `group ${twins.node(group.node)} ${group.name}`;
  const classOf = kind === 'threat' ? twins.threat : twins.node;
  return `${kind} ${members
    .map((member) => classOf(member))
    .toSorted()
    .join(' & ')}`;
}
