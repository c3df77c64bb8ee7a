/** Events that are given: what such a case costs, by root cause, whatever else goes on beside it. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  compare,
  explain,
  explainedColumns,
  makeInlineRunner,
  openSession,
  readModelText,
  trialTimeline,
  type Candidate,
  type CompareDocument,
  type Model,
  type Selection,
} from '../../src/index.ts';
import { compareReport } from '../../src/report/compare/compare-report.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { trialReport } from '../../src/report/trial/trial-report.ts';
import { HEAD, resultOf } from './run-text.ts';

const page = { width: 80, style: PLAIN };
const joined = (lines: readonly string[]): string => lines.join(' ').replace(/\s+/g, ' ');

/** A slow attack, which does not come of itself, among small faults. */
const ATTACK = `${HEAD}
nodes:
  a: { kind: service, goal: open, tolerance: { mtpd: 239.5 h, mbco: 1 }, loss: [{ own: £1k per hour }] }
threats:
  attack: { occurs: every 10000000 years, affects: { a: { delay: 10 days, outage: 10 days } } }
  glitch: { occurs: 100 per year, affects: { a: { outage: 1 h } } }
appetite:
  limits: { much: { loss over: £1k, chance: 1% per year } }
`;
/** Glitches an hour. */
const RATE = 100 / 8760;
/** Chance that one has begun within the hour before a moment. */
const BUSY = 1 - Math.exp(-RATE);
/** Hours from a moment until all that began before it is over, on average: what they keep from an attack that lands then. */
const KEPT = 1 - BUSY / RATE;

function read(text: string, selection: Selection): Model {
  const checked = readModelText(text, selection);
  if (checked.ok) return checked.value;
  throw new Error(checked.problems.map(({ message, remedy }) => `${message}: ${remedy}`).join('\n'));
}
const faults = (given: readonly string[], text = ATTACK): string[] => {
  const checked = readModelText(text, { given });
  return checked.ok ? [] : checked.problems.map(({ message, remedy }) => `${message}: ${remedy}`);
};

async function reportOf(text: string, selection: Selection, trials = 2000): Promise<string> {
  const model = read(text, selection);
  const document = await openSession(model, makeInlineRunner()).run({ trials });
  return runReport({ document, command: [] }, page).join('\n');
}

