/**
 * The path of drivers of one trial, made before the trial from drivers alone, from event to event: DESIGN drivers D1 to D10.
 *
 * It is a list of stretches in which nothing of a driver changes. What a factor is at an hour is worked out anew each time.
 */
import type { Brought, Hold, Movement } from '../../../../src/model/drivers.ts';
import { GIVEN_INDEX, PURPOSE } from '../../../../src/sim/kernel/ground/purposes.ts';
import { unitFromWord, unitFromWords } from '../../../../src/sim/random/draws.ts';
import { weibullOf } from '../../../../src/sim/compile/occurrence.ts';
import type { Calendar } from '../calendar.ts';
import type { Chance } from '../chance.ts';
import { BROUGHT_INDEX, layersFor, START_INDEX } from '../layers.ts';
import { range } from '../plain.ts';
import { figure } from './figures.ts';
import { indicesOf } from './indices.ts';
import type { PlainDrivers, PlainState } from './plain.ts';
import { type Candidate, candidatesOf, hoursOf, leftAtStart, paceOf, rateOf, runsAtStart } from './spells.ts';

export interface Spell {
  readonly of: PlainState;
  /** Addresses its draws. */
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** A stretch in which nothing changes, up to the next one. */
interface Stretch {
  readonly from: number;
  /** Spells in force, one a driver at most. */
  readonly inForce: readonly Spell[];
  /** Values of the indices. */
  readonly values: readonly number[];
}

export interface DriverPath {
  readonly stretches: readonly Stretch[];
  /** The stretch of an hour. */
  at(hour: number): Stretch;
  /** What all that is in force at an hour makes of a figure. */
  factor(figure: string, hour: number): number;
  /** The greatest that a factor ever is. */
  greatest(figure: string): number;
  /** The draw of an entry of `while` in a spell. */
  amount(spell: Spell, movement: Movement): number;
  /** Spells in force at their beginning, which bring something; by time. */
  readonly beginnings: readonly Spell[];
  /** Spells that began, hidden ones too, holds not. */
  readonly begun: readonly Spell[];
}

/** A clock of a state that comes `within`. */
interface Clock {
  readonly of: PlainState;
  ordinal: number;
  /** Hours at pace 1 that are left as of an hour, and the pace since, but for the calendar. */
  left: number;
  asOf: number;
  speed: number;
}

interface Arrival {
  readonly of: PlainState;
  readonly hour: number;
  readonly number: number;
}

export function driverPath(
  plain: PlainDrivers,
  chance: Chance,
  calendar: Calendar,
  trial: number,
  horizonHours: number,
): DriverPath {
  const { states, drivers } = plain;
  const indices = indicesOf(plain, chance, trial, horizonHours);
  const stretches: Stretch[] = [];
  const beginnings: Spell[] = [];
  const begun: Spell[] = [];
  let running: Spell[] = [];
  let brought: Arrival[] = [];
  const usedUp = new Set<PlainState>();
  const clocks: Clock[] = [];
  const layers = new Map<string, Candidate[]>();
  let now = 0;

  const stateOf = (driver: string, id: string): PlainState =>
    states.find(({ driver: { id: its }, state }) => its === driver && state.id === id)!;

  // Holds
  let hasBegun = false;
  const holdsNow = (hour: number): Hold[] =>
    // Just before the first hour nothing is held yet.
    drivers.holds.filter(({ from, to }) => hasBegun && from <= hour && hour < to);
  const heldSpell = (hold: Extract<Hold, { kind: 'state' }>): Spell => {
    const of = stateOf(hold.driver, hold.state!);
    const before = drivers.holds.filter(
      (one) => one.kind === 'state' && one.driver === hold.driver && one.state === hold.state && one.from < hold.from,
    );
    return { of, number: GIVEN_INDEX - before.length, from: hold.from, to: hold.to };
  };

  // What is in force
  function inForceAt(hour: number): Spell[] {
    const holds = holdsNow(hour);
    return drivers.states.flatMap((driver) => {
      const hold = holds.find((one) => one.kind === 'state' && one.driver === driver.id);
      if (hold?.kind === 'state') return hold.state === null ? [] : [heldSpell(hold)];
      const its = running.filter(({ of, from, to }) => of.driver.id === driver.id && from <= hour && hour < to);
      return its.toSorted((a, b) => b.of.severity - a.of.severity).slice(0, 1);
    });
  }
  function amount(spell: Spell, { amount: quantity, path }: Movement): number {
    const label = `${spell.of.label}.while.${path}`;
    if (quantity.timing === 'uncertain') return chance.ofWorld({ quantity, path: label });
    const word = chance.at(label, trial, spell.number, PURPOSE.spell)[0]!;
    return chance.ofEvent({ quantity, path: label }, word, trial);
  }
  function byStates(name: string, inForce: readonly Spell[]): number {
    let product = 1;
    for (const { of, movement } of plain.movers.get(name)?.byStates ?? []) {
      const spell = inForce.find((one) => one.of === of);
      if (spell !== undefined) product *= amount(spell, movement);
    }
    return product;
  }
  function factorIn({ inForce, values }: Pick<Stretch, 'inForce' | 'values'>, name: string): number {
    let product = byStates(name, inForce);
    for (const { index, power } of plain.movers.get(name)?.byIndices ?? []) product *= Math.pow(values[index]!, power);
    return product;
  }
  function valuesAt(hour: number, inForce: readonly Spell[]): number[] {
    const held = new Map<number, number>();
    for (const hold of holdsNow(hour)) {
      if (hold.kind === 'index')
        held.set(
          plain.indices.findIndex(({ id }) => id === hold.driver),
          hold.value,
        );
    }
    return plain.indices.map(({ id }, i) => {
      const value = indices.value(i, hour, held);
      return held.has(i) ? value : value * byStates(figure.index(id), inForce);
    });
  }

  // Arrivals
  const before = (): Stretch => stretches.at(-1)!;
  const linkOf = ({ driver, state }: PlainState): number => factorIn(before(), figure.stateOccurs(driver.id, state.id));

  /** The next arrivals at a rate: candidates after an hour that remain at the pace as it is now. */
  function nextAtRate(of: PlainState): Arrival | undefined {
    if (!(rateOf(of, chance) > 0) || (of.state.occurs?.kind !== 'on' && of.state.occurs?.once && usedUp.has(of)))
      return undefined;
    const link = linkOf(of);
    const greatest = of.state.rateFactor * calendar.greatest(of.state.during);
    const own = range(0, Math.max(1, layersFor(greatest))).flatMap((layer) => candidates(of, layer, false));
    const more = range(0, layersFor(greatest * (link - 1))).flatMap((layer) => candidates(of, layer, true));
    const left = [...own, ...more].filter(({ hour, layer, unit, isMore }) => {
      const pace = paceOf(of, calendar, hour) * (isMore ? link - 1 : Math.min(1, link));
      return hour > now && layer + unit < pace;
    });
    const first = left.toSorted((a, b) => a.hour - b.hour)[0];
    return first === undefined ? undefined : { of, hour: first.hour, number: first.number };
  }
  function candidates(of: PlainState, layer: number, isMore: boolean): Candidate[] {
    const key = `${of.number} ${layer} ${isMore}`;
    const known = layers.get(key) ?? candidatesOf(of, chance, trial, horizonHours, layer, isMore);
    layers.set(key, known);
    return known;
  }
  function wind(clock: Clock): void {
    const { occurs } = clock.of.state;
    if (occurs?.kind !== 'within') return;
    const { shape, scale } = weibullOf(occurs.low, occurs.high);
    const [high, low] = chance.at(clock.of.label, trial, clock.ordinal, PURPOSE.clock);
    clock.left = scale * Math.pow(-Math.log(unitFromWords(high!, low!)), 1 / shape);
    clock.asOf = now;
  }
  const dueOf = (clock: Clock): number =>
    clock.speed > 0 ? calendar.hourAfter(clock.of.state.during, clock.asOf, clock.left / clock.speed) : Infinity;
  function retime(clock: Clock): void {
    const speed = clock.of.state.rateFactor * linkOf(clock.of);
    if (speed === clock.speed || clock.left === Infinity) return;
    const gone = clock.speed * calendar.integral(clock.of.state.during, clock.asOf, now);
    clock.left = Math.max(0, clock.left - gone);
    clock.asOf = now;
    clock.speed = speed;
  }

  /** What arrives at an hour by itself; what was brought from before too. */
  function arrivalsAt(hour: number, atRates: readonly Arrival[]): Arrival[] {
    const dated = states.flatMap((of) => {
      const { occurs } = of.state;
      if (occurs?.kind !== 'on') return [];
      const dates = occurs.atHours.toSorted((a, b) => a - b);
      return dates.flatMap((date, number) => (date === hour ? [{ of, hour, number }] : []));
    });
    const paced = clocks
      .filter((clock) => dueOf(clock) === hour)
      .map((clock): Arrival => {
        const number = clock.ordinal++;
        const { occurs } = clock.of.state;
        if (occurs?.kind === 'within' && occurs.once) clock.left = Infinity;
        else wind(clock);
        return { of: clock.of, hour, number };
      });
    const rated = atRates.filter((arrival) => arrival.hour === hour);
    for (const { of } of rated) usedUp.add(of);
    const due = brought.filter((arrival) => arrival.hour === hour);
    brought = brought.filter((arrival) => arrival.hour > hour);
    return [...dated, ...paced, ...rated, ...due];
  }
  /** Spells begin, unless one of that state runs. */
  function begin(arrivals: readonly Arrival[]): Spell[] {
    return arrivals.flatMap(({ of, hour, number }) => {
      if (running.some((spell) => spell.of === of && hour < spell.to)) return [];
      const factor = factorIn(before(), figure.stateLasts(of.driver.id, of.state.id));
      const spell = { of, number, from: hour, to: hour + hoursOf(of, chance, trial, number) * factor };
      running.push(spell);
      begun.push(spell);
      return [spell];
    });
  }
  /** States that a beginning brings. */
  function bring(spell: Spell): void {
    for (const entry of spell.of.state.brings) {
      if (entry.kind !== 'spell') continue;
      const drawn = chance.at(broughtLabel(spell, entry), trial, spell.number, PURPOSE.land);
      if (!comes(chance, spell, entry, drawn)) continue;
      const hour = spell.from + delayOf(chance, spell, entry, drawn, trial);
      brought.push({ of: stateOf(entry.driver, entry.state), hour, number: broughtNumber(drawn) });
    }
  }
  /** All that begins in an instant, what is brought at once too. */
  function beginAll(first: readonly Arrival[], held: readonly Spell[]): void {
    let fresh = [...begin(first), ...held];
    while (fresh.length > 0) {
      const inForce = inForceAt(now);
      const shown = fresh.filter((spell) =>
        inForce.some(({ of, number }) => of === spell.of && number === spell.number),
      );
      for (const spell of shown) {
        beginnings.push(spell);
        bring(spell);
      }
      fresh = begin(brought.filter(({ hour }) => hour <= now));
      brought = brought.filter(({ hour }) => hour > now);
    }
  }

  // The start
  for (const driver of drivers.states) {
    for (const of of states.filter((one) => one.driver === driver)) {
      const { now: known } = driver;
      const knownPlace = known === null ? -1 : driver.states.findIndex(({ id }) => id === known.state);
      const isKnown = known !== null && (of.severity >= knownPlace || known.state === null);
      const runs = isKnown ? of.severity === knownPlace : runsAtStart(of, chance, calendar, trial);
      if (!runs) continue;
      running.push({ of, number: START_INDEX, from: 0, to: leftAtStart(of, chance, trial) });
    }
  }
  const write = (): void => {
    const inForce = inForceAt(now);
    stretches.push({ from: now, inForce, values: valuesAt(now, inForce) });
  };
  write();
  for (const of of states) {
    const { occurs } = of.state;
    if (occurs?.kind !== 'within') continue;
    const isNever = occurs.never > 0 && unitFromWord(chance.at(of.label, trial, 0, PURPOSE.never)[0]!) < occurs.never;
    if (isNever) continue;
    const clock: Clock = { of, ordinal: 0, left: 0, asOf: 0, speed: 0 };
    wind(clock);
    clocks.push(clock);
  }
  const stateHolds = drivers.holds.flatMap((hold) => (hold.kind === 'state' && hold.state !== null ? [hold] : []));
  const heldFrom = (hour: number): Spell[] => stateHolds.filter(({ from }) => from === hour).map(heldSpell);
  hasBegun = true;
  beginAll(arrivalsAt(0, []), heldFrom(0));
  write();
  stretches.shift();

  for (;;) {
    for (const clock of clocks) retime(clock);
    const atRates = states.flatMap((of) => nextAtRate(of) ?? []);
    const next = Math.min(
      ...running.map(({ to }) => to).filter((to) => to > now),
      ...brought.map(({ hour }) => hour),
      ...atRates.map(({ hour }) => hour),
      ...clocks.map(dueOf),
      ...drivers.holds.flatMap(({ from, to }) => [from, to]).filter((hour) => hour > now),
      ...indices.steps.filter((hour) => hour > now),
      ...states
        .flatMap(({ state: { occurs } }) => (occurs?.kind === 'on' ? occurs.atHours : []))
        .filter((hour) => hour > now),
    );
    if (!(next < horizonHours)) break;
    now = next;
    running = running.filter(({ to }) => to > now);
    beginAll(arrivalsAt(now, atRates), heldFrom(now));
    write();
  }

  const at = (hour: number): Stretch => stretches.findLast(({ from }) => from <= hour)!;
  return {
    stretches,
    at,
    factor: (name, hour) => factorIn(at(hour), name),
    greatest: (name) => Math.max(...stretches.map((stretch) => factorIn(stretch, name))),
    amount,
    beginnings,
    begun,
  };
}

// What a beginning brings

/** The label of the draws of what a spell brings. */
export function broughtLabel({ of }: Spell, entry: Brought, drawId = (id: string): string => id): string {
  const path = `${of.label}.brings.${entry.path}`;
  switch (entry.kind) {
    case 'effect':
      return entry.path === `nodes.${entry.node}` ? path : `${path}.${drawId(entry.node)}`;
    case 'event':
      return entry.path === `threats.${entry.threat}` ? path : `${path}.${entry.threat}`;
    case 'spell':
      return entry.path === `drivers.${entry.driver}.${entry.state}` ? path : `${path}.${entry.driver}.${entry.state}`;
  }
}

export function comes(chance: Chance, { of }: Spell, entry: Brought, drawn: Uint32Array): boolean {
  if (entry.chance === undefined) return true;
  const p = chance.ofWorld({ quantity: entry.chance, path: `${of.label}.brings.${entry.path}.chance` });
  return unitFromWord(drawn[0]!) < p;
}

export function delayOf(chance: Chance, { of }: Spell, entry: Brought, drawn: Uint32Array, trial: number): number {
  if (entry.delay === undefined) return 0;
  return chance.ofEvent({ quantity: entry.delay, path: `${of.label}.brings.${entry.path}.delay` }, drawn[3]!, trial);
}

/** Number of a spell, or index of an event, that is brought: by a draw, so that no other draw moves it. */
export function broughtNumber(drawn: Uint32Array): number {
  return BROUGHT_INDEX + (drawn[1]! >>> 9);
}
