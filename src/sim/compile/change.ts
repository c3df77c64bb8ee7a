/**
 * Changed futures: the same draws, one thing changed. A change is plain data; the changed model has the shape of the
 * original, so it can be poured into the same kernel.
 */
import { SPARES, unhurtPlace, type CompiledModel } from '../kernel/ground/compiled-model.ts';
import type { ChangedPart } from '../kernel/ground/own-copy.ts';
import { offsets } from './context.ts';

/** What is changed. Nodes (controls are nodes), threats and common causes by id; changes may be combined. */
export interface Change {
  /**
   * They pass on what they get: no switchover, restart or fallback delay; what they protect against sees them unhurt.
   */
  readonly plain?: readonly string[] | undefined;
  /**
   * Nobody feels their outages: their dependants, and what they protect against, see them unhurt. They still fall, lose
   * and cost.
   */
  readonly unfelt?: readonly string[] | undefined;
  /** Only this dependant of the node feels its outages. What a control protects against feels them as before. */
  readonly feltBy?: { readonly node: string; readonly dependant: string } | undefined;
  /** Effects on them do nothing and cost nothing, and their needs count as met. */
  readonly hard?: readonly string[] | undefined;
  /** They do not come. */
  readonly withoutThreats?: readonly string[] | undefined;
  /** Of the nodes that events of the threat strike, only this one is struck. */
  readonly onlyStruck?: { readonly threat: string; readonly node: string } | undefined;
  /** Nodes that are struck only by events that also strike another one. */
  readonly notStruck?: readonly { readonly node: string; readonly unless: string }[] | undefined;
  /** Common causes that spread no effect: beta 0. */
  readonly withoutCommonCauses?: readonly string[] | undefined;
  /**
   * Loops, named by one of their nodes, that lift themselves: they run once no member has an own effect and everything
   * but the loop is available.
   */
  readonly unlocked?: readonly string[] | undefined;
  /** The node is taken down for a day at a uniform hour, whatever protects it. Concerns the trials, not the model. */
  readonly lost?: string | undefined;
}

type Spared = Pick<
  CompiledModel,
  'threatSpared' | 'effectSpared' | 'spawnSpared' | 'shockSpared' | 'nodeSpared' | 'nodeUnlocked' | 'controlSeen'
>;

/** Nothing is left out. */
export function nothingSpared(
  parts: Pick<CompiledModel, 'threatStream' | 'effectNode' | 'spawnNode' | 'shockNode' | 'nodeIds' | 'controlNode'>,
): Spared {
  return {
    threatSpared: new Uint8Array(parts.threatStream.length),
    effectSpared: new Int32Array(parts.effectNode.length).fill(SPARES.strikes),
    spawnSpared: new Uint8Array(parts.spawnNode.length),
    shockSpared: new Uint8Array(parts.shockNode.length),
    nodeSpared: new Uint8Array(parts.nodeIds.length),
    nodeUnlocked: new Uint8Array(parts.nodeIds.length),
    controlSeen: parts.controlNode.slice(),
  };
}

/** Arrays of the model that changes write to, copied: without those of restarts. */
function writable(model: CompiledModel): Writable {
  const { edgeNode, edgeInLoop, groupSwitchoverSampler, groupAfterSampler } = model;
  const { threatSpared, effectSpared, spawnSpared, shockSpared, nodeSpared, nodeUnlocked, controlSeen } = model;
  const copied = { edgeNode, edgeInLoop, groupSwitchoverSampler, groupAfterSampler };
  const spared = { threatSpared, effectSpared, spawnSpared, shockSpared, nodeSpared, nodeUnlocked, controlSeen };
  const copies = Object.entries({ ...copied, ...spared }).map(([key, array]) => [key, array.slice()] as const);
  return Object.fromEntries(copies) as typeof copied & typeof spared;
}

type Restarts = 'restartStart' | 'restartAfter' | 'restartSampler';

/** All but restarts of the parts that a kernel knows to leave arrivals as they are. */
type Writable = Pick<CompiledModel, Exclude<ChangedPart, Restarts>>;

function positionIn(names: readonly string[], name: string, what: string): number {
  const position = names.indexOf(name);
  if (position < 0) throw new RangeError(`a change of an unknown ${what} ${JSON.stringify(name)}`);
  return position;
}

/** The place at which a node is seen unhurt. */
const unhurtOf = (model: CompiledModel, node: number): number => unhurtPlace(model, model.controlNode.indexOf(node));

/** An edge whose dependant sees the member unhurt. */
function mask(model: CompiledModel, to: Writable, edge: number): void {
  to.edgeNode[edge] = unhurtOf(model, model.edgeNode[edge]!);
  to.edgeInLoop[edge] = 0;
}

function maskEdgesFrom(model: CompiledModel, to: Writable, node: number, unless: number): void {
  for (let o = model.outStart[node]!; o < model.outStart[node + 1]!; o++) {
    const edge = model.outEdge[o]!;
    if (model.groupNode[model.edgeGroup[edge]!] !== unless) mask(model, to, edge);
  }
}

function maskProtection(model: CompiledModel, to: Writable, node: number): void {
  const control = model.controlNode.indexOf(node);
  if (control >= 0) to.controlSeen[control] = unhurtPlace(model, control);
}

function makePlain(model: CompiledModel, to: Writable, node: number): void {
  for (let group = model.groupStart[node]!; group < model.groupStart[node + 1]!; group++) {
    to.groupSwitchoverSampler[group] = -1;
    to.groupAfterSampler[group] = -1;
  }
  maskProtection(model, to, node);
}

