/** What a page says of nothing lost, of few worlds, of what was asked for: claims that a reader can check against its figures. */
import { describe, expect, test } from 'vitest';
import {
  compare,
  makeInlineRunner,
  openSession,
  type CompareDocument,
  type Model,
  type Selection,
  type TrialDocument,
} from '../../src/index.ts';
import { askedTrials } from '../../src/cli/asked-trials.ts';
import { compareReport } from '../../src/report/compare/compare-report.ts';
import { shareErrorWords } from '../../src/results/format/share.ts';
import { limitFigures } from '../../src/report/run/limit-figures.ts';
import { runReport } from '../../src/report/run/run-report.ts';
import { namesOf } from '../../src/results/names.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import { trialReport } from '../../src/report/trial/trial-report.ts';
import { compileModel } from '../../src/sim/compile/compile-model.ts';
import { trialTimeline } from '../../src/study/trial/trial-timeline.ts';
import { typicalTrial } from '../../src/study/trial/typical-trial.ts';
import { HEAD, modelOfText, reportOf, resultOf } from './run-text.ts';

const page = { width: 80, style: PLAIN };
const flat = (lines: readonly string[]): string => lines.join(' ').replace(/\s+/g, ' ');

const runOptions = (trials: number, worlds: number) => ({
  trials,
  worlds,
  settings: askedTrials({ trials, worlds }),
});

async function briefOf(text: string, trials: number, worlds: number): Promise<string> {
  const model = modelOfText(text);
  const document = await openSession(model, makeInlineRunner()).run(runOptions(trials, worlds));
  return flat(runReport({ document, command: [], brief: true }, page));
}

async function comparedWith(text: string, other: Selection, trials: number, worlds: number): Promise<CompareDocument> {
  const candidates = [
    { name: 'current', file: 'm.yaml', portfolio: 'current', model: modelOfText(text) },
    { name: 'other', file: 'm.yaml', portfolio: 'other', model: modelOfText(text, other) },
  ] as const;
  const document = await compare(candidates, makeInlineRunner(), runOptions(trials, worlds));
  if (document === null) throw new Error('nothing was compared');
  return document;
}

const trialOf = (model: Model, chosen?: TrialDocument['chosen']): TrialDocument => {
  const head = { worlds: 1, trials: 1000, trialsPerWorld: 1000, settings: {} };
  return trialTimeline(model, compileModel(model), 'words', { world: 0, trial: 0 }, head, { chosen });
};

/** Nothing that counts is ever lost by `harmless`; `fee` costs, often or seldom. */
const FEES = `${HEAD}
nodes: { spare: { kind: asset } }
threats:
  harmless: { occurs: 3 per year, affects: { spare: { outage: 1..2 h } } }
  fee: { occurs: 5..20 per year, cost: { own: £100..£200 } }
`;

describe('where nothing is lost', () => {
  const said = reportOf(FEES, { trials: 2000, worlds: 20 }, { given: ['threat=harmless'] });

  test('the figures are bounds, and no quantile of nothing is told', async () => {
    expect(await said).toMatch(/mean not seen under £[\d.]+k? chance of any loss not seen under 0\.\d+%/);
    expect(await said).not.toMatch(/£0 (to|or more)|at least £0/);
  });

  test('no legend explains a curve that is not drawn, nor a column that is not there', async () => {
    expect(await said).toContain('No loss was seen.');
    expect(await said).not.toContain('Dotted edges');
    expect(await said).not.toContain('±: one standard error');
    expect(await reportOf(FEES, { trials: 2000, worlds: 20 })).toContain('Dotted edges');
  });
});

