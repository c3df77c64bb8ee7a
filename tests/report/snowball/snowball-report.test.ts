import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import { snowballReport } from '../../../src/report/snowball/snowball-report.ts';
import { displayWidth } from '../../../src/report/text/display-width.ts';
import { COLOURED, PLAIN } from '../../../src/report/text/style.ts';
import {
  snowballDocumentSchema,
  type SnowballDocument,
  type SnowballResult,
} from '../../../src/results/snowball-document.ts';
import { TAIL, chain, document, estimate, madeHere, model, modelOf, point, result, step } from './fixture.ts';

const command = ['ringfence snowball', 'hub.yaml', '--seed ringfence'];
const of = (changes: Partial<SnowballResult> = {}, head: Partial<SnowballDocument> = {}): SnowballDocument => ({
  ...document,
  ...head,
  scenarios: { base: { ...result, ...changes } },
});
const lines = (given: SnowballDocument, width = 80, under: Model = model): string[] =>
  snowballReport({ document: given, models: { base: under }, command }, { width, style: PLAIN });
/** One line, single blanks: what a reader takes in. */
const text = (given: SnowballDocument, width = 80, under: Model = model): string =>
  lines(given, width, under).join(' ').replace(/\s+/g, ' ');

/** Nothing but a tail: what a run knows before it has looked further. */
const bare = (changes: Partial<SnowballResult> = {}): SnowballResult => ({
  portfolio: {},
  given: null,
  measured: result.measured,
  goals: result.goals,
  tail: result.tail,
  least: 0.05,
  points: [],
  none: 'below least',
  next: null,
  candidates: 12,
  neededTrials: null,
  triggers: [],
  bearers: [],
  ...changes,
});
const bareDocument = (
  changes: Partial<SnowballResult> = {},
  head: Partial<SnowballDocument> = {},
): SnowballDocument => ({
  ...document,
  ...head,
  scenarios: { base: bare(changes) },
});

const NO_LOSS = {
  none: 'no loss',
  tail: { level: null, mean: null, periodsWithLoss: 0, allPeriodsWithLoss: 0, periods: 1_000_000 },
  candidates: 0,
} as const;

const many = Array.from({ length: 200 }, (_, i) => `a-node-with-a-very-long-name-that-goes-on-${i}`);
const large = bareDocument({
  none: null,
  points: [
    point(many[7]!, 0.6, {
      kind: 'twins',
      members: many.slice(0, 150),
      surerThanNext: 0.97,
      reasons: { dependants: many },
    }),
    point('pair', 0.3, { kind: 'coincidence', members: many.slice(3, 5), id: many.slice(3, 5).join(' & ') }),
  ],
  chains: [
    chain(1, [
      step(['one-threat-with-a-long-name', 'another-threat-with-a-long-name'], null, { match: 'any' }),
      ...many.map((id, i) => step(id, i + 0.5)),
    ]),
  ],
  structure: {
    oneIsEnough: Object.fromEntries(many.slice(0, 30).map((goal) => [goal, many])),
    downUnhurt: [],
    hidden: [],
  },
});

