/** Reads of chosen trials, period by period, what features come to. */
import { makeDriverPaths } from '../../sim/drivers/path/driver-paths.ts';
import { driversOf } from '../../sim/drivers/tables.ts';
import { LEAST_CHANGE } from '../../sim/kernel/ground/purposes.ts';
import type { Root } from '../../sim/kernel/ground/tell.ts';
import type { MakeReader } from '../../sim/session/reader.ts';
import { featureNumbers } from './features.ts';

export interface FeaturesAsked {
  /** Whether hours down are read too. */
  readonly symptoms: boolean;
}

/** What is not 0: the place of the period (entry of all trials asked for x periods + period), the feature by `featureAt`, and what it comes to. */
export interface FeaturesRead {
  readonly period: Int32Array;
  readonly feature: Int32Array;
  readonly value: Float32Array;
}

export const readFeatures: MakeReader<FeaturesAsked, FeaturesRead> = ({ model, seed, makeKernel }) => {
  const { threatIds, nodeIds, periods, periodHours, horizonHours, effectThreat } = model;
  const threats = threatIds.length;
  const nodes = nodeIds.length;
  const first = featureNumbers(model);
  const width = first.count;
  const paths = driversOf(model) === undefined ? null : makeDriverPaths(model, seed);
  const hasEffects = new Uint8Array(threats);
  for (const threat of effectThreat) hasEffects[threat] = 1;
  const unhurt = new Float64Array(nodes).fill(1);
  model.controlNode.forEach((node, control) => {
    unhurt[node] = model.levelCapacity[model.controlLevel[control]!]!;
  });

  /** Of a trial: sums by period and feature, and until when a node counts as struck already. */
  const sums = new Map<number, number>();
  const struckUntil = new Map<number, number>();
  const downSince = new Map<number, number>();
  const landed = new Set<number>();
  let wantsDown = false;
  const periodOf = (hour: number): number => Math.min(periods - 1, Math.floor(hour / periodHours));
  const add = (period: number, feature: number, amount: number): void => {
    const at = period * width + feature;
    sums.set(at, (sums.get(at) ?? 0) + amount);
  };
  function addHours(from: number, to: number, feature: number): void {
    const end = Math.min(to, horizonHours);
    for (let p = periodOf(from); p < periods && (p === 0 || p * periodHours < end); p++) {
      const last = p === periods - 1 ? horizonHours : (p + 1) * periodHours;
      const hours = Math.min(end, last) - Math.max(from, p * periodHours);
      if (hours > 0) add(p, feature, hours);
    }
  }

  /** What is in force from one turn to the next: hours of each state, and of an index the mean over the period. */
  function addDrivers(world: number, trial: number): void {
    if (paths === null) return;
    paths.make(world, trial);
    const { counts, turnTime, turnWhat, turnSpell, turnValue, spellState } = paths.log;
    const { driverIds, stateDriver, stateStart, indexIds } = paths.tables;
    const drivers = driverIds.length;
    const since = new Float64Array(drivers + indexIds.length);
    const spell = new Int32Array(drivers).fill(-1);
    const value = new Float64Array(indexIds.length).fill(1);
    const close = (what: number, hour: number): void => {
      const from = since[what]!;
      since[what] = hour;
      if (hour <= from) return;
      if (what >= drivers) {
        for (let p = periodOf(from); p < periods && p * periodHours < hour; p++) {
          const last = p === periods - 1 ? horizonHours : (p + 1) * periodHours;
          const begin = p * periodHours;
          const share = (Math.min(hour, last) - Math.max(from, begin)) / (last - begin);
          if (share > 0) add(p, first.index + what - drivers, share * value[what - drivers]!);
        }
        return;
      }
      if (spell[what]! < 0) return;
      const state = spellState[spell[what]!]!;
      addHours(from, hour, first.state + state);
      // The worst state of a driver is at least itself, which `state` says already
      for (let s = stateStart[stateDriver[state]!]!; s <= state; s++) {
        if (s + 1 < stateStart[stateDriver[state]! + 1]!) addHours(from, hour, first.atLeast + s);
      }
    };
    for (let at = 0; at < counts[1]!; at++) {
      const what = turnWhat[at]!;
      close(what, Math.min(turnTime[at]!, horizonHours));
      if (what < drivers) spell[what] = turnSpell[at]!;
      else value[what - drivers] = turnValue[at]!;
    }
    for (let what = 0; what < since.length; what++) close(what, horizonHours);
  }

  const kernel = makeKernel({
    event: (hour, threat) => {
      if (hasEffects[threat] === 0) add(periodOf(hour), first.threat + threat, 1);
    },
    stopped: (hour, _control, threat, node) => {
      if (node < 0 && hasEffects[threat] === 0) add(periodOf(hour), first.threat + threat, -1);
    },
    effect: (hour: number, node: number, _leaves: number, hours: number, { source, event }: Root) => {
      if (source < threats && !landed.has(event)) {
        landed.add(event);
        add(periodOf(hour), first.threat + source, 1);
      }
      const from = Math.max(hour, struckUntil.get(node) ?? 0);
      const to = hour + hours;
      if (to > from) {
        addHours(from, to, first.struck + node);
        struckUntil.set(node, to);
      }
    },
    capacity: (hour, node, _from, to) => {
      if (!wantsDown) return;
      const isDown = to < unhurt[node]! - LEAST_CHANGE;
      const since = downSince.get(node);
      if (isDown && since === undefined) downSince.set(node, hour);
      if (!isDown && since !== undefined) {
        addHours(since, hour, first.down + node);
        downSince.delete(node);
      }
    },
  });

  return ({ world, trial, trialsPerWorld, first: start, input }, stopped) => {
    wantsDown = input.symptoms;
    kernel.expect(trialsPerWorld);
    const found: { period: number; feature: number; value: number }[] = [];
    for (let entry = 0; entry < world.length; entry++) {
      if (stopped()) return null;
      for (const each of [sums, struckUntil, downSince, landed]) each.clear();
      kernel.simulate(world[entry]!, trial[entry]!);
      addDrivers(world[entry]!, trial[entry]!);
      for (const [node, since] of downSince) addHours(since, horizonHours, first.down + node);
      for (const [at, value] of sums) {
        if (value === 0) continue;
        found.push({ period: (start + entry) * periods + Math.floor(at / width), feature: at % width, value });
      }
    }
    return {
      period: Int32Array.from(found, ({ period }) => period),
      feature: Int32Array.from(found, ({ feature }) => feature),
      value: Float32Array.from(found, ({ value }) => value),
    };
  };
};
