/** Values of indices over a trial, but for what states make of them: DESIGN drivers D6 and D7. */
import type { Distribution } from '../../../../src/sim/distributions/distribution-of.ts';
import { PURPOSE } from '../../../../src/sim/kernel/ground/purposes.ts';
import { normalCdf, normalQuantile, normalQuantileWord } from '../../../../src/sim/random/normal.ts';
import type { Chance } from '../chance.ts';
import { range } from '../plain.ts';
import type { Matrix } from './matrix.ts';
import { inverseOf, isPositiveDefinite, nearestCorrelation, part, rootOf, times } from './matrix.ts';
import type { PlainDrivers } from './plain.ts';

export interface Indices {
  /** Hours at which steps begin. */
  readonly steps: readonly number[];
  /** The value of an index, by the values that indices are held at; a held one has that value. */
  value(index: number, hour: number, held: ReadonlyMap<number, number>): number;
}

/** Indices that correlations join, by number, in order of id. */
interface Group {
  readonly members: readonly number[];
  readonly correlations: Matrix;
}

export function indicesOf(plain: PlainDrivers, chance: Chance, trial: number, horizonHours: number): Indices {
  const { indices, drivers } = plain;
  const step = drivers.indexStepHours;
  const steps = indices.length === 0 ? [0] : range(0, Math.ceil(horizonHours / step - 1e-9)).map((k) => k * step);
  const groups = groupsOf(plain, chance);
  const paths = groups.map((group) => pathOf(group));

  const numberOf = (hour: number): number => steps.findLastIndex((from) => from <= hour);

  /** Normal scores of a group at each step. */
  function pathOf({ members, correlations }: Group): number[][] {
    const root = rootOf(correlations);
    const stepOf = (k: number): number[] =>
      times(
        root,
        members.map((member) => normalQuantileWord(chance.at(indices[member]!.drawLabel, trial, k, PURPOSE.step)[0]!)),
      );
    const { persists, drawLabel } = indices[members[0]!]!;
    const a =
      persists === 'forever'
        ? 1
        : Math.exp(-step / chance.ofWorld({ quantity: persists, path: `${drawLabel}.persists` }));
    const known = new Map<number, number>();
    for (const member of members) {
      const { now } = indices[member]!;
      if (now !== null) known.set(member, now);
    }
    const path = [given({ members, correlations }, stepOf(0), known)];
    for (const k of range(1, steps.length)) {
      const new_ = persists === 'forever' ? members.map(() => 0) : stepOf(k);
      path.push(path[k - 1]!.map((z, i) => a * z + Math.sqrt(1 - a * a) * new_[i]!));
    }
    return path;
  }

  /** The scores of a group, where some of its indices have known values. */
  function given(
    { members, correlations }: Group,
    z: readonly number[],
    values: ReadonlyMap<number, number>,
  ): number[] {
    const held = range(0, members.length).filter((i) => values.has(members[i]!));
    if (held.length === 0) return [...z];
    const wanted = held.map((i) => scoreOf(plain.laws[members[i]!]!, values.get(members[i]!)!, z[i]!));
    const shift = times(
      inverseOf(part(correlations, held, held)),
      held.map((i, place) => wanted[place]! - z[i]!),
    );
    return z.map((own, i) => {
      const place = held.indexOf(i);
      return place >= 0 ? wanted[place]! : own + times(part(correlations, [i], held), shift)[0]!;
    });
  }

  return {
    steps,
    value: (index, hour, held) => {
      const known = held.get(index);
      if (known !== undefined) return known;
      const group = groups.findIndex(({ members }) => members.includes(index));
      const { members } = groups[group]!;
      const { now, persists } = indices[index]!;
      const isFirst = persists === 'forever' || numberOf(hour) === 0;
      // Known at the start, and nobody of its group is held.
      if (now !== null && isFirst && !members.some((member) => held.has(member))) return now;
      const scores = given(groups[group]!, paths[group]![numberOf(hour)]!, held);
      return plain.laws[index]!.quantile(normalCdf(scores[members.indexOf(index)]!));
    },
  };
}

/** The score that a value of an index has; of a law with jumps the same quantile within the value's band. */
function scoreOf(law: Distribution, value: number, z: number): number {
  const below = law.cdf(value * (1 - 1e-12));
  const at = law.cdf(value);
  return normalQuantile(at - below > 1e-9 ? below + normalCdf(z) * (at - below) : at);
}

function groupsOf({ indices, drivers }: PlainDrivers, chance: Chance): Group[] {
  const numberOf = (id: string): number => indices.findIndex((index) => index.id === id);
  const joined = indices.map(() => indices.map(() => 0));
  for (const { between, sign, size } of drivers.correlations) {
    const [a, b] = between;
    const correlation = sign * chance.ofWorld({ quantity: size, path: `correlations.${a}.${b}` });
    joined[numberOf(a)]![numberOf(b)] = correlation;
    joined[numberOf(b)]![numberOf(a)] = correlation;
  }
  const isJoined = (a: number, b: number): boolean =>
    drivers.correlations.some(
      ({ between: [x, y] }) => (numberOf(x) === a && numberOf(y) === b) || (numberOf(x) === b && numberOf(y) === a),
    );
  const groups: Group[] = [];
  for (const first of indices.keys()) {
    if (groups.some(({ members }) => members.includes(first))) continue;
    const members = new Set([first]);
    for (const member of members) for (const other of indices.keys()) if (isJoined(member, other)) members.add(other);
    const inOrder = [...members].toSorted((a, b) => a - b);
    const stated = inOrder.map((i) => inOrder.map((j) => (i === j ? 1 : joined[i]![j]!)));
    groups.push({ members: inOrder, correlations: isPositiveDefinite(stated) ? stated : nearestCorrelation(stated) });
  }
  return groups;
}
