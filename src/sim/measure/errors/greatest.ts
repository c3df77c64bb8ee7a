/** What a trial could bring at the most, by the model: for bounds on what was never seen. */
import { quantileOfRow } from '../../distributions/sampler.ts';
import { SAMPLE, SAMPLER_WIDTH } from '../../distributions/sampler-table.ts';
import { GAUGE, type Columns } from '../../kernel/ground/columns.ts';
import { LOSS_MODE, TAPE_OP, WORLD_OP, type CompiledModel } from '../../kernel/ground/compiled-model.ts';
import { evaluate, operandsOf } from '../../kernel/ground/operations.ts';

/** Where what is uncertain stands, and what is drawn anew each time. */
const UNCERTAIN_AT = 0.95;
const DRAWN_AT = 0.999;

/** Slots of a world in which every quantity stands at its 95th percentile. */
function highWorld(compiled: CompiledModel): Float64Array {
  const { slotConstants, samplers, stepOp, stepOut, stepA, stepB, stepC } = compiled;
  const slots = slotConstants.slice();
  const at = (slot: number): number => (slot < 0 ? 0 : slots[slot]!);
  for (let step = 0; step < stepOp.length; step++) {
    const [op, a] = [stepOp[step]!, stepA[step]!];
    slots[stepOut[step]!] =
      op === WORLD_OP.draw
        ? quantileOfRow(samplers, slots, a, UNCERTAIN_AT)
        : evaluate(op, at(a), at(stepB[step]!), at(stepC[step]!));
  }
  return slots;
}

/** A formula of the length of an outage, for one of `hours`; not `makeTape`, whose code is fast while a kernel alone has made it. */
function ofHours(compiled: CompiledModel, slots: Float64Array, start: number, length: number, hours: number): number {
  const stack: number[] = [];
  for (let step = start; step < start + length; step++) {
    const [op, argument] = [compiled.tapeOp[step]!, compiled.tapeArgument[step]!];
    if (op === TAPE_OP.constant) stack.push(argument);
    else if (op === TAPE_OP.slot) stack.push(slots[argument]!);
    else if (op === TAPE_OP.hours) stack.push(hours);
    else {
      const [a = 0, b = 0, c = 0] = stack.splice(-operandsOf(op));
      stack.push(evaluate(op, a, b, c));
    }
  }
  return stack[0] ?? 0;
}

/** A formula of inputs that vary, where all of these stand high or all stand low, whichever gives more; `slots` are written into. */
function ofUse(compiled: CompiledModel, slots: Float64Array, use: number, hours: number): number {
  const { useStart, useOp, useOut, useA, useB, useC, useValue, useHoursSlot, samplers } = compiled;
  const at = (slot: number): number => (slot < 0 ? 0 : slots[slot]!);
  if (useHoursSlot >= 0) slots[useHoursSlot] = hours;
  const values = [DRAWN_AT, 1 - DRAWN_AT].map((p) => {
    for (let step = useStart[use]!; step < useStart[use + 1]!; step++) {
      const [op, a] = [useOp[step]!, useA[step]!];
      slots[useOut[step]!] =
        op === WORLD_OP.draw
          ? quantileOfRow(samplers, slots, a, p)
          : evaluate(op, at(a), at(useB[step]!), at(useC[step]!));
    }
    return slots[useValue[use]!]!;
  });
  return Math.max(...values);
}

/** What a row draws where it draws much. */
function drawnHigh(compiled: CompiledModel, slots: Float64Array, row: number, hours: number): number {
  const { samplers } = compiled;
  return samplers.kind[row] === SAMPLE.formula
    ? ofUse(compiled, slots, samplers.params[row * SAMPLER_WIDTH]!, hours)
    : quantileOfRow(samplers, slots, row, DRAWN_AT);
}

/** The greatest factor of a calendar profile. */
function greatestFactor({ profileStart, profileFactor }: CompiledModel, profile: number): number {
  if (profile < 0) return 1;
  return profileFactor.subarray(profileStart[profile]!, profileStart[profile + 1]!).reduce((a, b) => Math.max(a, b), 0);
}

