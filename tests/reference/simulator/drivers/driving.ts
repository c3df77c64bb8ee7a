/** What drivers do in a trial: ceilings while states are in force, and what beginnings bring. DESIGN drivers D4, D5 and D8. */
import type { Brought } from '../../../../src/model/drivers.ts';
import { PURPOSE } from '../../../../src/sim/kernel/ground/purposes.ts';
import { unitFromWord } from '../../../../src/sim/random/draws.ts';
import type { Agenda } from '../agenda.ts';
import { CLASS } from '../agenda.ts';
import type { Chance } from '../chance.ts';
import type { Incidents, Under } from '../incidents.ts';
import type { Plain } from '../plain.ts';
import type { Effect, Event, State } from '../state.ts';
import type { DriverPath, Spell } from './path.ts';
import { broughtLabel, broughtNumber, comes, delayOf } from './path.ts';

/** What a spell brings to a node. */
type BroughtEffect = Extract<Brought, { readonly kind: 'effect' }>;

export interface Driving {
  /** What is in force at hour 0 takes hold; all that follows is planned. */
  begin(): void;
}

export function makeDriving(
  plain: Plain,
  state: State,
  chance: Chance,
  trial: number,
  agenda: Agenda,
  incidents: Incidents,
  path: DriverPath,
): Driving {
  /** One event a spell. */
  const eventsOf = new Map<string, Event>();
  /** Ceilings of the spells in force. */
  const ceilings = new Map<string, Effect[]>();

  const keyOf = ({ of, number }: Spell): string => `${of.number} ${number}`;
  const nodeNumber = (id: string): number => plain.nodes.find((node) => node.id === id)!.number;
  function under(spell: Spell, node: number): Under {
    const key = keyOf(spell);
    const source = plain.driverSource + spell.of.sourceNumber;
    const event = eventsOf.get(key) ?? incidents.addSpell(spell.number, source);
    eventsOf.set(key, event);
    return { event, node, source, name: spell.of.source };
  }

  function lookAtCeilings(): void {
    const { inForce } = path.at(state.now);
    for (const [key, its] of ceilings) {
      if (inForce.some((spell) => keyOf(spell) === key)) continue;
      for (const ceiling of its) incidents.lift(ceiling);
      ceilings.delete(key);
    }
    for (const spell of inForce) {
      if (ceilings.has(keyOf(spell))) continue;
      const its: Effect[] = [];
      for (const movement of spell.of.state.moves) {
        if (movement.target.kind !== 'capacity') continue;
        const leaves = path.amount(spell, movement);
        // At full capacity nothing is held down.
        if (leaves >= 1) continue;
        for (const node of movement.target.nodes) its.push(incidents.hold(under(spell, nodeNumber(node)), leaves));
      }
      ceilings.set(keyOf(spell), its);
    }
  }

  function bringEffect(spell: Spell, entry: BroughtEffect): void {
    const label = broughtLabel(spell, entry, plain.drawId);
    const drawn = chance.at(label, trial, spell.number, PURPOSE.land);
    const base = `${spell.of.label}.brings.${entry.path}`;
    agenda.plan(spell.from + delayOf(chance, spell, entry, drawn, trial), CLASS.arrival, 0, () => {
      const { outage, leaves } = entry;
      if (!comes(chance, spell, entry, drawn)) return;
      // What lasts as long as the spell does not come after it.
      if (outage === 'spell' && state.now >= spell.to) return;
      const endOf = (): number => {
        if (outage === 'spell') return spell.to;
        if (outage === 'forever') return Infinity;
        return state.now + chance.ofEvent({ quantity: outage, path: `${base}.outage` }, drawn[1]!, trial);
      };
      const node = nodeNumber(entry.node);
      incidents.strikeAsWritten(node, () => under(spell, node), {
        leaves:
          leaves === undefined ? 0 : chance.ofEvent({ quantity: leaves, path: `${base}.leaves` }, drawn[2]!, trial),
        end: endOf(),
        ignoresOverlap: entry.overlap === 'ignore',
        costs: plain.costsOf(entry.cost, base),
        label,
      });
    });
  }

  /** One of each list of alternatives comes, by chance; most have one entry. */
  function chosen(spell: Spell): Brought[] {
    const lists = new Map<string, Brought[]>();
    for (const [i, entry] of spell.of.state.brings.entries()) {
      const key = entry.kind === 'effect' && entry.oneOf ? entry.path : `${i}`;
      lists.set(key, [...(lists.get(key) ?? []), entry]);
    }
    return [...lists].map(([key, list]) => {
      if (list.length === 1) return list[0]!;
      const word = chance.at(`${spell.of.label}.brings.${key}`, trial, spell.number, PURPOSE.choice)[0]!;
      return list[Math.min(Math.floor(unitFromWord(word) * list.length), list.length - 1)]!;
    });
  }

  return {
    begin: () => {
      lookAtCeilings();
      for (const { from } of path.stretches) if (from > 0) agenda.plan(from, CLASS.driver, 0, lookAtCeilings);
      for (const spell of path.beginnings) {
        for (const entry of chosen(spell)) {
          if (entry.kind === 'effect') bringEffect(spell, entry);
          if (entry.kind !== 'event') continue;
          const drawn = chance.at(broughtLabel(spell, entry), trial, spell.number, PURPOSE.land);
          if (!comes(chance, spell, entry, drawn)) continue;
          const threat = plain.threats.find(({ id }) => id === entry.threat)!;
          const hour = spell.from + delayOf(chance, spell, entry, drawn, trial);
          agenda.plan(hour, CLASS.arrival, threat.number, () => {
            incidents.happen(threat, broughtNumber(drawn), false);
          });
        }
      }
    },
  };
}
