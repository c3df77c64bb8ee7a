/** What is planned: a list, looked through for the next hour. DESIGN 1.1. */

/** Order within an instant. */
export const CLASS = { driver: -1, repair: 0, supplyClock: 1, buffer: 2, arrival: 3 } as const;

export interface Planned {
  readonly hour: number;
  readonly order: number;
  readonly id: number;
  readonly counter: number;
  readonly happen: () => void;
  called: boolean;
}

export interface Agenda {
  plan(hour: number, order: number, id: number, happen: () => void): Planned;
  /** The next hour for which something is planned; Infinity for none. */
  nextHour(): number;
  /** Lets all that is planned for an hour happen, what is added meanwhile too. */
  take(hour: number): void;
}

export function makeAgenda(): Agenda {
  let planned: Planned[] = [];
  let counter = 0;
  return {
    plan: (hour, order, id, happen) => {
      const item = { hour, order, id, counter: counter++, happen, called: false };
      planned.push(item);
      return item;
    },
    nextHour: () => {
      planned = planned.filter(({ called }) => !called);
      return Math.min(...planned.map(({ hour }) => hour));
    },
    take: (hour) => {
      for (;;) {
        const due = planned
          .filter((item) => !item.called && item.hour === hour)
          .toSorted((a, b) => a.order - b.order || a.id - b.id || a.counter - b.counter);
        if (due.length === 0) return;
        due[0]!.called = true;
        due[0]!.happen();
      }
    },
  };
}

/** Clocks by number: at most one for each. */
export class Clocks {
  readonly #running = new Map<number, Planned>();

  runs(number: number): boolean {
    return this.#running.has(number);
  }
  /** Puts a clock in the place of the one that ran. */
  set(number: number, clock: Planned): void {
    this.callOff(number);
    this.#running.set(number, clock);
  }
  callOff(number: number): void {
    const clock = this.#running.get(number);
    if (clock) clock.called = true;
    this.#running.delete(number);
  }
}
