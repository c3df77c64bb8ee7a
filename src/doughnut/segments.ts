/** Segments of the spend: to which each control belongs. */
import { goalNodes } from '../model/goal-nodes.ts';
import type { Control, Model } from '../model/model.ts';
import type { Grouping } from './rings/segments.ts';

/** What segments may be made by. */
export const SEGMENTATIONS = ['discipline', 'risk', 'goal', 'owner'] as const;
export type Segmentation = (typeof SEGMENTATIONS)[number];

/** Of controls for several. */
const SHARED = 'shared';
/** Of controls of which the file does not say it. */
const OTHER = 'other';

const one = (of: ReadonlySet<string>): string => (of.size === 0 ? OTHER : of.size === 1 ? [...of][0]! : SHARED);

/** Nodes that need each node, directly. */
function dependants({ nodes }: Model): ReadonlyMap<string, readonly string[]> {
  const of = new Map<string, string[]>();
  for (const { id, needs } of nodes) {
    for (const member of needs.flatMap(({ members }) => members)) of.set(member, [...(of.get(member) ?? []), id]);
  }
  return of;
}

/** Goals that fall with what the threats of a control strike. */
function goalOf(model: Model): (control: Control) => string {
  const goals = new Set(goalNodes(model).map(({ id }) => id));
  const above = dependants(model);
  return ({ against, id }) => {
    const struck = against.flatMap(
      ({ threat, nodes }) =>
        nodes ?? model.threats.find((each) => each.id === threat)?.affects.map(({ node }) => node) ?? [],
    );
    const reached = new Set<string>();
    const open = [id, ...struck];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (reached.has(node)) continue;
      reached.add(node);
      open.push(...(above.get(node) ?? []));
    }
    return one(new Set([...reached].filter((node) => goals.has(node))));
  };
}

/** The segment of each control, in order of id: `shared` for several, `other` where the file does not say. */
export function groupingOf(model: Model, by: Segmentation): Grouping {
  const ownerOf = new Map(model.nodes.map(({ id, owner }) => [id, owner]));
  const goal = by === 'goal' ? goalOf(model) : null;
  return model.controls.map((control) => {
    switch (by) {
      case 'discipline':
        return control.discipline ?? OTHER;
      case 'owner':
        return ownerOf.get(control.id) ?? OTHER;
      case 'risk':
        return one(new Set(control.against.map(({ threat }) => threat)));
      case 'goal':
        return goal!(control);
    }
  });
}
