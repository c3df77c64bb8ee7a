/** What a page says of the model itself, beside what was found in it. */
import type { Model } from '../model/model.ts';

export interface ReportNode {
  readonly id: string;
  readonly kind: Model['nodes'][number]['kind'];
  readonly owner: string | null;
  readonly goal: string | null;
  /** Hours; null where none is stated. */
  readonly mtpd: number | null;
  readonly rto: number | null;
  /** Capacity that must be kept, 0..1; null without a tolerance. */
  readonly mbco: number | null;
}

/** A dependency: `to` needs `from`. */
export interface ReportEdge {
  readonly from: string;
  readonly to: string;
}

export interface ReportModel {
  /** By id. */
  readonly nodes: readonly ReportNode[];
  /** Each pair once, by `from`, then `to`. */
  readonly edges: readonly ReportEdge[];
  /** Nodes that threats strike. */
  readonly struck: readonly string[];
  readonly evidence: Model['evidence'];
  readonly sources: Model['sources'];
  /** What the model takes for granted, a sentence each. */
  readonly assumptions: readonly string[];
  /** Who answers for a limit, and until when it stands, by its id; null where it is not stated. */
  readonly limits: readonly { readonly id: string; readonly owner: string | null; readonly review: string | null }[];
  readonly accepted: Model['accepted'];
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function edgesOf({ nodes }: Model): ReportEdge[] {
  const pairs = new Map<string, ReportEdge>();
  for (const { id, needs } of nodes) {
    for (const from of needs.flatMap(({ members }) => members)) pairs.set(`${from} ${id}`, { from, to: id });
  }
  return [...pairs.values()].toSorted((a, b) => byText(a.from, b.from) || byText(a.to, b.to));
}

/** @param assumptions Sentences on what the model takes for granted. */
export function reportModel(model: Model, assumptions: readonly string[]): ReportModel {
  const { nodes, threats, evidence, sources, limits, accepted } = model;
  return {
    nodes: nodes.map(({ id, kind, owner, goal, tolerance }) => ({
      id,
      kind,
      owner,
      goal,
      mtpd: tolerance?.mtpd ?? null,
      rto: tolerance?.rto ?? null,
      mbco: tolerance?.mbco ?? null,
    })),
    edges: edgesOf(model),
    struck: [...new Set(threats.flatMap(({ affects }) => affects.map(({ node }) => node)))].toSorted(byText),
    evidence,
    sources,
    assumptions,
    limits: limits.map(({ id, owner, review }) => ({ id, owner, review })),
    accepted,
  };
}
