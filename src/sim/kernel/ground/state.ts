/**
 * The state of the network in one trial that several parts read: capacities, supplies, what counts.
 *
 * Only what was touched is reset: a part calls `touchNode` or `touchGroup` before it changes something.
 */
import { placesOf, type CompiledModel } from './compiled-model.ts';
import { fixedBytes, fixedDoubles, fixedInts } from './fixed.ts';
import type { Records } from './records.ts';

/** Binary logarithms of the numbers kept per node and per group. */
const NODE_BITS = 2;
const GROUP_BITS = 3;

type Four = [Float64Array, Float64Array, Float64Array, Float64Array];

export interface State {
  /** [hour reached]. */
  readonly now: Float64Array;
  /** [world, trial]. */
  readonly id: Int32Array;
  /** Number of the instant, never reset. */
  readonly instant: Float64Array;

  // Nodes: numbers of node n are at n << nodeBits
  readonly nodeBits: number;
  readonly own: Float64Array;
  readonly cap: Float64Array;
  /** Own capacity given by the level in force; 1 for anything but a control. */
  readonly base: Float64Array;
  /** 1: needs inside the loop count as met (black start). */
  readonly boosted: Uint8Array;

  // Groups: numbers of group g are at g << groupBits, except those of one byte
  readonly groupBits: number;
  /** What the members in use supply, including any boost. */
  readonly supply: Float64Array;
  /** What counts of it: behind restarts. */
  readonly counted: Float64Array;
  /** What the need gives: max(fallback at work, counted). */
  readonly gives: Float64Array;
  readonly fallbackOn: Uint8Array;
  /** 1 while the stock bridges. */
  readonly bridging: Uint8Array;

  // What changed in this instant
  readonly changedNode: Int32Array;
  readonly changedGroup: Int32Array;
  /** [nodes changed, groups changed]. */
  readonly changes: Int32Array;
  readonly capBefore: Float64Array;
  readonly supplyBefore: Float64Array;
  /** -1 where a restart has ended in this instant. */
  readonly countedBefore: Float64Array;
  /** Instant at which the node or group was last listed. */
  readonly nodeInstant: Float64Array;
  readonly groupInstant: Float64Array;

  /** Everything a snapshot keeps. */
  readonly arrays: readonly (Float64Array | Int32Array | Uint8Array)[];
  touchNode(node: number): void;
  /**
   * Index in `touchedNode` of each node touched in this trial, and of its numbers in anything with a row per node;
   * otherwise -1.
   */
  readonly placeOf: Int32Array;
  touchGroup(group: number): void;
  /** Lists the node among the instant's changes, with its capacity before; once. */
  markNode(node: number): void;
  /** Adds a node to a list that is looked at once. */
  listNode(node: number): void;
  /** Saves the supply of a group that is about to change, and lists the group if anything watches it. */
  markGroup(group: number): void;
  /** 1 for groups with clocks. */
  readonly watched: Uint8Array;
  readonly touchedNode: Int32Array;
  readonly touchedGroup: Int32Array;
  /** [nodes touched, groups touched]. */
  readonly touches: Int32Array;
  /** Forgets the touched lists; the parts have already reset the touched entries. */
  untouch(): void;
  /** Rebuilds places and flags after the touched lists were restored. */
  retouch(): void;
}

/** @param records Shares its `touchedNode` with the state. */
export function makeState(model: CompiledModel, records: Records): State {
  const nodes = model.nodeIds.length;
  const groups = model.groupNode.length;
  const instant = fixedDoubles(1);
  // The numbers of a node, or a group, are adjacent: views of one array, each one place further on.
  const nodeBits = NODE_BITS;
  const groupBits = GROUP_BITS;
  const ofNodes = fixedDoubles(placesOf(model) << nodeBits).fill(1);
  const ofGroups = fixedDoubles(Math.max(1, groups) << groupBits).fill(1);
  const [cap, own, base, capBefore] = [0, 1, 2, 3].map((place) => ofNodes.subarray(place)) as Four;
  const [supply, counted, gives, supplyBefore] = [0, 1, 2, 3].map((place) => ofGroups.subarray(place)) as Four;
  const countedBefore = ofGroups.subarray(4);
  const groupInstant = ofGroups.subarray(5);
  for (let group = 0; group < groups; group++) groupInstant[group << groupBits] = -1;
  const changedNode = fixedInts(nodes);
  const changedGroup = fixedInts(groups);
  const changes = fixedInts(2);
  const nodeInstant = fixedDoubles(placesOf(model)).fill(-1);
  const { touchedNode } = records;
  const touchedGroup = fixedInts(groups);
  const touches = fixedInts(2);
  const placeOf = fixedInts(nodes).fill(-1);
  const groupTouched = fixedBytes(groups);
  const watched = fixedBytes(groups);

  function touchNode(node: number): void {
    if (placeOf[node]! >= 0) return;
    const i = touches[0]!;
    placeOf[node] = i;
    touchedNode[i] = node;
    touches[0] = i + 1;
  }
  function touchGroup(group: number): void {
    if (groupTouched[group] === 1) return;
    groupTouched[group] = 1;
    const i = touches[1]!;
    touchedGroup[i] = group;
    touches[1] = i + 1;
  }

  function listNode(node: number): void {
    const i = changes[0]!;
    changedNode[i] = node;
    changes[0] = i + 1;
    touchNode(node);
  }

  const now = fixedDoubles(1);
  const id = fixedInts(2);
  const boosted = fixedBytes(nodes);
  const fallbackOn = fixedBytes(groups);
  const bridging = fixedBytes(groups);
  const bytes = [boosted, fallbackOn, bridging];
  const lists = [changedNode, changedGroup, changes, touchedNode, touchedGroup, touches];

  return {
    now,
    id,
    arrays: [now, id, instant, ofNodes, ofGroups, nodeInstant, ...bytes, ...lists],
    instant,
    nodeBits,
    groupBits,
    own,
    cap,
    base,
    boosted,
    supply,
    counted,
    gives,
    fallbackOn,
    bridging,
    changedNode,
    changedGroup,
    changes,
    capBefore,
    supplyBefore,
    countedBefore,
    nodeInstant,
    groupInstant,
    touchNode,
    placeOf,
    touchGroup,
    markNode: (node) => {
      if (nodeInstant[node] === instant[0]) return;
      nodeInstant[node] = instant[0]!;
      capBefore[node << nodeBits] = cap[node << nodeBits]!;
      listNode(node);
    },
    listNode,
    markGroup: (group) => {
      if (groupInstant[group << groupBits] === instant[0]) return;
      groupInstant[group << groupBits] = instant[0]!;
      supplyBefore[group << groupBits] = supply[group << groupBits]!;
      countedBefore[group << groupBits] = counted[group << groupBits]!;
      touchGroup(group);
      if (watched[group] === 0) return;
      const i = changes[1]!;
      changedGroup[i] = group;
      changes[1] = i + 1;
    },
    watched,
    touchedNode,
    touchedGroup,
    touches,
    untouch: () => {
      for (let i = 0; i < touches[0]!; i++) placeOf[touchedNode[i]!] = -1;
      for (let i = 0; i < touches[1]!; i++) groupTouched[touchedGroup[i]!] = 0;
      touches[0] = 0;
      touches[1] = 0;
    },
    retouch: () => {
      for (let i = 0; i < touches[0]!; i++) placeOf[touchedNode[i]!] = i;
      for (let i = 0; i < touches[1]!; i++) groupTouched[touchedGroup[i]!] = 1;
    },
  };
}
