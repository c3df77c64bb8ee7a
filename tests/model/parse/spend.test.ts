/** Spend in a model file: what is read, and what is at fault. */
import { describe, expect, test } from 'vitest';
import { effectivenessOf } from '../../../src/sim/compile/effectiveness.ts';
import { compileModel } from '../../../src/sim/compile/compile-model.ts';
import { changed, faultsOf, modelFrom, SMALL } from './small-model.ts';

const YEAR = 8760;

/** The small model with keys at the end, and lines added to the control `sprinkler` and to its highest level. */
function withSpend(end = '', ofControl = '', ofLevel = ''): string {
  const text = changed(
    ['    current: basic\n', `    current: basic\n${ofControl}`],
    ['opex: £90k per year, misses', `opex: £90k per year, ${ofLevel}misses`],
    [', set: { nodes.hub.restart: x0.5 }', ''],
  );
  return `${text}${end}`;
}

const level = (text: string, id: string) =>
  modelFrom(text)
    .controls.find((control) => control.id === 'sprinkler')
    ?.levels.find((one) => one.id === id);

describe('what is read', () => {
  test('the head of spend, in money a year', () => {
    const text = withSpend(
      'spend: { discount: 3.5% per year, harm: { value: £2m }, tail price: 50%, budget: £100k per month }\n',
    );
    const spend = modelFrom(text).spend;
    expect(spend).toMatchObject({ discount: 0.035, harm: { value: 2e6, factor: 3 }, tailPrice: 0.5, shared: [] });
    expect(spend?.budget).toBeCloseTo(1.2e6, 6);
    expect(modelFrom(SMALL).spend).toBeUndefined();
  });

  test('budgets by year: a year that is not named has that of the year before', () => {
    const { spend } = modelFrom(
      withSpend('spend: { budget: { from 2029: £900k per year, from 2027: £100k per month } }\n'),
    );
    expect(spend?.budget).toBeCloseTo(1.2e6, 6);
    expect(spend?.budgets?.map(({ year, amount }) => [year, Math.round(amount)])).toEqual([
      [2027, 1_200_000],
      [2029, 900_000],
    ]);
    expect(modelFrom(withSpend('spend: { budget: £1m per year }\n')).spend).not.toHaveProperty('budgets');
  });

  test('posts, secondment and friction in base units', () => {
    const items = level(
      withSpend(
        '',
        '',
        'people: 3 at £55k per year, secondment: 200 h at £60 per hour x1.5, friction: £80k per year, ',
      ),
      'full',
    );
    expect(items?.people?.count.law).toEqual({ kind: 'constant', value: 3 });
    expect(items?.people?.each.law).toEqual({ kind: 'constant', value: 55_000 / YEAR });
    expect(items?.secondment?.hours.law).toEqual({ kind: 'constant', value: 200 });
    expect(items?.secondment?.value.law).toEqual({ kind: 'constant', value: 60 });
    expect(items?.secondment?.displacement?.law).toEqual({ kind: 'constant', value: 1.5 });
    expect(items?.friction).toMatchObject({ kind: 'amount', amount: { law: { value: 80_000 / YEAR } } });
  });

  test('a delay for each of so many', () => {
    const items = level(
      withSpend('', '', 'friction: "4 s per customer, 1.5m..2m per year, £0.5 per minute", '),
      'full',
    );
    expect(items?.friction).toMatchObject({
      kind: 'delay',
      of: 'customer',
      delay: { law: { value: 4 / 3600 } },
      volume: { law: { kind: 'interval', low: 1.5e6 / YEAR, high: 2e6 / YEAR } },
      value: { law: { value: 30 } },
    });
  });

  test.each([
    ['40%', { kind: 'constant', value: 1.4 }],
    ['0..40%', { kind: 'interval', low: 1, high: 1.4 }],
    ['-10%..40%', { kind: 'interval', low: 0.9, high: 1.4 }],
    ['0..10..40%', { kind: 'threePoint', low: 1, mid: 1.1, high: 1.4 }],
    ['uniform 0% 40%', { kind: 'uniform', low: 1, high: 1.4 }],
    ['pert 0 10% 40%', { kind: 'pert', low: 1, mode: 1.1, high: 1.4 }],
  ])('an overrun of %s is a factor on capex', (overrun, law) => {
    const [, sprinkler] = modelFrom(withSpend('', `    overrun: ${overrun}\n`)).controls;
    expect(sprinkler?.capexFactor?.law).toEqual(law);
  });

  test('an override scales what is paid', () => {
    const text = withSpend('', '', 'people: 3 at £55k per year, ');
    const model = modelFrom(text, { set: ['controls.sprinkler.levels.full.people=x2'] });
    const people = model.controls.find(({ id }) => id === 'sprinkler')?.levels.find(({ id }) => id === 'full')?.people;
    expect(people?.count.law).toEqual({ kind: 'constant', value: 6 });
    expect(people?.each.law).toEqual({ kind: 'constant', value: 55_000 / YEAR });
  });

  test('an opportunity, with the confidence of the appetite where it states none', () => {
    const text = withSpend(
      'opportunities:\n  route:\n    worth: £500k per year\n    accepted when: { loss over: £1m, chance: 5% per year }\n    refused by: { sprinkler: { full: 30% } }\n',
    ).replace('appetite:\n', 'appetite:\n  confidence: 80%\n');
    expect(modelFrom(text).opportunities).toMatchObject([
      {
        id: 'route',
        worth: { law: { value: 500_000 / YEAR } },
        acceptedWhen: { kind: 'loss', over: 1e6, chance: 0.05, confidence: 0.8 },
        refusedBy: [{ control: 'sprinkler', level: 'full', share: { law: { value: 0.3 } } }],
      },
    ]);
  });

  test('a file without spend has the hash that it had', () => {
    // What is absent takes no part in the canonical form.
    expect(JSON.stringify(modelFrom(SMALL))).not.toMatch(/"spend"|"opportunities"|"coverage"|"haircut"/);
  });
});

