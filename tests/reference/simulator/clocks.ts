/** The clocks of needs and nodes, which look at an instant's result: DESIGN 5.1, 5.3 to 5.5 and 5.7. */
import { PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import type { Agenda } from './agenda.ts';
import { CLASS, Clocks } from './agenda.ts';
import type { Chance, Stated } from './chance.ts';
import { figure } from './drivers/figures.ts';
import type { Moving } from './drivers/moving.ts';
import type { Group, Plain, PlainNode } from './plain.ts';
import { SMALL } from './plain.ts';
import { couldRun, needsAreMet } from './settle.ts';
import type { State } from './state.ts';
import type { Supply } from './supply.ts';

export function makeClocks(
  plain: Plain,
  state: State,
  chance: Chance,
  trial: number,
  agenda: Agenda,
  supply: Supply,
  moving: Moving,
): { look(): void } {
  const switchovers = new Clocks();
  const restarts = new Clocks();
  const fallbacks = new Clocks();
  const stocks = new Clocks();
  const blackStarts = new Clocks();
  const counters = new Map<string, number>();

  /** The next draw of a clock: the first has index 0. Drivers scale it. */
  function hoursOf(stated: Stated, label: string, purpose: number, scaledBy?: string): number {
    const key = `${purpose} ${label}`;
    const index = counters.get(key) ?? 0;
    counters.set(key, index + 1);
    const factor = scaledBy === undefined ? 1 : moving(scaledBy);
    return factor * chance.ofEvent(stated, chance.at(label, trial, index, purpose)[0]!, trial);
  }

  function ofNeed(what: 'switchover' | 'buffer' | 'refill', group: Group): string {
    return figure.ofNeed(what, plain.nodes[group.node]!.id, group.id);
  }

  function lookAtSwitchover(group: Group): void {
    if (group.switchover === undefined) return;
    const its = state.groups[group.number]!;
    const best = supply.bestIdle(group);
    if (best === its.begun) return;
    switchovers.callOff(group.number);
    its.begun = best;
    if (best < 0) return;
    const hour = state.now + hoursOf(group.switchover, group.label, PURPOSE.switchover, ofNeed('switchover', group));
    const clock = agenda.plan(hour, CLASS.supplyClock, group.node, () => {
      switchovers.callOff(group.number);
      its.begun = -1;
      if (!supply.runsOn(group.members[best]!.node, group.node)) supply.takeOver(group, best);
    });
    switchovers.set(group.number, clock);
  }

  function lookAtStock(group: Group): void {
    const its = state.groups[group.number]!;
    if (group.buffer === undefined) return;
    const shortfall = 1 - supply.supplyOf(group, false);
    const short = shortfall > SMALL;
    if (its.stock === 'full') {
      if (!short) return;
      its.size = hoursOf(group.buffer, group.label, PURPOSE.buffer, ofNeed('buffer', group));
      Object.assign(its, { stock: 'part', left: its.size, speed: 0, asOf: state.now });
    } else if (its.stock === 'empty') {
      if (short) return;
      Object.assign(its, { stock: 'part', left: 0, speed: 0, asOf: state.now });
    }
    const fills = its.speed > 0;
    if (!short && fills) return;
    if (short && its.speed === -shortfall) return;
    its.left += its.speed * (state.now - its.asOf);
    its.asOf = state.now;
    stocks.callOff(group.number);
    const ends = (hours: number, stock: 'full' | 'empty'): void => {
      const clock = agenda.plan(state.now + hours, CLASS.buffer, group.number, () => {
        Object.assign(its, { stock, left: stock === 'empty' ? 0 : its.left, speed: 0 });
      });
      stocks.set(group.number, clock);
    };
    if (short) {
      its.speed = -shortfall;
      ends(its.left / shortfall, 'empty');
      return;
    }
    const refill =
      group.refill === undefined ? 0 : hoursOf(group.refill, group.label, PURPOSE.refill, ofNeed('refill', group));
    // A stock of nothing is full.
    if (refill <= 0 || its.size <= 0) {
      Object.assign(its, { stock: 'full', speed: 0 });
      return;
    }
    its.speed = its.size / refill;
    ends((its.size - its.left) / its.speed, 'full');
  }

  /** One clock and one draw a node. */
  function lookAtRestart(node: PlainNode): void {
    const its = state.nodes[node.number]!;
    const given = supply.needsGive(node);
    if (given > 1 - SMALL) its.needsFell = -1;
    else if (its.needsFell < 0) its.needsFell = state.now;
    if (node.restart === undefined) return;
    const would = supply.needsWouldGive(node);
    if (would <= given + SMALL) {
      restarts.callOff(node.number);
      return;
    }
    if (restarts.runs(node.number) && Math.abs(would - its.restartFor) <= SMALL) return;
    its.restartFor = would;
    const down = state.now - its.needsFell;
    const law = node.restart.findLast(({ after }) => down >= after - SMALL * Math.max(1, after))!;
    const hour = state.now + hoursOf(law.hours, node.label, PURPOSE.restart, figure.ofNode('restart', node.id));
    const clock = agenda.plan(hour, CLASS.supplyClock, node.number, () => {
      restarts.callOff(node.number);
      // As they supplied up to this hour: what changes in it is a rise that waits for the next restart.
      for (const group of node.groups) {
        const counts = state.groups[group.number]!;
        counts.counted = Math.max(counts.counted, supply.countable(group));
        counts.countedMost = counts.counted;
      }
    });
    restarts.set(node.number, clock);
  }

  function lookAtFallback(group: Group): void {
    if (group.fallback === undefined || group.after === undefined) return;
    const its = state.groups[group.number]!;
    if (its.counted >= supply.fallbackOf(group) - SMALL) {
      fallbacks.callOff(group.number);
      its.fallbackOn = false;
      return;
    }
    if (its.fallbackOn || fallbacks.runs(group.number)) return;
    const hour = state.now + hoursOf(group.after, group.label, PURPOSE.fallback);
    const clock = agenda.plan(hour, CLASS.supplyClock, group.node, () => {
      fallbacks.callOff(group.number);
      its.fallbackOn = true;
    });
    fallbacks.set(group.number, clock);
  }

  function lookAtBlackStart(node: PlainNode): void {
    if (node.blackStart === undefined || !node.inLoop) return;
    const its = state.nodes[node.number]!;
    if (its.boosted) return;
    if (!(couldRun(supply, node) && !needsAreMet(supply, node) && its.own > 0)) {
      blackStarts.callOff(node.number);
      return;
    }
    if (blackStarts.runs(node.number)) return;
    const hour =
      state.now + hoursOf(node.blackStart, node.label, PURPOSE.blackStart, figure.ofNode('blackStart', node.id));
    const clock = agenda.plan(hour, CLASS.supplyClock, node.number, () => {
      blackStarts.callOff(node.number);
      its.boosted = true;
    });
    blackStarts.set(node.number, clock);
  }

  return {
    look: () => {
      for (const node of plain.nodes) lookAtBlackStart(node);
      for (const group of plain.groups) lookAtSwitchover(group);
      for (const group of plain.groups) lookAtStock(group);
      for (const node of plain.nodes) lookAtRestart(node);
      for (const group of plain.groups) lookAtFallback(group);
    },
  };
}