describe('the size of a run', () => {
  test('is said beside what was asked for, where whole worlds make it smaller', async () => {
    expect(await briefOf(FEES, 4000, 30)).toContain('3,990 trials in 30 worlds (of 4,000 asked, for 133 in each)');
    expect(await briefOf(FEES, 3990, 30)).toContain('3,990 trials in 30 worlds No appetite');
  });

  test('likewise of a comparison', async () => {
    const document = await comparedWith(FEES, { set: ['threats.fee.occurs=x0.5'] }, 400, 30);
    expect(flat(compareReport({ document, command: [] }, page))).toContain(
      'the same 390 trials in 30 worlds (of 400 asked, for 13 in each)',
    );
  });
});

describe('what is unreliable', () => {
  const FEW = { trials: 400, worlds: 4 };

  test('is listed as it is marked in the table', async () => {
    const said = await reportOf(FEES, FEW);
    const table = said.slice(said.indexOf('Loss in a year'), said.indexOf('What costs most'));
    const list = said.slice(said.indexOf('Unreliable, because'));
    expect(table).toMatch(/standard deviation £[\d.]+k? ± £\d+ not settled/);
    expect(list).toContain('the standard deviation');
    expect(table).toMatch(/mean £[\d.]+k? ± £\d+ standard/);
    expect(list).not.toContain('the mean loss');
    expect(table).toMatch(/1-in-10-year loss £[\d.]+k ± £\d+ unreliable/);
    expect(list).toContain('the 1-in-10-year loss');
    expect(said).toMatch(/own £[\d.]+k ± £\d+ £\d+\?/);
    expect(list).toContain('every figure marked ?');
  });

  test('is listed of given events by their own names', async () => {
    const said = await reportOf(FEES, FEW, { given: ['threat=fee'] });
    expect(said).not.toMatch(/1-in-\d+ loss/);
  });
});

describe('a brief', () => {
  const limits = (many: string): string => `${FEES}appetite: { confidence: 90%, limits: { ${many} } }`;
  const BOTH = limits('a: { loss over: £1m, chance: 5% per year }, b: { mean loss: £1m per year }');

  test('within appetite gives the mean and the tail, and says how much of it is unreliable', async () => {
    const said = await briefOf(BOTH, 4000, 40);
    expect(said).toMatch(/Both limits hold\. Mean loss £[\d.]+k a year, 1 in 100 £[\d.]+k\?? or more\./);
    expect(await briefOf(BOTH, 400, 4)).toMatch(/Unreliable \(\?\), too few trials or worlds: \d+ of 1\d figures/);
  });
});

describe('what is lost if nothing else is done', () => {
  test('is counted from the first fall or loss, not from an event that does nothing', () => {
    const document = trialOf(
      modelOfText(`${HEAD}
nodes: { desk: { kind: service, loss: [{ own: £100 per hour }] } }
threats:
  rumour: { occurs: on 2027-01-02 00:00 }
  strike: { occurs: on 2027-01-05 04:00, affects: { desk: { outage: 10 h } } }
`),
    );
    expect(document.lostBy.map(({ hour, loss }) => [hour, Math.round(loss)])).toEqual([
      [101, 100],
      [104, 400],
      [108, 800],
      [124, 1000],
    ]);
    expect(flat(trialReport(document, page))).toContain('lost after the first fall or loss');
  });
});

describe('a future chosen by its loss', () => {
  test('is said to be one of those without loss, with the share that tells another', () => {
    const model = modelOfText(FEES);
    const chosen = { quantile: 0.5, trials: 4000, loss: 0, withoutLoss: 3892 };
    expect(flat(trialReport(trialOf(model, chosen), page))).toContain(
      '3,892 of 4,000 futures (97.3%) lose nothing that counts, and this is one of them: --trial 99% tells one with a loss.',
    );
    const none = { ...chosen, withoutLoss: 4000 };
    expect(flat(trialReport(trialOf(model, none), page))).toContain(
      'None of 4,000 futures loses anything that counts.',
    );
    const some = { ...chosen, loss: 2840, withoutLoss: 12 };
    expect(flat(trialReport(trialOf(model, some), page))).toContain('half lose no more than this one, £2.84k.');
  });

  test('those without loss are counted', () => {
    const losses = Float64Array.from([0, 3, 0, 0, 1, 2]);
    const sample = { losses, periods: 1, trialsPerWorld: 3 } as unknown as Parameters<typeof typicalTrial>[0];
    expect(typicalTrial(sample, 0.5)).toEqual({ world: 1, trial: 0, loss: 0, withoutLoss: 3 });
  });
});