describe('what a given threat costs', () => {
  const run = resultOf(ATTACK, { trials: 20_000 }, { given: ['threat=attack'] });

  test('is what it sets off, by root cause: £240k, less the hours of faults that began before it', async () => {
    const { loss } = await run;
    expect(loss.valueAtRisk['0.5']?.value).toBe(240_000);
    const { value, standardError } = loss.mean;
    expect(Math.abs(value - 1000 * (240 - KEPT))).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(1);
    expect(loss.byBearer['own']!.value).toBeCloseTo(value, 3);
    // The curve has no loss beyond it.
    expect(Math.max(...loss.exceedance.map((point) => point.loss))).toBe(240_000);
  });

  test('all else has one line, with its error', async () => {
    const { lossAsUsual: usual } = await run;
    // A fault that lasts when the attack lands, or begins in it, holds the node before and after it.
    const exact = 1000 * (8519 * BUSY + 2 * KEPT);
    expect(Math.abs(usual!.value - exact)).toBeLessThan(4 * usual!.standardError);
    expect(usual!.standardError).toBeGreaterThan(10);
    expect(usual!.standardError).toBeLessThan(100);
  });

  test('lengths, counts, tables and cascades are of it alone', async () => {
    const { nodes, threats, cascade, endsInOutage } = await run;
    const a = nodes['a']!;
    expect(a.outagesPerHorizon).toEqual({ value: 1, standardError: 0 });
    expect(a.firstOutageHours['0.5']!.value).toBeCloseTo(240, -1);
    expect(a.firstOutageHours['0.05']!.value).toBeGreaterThan(238);
    expect(Math.abs(a.unavailability.value * 8760 - (240 - KEPT))).toBeLessThan(
      4 * 8760 * a.unavailability.standardError,
    );
    // Held for more than 239.5 h unless a fault began within half an hour before.
    const breach = a.probabilityOfBreach['mtpd']!;
    expect(Math.abs(breach.value - Math.exp(-RATE / 2))).toBeLessThan(4 * breach.standardError);
    expect(threats['attack']).toMatchObject({ eventsPerHorizon: { value: 1 }, gotThroughPerHorizon: { value: 1 } });
    expect(threats['glitch']).toMatchObject({ eventsPerHorizon: { value: 0 }, lossCaused: { value: 0 } });
    expect(cascade).toMatchObject({ cascadesPerHorizon: { value: 1 }, episodesPerHorizon: { value: 1 } });
    expect(endsInOutage.value).toBe(0);
  });

  test('no limit is judged, and the document says what was given', async () => {
    const result = await run;
    expect(result.appetite).toEqual([]);
    expect(result.given).toEqual(['attack']);
    expect(result.givenEvents).toEqual([
      {
        kind: 'threat',
        id: 'attack',
        cause: 'attack',
        outage: null,
        hour: 0,
        date: '2027-01-01T00:00',
        otherTime: 'threat=attack@2027-01-01T10:00',
      },
    ]);
  });

  test('is per case, however many years the horizon has', async () => {
    const long = await resultOf(ATTACK.replace('1 year', '3 years'), { trials: 1000 }, { given: ['attack'] });
    expect(long.loss.valueAtRisk['0.5']?.value).toBe(240_000);
    expect(long.lossAsUsual!.value).toBeGreaterThan(250_000);
  });

  test('is the same for the shop of the examples: its year is not what the cut costs', async () => {
    const shop = readFileSync(new URL('../../scenarios/corner-shop/shop.yaml', import.meta.url), 'utf8');
    const at = await resultOf(shop, { trials: 4000 }, { given: ['threat=power-cut@2027-01-05T11:00'] });
    expect(at.loss.mean.value).toBeLessThan(100);
    expect(at.threats['power-cut']!.lossCaused.value).toBeCloseTo(at.loss.mean.value, 6);
    expect(at.lossAsUsual!.value).toBeGreaterThan(1000);
    for (const [id, { lossCaused }] of Object.entries(at.threats)) {
      if (id !== 'power-cut') expect(lossCaused.value).toBe(0);
    }
  });
});

