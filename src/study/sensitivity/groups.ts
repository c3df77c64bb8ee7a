/** Inputs put together: by who said them, by what they are, by what they belong to. */
import type { Quantity } from '../../model/quantity.ts';
import type { Factor, WorldInput } from './inputs.ts';

/** What inputs can be put together by. */
export const GROUPINGS = ['source', 'kind', 'driver', 'node', 'threat', 'control'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Kinds of inputs by their paths: the first that fits. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^drivers\..*\.while\./, 'what drivers make of it'],
  [/^controls\./, 'how well controls work'],
  [/\.occurs$/, 'how often'],
  [/\.(outage|restart|buffer|refill|switchover|blackStart|lasts|delay|persists)\b/, 'how long'],
  [/(^inputs\.|\.loss\.|\.cost\b)/, 'how much'],
  [/(\.chance$|\.beta$|^correlations\.)/, 'what comes together'],
];

const BELONGS: Readonly<Record<Exclude<Grouping, 'source' | 'kind'>, RegExp>> = {
  driver: /^drivers\.([^.]+)/,
  node: /(?:^nodes|\.affects)\.([^.]+)/,
  threat: /^threats\.([^.]+)/,
  control: /^controls\.([^.]+)/,
};

function groupOf(id: string, by: Grouping, stated: ReadonlyMap<string, Quantity>): string {
  if (by === 'kind') return KINDS.find(([pattern]) => pattern.test(id))?.[1] ?? 'how far';
  if (by !== 'source') return BELONGS[by].exec(id)?.[1] ?? `no ${by}`;
  const quantity = stated.get(id);
  if (quantity === undefined) return 'evidence of controls';
  return quantity.sources.length === 0 ? 'no source' : quantity.sources.toSorted().join(', ');
}

/** Groups of inputs, in order of name; each input belongs to one. */
export function groupsOf(
  inputs: readonly WorldInput[],
  by: Grouping,
  stated: ReadonlyMap<string, Quantity>,
): readonly Factor[] {
  const groups = new Map<string, WorldInput[]>();
  for (const input of inputs) {
    const id = groupOf(input.id, by, stated);
    groups.set(id, [...(groups.get(id) ?? []), input]);
  }
  return [...groups].map(([id, of]): Factor => ({ id, inputs: of })).toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