describe('coverage', () => {
  const text = withSpend('', '', 'coverage: 0%..100% in steps of 25%, ');

  test('gives levels between the next lower level and the whole, in their order', () => {
    const [, sprinkler] = modelFrom(text).controls;
    expect(sprinkler?.levels.map(({ id, order }) => [id, order])).toEqual([
      ['none', 0],
      ['basic', 1],
      ['full at 25%', 1.25],
      ['full at 50%', 1.5],
      ['full at 75%', 1.75],
      ['full', 2],
    ]);
  });

  test('may begin higher', () => {
    const [, sprinkler] = modelFrom(text.replace('0%..100%', '50%..100%')).controls;
    expect(sprinkler?.levels.map(({ id }) => id)).toEqual(['none', 'basic', 'full at 50%', 'full at 75%', 'full']);
  });

  test('a level in part can be chosen wherever a level can', () => {
    const chosen = text.replace('strong: { sprinkler: full,', 'strong: { sprinkler: full at 50%,');
    expect(modelFrom(chosen, { portfolio: 'strong' }).controls[1]?.level).toBe('full at 50%');
    expect(modelFrom(text, { portfolio: { sprinkler: 'full at 75%' } }).controls[1]?.level).toBe('full at 75%');
    expect(faultsOf(chosen.replace('at 50%', 'at 60%'))).toEqual([
      expect.stringContaining('unknown level `full at 60%`; did you mean `full at 50%`?'),
    ]);
  });

  test('insurance pays its share, and capacity is the mean of both levels', () => {
    const cover = `${changed([
      '  changeover:\n',
      '  cover:\n    current: none\n    levels:\n      none: { capacity: 0% }\n      bought: { opex: £1k per year, coverage: 50%..100% in steps of 50%, transfer: £5m over £1m per event share 80% }\n  changeover:\n',
    ])}`;
    const half = modelFrom(cover).controls.find(({ id }) => id === 'cover')?.levels[1];
    expect(half).toMatchObject({
      id: 'bought at 50%',
      capacity: 0.5,
      transfer: [{ limit: 5e6, over: 1e6, share: 0.4 }],
    });
  });

  test('what is prevented is the mean of both levels, world by world, less the haircut', () => {
    // With haircut and coverage: (1 - h) (c e_full + (1 - c) e_basic) in each world, hence in the mean.
    const means = ['basic', 'full at 25%', 'full'].map((chosen) => {
      const cut = text.replace('    current: basic\n', '    current: basic\n    haircut: 10%\n');
      const compiled = compileModel(modelFrom(cut, { portfolio: { sprinkler: chosen } }));
      return effectivenessOf(compiled, 'seed', 500)[1]?.mean ?? NaN;
    });
    const [basic = NaN, quarter = NaN, full = NaN] = means;
    const uncut = compileModel(modelFrom(text));
    expect(quarter).toBeCloseTo(0.25 * full + 0.75 * basic, 12);
    expect(basic).toBeCloseTo(0.9 * (effectivenessOf(uncut, 'seed', 500)[1]?.mean ?? NaN), 12);
    expect(full).toBeGreaterThan(basic);
  });
});