describe('a given node', () => {
  const PAIR = `${HEAD}
nodes:
  left: { kind: supplier }
  right: { kind: supplier }
  shop: { kind: service, goal: open, needs: { both: { all: [left, right] } }, loss: [{ own: £1k per hour }] }
`;

  test('is out as a shock is, with the cause `given:ID`', async () => {
    const result = await resultOf(PAIR, { trials: 100 }, { given: ['node=left:30 h@2027-12-19T17:00'] });
    expect(result.loss.mean).toMatchObject({ value: 30_000, standardError: 0 });
    expect(result.sourcesOfLoss.given).toEqual({ 'given:left': { value: 30_000, standardError: 0 } });
    expect(result.lossAsUsual!.value).toBe(0);
    expect(result.given).toEqual(['node=left:30 h@2027-12-19T17:00']);
  });

  test('several come at once, and each has what it sets off', async () => {
    // The second outlasts the first by ten hours.
    const given = ['node=left:10 h', 'node=right:20 h@2027-01-01T06:00'];
    const { loss, sourcesOfLoss, cascade } = await resultOf(PAIR, { trials: 100 }, { given });
    expect(loss.mean.value).toBe(26_000);
    expect(sourcesOfLoss.given!['given:left']!.value).toBe(10_000);
    expect(sourcesOfLoss.given!['given:right']!.value).toBe(16_000);
    expect(cascade.cascadesPerHorizon.value).toBe(2);
    const both = await resultOf(PAIR, { trials: 100 }, { given: ['node=left:forever', 'node=right:20 h'] });
    expect(both.loss.mean.value).toBe(8_760_000);
    expect(both.endsInOutage.value).toBe(1);
  });

  test('and threats go together', async () => {
    const given = ['threat=attack', 'node=a:5 h@2027-06-01'];
    const { loss, sourcesOfLoss, threats } = await resultOf(ATTACK, { trials: 500 }, { given });
    expect(loss.valueAtRisk['0.5']!.value).toBe(245_000);
    expect(sourcesOfLoss.given!['given:a']!.value).toBeGreaterThan(4900);
    expect(threats['attack']!.lossCaused.value).toBeGreaterThan(239_900);
  });

  test('one node can be given twice, and a copy of several is one of them', async () => {
    const text = PAIR.replace('left: { kind: supplier }', 'left: { kind: supplier, count: 2 }');
    const given = ['node=left-1:3 h', 'node=left-1:5 h@2027-03-01', 'node=left:1 h@2027-04-01'];
    const { loss, sourcesOfLoss } = await resultOf(text, { trials: 20 }, { given });
    expect(loss.mean.value).toBe(9000);
    expect(Object.keys(sourcesOfLoss.given!)).toEqual([
      'given:left-1@2027-01-01T00:00',
      'given:left-1@2027-03-01T00:00',
      'given:left-1@2027-04-01T00:00',
      'given:left-2',
    ]);
  });

  test('what a shock of the scenario sets off is not counted', async () => {
    const text = `${PAIR}
scenarios:
  winter: { shocks: [{ on: 2027-02-01, node: right, outage: 7 h }] }
`;
    const selection = { scenario: 'winter', given: ['node=left:30 h'] };
    const { loss, lossAsUsual, sourcesOfLoss } = await resultOf(text, { trials: 20 }, selection);
    expect([loss.mean.value, lossAsUsual!.value, sourcesOfLoss.shocks.value]).toEqual([30_000, 7000, 0]);
  });

  test('years of insurance stay years in a case', async () => {
    const text = `${HEAD.replace('1 year', '2 years')}
nodes:
  a: { kind: service, loss: [{ own: £1k per hour }] }
controls:
  cover: { current: on, levels: { none: {}, on: { transfer: £100k over £5k per year } } }
`;
    // Ten hours in each year: £5k of each are paid back.
    const { loss } = await resultOf(text, { trials: 20 }, { given: ['node=a:20 h@2027-12-31T14:00'] });
    expect(loss.mean.value).toBeCloseTo(10_000, 6);
  });
});

describe('the same futures', () => {
  const VARIED = ATTACK.replace('delay: 10 days, outage: 10 days', 'outage: 10..300 h');

  test('at another time an event lasts as long', async () => {
    const alone = VARIED.replace('100 per year', 'every 10000000 years');
    const [first, later] = await Promise.all(
      ['threat=attack', 'threat=attack@2027-03-01T09:00'].map((event) =>
        resultOf(alone, { trials: 300 }, { given: [event] }),
      ),
    );
    expect(later!.loss.mean.value).toBeCloseTo(first!.loss.mean.value, 3);
  });

  test('whatever else is given', async () => {
    const nodes = VARIED.replace('threats:', '  b: { kind: service }\nthreats:');
    const [one, two] = await Promise.all(
      [['threat=attack'], ['node=b:3..9 h', 'threat=attack']].map((given) =>
        resultOf(nodes, { trials: 300 }, { given }),
      ),
    );
    expect(two!.loss.mean).toEqual(one!.loss.mean);
    expect(two!.lossAsUsual).toEqual(one!.lossAsUsual);
  });
});

