/**
 * From an arrival to its consequences: whether the event happens, what stops it, which effects land, what they cost.
 *
 * All effects of one event, and all arrivals of one instant, see the state before that instant.
 */
import { SPARES, type CompiledModel } from '../ground/compiled-model.ts';
import type { Columns } from '../ground/columns.ts';
import type { Controls } from './controls.ts';
import type { Draws } from '../../random/draws.ts';
import { unitFromWord } from '../../random/draws.ts';
import { purposeWord } from '../../random/key.ts';
import type { Sampler } from '../../distributions/sampler.ts';
import type { Effects } from '../network/effects.ts';
import type { Factors } from '../ground/factors.ts';
import { fixedDoubles } from '../ground/fixed.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { drawNameOf } from '../network/order.ts';
import type { Pools } from '../ledger/pools.ts';
import { PURPOSE } from '../ground/purposes.ts';
import { EVENT, EVENT_CLASS, eventKey } from '../ground/queue.ts';
import type { Queue } from '../ground/queue.ts';
import type { State } from '../ground/state.ts';
import type { Tell } from '../ground/tell.ts';

export interface Strikes {
  /** A threat event happens now. `given`: nothing prevents it. */
  event(threat: number, index: number, given: boolean): void;
  /** A delayed effect lands. */
  land(effect: number, event: number): void;
  /**
   * Begins the root event of a shock or a given node, by its source and the stream of its draws. Returns its number.
   */
  shock(source: number, stream: number): number;
  /** An effect, as written, of a root event that is not a threat's: nothing stops it. Returns its cause. */
  strike(event: number, source: number, node: number, leaves: number, hours: number): number;
}

/** A value of a row, times its factor: `sample` itself where there are no factors, so that they cost nothing. */
type ScaledSample = (row: number, word: number, of: number) => number;

function scaledSample({ sample }: Sampler, factors: Float64Array | undefined): ScaledSample {
  return factors === undefined ? sample : (row, word, of) => sample(row, word) * factors[of]!;
}

/** Dependencies of the factory. */
interface StrikesOf {
  readonly model: CompiledModel;
  readonly layout: Columns;
  readonly state: State;
  readonly slots: Float64Array;
  readonly draws: Draws;
  readonly sampler: Sampler;
  readonly queue: Queue;
  readonly controls: Controls;
  readonly effects: Effects;
  readonly ledger: Ledger;
  readonly pools: Pools;
  readonly tell: Tell | undefined;
  readonly factors: Factors;
}

