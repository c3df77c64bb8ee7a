/** What one threat, node or control of a model has to do with: whatever a page about it must show. */
import type { Model } from './model.ts';

export interface EvidenceSubject {
  readonly kind: 'threat' | 'node' | 'control';
  readonly id: string;
  readonly label: string;
  /** Ids, it among them, sorted. */
  readonly threats: readonly string[];
  readonly nodes: readonly string[];
  readonly controls: readonly string[];
  /** Nodes that need it. */
  readonly dependants: readonly string[];
}

const sorted = (ids: Iterable<string>): readonly string[] => [...new Set(ids)].toSorted();

/** Controls that are against any of the threats. */
const against = ({ controls }: Model, threats: readonly string[]): string[] =>
  controls.filter((control) => control.against.some(({ threat }) => threats.includes(threat))).map(({ id }) => id);

const needing = ({ nodes }: Model, id: string): string[] =>
  nodes.filter(({ needs }) => needs.some(({ members }) => members.includes(id))).map((node) => node.id);

/** The subject of an id; null where the model has none. A control before the node of the same id. */
export function evidenceSubject(model: Model, id: string): EvidenceSubject | null {
  const threat = model.threats.find((each) => each.id === id);
  if (threat !== undefined) {
    const nodes = sorted(threat.affects.map(({ node }) => node));
    const controls = sorted(against(model, [id]));
    return { kind: 'threat', id, label: threat.label, threats: [id], nodes, controls, dependants: [] };
  }
  const control = model.controls.find((each) => each.id === id);
  if (control !== undefined) {
    const threats = sorted(control.against.map((each) => each.threat));
    const dependants = sorted(needing(model, id));
    return { kind: 'control', id, label: control.label, threats, nodes: dependants, controls: [id], dependants };
  }
  const node = model.nodes.find((each) => each.id === id);
  if (node === undefined) return null;
  const threats = sorted(
    model.threats.filter(({ affects }) => affects.some((each) => each.node === id)).map((each) => each.id),
  );
  const needs = node.needs.flatMap(({ members }) => members);
  const isControl = (each: string): boolean => model.controls.some((own) => own.id === each);
  return {
    kind: 'node',
    id,
    label: node.label,
    threats,
    nodes: sorted([id, ...needs.filter((each) => !isControl(each))]),
    controls: sorted([...against(model, threats), ...needs.filter(isControl)]),
    dependants: sorted(needing(model, id)),
  };
}
