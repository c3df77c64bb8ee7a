/** Which levels of a model's controls touch what a snowball is made at. */
import type { Control, Level, Model } from '../../model/model.ts';
import type { MadeHere } from '../../results/snowball-document.ts';

/** What a place is made of: nodes, and threats or common causes by their id. */
type Place = Pick<MadeHere, 'id' | 'kind' | 'members'>;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether the model says something else of a place, or of what strikes it, under another selection. */
function saysOther(before: Model, after: Model, { id, kind, members }: Place): boolean {
  const inside = new Set(members);
  const partsOf = ({ nodes, threats, commonCauses }: Model): unknown => [
    nodes.filter((node) => inside.has(node.id)),
    threats
      .filter((threat) => threat.id === id || threat.affects.some(({ node }) => inside.has(node)))
      .map((threat) => ({ ...threat, affects: threat.affects.filter(({ node }) => inside.has(node)) })),
    kind === 'commonCause' ? commonCauses.filter((common) => common.id === id) : [],
  ];
  return !isSame(partsOf(before), partsOf(after));
}

/** Whether a level does something about effects on a place: it prevents, deters, contains or repairs them. */
function actsOn(model: Model, { against }: Control, level: Level, { id, kind, members }: Place): boolean {
  const acts = [level.prevent, level.deter, level.contain, level.recover].some((verb) => verb !== undefined);
  if (!acts) return false;
  const inside = new Set(members);
  const threats = new Map(model.threats.map((threat) => [threat.id, threat]));
  return against.some(({ threat, nodes }) => {
    if (kind === 'threat' && threat === id) return true;
    const struck = threats.get(threat)?.affects.map(({ node }) => node) ?? [];
    return struck.some((node) => inside.has(node) && (nodes === null || nodes.includes(node)));
  });
}

/** Whether a control is one of the places, or whether one of them needs it. */
function isPartOf(model: Model, control: Control, { members }: Place): boolean {
  if (members.includes(control.id)) return true;
  return model.nodes.some(
    (node) => members.includes(node.id) && node.needs.some((need) => need.members.includes(control.id)),
  );
}

/**
 * Whether another level of a control touches a place: the control is it or is needed by it, either level acts on what strikes it, or
 * the model says something else of it.
 *
 * @param before The model as it stands.
 * @param after The model with the other level in force.
 */
export function touches(before: Model, after: Model, control: Control, level: Level, place: Place): boolean {
  const inForce = control.levels.find(({ id }) => id === control.level);
  const levels = [level, ...(inForce === undefined ? [] : [inForce])];
  return (
    (level.capacity !== inForce?.capacity && isPartOf(before, control, place)) ||
    levels.some((one) => actsOn(before, control, one, place)) ||
    saysOther(before, after, place)
  );
}
