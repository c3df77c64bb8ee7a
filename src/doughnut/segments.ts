/** Segments of the spend: to which each control belongs. */
import { goalNodes } from '../model/goal-nodes.ts';
import type { Control, Model } from '../model/model.ts';
import type { Grouping } from './rings/segments.ts';
import { supplierTiers } from './supplier-tiers.ts';

/** What segments may be made by. */
export const SEGMENTATIONS = ['discipline', 'risk', 'goal', 'owner', 'tier'] as const;
export type Segmentation = (typeof SEGMENTATIONS)[number];

/** Of controls for several. */
export const SHARED = 'shared';
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

/** Nodes that the threats of a control strike, as far as it is against them. */
const struckBy = ({ threats }: Model, { against }: Control): string[] =>
  against.flatMap(
    ({ threat, nodes }) => nodes ?? threats.find(({ id }) => id === threat)?.affects.map(({ node }) => node) ?? [],
  );

/** The supplier tier of what a control protects: of the nodes that its threats strike; of its own place where they strike none. */
function tierOf(model: Model): (control: Control) => string {
  const tiers = supplierTiers(model);
  const name = (tier: number): string => (tier === 0 ? 'own' : `tier ${tier}`);
  const known = (ids: readonly string[]): string[] =>
    ids.flatMap((id) => (tiers.has(id) ? [name(tiers.get(id)!)] : []));
  return (control) => {
    const struck = struckBy(model, control);
    return one(new Set(known(struck.length > 0 ? struck : [control.id])));
  };
}

/** Goals that fall with what the threats of a control strike. */
function goalOf(model: Model): (control: Control) => string {
  const goals = new Set(goalNodes(model).map(({ id }) => id));
  const above = dependants(model);
  return (control) => {
    const reached = new Set<string>();
    const open = [control.id, ...struckBy(model, control)];
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
  const tier = by === 'tier' ? tierOf(model) : null;
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
      case 'tier':
        return tier!(control);
    }
  });
}
