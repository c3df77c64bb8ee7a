/**
 * Poisson timelines over an address block of trials, one after another from its first trial on: position x is in trial
 * floor(x).
 *
 * A line is advanced as trials ask for it, and begun again for a trial that it has passed; so what it costs follows its
 * arrivals.
 */
import type { Draws } from '../../random/draws.ts';
import { exponentialWord } from '../../random/normal.ts';

export interface Lines {
  /** Adds a line of draws at (stream, block, index + (k >> 2), purpose), word k & 3. Returns its number. */
  add(stream: number, index: number, purpose: number): number;
  /** Sets the mean distance of a line's arrivals, in trials; Infinity for none. Call `restart` afterwards. */
  space(line: number, mean: number): void;
  /** Begins a line that was added after `restart`. */
  begin(line: number): void;
  /** Begins all lines at the first trial of a block. */
  restart(world: number, block: number): void;
  /** Whether a line has an arrival in a trial of the block that it has not passed. */
  reaches(line: number, local: number): boolean;
  /** Takes the next arrival in a trial of the block: its part of the trial, in [0, 1); -1 where there is none. */
  take(line: number, local: number): number;
}

export function makeLines(draws: Draws): Lines {
  const streams: number[] = [];
  const indices: number[] = [];
  const purposes: number[] = [];
  const spaces: number[] = [];
  const position: number[] = [];
  const drawn: number[] = [];
  let ofWorld = 0;
  let ofBlock = 0;

  function advance(line: number): void {
    const k = drawn[line]!++;
    draws.at(streams[line]!, ofWorld, ofBlock, indices[line]! + (k >> 2), purposes[line]!);
    position[line]! += exponentialWord(draws.word[k & 3]!) * spaces[line]!;
  }

  function begin(line: number): void {
    position[line] = 0;
    drawn[line] = 0;
    if (spaces[line]! < Infinity) advance(line);
    else position[line] = Infinity;
  }

  function reaches(line: number, local: number): boolean {
    while (position[line]! < local) advance(line);
    return position[line]! < local + 1;
  }

  return {
    add: (stream, index, purpose) => {
      indices.push(index);
      purposes.push(purpose);
      spaces.push(Infinity);
      position.push(Infinity);
      drawn.push(0);
      return streams.push(stream) - 1;
    },
    space: (line, mean) => {
      spaces[line] = mean;
    },
    restart: (world, block) => {
      ofWorld = world;
      ofBlock = block;
      for (let line = 0; line < streams.length; line++) begin(line);
    },
    begin,
    reaches,
    take: (line, local) => {
      if (!reaches(line, local)) return -1;
      const at = position[line]! - local;
      advance(line);
      return at;
    },
  };
}
