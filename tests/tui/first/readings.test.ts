import { describe, expect, test } from 'vitest';
import { tidied } from '../../../src/tui/first/figures.ts';
import { readAnswers } from '../../../src/tui/first/first-model.ts';
import type { Picks } from '../../../src/tui/first/reading.ts';

const STARTS = '2027-01-01';
const BASE = ['A railway', 'ticket sales, open 06:00..22:00', '£400..£1500 borne by us'];

/** The answers with others put in place of the first empty ones. */
const read = (more: readonly string[], picks: Picks = {}) => readAnswers([...BASE, ...more], picks, STARTS);
const rowsOf = (question: number, more: readonly string[], picks: Picks = {}): readonly string[] =>
  (read(more, picks).readings[question - 1]?.rows ?? []).map(({ name, kind, says, guess }) =>
    [name, kind, says, guess ?? ''].join(' | '),
  );
const faultsOf = (question: number, answers: readonly string[]): readonly string[] =>
  (readAnswers(answers, {}, STARTS).readings[question - 1]?.faults ?? []).map(({ words }) => words);

describe('figures as people say them', () => {
  test.each([
    ['twice a year', '2 per year'],
    ['once or twice a year', '1..2 per year'],
    ['1 or 2 times a year', '1..2 per year'],
    ['for 1 or 2 days', 'for 1..2 days'],
    ['once every 5 years', 'every 5 years'],
    ['once in ten years', 'every 10 years'],
    ['1 year in 20', 'every 20 years'],
    ['1 in 5 weeks', 'every 5 weeks'],
    ['monthly', '1 per month'],
    ['every year', 'every 1 year'],
    ['for a day', 'for 1 day'],
    ['half an hour', '30 min'],
    ['2 to 8 h', '2..8 h'],
    ['10–30 min', '10..30 min'],
    ['£1,500 a year', '£1500 per year'],
    ['between £80 and £200', '£80..£200'],
    ['on 2027-03-31', 'on 2027-03-31'],
    ['£400 / year', '£400 per year'],
    ['£400 p.a.', '£400 per year'],
    ['€1 500', '€1500'],
    ['£1 000 - £3 000', '£1000..£3000'],
    ['1 500 €', '€1500'],
    ['500-1500 EUR', 'EUR 500..1500'],
    ['theft costs 2000 pounds', 'theft costs £2000'],
    ['400 pounds to 1500 pounds', '£400..£1500'],
    ['£400 ~ £1500', '£400..£1500'],
    ['about 2 days', '2 days'],
    ['roughly £2k', '£2k'],
    ['a couple of hours', '2 hours'],
    ['2 hours or so', '2 hours'],
    ['2 h 30 min', '150 min'],
    ['50 to 80 percent', '50..80%'],
    ['more than a week', 'more than 1 week'],
    // These are none
    ['room 2 300 min', 'room 2 300 min'],
    ['two UPS for 2 h', 'two UPS for 2 h'],
    ['about the house', 'about the house'],
  ])('%s is %s', (said, written) => {
    expect(tidied(said)).toBe(written);
  });
});

