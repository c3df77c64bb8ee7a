/** Controls at work: what each achieves at this moment, and its draws. */
import type { CompiledModel } from '../ground/compiled-model.ts';
import type { Columns } from '../ground/columns.ts';
import type { Draws } from '../../random/draws.ts';
import { unitFromWord } from '../../random/draws.ts';
import type { Sampler } from '../../distributions/sampler.ts';
import type { Factors } from '../ground/factors.ts';
import { fixedCopy, fixedDoubles } from '../ground/fixed.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { makeLeeway, type Leeway } from './leeway.ts';
import type { Part } from '../ground/part.ts';
import { PURPOSE } from '../ground/purposes.ts';
import type { Records } from '../ground/records.ts';
import type { State } from '../ground/state.ts';
import type { Tell } from '../ground/tell.ts';

export interface Controls extends Part {
  /** Level in force of each control, an index into the levels; changes with an action. */
  readonly level: Int32Array;
  /** Product of (1 - effectiveness) of the controls that deter the threat now. */
  deterPart(threat: number): number;
  /**
   * Draws the controls in a row of a table; true when at least one stops. Counts `stopped` and `stoppedAlone`.
   *
   * @param node That the effect would reach, -1 for the whole event.
   */
  stop(
    control: Int32Array,
    stream: Int32Array,
    from: number,
    to: number,
    index: number,
    threat: number,
    node: number,
  ): boolean;
  /** Repair time of an effect: the shortest of its own and the successful offers, times the share not contained. */
  repairHours(effect: number, hours: number, index: number, purpose: number): number;
  /** Only where the leeway of trials is recorded. */
  readonly leeway: Leeway | undefined;
  reset(): void;
}

/** Dependencies of the factory. */
interface ControlsOf {
  readonly model: CompiledModel;
  readonly layout: Columns;
  readonly records: Records;
  readonly state: State;
  readonly slots: Float64Array;
  readonly draws: Draws;
  readonly sampler: Sampler;
  readonly ledger: Ledger;
  readonly tell: Tell | undefined;
  readonly factors: Factors;
  readonly hasLeeway: boolean;
}