/** Restarts without those of some nodes: arrays of the same length, so that a kernel accepts them. */
function restartsWithout(model: CompiledModel, plain: ReadonlySet<number>): Pick<CompiledModel, Restarts> {
  const { restartStart, nodeIds } = model;
  const kept = nodeIds.map((_, node) => (plain.has(node) ? 0 : restartStart[node + 1]! - restartStart[node]!));
  const restartAfter = new Float64Array(model.restartAfter.length);
  const restartSampler = new Int32Array(model.restartSampler.length).fill(-1);
  const start = offsets(kept);
  nodeIds.forEach((_, node) => {
    for (let stage = 0; stage < kept[node]!; stage++) {
      restartAfter[start[node]! + stage] = model.restartAfter[restartStart[node]! + stage]!;
      restartSampler[start[node]! + stage] = model.restartSampler[restartStart[node]! + stage]!;
    }
  });
  return { restartStart: start, restartAfter, restartSampler };
}

function makeHard(model: CompiledModel, to: Writable, node: number): void {
  to.nodeSpared[node] = 1;
  model.effectNode.forEach((struck, effect) => {
    if (struck === node) to.effectSpared[effect] = SPARES.spared;
  });
  model.spawnNode.forEach((struck, spawn) => {
    if (struck === node) to.spawnSpared[spawn] = 1;
  });
  model.shockNode.forEach((struck, shock) => {
    if (struck === node) to.shockSpared[shock] = 1;
  });
  for (let group = model.groupStart[node]!; group < model.groupStart[node + 1]!; group++) {
    for (let edge = model.edgeStart[group]!; edge < model.edgeStart[group + 1]!; edge++) mask(model, to, edge);
  }
}

/** Calls back for each common cause that an effect meets: its spawns are from `from` to before `end`. */
function eachCommon(
  model: CompiledModel,
  effect: number,
  call: (common: number, from: number, end: number) => void,
): void {
  for (let c = model.effectCommonStart[effect]!; c < model.effectCommonStart[effect + 1]!; c++) {
    call(c, model.spawnStart[c]!, model.spawnStart[c + 1]!);
  }
}

function strikeOnly(model: CompiledModel, to: Writable, threat: number, node: number): void {
  for (let effect = model.effectStart[threat]!; effect < model.effectStart[threat + 1]!; effect++) {
    const isIt = model.effectNode[effect] === node;
    if (!isIt) to.effectSpared[effect] = SPARES.spared;
    eachCommon(model, effect, (_, from, end) => {
      for (let s = from; s < end; s++) if (isIt || model.spawnNode[s] !== node) to.spawnSpared[s] = 1;
    });
  }
}

/** A node struck only by events that also strike `unless`. */
function spareUnless(model: CompiledModel, to: Writable, node: number, unless: number): void {
  model.effectNode.forEach((struck, effect) => {
    if (struck === node) to.effectSpared[effect] = unless;
    const threat = model.effectThreat[effect]!;
    const others = model.effectNode.subarray(model.effectStart[threat]!, model.effectStart[threat + 1]!);
    eachCommon(model, effect, (_, from, end) => {
      const goesToBoth = others.includes(unless) || model.spawnNode.subarray(from, end).includes(unless);
      for (let s = from; s < end; s++) if (model.spawnNode[s] === node && !goesToBoth) to.spawnSpared[s] = 1;
    });
  });
  model.shockNode.forEach((struck, shock) => {
    if (struck === node) to.shockSpared[shock] = 1;
  });
}

function withoutCommonCause(model: CompiledModel, to: Writable, id: string): void {
  const isOf = (common: number): boolean =>
    model.streamLabels[model.commonStream[common]!]!.startsWith(`common causes.${id}/`);
  model.effectNode.forEach((_, effect) =>
    eachCommon(model, effect, (common, from, end) => {
      if (isOf(common)) to.spawnSpared.fill(1, from, end);
    }),
  );
}

function unlock(model: CompiledModel, to: Writable, node: number): void {
  const loop = model.nodeLoop[node]!;
  if (loop < 0) throw new RangeError(`${model.nodeIds[node]} lies in no loop`);
  model.nodeLoop.forEach((of, member) => {
    if (of === loop) to.nodeUnlocked[member] = 1;
  });
}

/**
 * The model under a change: a kernel of the model takes it by `pour`.
 *
 * @param model As written.
 * @throws RangeError for an unknown name.
 */
export function changedModel(model: CompiledModel, change: Change): CompiledModel {
  const to = writable(model);
  const nodeAt = (id: string): number => positionIn(model.nodeIds, id, 'node');
  const threatAt = (id: string): number => positionIn(model.threatIds, id, 'threat');
  const plain = new Set(change.plain?.map(nodeAt));
  for (const node of plain) makePlain(model, to, node);
  for (const node of change.unfelt?.map(nodeAt) ?? []) {
    maskEdgesFrom(model, to, node, -1);
    maskProtection(model, to, node);
  }
  if (change.feltBy !== undefined) {
    maskEdgesFrom(model, to, nodeAt(change.feltBy.node), nodeAt(change.feltBy.dependant));
  }
  for (const node of change.hard?.map(nodeAt) ?? []) makeHard(model, to, node);
  for (const threat of change.withoutThreats?.map(threatAt) ?? []) to.threatSpared[threat] = 1;
  if (change.onlyStruck !== undefined) {
    strikeOnly(model, to, threatAt(change.onlyStruck.threat), nodeAt(change.onlyStruck.node));
  }
  for (const { node, unless } of change.notStruck ?? []) spareUnless(model, to, nodeAt(node), nodeAt(unless));
  for (const id of change.withoutCommonCauses ?? []) withoutCommonCause(model, to, id);
  for (const node of change.unlocked?.map(nodeAt) ?? []) unlock(model, to, node);
  if (change.lost !== undefined) nodeAt(change.lost);
  return { ...model, ...to, ...(plain.size === 0 ? {} : restartsWithout(model, plain)) };
}
