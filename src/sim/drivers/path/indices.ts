/**
 * Indices of a trial: stationary AR(1)s that are standard normal at each step, joined by correlations, and what follows
 * where some are held or known at the start.
 *
 * The indices of a group move at one pace: z(k) = a z(k - 1) + (1 - a^2)^(1/2) e(k), e = R^(1/2) n with independent n,
 * has the correlations R a^|k - l|. Given held ones H, the others O are z + R_OH R_HH^-1 (z_H* - z_H): exactly their law
 * given these (conditioning by kriging).
 *
 * @see Journel & Huijbregts (1978), Mining Geostatistics, section VII.A.1.
 */
import type { Draws } from '../../random/draws.ts';
import { exp } from '../../random/elementary.ts';
import { normalCdf, normalQuantile, normalQuantileWord } from '../../random/normal.ts';
import type { SamplerTable } from '../../distributions/sampler.ts';
import { PURPOSE } from '../../kernel/ground/purposes.ts';
import type { DriverTables } from '../tables.ts';
import { makeLaws } from './laws.ts';
import { isPositiveDefinite, nearestCorrelations, solve, symmetricRoot } from './matrices.ts';

export interface Indices {
  /** A world's correlations, paces and laws. */
  enter(): void;
  /** Takes a step of a trial: 0 begins it. */
  step(world: number, trial: number, step: number): void;
  /** An index is held from now on, by the number of its hold; -1: no more. */
  hold(index: number, hold: number): void;
  /** Forgets all holds. */
  release(): void;
  /** Works values out after steps and holds. */
  look(): void;
  /** Values, held ones too, before anything scales them. Shape [indices]. */
  readonly value: Float64Array;
  /** The hold in force of each index, -1 for none. Shape [indices]. */
  readonly held: Int32Array;
  /** Whether some group moves after its first step. */
  readonly move: boolean;
  /** 1 where the correlations of the world clash, so that the nearest take their place. */
  readonly clashes: () => boolean;
}

/** A band narrower than this is a point. */
const POINT = 1e-9;

/** A correlated group. */
interface Group {
  readonly members: readonly number[];
  readonly persistsSlot: number;
  /** Of the world: correlations and their root, row by row. */
  correlations: Float64Array;
  root: Float64Array;
  /** Shares of the last step's z, and of the new draw. */
  kept: number;
  fresh: number;
}

