import { expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import type { Selection } from '../../../src/model/selection.ts';
import { sensitivityReport } from '../../../src/report/sensitivity/sensitivity-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { sensitivityDocumentSchema, type SensitivityDocument } from '../../../src/results/sensitivity-document.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeThreadRunner } from '../../../src/runners/threads.ts';
import { openSession } from '../../../src/sim/session.ts';
import { sensitivity, type SensitivityOptions } from '../../../src/study/sensitivity/sensitivity.ts';
import { modelOfText } from '../../fixtures/snowball-models.ts';

const PAGE = { width: 80, style: PLAIN };
const HEAD = 'ringfence: 1\ntitle: T\nstarts: 2027-01-01\nhorizon: 1 year\nbearers: { own: count }\n';

async function asked(
  model: string,
  options: Selection & SensitivityOptions = {},
  runner = makeInlineRunner(),
): Promise<SensitivityDocument> {
  try {
    const of = options.given === undefined ? modelOfText(HEAD + model) : readModelFileText(HEAD + model);
    return await sensitivity(openSession(of, runner), {
      trials: 20_000,
      seed: 'sensitivity',
      ...options,
    });
  } finally {
    await runner.close();
  }
}

const indexOf = (document: SensitivityDocument, figure: string, id: string) =>
  document.figures[figure]!.indices.find(({ input }) => input === id)!;

const swingOf = (document: SensitivityDocument, figure: string, id: string) =>
  document.figures[figure]!.swings.find(({ input }) => input === id)!;

/** D16: the mean loss is 1000 r1 + 500 r2, r1 in 1..4 and r2 in 2..6 a year. */
const LINEAR = `threats:
  t1: { occurs: 1..4 per year, cost: { own: £1000 } }
  t2: { occurs: 2..6 per year, cost: { own: £500 } }
`;

test('a mean loss that is linear in two rates has the swings and shares of the closed form', async () => {
  const document = await asked(LINEAR, { trials: 40_000 });
  const near = (found: { value: number; standardError: number }, exact: number) =>
    expect(Math.abs(found.value - exact)).toBeLessThan(3.5 * found.standardError);
  for (const [id, low, high, share] of [
    ['threats.t1.occurs', 2831.3784, 5831.3784, 0.70114],
    ['threats.t2.occurs', 3185.7033, 5185.7033, 0.29886],
  ] as const) {
    const swing = swingOf(document, 'loss', id);
    near(swing.low.figure, low);
    near(swing.high.figure, high);
    near(swing.swing, high - low);
    near(indexOf(document, 'loss', id).first, share);
    near(indexOf(document, 'loss', id).total, share);
  }
  near(document.figures['loss']!.mean, 4017.0817);
  expect(document.figures['loss']!.improve!.input).toBe('threats.t1.occurs');
  expect(sensitivityDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toBeDefined();
});

test('the same bits come from one thread and from several, whatever the order in the file', async () => {
  const turned = `threats:
  t2: { occurs: 2..6 per year, cost: { own: £500 } }
  t1: { occurs: 1..4 per year, cost: { own: £1000 } }
`;
  const documents = [
    await asked(LINEAR, { trials: 4000 }),
    await asked(LINEAR, { trials: 4000 }, makeThreadRunner({ workers: 3 })),
    await asked(turned, { trials: 4000 }),
  ].map((document) => JSON.stringify({ ...document, modelHash: '' }));
  expect(documents[1]).toBe(documents[0]);
  expect(documents[2]).toBe(documents[0]);
});

test('chance inside worlds is no variance between them, and no interaction', async () => {
  // The rate hardly differs from world to world; what a year loses differs very much
  const noisy = 'threats: { t: { occurs: 0.9999..1.0001 per year, cost: { own: lognormal £1000 1.5 } } }\n';
  for (const seed of ['a', 'b', 'c', 'd']) {
    const { figures } = await asked(noisy, { seed });
    expect(figures['loss']!.deviation).toBeNull();
    expect(figures['loss']!.improve).toBeNull();
  }
  // Where something is uncertain, noise adds nothing to its share, and takes nothing away
  const one = await asked(
    'threats: { a: { occurs: 1..4 per year, cost: { own: £1000 } }, t: { occurs: 0.9999..1.0001 per year, cost: { own: lognormal £1000 1 } } }\n',
    { trials: 60_000 },
  );
  const { first, total } = indexOf(one, 'loss', 'threats.a.occurs');
  expect(Math.abs(first.value - 1)).toBeLessThan(3.5 * first.standardError);
  expect(Math.abs(total.value - 1)).toBeLessThan(3.5 * total.standardError);
  const other = indexOf(one, 'loss', 'threats.t.occurs');
  expect(other.total.value).toBeLessThan(0.001);
});

test('nothing uncertain, one input, one trial, no loss: each says what it is', async () => {
  const certain = await asked('threats: { t: { occurs: 1 per year, cost: { own: £1000 } } }\n', { trials: 1000 });
  expect(certain).toMatchObject({ uncertainInputs: 0, design: null, inputs: [] });
  const single = await asked('threats: { t: { occurs: 1..4 per year, cost: { own: £1000 } } }\n');
  const { first, total } = indexOf(single, 'loss', 'threats.t.occurs');
  expect(Math.abs(first.value - 1)).toBeLessThan(3.5 * first.standardError);
  expect(Math.abs(total.value - 1)).toBeLessThan(3.5 * total.standardError);
  const few = await asked(LINEAR, { trials: 1 });
  expect(few).toMatchObject({ uncertainInputs: 2, design: null, simulated: 1 });
  const none = await asked('threats: { t: { occurs: 1..4 per year } }\n', { trials: 2000 });
  expect(none.figures['loss']).toMatchObject({ mean: { value: 0 }, deviation: null, indices: [], improve: null });
});

test('two that count alike are told as tied; which is named is decided by neither the file nor chance alone', async () => {
  const document = await asked(`threats:
  b: { occurs: 1..4 per year, cost: { own: £1000 } }
  a: { occurs: 1..4 per year, cost: { own: £1000 } }
`);
  const { input, tied } = document.figures['loss']!.improve!;
  expect(new Set([input, ...tied])).toEqual(new Set(['threats.a.occurs', 'threats.b.occurs']));
});

test('of many inputs those that count are found, and the rest stands together', async () => {
  const small = Array.from({ length: 38 }, (_, i) => `  s${i}: { occurs: 0.01..0.02 per year, cost: { own: £1 } }\n`);
  const document = await asked(`${LINEAR}${small.join('')}`, { trials: 24_000 });
  expect(document).toMatchObject({ uncertainInputs: 40, hasOthers: true });
  expect(document.inputs.at(-1)!.inputs).toBe(28);
  expect(document.inputs.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['threats.t1.occurs', 'threats.t2.occurs']),
  );
  expect(document.figures['loss']!.improve!.input).toBe('threats.t1.occurs');
});