describe('the service and its hours', () => {
  test.each([
    ['bread, open 06:00..22:00', ['22:00..06:00']],
    ['bread, open 6am to 10pm', ['22:00..06:00']],
    ['bread open Mon..Fri 8..18', ['Mon..Fri 00:00..08:00', 'Mon..Fri 18:00..24:00', 'Sat..Sun']],
    [
      'bread, Mon..Sat 07:00..18:00, Sun 08:00..12:00',
      ['Mon..Sat 00:00..07:00', 'Mon..Sat 18:00..24:00', 'Sun 00:00..08:00', 'Sun 12:00..24:00'],
    ],
    ['night bus, open 22:00..05:00', ['05:00..22:00']],
    ['bread Mon-Fri 8-18', ['Mon..Fri 00:00..08:00', 'Mon..Fri 18:00..24:00', 'Sat..Sun']],
    ['bread, 8.00-18.00 weekdays', ['Mon..Fri 00:00..08:00', 'Mon..Fri 18:00..24:00', 'Sat..Sun']],
    ['Brot, Mo-Fr 8-18', ['Mon..Fri 00:00..08:00', 'Mon..Fri 18:00..24:00', 'Sat..Sun']],
    [
      'bread, weekdays 8.30 to 17.30 and Saturday 9-13',
      ['Mon..Fri 00:00..08:30', 'Mon..Fri 17:30..24:00', 'Sat 00:00..09:00', 'Sat 13:00..24:00', 'Sun'],
    ],
    ['bread 9am to 5pm', ['17:00..09:00']],
    ['night bus, 22 to 6', ['06:00..22:00']],
    ['water, always', []],
    ['room 101, 24/7', []],
    ['water', []],
  ])('%s', (answer, closed) => {
    const { value } = readAnswers(['', answer], {}, STARTS).readings[1] ?? {};
    expect(value).toMatchObject({ closed });
  });

  test('hours that nobody has said are a guess, and are listed', () => {
    const { rows, missing } = readAnswers(['', 'water'], {}, STARTS).readings[1] ?? { rows: [], missing: [] };
    expect(rows[0]?.guess).toContain('always open?');
    expect(missing).toEqual(['when water is open: it is taken as always open']);
  });

  test.each(['bread, 9 to 5', 'bread open 9-5', 'bread, weekdays 9am-5', 'bread 9-5 Mon..Fri'])(
    '%s may end in the morning, and is asked for',
    (answer) => {
      const { value } = readAnswers(['', answer], {}, STARTS).readings[1] ?? {};
      expect([value, faultsOf(2, ['', answer])]).toEqual([
        null,
        ['`9 to 5`: morning or evening? write 9am to 5pm, or 09:00..17:00'],
      ]);
    },
  );

  test('times are said back on a clock of 24 hours', () => {
    const said = (answer: string) => readAnswers(['', answer], {}, STARTS).readings[1]?.rows[0]?.says;
    expect(said('bread, Mon-Fri 8am-6pm, Saturdays 9am-1pm')).toBe('open Mon..Fri 08:00..18:00, Sat 09:00..13:00');
    expect(said('night bus, 10pm to 5am')).toBe('open 22:00..05:00 the next day');
    expect(said('water, 24/7')).toBe('always open');
  });

  test('what cannot be read names its place and what would be right', () => {
    expect(faultsOf(2, ['', 'bread, closed on Sundays'])[0]).toContain('`closed on Sundays` is no time');
    expect(faultsOf(2, ['', "don't know"])).toEqual(['name the service first: ticket sales, open 06:00..22:00']);
    expect(faultsOf(2, ['', 'bread, open late'])).toEqual([
      '`open late` is no time: write open 06:00..22:00, open Mon..Fri 08:00..18:00, or always',
    ]);
    expect(faultsOf(2, ['', 'bread, cakes'])).toEqual([
      '`cakes`: one service first; another can be added to the file later',
    ]);
  });
});

describe('what an hour costs', () => {
  const losses = (answer: string, picks: Picks = {}) => readAnswers(['', '', answer], picks, STARTS).readings[2]?.value;

  test('an amount is one an hour, borne by us', () => {
    expect(losses('£400..£1500, borne by us')).toEqual({
      currency: 'GBP',
      losses: [{ bearer: 'own', counts: true, amount: '£400..£1500 per hour' }],
    });
    expect(losses('EUR 9k per day')).toMatchObject({ currency: 'EUR', losses: [{ amount: 'EUR 9k per day' }] });
  });

  test('what others lose is shown; Tab counts it', () => {
    expect(losses('£400 by us, £2k by passengers')).toMatchObject({
      losses: [
        { bearer: 'own', counts: true },
        { bearer: 'passengers', counts: false, amount: '£2k per hour' },
      ],
    });
    const one = { '2/passengers': 1 };
    expect(losses('£400 by us, £2k by passengers', one)).toMatchObject({ losses: [{}, { counts: true }] });
  });

  test('whoever is named alone is counted, or nothing would be; Tab only shows it', () => {
    expect(losses('£2k borne by the practice')).toMatchObject({ losses: [{ bearer: 'the practice', counts: true }] });
    expect(losses('£2k by passengers', { '2/passengers': 1 })).toMatchObject({ losses: [{ counts: false }] });
  });

  test.each(['£400 or 1500', 'up to £2k', '£400 £1500', "don't know"])('%s is no name of who bears it', (answer) => {
    expect([losses(answer), faultsOf(3, ['', '', answer]).length]).toEqual([null, 1]);
  });

  test('an amount without a currency is refused, as are two currencies', () => {
    expect(faultsOf(3, ['', '', '400..1500'])[0]).toContain('in which currency? write £400..£1500');
    expect(faultsOf(3, ['', '', '£400 by us, €50 by passengers'])).toEqual([
      '`€50 per hour`: the hour was told in GBP: write £ here too',
    ]);
  });
});