export function makeIndices(tables: DriverTables, samplers: SamplerTable, slots: Float64Array, draws: Draws): Indices {
  const { groupStart, groupIndex, groupPersistsSlot, indexStream, indexGroup, indexNow, stepHours } = tables;
  const { correlationA, correlationB, correlationSlot, holds, holdIndex, holdValue } = tables;
  const count = indexStream.length;
  const laws = makeLaws(tables, samplers, slots);
  const z = new Float64Array(count);
  const normal = new Float64Array(count);
  const value = new Float64Array(count);
  const held = new Int32Array(count).fill(-1);
  /** 1 while an index has the value known at the start. */
  const asKnown = new Uint8Array(count);
  const place = new Int32Array(count);
  const groups: Group[] = Array.from(groupPersistsSlot, (persistsSlot, g) => {
    const members = Array.from(groupIndex.subarray(groupStart[g], groupStart[g + 1]));
    members.forEach((index, at) => {
      place[index] = at;
    });
    const empty = new Float64Array(0);
    return { members, persistsSlot, correlations: empty, root: empty, kept: 1, fresh: 0 };
  });
  // Bands of the values known at the start, and of holds
  const nowBand: (readonly [number, number])[] = [];
  const holdBand: (readonly [number, number])[] = [];
  let clash = false;

  function correlationsOf({ members }: Group, g: number): Float64Array {
    const n = members.length;
    const matrix = new Float64Array(n * n);
    for (let i = 0; i < n; i++) matrix[i * n + i] = 1;
    correlationSlot.forEach((slot, c) => {
      if (indexGroup[correlationA[c]!] !== g) return;
      const [i, j] = [place[correlationA[c]!]!, place[correlationB[c]!]!];
      matrix[i * n + j] = slots[slot]!;
      matrix[j * n + i] = slots[slot]!;
    });
    if (n < 2 || isPositiveDefinite(matrix, n)) return matrix;
    clash = true;
    return nearestCorrelations(matrix, n);
  }

  /** The normal quantile that an index has with a value: the same quantile within its band, where it has one. */
  function within([low, high]: readonly [number, number], own: number): number {
    if (high - low < POINT) return (low + high) / 2;
    const from = normalCdf(low);
    return normalQuantile(from + normalCdf(own) * (normalCdf(high) - from));
  }

  /**
   * Moves the z of a group to those given the members that have one of their own.
   *
   * @param given NaN for members without. Shape [members].
   * @param to Written.
   */
  function condition({ members, correlations }: Group, given: Float64Array, to: Float64Array): void {
    const n = members.length;
    const known = members.flatMap((_, i) => (Number.isNaN(given[i]) ? [] : [i]));
    const m = known.length;
    const shift = Float64Array.from(known, (i) => given[i]! - z[members[i]!]!);
    const among = new Float64Array(m * m);
    known.forEach((i, a) => known.forEach((j, b) => (among[a * m + b] = correlations[i * n + j]!)));
    solve(among, shift, m);
    members.forEach((index, i) => {
      let sum = z[index]!;
      known.forEach((j, a) => (sum += correlations[i * n + j]! * shift[a]!));
      to[index] = Number.isNaN(given[i]) ? sum : given[i]!;
    });
  }

  /** The z of indices known at the start, and of the others given these. */
  function know(group: Group): void {
    const given = Float64Array.from(group.members, (index) =>
      Number.isNaN(indexNow[index]) ? NaN : within(nowBand[index]!, z[index]!),
    );
    if (given.some((one) => !Number.isNaN(one))) condition(group, given, z);
  }

  const beside = new Float64Array(count);
  function lookAt(group: Group): void {
    const given = Float64Array.from(group.members, (index) =>
      held[index]! < 0 ? NaN : within(holdBand[held[index]!]!, z[index]!),
    );
    condition(group, given, beside);
    for (const index of group.members) {
      const hold = held[index]!;
      value[index] = hold < 0 ? laws.valueAt(index, beside[index]!) : holdValue[hold]!;
    }
  }

  return {
    value,
    held,
    move: Array.from(groupPersistsSlot).some((slot) => slot >= 0),
    clashes: () => clash,
    enter: () => {
      clash = false;
      groups.forEach((group, g) => {
        group.correlations = correlationsOf(group, g);
        group.root = symmetricRoot(group.correlations, group.members.length);
        group.kept = group.persistsSlot < 0 ? 1 : exp(-stepHours / slots[group.persistsSlot]!);
        group.fresh = Math.sqrt(1 - group.kept * group.kept);
      });
      for (let index = 0; index < count; index++) {
        if (!Number.isNaN(indexNow[index])) nowBand[index] = laws.bandOf(index, indexNow[index]!);
      }
      for (let h = 0; h < holds[0]!; h++) {
        if (holdIndex[h]! >= 0) holdBand[h] = laws.bandOf(holdIndex[h]!, holdValue[h]!);
      }
    },
    step: (world, trial, step) => {
      for (const group of groups) {
        const { members, root, kept, fresh } = group;
        if (step > 0 && group.persistsSlot < 0) continue;
        for (const index of members) {
          draws.at(indexStream[index]!, world, trial, step, PURPOSE.step);
          normal[index] = normalQuantileWord(draws.word[0]!);
        }
        const n = members.length;
        for (let i = 0; i < n; i++) {
          let sum = 0;
          for (let j = 0; j < n; j++) sum += root[i * n + j]! * normal[members[j]!]!;
          const index = members[i]!;
          z[index] = step === 0 ? sum : kept * z[index]! + fresh * sum;
          asKnown[index] = step === 0 && !Number.isNaN(indexNow[index]) ? 1 : 0;
        }
        if (step === 0) know(group);
      }
    },
    hold: (index, hold) => {
      held[index] = hold;
    },
    release: () => held.fill(-1),
    look: () => {
      for (const group of groups) {
        if (group.members.some((index) => held[index]! >= 0)) {
          lookAt(group);
          continue;
        }
        // The value itself: by its quantile it would be off by rounding.
        for (const index of group.members) {
          value[index] = asKnown[index] === 1 ? indexNow[index]! : laws.valueAt(index, z[index]!);
        }
      }
    },
  };
}
