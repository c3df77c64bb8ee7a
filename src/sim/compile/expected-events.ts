/** How many threat events a trial is likely to have: for planning, not for results. */
import { fillSlots } from '../kernel/ground/world.ts';
import { exp, log, log1p } from '../random/elementary.ts';
import { streamKeys } from '../random/key.ts';
import type { CompiledModel } from '../kernel/ground/compiled-model.ts';
import { OCCURS } from '../kernel/ground/compiled-model.ts';

/** Hours of a year. */
const YEAR = 8760;

/** Worlds over which the rates are averaged. */
const WORLDS = 64;

/** Integral of the pace of a threat over the horizon [h], ignoring deterrence. */
function paceHours(compiled: CompiledModel, threat: number): number {
  const { horizonHours, paceFactor, paceProfile, profileStart, profileTime, profileFactor, profileIntegral } = compiled;
  const profile = paceProfile[threat]!;
  if (profile < 0) return paceFactor[threat]! * horizonHours;
  const last = profileStart[profile + 1]! - 1;
  const integral = profileIntegral[last]! + profileFactor[last]! * (horizonHours - profileTime[last]!);
  return paceFactor[threat]! * integral;
}

/** Events of a threat in a trial of the world whose slots are given. */
function eventsOf(compiled: CompiledModel, threat: number, slots: Float64Array): number {
  const { occurs, rateSlot, once, onStart, onHours, weibullShape, weibullScale, neverChance, horizonHours } = compiled;
  const hours = paceHours(compiled, threat);
  const atMostOnce = (events: number): number => (once[threat] === 1 ? Math.min(events, 1) : events);
  switch (occurs[threat]!) {
    case OCCURS.poisson:
      return atMostOnce(slots[rateSlot[threat]!]! * hours);
    case OCCURS.yearly: {
      const years = horizonHours / YEAR;
      const p = slots[rateSlot[threat]!]!;
      // A factor on the pace turns a year's chance p into 1 - (1 - p)^factor.
      const ofYear = p < 1 ? 1 - exp((log1p(-p) * hours) / horizonHours) : 1;
      return atMostOnce(ofYear * years);
    }
    case OCCURS.within: {
      const ratio = hours / weibullScale[threat]!;
      const first = ratio > 0 ? 1 - exp(-exp(weibullShape[threat]! * log(ratio))) : 0;
      const renewals = Math.max(first, ratio - 0.5);
      return (1 - neverChance[threat]!) * (once[threat] === 1 ? first : renewals);
    }
    default: {
      const dates = onHours.subarray(onStart[threat]!, onStart[threat + 1]!);
      return dates.reduce((count, at) => count + (at >= 0 && at < horizonHours ? 1 : 0), 0);
    }
  }
}

/**
 * Mean number of events of each threat in a trial, from the first worlds. Deterrence is ignored, and later events of a
 * `within` are counted roughly. Shape [threats].
 */
export function expectedEvents(compiled: CompiledModel, seed = ''): Float64Array {
  const keys = streamKeys(seed, compiled.streamLabels);
  const slots = compiled.slotConstants.slice();
  const worlds = compiled.uncertain ? WORLDS : 1;
  const events = new Float64Array(compiled.threatIds.length);
  for (let w = 0; w < worlds; w++) {
    fillSlots(compiled, keys, slots, w);
    for (let threat = 0; threat < events.length; threat++)
      events[threat]! += eventsOf(compiled, threat, slots) / worlds;
  }
  return events;
}

/** Mean number of threat events in a trial, those that are given too. */
export const expectedEventsPerTrial = (compiled: CompiledModel, seed = ''): number =>
  expectedEvents(compiled, seed).reduce((sum, events) => sum + events, compiled.givenThreats.length);
