/** Faults of shape: a remedy that can be copied, and one fault for one mistake. */
import { describe, expect, test } from 'vitest';
import { parseUntil, readModelText } from '../../src/index.ts';
import { faultsOf } from '../model/parse/small-model.ts';

const MODEL = `ringfence: 1
title: Shapes
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
calendar: { night: 23:00..05:00 }
nodes:
  gen: { kind: infrastructure }
  mains: { kind: infrastructure }
  shop:
    kind: service
    needs: [mains]
    tolerance: { mtpd: 24 h }
    loss: { own: £3 per hour, after: 3 h }
threats:
  cut: { occurs: 2 per year, affects: { mains: { outage: 3..5 h } } }
controls:
  guard: { against: [cut], current: low, levels: { none: {}, low: { prevent: 30..60% } } }
appetite:
  limits:
    a: { outage of: shop, over: mtpd, chance: 5% per year }
`;

const said = (from: string, to: string): string[] => {
  expect(MODEL).toContain(from);
  return faultsOf(MODEL.replace(from, to)).map((fault) => fault.replace(/^\d+: /, ''));
};

/** What a remedy offers stands in the place of what was wrong, and is right. */
function offered(from: string, to: string): string {
  const faults = said(from, to);
  expect(faults).toHaveLength(1);
  return /; write `(.*)`$/.exec(faults[0]!)?.[1] ?? faults[0]!;
}

describe('one text, or a list, where a list of names or a map is wanted', () => {
  test.each([
    ['needs: [mains]', 'needs: mains', 'needs: [mains]'],
    ['needs: [mains]', 'needs: mains, gen', 'needs: [mains, gen]'],
    ['needs: [mains]', 'needs: { feed: { any: mains, gen } }', 'any: [mains, gen]'],
    ['needs: [mains]', 'needs:\n      feed:\n        any: mains, gen', 'any: [mains, gen]'],
    ['needs: [mains]', 'needs: { feed: { at least: 2, of: mains, gen } }', 'of: [mains, gen]'],
    ['needs: [mains]', 'needs: { feed: [mains, gen] }', 'feed: { any: [mains, gen] }'],
    ['needs: [mains]', 'needs: { mains: 4 h }', 'mains: { buffer: 4 h }'],
    ['against: [cut]', 'against: cut, cut', 'against: [cut, cut]'],
    ['against: [cut]', 'against: { cut: x }', 'against: [cut]'],
    ['{ mains: { outage: 3..5 h } }', 'mains', 'affects: { mains: { outage: 4 h } }'],
    ['{ mains: { outage: 3..5 h } }', '{ mains: 3 h }', 'mains: { outage: 3 h }'],
    ['{ own: count }', 'own', 'bearers: { own: count }'],
    ['tolerance: { mtpd: 24 h }', 'tolerance: 24 h', 'tolerance: { mtpd: 24 h }'],
    ['loss: { own: £3 per hour, after: 3 h }', 'loss: £3 per hour', 'loss: { own: £3 per hour }'],
    ['after: 3 h', 'during: night', 'during: { night: x0.5 }'],
    ['appetite:', 'disciplines: cyber, physical\nappetite:', 'disciplines: [cyber, physical]'],
    ['appetite:', 'common causes: { c: { of: mains, gen, beta: 3% } }\nappetite:', 'of: [mains, gen]'],
    ['appetite:', 'common causes: { c: [mains, gen] }\nappetite:', 'c: { of: [mains, gen], beta: 2..10% }'],
  ])('%s for %s: %s', (from, to, remedy) => {
    expect(offered(from, to)).toBe(remedy);
  });

  test.each([
    ['needs: [mains]', 'needs: mains'],
    ['{ mains: { outage: 3..5 h } }', 'mains'],
    ['tolerance: { mtpd: 24 h }', 'tolerance: 24 h'],
    ['loss: { own: £3 per hour, after: 3 h }', 'loss: £3 per hour'],
  ])('what is offered for %s is no fault', (from, to) => {
    const key = from.startsWith('{') ? 'affects: ' : '';
    expect(faultsOf(MODEL.replace(key + from, offered(from, to)))).toEqual([]);
  });

  test.each([
    ['current: low', 'current: low, evidence: { caught: 3 of 4, date: 2026-01-01 }', /it is a list of one$/],
    ['current: low', 'current: low, evidence: 3 of 4', /write such as `evidence: \[\{ caught: /],
    ['appetite:', 'accepted: cut\nappetite:', /write such as `accepted: \[\{ risk: /],
    ['appetite:', 'inputs: 3\nappetite:', /write such as `inputs: \{ /],
  ])('%s: %s', (from, to, remedy) => {
    expect(said(from, to)).toEqual([expect.stringMatching(remedy)]);
  });
});

describe('a misspelt word of a closed set is answered with the one that is meant', () => {
  test.each([
    ['over: mtpd', 'over: mtdp', 'mtpd'],
    ['over: mtpd', 'over: RTO', 'rto'],
    ['outage: 3..5 h', 'outage: forver', 'forever'],
    ['outage: 3..5 h', 'outage: varis 3..5 h', 'varies'],
    ['outage: 3..5 h', 'outage: unifrom 3 5 h', 'uniform'],
    ['outage: 3..5 h', 'outage: 3..5 hurs', 'hours'],
    ['{ outage of: shop, over: mtpd, chance: 5% per year }', '{ share of tail: any nod, most: 20% }', 'any node'],
    ['occurs: 2 per year', 'occurs: evry 3 years', 'every'],
    ['occurs: 2 per year', 'occurs: wihtin 3..5 years', 'within'],
    ['occurs: 2 per year', 'occurs: within 3..5 years nevr 30%', 'never'],
    ['occurs: 2 per year', 'occurs: 2 per yaer', 'per year'],
    ['prevent: 30..60%', 'transfer: £5m over £1m per evnt', 'event'],
    ['prevent: 30..60%', 'transfer: £5m ovr £1m per event', 'over'],
    ['prevent: 30..60%', 'transfer: £5m over £1m per event shre 90%', 'share'],
    ['prevent: 30..60%', 'recover: 50% inn 2 h', 'in'],
    ['night: 23:00..05:00', 'night: Mno..Fri', 'Mon'],
    ['night: 23:00..05:00', 'night: 18 Dce..2 Jan', 'Dec'],
    ['needs: [mains]', 'needs: { mains: { fallback: 45% aftr 40 min } }', 'after'],
    ['needs: [mains]', 'needs: [mains]\n    restart: { aftr 0 h: 3 h }', 'after 0 h'],
    ['own: count', 'own: cuont', 'count'],
    ['affects: { mains:', 'affects: { on of mains:', 'one of mains'],
    ['current: low', 'current: low, each: ture', 'true'],
  ])('%s: %s', (from, to, meant) => {
    expect(said(from, to)).toEqual([expect.stringMatching(new RegExp(`; did you mean \`${meant}\`\\?$`))]);
  });

  test('of `--until` and `--given` too', () => {
    const until = parseUntil('2% of tvr99');
    expect(until.ok ? '' : until.problems[0]!.remedy).toBe('did you mean "2% of tvar99"?');
    const given = (text: string): string[] => faultsOf(MODEL, { given: [text] });
    expect(given('thret=cut')).toEqual([expect.stringMatching(/did you mean `threat=cut`\?$/)]);
    expect(given('nod=mains:3 h@2027-03-01')).toEqual([
      expect.stringMatching(/did you mean `node=mains:3 h@2027-03-01`\?$/),
    ]);
  });

  test('a source in brackets is none of the words', () => {
    const sources = 'sources: { evry: { title: A source } }\nnodes:';
    const text = MODEL.replace('nodes:', sources).replace('occurs: 2 per year', 'occurs: 2 pr year (evry)');
    expect(faultsOf(text)).toEqual([expect.not.stringContaining('did you mean `every`')]);
  });
});

