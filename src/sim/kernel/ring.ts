/** Passes an event to the part that planned it. */
import type { BlackStart } from './clocks/black-start.ts';
import type { CompiledModel } from './ground/compiled-model.ts';
import type { Durations } from './ground/durations.ts';
import type { Effects } from './network/effects.ts';
import type { EventTable } from './extension.ts';
import type { More } from './threats/more.ts';
import type { Pace } from './threats/pace.ts';
import { GIVEN_INDEX, PURPOSE } from './ground/purposes.ts';
import { EVENT } from './ground/queue.ts';
import type { Restart } from './clocks/restart.ts';
import type { GroupClock } from './clocks/stock.ts';
import type { Strikes } from './threats/strikes.ts';

export interface Planners {
  readonly stock: GroupClock;
  readonly restart: Restart;
  readonly fallback: GroupClock;
  readonly switchover: GroupClock;
  readonly blackStart: BlackStart;
}

/** Dependencies of the factory. */
interface RingOf {
  readonly model: CompiledModel;
  readonly durations: Durations;
  readonly strikes: Strikes;
  readonly pace: Pace;
  /** Absent where no extension moves a rate. */
  readonly more: More | undefined;
  readonly effects: Effects;
  readonly planners: Planners;
  readonly extensions: EventTable;
}

/**
 * A function of an event's kind, target and generation. A switch, because V8 never inlines a call through a table of
 * functions.
 */
export function makeRing({
  model,
  durations,
  strikes,
  pace,
  more,
  effects,
  planners: { stock, restart, fallback, switchover, blackStart },
  extensions,
}: RingOf): (kind: number, target: number, generation: number) => void {
  const {
    shockNode,
    shockLeaves,
    shockStream,
    shockSource,
    shockOutageSampler,
    shockSpared,
    givenThreats,
    givenOrdinals,
  } = model;
  const kinds = EVENT;

  function shock(index: number): void {
    if (shockSpared[index] === 1) return;
    const row = shockOutageSampler[index]!;
    const hours = row < 0 ? Infinity : durations.draw(row, shockStream[index]!, 0, PURPOSE.struck);
    const source = shockSource[index]!;
    strikes.strike(strikes.shock(source, shockStream[index]!), source, shockNode[index]!, shockLeaves[index]!, hours);
  }

  function extra(threat: number, index: number): void {
    const address = pace.happens(threat, index);
    if (address >= 0 && pace.use(threat)) strikes.event(threat, address, false);
  }

  return (kind, target, generation) => {
    switch (kind) {
      case kinds.repair:
        effects.ring(target, generation);
        break;
      case kinds.stock:
        stock.ring(target, generation);
        break;
      case kinds.arrival:
        if (!pace.ring(target, generation)) break;
        strikes.event(target, pace.clockIndex(target), false);
        pace.renew(target);
        break;
      case kinds.landing:
        strikes.land(target, generation);
        break;
      case kinds.switchover:
        switchover.ring(target, generation);
        break;
      case kinds.restart:
        restart.ring(target, generation);
        break;
      case kinds.fallback:
        fallback.ring(target, generation);
        break;
      case kinds.blackStart:
        blackStart.ring(target, generation);
        break;
      case kinds.dated:
        strikes.event(target, generation, false);
        break;
      case kinds.given:
        strikes.event(givenThreats[target]!, GIVEN_INDEX - givenOrdinals[target]!, true);
        break;
      case kinds.shock:
        shock(target);
        break;
      case kinds.more:
        extra(target, generation);
        break;
      case kinds.cell:
        more!.ring();
        break;
      default:
        extensions.ring(kind, target, generation);
    }
  };
}