describe('a comparison on given events', () => {
  const GUARDED = `${ATTACK}
controls:
  guard:
    against: [attack, glitch]
    current: none
    levels: { none: {}, on: { opex: £50k per year, prevent: 90% } }
  crew:
    against: [attack]
    current: none
    levels: { none: {}, on: { opex: £20k per year, contain: 50% } }
portfolios: { guarded: { guard: on }, crewed: { crew: on } }
`;
  async function compared(portfolio: string, set: readonly string[] = []): Promise<CompareDocument> {
    const candidate = (name: string, chosen?: string): Candidate => ({
      name,
      file: 'm.yaml',
      portfolio: name,
      model: read(GUARDED, { given: ['threat=attack'], portfolio: chosen, set }),
    });
    const document = await compare([candidate('current'), candidate(portfolio, portfolio)], makeInlineRunner(), {
      trials: 2000,
    });
    return document!;
  }

  test('of what only prevents says that nothing stops it, and that spend stands beside', async () => {
    const document = await compared('guarded');
    const [{ loss, playNoPart, lossAsUsual, appetite, spendPerYear }] = document.comparisons as [
      CompareDocument['comparisons'][0],
    ];
    // Fewer small faults begin before it.
    expect(Math.abs(loss.mean.value)).toBeLessThan(20);
    expect(playNoPart).toEqual(['guard']);
    expect(spendPerYear).toBe(50_000);
    expect(appetite).toEqual([]);
    expect(lossAsUsual!.value).toBeLessThan(-50_000);
    expect(lossAsUsual!.standardError).toBeGreaterThan(0);
    const said = joined(compareReport({ document, command: [] }, page));
    expect(said).toContain('Nothing stops what is given: what guard prevents or deters plays no part here.');
    expect(said).toContain('cost £50.0k a year more; that stands beside the loss of a case and is not added to it');
    expect(said).not.toMatch(/together|outside|limit/);
  });

  test('of what shortens says so per case, with nothing by the year but the spend', async () => {
    const document = await compared('crewed', ['threats.glitch.occurs=x0.5']);
    const mean = document.comparisons[0]!.loss.mean;
    expect(mean.value).toBeCloseTo(-120_000, -2);
    expect(document.comparisons[0]!.playNoPart).toEqual([]);
    const said = joined(compareReport({ document, command: [] }, page));
    expect(said).toContain('crewed loses £120k');
    expect(said).toContain('less per case than current');
    expect(said).toContain('The 1-in-100 case falls');
    // What is spent, and what all else costs
    expect(said.match(/a year/g)).toHaveLength(2);
  });

  test('and its head names what is given, and every change', async () => {
    const document = await compared('crewed', ['threats.glitch.occurs=x0.5']);
    expect(document.settings).toEqual({ set: ['threats.glitch.occurs=x0.5'], given: ['attack'] });
    const said = joined(compareReport({ document, command: [] }, page).slice(0, 6));
    expect(said).toContain('Given: attack happens at the first hour, 00:00 on 1 Jan 2027. Nothing stops it.');
    expect(said).toContain('Changed for this run: threats.glitch.occurs=x0.5');
  });
});

