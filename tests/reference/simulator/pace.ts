/** When candidates become events: DESIGN 2.3 to 2.7. */
import { PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { unitFromWord, unitFromWords } from '../../../src/sim/random/draws.ts';
import { weibullOf } from '../../../src/sim/compile/occurrence.ts';
import type { Occurrence } from '../../../src/model/model.ts';
import type { Agenda, Planned } from './agenda.ts';
import { CLASS } from './agenda.ts';
import type { Arrival } from './arrivals.ts';
import type { Calendar } from './calendar.ts';
import type { Chance } from './chance.ts';
import { figure } from './drivers/figures.ts';
import type { Moving } from './drivers/moving.ts';
import type { Incidents } from './incidents.ts';
import { partOf } from './layers.ts';
import type { PlainThreat } from './plain.ts';
import type { State } from './state.ts';

/** A threat with a clock of its own. */
export type Paced = PlainThreat & { readonly occurs: Extract<Occurrence, { readonly kind: 'within' }> };

export function isPaced(threat: PlainThreat): threat is Paced {
  return threat.occurs.kind === 'within';
}

export interface Pace {
  /** A candidate's hour has come. */
  arrive(arrival: Arrival): void;
  /** Starts the clock of a `within`, from age 0. */
  wind(threat: Paced): void;
  /** Whether a `once` is used up; uses it up. */
  isOver(threat: PlainThreat): boolean;
  /** Clocks look whether their pace has changed. */
  look(): void;
}

/** Hours at pace 1 that are left as of an hour, and the pace since, but for the calendar. */
interface Clock {
  readonly threat: Paced;
  ordinal: number;
  left: number;
  asOf: number;
  speed: number;
  due: Planned | undefined;
}

export function makePace(
  state: State,
  chance: Chance,
  calendar: Calendar,
  trial: number,
  agenda: Agenda,
  incidents: Incidents,
  moving: Moving,
): Pace {
  const usedUp = new Set<PlainThreat>();
  const clocks = new Map<Paced, Clock>();

  function isOver(threat: PlainThreat): boolean {
    if (!threat.once) return false;
    if (usedUp.has(threat)) return true;
    usedUp.add(threat);
    return false;
  }

  function set(clock: Clock): void {
    if (clock.due) clock.due.called = true;
    if (clock.speed <= 0) return;
    const { threat } = clock;
    const hour = calendar.hourAfter(threat.during, clock.asOf, clock.left / clock.speed);
    clock.due = agenda.plan(hour, CLASS.arrival, threat.number, () => {
      const index = clock.ordinal++;
      if (threat.once) clock.left = Infinity;
      else rewind(clock);
      incidents.happen(threat, index, false);
    });
  }
  function speedOf(threat: PlainThreat, settled: boolean): number {
    return threat.factor * moving(figure.occurs(threat.id)) * incidents.deterPart(threat, settled);
  }
  function rewind(clock: Clock): void {
    const { threat } = clock;
    const { shape, scale } = weibullOf(threat.occurs.low, threat.occurs.high);
    const [high, low] = chance.at(threat.label, trial, clock.ordinal, PURPOSE.clock);
    clock.left = scale * Math.pow(-Math.log(unitFromWords(high!, low!)), 1 / shape);
    clock.asOf = state.now;
    clock.speed = speedOf(threat, false);
    set(clock);
  }

  return {
    isOver,
    arrive: ({ threat, index, layer, yearly }) => {
      if (yearly) {
        // The factors have been met; what deters thins the year's event.
        const word = chance.at(threat.label, trial, index, PURPOSE.thin)[1]!;
        if (unitFromWord(word) >= incidents.deterPart(threat, false)) return;
      } else {
        const pace = threat.factor * calendar.factor(threat.during, state.now) * incidents.deterPart(threat, false);
        const u = unitFromWord(chance.at(layer.label, trial, index - layer.base, PURPOSE.thin)[0]!);
        if (layer.number + u >= pace * partOf(layer, moving(figure.occurs(threat.id)))) return;
      }
      if (!isOver(threat)) incidents.happen(threat, index, false);
    },
    wind: (threat) => {
      const clock: Clock = { threat, ordinal: 0, left: 0, asOf: 0, speed: 0, due: undefined };
      clocks.set(threat, clock);
      rewind(clock);
    },
    look: () => {
      for (const clock of clocks.values()) {
        if (clock.left === Infinity) continue;
        const speed = speedOf(clock.threat, true);
        if (speed === clock.speed) continue;
        const gone = clock.speed * calendar.integral(clock.threat.during, clock.asOf, state.now);
        clock.left = Math.max(0, clock.left - gone);
        clock.asOf = state.now;
        clock.speed = speed;
        set(clock);
      }
    },
  };
}
