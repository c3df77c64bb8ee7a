/** What states in force and indices make of a figure: the product of its moves. */
import type { Draws } from '../../random/draws.ts';
import { pow } from '../../random/elementary.ts';
import type { Sampler } from '../../distributions/sampler.ts';
import { PURPOSE } from '../../kernel/ground/purposes.ts';
import type { DriverTables } from '../tables.ts';

export interface Moves {
  /** A state is in force, by the spell with this number: its factors that vary are drawn. */
  begin(state: number, world: number, trial: number, number: number): void;
  /** The state is in force no more. */
  end(state: number): void;
  /** The product over the moves of a row of a table: of states in force, and of all indices. */
  product(start: Int32Array, move: Int32Array, row: number): number;
  /** None is in force. */
  clear(): void;
}

/** Dependencies of the factory. */
interface MovesOf {
  readonly tables: DriverTables;
  readonly slots: Float64Array;
  readonly sampler: Sampler;
  readonly draws: Draws;
  /** Of the indices, with what scales them. */
  readonly value: Float64Array;
}

export function makeMoves({ tables, slots, sampler, draws, value }: MovesOf): Moves {
  const { moveState, moveIndex, moveSlot, moveSampler, moveStream, movePower, stateStream } = tables;
  const states = stateStream.length;
  const isInForce = new Uint8Array(states);
  const drawn = new Float64Array(moveState.length).fill(1);
  /** Moves of each state that are drawn for each spell. */
  const varying: number[][] = Array.from({ length: states }, () => []);
  moveState.forEach((state, move) => {
    if (state >= 0 && moveSlot[move]! < 0) varying[state]!.push(move);
  });

  function factorOf(move: number): number {
    const state = moveState[move]!;
    if (state >= 0) return isInForce[state] === 0 ? 1 : moveSlot[move]! < 0 ? drawn[move]! : slots[moveSlot[move]!]!;
    const at = value[moveIndex[move]!]!;
    return movePower[move] === 1 ? at : pow(at, movePower[move]!);
  }

  return {
    begin: (state, world, trial, number) => {
      isInForce[state] = 1;
      for (const move of varying[state]!) {
        draws.at(moveStream[move]!, world, trial, number, PURPOSE.spell);
        drawn[move] = sampler.sample(moveSampler[move]!, draws.word[0]!);
      }
    },
    end: (state) => {
      isInForce[state] = 0;
    },
    product: (start, move, row) => {
      let product = 1;
      for (let at = start[row]!; at < start[row + 1]!; at++) product *= factorOf(move[at]!);
      return product;
    },
    clear: () => isInForce.fill(0),
  };
}
