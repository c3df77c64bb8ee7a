/** The order of everything compiled: by id, in plain code-unit order, so that no order in the file matters. */

/** Order of two texts by code units, the same in every locale. */
export function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The entities in order of id. */
export function sortedById<T extends { readonly id: string }>(entities: readonly T[]): readonly T[] {
  return entities.toSorted((a, b) => byCodeUnits(a.id, b.id));
}

/** Position of each entity of a sorted list by its id. */
export function positionsById(entities: readonly { readonly id: string }[]): ReadonlyMap<string, number> {
  return new Map(entities.map((entity, position) => [entity.id, position]));
}

/** Position of a name that the parser has resolved. @throws Error for one it has not. */
export function positionOf(positions: ReadonlyMap<string, number>, id: string): number {
  const position = positions.get(id);
  if (position === undefined) throw new Error(`nothing is called ${id}`);
  return position;
}
