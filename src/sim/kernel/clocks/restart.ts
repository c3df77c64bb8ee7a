/**
 * Restarts: a rise in what a node's needs give waits for one clock of the node.
 *
 * The clock runs while what the needs would give, with stocks and fallbacks, exceeds what they give, and starts again
 * when that changes. When it ends, every need counts as it was supplied before that hour: a rise in the same hour waits
 * for the next restart, as one a moment before or after would.
 */
import { reaches } from '../../../model/bounds.ts';
import type { Agenda } from '../ground/agenda.ts';
import type { CompiledModel } from '../ground/compiled-model.ts';
import { makeCountdown } from './countdown.ts';
import type { Durations } from '../ground/durations.ts';
import { fixedDoubles, fixedInts } from '../ground/fixed.ts';
import type { Factors } from '../ground/factors.ts';
import type { Part } from '../ground/part.ts';
import { LEAST_CHANGE, PURPOSE } from '../ground/purposes.ts';
import type { Queue } from '../ground/queue.ts';
import { EVENT } from '../ground/queue.ts';
import type { State } from '../ground/state.ts';
import type { Tell } from '../ground/tell.ts';

export interface Restart extends Part {
  /** Looks at what the needs of a node with a restart would give, once all of them are settled. */
  look(node: number): void;
  ring(node: number, generation: number): void;
  resetNode(node: number): void;
}

/** Dependencies of the factory. */
interface RestartOf {
  readonly model: CompiledModel;
  readonly state: State;
  readonly agenda: Agenda;
  readonly queue: Queue;
  readonly durations: Durations;
  readonly tell: Tell | undefined;
  readonly factors: Factors;
}

export function makeRestart({ model, state, agenda, queue, durations, tell, factors }: RestartOf): Restart {
  const least = LEAST_CHANGE;
  const { restartStart, restartAfter, restartSampler, nodeStream, groupStart } = model;
  const { now, bridging, supply, counted, countedBefore, gives, groupBits } = state;
  const nodes = nodeStream.length;
  const clock = makeCountdown({
    model,
    state,
    queue,
    durations,
    tell,
    clockOf: {
      clock: 'restart',
      event: EVENT.restart,
      purpose: PURPOSE.restart,
      nodes: fixedInts(nodes).map((_, node) => node),
      ofGroups: false,
      factor: factors.of('restart'),
    },
  });
  const { running } = clock;
  /** What the needs would give when the clock began. */
  const target = fixedDoubles(nodes);
  /** Hour at which the needs fell below 1; -1 while they give 1. */
  const since = fixedDoubles(nodes).fill(-1);

  /** The law of the latest stage reached. */
  function lawOf(node: number): number {
    const hours = now[0]! - since[node]!;
    let stage = restartStart[node]!;
    while (stage + 1 < restartStart[node + 1]! && reaches(hours, restartAfter[stage + 1]!)) stage++;
    return restartSampler[stage]!;
  }

  return {
    look: (node) => {
      const stop = groupStart[node + 1]!;
      let would = 1;
      let given = 1;
      for (let g = groupStart[node]!; g < stop; g++) {
        const gave = gives[g << groupBits]!;
        const supplied = bridging[g] === 1 ? 1 : supply[g << groupBits]!;
        // What counts is never more than the supply, so where a fallback is at work it is the greater of the two.
        const could = supplied > gave ? supplied : gave;
        if (could < would) would = could;
        if (gave < given) given = gave;
      }
      if (given > 1 - least) since[node] = -1;
      else if (since[node]! < 0) since[node] = now[0]!;
      if (would <= given + least) {
        if (running[node] === 1) clock.stop(node);
        return;
      }
      if (running[node] === 1 && Math.abs(would - target[node]!) <= least) return;
      target[node] = would;
      clock.set(node, lawOf(node), nodeStream[node]!);
    },
    ring: (node, g) => {
      if (!clock.isDue(node, g)) return;
      let rises = false;
      for (let group = groupStart[node]!; group < groupStart[node + 1]!; group++) {
        const value = bridging[group] === 1 ? 1 : supply[group << groupBits]!;
        if (value <= counted[group << groupBits]! + least) continue;
        rises = true;
        state.markGroup(group);
        // What counts has moved now, even if a fall in this instant takes it back.
        countedBefore[group << groupBits] = -1;
        counted[group << groupBits] = value;
        agenda.pushGroup(group);
      }
      if (rises) tell?.clockEnds(now[0]!, 'restart', node, -1);
    },
    resetNode: (node) => {
      clock.reset(node);
      since[node] = -1;
    },
    save: () => [clock.save(), target.slice(), since.slice()],
    restore: (saved) => {
      const [c, t, s] = saved as [unknown, Float64Array, Float64Array];
      clock.restore(c);
      target.set(t);
      since.set(s);
    },
  };
}