describe('what it needs', () => {
  test('the example of the design', () => {
    expect(rowsOf(4, ['payment provider 2 h, electricity, network 10..30 min, two clerks'])).toEqual([
      'payment provider | supplier | bridged for 2 h | ',
      'electricity | infrastructure | at once | ',
      'network | infrastructure | bridged for 10 to 30 min (90% sure) | ',
      'clerk | person, two | at once | 1 of 2 is enough?',
    ]);
  });

  test('Tab changes how many are enough, and what an unknown thing is taken for', () => {
    expect(rowsOf(4, ['two clerks'], { '3/clerk': 1 })).toEqual(['clerk | person, two | at once | both are needed?']);
    expect(rowsOf(4, ['gizmo'])).toEqual(['gizmo | asset | at once | an asset?']);
    expect(rowsOf(4, ['gizmo'], { '3/gizmo': 1 })).toEqual(['gizmo | site | at once | ']);
  });

  test('a name used before means the same thing', () => {
    const { model } = read(['network, Electricity 15 min, network needs electricity, network or radio none']);
    expect(model?.needs.things.map(({ id }) => id)).toEqual(['network', 'electricity', 'radio']);
    expect(model?.needs.needs).toMatchObject([
      { by: 'ticket-sales', key: 'network', buffer: null },
      { by: 'ticket-sales', key: 'electricity', buffer: '15 min' },
      { by: 'network', key: 'electricity', buffer: null },
      { by: 'ticket-sales', members: ['network', 'radio'] },
    ]);
  });

  test('faults name the place and the remedy', () => {
    expect(faultsOf(4, [...BASE, 'network 10 mns'])).toEqual([
      '`network 10 mns` is no time that can be read: write network 15 min, or 4..8 h, or none',
    ]);
    expect(faultsOf(4, [...BASE, 'network, network'])).toEqual(['network stands twice: leave one out']);
    expect(faultsOf(4, [...BASE, 'ticket sales'])[0]).toContain('cannot need itself');
    expect(faultsOf(4, [...BASE, 'hub, yard, hub needs yard, yard needs hub'])).toEqual([
      'hub needs yard already: two things cannot need each other here',
    ]);
    expect(faultsOf(4, [...BASE, 'network 8..4 h'])[0]).toMatch(/^`8..4 h`: .*write the lower number first/);
  });
});

const NEEDS = 'payment provider 2 h, electricity, two clerks';