describe('shares and their differences', () => {
  test('a change of a chance is in points', async () => {
    const document = await comparedWith(FEES, { set: ['threats.fee.occurs=x0.1'] }, 4000, 40);
    expect(flat(compareReport({ document, command: [] }, page))).toMatch(
      /chance of loss [\d.]+% [\d.]+%\?? -\d+(\.\d+)? points/,
    );
  });

  test('of one that is shown as all it is said over what it lies, not a raw error', () => {
    expect(shareErrorWords(1, 0.0003, 0.9993)).toBe('over 99.93%');
    expect(shareErrorWords(0.9999998, 1e-6)).toBe('over 99.9998%');
    expect(shareErrorWords(0.34, 0.0021)).toBe('± 0.2');
    expect(shareErrorWords(1, 0)).toBe('');
  });

  test('the cost of the lowest is the same in the sentence and in the table', async () => {
    const document = await comparedWith(FEES, { set: ['threats.fee.occurs=x0.5'] }, 4000, 40);
    const { variants, ranking, ...head } = document;
    const third = { ...variants[1]!, name: 'third' };
    const ranked = { ...ranking, variants: [...ranking.variants, { ...ranking.variants[1]!, name: 'third' }] };
    const said = flat(
      compareReport({ document: { ...head, variants: [...variants, third], ranking: ranked }, command: [] }, page),
    );
    const [, lowest = '?'] = /lowest loss, (£[\d.]+k?\??) on average/.exec(said) ?? [];
    expect(said).toContain(`other ${lowest} `);
  });
});

describe('what is given', () => {
  const SHOP = `${HEAD}
calendar: { closed: 20:00..08:00, sale: [Jan] }
nodes:
  power: { kind: infrastructure }
  shop: { kind: service, goal: open, needs: [power], loss: [{ own: £1k per hour, during: { closed: x0, sale: x2 } }] }
threats:
  cut: { occurs: 2 per year, affects: { power: { outage: 1..4 h, chance: 40% } } }
`;

  test('at a moment at which the calendar makes it cheap, that is said, with a time at which it does not', async () => {
    expect(await reportOf(SHOP, { trials: 200 }, { given: ['threat=cut'] })).toContain(
      'Given: cut happens at the first hour, 00:00 on 1 Jan 2027. Nothing stops it. But losses of shop count x0 then (closed). ' +
        'For another time: --given threat=cut@2027-01-01T10:00.',
    );
    expect(await reportOf(SHOP, { trials: 200 }, { given: ['node=power:2 h@2027-02-01T21:30'] })).toContain(
      'But losses of shop count x0 then (closed). For another time: --given "node=power:2 h@2027-02-02T08:30".',
    );
    const dear = await reportOf(SHOP, { trials: 200 }, { given: ['threat=cut@2027-02-01T10:00'] });
    expect(dear).toContain('at 10:00 on 1 Feb 2027. Nothing stops it. If cut happens');
  });

  test('of what strikes in some cases, each length names the cases that it is of', async () => {
    const said = await reportOf(
      SHOP.replace('needs: [power]', 'needs: { power: { fallback: 30..90% } }, tolerance: { mbco: 50% }'),
      { trials: 4000 },
      {
        given: ['threat=cut@2027-02-01T10:00'],
      },
    );
    expect(said).toMatch(
      /shop falls below full in \d+(\.\d)?%\?? of all cases, in these for [\d.]+ h\?? in the middle one, nine in ten times/,
    );
    expect(said).toMatch(
      /over all cases down \(below 50%\) in \d+(\.\d)?%\??, for 0 h\?? in the middle one, nine in ten/,
    );
    expect(said).toContain('First outage: of the cases with one.');
    expect(said).toContain('Of all cases, those without an outage too, which count as 0 h.');
  });
});

