/** Joins the values of several files into one, whatever their order. */
import type { Place, Problem } from '../model/problem.ts';
import type { LoadedFile } from './loaded-files.ts';
import { placeOf } from './yaml-file.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Definition {
  readonly file: LoadedFile;
  readonly value: unknown;
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function keyPlace({ yaml, find }: LoadedFile, path: readonly string[]): Place {
  const { key, value } = find(path).found;
  const node = key ?? value;
  return node === null ? yaml.place(0, 0) : placeOf(yaml, node);
}

/** Everything defined under each name, by name. */
function definitions(parts: readonly Definition[]): Map<string, Definition[]> {
  const byName = new Map<string, Definition[]>();
  for (const { file, value } of parts) {
    if (!isFields(value)) continue;
    for (const [name, own] of Object.entries(value)) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [{ file, value: own }]);
      else known.push({ file, value: own });
    }
  }
  return byName;
}

function twice(path: readonly string[], first: LoadedFile, second: LoadedFile): Problem {
  const { file, line, column } = keyPlace(first, path);
  return {
    code: 'twice',
    message: `\`${path.join('.')}\` is defined in two files, the other at ${file}:${line}:${column}`,
    remedy: 'remove or rename one of the two',
    place: keyPlace(second, path),
  };
}

/** Whether two values are the same, in the same order. */
const saysTheSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** For each file the files that it includes, and those that they include. */
function makeIncludedBy(files: readonly LoadedFile[]): (upper: LoadedFile, lower: LoadedFile) => boolean {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Map<LoadedFile, Set<string>>();
  const reach = (file: LoadedFile): Set<string> => {
    const known = reached.get(file);
    if (known !== undefined) return known;
    const all = new Set<string>();
    reached.set(file, all);
    for (const path of file.includes) {
      all.add(path);
      const next = byPath.get(path);
      if (next !== undefined) for (const further of reach(next)) all.add(further);
    }
    return all;
  };
  return (upper, lower) => reach(upper).has(lower.path);
}

/**
 * Joins files: top-level maps key by key; for plain values at the top, the including file's wins. Two definitions that say the
 * same are one; two conflicting ones are a problem at the later one.
 */
export function joinedValue(files: readonly LoadedFile[], problems: Problem[]): Fields {
  const includes = makeIncludedBy(files);
  const joined = Object.create(null) as Record<string, unknown>;
  const roots = files.map((file): Definition => ({ file, value: file.value }));
  for (const [section, all] of definitions(roots)) {
    if (section === 'include') continue;
    const filled = all.filter(({ value }) => value !== null);
    const [first, ...others] = filled;
    if (first === undefined || others.length === 0) {
      joined[section] = first?.value ?? null;
    } else if (filled.every(({ value }) => isFields(value))) {
      const fields = Object.create(null) as Record<string, unknown>;
      for (const [name, [one, ...more]] of definitions(filled)) {
        fields[name] = one?.value;
        for (const other of more.filter(({ value }) => !saysTheSame(value, one?.value)))
          if (one !== undefined) problems.push(twice([section, name], one.file, other.file));
      }
      joined[section] = fields;
    } else if (filled.every(({ value }) => typeof value !== 'object')) {
      const highest = filled.filter(({ file }) => !filled.some((other) => includes(other.file, file)));
      const [winner, ...rivals] = highest;
      joined[section] = winner?.value;
      for (const rival of rivals) {
        if (winner !== undefined && rival.value !== winner.value)
          problems.push(twice([section], winner.file, rival.file));
      }
    } else {
      joined[section] = first.value;
      for (const other of others) problems.push(twice([section], first.file, other.file));
    }
  }
  return joined;
}
