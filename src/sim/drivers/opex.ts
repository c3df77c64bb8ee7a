/** What drivers make of the running costs of controls: the mean factor over time and trials, in each world. */
import { makeDriverPaths } from './path/driver-paths.ts';
import { makeMoves } from './path/moves.ts';
import { makeDraws } from '../random/draws.ts';
import { streamKeys } from '../random/key.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { driversOf } from './tables.ts';

/** Which worlds and trials: those of a simulation under the seed. */
export interface OpexAsked {
  readonly seed: string;
  readonly worlds: number;
  readonly trialsPerWorld: number;
}

/**
 * Mean factors on `opex`, by id of the controls whose running costs drivers scale. Each Shape [worlds].
 *
 * The paths are those of the simulated trials, so that costs and losses of a world belong together.
 */
export function opexFactors(model: CompiledModel, asked: OpexAsked): ReadonlyMap<string, Float64Array> {
  const rows = driversOf(model)?.opexControl.length ?? 0;
  if (rows === 0) return new Map();
  const { seed, worlds, trialsPerWorld } = asked;
  const paths = makeDriverPaths(model, seed);
  const { tables, log, slots, sampler } = paths;
  const { opexControl, opexStart, opexMove, nowState, indexIds } = tables;
  const drivers = nowState.length;
  const value = new Float64Array(indexIds.length);
  const draws = makeDraws(streamKeys(seed, tables.labels));
  const moves = makeMoves({ tables, slots, sampler, draws, value });
  const inForce = new Int32Array(drivers);
  const means = Array.from({ length: rows }, () => new Float64Array(worlds));

  function add(world: number, hours: number): void {
    for (let row = 0; row < rows; row++) means[row]![world]! += hours * moves.product(opexStart, opexMove, row);
  }

  function follow(world: number, trial: number, at: number): void {
    const what = log.turnWhat[at]!;
    if (what >= drivers) {
      value[what - drivers] = log.turnValue[at]!;
      return;
    }
    if (inForce[what]! >= 0) moves.end(log.spellState[inForce[what]!]!);
    const spell = log.turnSpell[at]!;
    inForce[what] = spell;
    if (spell >= 0) moves.begin(log.spellState[spell]!, world, trial, log.spellNumber[spell]!);
  }

  const hours = model.horizonHours;
  for (let world = 0; world < worlds; world++) {
    for (let trial = 0; trial < trialsPerWorld; trial++) {
      paths.make(world, trial);
      moves.clear();
      inForce.fill(-1);
      value.fill(1);
      let since = 0;
      for (let at = 0; at < log.counts[1]!; at++) {
        const time = log.turnTime[at]!;
        if (time > since) add(world, time - since);
        since = time;
        follow(world, trial, at);
      }
      add(world, hours - since);
    }
    for (const mean of means) mean[world]! /= hours * trialsPerWorld;
  }
  return new Map(Array.from(opexControl, (control, row) => [model.controlIds[control]!, means[row]!]));
}