describe('the page', () => {
  test.each([40, 60, 72, 80, 100, 120])('has no line wider than %i columns', (width) => {
    const every = [
      of(),
      bareDocument(),
      bareDocument(NO_LOSS),
      large,
      of({}, { partial: true, title: '空港 '.repeat(40) }),
    ];
    for (const each of every) expect(lines(each, width).filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  test('says the same in colour as without', () => {
    const coloured = snowballReport({ document, models: { base: model }, command }, { width: 80, style: COLOURED });
    // oxlint-disable-next-line no-control-regex -- the colours
    expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(lines(of()));
    expect(coloured.join('')).toContain('\u001b[31m');
  });

  test('names the goals that were asked for, and only these', () => {
    const asked = snowballReport(
      { document, models: { base: model }, command: [...command, '--goal terminals'] },
      { width: 80, style: PLAIN },
    );
    expect(asked.join(' ')).toContain('Asked of terminals, instead of the goals of the model.');
    expect(text(of())).not.toContain('Asked of');
  });

  test('has no line that ends in blanks', () => {
    for (const each of [of(), bareDocument(), large]) {
      expect(lines(each).filter((line) => line.endsWith(' '))).toEqual([]);
    }
  });

  test('lets no title steer the terminal', () => {
    expect(lines(of({}, { title: 'a\u001b[2Jb' })).join('\n')).not.toContain('\u001b');
  });

  test('is made of a document that its own schema takes, and that a round trip leaves as it is', () => {
    const round: unknown = JSON.parse(JSON.stringify(document));
    expect(snowballDocumentSchema.parse(round)).toEqual(document);
  });

  test('shows two hundred nodes on few pages', () => {
    expect(lines(large).length).toBeLessThan(200);
    expect(text(large)).toContain('… 187 more steps');
    expect(text(large)).toContain('and 24 goals more');
  });
});

describe('the point that comes first', () => {
  const said = text(of());

  test('is named, with what it costs and how much of that is made there', () => {
    expect(said).toContain('The first of 3 points: internal-distribution');
    expect(said).toContain('The worst year in 100 costs £143m (± £1.7m) on average; all of it is made here.');
    expect(said).toContain('changing over takes it 11 h (1 in 20: 12 h)');
    expect(said).toContain('terminals is down for 17 h');
  });

  test('says how sure, how long, and what would remove it', () => {
    expect(said).toContain('Of the order: over 99.9% sure that it comes before critical-systems.');
    expect(said).toContain(
      'Of the figure: it is known to ± £3m (95% sure) from this many futures; it rests on the ranges in the model, and `check` names those taken at their word.',
    );
    expect(said).toContain(
      'How long have we? The loss is felt 18 min after internal-distribution fails. Repairing what was struck within 2 h of the first failure still saves half of the loss; in the worst 1 of 10 such cases only within 17 min.',
    );
    expect(said).toContain('£0 of £143m would be left. Of the model’s own'.replace('’', "'"));
    expect(said).toContain('network-switching at automatic does most: it leaves £20k, for £2.6m more a year.');
  });

  test('names the cheapest of the levels that leave the least, and the best for less than half of its price', () => {
    const level = (control: string, left: number, extraSpendPerYear: number) => ({
      ...result.removal![0]!,
      control,
      touches: ['internal-distribution'],
      leaves: estimate(left, 1e6),
      saves: estimate(TAIL - left, 1e6),
      extraSpendPerYear,
    });
    const removal = [
      level('poor', 100e6, 1e5),
      level('fair', 50e6, 1e6),
      level('best', 1e6, 3e6),
      level('dear', 0, 9e6),
    ];
    const words = text(of({ removal }));
    expect(words).toContain('best at rehearsed does most: it leaves £1.0m, for £3.0m more a year.');
    expect(words).toContain(
      'For less than half of that fair at rehearsed does most: it leaves £50.0m, for £1.0m more a year.',
    );
  });

  test('alone is the only one, and less than all is said as a share', () => {
    const only = text(of({ points: [point('internal-distribution', 0.4)], next: null }));
    expect(only).toContain('The point: internal-distribution');
    expect(only).toContain('40% of it is made here');
    expect(only).toContain('it is the only point, give or take 2% of the tail.');
    expect(only).toContain('Nothing else makes 5% or more.');
  });

  test('does not claim to be first of two that are equal', () => {
    const tied = text(of({ points: [point('intake-a', 0.5, { surerThanNext: 0.5 }), point('terminals', 0.5)] }));
    expect(tied).toContain("whether it or terminals makes more can't be told: they are as good as equal.");
    expect(tied).not.toContain('sure that it comes before');
  });

  test('of each kind says what compounds', () => {
    const first = (kind: SnowballResult['points'][number]['kind'], members: readonly string[]): string =>
      text(of({ points: [point(members.join(' & '), 0.6, { kind, members })] }));
    expect(first('coincidence', ['intake-a', 'sgt-1'])).toContain(
      'What strikes intake-a and sgt-1 comes at the same time.',
    );
    expect(first('loop', ['intake-a', 'sgt-1'])).toContain('once all are down, none can start before another has');
    expect(first('commonCause', ['sgt-1', 'sgt-2'])).toContain('One cause takes sgt-1 and sgt-2 at the same time.');
    expect(first('together', ['intake-a', 'sgt-1'])).toContain('No one of them alone makes as much');
    expect(first('twins', ['sgt-1', 'sgt-2', 'sgt-3'])).toContain('They are 3 nodes alike: sgt-1, sgt-2 and sgt-3.');
    const control = point('alarm', 1, { kind: 'control', reasons: { letsThrough: ['burglars'] } });
    expect(text(of({ points: [control] }))).toContain('While it is down, burglars comes through.');
  });

  test('that can be stopped at no moment says so', () => {
    const late = chain(1, [step('fire', null), step('internal-distribution', 20)], {
      lastMomentHours: null,
      windows: [],
    });
    expect(text(of({ chains: [late] }))).toContain(
      'The loss is felt 18 min after the first failure. Too late as soon as it has begun',
    );
  });

  test('where acting early is worse tells when it helps', () => {
    const late = chain(1, [step('fire', null), step('internal-distribution', 20)], {
      windows: [[5, 9]],
      lastMomentHours: estimate(9),
    });
    expect(text(of({ chains: [late] }))).toContain('It only helps from 5 h to 9 h: at other times acting is worse.');
  });
});

describe('the table of points', () => {
  const said = text(of());

  test('says how often each plays, and in how many of the worst years', () => {
    expect(said).toContain('once in 26 years');
    expect(said).toContain('once in 210 years');
    expect(said).toMatch(/in 21% of the/);
    expect(said).toMatch(/in all worst/);
  });

  test('warns that shares overlap only where they do', () => {
    expect(said).toContain('shares overlap and do not add up');
    expect(text(of({ points: [point('intake-a', 0.4), point('sgt-1', 0.3)] }))).not.toContain('shares overlap');
  });

  test('speaks of cases where events are given, and of spells where a horizon is short', () => {
    const given = text(of({ given: ['threat=substation-fire'], givenEvents: [] }));
    expect(given).toContain('The worst case in 100 costs £143m');
    expect(given).not.toMatch(/worst year/);
    const short = text(of({}, { horizonHours: 1440 }));
    expect(short).toContain('The worst spell of 60 days in 100 costs £143m');
  });

  test('takes the worst 5% where the worst 1% holds too few losses', () => {
    const tail = { ...result.tail, level: 0.95 };
    expect(text(of({ tail }))).toContain('The worst year in 20 costs £143m');
    expect(text(of({ tail }))).toContain('The tail is the worst 5%');
  });
});

describe('no snowball', () => {
  test('because nothing is lost, with what that rests on', () => {
    const none = text(
      bareDocument({
        ...NO_LOSS,
        restsOn: [
          {
            node: 'internal-distribution',
            kind: 'switchover',
            members: ['intake-a', 'intake-b'],
            tried: 'nodes.internal-distribution.needs.feed.switchover=12 h',
            hours: 12,
            probabilityOfLoss: estimate(0.037, 0.001),
          },
          {
            node: 'terminals',
            kind: 'restart',
            members: [],
            tried: 'nodes.terminals.restart=12 h',
            hours: 12,
            probabilityOfLoss: estimate(0.01, 0.001),
          },
        ],
      }),
    );
    expect(none).toContain('No snowball None of 1,000,000 years has a loss, so nothing can compound.');
    expect(none).toContain('A loss is rarer than once in 330,000 years (95% sure), if the model is right.');
    expect(none).toContain(
      '- internal-distribution changes over between intake-a and intake-b at once: if that took 12 h, 3.7% of years would have a loss',
    );
    expect(none).toContain('- terminals works again the moment it has what it needs: if that took 12 h, 1% of years');
    expect(none).toContain("Try it: --set 'nodes.internal-distribution.needs.feed.switchover=12 h'");
    expect(none).not.toContain('Points');
  });

  test('of one trial claims nothing about years to come', () => {
    const one = text(
      bareDocument({ ...NO_LOSS, tail: { ...NO_LOSS.tail, periods: 1 }, measured: { worlds: 1, trials: 1 } }),
    );
    expect(one).toContain('The one year that was simulated has no loss');
    expect(one).not.toContain('rarer than');
  });

  test('because nothing makes the least share, with what makes most', () => {
    const next = madeHere('sgt-1', 0.015, 0.0015);
    const none = text(
      bareDocument({
        next,
        chains: [chain(1, [step('fire', null), step('line', 114), step('sales', 114)])],
        structure: { oneIsEnough: { sales: ['line'] }, downUnhurt: [], hidden: [] },
      }),
    );
    expect(none).toContain(
      'no node, control, pair or shared cause makes 5% of that or more (12 places looked at: most is made by sgt-1, 1.5%, at most 2%)',
    );
    expect(none).toContain('passed on: 100% through line, a single point.');
  });

  test('because nothing makes anything', () => {
    expect(text(bareDocument())).toContain('(12 places looked at: the most that one makes is 0%)');
  });

  test('found yet, where too few years have a loss', () => {
    const few = text(
      bareDocument({
        none: 'not resolved',
        tail: { level: null, mean: null, periodsWithLoss: 32, allPeriodsWithLoss: 32, periods: 2000 },
        next: { ...madeHere('east', 0.5, 0.146), kind: 'coincidence', members: ['east', 'west'], id: 'east & west' },
        neededTrials: 1_000_000,
      }),
    );
    expect(few).toContain('No snowball found yet: too few futures to tell');
    expect(few).toContain('32 years in 2,000 have a loss; 50 are needed among the worst 5%.');
    expect(few).toContain('East & west may make up to 98% of the tail. Run with --trials 1000000.');
    expect(few).not.toContain('nothing');
  });

  test('found yet, where errors are too large', () => {
    const few = text(bareDocument({ none: 'not resolved', next: madeHere('sgt-1', 0.06, 0.03) }));
    expect(few).toContain(
      'but the errors are too large to say what makes 5% of it. Sgt-1 may make up to 16% of the worst year in 100.',
    );
  });
});

describe('what stands behind', () => {
  const said = text(of());

  test('are chains as trees, each step further in', () => {
    const tree = lines(of());
    const at = tree.findIndex((line) => line.includes('intake-fault') && line.includes('54%'));
    expect(tree.slice(at, at + 5).join('\n')).toMatchInlineSnapshot(`
      "    54%  intake-fault                    in 0.53% of all years, £151m on average
             └ intake-a                 24 h
               └ internal-distribution  11 h  (point 1) changeover 11 h
                 └ critical-systems     17 h  (point 2) restart 6 h
                   └ terminals          17 h  pays"
    `);
    expect(said).toContain('substation-fire or transformer-fault (substation-fire 62%)');
    expect(said).toContain('sgt-1, sgt-2 and sgt-3 together');
    expect(said).toContain('0.3% other ways. A future in full: run --trial 228/107');
  });

  test('are times, and promises that cannot be kept', () => {
    expect(said).toContain(
      'terminals may be down for 4 h; the restart of critical-systems alone takes 6 h (1 in 20: 9 h).',
    );
    expect(said).toMatch(/sgt-1 29 days 5.5 months never -/);
  });

  test('is what controls would leave, what worse times bring, and who starts it', () => {
    expect(said).toContain('restart-drill £117m £26.0m ± £800k £610k ± £20k £360k more rehearsed');
    expect(said).toContain('Repairs 10% slower: 12% more loss.');
    expect(said).toContain('Up to ten times there is no point at which losses run away from their cause.');
    expect(said).toContain(
      'With repairs 1.33 times as long and stocks 1.33 times smaller losses are twice what would be in proportion.',
    );
    expect(said).toContain('All of it is physical.');
    expect(said).toContain(
      'By wiring alone, even if every alternative took over at once, one failure of any of these stops terminals: critical-systems or internal-distribution. What else does is in the chains above: failures together, or one after which changing over or starting again takes time.',
    );
    expect(said).toContain('Hidden shared suppliers: none.');
  });

  test('is left out where it was not looked for', () => {
    const short = text(bareDocument());
    for (const heading of [
      'How long have we',
      'What happens',
      'If times get worse',
      'Who starts it',
      'one is enough',
    ]) {
      expect(short).not.toContain(heading);
    }
  });

  test('is named as missing where the run was cut short', () => {
    const { chains: _, time: __, ...first } = result;
    const cut = text({ ...document, partial: true, scenarios: { base: first } });
    expect(cut).toContain('PARTIAL: the run was interrupted.');
    expect(cut).toContain('Not looked at before it was cut short: chains, time, imagination.');
  });

  test('says which shares stand for a threat that shields', () => {
    const shares = result.shares!;
    const guard = { id: 'guard', discipline: 'people', loss: estimate(-4e6, 1e5), share: estimate(-0.03, 0.001) };
    const shields = text(
      of({ shares: { ...shares, threats: [...shares.threats, guard] } }),
      80,
      modelOf([], ['guard']),
    );
    expect(shields).toContain('-3%');
    expect(shields).toContain('A negative share: the threat shields from others.');
    expect(said).not.toContain('shields');
  });
});
