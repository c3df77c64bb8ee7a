/** Which states run at the start of a trial, and what is left of their spells. */
import { unitFromWord } from '../../random/draws.ts';
import { log1p } from '../../random/elementary.ts';
import { PURPOSE } from '../../kernel/ground/purposes.ts';
import { NOW } from '../tables.ts';
import { leftOf } from './left.ts';
import type { Lines } from './lines.ts';
import type { PathOf } from './make-path.ts';

export interface Starts {
  /** A world's chances. */
  enter(): void;
  /** Whether some state may run at the start of a trial of the block. */
  reach(local: number): boolean;
  /** Calls `run` with each state that runs, and the hours that are left of its spell. */
  begin(local: number, world: number, trial: number, run: (state: number, left: number) => void): void;
}

export function makeStarts(of: PathOf & { readonly lines: Lines }): Starts {
  const { tables, calendar, sampler, slots, draws, lines } = of;
  const { stateStart, nowState, nowLeftSampler, stateStream, stateLastsSampler, stateMeanSlot } = tables;
  const { stateMayRun, stateRateSlot, statePaceFactor, statePaceProfile, leftStart, leftPoint } = tables;
  const { word } = draws;
  const drivers = nowState.length;
  const line = Array.from(stateMayRun, (may, s) => (may === 1 ? lines.add(stateStream[s]!, 0, PURPOSE.start) : -1));

  /** Mean distance, in trials, of the starts at which a state runs: it does with chance m / (T + m). */
  function spaceOf(s: number): number {
    const rate = slots[stateRateSlot[s]!]! * statePaceFactor[s]! * calendar.factor(statePaceProfile[s]!, 0);
    const mean = slots[stateMeanSlot[s]!]!;
    // The chance that it does not run is 1 / (1 + m / T).
    return rate * mean > 0 ? 1 / log1p(rate * mean) : Infinity;
  }

  /** Hours left of a spell of which nothing is known. */
  function left(s: number, world: number, trial: number): number {
    if (stateLastsSampler[s]! < 0) return Infinity;
    draws.at(stateStream[s]!, world, trial, 0, PURPOSE.left);
    return slots[stateMeanSlot[s]!]! * leftOf(leftPoint, leftStart[s]!, leftStart[s + 1]!, unitFromWord(word[0]!));
  }

  function knownLeft(d: number, s: number, world: number, trial: number): number {
    if (nowLeftSampler[d]! < 0) return left(s, world, trial);
    draws.at(stateStream[s]!, world, trial, 0, PURPOSE.left);
    return sampler.sample(nowLeftSampler[d]!, word[0]!);
  }

  return {
    enter: () => line.forEach((one, s) => one >= 0 && lines.space(one, spaceOf(s))),
    reach: (local) => {
      for (let d = 0; d < drivers; d++) if (nowState[d]! >= 0) return true;
      for (let s = 0; s < line.length; s++) if (line[s]! >= 0 && lines.reaches(line[s]!, local)) return true;
      return false;
    },
    begin: (local, world, trial, run) => {
      for (let d = 0; d < drivers; d++) {
        const known = nowState[d]!;
        for (let s = stateStart[d]!; s < stateStart[d + 1]!; s++) {
          let runs = false;
          if (line[s]! >= 0) while (lines.take(line[s]!, local) >= 0) runs = true;
          if (known === NOW.normal || (known >= 0 && s > known)) continue;
          if (s === known) run(s, knownLeft(d, s, world, trial));
          else if (runs) run(s, left(s, world, trial));
        }
      }
    },
  };
}