describe('what could happen', () => {
  test('what it hits, how often, for how long', () => {
    expect(
      rowsOf(5, [
        NEEDS,
        'power cut hits electricity every 1..3 years for 2..8 h, flu hits one of clerks twice a year for 2-5 days',
      ]),
    ).toEqual([
      'power cut | every 1..3 years | electricity for 2 to 8 h | ',
      'flu | 2 per year | one clerk for 2 to 5 days | ',
    ]);
  });

  test('what it hits is guessed from its words, named as a guess, and changed by Tab', () => {
    expect(rowsOf(5, [NEEDS, 'power cut every 2 years for 4 h'])).toEqual([
      'power cut | every 2 years | electricity? for 4 h | it takes away electricity?',
    ]);
    expect(rowsOf(5, [NEEDS, 'fire within 5..50 years for 2..6 months costs £5k..£50k'])[0]).toBe(
      'fire | within 5..50 years | ticket sales? for 2 to 6 months, costs £5k..£50k | it takes away ticket sales?',
    );
    expect(rowsOf(5, [NEEDS, 'fire every 9 years for 4 h'], { '4/fire': 1 })[0]).toContain('payment provider?');
  });

  test('verbs may be part of a name', () => {
    const answer = 'till breaks down 1 per year for 2 h, mill stops delivering hits payment provider yearly for 1 week';
    expect(rowsOf(5, ['till, payment provider', answer])).toEqual([
      'till breaks down | 1 per year | till? for 2 h | it takes away till?',
      'mill stops delivering | 1 per year | payment provider for 1 week | ',
    ]);
  });

  test('the service may have an article', () => {
    const { model } = readAnswers(
      ['B', 'the bakery, always', '£9', '', 'fire hits bakery yearly for 2 days'],
      {},
      STARTS,
    );
    expect(model?.threats.threats).toMatchObject([{ effect: { target: 'bakery' } }]);
    expect(model?.service.name).toBe('the bakery');
  });

  test('what nobody has said is not made up', () => {
    const { model, readings } = read([NEEDS, 'flood hits electricity, flu hits one of clerks for 2 days']);
    expect(readings[4]?.missing).toEqual([
      'how often and for how long flood comes: it is left out',
      'how often flu comes: it is left out',
    ]);
    expect(model?.threats.threats).toEqual([]);
    expect(model?.missing).toContain('what could happen: in this model nothing ever fails, and nothing is lost');
  });

  test('faults name the place and the remedy', () => {
    expect(faultsOf(5, [...BASE, NEEDS, 'cut hits elektricity every 2 years for 4 h'])).toEqual([
      '`elektricity` is not named in question 4: did you mean electricity?',
    ]);
    expect(faultsOf(5, [...BASE, NEEDS, 'theft 30% costs £40'])[0]).toContain('write every 5..20 years');
    expect(faultsOf(5, [...BASE, NEEDS, 'theft 3 per year costs €40'])).toEqual([
      '`€40`: the hour was told in GBP: write £ here too',
    ]);
  });
});

const THREATS = 'power cut every 2 years for 4 h, flood';

describe('what is done', () => {
  test('cost, what it stops and how much of it, whether it is there', () => {
    expect(
      rowsOf(6, [
        NEEDS,
        THREATS,
        'generator £400 a year stops power cut 50..80%, second line £8k once for 10 years stops all 10% not yet',
      ]),
    ).toEqual([
      'generator | £400 per year | stops 50 to 80% of power cut | in place today?',
      'second line | £8k for 10 years | stops 10% of power cut, not in place yet | ',
    ]);
    expect(
      read([NEEDS, THREATS, 'generator £400 a year stops power cut 50..80%'], { '5/generator': 1 }).model?.controls,
    ).toMatchObject([{ isInPlace: false, opex: '£400 per year', verb: 'prevent', against: ['power-cut'] }]);
  });

  test('a stock that bridges', () => {
    expect(read([NEEDS, THREATS, 'battery £90 per year bridges electricity for 3 h']).model?.controls).toMatchObject([
      { bridges: { by: 'ticket-sales', key: 'electricity', hours: '3 h' } },
    ]);
  });

  test('what nobody has said is asked or left out', () => {
    expect(read([NEEDS, THREATS, 'pump stops flood 50%, guard stops power cut']).readings[5]?.missing).toEqual([
      'what pump costs: it counts as nothing',
      'what pump stands against (flood is left out): it is left out',
      'what guard costs: it counts as nothing',
      'what share guard stops: it is left out',
    ]);
    expect(faultsOf(6, [...BASE, NEEDS, THREATS, 'wall £8k stops power cut 5%'])).toEqual([
      '£8k: once or each year? write £8k per year, or £8k once for 10 years',
    ]);
  });
});

