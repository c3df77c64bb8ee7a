/**
 * The columns of a trial's record: one number each per trial, summed over trials.
 *
 * Money columns are net of insurance. Sources of loss are the threats, then the shocks, the actions, the controls (for
 * nodes held down by a control that is not bought), the given nodes, and the sources of extensions. Where events are
 * given, every column counts only what they set off, by root cause, except those of controls and `lossAsUsual`.
 */
import type { CompiledModel } from './compiled-model.ts';

export interface Columns {
  readonly count: number;
  /** Counted money. */
  readonly loss: number;
  /** Counted money lost at the nodes struck by the root effect itself. */
  readonly lossAtStruck: number;
  /** Counted money whose root cause is not a given event; 0 where none is given. */
  readonly lossAsUsual: number;
  /** 1 when the trial ends in an outage of a node. */
  readonly endsInOutage: number;
  /** Periods with counted loss above 0. */
  readonly periodsWithLoss: number;
  /** Per kind: bearers, harm, goodwill (all bearers, counted or not). */
  readonly kind: number;
  /** Of the first node; the next node's is `perNode` further on, so that a node's columns are adjacent. */
  readonly nodeDownHours: number;
  readonly nodeLostHours: number;
  readonly nodeOutages: number;
  readonly nodeLossCaused: number;
  readonly nodeLossBorne: number;
  /** 1 when the node had an outage. */
  readonly nodeDown: number;
  readonly perNode: number;
  readonly nodes: number;
  /** Per watch: breaches (periods in which a stretch grew too long). */
  readonly watch: number;
  /** Of the first threat; the next source of loss has its columns `perSource` further on. Only threats have events. */
  readonly threatEvents: number;
  readonly threatGotThrough: number;
  /** Of the first source of loss, likewise. */
  readonly sourceLoss: number;
  readonly perSource: number;
  readonly sources: number;
  /** Numbers among the sources of loss: of the first given node, and of the first source of an extension. */
  readonly givenSource: number;
  readonly extendedSource: number;
  /** Per control. */
  readonly stopped: number;
  readonly stoppedAlone: number;
  /** Cascades by size class (`sizePlace`), `sizes` classes. */
  readonly cascadeSize: number;
  readonly cascades: number;
  readonly cascadeNodes: number;
  readonly episodeSize: number;
  readonly episodes: number;
  readonly episodeNodes: number;
  readonly sizes: number;
  /** Per harm limit: periods over it. */
  readonly harmOver: number;
  /** Of the first gauge; the next one's are `perGauge` further on. Places as in `GAUGE`. */
  readonly gauge: number;
  readonly perGauge: number;
  /**
   * Of what an extension says is in force, `states` rows: hours of it, spells that begin, periods in which it is in force at
   * some time, and counted money whose root effect began while it was. The last stands there twice, as a share of all loss
   * and by the hours.
   */
  readonly stateHours: number;
  readonly stateSpells: number;
  readonly statePeriods: number;
  readonly stateLoss: number;
  readonly stateLossByHours: number;
  readonly states: number;
}

/** Columns of a gauge: hours below full capacity, hours down, 1 when the node was down at all, 1 - its lowest capacity. */
export const GAUGE = { belowFull: 0, down: 1, wasDown: 2, depth: 3 } as const;
const PER_GAUGE = 4;

/**
 * Binary logarithm of the greatest size with a separate class. Beyond it, an octave has `SIZES_PER_OCTAVE` classes.
 */
const EXACT_OCTAVES = 8;
const EXACT_SIZES = 1 << EXACT_OCTAVES;
const SIZES_PER_OCTAVE_BITS = 3;
const SIZES_PER_OCTAVE = 1 << SIZES_PER_OCTAVE_BITS;

/**
 * Class in which a size of 1 or more is counted: one class per size up to 256, then sizes that differ by at most an
 * eighth share one.
 */
export function sizePlace(size: number): number {
  if (size <= EXACT_SIZES) return size - 1;
  const octave = 31 - Math.clz32(size);
  const within = (size >> (octave - SIZES_PER_OCTAVE_BITS)) & (SIZES_PER_OCTAVE - 1);
  return EXACT_SIZES + (octave - EXACT_OCTAVES) * SIZES_PER_OCTAVE + within;
}

