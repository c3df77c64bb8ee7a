/** Actions in the middle of a trial, and the control levels that they change. */
import type { Causes } from './network/causes.ts';
import { unhurtPlace, type CompiledModel } from './ground/compiled-model.ts';
import type { Controls } from './threats/controls.ts';
import type { Effects } from './network/effects.ts';
import type { Action } from './ground/kernel.ts';
import type { Draws } from '../random/draws.ts';
import type { Order } from './network/order.ts';
import type { Pace } from './threats/pace.ts';
import type { Pools } from './ledger/pools.ts';
import type { State } from './ground/state.ts';
import type { Strikes } from './threats/strikes.ts';
import type { Transfers } from './ledger/transfers.ts';

export interface Actions {
  /**
   * Carries out the action; the kernel then settles the consequences.
   *
   * @throws RangeError for a node, control, level or number that does not fit.
   */
  act(action: Action): void;
  /** Sets the capacity of a control's node to that of its level in force. */
  setBase(control: number): void;
}

function indexOf(names: readonly string[], name: string, what: string): number {
  const index = names.indexOf(name);
  if (index < 0) throw new RangeError(`unknown ${what} ${JSON.stringify(name)}`);
  return index;
}

/** Dependencies of the factory. */
interface ActionsOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly controls: Controls;
  readonly effects: Effects;
  readonly causes: Causes;
  readonly order: Order;
  readonly pools: Pools;
  readonly pace: Pace;
  readonly strikes: Strikes;
  readonly transfers: Transfers;
  readonly drawsOf: (labels: readonly string[]) => Draws;
}

export function makeActions({
  model,
  state,
  controls,
  effects,
  causes,
  order,
  pools,
  pace,
  strikes,
  transfers,
  drawsOf,
}: ActionsOf): Actions {
  const { controlNode, levelCapacity, levelStart, levelIds, levelChangesModel, controlIds, nodeIds, threatIds } = model;
  const { now, base, cap, nodeBits } = state;
  const actionSource = threatIds.length + 1;
  const controlSource = threatIds.length + 2;

  function setBase(control: number): void {
    const node = controlNode[control]!;
    state.touchNode(node);
    base[node << nodeBits] = levelCapacity[controls.level[control]!]!;
    if (base[node << nodeBits]! < 1 && causes.baseCause[node]! < 0) {
      causes.baseCause[node] = pools.addCause(controlSource + control, node, -1, now[0]!);
    }
    const unhurt = unhurtPlace(model, control);
    cap[unhurt << nodeBits] = base[node << nodeBits]!;
    causes.cause[unhurt] = causes.baseCause[node]!;
    effects.refresh(node);
  }

  function setLevel(control: number, id: string): void {
    const from = controls.level[control]!;
    let level = -1;
    for (let l = levelStart[control]!; l < levelStart[control + 1]!; l++) if (levelIds[l] === id) level = l;
    if (level < 0) throw new RangeError(`control ${controlIds[control]} has no level ${JSON.stringify(id)}`);
    if (level === from) return;
    if (levelChangesModel[level] === 1 || levelChangesModel[from] === 1) {
      throw new RangeError(
        `level ${id} of ${controlIds[control]} changes the model by set: it cannot change in a trial`,
      );
    }
    controls.level[control] = level;
    setBase(control);
    if (model.transferLimit.length > 0) transfers.choose(controls.level);
    pace.look(true);
  }

  return {
    setBase,
    act: (action) => {
      switch (action.kind) {
        case 'repair':
          effects.repair(indexOf(nodeIds, action.node, 'node'));
          return;
        case 'outage': {
          const leaves = action.leaves ?? 0;
          if (!(leaves >= 0 && leaves <= 1)) throw new RangeError(`leaves ${leaves} lies outside 0..1`);
          if (!(action.hours >= 0)) throw new RangeError(`hours ${action.hours} is no length of time`);
          const node = indexOf(nodeIds, action.node, 'node');
          const event = pools.addEvent(-1, -1, 0);
          pools.name(event, action.id);
          const cause = strikes.strike(event, actionSource, node, leaves, action.hours);
          order.drawUnder(cause, drawsOf([`action:${action.id}`]), 0, 0);
          return;
        }
        case 'level':
          setLevel(indexOf(controlIds, action.control, 'control'), action.level);
          return;
        default:
          action satisfies never;
      }
    },
  };
}