describe('what is too much', () => {
  test('a loss, an outage, a mean', () => {
    const { model } = read([
      '',
      '',
      '',
      'over £20k 1 year in 20, out over 1 day 10%, £5k a year on average, over £1m 1 in 200',
    ]);
    expect(model?.limits).toEqual([
      { id: 'big-loss', kind: 'loss', over: '£20k', chance: '5% per year' },
      { id: 'outage', kind: 'outage', over: '1 day', chance: '10% per year' },
      { id: 'average', kind: 'mean', most: '£5k per year' },
      { id: 'big-loss-2', kind: 'loss', over: '£1m', chance: '0.5% per year' },
    ]);
  });

  test('a limit that does not say how rare is left out and listed', () => {
    const { model } = read(['', '', '', 'over £20k']);
    expect(model?.limits).toEqual([]);
    expect(model?.missing).toContain('how rare it must be that a year loses over £20k: this limit is left out');
  });
});

test('the first three must be answered, the others need not', () => {
  expect(read([]).model).not.toBeNull();
  for (const without of [0, 1, 2]) expect(readAnswers(BASE.with(without, ''), {}, STARTS).model).toBeNull();
});

describe('answers as people give them', () => {
  test('a part without a name says more of the one before', () => {
    expect(rowsOf(5, ['electricity, two nurses', 'power cut, twice a year, for 1-3 hours, flu, hits nurses, every 2 years, 3 days'])).toEqual([
      'power cut | 2 per year | electricity? for 1 to 3 hours | it takes away electricity?',
      'flu | every 2 years | one nurse? for 3 days | it takes away one nurse?',
    ]);
    const cut = ['electricity', 'power cut every 2 years for 3 h'];
    expect(rowsOf(6, [...cut, 'generator, £400 per year, stops power cut 50%, not yet'])).toEqual(['generator | £400 per year | stops 50% of power cut, not in place yet | ']);
    expect(rowsOf(6, [...cut, 'generator costs £8000, lasts 10 years, stops 90% of power cuts'])[0]).toContain('generator | £8000 for 10 years | stops 90% of power cut');
    expect(rowsOf(7, ['', '', '', 'over £20k, 1 year in 20'])).toEqual(['big-loss | over £20k | in at most 5% of years | ']);
  }); // prettier-ignore

  test("nothing, none and don't know leave a question empty", () => {
    const { model } = read(["don't know", 'nothing', 'none', 'no idea']);
    expect(model).toMatchObject({ needs: { things: [] }, threats: { threats: [] }, controls: [], limits: [] });
    expect(model?.missing).toContain('what is too much: no limit is judged');
  });

  test('words in place of a figure are asked for, and become no name', () => {
    expect(faultsOf(5, [...BASE, 'oven', 'oven breaks rarely for a few hours'])).toEqual([
      '`rarely`: nobody knows exactly: write a range that you are 90% sure of, such as every 5..20 years for 2..8 h',
    ]);
    expect(faultsOf(6, [...BASE, 'oven', '', 'service 5k per year'])).toEqual([
      '`5k per year`: in which currency? write £5k per year',
    ]);
  });

  test('a bracket may hold the time, a comma the fraction; two things that are known are two', () => {
    expect(rowsOf(4, ['oxygen (2 hours), computer 1,5 h, electricity and water'])).toEqual([
      'oxygen | supplier | bridged for 2 hours | ',
      'computer | asset | bridged for 1.5 h | ',
      'electricity | infrastructure | at once | ',
      'water | infrastructure | at once | ',
    ]);
  });
});

