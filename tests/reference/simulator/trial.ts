/**
 * The reference simulator: one trial by the words of the design, slow and plain. Whatever can be worked out anew at an
 * instant is worked out anew. It meets the same addressed draws as the kernel, so that trials can be compared one by one.
 */
import { GIVEN_INDEX, PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { unitFromWord } from '../../../src/sim/random/draws.ts';
import { CLASS, makeAgenda } from './agenda.ts';
import type { Arrival } from './arrivals.ts';
import { isPaced, makePace } from './pace.ts';
import type { Calendar } from './calendar.ts';
import { makeCauses } from './causes.ts';
import type { Chance } from './chance.ts';
import { makeDriving } from './drivers/driving.ts';
import type { DriverPath } from './drivers/path.ts';
import { makeClocks } from './clocks.ts';
import type { OneOff } from './incidents.ts';
import { makeIncidents } from './incidents.ts';
import type { Plain } from './plain.ts';
import { range, SMALL } from './plain.ts';
import { makeSettling, MOST_PASSES } from './settle.ts';
import type { Cause, Event, Outage, State } from './state.ts';
import { unhurt } from './state.ts';
import { makeSupply } from './supply.ts';

/** What happened in a trial. */
export interface Story {
  readonly trial: number;
  readonly events: readonly Event[];
  readonly causes: readonly Cause[];
  readonly outages: readonly Outage[];
  readonly costs: readonly OneOff[];
  /** By control. */
  readonly stopped: readonly number[];
  readonly stoppedAlone: readonly number[];
  readonly path: DriverPath;
  /** Some change was about as large as the least that counts: rounding decides how the trial goes on. */
  readonly close: boolean;
}

export function runTrial(
  plain: Plain,
  chance: Chance,
  calendar: Calendar,
  trial: number,
  arrivals: readonly Arrival[],
  path: DriverPath,
): Story {
  const { model } = plain;
  const state = unhurt(plain);
  const agenda = makeAgenda();
  const moving = (figure: string): number => path.factor(figure, state.now);
  const supply = makeSupply(plain, state, chance, moving);
  const settling = makeSettling(plain, state, supply);
  const clocks = makeClocks(plain, state, chance, trial, agenda, supply, moving);
  const causes = makeCauses(plain, state, supply);
  const incidents = makeIncidents(plain, state, chance, trial, agenda, moving);
  const driving = makeDriving(plain, state, chance, trial, agenda, incidents, path);
  const pace = makePace(state, chance, calendar, trial, agenda, incidents, moving);
  const book = makeBook(plain, state);

  /** The state before an instant. */
  function remember(): void {
    state.instant++;
    for (const node of state.nodes) {
      node.capBefore = node.cap;
      node.unheldBefore = node.unheld;
      node.causeBefore = node.cause;
    }
    for (const group of state.groups) {
      group.supplyBefore = group.supply;
      group.countedBefore = group.counted;
      group.countedMost = group.counted;
      group.heldBefore = group.held;
    }
  }
  /** Capacities settle, causes are found, and the clocks look at the result. */
  function finish(): void {
    settling.settle();
    causes.note();
    causes.find();
    book.write();
    clocks.look();
    pace.look();
  }

  for (const { number, node, level } of plain.controls) {
    if (level.capacity >= 1) continue;
    const its = state.nodes[node]!;
    its.base = level.capacity;
    its.cap = level.capacity;
    its.own = level.capacity;
    its.unheld = level.capacity;
    its.baseCause = incidents.addLevel(number);
  }
  // A group runs at first on the first k members that do not run on its node; where these are too few, the first fill up.
  for (const group of plain.groups) {
    if (!group.tracked) continue;
    const { inUse } = state.groups[group.number]!;
    const used = (): number => inUse.filter(Boolean).length;
    for (const free of [true, false]) {
      group.members.forEach((member, i) => {
        if (used() < group.k && !inUse[i]! && !(free && supply.runsOn(member.node, group.node))) inUse[i] = true;
      });
    }
  }

  for (const threat of plain.threats) {
    if (threat.occurs.kind !== 'on') continue;
    threat.occurs.atHours
      .toSorted((a, b) => a - b)
      .forEach((hour, index) => {
        if (hour < 0) return;
        agenda.plan(hour, CLASS.arrival, threat.number, () => {
          if (pace.isOver(threat)) return;
          incidents.happen(threat, index, false);
        });
      });
  }
  for (const [place, outing] of plain.outings.entries()) {
    if (outing.atHours < 0) continue;
    agenda.plan(outing.atHours, CLASS.arrival, plain.threats.length + place, () => {
      incidents.takeOut(outing);
    });
  }
  for (const { threat, atHours, ordinal } of plain.givenEvents) {
    agenda.plan(atHours, CLASS.arrival, threat.number, () => {
      incidents.happen(threat, GIVEN_INDEX - ordinal, true);
    });
  }
  for (const arrival of arrivals) {
    agenda.plan(arrival.hour, CLASS.arrival, arrival.threat.number, () => {
      pace.arrive(arrival);
    });
  }
  for (const threat of plain.threats) {
    if (!isPaced(threat)) continue;
    const { never } = threat.occurs;
    if (never > 0 && unitFromWord(chance.at(threat.label, trial, 0, PURPOSE.never)[0]!) < never) continue;
    pace.wind(threat);
  }
  // What a control that is not bought and the drivers take down has fallen before anything else happens at hour 0.
  remember();
  for (const node of state.nodes) node.capBefore = 1;
  driving.begin();
  finish();

  for (let passes = 0; ;) {
    const hour = agenda.nextHour();
    if (hour >= model.horizonHours) break;
    passes = hour === state.now ? passes + 1 : 0;
    if (passes > MOST_PASSES) throw new Error('an instant does not settle');
    state.now = hour;
    remember();
    agenda.take(hour);
    finish();
  }
  const { events, costs, stopped, stoppedAlone } = incidents;
  return {
    trial,
    events,
    causes: state.causes,
    outages: book.outages(),
    costs,
    stopped,
    stoppedAlone,
    path,
    close: state.close,
  };
}

/** Writes down outages as they run: DESIGN 7.3 and 7.4. */
function makeBook(plain: Plain, state: State): { write(): void; outages(): Outage[] } {
  const all: Outage[] = [];
  const open = new Map<number, Outage>();
  return {
    write: () => {
      for (const n of range(0, plain.nodes.length)) {
        const { base, cap, cause } = state.nodes[n]!;
        // A control that is not bought has no outages of its own.
        if (base < 1) continue;
        const outage = open.get(n);
        const last = outage?.stretches.at(-1);
        const down = cap <= 1 - SMALL;
        if (last && down && Math.abs(last.cap - cap) <= SMALL && last.cause === cause) continue;
        if (last) last.to = state.now;
        if (!down) {
          open.delete(n);
          continue;
        }
        if (cause < 0) throw new Error(`${plain.nodes[n]!.id} is down at ${state.now} h, and nothing is the cause`);
        const stretch = { from: state.now, to: plain.model.horizonHours, cap, cause };
        if (outage) outage.stretches.push(stretch);
        else {
          const begun = { node: n, cause, stretches: [stretch] };
          open.set(n, begun);
          all.push(begun);
        }
      }
    },
    /** Stretches and outages without length are none. */
    outages: () =>
      all
        .map((outage) => ({ ...outage, stretches: outage.stretches.filter(({ from, to }) => to > from) }))
        .filter(({ stretches }) => stretches.length > 0)
        .map((outage) => ({ ...outage, cause: outage.stretches[0]!.cause })),
  };
}