describe('what is not declared', () => {
  test('a bearer is declared in `bearers`, by a line that can be copied', () => {
    const declare = /declare it in `bearers`: `tenants: count` where/;
    expect(said('own: £3 per hour', 'tenants: £3 per hour')).toEqual([expect.stringMatching(declare)]);
    expect(said('outage: 3..5 h', 'outage: 3..5 h, cost: { tenants: £3 }')).toEqual([expect.stringMatching(declare)]);
  });

  test('a group without members names them', () => {
    for (const group of ['{}', '{ switchover: 10 min }', '']) {
      expect(said('needs: [mains]', `needs: { feed: ${group} }`)).toEqual([
        'unknown node `feed`; there are gen, guard, mains, shop; a group names its members: `feed: { any: [a, b] }`',
      ]);
    }
  });

  test('a discipline, a calendar name and a source too', () => {
    expect(said('kind: service', 'kind: service\n    discipline: legal')[0]).toContain(
      '`disciplines: [cyber, people, physical, supply, legal]`',
    );
    expect(said('after: 3 h', 'during: { weekend: x2 }')[0]).toContain('`weekend: 23:00..05:00`');
    expect(said('outage: 3..5 h', 'outage: 3..5 h (neso)')[0]).toContain('`neso: { title: What it is }`');
  });
});

describe('one mistake is one fault', () => {
  test('a misspelt key that says what a limit, or a need, is', () => {
    expect(said('outage of: shop, over: mtpd', 'loss ovr: £1m')).toEqual([
      'limit `a` has no key `loss ovr`; did you mean `loss over`?',
    ]);
    expect(said('needs: [mains]', 'needs: { feed: { atleast: 1, of: [mains, gen] } }')).toEqual([
      'a need has no key `atleast`; did you mean `at least`?',
    ]);
  });

  test('tabs for indentation, wherever the parser stumbles over them', () => {
    const head = 'ringfence: 1\ntitle: Tabs\nnodes:\n';
    for (const rest of [
      '\tmains: { kind: infrastructure }\n\tshop:\n\t\tneeds: [mains]\nthreats:\n',
      '  mains: {\n\tkind: infrastructure }\n  shop:\n    loss:\n\t- own: £3\n',
      '  mains:\n\tkind: infrastructure\nthreats:\n    \tcut: x\n',
    ]) {
      const read = readModelText(head + rest);
      const problems = read.ok ? [] : read.problems;
      expect(problems.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^a tab stands where the indentation should, here and on \d further lines?$/),
      ]);
      expect(problems[0]!.place!.text).toMatch(/^ *\t/);
    }
  });

  test('a tab does not hide what is wrong above it', () => {
    const read = readModelText('ringfence: 1\ntitle: "T\nnodes:\n\tmains: 1\n');
    expect(read.ok ? [] : read.problems.length).toBeGreaterThan(0);
    const above = readModelText('ringfence: 1\ntitle: a: b\nnodes:\n\tmains: { kind: site }\n');
    expect(above.ok ? [] : above.problems.map(({ place }) => place!.line)).toEqual([2, 4]);
  });
});
