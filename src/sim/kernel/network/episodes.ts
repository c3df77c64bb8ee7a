/** Episodes: from the first node down to none down. What lasts no time neither makes one nor ends one. */
import { sizePlace, type Columns } from '../ground/columns.ts';
import { fixedDoubles, fixedInts, zero } from '../ground/fixed.ts';
import type { State } from '../ground/state.ts';
import type { Ledger } from '../ledger/ledger.ts';

export interface Episodes {
  /** [Number of the latest in the trial, from 1]. */
  readonly number: Int32Array;
  /** A node is down. */
  enter(): void;
  /** It is no longer. */
  leave(): void;
  /** Another node has been down in the latest for some time. */
  count(): void;
  areDown(): boolean;
  /** Ends the latest. */
  close(): void;
  clear(): void;
  /** All that it keeps. */
  readonly arrays: readonly (Int32Array | Float64Array)[];
}

// Places: nodes down, nodes that were, whether the latest is open
const DOWN = 0;
const SIZE = 1;
const OPEN = 2;

export function makeEpisodes(layout: Columns, { now }: State, ledger: Ledger): Episodes {
  const number = fixedInts(1);
  const latest = fixedInts(3);
  /** [Hour at which the last of its nodes was back]. */
  const backAt = fixedDoubles(1);

  function end(): void {
    const size = latest[SIZE]!;
    latest[OPEN] = 0;
    if (size === 0) return;
    ledger.add(layout.episodeSize + sizePlace(size), 1);
    ledger.add(layout.episodes, 1);
    ledger.add(layout.episodeNodes, size);
  }

  return {
    number,
    enter: () => {
      // One that begins in the hour in which the last node is back goes on: between them is no time.
      if (latest[DOWN] === 0 && (latest[OPEN] === 0 || now[0]! > backAt[0]!)) {
        if (latest[OPEN] === 1) end();
        latest[OPEN] = 1;
        latest[SIZE] = 0;
        number[0]!++;
      }
      latest[DOWN]!++;
    },
    leave: () => {
      latest[DOWN]!--;
      if (latest[DOWN] === 0) backAt[0] = now[0]!;
    },
    count: () => {
      latest[SIZE]!++;
    },
    areDown: () => latest[DOWN]! > 0,
    close: () => {
      if (latest[OPEN] === 1) end();
    },
    clear: () => {
      zero(number);
      zero(latest);
      zero(backAt);
    },
    arrays: [number, latest, backAt],
  };
}
