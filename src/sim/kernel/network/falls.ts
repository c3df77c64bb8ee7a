/**
 * Falls of the members of `any` and `at least`: the member whose fall last lowered the group's supply decides what
 * holds it down.
 *
 * A fall lowers the supply when the member stood above the supply as it is after the instant, and no longer does. Where
 * the group runs on some of its members, only those count.
 */
import type { CompiledModel } from '../ground/compiled-model.ts';
import { GROUP, placesOf } from '../ground/compiled-model.ts';
import { fixedBytes, fixedDoubles } from '../ground/fixed.ts';
import type { Order } from './order.ts';
import type { Part } from '../ground/part.ts';
import { LEAST_CHANGE } from '../ground/purposes.ts';
import type { State } from '../ground/state.ts';
import type { Supply } from './supply.ts';

export interface Falls extends Part {
  /** 1 for groups of alternatives. */
  readonly decide: Uint8Array;
  /** The node is lower than before this instant; `wasFull`: it was at full capacity. */
  noteFall(node: number, wasFull: boolean): void;
  /** The group's supply is lower than before this instant; its members are settled. */
  noteLowered(group: number): void;
  /**
   * The cause of the member that decides: among those holding the supply down now, the one whose fall lowered it last;
   * where no fall of theirs did (the supply rose to where they are), the one that fell last; among those of one
   * instant, the one that has `kept`, or else by draw. -1 while its cause is not known, or when all are up.
   */
  causeOf(group: number, cause: Int32Array, kept: number): number;
  /** Lists into `edges` the deciding members that have the cause `wanted`, in order; returns their number. */
  deciding(group: number, cause: Int32Array, wanted: number, edges: Int32Array): number;
}

export function makeFalls(model: CompiledModel, state: State, supply: Supply, order: Order): Falls {
  const least = LEAST_CHANGE;
  const { groupKind, groupNode, edgeStart, edgeNode, edgeInLoop } = model;
  const { cap, capBefore, nodeInstant, instant, boosted, supply: supplied, nodeBits, groupBits } = state;
  const { tracked, inUse } = supply;
  const decide = fixedBytes(groupNode.length);
  for (let g = 0; g < groupNode.length; g++) {
    decide[g] = groupKind[g] === GROUP.any || groupKind[g] === GROUP.atLeast ? 1 : 0;
  }
  /** By edge: the last instant at which a fall of the member lowered the supply. */
  const loweredAt = fixedDoubles(edgeNode.length);
  /** The instants at which the node last fell, and last fell from full capacity: anything earlier is forgotten. */
  const fell = fixedDoubles(placesOf(model));
  const down = fixedDoubles(placesOf(model));

  return {
    decide,
    noteFall: (node, wasFull) => {
      fell[node] = instant[0]!;
      if (wasFull) down[node] = instant[0]!;
    },
    noteLowered: (group) => {
      if (decide[group] === 0) return;
      const level = supplied[group << groupBits]! + least;
      const runs = tracked[group] === 1;
      const boost = boosted[groupNode[group]!] === 1;
      for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
        const member = edgeNode[e]!;
        if (nodeInstant[member] !== instant[0] || (runs && inUse[e] === 0) || (boost && edgeInLoop[e] === 1)) continue;
        const at = member << nodeBits;
        if (capBefore[at]! > level && cap[at]! <= level) loweredAt[e] = instant[0]!;
      }
    },
    causeOf: (group, cause, kept) => {
      const supplies = supplied[group << groupBits]!;
      const level = (supplies < 1 - least ? supplies : 1 - least) + least;
      const runs = tracked[group] === 1;
      const boost = boosted[groupNode[group]!] === 1;
      let found = -1;
      let foundAt = -1;
      let lowers = false;
      for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
        const member = edgeNode[e]!;
        const c = cap[member << nodeBits]!;
        if (c > level || c > 1 - least || (runs && inUse[e] === 0) || (boost && edgeInLoop[e] === 1)) continue;
        const lowered = loweredAt[e]! >= down[member]!;
        if (lowers && !lowered) continue;
        const at = lowered ? loweredAt[e]! : fell[member]!;
        const k = cause[member]!;
        if (lowered !== lowers || at > foundAt) {
          found = k;
          foundAt = at;
          lowers = lowered;
        } else if (at !== foundAt || k < 0 || k === found || (found >= 0 && found === kept)) continue;
        else if (found < 0 || k === kept || order.lower(k, found)) found = k;
      }
      return found;
    },
    deciding: (group, cause, wanted, edges) => {
      const supplies = supplied[group << groupBits]!;
      const level = (supplies < 1 - least ? supplies : 1 - least) + least;
      const runs = tracked[group] === 1;
      const boost = boosted[groupNode[group]!] === 1;
      let count = 0;
      let latest = -1;
      let lowers = false;
      for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) {
        const member = edgeNode[e]!;
        const c = cap[member << nodeBits]!;
        if (c > level || c > 1 - least || (runs && inUse[e] === 0) || (boost && edgeInLoop[e] === 1)) continue;
        const lowered = loweredAt[e]! >= down[member]!;
        const at = lowered ? loweredAt[e]! : fell[member]!;
        if ((lowers && !lowered) || (lowered === lowers && at < latest)) continue;
        if (lowered !== lowers || at > latest) {
          count = 0;
          latest = at;
          lowers = lowered;
        }
        if (cause[member] === wanted) edges[count++] = e;
      }
      return count;
    },
    save: () => [loweredAt.slice(), fell.slice(), down.slice()],
    restore: (saved) => {
      [loweredAt, fell, down].forEach((array, i) => array.set((saved as Float64Array[])[i]!));
    },
  };
}