export function makeStrikes({
  model,
  layout,
  state,
  slots,
  draws,
  sampler,
  queue,
  controls,
  effects,
  ledger,
  pools,
  tell,
  factors,
}: StrikesOf): Strikes {
  const { effectStart, effectNode, effectStream, effectChoices, effectChoiceStream, effectChanceSlot } = model;
  const {
    effectChanceSampler,
    effectDelaySampler,
    effectOutageSampler,
    effectLeavesSampler,
    effectIgnoresOverlap,
    effectThreat,
  } = model;
  const { effectCostStart, effectControlStart, effectControl, effectControlStream, effectCommonStart } = model;
  const { eventControlStart, eventControl, eventControlStream, threatCostStart, threatStream } = model;
  const { commonBetaSlot, commonStream, spawnStart, spawnNode, spawnStream, costKind, costSampler, costPurpose } =
    model;
  const { horizonHours, conditional, threatSpared, effectSpared, spawnSpared } = model;
  const { givenSource } = layout;
  const { threatEvents: eventsColumn, threatGotThrough: gotThroughColumn, perSource } = layout;
  const { now, id } = state;
  const { word: words, at: drawAt } = draws;
  const { book } = ledger;
  const unit = unitFromWord;
  const sampleOutage = scaledSample(sampler, factors.of('outage'));
  const sampleCost = scaledSample(sampler, factors.of('cost'));
  const purposes = PURPOSE;
  const { strikes, spared } = SPARES;
  const { landing } = EVENT;
  const arrivalKey = eventKey(EVENT_CLASS.arrival, 0);
  const spawnPurpose = fixedDoubles(spawnNode.length);
  for (let s = 0; s < spawnNode.length; s++) spawnPurpose[s] = purposeWord(`spawn ${drawNameOf(model, spawnNode[s]!)}`);

  // Kept separate: code that does not run lengthens a function V8 would inline.
  function sayEffect(teller: Tell, node: number, leaves: number, hours: number, cause: number): void {
    teller.effect(now[0]!, node, leaves, hours, pools.rootOf(cause));
  }

  function costs(from: number, to: number, stream: number, index: number, node: number, cause: number): void {
    // Hoist to locals: when V8 inlines this function it cannot otherwise treat the captured arrays as constants.
    const kinds = costKind;
    const rows = costSampler;
    const purposeOf = costPurpose;
    const drawn = words;
    const ids = id;
    const hour = now;
    for (let c = from; c < to; c++) {
      drawAt(stream, ids[0]!, ids[1]!, index, purposeOf[c]!);
      book(kinds[c]!, node, cause, sampleCost(rows[c]!, drawn[0]!, c), hour[0]!);
    }
  }

  /** The effect lands on a node with draws from a stream; `purpose` addresses the recovery. */
  function begin(effect: number, node: number, stream: number, event: number, purpose: number): void {
    const index = pools.addressOf(event);
    const threat = effectThreat[effect]!;
    draws.at(stream, id[0]!, id[1]!, index, purposes.land);
    const outageWord = words[1]!;
    const leavesWord = words[2]!;
    const outage = effectOutageSampler[effect]!;
    const leaves = effectLeavesSampler[effect]!;
    const hours = outage < 0 ? Infinity : sampleOutage(outage, outageWord, effect);
    const left = leaves < 0 ? 0 : sampler.sample(leaves, leavesWord);
    const cause = pools.addCause(threat, node, event, now[0]!);
    const repair = controls.repairHours(effect, hours, index, purpose);
    if (tell !== undefined) sayEffect(tell, node, left, repair, cause);
    costs(effectCostStart[effect]!, effectCostStart[effect + 1]!, stream, index, node, cause);
    effects.begin(node, left, repair, cause);
  }

  function overlaps(effect: number, node: number): boolean {
    return effectIgnoresOverlap[effect] === 1 && effects.ownBefore(node) < 1;
  }

  function gotThrough(event: number): void {
    pools.setLanded(event);
    if (conditional && !pools.isGiven(event)) return;
    ledger.add(gotThroughColumn + perSource * pools.threatOf(event), 1);
  }

  /** Whether an effect whose chance is worked out separately reaches its node. */
  function reaches(effect: number, stream: number, index: number): boolean {
    draws.at(stream, id[0]!, id[1]!, index, purposes.chance);
    const chance = sampler.sample(effectChanceSampler[effect]!, words[0]!);
    draws.at(stream, id[0]!, id[1]!, index, purposes.land);
    return unit(words[0]!) < chance;
  }

  /** Which of a run of alternatives an event takes, as an index into the effects. */
  function takenOf(first: number, index: number): number {
    const choices = effectChoices[first]!;
    draws.at(effectChoiceStream[first]!, id[0]!, id[1]!, index, purposes.choice);
    return first + Math.min(Math.floor(unit(words[0]!) * choices), choices - 1);
  }

  /** Whether an effect that is an alternative is the one its event takes. */
  function isTaken(effect: number, index: number): boolean {
    if (effectChoices[effect] === 1) return true;
    let first = effect;
    while (effectChoices[first] === 0) first--;
    return takenOf(first, index) === effect;
  }

  /** Whether an effect occurs at its node, before anything stops it there. */
  function comes(effect: number, index: number): boolean {
    if (effectSpared[effect] === spared || !isTaken(effect, index)) return false;
    const chance = effectChanceSlot[effect]!;
    if (chance < 0) return effectChanceSampler[effect]! < 0 || reaches(effect, effectStream[effect]!, index);
    draws.at(effectStream[effect]!, id[0]!, id[1]!, index, purposes.land);
    return unit(words[0]!) < slots[chance]!;
  }

  /**
   * Whether the event of a landing effect strikes another node too: by another effect, or by a common cause that this
   * one meets.
   */
  function strikesToo(effect: number, node: number, index: number): boolean {
    const threat = effectThreat[effect]!;
    for (let other = effectStart[threat]!; other < effectStart[threat + 1]!; other++) {
      if (effectNode[other] === node && comes(other, index)) return true;
    }
    for (let c = effectCommonStart[effect]!; c < effectCommonStart[effect + 1]!; c++) {
      if (!spawnNode.subarray(spawnStart[c]!, spawnStart[c + 1]!).includes(node)) continue;
      draws.at(commonStream[c]!, id[0]!, id[1]!, index, purposes.common);
      if (unit(words[0]!) < slots[commonBetaSlot[c]!]!) return true;
    }
    return false;
  }

  function land(effect: number, event: number): void {
    const node = effectNode[effect]!;
    const index = pools.addressOf(event);
    const stream = effectStream[effect]!;
    const chance = effectChanceSlot[effect]!;
    if (chance >= 0) {
      draws.at(stream, id[0]!, id[1]!, index, purposes.land);
      if (unit(words[0]!) >= slots[chance]!) return;
    } else if (effectChanceSampler[effect]! >= 0 && !reaches(effect, stream, index)) return;
    if (overlaps(effect, node)) return;
    if (!pools.isGiven(event)) {
      const from = effectControlStart[effect]!;
      const to = effectControlStart[effect + 1]!;
      if (from < to && controls.stop(effectControl, effectControlStream, from, to, index, effectThreat[effect]!, node))
        return;
    }
    if (!pools.landed(event)) gotThrough(event);
    const unless = effectSpared[effect]!;
    if (unless === strikes || (unless >= 0 && strikesToo(effect, unless, index))) {
      begin(effect, node, stream, event, purposes.recover);
    }
    for (let c = effectCommonStart[effect]!; c < effectCommonStart[effect + 1]!; c++) {
      draws.at(commonStream[c]!, id[0]!, id[1]!, index, purposes.common);
      if (unit(words[0]!) >= slots[commonBetaSlot[c]!]!) continue;
      for (let s = spawnStart[c]!; s < spawnStart[c + 1]!; s++) {
        if (spawnSpared[s] === 1 || overlaps(effect, spawnNode[s]!)) continue;
        begin(effect, spawnNode[s]!, spawnStream[s]!, event, spawnPurpose[s]!);
      }
    }
  }

  function reach(effect: number, event: number): void {
    const row = effectDelaySampler[effect]!;
    if (row < 0) {
      land(effect, event);
      return;
    }
    draws.at(effectStream[effect]!, id[0]!, id[1]!, pools.addressOf(event), purposes.land);
    const at = now[0]! + sampler.sample(row, words[3]!);
    if (at >= horizonHours) return;
    queue.push(at, arrivalKey + effectThreat[effect]!, landing, effect, event);
  }

  function happen(threat: number, index: number, given: boolean): void {
    if (threatSpared[threat] === 1) return;
    const event = pools.addEvent(threat, index, given ? 1 : 0);
    if (given || !conditional) ledger.add(eventsColumn + perSource * threat, 1);
    if (!given) {
      const from = eventControlStart[threat]!;
      const to = eventControlStart[threat + 1]!;
      if (from < to && controls.stop(eventControl, eventControlStream, from, to, index, threat, -1)) return;
    }
    const first = effectStart[threat]!;
    const last = effectStart[threat + 1]!;
    if (first === last) gotThrough(event);
    const costFrom = threatCostStart[threat]!;
    const costTo = threatCostStart[threat + 1]!;
    if (costFrom < costTo) {
      const cause = pools.addCause(threat, -1, event, now[0]!);
      costs(costFrom, costTo, threatStream[threat]!, index, -1, cause);
    }
    for (let effect = first; effect < last;) {
      const choices = effectChoices[effect]!;
      if (choices <= 1) {
        reach(effect, event);
        effect++;
        continue;
      }
      reach(takenOf(effect, index), event);
      effect += choices;
    }
  }

  return {
    event:
      tell === undefined
        ? happen
        : (threat, index, given) => {
            if (threatSpared[threat] === 0) tell.event(now[0]!, threat, given);
            happen(threat, index, given);
          },
    land,
    shock: (source, stream) => pools.addEvent(-1, stream, source >= givenSource ? 1 : 0),
    strike: (event, source, node, leaves, hours) => {
      const cause = pools.addCause(source, node, event, now[0]!);
      if (tell !== undefined) sayEffect(tell, node, leaves, hours, cause);
      effects.begin(node, leaves, hours, cause);
      return cause;
    },
  };
}