describe('labels', () => {
  const BARE = `${HEAD}
nodes:
  power: { kind: infrastructure }
  shop: { kind: service, goal: open, needs: [power], loss: [{ own: £1k per hour }] }
threats:
  cut: { occurs: 2 per year, affects: { power: { outage: 1..4 h } } }
controls:
  ups: { against: [cut], current: none, levels: { none: {}, fitted: { prevent: 50..80% } } }
`;
  const LABELLED = BARE.replace('kind: infrastructure', 'kind: infrastructure, label: Grid feed')
    .replace('kind: service', 'kind: service, label: Corner shop')
    .replace('occurs:', 'label: Power cut, occurs:')
    .replace('ups: {', 'ups: { label: Battery room,');
  const OPTIONS = { trials: 400, worlds: 20 };

  test('name nodes, controls and threats on every page, and the ids stand at its end', async () => {
    const said = await reportOf(LABELLED, OPTIONS);
    expect(said).toMatch(/caused by loss share Power cut £/);
    expect(said).toMatch(/Battery room none/);
    expect(said).toContain(
      'Ids, as the model and the options take them Grid feed: power; Corner shop: shop; Battery room: ups; Power cut: cut.',
    );
    expect(await reportOf(LABELLED, OPTIONS, { given: ['threat=cut'] })).toMatch(
      /Given: Power cut happens .* If Power cut happens .* - Corner shop is down for/,
    );
    const document = await comparedWith(LABELLED, { set: ['threats.cut.occurs=x0.5'] }, 400, 20);
    const compared = flat(compareReport({ document, command: [] }, page));
    expect(compared).toMatch(/threat loss caused Power cut -£/);
    expect(compared).toMatch(/node loss caused down a year Grid feed -£/);
    expect(flat(trialReport(trialOf(modelOfText(LABELLED)), page))).toMatch(
      /Grid feed out for .*: Power cut Grid feed down, by Power cut at Grid feed/,
    );
  });

  test('are carried by documents, which keep ids', async () => {
    const document = await openSession(modelOfText(LABELLED), makeInlineRunner()).run(OPTIONS);
    expect(document.labels).toEqual({
      nodes: { power: 'Grid feed', shop: 'Corner shop', ups: 'Battery room' },
      threats: { cut: 'Power cut' },
    });
    expect(Object.keys(document.scenarios['base']!.nodes)).toContain('power');
    const bare = await openSession(modelOfText(BARE), makeInlineRunner()).run(OPTIONS);
    expect(bare.labels).toBeUndefined();
    expect(await reportOf(BARE, OPTIONS)).not.toContain('Ids, as the model');
  });

  test('that are alike have their ids beside them', () => {
    const { nodes } = namesOf({ nodes: { a: 'Depot', b: 'Depot', c: 'Gate' }, threats: {} });
    expect([...nodes.values()]).toEqual(['Depot (a)', 'Depot (b)', 'Gate']);
  });
});

test('how often a threat gets through is a frequency, and is not said as a chance', async () => {
  const text = `${HEAD}
threats: { slip: { occurs: 0.25 per year } }
appetite: { limits: { missed: { got through: slip, most: 0.5 per year } } }
`;
  const [limit] = (await resultOf(text, { trials: 20_000 })).appetite;
  const { found, most } = limitFigures(limit!, 'GBP');
  expect(found).toMatch(/^0\.2[45]\d* \(once in (3\.9|4(\.0|\.1)?)\d* years\)$/);
  expect(most).toBe('0.5 (once in 2 years)');
});