export function makeControls({
  model,
  layout,
  records,
  state,
  slots,
  draws,
  sampler,
  ledger,
  tell,
  factors,
  hasLeeway,
}: ControlsOf): Controls {
  const { controlLevel, controlSeen, levelPreventSlot, levelDeterSlot, levelContainSlot } = model;
  const { levelRecoverSlot, levelRecoverSampler, deterStart, deterControl } = model;
  const { repairControlStart, repairControl, repairControlStream } = model;
  const { cap, nodeBits, id, now: hour } = state;
  const { prevent } = PURPOSE;
  const words = draws.word;
  const level = fixedCopy(controlLevel);
  const misses = factors.of('misses');
  const recoverFactor = factors.of('recover');
  /** Hours of the offer of a control. */
  const sampleOffer: (row: number, word: number, control: number) => number =
    recoverFactor === undefined
      ? sampler.sample
      : (row, word, control) => sampler.sample(row, word) * recoverFactor[control]!;

  /** Effectiveness now: the world's draw times the control's own capacity. */
  function now(slot: number, control: number): number {
    return slot < 0 ? 0 : slots[slot]! * cap[controlSeen[control]! << nodeBits]!;
  }

  /** The same for a share that an extension makes the control miss more or less of. */
  const stops =
    misses === undefined
      ? now
      : (slot: number, control: number): number => {
          const factor = misses[control]!;
          if (factor === 1 || slot < 0) return now(slot, control);
          const missed = factor * (1 - slots[slot]!);
          return missed < 1 ? (1 - missed) * cap[controlSeen[control]! << nodeBits]! : 0;
        };

  function deterPart(threat: number): number {
    let part = 1;
    for (let d = deterStart[threat]!; d < deterStart[threat + 1]!; d++) {
      const control = deterControl[d]!;
      part *= 1 - stops(levelDeterSlot[level[control]!]!, control);
    }
    return part;
  }

  function stop(
    control: Int32Array,
    stream: Int32Array,
    from: number,
    to: number,
    index: number,
    threat: number,
    node: number,
  ): boolean {
    let stoppers = 0;
    let only = -1;
    for (let i = from; i < to; i++) {
      const c = control[i]!;
      const effectiveness = stops(levelPreventSlot[level[c]!]!, c);
      if (effectiveness <= 0) continue;
      draws.at(stream[i]!, id[0]!, id[1]!, index, prevent);
      if (unitFromWord(words[0]!) >= effectiveness) continue;
      stoppers++;
      only = c;
      ledger.add(layout.stopped + c, 1);
      if (tell !== undefined) tell.stopped(hour[0]!, c, threat, node);
    }
    if (stoppers === 1) ledger.add(layout.stoppedAlone + only, 1);
    return stoppers > 0;
  }

  function repairHours(effect: number, hours: number, index: number, purpose: number): number {
    const from = repairControlStart[effect]!;
    const to = repairControlStart[effect + 1]!;
    if (from === to) return hours;
    let shortest = hours;
    let part = 1;
    for (let i = from; i < to; i++) {
      const c = repairControl[i]!;
      const l = level[c]!;
      part *= 1 - stops(levelContainSlot[l]!, c);
      const chance = now(levelRecoverSlot[l]!, c);
      if (chance <= 0) continue;
      draws.at(repairControlStream[i]!, id[0]!, id[1]!, index, purpose);
      if (unitFromWord(words[0]!) >= chance) continue;
      const offer = sampleOffer(levelRecoverSampler[l]!, words[1]!, c);
      if (offer < shortest) shortest = offer;
    }
    // An effect that lasts for ever can be recovered, not contained.
    return shortest === Infinity ? Infinity : shortest * part;
  }

  const leeway = hasLeeway ? makeLeeway({ model, records, level, achieves: stops, chance: now, deterPart }) : undefined;

  /** What was drawn for each control of a row; NaN where nothing was. */
  const { eventControl, effectControl } = model;
  const longestRow = Math.max(eventControl.length, effectControl.length, repairControl.length);
  const units = fixedDoubles(hasLeeway ? longestRow : 0);

  /** As `stop`, and narrows the leeway: one control must stop what is stopped, none may stop what is not. */
  function stopWithin(
    within: Leeway,
    control: Int32Array,
    stream: Int32Array,
    from: number,
    to: number,
    index: number,
  ): boolean {
    let witness = -1;
    let most = 0;
    for (let i = from; i < to; i++) {
      const c = control[i]!;
      const effectiveness = stops(levelPreventSlot[level[c]!]!, c);
      units[i - from] = NaN;
      if (effectiveness <= 0 && !within.isOpen(c)) continue;
      draws.at(stream[i]!, id[0]!, id[1]!, index, prevent);
      const unit = unitFromWord(words[0]!);
      units[i - from] = unit;
      if (unit >= effectiveness) continue;
      const left = within.stopping(c, unit);
      if (left <= most) continue;
      witness = i;
      most = left;
    }
    if (witness >= 0) {
      within.stops(control[witness]!, units[witness - from]!, true);
      return true;
    }
    for (let i = from; i < to; i++) {
      const unit = units[i - from]!;
      if (unit === unit) within.stops(control[i]!, unit, false);
    }
    return false;
  }

  /** As `repairHours`, and narrows the leeway. */
  function repairHoursWithin(within: Leeway, effect: number, hours: number, index: number, purpose: number): number {
    const repaired = repairHours(effect, hours, index, purpose);
    const from = repairControlStart[effect]!;
    const to = repairControlStart[effect + 1]!;
    let shortest = hours;
    let decisive = -1;
    for (let i = from; i < to; i++) {
      const c = repairControl[i]!;
      const l = level[c]!;
      units[i - from] = NaN;
      const chance = now(levelRecoverSlot[l]!, c);
      if (chance <= 0 && !within.isOpen(c)) continue;
      draws.at(repairControlStream[i]!, id[0]!, id[1]!, index, purpose);
      const unit = unitFromWord(words[0]!);
      units[i - from] = unit;
      if (unit >= chance) continue;
      const offer = sampleOffer(levelRecoverSampler[l]!, words[1]!, c);
      if (!(offer < shortest)) continue;
      shortest = offer;
      decisive = i;
    }
    for (let i = from; i < to; i++) {
      const unit = units[i - from]!;
      if (unit === unit) within.recovers(repairControl[i]!, unit, i === decisive);
      if (shortest !== Infinity) within.containsAsMuch(repairControl[i]!);
    }
    return repaired;
  }

  return {
    level,
    deterPart,
    stop:
      leeway === undefined
        ? stop
        : (control, stream, from, to, index) => stopWithin(leeway, control, stream, from, to, index),
    repairHours:
      leeway === undefined
        ? repairHours
        : (effect, hours, index, purpose) => repairHoursWithin(leeway, effect, hours, index, purpose),
    leeway,
    reset: () => {
      // Quicker than `set` for a few
      for (let c = 0; c < level.length; c++) level[c] = controlLevel[c]!;
    },
    save: () => level.slice(),
    restore: (saved) => level.set(saved as Int32Array),
  };
}
