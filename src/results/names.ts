/** How people call nodes, controls and threats: by their labels. */
import type { Labels } from './document-head.ts';

const DRIVER_ROOT = /^driver:([^=]+)=(.+)$/;

/** A root cause in words: the state of a driver, `driver:conflict=war`, is `conflict: war`; other ids stay. */
export const rootWords = (id: string): string => id.replace(DRIVER_ROOT, '$1: $2');

/** Names by id, of those that have a label. */
export interface Names {
  readonly nodes: ReadonlyMap<string, string>;
  readonly threats: ReadonlyMap<string, string>;
}

/** Names of which none stands for two things: where labels are alike, or like an id, the id stands beside. */
export function namesOf(labels: Labels | undefined): Names {
  const both = [labels?.nodes ?? {}, labels?.threats ?? {}];
  const all = both.flatMap((each) => Object.values(each));
  const ids = new Set(both.flatMap((each) => Object.keys(each)));
  const isAmbiguous = (label: string): boolean => ids.has(label) || all.filter((other) => other === label).length > 1;
  const named = (each: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
    new Map(Object.entries(each).map(([id, label]) => [id, isAmbiguous(label) ? `${label} (${id})` : label]));
  return { nodes: named(labels?.nodes ?? {}), threats: named(labels?.threats ?? {}) };
}