describe('pages on given events', () => {
  const selection = { given: ['threat=attack', 'node=a:2..9 h@2027-05-01T09:00'], set: ['threats.glitch.occurs=x2'] };

  test('a report is per case, names what is asked in its head, judges nothing, and says what all else costs', async () => {
    const report = await reportOf(ATTACK, selection);
    const said = joined(report.split('\n'));
    expect(said).toContain(
      'Given: attack happens at the first hour, 00:00 on 1 Jan 2027 and a is out for 2..9 h at 09:00 on 1 May 2027. Nothing stops them.',
    );
    expect(said).toContain('Changed for this run: threats.glitch.occurs=x2');
    expect(said).toContain('If attack happens and a is out for 2..9 h They cost £245k on average');
    expect(said).toMatch(
      /All else costs £19\dk \(± £[\d.]+k?\) in a year on average, as usual; it is not counted here\./,
    );
    expect(said).toContain('they are not judged here');
    // The year stands in the line on all else alone.
    expect(report.match(/a year|yearly|annual/g)).toHaveLength(1);
    expect(said).not.toMatch(/whether limit|not resolved|outside/);
    for (const line of report.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('one that costs nothing, and reaches no goal, says so', async () => {
    const idle = `${HEAD}
nodes: { a: { kind: asset }, b: { kind: service, goal: open, loss: [{ own: £1 per hour }] } }
`;
    const said = joined((await reportOf(idle, { given: ['node=a:3 h'] }, 50)).split('\n'));
    expect(said).toContain('It costs nothing that counts in any of 50 cases.');
    expect(said).toContain('b: no outage in any case.');
    expect(said).toContain('No trial lost anything else.');
  });

  test('a timeline names them too, and adds up what they cost apart from all else', () => {
    const model = read(ATTACK, selection);
    const session = openSession(model, makeInlineRunner());
    const head = { worlds: 1, trials: 9, trialsPerWorld: 9, settings: {} };
    const document = trialTimeline(model, session.compiled, session.seed, { world: 0, trial: 4 }, head);
    expect(document.settings).toEqual({
      set: selection.set,
      given: ['attack', 'node=a:2..9 h@2027-05-01T09:00'],
    });
    const { loss, asUsual, booked, insurance, bySource } = document.totals;
    expect(loss + asUsual!).toBeCloseTo(booked - insurance, 4);
    expect(Object.keys(bySource).toSorted()).toEqual(['attack', 'given:a']);
    const said = joined(trialReport(document, page));
    expect(said).toContain('Given: attack happens');
    expect(said).toContain('Changed for this run: threats.glitch.occurs=x2');
    expect(said).toContain('all else, as usual and not counted');
  });

  test('an explanation takes apart what they cost, and nothing else', async () => {
    const model = read(ATTACK, selection);
    const runner = makeInlineRunner();
    const session = openSession(model, runner);
    const sample = await session.sample({ trials: 2000, columns: explainedColumns(session.compiled) });
    const explanation = await explain(sample, runner);
    for (const part of [explanation!.mean, ...Object.values(explanation!.tails)]) {
      expect(part.byThreat.map(({ id }) => id)).toEqual(['attack', 'given:a']);
      expect(part.byThreat.reduce((sum, { loss }) => sum + loss, 0)).toBeCloseTo(part.loss.value, 3);
    }
  });
});

describe('what cannot be given is a fault that names the words', () => {
  test.each([
    ['threat=atack', 'unknown threat `atack` (in --given threat=atack): did you mean `attack`?'],
    ['node=b:3 h', 'unknown node `b` (in --given node=b:3 h): there are a'],
    ['node=a', 'how long is `a` out? (in --given node=a): write `node=a:30..60 h`'],
    ['node=a:30', '(in --given node=a:30)'],
    ['node=a:3 kg', '(in --given node=a:3 kg)'],
    ['threat=attack:3 h', 'a threat takes out what the model says'],
    ['threat=attack@2028-01-01', 'lies outside the horizon, 2027-01-01 to 2028-01-01'],
    ['node=a:3 h@2026-12-31T23:59', 'lies outside the horizon'],
    ['node=a:3 h@tomorrow', 'is no date'],
    ['', 'is no event'],
  ])('%j', (event, words) => {
    expect(faults([event])).toHaveLength(1);
    expect(faults([event])[0]).toContain(words);
  });

  test('twice the same thing at one time', () => {
    expect(faults(['threat=attack', 'attack@2027-01-01'])[0]).toContain('`attack` is given twice for one time');
    expect(faults(['node=a:3 h', 'node=a:9 h@2027-01-02', 'threat=attack'])).toEqual([]);
  });

  test('an event can be given again as the document says it', async () => {
    const first = read(ATTACK, { given: ['node=a: 3 h @ 2027-02-03 4:05', 'attack'] });
    const again = read(ATTACK, { given: first.given.map(({ text }) => text) });
    expect(again.hash).toBe(first.hash);
    expect(first.given.map(({ text }) => text)).toEqual(['attack', 'node=a:3 h@2027-02-03T04:05']);
  });
});
