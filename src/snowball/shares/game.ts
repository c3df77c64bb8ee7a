/** The game of threats: what futures lose in which only some of them come. */
import type { Futures, FuturesOptions } from '../../sim/session/futures.ts';
import { makeDraws, unitFromWord } from '../../sim/random/draws.ts';
import { streamKeys } from '../../sim/random/key.ts';
import type { Tail } from '../tail.ts';
import type { EventsRead } from './read-events.ts';
import { shapeOf, worthOf, type Worth } from './worth.ts';

/** Trials without a loss, or beyond those that were looked at, of which it is tried whether one loses more when a threat stays away. */
const CHECKED = 1000;

/**
 * Trials that are looked at where some lose more when a threat stays away, the worst first; at least four times as many as the
 * tail has. What rises into the tail from below them is left out.
 */
const MOST_WHERE_SOME_RISE = 4096;

/** Trials that are looked at in one go, worst first: as many as the tail has, but no fewer. */
const SHORTEST_STRETCH = 128;

/** A game over the threats of a model, by their position in order of id. */
export interface ThreatGame {
  /** Threats that come in some trial that may lose: all others have no share. Ascending. */
  readonly players: readonly number[];
  /** Tail mean of the futures in which only these threats come; shocks and given outages come all the same. */
  worthOf(threats: readonly number[]): Promise<Worth>;
}

/** Threats that came in trials. Shape [trials]. */
async function eventsOf(futures: Futures, trials: Int32Array, options: FuturesOptions): Promise<number[][]> {
  const ascending = trials.toSorted();
  const parts = await futures.read<null, EventsRead>('events', ascending, null, options);
  const rows = parts.flatMap(({ start, threat }) =>
    Array.from({ length: start.length - 1 }, (_, entry) => [...threat.subarray(start[entry]!, start[entry + 1]!)]),
  );
  const rowOf = new Map(Array.from(ascending, (trial, at) => [trial, rows[at]!]));
  return Array.from(trials, (trial) => rowOf.get(trial)!);
}

/** The largest counted loss of a period of each trial. */
function worstPeriods(losses: Float64Array, periods: number): Float64Array {
  return Float64Array.from({ length: losses.length / periods }, (_, trial) =>
    Math.max(...losses.subarray(trial * periods, (trial + 1) * periods)),
  );
}

/** Distinct numbers below `of`, by chance, ascending; all where there are no more. */
function someOf(list: Int32Array, count: number, seed: string): Int32Array {
  if (list.length <= count) return list;
  const draws = makeDraws(streamKeys(seed, ['snowball.shares.check']));
  const taken = new Set<number>();
  for (let index = 0; taken.size < count; index++) {
    draws.at(0, 0, 0, index, 0);
    taken.add(Math.floor(unitFromWord(draws.word[0]!) * list.length));
  }
  return Int32Array.from(taken, (at) => list[at]!).toSorted();
}

/**
 * The game that is played for the tail of futures.
 *
 * A trial in which only some threats come is run only where that leaves out one that came. Trials are taken worst first, until none of the rest can
 * reach the tail: exact while no trial loses more when a threat stays away. That is tried on 1,000 of the rest; where one does, the worst 4,096 are
 * taken, or four times as many as the tail has.
 */
export async function threatGame(tail: Tail, options: FuturesOptions = {}): Promise<ThreatGame> {
  const { futures, level } = tail;
  const { sample, seed } = futures;
  const { losses, periods } = sample;
  const { threatIds, shockIds, conditional } = sample.variant.compiled;
  const shape = shapeOf(sample);
  const tailPeriods = losses.length * (1 - level);
  const stretch = Math.max(SHORTEST_STRETCH, Math.ceil(tailPeriods));
  const worst = worstPeriods(losses, periods);
  const numbers = Int32Array.from(worst.keys());
  const without = numbers.filter((trial) => worst[trial]! <= 0);
  /** Something comes that is no threat. */
  const hasMore = shockIds.length > 0 || conditional;

  const changed = (threats: readonly number[], trials: Int32Array): Promise<Float64Array> => {
    const come = new Set(threats);
    const withoutThreats = threatIds.filter((_, threat) => !come.has(threat));
    return futures.changed({ withoutThreats }, trials, options);
  };

  /** Whether some of these trials loses more when one of its threats stays away. */
  async function someRise(trials: Int32Array): Promise<boolean> {
    const came = await eventsOf(futures, trials, options);
    for (const threat of new Set(came.flat())) {
      const those = trials.filter((_, at) => came[at]!.length > 1 && came[at]!.includes(threat));
      if (those.length === 0) continue;
      const found = await futures.changed({ withoutThreats: [threatIds[threat]!] }, those, options);
      if (
        those.some(
          (trial, at) =>
            Math.max(...found.subarray(at * periods, (at + 1) * periods)) > worst[trial]! + 1e-6 * (1 + worst[trial]!),
        )
      )
        return true;
    }
    return false;
  }

  const canRise = await someRise(
    Int32Array.from([...someOf(without, CHECKED, seed), ...someOf(tail.order, CHECKED, seed)]),
  );
  const most = Math.max(MOST_WHERE_SOME_RISE, Math.ceil(4 * tailPeriods));
  const looked = canRise ? Int32Array.from([...tail.order, ...without].slice(0, most)) : tail.order;
  const came = await eventsOf(futures, looked, options);

  /** Losses of some of the trials looked at, in which only these threats come. Shape [entries * periods]. */
  async function lossesOf(only: ReadonlySet<number>, from: number, end: number): Promise<Float64Array> {
    const found = new Float64Array((end - from) * periods);
    const open = new Map<string, { threats: number[]; entries: number[] }>();
    for (let entry = from; entry < end; entry++) {
      const threats = came[entry]!.filter((threat) => only.has(threat));
      if (threats.length === came[entry]!.length) {
        found.set(losses.subarray(looked[entry]! * periods, (looked[entry]! + 1) * periods), (entry - from) * periods);
      } else if (threats.length > 0 || hasMore) {
        const key = threats.join();
        const known = open.get(key);
        if (known === undefined) open.set(key, { threats, entries: [entry] });
        else known.entries.push(entry);
      }
    }
    for (const { threats, entries } of open.values()) {
      const own = await changed(
        threats,
        Int32Array.from(entries, (entry) => looked[entry]!),
      );
      entries.forEach((entry, at) => {
        found.set(own.subarray(at * periods, (at + 1) * periods), (entry - from) * periods);
      });
    }
    return found;
  }

  return {
    players: [...new Set(came.flat())].toSorted((a, b) => a - b),
    worthOf: async (threats) => {
      const only = new Set(threats);
      const [place, loss]: [number[], number[]] = [[], []];
      for (let from = 0; from < looked.length; from += stretch) {
        const end = Math.min(looked.length, from + stretch);
        const found = await lossesOf(only, from, end);
        found.forEach((each, at) => {
          if (each <= 0) return;
          place.push(looked[from + Math.floor(at / periods)]! * periods + (at % periods));
          loss.push(each);
        });
        // None of the rest can be above the least of the tail
        const next = end < looked.length ? worst[looked[end]!]! : 0;
        if (!canRise && loss.filter((each) => each >= next).length >= tailPeriods) break;
      }
      return worthOf({ place, loss }, shape, level);
    },
  };
}