describe('faults of values', () => {
  test.each([
    ['spend: { discount: 3.5 }\n', '', '', '3.5 is no share, 0 to 1; write `3.5%` for 3.5 in a hundred'],
    ['spend: { discount: 100% }\n', '', '', 'a discount rate lies below 100 % a year; write such as `discount: 3.5%`'],
    [
      'spend: { budget: £1m }\n',
      '',
      '',
      'the unit does not fit: here stands money per time; write such as `£20k per hour`',
    ],
    [
      'spend: { budget: { soon: £1m per year } }\n',
      '',
      '',
      '`soon` is no year; write such as `from 2027: £1.2m per year`',
    ],
    [
      'spend: { budget: { from 2028: £1m per year } }\n',
      '',
      '',
      'the budget of the first year, 2027, is not stated; add `from 2027: £1.2m per year`',
    ],
    [
      'spend: { budget: { from 2026: £1m per year, from 2027: £1m per year } }\n',
      '',
      '',
      '2026 lies before the start, in 2027; begin with `from 2027: £1.2m per year`',
    ],
    ['spend: { budget: { "2027": £1m per year, from 2027: £1m per year } }\n', '', '', '2027 is named twice'],
    ['spend: { budget: { "2027": £1m } }\n', '', '', 'the unit does not fit: here stands money per time'],
    ['spend: { harm: { factor: 3 } }\n', '', '', '`harm` needs `value`; write `value: £2m`'],
    ['spend: { harm: { value: £2m, factor: 0.5 } }\n', '', '', 'a disproportion factor below 1'],
    ['spend: { shared: { room: { opex: £1k per year } } }\n', '', '', 'shared cost `room` needs `of`'],
    [
      'spend: { shared: { room: { of: [sprinklr] } } }\n',
      '',
      '',
      'unknown control `sprinklr`; did you mean `sprinkler`?',
    ],
    ['spend: { shared: { room: { of: [sprinkler], capex: £1 } } }\n', '', '', 'does not say how long that lasts'],
    ['opportunities: { route: { } }\n', '', '', 'opportunity `route` needs `worth`'],
    [
      'opportunities: { route: { worth: £1 per year, accepted when: { chance: 5% } } }\n',
      '',
      '',
      'a limit has one of loss over',
    ],
    [
      'opportunities: { route: { worth: £1 per year, refused by: { sprinkler: { fall: 3% } } } }\n',
      '',
      '',
      'did you mean `full`?',
    ],
    ['', '    mandatory: bsic\n', '', 'unknown level of `sprinkler` `bsic`; did you mean `basic`?'],
    ['', '    excludes: [changeovr]\n', '', 'unknown control `changeovr`; did you mean `changeover`?'],
    ['', '    excludes: [sprinkler]\n', '', '`sprinkler` excludes itself; leave it out'],
    ['', '    requires: { sprinkler: full }\n', '', '`sprinkler` requires itself'],
    ['', '    requires: { changeover: atuo }\n', '', 'did you mean `auto`?'],
    [
      '',
      '    bought: 2027-02-01\n',
      '',
      'what stands was bought before `starts`; write `from:` for what is yet to come',
    ],
    ['', '    from: 2028-01-01\n', '', 'it can work only after the end of the horizon; write a longer `horizon`'],
    ['', '    haircut: 1\n', '', 'is `1` all, 100 %, or one in a hundred?'],
    ['', '    overrun: 0.4\n', '', 'an overrun is a share of the price; write `overrun: 0..40%`'],
    ['', '    overrun: -100%\n', '', 'what falls short by 100 % costs nothing'],
    [
      '',
      '',
      'capex: £600k, ',
      'level `full` costs `capex` and does not say how long that lasts; write such as `life: 12 years`',
    ],
    ['', '', 'people: 3, ', 'posts are a number at money per time; write `3 at £55k per year`'],
    ['', '', 'people: 3 at £55k, ', 'the unit does not fit: here stands money per time'],
    ['', '', 'people: -3 at £55k per year, ', 'there are no fewer than 0 posts'],
    [
      '',
      '',
      'secondment: 200 h, ',
      'a secondment is hours a year at money per hour; write `200 h at £60 per hour x1.5`',
    ],
    ['', '', 'secondment: 200 at £60 per hour, ', '200 has no unit; here stands a time'],
    ['', '', 'friction: £80k, ', 'the unit does not fit: here stands money per time'],
    [
      '',
      '',
      'friction: 4 s per customer, 2m per year, ',
      '`2m per year` is what a comma has cut off; put the whole of `friction` in quotes',
    ],
    [
      '',
      '',
      'friction: "4 s, 2m per year, £0.5 per minute", ',
      'a friction is money per time; or a delay per customer',
    ],
    ['', '', 'opex: varies £1..£2 per year, ', 'spend is drawn once a world and cannot vary from event to event'],
    ['', '', 'coverage: 25%, ', 'a coverage rises to 100 % in whole steps'],
    ['', '', 'coverage: 0%..80% in steps of 20%, ', 'a coverage rises to 100 % in whole steps'],
    ['', '', 'coverage: 0%..100% in steps of 30%, ', 'a coverage rises to 100 % in whole steps'],
  ])('%s%s%s', (end, ofControl, ofLevel, fault) => {
    const text = ofLevel.startsWith('opex')
      ? withSpend(end, ofControl).replace('opex: £90k per year, ', ofLevel)
      : withSpend(end, ofControl, ofLevel);
    expect(faultsOf(text)).toContainEqual(expect.stringContaining(fault));
  });

  test('a level in part is none where the level changes the model, is the lowest, or both recover', () => {
    const steps = 'coverage: 0%..100% in steps of 25%';
    const sets = changed(['full: { order: 2,', `full: { order: 2, ${steps},`]);
    expect(faultsOf(sets)).toEqual([expect.stringContaining('level `full` changes the model by `set`')]);
    const lowest = changed(['none: {}\n      basic', 'basic'], ['basic: { order: 1,', `basic: { order: 1, ${steps},`]);
    expect(faultsOf(lowest)).toEqual([expect.stringContaining('`basic` is the lowest level: the rest has none')]);
    const both = changed(
      [', misses: x0.2..x0.5, set: { nodes.hub.restart: x0.5 }', `, recover: 50% in 2 h, ${steps}`],
      ['prevent: 40..70%', 'prevent: 40..70%, recover: 20% in 2 h'],
    );
    expect(faultsOf(both)).toEqual([expect.stringContaining('`full` and `basic` both recover')]);
  });
});

