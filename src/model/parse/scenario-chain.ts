/** Scenarios that extend others: what each of them adds up to. */
import { parsePath } from '../path.ts';
import type { SourcePath } from '../problem.ts';
import { type Fields, isFields } from './tree.ts';

/** A scenario and those that it extends, the farthest first; `broken`: where the chain leads nowhere or in a circle. */
export interface Chain {
  readonly names: readonly string[];
  readonly broken: { readonly at: string; readonly name: string; readonly isCircle: boolean } | null;
}

/** The scenarios that one consists of. */
export function chainOf(scenarios: Fields, name: string): Chain {
  const names = [name];
  for (let at = name; ;) {
    const fields = scenarios[at];
    const next = isFields(fields) ? fields['extends'] : undefined;
    if (typeof next !== 'string') return { names, broken: null };
    const isCircle = names.includes(next);
    if (isCircle || scenarios[next] === undefined) return { names, broken: { at, name: next, isCircle } };
    names.unshift(next);
    at = next;
  }
}

/** An entry of a map, and where it stands. */
export interface Placed {
  readonly key: string;
  readonly value: unknown;
  readonly path: SourcePath;
}

const sectionIn = (fields: unknown, key: string): Fields => {
  const value = isFields(fields) ? fields[key] : undefined;
  return isFields(value) ? value : {};
};

/** Whether one path is the other, or leads to what that is a part of. */
function covers(whole: string, part: string): boolean {
  const [outer, inner] = [parsePath(whole), parsePath(part)];
  if (outer === null || inner === null) return whole === part;
  return outer.length <= inner.length && outer.every((segment, i) => segment === inner[i]);
}

/** What the scenarios of a chain set; of one path, or of a whole and its parts, the last one's. */
export function settingsOfChain(scenarios: Fields, { names }: Chain): Placed[] {
  let found: Placed[] = [];
  for (const name of names) {
    const own = Object.entries(sectionIn(scenarios[name], 'set')).map(([key, value]): Placed => ({
      key,
      value,
      path: ['scenarios', name, 'set', key],
    }));
    found = [...found.filter(({ key }) => !own.some((one) => covers(one.key, key))), ...own];
  }
  return found;
}

/** What the scenarios of a chain do to a driver: all along, or by state (or value). */
export interface HeldDriver {
  readonly driver: string;
  readonly whole: Omit<Placed, 'key'> | null;
  readonly parts: readonly Placed[];
  readonly path: SourcePath;
}

/** What the scenarios of a chain hold: maps of one driver are joined, anything else is the last one's. */
export function holdsOfChain(scenarios: Fields, { names }: Chain): HeldDriver[] {
  const found = new Map<string, HeldDriver>();
  for (const name of names) {
    for (const [driver, value] of Object.entries(sectionIn(scenarios[name], 'holds'))) {
      const path = ['scenarios', name, 'holds', driver];
      const before = found.get(driver);
      if (!isFields(value)) found.set(driver, { driver, whole: { value, path }, parts: [], path });
      else {
        const own = Object.entries(value).map(([key, one]): Placed => ({ key, value: one, path: [...path, key] }));
        const kept = (before?.parts ?? []).filter(({ key }) => value[key] === undefined);
        found.set(driver, { driver, whole: null, parts: [...kept, ...own], path });
      }
    }
  }
  return [...found.values()];
}