test('inputs that one source states are known together', async () => {
  const document = await asked(
    `sources: { ops: { title: Workshop }, log: { title: Log } }
threats:
  t1: { occurs: 1..4 per year (ops), cost: { own: £1000 } }
  t2: { occurs: 2..6 per year (ops), cost: { own: £500 } }
  t3: { occurs: 2..3 per year (log), cost: { own: £1 } }
`,
    { trials: 30_000, by: 'source' },
  );
  expect(document.inputs).toMatchObject([
    { id: 'log', inputs: 1 },
    { id: 'ops', inputs: 2 },
  ]);
  const { first, total } = indexOf(document, 'loss', 'ops');
  expect(Math.abs(first.value - 1)).toBeLessThan(3.5 * first.standardError);
  expect(Math.abs(total.value - 1)).toBeLessThan(3.5 * total.standardError);
});

test('an input with few values is put at each of them', async () => {
  const document = await asked('threats: { t: { occurs: discrete 1 97% 10 3% per year, cost: { own: £1000 } } }\n');
  const { low, high } = swingOf(document, 'loss', 'threats.t.occurs');
  expect([low.at * 8760, high.at * 8760].map((value) => Math.round(value))).toEqual([1, 10]);
  expect(Math.abs(high.figure.value - 10_000)).toBeLessThan(4 * high.figure.standardError);
});

test('a level that is not in force has no input, unless one in force is reckoned from it', async () => {
  const document = await asked(
    `threats: { t: { occurs: 1..4 per year, cost: { own: £1000 } } }
controls:
  c:
    against: [t]
    current: full
    levels:
      none: {}
      basic: { order: 1, prevent: 40..70% }
      full: { order: 2, misses: x0.2..x0.5 }
      other: { order: 3, prevent: 90..99% }
`,
    { trials: 4000 },
  );
  expect(document.inputs.map(({ id }) => id)).toEqual([
    'controls.c.levels.basic.prevent',
    'controls.c.levels.full.misses',
    'threats.t.occurs',
  ]);
});

test('cut short, it gives what the worlds say that were read', async () => {
  const stop = new AbortController();
  const document = await asked(LINEAR, {
    trials: 60_000,
    signal: stop.signal,
    onStage: (stage, done, of) => {
      if (stage === 'worlds' && done > of / 2) stop.abort(new Error('enough'));
    },
  });
  expect(document.partial).toBe(true);
  expect(document.design!.worlds).toBeGreaterThan(30);
  expect(document.figures['loss']!.indices).toHaveLength(2);
});

