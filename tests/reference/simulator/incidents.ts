/** Events, what controls do about them, and what they do to nodes: DESIGN 3 and 4. */
import { PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { unitFromWord, unitFromWords } from '../../../src/sim/random/draws.ts';
import { purposeWord } from '../../../src/sim/random/key.ts';
import type { Agenda } from './agenda.ts';
import { CLASS } from './agenda.ts';
import type { Chance, Stated } from './chance.ts';
import { figure } from './drivers/figures.ts';
import type { Moving } from './drivers/moving.ts';
import type { Verb } from './effectiveness.ts';
import { effectivenessOf } from './effectiveness.ts';
import type { Guard, OneOffCost, Outing, Plain, PlainEffect, PlainThreat } from './plain.ts';
import { CONTROL } from './plain.ts';
import type { Effect, Event, State } from './state.ts';

/** A one-off cost. */
export interface OneOff {
  readonly kind: number;
  readonly node: number;
  readonly cause: number;
  readonly amount: number;
  readonly hour: number;
}

/** A spell's event, and a node that it strikes or holds. */
export interface Under {
  readonly event: Event;
  readonly node: number;
  readonly source: number;
  /** Label of the draw that breaks ties. */
  readonly name: string;
}

/** What a spell brings to a node. */
export interface AsWritten {
  readonly leaves: number;
  readonly end: number;
  readonly ignoresOverlap: boolean;
  readonly costs: readonly OneOffCost[];
  readonly label: string;
}

export interface Incidents {
  readonly events: readonly Event[];
  readonly costs: readonly OneOff[];
  /** By control. */
  readonly stopped: readonly number[];
  readonly stoppedAlone: readonly number[];
  /** An event of a threat; a given one is not prevented. */
  happen(threat: PlainThreat, index: number, given: boolean): void;
  /** A node is taken out as written. */
  takeOut(outing: Outing): void;
  /** The event of a driver's spell. */
  addSpell(number: number, source: number): Event;
  /** A ceiling on a node's own capacity, until it is lifted. */
  hold(under: Under, leaves: number): Effect;
  lift(ceiling: Effect): void;
  /** An effect up to an hour that nothing stops or shortens, with its costs. */
  strikeAsWritten(node: number, under: () => Under, effect: AsWritten): void;
  /** What the level of a control takes from its own node is a cause too. */
  addLevel(control: number): number;
  /** The product of 1 - effectiveness of what deters a threat; `settled`: after the instant, else before it. */
  deterPart(threat: PlainThreat, settled: boolean): number;
}

export function makeIncidents(
  plain: Plain,
  state: State,
  chance: Chance,
  trial: number,
  agenda: Agenda,
  moving: Moving,
): Incidents {
  const events: Event[] = [];
  const costs: OneOff[] = [];
  const stopped = plain.controls.map(() => 0);
  const stoppedAlone = plain.controls.map(() => 0);

  const words = (label: string, index: number, purpose: number): Uint32Array => chance.at(label, trial, index, purpose);

  // Controls: what a world says of the level in force, times the control's own capacity
  function effectiveness(control: number, verb: Verb, settled = false): number {
    const { node, id, level } = plain.controls[control]!;
    const { cap, capBefore } = state.nodes[node]!;
    const stated = effectivenessOf(chance, plain.controls[control]!, verb);
    // Drivers scale what it lets through; what its level lacks is left alone.
    const isScaled = verb !== 'recover' && level[verb] !== undefined;
    const whole = isScaled ? 1 - Math.min(1, moving(figure.ofControl('misses', id)) * (1 - stated)) : stated;
    return whole * (settled ? cap : capBefore);
  }
  function stops(guards: readonly Guard[], index: number): boolean {
    const who = guards.filter(
      ({ control, label }) =>
        unitFromWord(words(label, index, PURPOSE.prevent)[0]!) < effectiveness(control, 'prevent'),
    );
    for (const { control } of who) stopped[control]!++;
    if (who.length === 1) stoppedAlone[who[0]!.control]!++;
    return who.length > 0;
  }
  function repairHours(effect: PlainEffect, own: number, index: number, purpose: number): number {
    let shortest = own;
    let part = 1;
    for (const { control, label } of effect.repairers) {
      const { id, level, levels, label: path } = plain.controls[control]!;
      part *= 1 - effectiveness(control, 'contain');
      if (level.recover === undefined) continue;
      const drawn = words(label, index, purpose);
      if (unitFromWord(drawn[0]!) >= effectiveness(control, 'recover')) continue;
      const { coverage } = level;
      const recovers = [coverage?.of, coverage?.rest, level.id].find((id) =>
        levels.some((one) => one.id === id && one.recover !== undefined),
      );
      const within = { quantity: level.recover.within, path: `${path}.levels.${recovers}.recover.within` };
      const offer = moving(figure.ofControl('recover', id)) * chance.ofEvent(within, drawn[1]!, trial);
      shortest = Math.min(shortest, offer);
    }
    return shortest === Infinity ? Infinity : shortest * part;
  }

  // Effects
  function addCause(source: number, node: number, event: number, draw: number, isCeiling = false): number {
    return (
      state.causes.push({ number: state.causes.length, source, node, event, hour: state.now, draw, isCeiling }) - 1
    );
  }
  function tieDraw(label: string, index: number, node: number): number {
    const [high, low] = words(label, index, purposeWord(`tie ${plain.nodes[node]!.drawId}`));
    return unitFromWords(high!, low!);
  }
  function beginEffect(node: number, leaves: number, end: number, cause: number): void {
    const effect = { node, leaves, cause, isCeiling: false };
    state.effects.push(effect);
    if (end === Infinity) return;
    agenda.plan(end, CLASS.repair, node, () => {
      state.effects = state.effects.filter((other) => other !== effect);
    });
  }
  function pay(
    list: readonly OneOffCost[],
    label: string,
    index: number,
    node: number,
    cause: number,
    scaledBy?: string,
  ): void {
    const factor = scaledBy === undefined ? 1 : moving(scaledBy);
    for (const { kind, bearer, amount } of list) {
      const drawn = words(label, index, purposeWord(bearer));
      costs.push({ kind, node, cause, amount: factor * chance.ofEvent(amount, drawn[0]!, trial), hour: state.now });
    }
  }
  const ignored = (effect: Pick<PlainEffect, 'ignoresOverlap'>, node: number): boolean =>
    effect.ignoresOverlap && state.nodes[node]!.unheldBefore < 1;

  function strike(effect: PlainEffect, node: number, label: string, event: Event, purpose: number): void {
    const drawn = words(label, event.index, PURPOSE.land);
    const own =
      effect.outage === undefined
        ? Infinity
        : moving(effect.figures.outage) * chance.ofEvent(effect.outage, drawn[1]!, trial);
    const leaves = effect.leaves === undefined ? 0 : chance.ofEvent(effect.leaves, drawn[2]!, trial);
    const threat = event.threat!;
    const cause = addCause(threat.number, node, event.number, tieDraw(threat.label, event.index, node));
    pay(effect.costs, label, event.index, node, cause, effect.figures.cost);
    beginEffect(node, leaves, state.now + repairHours(effect, own, event.index, purpose), cause);
  }
  /** A law that varies counts by its mean; a formula of inputs that vary is worked out for the effect. */
  function chanceOfReaching(stated: Stated, label: string, event: Event): number {
    if (stated.quantity.law.kind !== 'formula' || !chance.varies(stated)) return chance.ofWorld(stated);
    return chance.ofEvent(stated, words(label, event.index, PURPOSE.chance)[0]!, trial);
  }
  function land(effect: PlainEffect, event: Event): void {
    const u = unitFromWord(words(effect.label, event.index, PURPOSE.land)[0]!);
    if (effect.chance !== undefined && u >= chanceOfReaching(effect.chance, effect.label, event)) return;
    if (ignored(effect, effect.node)) return;
    if (!event.given && stops(effect.guards, event.index)) return;
    event.landed = true;
    strike(effect, effect.node, effect.label, event, PURPOSE.recover);
    for (const { label, beta, others } of effect.common) {
      const spread = unitFromWord(words(label, event.index, PURPOSE.common)[0]!);
      if (spread >= chance.ofWorld(beta)) continue;
      for (const other of others) {
        if (ignored(effect, other.node)) continue;
        strike(effect, other.node, other.label, event, purposeWord(`spawn ${plain.nodes[other.node]!.id}`));
      }
    }
  }
  function reach(effect: PlainEffect, event: Event): void {
    if (effect.delay === undefined) {
      land(effect, event);
      return;
    }
    const delay = chance.ofEvent(effect.delay, words(effect.label, event.index, PURPOSE.land)[3]!, trial);
    agenda.plan(state.now + delay, CLASS.arrival, event.threat!.number, () => {
      land(effect, event);
    });
  }

  return {
    events,
    costs,
    stopped,
    stoppedAlone,
    addSpell: (index, source) => {
      const event = { number: events.length, threat: null, source, index, hour: state.now, given: false, landed: true };
      events.push(event);
      return event;
    },
    hold: ({ event, node, source, name }, leaves) => {
      const cause = addCause(source, node, event.number, tieDraw(name, event.index, node), true);
      const ceiling = { node, leaves, cause, isCeiling: true };
      state.effects.push(ceiling);
      return ceiling;
    },
    lift: (ceiling) => {
      state.effects = state.effects.filter((other) => other !== ceiling);
    },
    strikeAsWritten: (node, under, effect) => {
      if (ignored(effect, node)) return;
      const { event, source, name } = under();
      const cause = addCause(source, node, event.number, tieDraw(name, event.index, node));
      pay(effect.costs, effect.label, event.index, node, cause);
      beginEffect(node, effect.leaves, effect.end, cause);
    },
    addLevel: (control) => {
      const { node } = plain.controls[control]!;
      const source = plain.threats.length + CONTROL + control;
      return addCause(source, node, -1, tieDraw(plain.nodes[node]!.label, 0, node));
    },
    happen: (threat, index, given) => {
      const event: Event = {
        number: events.length,
        threat,
        source: threat.number,
        index,
        hour: state.now,
        given,
        landed: false,
      };
      events.push(event);
      if (!given && stops(threat.guards, index)) return;
      if (threat.effects.length === 0) event.landed = true;
      if (threat.costs.length > 0) {
        const cause = addCause(threat.number, -1, event.number, 0);
        pay(threat.costs, threat.label, index, -1, cause, figure.cost(threat.id));
      }
      for (const { label, choices } of threat.effects) {
        const u = choices.length > 1 ? unitFromWord(words(label, index, PURPOSE.choice)[0]!) : 0;
        reach(choices[Math.min(Math.floor(u * choices.length), choices.length - 1)]!, event);
      }
    },
    takeOut: ({ node, leaves, outage, label, source, given }) => {
      const number = events.length;
      events.push({ number, threat: null, source: -1, index: 0, hour: state.now, given, landed: true });
      const hours =
        outage === undefined ? Infinity : chance.ofEvent(outage, words(label, 0, PURPOSE.struck)[0]!, trial);
      beginEffect(node, leaves, state.now + hours, addCause(source, node, number, tieDraw(label, 0, node)));
    },
    deterPart: (threat, settled) =>
      threat.deterrents.reduce((part, control) => part * (1 - effectiveness(control, 'deter', settled)), 1),
  };
}