describe('faults of rules', () => {
  const third =
    '  alarm:\n    against: [theft]\n    current: none\n    levels:\n      none: {}\n      on: { opex: £1k per year, prevent: 50% }\n';
  const withRules = (sprinkler: string, changeover: string, alarm: string): string =>
    changed(
      ['    current: basic\n', `    current: basic\n${sprinkler}`],
      ['strong: { sprinkler: full,', 'strong: { sprinkler: full, alarm: on,'],
      ['  changeover:\n', `${third}${alarm}  changeover:\n${changeover}`],
    );

  test('rules that some portfolio keeps are none, in a circle too', () => {
    expect(faultsOf(withRules('', '    requires: { alarm: on }\n', '    requires: { changeover: auto }\n'))).toEqual(
      [],
    );
    expect(faultsOf(withRules('    mandatory: full\n', '', '').replace('alarm: on,', ''))).toEqual([]);
  });

  test('a control that excludes what it requires can never be above its lowest level', () => {
    expect(faultsOf(withRules('', '    excludes: [alarm]\n    requires: { alarm: on }\n', ''))).toEqual([
      expect.stringContaining(
        '`changeover` can never be above `none`: `changeover` requires `alarm`, `alarm` and `changeover` exclude each other; take one of these rules away',
      ),
    ]);
  });

  test('by way of others too', () => {
    const [fault] = faultsOf(
      withRules(
        '    requires: { changeover: auto }\n    mandatory: basic\n',
        '    requires: { alarm: on }\n',
        '    excludes: [sprinkler]\n',
      ),
    );
    expect(fault).toContain(
      'no portfolio is allowed: `sprinkler` is mandatory at `basic`, `sprinkler` requires `changeover`, `changeover` requires `alarm`, `sprinkler` is mandatory at `basic`, `alarm` and `sprinkler` exclude each other',
    );
  });

  test('what is in force today breaks no rule but what the law demands', () => {
    expect(faultsOf(withRules('    requires: { alarm: on }\n', '', ''))).toEqual([
      expect.stringContaining(
        'what is in force today breaks a rule: sprinkler requires alarm at on, which is at none; change `current`',
      ),
    ]);
    expect(faultsOf(withRules('', '', '    mandatory: on\n'))).toEqual([]);
  });

  test('nor does a portfolio of the file', () => {
    expect(faultsOf(withRules('', '    excludes: [sprinkler]\n', ''))).toEqual([
      expect.stringContaining('portfolio `strong` breaks a rule: changeover and sprinkler exclude each other'),
    ]);
  });
});
