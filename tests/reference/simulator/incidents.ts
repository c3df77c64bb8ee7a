/** Events, what controls do about them, and what they do to nodes: DESIGN 3 and 4. */
import { PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { unitFromWord, unitFromWords } from '../../../src/sim/random/draws.ts';
import { purposeWord } from '../../../src/sim/random/key.ts';
import type { Agenda } from './agenda.ts';
import { CLASS } from './agenda.ts';
import type { Chance, Stated } from './chance.ts';
import type { Verb } from './effectiveness.ts';
import { effectivenessOf } from './effectiveness.ts';
import type { Guard, OneOffCost, Outing, Plain, PlainEffect, PlainThreat } from './plain.ts';
import { CONTROL } from './plain.ts';
import type { Event, State } from './state.ts';

/** A one-off cost. */
export interface OneOff {
  readonly kind: number;
  readonly node: number;
  readonly cause: number;
  readonly amount: number;
  readonly hour: number;
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
  /** What the level of a control takes from its own node is a cause too. */
  addLevel(control: number): number;
  /** The product of 1 - effectiveness of what deters a threat; `settled`: after the instant, else before it. */
  deterPart(threat: PlainThreat, settled: boolean): number;
}

export function makeIncidents(plain: Plain, state: State, chance: Chance, trial: number, agenda: Agenda): Incidents {
  const events: Event[] = [];
  const costs: OneOff[] = [];
  const stopped = plain.controls.map(() => 0);
  const stoppedAlone = plain.controls.map(() => 0);

  const words = (label: string, index: number, purpose: number): Uint32Array => chance.at(label, trial, index, purpose);

  // Controls: what a world says of the level in force, times the control's own capacity
  function effectiveness(control: number, verb: Verb, settled = false): number {
    const { node } = plain.controls[control]!;
    const { cap, capBefore } = state.nodes[node]!;
    return effectivenessOf(chance, plain.controls[control]!, verb) * (settled ? cap : capBefore);
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
      const { level, levels, label: path } = plain.controls[control]!;
      part *= 1 - effectiveness(control, 'contain');
      if (level.recover === undefined) continue;
      const drawn = words(label, index, purpose);
      if (unitFromWord(drawn[0]!) >= effectiveness(control, 'recover')) continue;
      const { coverage } = level;
      const recovers = [coverage?.of, coverage?.rest, level.id].find((id) =>
        levels.some((one) => one.id === id && one.recover !== undefined),
      );
      const within = { quantity: level.recover.within, path: `${path}.levels.${recovers}.recover.within` };
      shortest = Math.min(shortest, chance.ofEvent(within, drawn[1]!, trial));
    }
    return shortest === Infinity ? Infinity : shortest * part;
  }

  // Effects
  function addCause(source: number, node: number, event: number, draw: number): number {
    return state.causes.push({ number: state.causes.length, source, node, event, hour: state.now, draw }) - 1;
  }
  function tieDraw(label: string, index: number, node: number): number {
    const [high, low] = words(label, index, purposeWord(`tie ${plain.nodes[node]!.drawId}`));
    return unitFromWords(high!, low!);
  }
  function beginEffect(node: number, leaves: number, hours: number, cause: number): void {
    const effect = { node, leaves, cause };
    state.effects.push(effect);
    if (hours === Infinity) return;
    agenda.plan(state.now + hours, CLASS.repair, node, () => {
      state.effects = state.effects.filter((other) => other !== effect);
    });
  }
  function pay(list: readonly OneOffCost[], label: string, index: number, node: number, cause: number): void {
    for (const { kind, bearer, amount } of list) {
      const drawn = words(label, index, purposeWord(bearer));
      costs.push({ kind, node, cause, amount: chance.ofEvent(amount, drawn[0]!, trial), hour: state.now });
    }
  }
  const ignored = (effect: PlainEffect, node: number): boolean =>
    effect.ignoresOverlap && state.nodes[node]!.ownBefore < 1;

  function strike(effect: PlainEffect, node: number, label: string, event: Event, purpose: number): void {
    const drawn = words(label, event.index, PURPOSE.land);
    const own = effect.outage === undefined ? Infinity : chance.ofEvent(effect.outage, drawn[1]!, trial);
    const leaves = effect.leaves === undefined ? 0 : chance.ofEvent(effect.leaves, drawn[2]!, trial);
    const threat = event.threat!;
    const cause = addCause(threat.number, node, event.number, tieDraw(threat.label, event.index, node));
    pay(effect.costs, label, event.index, node, cause);
    beginEffect(node, leaves, repairHours(effect, own, event.index, purpose), cause);
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
    addLevel: (control) => {
      const { node } = plain.controls[control]!;
      const source = plain.threats.length + CONTROL + control;
      return addCause(source, node, -1, tieDraw(plain.nodes[node]!.label, 0, node));
    },
    happen: (threat, index, given) => {
      const event: Event = { number: events.length, threat, index, hour: state.now, given, landed: false };
      events.push(event);
      if (!given && stops(threat.guards, index)) return;
      if (threat.effects.length === 0) {
        event.landed = true;
        if (threat.costs.length > 0) {
          pay(threat.costs, threat.label, index, -1, addCause(threat.number, -1, event.number, 0));
        }
        return;
      }
      for (const { label, choices } of threat.effects) {
        const u = choices.length > 1 ? unitFromWord(words(label, index, PURPOSE.choice)[0]!) : 0;
        reach(choices[Math.min(Math.floor(u * choices.length), choices.length - 1)]!, event);
      }
    },
    takeOut: ({ node, leaves, outage, label, source, given }) => {
      const number = events.length;
      events.push({ number, threat: null, index: 0, hour: state.now, given, landed: true });
      const hours =
        outage === undefined ? Infinity : chance.ofEvent(outage, words(label, 0, PURPOSE.struck)[0]!, trial);
      beginEffect(node, leaves, hours, addCause(source, node, number, tieDraw(label, 0, node)));
    },
    deterPart: (threat, settled) =>
      threat.deterrents.reduce((part, control) => part * (1 - effectiveness(control, 'deter', settled)), 1),
  };
}
