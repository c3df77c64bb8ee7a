/** A page of a world in which a driver is held says so, and counts nothing that would only begin if it were not. */
import { beforeAll, expect, test } from 'vitest';
import { makeInlineRunner, openSession, readModelFileText, type ResultDocument } from '../../src/index.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { PLAIN } from '../../src/report/text/style.ts';

const MODEL = `ringfence: 1
title: Held
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
drivers:
  conflict:
    factor: political
    states:
      tension: { occurs: every 2 years, lasts: 1 month, while: { threats.theft.occurs: x2 } }
      war: { occurs: every 5 years, lasts: 1 month, while: { threats.theft.occurs: x5 } }
  price: { factor: economic, index: x0.5..x2, persists: 6 months, scales: [threats.theft.cost] }
threats: { theft: { occurs: 4 per year, cost: { own: £1k } } }
`;

let document: ResultDocument;
const page = (brief: boolean): string =>
  runReport({ document, command: [], brief }, { width: 80, style: PLAIN }).join('\n');

beforeAll(async () => {
  const session = openSession(readModelFileText(MODEL), makeInlineRunner());
  document = await session.run({ trials: 2000, given: ['conflict=war', 'price=x2'] });
});

test('the brief says what is held, as the whole page does', () => {
  for (const brief of [true, false]) expect(page(brief)).toContain('Held: conflict at war; price at x2.');
});

test('a state that is held all along is held, and does not begin so often a year; an index has no range', () => {
  expect(page(false)).toMatch(/^ {2}conflict +war +100% +held +100% /m);
  expect(page(false)).toMatch(/^ +tension +- +- /m);
  expect(page(false)).toContain('price: held at x2.');
  expect(page(false)).not.toContain('x2.00 on average');
});
