import { describe, expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession, type Session } from '../../../src/sim/session.ts';
import { givenBy } from '../../../src/study/play/play-cause.ts';
import { playedFutures } from '../../../src/study/play/played-futures.ts';
import { dearestHour, triedHours } from '../../../src/study/play/tried-hours.ts';

const shop = (calendar: string, during: string): string => `
ringfence: 1
title: A shop
currency: GBP
starts: 2027-01-01
horizon: 60 days
bearers: { own: count }
${calendar}
nodes:
  power: { kind: infrastructure }
  shop: { kind: service, goal: sell, needs: { power: {} }, loss: [ { own: £10 per hour${during} } ] }
`;

const sessionOf = (text: string): Session =>
  openSession(readModelFileText(text, 'shop.yaml'), makeInlineRunner(), { seed: 'hours' });

const NIGHTS = shop('calendar: { closed: 22:00..06:00, sale: [1 Feb..7 Feb] }', ', during: { closed: x0, sale: x3 }');

describe('the hours at which a cause is tried', () => {
  test('are those at which the calendar turns; the dearest is found, to the penny', async () => {
    const session = sessionOf(NIGHTS);
    const [variant] = session.variants([{ given: givenBy({ kind: 'node', node: 'power', outage: '5 h' }) }]);
    const tried = await triedHours(variant!, 'hours');
    const at = new Map(tried.map(({ hour, loss }) => [hour, loss.value]));
    expect(at.get(0)).toBe(0); // midnight to 05:00, closed
    expect(at.get(6)).toBeCloseTo(50, 9); // 06:00 to 11:00
    expect(at.get(31 * 24 + 6)).toBeCloseTo(150, 9); // the same in the sale
    expect(dearestHour(tried)).toBe(31 * 24 + 6);
  });

  test('cost what the cause costs that is given at their date', async () => {
    const session = sessionOf(NIGHTS);
    const cause = { kind: 'node', node: 'power', outage: '3..9 h' } as const;
    const [variant] = session.variants([{ given: givenBy(cause) }]);
    const tried = await triedHours(variant!, 'hours');
    const [dated] = session.variants([{ given: givenBy({ ...cause, at: '2027-02-01 06:00' }) }]);
    const { loss } = await playedFutures(dated!, 'hours', 50);
    expect(tried.find(({ hour }) => hour === 31 * 24 + 6)?.loss).toEqual(loss);
  });

  test('are the first one alone where no loss follows a calendar, or where what follows outlasts the horizon', async () => {
    for (const [text, outage] of [
      [shop('', ''), '5 h'],
      [NIGHTS, 'forever'],
    ] as const) {
      const [variant] = sessionOf(text).variants([{ given: givenBy({ kind: 'node', node: 'power', outage }) }]);
      const tried = await triedHours(variant!, 'hours');
      expect(tried.map(({ hour }) => hour)).toEqual([0]);
    }
  });
});