/** What each loss entry costs when its node is down all through a period. Shape [losses]. */
function greatestLosses(compiled: CompiledModel, slots: Float64Array): Float64Array {
  const { lossMode, lossAmountSlot, lossAmountSampler, lossTapeStart, lossTapeLength, lossProfile, periodHours } =
    compiled;
  return Float64Array.from(lossMode, (mode, entry) => {
    const row = lossAmountSampler[entry]!;
    const drawn = row < 0 ? null : drawnHigh(compiled, slots, row, periodHours);
    const once =
      mode === LOSS_MODE.rate
        ? (drawn ?? slots[lossAmountSlot[entry]!]!) * periodHours
        : (drawn ?? ofHours(compiled, slots, lossTapeStart[entry]!, lossTapeLength[entry]!, periodHours));
    const amount = once * greatestFactor(compiled, lossProfile[entry]!);
    return Number.isFinite(amount) ? Math.max(0, amount) : Infinity;
  });
}

/**
 * The most that a trial adds to each column, roughly: once where it counts, the horizon where it is hours; for money what a
 * period costs in which everything stands still and every one-off cost falls due, in each period. 0 where nothing can. Shape
 * [columns.count].
 */
export function greatestOf(compiled: CompiledModel, columns: Columns): Float64Array {
  const { periods, nodeIds, threatIds, lossStart, lossKind, lossCounted, effectNode, kindCounted } = compiled;
  const slots = highWorld(compiled);
  const losses = greatestLosses(compiled, slots);
  const costs = Float64Array.from(compiled.costSampler, (row) => Math.max(0, drawnHigh(compiled, slots, row, 0)));
  const most = new Float64Array(columns.count).fill(1);
  const ofKind = new Float64Array(compiled.kinds.length);
  const borne = new Float64Array(nodeIds.length);
  let whole = 0;

  for (const [node] of nodeIds.entries()) {
    for (let entry = lossStart[node]!; entry < lossStart[node + 1]!; entry++) {
      const amount = losses[entry]! * periods;
      ofKind[lossKind[entry]!]! += amount;
      if (lossCounted[entry] === 1) borne[node]! += amount;
    }
  }
  for (const [effect, node] of effectNode.entries()) {
    for (let cost = compiled.effectCostStart[effect]!; cost < compiled.effectCostStart[effect + 1]!; cost++) {
      if (kindCounted[compiled.costKind[cost]!] === 1) borne[node]! += costs[cost]! * periods;
    }
  }
  for (const [cost, amount] of costs.entries()) ofKind[compiled.costKind[cost]!]! += amount * periods;
  ofKind.forEach((amount, kind) => {
    if (kindCounted[kind] === 1) whole += amount;
  });

  const struck = new Set([...effectNode, ...compiled.spawnNode, ...compiled.shockNode]);
  const isStruck = (node: number): boolean =>
    compiled.conditional || struck.has(node) || compiled.nodeIsControl[node] === 1;
  most[columns.loss] = whole;
  most[columns.lossAtStruck] = whole;
  most[columns.lossAsUsual] = compiled.conditional ? whole : 0;
  most.set(ofKind, columns.kind);
  for (const [node] of nodeIds.entries()) {
    const row = columns.perNode * node;
    most[columns.nodeDownHours + row] = compiled.horizonHours;
    most[columns.nodeLostHours + row] = compiled.horizonHours;
    most[columns.nodeLossCaused + row] = isStruck(node) ? whole : 0;
    most[columns.nodeLossBorne + row] = borne[node]!;
  }
  for (const [gauge] of compiled.gaugeNode.entries()) {
    const first = columns.gauge + columns.perGauge * gauge;
    most[first + GAUGE.belowFull] = compiled.horizonHours;
    most[first + GAUGE.down] = compiled.horizonHours;
  }
  for (let row = 0; row < columns.states; row++) {
    most[columns.stateHours + row] = compiled.horizonHours;
    most[columns.statePeriods + row] = periods;
    most[columns.stateLoss + row] = whole;
    most[columns.stateLossByHours + row] = whole;
  }
  // Levels that prevent nothing stop nothing
  for (const [control, level] of compiled.controlLevel.entries()) {
    if (compiled.levelPreventSlot[level]! >= 0) continue;
    most[columns.stopped + control] = 0;
    most[columns.stoppedAlone + control] = 0;
  }
  for (let source = 0; source < columns.sources; source++) {
    const isAction = source === threatIds.length + 1;
    const isIdleShock = source === threatIds.length && compiled.shockIds.length === 0;
    most[columns.sourceLoss + columns.perSource * source] = isAction || isIdleShock ? 0 : whole;
  }
  return most;
}
