/**
 * Drivers in a trial, through the kernel's hooks alone: the path is made when the trial begins, and its turns set
 * factors, hold nodes under ceilings and bring effects and events as time reaches them.
 */
import { OCCURS } from '../kernel/ground/compiled-model.ts';
import type { Effects } from '../kernel/network/effects.ts';
import type { Factor } from '../kernel/ground/factors.ts';
import type { Extension, Ground, Installed, Joined } from '../kernel/extension.ts';
import { PURPOSE } from '../kernel/ground/purposes.ts';
import { EVENT_CLASS, eventKey } from '../kernel/ground/queue.ts';
import type { Roots } from '../kernel/threats/roots.ts';
import type { Strikes } from '../kernel/threats/strikes.ts';
import { makeMoves } from './path/moves.ts';
import { broughtNumber } from './path/bringings.ts';
import { greatestOf, makePath } from './path/make-path.ts';
import { makeTally, stateRows } from './tally.ts';
import { BRINGS, driversOf, OUTAGE, SCALED, type DriverTables } from './tables.ts';

/** The extension for the drivers of a model. */
export function driversExtension(tables: DriverTables): Extension {
  return {
    sources: tables.sources,
    holds: tables.ceilingNode.length > 0,
    states: stateRows(tables),
    install: (ground) => install(ground, driversOf(ground.model)!),
  };
}

/** Where the trial stands. */
interface Saved {
  /** [turns taken]. */
  readonly cursor: number;
  readonly eventOf: readonly number[];
  readonly holdOf: Int32Array;
}

/** Moves nothing. */
const IDLE: Factor = { set: () => undefined };

/** A factor of the kernel by its target: where a kind is not scaled, none is asked for. */
function factorsOf({ model, factor, rateFactor }: Ground, { targetKind, targetOf }: DriverTables): readonly Factor[] {
  const asked = new Map<number, Factor>();
  // Where nothing happens of itself no threat has a rate
  const hasRate = (target: number): boolean => model.occurs[targetOf[target]!] !== OCCURS.on;
  const ofKind = (kind: number): Factor => {
    const name = SCALED[kind]!;
    if (name !== 'rate') return factor(name);
    const rate = rateFactor();
    targetKind.forEach((of, target) => of === kind && hasRate(target) && rate.moves(targetOf[target]!));
    return rate;
  };
  return Array.from(targetKind, (kind, target) => {
    if (SCALED[kind] === 'rate' && !hasRate(target)) return IDLE;
    const known = asked.get(kind) ?? ofKind(kind);
    asked.set(kind, known);
    return known;
  });
}