/** The sizes counted in a class, both ends included. */
export function sizesAt(place: number): { readonly from: number; readonly to: number } {
  if (place < EXACT_SIZES) return { from: place + 1, to: place + 1 };
  const beyond = place - EXACT_SIZES;
  const octave = EXACT_OCTAVES + Math.floor(beyond / SIZES_PER_OCTAVE);
  const step = 1 << (octave - SIZES_PER_OCTAVE_BITS);
  const from = (SIZES_PER_OCTAVE + (beyond % SIZES_PER_OCTAVE)) * step;
  return { from: Math.max(from, EXACT_SIZES + 1), to: from + step - 1 };
}

/** Binary logarithm of the length of a node's row. */
export const ROW_BITS = 3;

/**
 * Places in the row of a node: its columns in order (`Columns.perNode`), then the lengths of two outages, hours: 0 for
 * none, negative for one that the horizon cuts.
 */
export const ROW = {
  downHours: 0,
  lostHours: 1,
  outages: 2,
  lossCaused: 3,
  lossBorne: 4,
  down: 5,
  firstOutage: 6,
  longestOutage: 7,
} as const;

/** Columns of a node. */
const PER_NODE = ROW.firstOutage;

/** Columns of a source of loss: events, those that got through, loss. Adjacent, because an event writes all of them. */
const PER_SOURCE = 3;

/**
 * @param extended Number of sources of loss of extensions.
 * @param states Number of rows for what extensions say is in force.
 */
export function columnsOf(model: CompiledModel, extended = 0, states = 0): Columns {
  let next = 0;
  const block = (length: number): number => {
    const first = next;
    next += length;
    return first;
  };
  const nodes = model.nodeIds.length;
  const threats = model.threatIds.length;
  const controls = model.controlIds.length;
  const sizes = sizePlace(Math.max(nodes - controls, 1)) + 1;
  const givenSource = threats + 2 + controls;
  const extendedSource = givenSource + model.givenNodeIds.length;
  const sources = extendedSource + extended;
  const loss = block(1);
  const lossAtStruck = block(1);
  const lossAsUsual = block(1);
  const endsInOutage = block(1);
  const periodsWithLoss = block(1);
  const kind = block(model.kinds.length);
  const firstNode = block(PER_NODE * nodes);
  const watch = block(model.watchHours.length);
  const firstSource = block(PER_SOURCE * sources);
  const stopped = block(controls);
  const stoppedAlone = block(controls);
  const cascadeSize = block(sizes);
  const cascades = block(1);
  const cascadeNodes = block(1);
  const episodeSize = block(sizes);
  const episodes = block(1);
  const episodeNodes = block(1);
  const harmOver = block(model.harmLimitIds.length);
  const gauge = block(PER_GAUGE * model.gaugeNode.length);
  const stateHours = block(states);
  const stateSpells = block(states);
  const statePeriods = block(states);
  const stateLoss = block(states);
  const stateLossByHours = block(states);
  return {
    count: next,
    loss,
    lossAtStruck,
    lossAsUsual,
    endsInOutage,
    periodsWithLoss,
    kind,
    nodeDownHours: firstNode + ROW.downHours,
    nodeLostHours: firstNode + ROW.lostHours,
    nodeOutages: firstNode + ROW.outages,
    nodeLossCaused: firstNode + ROW.lossCaused,
    nodeLossBorne: firstNode + ROW.lossBorne,
    nodeDown: firstNode + ROW.down,
    perNode: PER_NODE,
    nodes,
    watch,
    threatEvents: firstSource,
    threatGotThrough: firstSource + 1,
    sourceLoss: firstSource + 2,
    perSource: PER_SOURCE,
    sources,
    givenSource,
    extendedSource,
    stopped,
    stoppedAlone,
    cascadeSize,
    cascades,
    cascadeNodes,
    episodeSize,
    episodes,
    episodeNodes,
    sizes,
    harmOver,
    gauge,
    perGauge: PER_GAUGE,
    stateHours,
    stateSpells,
    statePeriods,
    stateLoss,
    stateLossByHours,
    states,
  };
}
