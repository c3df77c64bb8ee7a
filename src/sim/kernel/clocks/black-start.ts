/**
 * Black starts: a node lifts a fallen loop when everything but the loop would supply it.
 *
 * In a changed future a loop may be unlocked: all its nodes then start this way, at once, as soon as none has an own
 * effect and everything but the loop would supply each of them.
 */
import type { Agenda } from '../ground/agenda.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { makeCountdown } from './countdown.ts';
import type { Durations } from '../ground/durations.ts';
import { fixedInts } from '../ground/fixed.ts';
import type { Factors } from '../ground/factors.ts';
import type { Part } from '../ground/part.ts';
import { LEAST_CHANGE, PURPOSE } from '../ground/purposes.ts';
import type { Queue } from '../ground/queue.ts';
import { EVENT } from '../ground/queue.ts';
import type { State } from '../ground/state.ts';
import type { Supply } from '../network/supply.ts';
import type { Tell } from '../ground/tell.ts';

export interface BlackStart extends Part {
  /** After an instant has settled, looks at all nodes that can black-start and have not. */
  look(): void;
  /** Whether the black start of a node is over: its needs inside the loop are really met, or one outside is not. */
  isOver(node: number): boolean;
  ring(node: number, generation: number): void;
  reset(): void;
  /** Called after the parameters change. */
  prepare(): void;
}

/** Dependencies of the factory. */
interface BlackStartOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly supply: Supply;
  readonly agenda: Agenda;
  readonly queue: Queue;
  readonly durations: Durations;
  readonly tell: Tell | undefined;
  readonly factors: Factors;
}

export function makeBlackStart({
  model,
  state,
  supply,
  agenda,
  queue,
  durations,
  tell,
  factors,
}: BlackStartOf): BlackStart {
  const { nodeBlackStartSampler, nodeLoop, nodeStream, nodeUnlocked, groupStart, edgeStart, edgeInLoop } = model;
  const { now, own, base, nodeBits, bridging, boosted } = state;
  const starters: number[] = [];
  function prepare(): void {
    starters.length = 0;
    for (let n = 0; n < nodeLoop.length; n++) {
      if (nodeLoop[n]! >= 0 && (nodeBlackStartSampler[n]! >= 0 || nodeUnlocked[n] === 1)) starters.push(n);
    }
  }
  prepare();
  const clock = makeCountdown({
    model,
    state,
    queue,
    durations,
    tell,
    clockOf: {
      clock: 'blackStart',
      event: EVENT.blackStart,
      purpose: PURPOSE.blackStart,
      nodes: fixedInts(nodeLoop.length).map((_, node) => node),
      ofGroups: false,
      factor: factors.of('blackStart'),
    },
  });
  const { running } = clock;

  function hasLoopMember(group: number): boolean {
    for (let e = edgeStart[group]!; e < edgeStart[group + 1]!; e++) if (edgeInLoop[e] === 1) return true;
    return false;
  }

  /** Whether every need would give 1 if the loop did. */
  function wouldBeMet(node: number): boolean {
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
      if (bridging[g] === 0 && supply.of(g, true) < 1 - LEAST_CHANGE) return false;
    }
    return true;
  }

  /** Whether only the loop itself holds an unlocked loop down. */
  function isFree(loop: number): boolean {
    return starters.every(
      (node) =>
        nodeLoop[node] !== loop ||
        (own[node << nodeBits]! >= base[node << nodeBits]! - LEAST_CHANGE && wouldBeMet(node)),
    );
  }

  /** Whether a node may lift its loop. */
  function mayStart(node: number): boolean {
    return nodeUnlocked[node] === 1 ? isFree(nodeLoop[node]!) : own[node << nodeBits]! > 0 && wouldBeMet(node);
  }

  /** Whether every need inside the loop is really met. */
  function loopIsMet(node: number): boolean {
    for (let g = groupStart[node]!; g < groupStart[node + 1]!; g++) {
      if (hasLoopMember(g) && bridging[g] === 0 && supply.of(g, false) < 1 - LEAST_CHANGE) return false;
    }
    return true;
  }

  return {
    look: () => {
      for (const node of starters) {
        if (boosted[node] === 1) continue;
        const wanted = !loopIsMet(node) && mayStart(node);
        if (wanted === (running[node] === 1)) continue;
        if (wanted && nodeUnlocked[node] === 1) clock.setAtOnce(node);
        else if (wanted) clock.set(node, nodeBlackStartSampler[node]!, nodeStream[node]!);
        else clock.stop(node);
      }
    },
    isOver: (node) => loopIsMet(node) || !(nodeUnlocked[node] === 1 ? isFree(nodeLoop[node]!) : wouldBeMet(node)),
    ring: (node, g) => {
      if (!clock.isDue(node, g)) return;
      state.touchNode(node);
      boosted[node] = 1;
      tell?.clockEnds(now[0]!, 'blackStart', node, -1);
      for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) agenda.pushGroup(group);
    },
    reset: () => {
      for (const node of starters) {
        clock.reset(node);
        boosted[node] = 0;
      }
    },
    prepare,
    save: clock.save,
    restore: clock.restore,
  };
}