/** D10: the rate goes with one index, the cost with another, correlated by 60 %. */
const CORRELATED = `drivers:
  price: { factor: economic, index: x0.5..x2, persists: forever, scales: [threats.t.occurs] }
  wages: { factor: economic, index: x0.5..x2, persists: forever, scales: [threats.t.cost] }
  calm: { factor: social, states: { riots: { lasts: 1 week, while: { threats.t.occurs: x3 } } } }
correlations: [{ between: [price, wages], correlation: 60% }]
threats: { t: { occurs: 5 per year, cost: { own: £10 } } }
appetite: { limits: { often: { got through: t, most: 6 per year } } }
`;

test('drivers are held one after another, correlated indices moving along, whatever is uncertain', async () => {
  const document = await asked(CORRELATED, { trials: 90_000 });
  const sigma = Math.log(4) / (2 * 1.6448536269514722);
  const held = (figure: string, driver: string) =>
    document.figures[figure]!.held!.find((one) => one.driver === driver)!.places;
  const near = (found: { value: number; standardError: number }, exact: number) => {
    expect(Math.abs(found.value - exact)).toBeLessThan(4 * found.standardError);
    expect(found.standardError).toBeLessThan(0.05 * Math.abs(exact));
  };
  const partner = (value: number) => Math.exp(0.6 * Math.log(value) + (sigma ** 2 * (1 - 0.36)) / 2);
  const today = 50 * Math.exp(sigma ** 2 * 1.6);
  for (const driver of ['price', 'wages']) {
    const [low, high] = held('loss', driver);
    near(low!.figure, 25 * partner(0.5));
    near(high!.figure, 100 * partner(2));
    near(high!.difference, 100 * partner(2) - today);
  }
  // The limit counts events: wages move them only through the price
  near(held('often', 'wages')[1]!.figure, 5 * partner(2));
  near(held('loss', 'calm')[1]!.figure, 3 * today);
  // Never in force by itself, so that the same futures are the same to the bit
  expect(held('loss', 'calm')[0]).toMatchObject({ at: 'normal', difference: { value: 0, standardError: 0 } });
  expect(document.drivers).toMatchObject([
    { id: 'calm', goesWith: [], places: [{ at: 'normal', shareOfTime: { value: 1 } }, { at: 'riots' }] },
    { id: 'price', goesWith: ['wages'] },
    { id: 'wages', goesWith: ['price'] },
  ]);
  expect(document.simulated).toBeLessThanOrEqual(90_000);
  expect(sensitivityDocumentSchema.parse(JSON.parse(JSON.stringify(document)))).toBeDefined();

  const page = sensitivityReport({ document, command: [] }, PAGE).join(' ').replaceAll(/\s+/g, ' ');
  expect(page).toContain('The mean loss with one driver held all along');
  expect(page).toContain('price and wages go together: with one held the others move along');
  expect(page).toContain('What a driver brings and what it makes likelier comes along, so that rows do not add up.');
});

test('a driver that is held already is left as it is held', async () => {
  const document = await asked(CORRELATED, { trials: 8000, given: ['price=x2'] });
  expect(document.drivers!.map(({ id }) => id)).toEqual(['calm', 'wages']);
  expect(document.conditions.held).toMatchObject([{ driver: 'price', at: 'x2' }]);
});

test('a page says of no change that noise may have made it one', async () => {
  const document = await asked(
    `drivers: { d: { factor: social, states: { s: { lasts: 1 week, while: { threats.t.cost: x1.0001 } } } } }
threats: { t: { occurs: 5 per year, cost: { own: lognormal £10 2 } } }
`,
    { trials: 6000 },
  );
  const [, state] = document.figures['loss']!.held![0]!.places;
  const held = { ...state!, difference: { value: 1, standardError: 0.6 } };
  const figure = { ...document.figures['loss']!, held: [{ driver: 'd', places: [held] }] };
  const page = sensitivityReport({ document: { ...document, figures: { loss: figure } }, command: [] }, PAGE);
  expect(page.find((line) => /^ {2}d +s /.test(line))).toMatch(/not seen +± £0\.60$/);
});

test('where noise hides the shares the page names the input that moves most, if that is seen', async () => {
  const noisy = `threats:
  t: { occurs: 0.5..2 per year, cost: { own: lognormal £1000 2.5 } }
`;
  const document = await asked(noisy, { trials: 2000, seed: 'hidden' });
  expect(document.figures['loss']!.deviation).toBeNull();
  const page = sensitivityReport({ document, command: [] }, PAGE).join(' ').replaceAll(/\s+/g, ' ');
  const { swing } = document.figures['loss']!.swings[0]!;
  const isSeen = Math.abs(swing.value) > 2 * swing.standardError;
  expect(page.includes('below: most by threats.t.occurs.')).toBe(isSeen);
  expect(page.includes('little depends on what is uncertain')).toBe(!isSeen);
});
