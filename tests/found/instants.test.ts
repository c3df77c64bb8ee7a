import { describe, expect, test } from 'vitest';
import { capacitiesIn, historyOf } from './history.ts';
import { HEAD } from './run-text.ts';

/** A loop of alternatives that loses its sources one by one; at 12 h only c has one left, of 30 %. */
const emptying = (buffer: string): string => `${HEAD}
nodes:
  sa: { kind: asset }
  sb: { kind: asset }
  sc: { kind: asset }
  a: { kind: asset, needs: { p: { any: [sa, b] } }, restart: 2 h }
  b: { kind: asset, needs: { p: { any: [sb, c]${buffer} } } }
  c: { kind: asset, needs: { p: { any: [sc, a] } } }
threats:
  e0: { occurs: on 2027-01-01 10:00, affects: { sa: { outage: 30 h } } }
  e1: { occurs: on 2027-01-01 11:00, affects: { sc: { outage: 30 h, leaves: 30% } } }
  e2: { occurs: on 2027-01-01 12:00, affects: { sb: { outage: 30 h } } }
`;

/** In one instant w is back and x falls: h goes to w, g to h, and d, which needed x, to g. */
const handedOn = `${HEAD}
nodes:
  s: { kind: asset }
  w: { kind: asset }
  x: { kind: asset }
  y: { kind: asset, needs: { p: { any: [s, d] } } }
  h: { kind: asset, needs: { p: { any: [w, g] } } }
  g: { kind: asset, needs: { p: { any: [y, h] } } }
  d: { kind: asset, needs: { p: { any: [x, g] } }, restart: 2 h }
threats:
  e0: { occurs: on 2027-01-01 10:00, affects: { w: { outage: 5 h } } }
  e1: { occurs: on 2027-01-01 12:00, affects: { y: { outage: 30 h } } }
  e2: { occurs: on 2027-01-01 15:00, affects: { x: { outage: 60 h } } }
`;

/** The loop of east and west has fallen to 50 %; east starts it at 32 h, and fuel fails again while west restarts. */
const brokenOff = `${HEAD}
nodes:
  east: { kind: asset, needs: [west, fuel], blackStart: 12 h }
  west: { kind: asset, needs: [east], restart: 30 h }
  fuel: { kind: asset }
threats:
  t: { occurs: on 2027-01-01 10:00, affects: { fuel: { outage: 10 h, leaves: 50% } } }
  u: { occurs: on 2027-01-02 20:00, affects: { fuel: { outage: 10 h, leaves: 70% } } }
`;

describe('what does not last to the end of an instant starts no clock (1.2)', () => {
  test.each([
    ['a stock runs out', ', buffer: 3 h', 15],
    ['a supply falls', '', 12],
  ])('where %s in a loop of alternatives', (_, buffer, hour) => {
    const history = historyOf(emptying(buffer));
    // All go over to what hangs on the 30 %; a has no restart, for it never was at 0.
    expect(capacitiesIn(history, 'a').split(', ')[0]).toBe(`${hour} h 30%`);
    expect(capacitiesIn(history, 'b').split(', ')[0]).toBe(`${hour} h 30%`);
    expect(history.events.filter(({ hour: at, what }) => at === hour && what === 'begins')).toEqual([]);
  });

  test('where what a need goes over to comes up in the same instant', () => {
    const history = historyOf(handedOn);
    expect(capacitiesIn(history, 'h')).toBe('12 h 0%, 15 h 100%');
    expect(capacitiesIn(history, 'g')).toBe('12 h 0%, 15 h 100%');
    expect(capacitiesIn(history, 'd')).toBe('');
  });

  test('where a black start is over because something outside the loop fails', () => {
    const history = historyOf(brokenOff);
    // At 44 h east is back at the 50 % of the loop, not at the 70 % of fuel: west has nothing to restart for.
    expect(capacitiesIn(history, 'east')).toBe('10 h 50%, 32 h 100%, 44 h 50%, 66 h 100%');
    expect(capacitiesIn(history, 'west')).toBe('10 h 50%, 96 h 100%');
    const begun = history.events.flatMap((event) => (event.what === 'begins' ? [[event.hour, event.node]] : []));
    expect(begun).toEqual([
      [20, 'east'],
      [32, 'west'],
      [54, 'east'],
      [66, 'west'],
    ]);
  });
});