describe('what one name means', () => {
  test('`and` between things is two things, with a time behind both; what may be one thing is asked about', () => {
    expect(rowsOf(4, ['records system, records system needs network and phones 2 h'])).toEqual([
      'records system | asset | at once | ',
      'network | infrastructure | for records system | bridged for 2 h too?',
      'phones | infrastructure | for records system, bridged for 2 h | ',
    ]);
    expect(rowsOf(4, ['till and gauze'])).toEqual([
      'till | asset | at once | ',
      'gauze | asset | at once | a thing of its own? for one write till-and-gauze',
    ]);
    expect(rowsOf(4, ['goods and services'])).toEqual([
      'goods and services | asset | at once | one thing? for two write goods, services',
    ]);
    expect(rowsOf(4, ['till-and-gauze, goods and services, goods and services needs electricity']).length).toBe(3);
    expect(read(['network and phones 2 h']).model?.guesses).toContain('network: bridged for 2 h too');
    expect(faultsOf(4, [...BASE, 'electricity and phone or radio'])).toEqual([
      '`electricity and phone or radio` can be read in two ways: put a comma where one thing ends, as in electricity, phone or radio',
    ]);
    expect(faultsOf(5, [...BASE, 'shop, oven', 'flood hits shop and oven every 5 years for 2 days'])).toEqual([
      '`shop and oven` is not named in question 4: one thing a line: name there what both of them need, such as building, and hit that',
    ]);
  });

  test('how many of how many is taken as it is said, or asked for', () => {
    const enough = (answer: string): readonly string[] => rowsOf(4, [answer]);
    expect(enough('2 of 3 doctors')).toEqual(['doctor | person, three | 2 of 3 are enough, at once | ']);
    expect(enough('at least 20 of the 25 staff 2 h')).toEqual([
      'staff | person, 25 | 20 of 25 are enough, bridged for 2 h | ',
    ]);
    expect(enough('both nurses')).toEqual(['nurse | person, two | both are needed, at once | ']);
    expect(enough('all three vans')).toEqual(['van | asset, three | all 3 are needed, at once | ']);
    const asked = (answer: string): readonly string[] => faultsOf(4, [...BASE, answer]);
    expect(asked('20 of staff')).toEqual(['`20 of staff`: of how many? write 20 of 25 staff']);
    expect(asked('at least two doctors')).toEqual(['`at least two doctors`: of how many? write 2 of 3 doctors']);
    expect(asked('one of the doctors')).toEqual(['`one of the doctors`: of how many? write 1 of 2 doctors']);
    expect(asked('5 of 3 doctors')).toEqual(['`5 of 3 doctors`: there are 3, so write 1 to 3 of 3 doctors']);
    expect(asked('half of the staff')).toEqual(['`half of the staff`: how many of how many? write 2 of 3 staff']);
    expect(asked('several nurses')).toEqual(['`several nurses`: how many of how many? write 2 of 3 nurses']);
    expect(asked('all doctors')).toEqual(['`all doctors`: how many are there? write all 3 doctors']);
    expect(read(['2 of 3 doctors']).model?.guesses).toEqual([]);
    expect(rowsOf(4, ['nurses'])[0]).toContain('all of them as one? for several write two nurses');
    expect(read(['nurses']).model?.guesses).toEqual(['nurses: all of them as one']);
  });

  test.each([
    ['42', '`42` is neither a name nor hours'],
    ['5 h', '`5 h` is neither a name nor hours'],
    ['£400', '`£400` is neither a name nor hours'],
    ['everything', '`everything` is too much for one name'],
    ['We want that every patient is seen', '`We want that every patient is seen` is a sentence'],
    ['What is a service?', '`What is a service?` is a sentence'],
    ['!!', 'name the service first'],
  ])('`%s` is no service', (answer, words) => {
    expect(readAnswers(['', answer], {}, STARTS).readings[1]?.value).toBeNull();
    expect(faultsOf(2, ['', answer])[0]).toContain(words);
  });

  test('a number or a sentence is no thing that is needed', () => {
    expect(faultsOf(4, [...BASE, '42'])[0]).toContain('`42` is a number: write names with commas');
    expect(faultsOf(4, [...BASE, 'it should be warm all the time'])[0]).toContain('is a sentence');
    expect(rowsOf(4, ['we need electricity and water']).map((row) => row.split(' |')[0])).toEqual([
      'electricity',
      'water',
    ]);
  });

  test('a measure says whether it is there', () => {
    const cut = ['electricity', 'power cut every 2 years for 3 h'];
    const says = (answer: string): string | undefined => rowsOf(6, [...cut, answer])[0]?.split(' | ')[2];
    expect(says('generator £1 per year stops power cut 50% (idea)')).toBe('stops 50% of power cut, not in place yet');
    expect(says('generator £1 per year stops power cut 50%, in place')).toBe('stops 50% of power cut, in place today');
  });
});
