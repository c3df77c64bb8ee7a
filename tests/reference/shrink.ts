/** Makes a model on which kernel and reference differ smaller, as long as they go on differing. */
import type { Drivers, DriverState, StateDriver } from '../../src/model/drivers.ts';
import type { Model, ModelNode, NeedGroup } from '../../src/model/model.ts';

/** The group with some of its members only. Weights add up to 1 or more: those that are left make up for what is lost. */
function withMembers(group: NeedGroup, kept: readonly number[]): NeedGroup {
  const left = kept.reduce((sum, i) => sum + (group.weights[i] ?? 0), 0);
  return {
    ...group,
    members: kept.map((i) => group.members[i]!),
    weights: group.weights.length > 0 ? kept.map((i) => group.weights[i]! / Math.min(1, left)) : [],
    k: Math.min(group.k, kept.length),
  };
}

/** The model without a node, and without what speaks of it; null where a control stands on it. */
function withoutNode(model: Model, id: string): Model | null {
  if (model.controls.some((control) => control.id === id)) return null;
  const needs = (node: ModelNode): ModelNode['needs'] =>
    node.needs.flatMap((group) => {
      const kept = group.members.flatMap((member, i) => (member === id ? [] : [i]));
      if (kept.length === 0) return [];
      return [withMembers(group, kept)];
    });
  return {
    ...model,
    nodes: model.nodes.filter((node) => node.id !== id).map((node) => ({ ...node, needs: needs(node) })),
    threats: model.threats.map((threat) => ({
      ...threat,
      affects: threat.affects.filter((effect) => effect.node !== id),
    })),
    commonCauses: model.commonCauses.filter((cause) => !cause.members.includes(id)),
    shocks: model.shocks.filter((shock) => shock.node !== id),
    limits: [],
  };
}

/** Copies of a list without one entry each. */
const withoutOne = <T>(list: readonly T[]): T[][] => list.map((_, i) => list.filter((__, j) => j !== i));

/** Copies of a record without one of its optional parts each. */
function withoutPart<T extends object>(record: T, parts: readonly (keyof T)[]): T[] {
  return parts.flatMap((part) => {
    if (record[part] === undefined) return [];
    const copy = { ...record };
    delete copy[part];
    return [copy];
  });
}

/** Drivers a step smaller. Whole drivers go first; what speaks of them makes such a copy one that cannot be compiled. */
function* fewerDrivers(drivers: Drivers): Generator<Drivers> {
  for (const holds of withoutOne(drivers.holds)) yield { ...drivers, holds };
  for (const correlations of withoutOne(drivers.correlations)) yield { ...drivers, correlations };
  for (const indices of withoutOne(drivers.indices)) yield { ...drivers, indices };
  for (const states of withoutOne(drivers.states)) yield { ...drivers, states };
  for (const [d, driver] of drivers.states.entries()) {
    const put = (less: StateDriver): Drivers => ({ ...drivers, states: drivers.states.with(d, less) });
    if (driver.now !== null) yield put({ ...driver, now: null });
    for (const [s, state] of driver.states.entries()) {
      const putState = (less: DriverState): Drivers => put({ ...driver, states: driver.states.with(s, less) });
      for (const moves of withoutOne(state.moves)) yield putState({ ...state, moves });
      for (const brings of withoutOne(state.brings)) yield putState({ ...state, brings });
    }
    for (const states of withoutOne(driver.states)) if (states.length > 0) yield put({ ...driver, states });
  }
  for (const [i, index] of drivers.indices.entries()) {
    for (const scales of withoutOne(index.scales)) {
      yield { ...drivers, indices: drivers.indices.with(i, { ...index, scales }) };
    }
  }
}

/** Everything that is a step smaller. */
function* smaller(model: Model): Generator<Model> {
  if (model.drivers !== undefined) {
    yield { ...model, drivers: undefined };
    for (const drivers of fewerDrivers(model.drivers)) yield { ...model, drivers };
  }
  for (const given of withoutOne(model.given)) yield { ...model, given };
  for (const node of model.nodes) {
    const less = withoutNode(model, node.id);
    if (less !== null) yield less;
  }
  for (const threats of withoutOne(model.threats)) yield { ...model, threats, limits: [] };
  for (const control of model.controls) {
    const controls = model.controls.filter((other) => other !== control);
    const bare = withoutNode({ ...model, controls }, control.id);
    if (bare !== null) yield bare;
  }
  for (const shocks of withoutOne(model.shocks)) yield { ...model, shocks };
  for (const commonCauses of withoutOne(model.commonCauses)) yield { ...model, commonCauses };
  for (const [t, threat] of model.threats.entries()) {
    for (const affects of withoutOne(threat.affects)) {
      if (affects.length > 0) yield { ...model, threats: model.threats.with(t, { ...threat, affects }) };
    }
    for (const [e, effect] of threat.affects.entries()) {
      for (const less of withoutPart(effect, ['chance', 'delay', 'leaves'])) {
        yield { ...model, threats: model.threats.with(t, { ...threat, affects: threat.affects.with(e, less) }) };
      }
    }
  }
  for (const [n, node] of model.nodes.entries()) {
    const put = (less: ModelNode): Model => ({ ...model, nodes: model.nodes.with(n, less) });
    for (const needs of withoutOne(node.needs)) yield put({ ...node, needs });
    for (const loss of withoutOne(node.loss)) yield put({ ...node, loss });
    for (const less of withoutPart(node, ['restart', 'blackStart', 'tolerance'])) yield put(less);
    for (const [g, group] of node.needs.entries()) {
      for (const less of withoutPart(group, ['switchover', 'buffer', 'refill', 'fallback', 'fallbackAfter'])) {
        yield put({ ...node, needs: node.needs.with(g, less) });
      }
      for (let m = 0; m < group.members.length && group.members.length > 1; m++) {
        const kept = [...group.members.keys()].filter((i) => i !== m);
        yield put({ ...node, needs: node.needs.with(g, withMembers(group, kept)) });
      }
    }
  }
}

/**
 * The smallest model found from which no part can be taken.
 *
 * @param differs Whether kernel and reference still differ on it; a model that cannot be compiled does not.
 */
export function shrink(model: Model, differs: (model: Model) => boolean): Model {
  const holds = (candidate: Model): boolean => {
    try {
      return differs(candidate);
    } catch {
      return false;
    }
  };
  let smallest = model;
  for (;;) {
    let next: Model | undefined;
    for (const candidate of smaller(smallest)) {
      if (!holds(candidate)) continue;
      next = candidate;
      break;
    }
    if (next === undefined) return smallest;
    smallest = next;
  }
}