function install(ground: Ground, tables: DriverTables): Installed {
  const { model, state, slots, sampler, queue, calendar, firstSource } = ground;
  const { targetOf, targetStart, targetMove, movedStart, movedTarget, nowState, stateSource } = tables;
  const { ceilingStart, ceilingSlot, ceilingSampler, ceilingStream, ceilingNodeStart, ceilingNode } = tables;
  const { bringKind, bringOf, bringStream, bringOutageSampler, bringLeavesSampler, bringIgnoresOverlap } = tables;
  const { bringCostStart, bringCostKind, bringCostSampler, bringCostPurpose } = tables;
  const { horizonHours } = model;
  const { now, id } = state;
  const draws = ground.drawsOf(tables.labels);
  const { word } = draws;
  const drivers = nowState.length;
  const path = makePath({
    tables,
    horizonHours,
    calendar,
    greatest: greatestOf(model),
    samplers: model.samplers,
    sampler,
    slots,
    draws,
  });
  const { log } = path;
  const { spellState, spellNumber, spellTo, turnTime, turnWhat, turnSpell, turnValue } = log;
  const { counts, landTime, landBring, landSpell } = log;
  const factors = factorsOf(ground, tables);
  const value = new Float64Array(tables.indexIds.length).fill(1);
  const moves = makeMoves({ tables, slots, sampler, draws, value });
  /** Spell in force of each driver, -1 for none. */
  const inForce = new Int32Array(drivers).fill(-1);
  /** Its state; the log may be of another trial by now. */
  const lastState = new Int32Array(drivers);
  /** Root event of each spell of the trial that has one; -1 for none. */
  const eventOf: number[] = [];
  /** Holds of ceilings in force, by their place in `ceilingNode`; -1 for none. */
  const holdOf = new Int32Array(ceilingNode.length).fill(-1);
  let cursor = 0;
  let roots: Roots;
  let strikes: Strikes;
  let effects: Effects;
  let tally: (() => void) | undefined;

  const turnKey = eventKey(EVENT_CLASS.driver, 0);
  // What is brought comes with the arrivals, after those of threats and shocks.
  const landKey = eventKey(EVENT_CLASS.arrival, model.threatIds.length + model.shockTime.length);
  const turnKind = ground.kindOf(() => turn());
  const landKind = ground.kindOf((at) => land(landBring[at]!, landSpell[at]!));

  /** The root event of a spell: one, however often it comes into force. */
  function eventOfSpell(spell: number): number {
    const known = eventOf[spell]!;
    if (known >= 0) return known;
    return (eventOf[spell] = roots.begin(sourceOf(spell), spellNumber[spell]!));
  }

  const sourceOf = (spell: number): number => firstSource + stateSource[spellState[spell]!]!;

  function hold(spell: number): void {
    const s = spellState[spell]!;
    for (let c = ceilingStart[s]!; c < ceilingStart[s + 1]!; c++) {
      let most = ceilingSlot[c]! < 0 ? 1 : slots[ceilingSlot[c]!]!;
      if (ceilingSlot[c]! < 0) {
        draws.at(ceilingStream[c]!, id[0]!, id[1]!, spellNumber[spell]!, PURPOSE.spell);
        most = sampler.sample(ceilingSampler[c]!, word[0]!);
      }
      if (most >= 1) continue;
      for (let at = ceilingNodeStart[c]!; at < ceilingNodeStart[c + 1]!; at++) {
        holdOf[at] = roots.hold(eventOfSpell(spell), sourceOf(spell), ceilingNode[at]!, most);
      }
    }
  }

  function lift(spell: number): void {
    const s = spellState[spell]!;
    for (let at = ceilingNodeStart[ceilingStart[s]!]!; at < ceilingNodeStart[ceilingStart[s + 1]!]!; at++) {
      if (holdOf[at]! >= 0) roots.lift(holdOf[at]!);
      holdOf[at] = -1;
    }
  }

  /** Takes note of a turn: what is in force, and what indices are worth. */
  function follow(at: number): void {
    const what = turnWhat[at]!;
    if (what >= drivers) {
      value[what - drivers] = turnValue[at]!;
      return;
    }
    if (inForce[what]! >= 0) moves.end(lastState[what]!);
    const spell = turnSpell[at]!;
    inForce[what] = spell;
    if (spell < 0) return;
    lastState[what] = spellState[spell]!;
    moves.begin(spellState[spell]!, id[0]!, id[1]!, spellNumber[spell]!);
  }

  /** Takes the turns of the hour reached, and plans the next. */
  function turn(): void {
    const first = cursor;
    const hour = now[0]!;
    for (; cursor < counts[1]! && turnTime[cursor] === hour; cursor++) {
      const what = turnWhat[cursor]!;
      if (what < drivers && inForce[what]! >= 0) lift(inForce[what]!);
      follow(cursor);
      if (what < drivers && inForce[what]! >= 0) hold(inForce[what]!);
    }
    for (let at = first; at < cursor; at++) scale(turnWhat[at]!);
    if (cursor < counts[1]!) queue.push(turnTime[cursor]!, turnKey, turnKind, 0, 0);
  }

  /** Sets the factors that a driver, or an index, moves. */
  function scale(what: number): void {
    for (let m = movedStart[what]!; m < movedStart[what + 1]!; m++) {
      const target = movedTarget[m]!;
      factors[target]!.set(targetOf[target]!, moves.product(targetStart, targetMove, target));
    }
  }

  /** What a spell has brought reaches its node or threat. */
  function land(bring: number, spell: number): void {
    const number = spellNumber[spell]!;
    draws.at(bringStream[bring]!, id[0]!, id[1]!, number, PURPOSE.land);
    if (bringKind[bring] === BRINGS.event) strikes.event(bringOf[bring]!, broughtNumber(word[1]!), false);
    else strike(bring, spell, number, word[1]!, word[2]!);
  }

  function strike(bring: number, spell: number, number: number, outageWord: number, leavesWord: number): void {
    const node = bringOf[bring]!;
    if (bringIgnoresOverlap[bring] === 1 && effects.ownBefore(node) < 1) return;
    const row = bringOutageSampler[bring]!;
    const hours =
      row === OUTAGE.forever
        ? Infinity
        : row === OUTAGE.spell
          ? spellTo[spell]! - now[0]!
          : sampler.sample(row, outageWord);
    if (row === OUTAGE.spell && !(hours > 0)) return;
    const leaves = bringLeavesSampler[bring]!;
    const left = leaves < 0 ? 0 : sampler.sample(leaves, leavesWord);
    const cause = roots.strike(eventOfSpell(spell), sourceOf(spell), node, left, hours);
    if (cause < 0) return;
    for (let c = bringCostStart[bring]!; c < bringCostStart[bring + 1]!; c++) {
      draws.at(bringStream[bring]!, id[0]!, id[1]!, number, bringCostPurpose[c]!);
      roots.charge(cause, node, bringCostKind[c]!, sampler.sample(bringCostSampler[c]!, word[0]!));
    }
  }

  function clear(): void {
    cursor = 0;
    for (let d = 0; d < drivers; d++) {
      if (inForce[d]! >= 0) moves.end(lastState[d]!);
      inForce[d] = -1;
    }
    for (let i = 0; i < value.length; i++) value[i] = 1;
    for (let at = 0; at < holdOf.length; at++) holdOf[at] = -1;
  }

  return {
    part: {
      reset: () => undefined,
      start: () => {
        path.make(id[0]!, id[1]!);
        cursor = 0;
        if (counts[1] === 0) return;
        clear();
        for (let spell = 0; spell < counts[0]!; spell++) eventOf[spell] = -1;
        for (let at = 0; at < counts[2]!; at++) {
          queue.push(landTime[at]!, landKey + landBring[at]!, landKind, at, 0);
        }
        turn();
      },
      prepare: path.prepare,
      save: (): Saved => ({ cursor, eventOf: eventOf.slice(0, counts[0]), holdOf: holdOf.slice() }),
      restore: (saved) => {
        const from = saved as Saved;
        path.make(id[0]!, id[1]!);
        clear();
        for (; cursor < from.cursor; cursor++) follow(cursor);
        from.eventOf.forEach((event, spell) => {
          eventOf[spell] = event;
        });
        holdOf.set(from.holdOf);
      },
    },
    close: () => tally?.(),
    join: (parts: Joined) => {
      ({ roots, strikes, effects } = parts);
      tally = makeTally({ tables, model, layout: ground.layout, log, pools: ground.pools, now, add: parts.ledger.add });
    },
  };
}
