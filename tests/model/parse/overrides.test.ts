import { describe, expect, test } from 'vitest';
import type { Model } from '../../../src/model/model.ts';
import type { Quantity } from '../../../src/model/quantity.ts';
import { changed, faultsOf, modelFrom, problemsOf, SMALL } from './small-model.ts';

const ends = (quantity: Quantity | undefined): readonly number[] => {
  const law = quantity?.law;
  if (law?.kind === 'interval') return [law.low, law.high];
  return law?.kind === 'constant' ? [law.value] : [];
};
const node = (model: Model, id: string) => model.nodes.find((one) => one.id === id);
const restart = (model: Model, id = 'hub'): readonly number[] => ends(node(model, id)?.restart?.[0]?.hours);
const control = (model: Model, id: string) => model.controls.find((one) => one.id === id);

describe('precedence', () => {
  test('is the scenario over the levels in force, and nobody over the command line', () => {
    const text = changed(
      ['nodes.hub.restart: x0.5', 'nodes.hub.restart: 1 h'],
      ['nodes.hub.restart: x2', 'nodes.hub.restart: 2 h'],
    );
    expect(restart(modelFrom(text))).toEqual([4, 9]);
    expect(restart(modelFrom(text, { portfolio: 'strong' }))).toEqual([1]);
    expect(restart(modelFrom(text, { portfolio: 'strong', scenario: 'winter' }))).toEqual([2]);
    const all = { portfolio: 'strong', scenario: 'winter', set: ['nodes.hub.restart=3 h'] };
    expect(faultsOf(text, all)).toEqual([
      expect.stringMatching(
        /level `full` of control `sprinkler` and `--set .*3 h` both set `nodes.hub.restart`; leave one/,
      ),
      expect.stringMatching(/scenario `winter` and `--set .*3 h` both set `nodes.hub.restart`; leave one/),
    ]);
    expect(restart(modelFrom(text, { set: all.set }))).toEqual([3]);
  });

  test('scales what the stage before gave', () => {
    const all = { portfolio: 'strong', scenario: 'winter', set: ['nodes.hub.restart=x3'] };
    expect(restart(modelFrom(SMALL, all))).toEqual([12, 27]);
  });

  test('within a stage is none: values come before what scales them', () => {
    const set = ['nodes.spare.restart=x2', 'nodes.grid.restart=5 h'];
    for (const order of [set, set.toReversed()]) {
      expect(restart(modelFrom(SMALL, { set: order }), 'spare')).toEqual([10]);
      expect(restart(modelFrom(SMALL, { set: order }), 'grid')).toEqual([5]);
    }
  });

  test('a level put in force by the command line sets what it sets', () => {
    const model = modelFrom(SMALL, { set: ['controls.sprinkler.current=full'] });
    expect(control(model, 'sprinkler')).toMatchObject({ level: 'full', current: 'basic' });
    expect(restart(model)).toEqual([2, 4.5]);
  });
});

describe('a path', () => {
  test.each<[string, (model: Model) => unknown, unknown]>([
    ['nodes.hub.needs.feed.buffer=3 h', (m) => ends(node(m, 'hub')?.needs[0]?.buffer), [3]],
    [
      'nodes.office.needs.grid.buffer=3 h',
      (m) => node(m, 'office')?.needs.map((one) => [one.id, ends(one.buffer)]),
      [
        ['grid', [3]],
        ['hub', []],
      ],
    ],
    ['nodes.hub.loss.own.after=5 h', (m) => ends(node(m, 'hub')?.loss[0]?.after), [5]],
    ['nodes.hub.loss.own=£2k per hour', (m) => ends(node(m, 'hub')?.loss[0]?.amount), [2000]],
    ['nodes.hub.loss.own.amount=x3', (m) => ends(node(m, 'hub')?.loss[0]?.amount), [3000]],
    ['nodes.hub.tolerance.mbco=40%', (m) => node(m, 'hub')?.tolerance?.mbco, 0.4],
    [
      'nodes.hub.tolerance={ mtpd: 30 h, mbco: 20% }',
      (m) => node(m, 'hub')?.tolerance,
      { mtpd: 30, rto: undefined, mbco: 0.2 },
    ],
    ['nodes.office.needs=[hub]', (m) => node(m, 'office')?.needs.map(({ id }) => id), ['hub']],
    [
      'threats.fire.affects.place=south.outage=7 h',
      (m) => m.threats[0]?.affects.map(({ outage }) => outage !== 'forever' && ends(outage)),
      [[12, 60], [7]],
    ],
    [
      "threats.fire.affects.'place=south'.leaves=x1.5",
      (m) => ends(m.threats[0]?.affects[1]?.leaves).map((x) => Math.round(x * 100)),
      [30, 90],
    ],
    ['threats.fire.occurs=x1.5', (m) => m.threats[0]?.rateFactor, 1.5],
    ['inputs.flights=50', (m) => ends(m.inputs[0]?.quantity), [50]],
    ['appetite.limits.big.chance=x0.5', (m) => m.limits[0], expect.objectContaining({ chance: 0.025 })],
    ['accepted.fire.by=Board', (m) => m.accepted[0]?.by, 'Board'],
    [
      'scenarios.winter.shocks.frost.outage=31 h',
      (m) => m.shocks.map(({ outage }) => outage !== 'forever' && ends(outage)),
      [[31]],
    ],
    ['nodes.guard.count=3', (m) => m.nodes.filter(({ kind }) => kind === 'person').length, 3],
    ['calendar.night=[22:00..04:00]', (m) => m.calendar['night']?.[0], { from: 0, to: 4 }],
    ['nodes.hub.label=true north', (m) => node(m, 'hub')?.label, 'true north'],
    ['nodes.hub.loss.own== flights * £3 per hour', (m) => node(m, 'hub')?.loss[0]?.amount.law.kind, 'formula'],
  ])('%s', (setting, look, expected) => {
    expect(look(modelFrom(SMALL, { set: [setting], scenario: 'winter' }))).toEqual(expected);
  });

  test.each([
    ['nodes.hbu.restart=1 h', /unknown node `hbu`.*did you mean `hub`/],
    ['nodes.hub.restrat=1 h', /`restrat` is no key there.*did you mean `restart`/],
    ['nodes.hub.loss.onw=£1', /unknown loss `onw` at nodes.hub.loss.*did you mean `own`/],
    ['nodes.hub.loss.0=£1', /unknown loss `0`/],
    ['nodes.hub.restart.low=1 h', /nodes.hub.restart is a single value/],
    ['nodes.hub.needs.feed.any.0=grid', /nodes.hub.needs.feed.any is a list/],
    ['threats.fire.affects.hub.outage=1 h', /unknown effect `hub`.*there are grid, place=south/],
    ['scenarios.winter.set=x', /cannot be set.*set the value itself/],
    ['controls.sprinkler.levels.full.set=x', /cannot be set.*set the value itself/],
    ['controls.sprinkler.levels.full={}', /cannot be set.*set one value of the level/],
    ['portfolios.strong.sprinkler=none', /cannot be set.*controls.NAME.current/],
    ['ringfence=2', /cannot be set/],
    ['nodes.hub.restart=', /sets nothing/],
    ['nodes.hub.restart', /sets nothing/],
    ['nodes.hub.tolerance={ mtpd: 3 h', /no value in YAML/],
    ['nodes.hub.tolerance.mtpd=.inf', /no value in YAML/],
    ['nodes.hub.restart=*all', /no value in YAML/],
    ['nodes..restart=1 h', /is no path/],
    ['nodes.hub.blackStart=x2', /no value that could be scaled/],
    ['nodes.hub.kind=x2', /cannot be scaled/],
    ['starts=x2', /cannot be scaled/],
    ['controls.sprinkler.levels.basic.prevent=x2', /pass 100 %/],
    ['nodes.hub.restart=4', /--set nodes.hub.restart=4/],
  ])('%s is a fault of the command line, once', (setting, fault) => {
    const faults = faultsOf(SMALL, { set: [setting] });
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults[0]).toMatch(/^-: .*--set|^-: /);
  });
});

describe('settings in the file', () => {
  test('are shown where they stand, to the very part that is wrong', () => {
    const text = changed(['nodes.hub.restart: x2', 'nodes.hub.tolerance: { mtpd: 3 m }']);
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem?.place?.text.slice(problem.place.column - 1)).toMatch(/^m }/);
  });

  test('of scenarios and levels that are not chosen are tried, and what they break is named', () => {
    const text = changed(
      ['nodes.hub.restart: x2', 'nodes.guard.count: 1'],
      ['guard:\n    restart', 'guard: { at least: 2, of: guard }\n    restart'],
    );
    expect(faultsOf(text)).toEqual([expect.stringMatching(/^19: `at least` .*\(under scenario `winter`\)/)]);
    const level = changed(['nodes.hub.needs.feed.switchover: 1..5 min', 'nodes.hub.needs.fede.switchover: 1..5 min']);
    expect(faultsOf(level)).toEqual([expect.stringMatching(/^48: .*unknown need `fede`.*did you mean `feed`/)]);
  });

  test('the file without a selection is tried too', () => {
    const text = changed(['4..9 h (survey)', '4..9']);
    expect(faultsOf(text, { set: ['nodes.hub.restart=4 h'] })).toEqual([expect.stringMatching(/^20: /)]);
  });

  test.each([
    [
      'the same path',
      'nodes.hub.restart: 2 h',
      /^\d+: controls `changeover` and `sprinkler` could both set `nodes.hub.restart`/,
    ],
    ['a quoted path', "nodes.'hub'.restart: 2 h", /could both set/],
    ['a whole and its part', 'nodes.hub: { kind: site }', /could both set/],
  ])('of two controls for %s are a fault', (_, setting, fault) => {
    const text = changed(
      ['nodes.hub.restart: x0.5', 'nodes.hub.restart: 1 h'],
      ['nodes.hub.needs.feed.switchover: 1..5 min', setting],
    );
    expect(
      faultsOf(text).some((one) => fault.test(one)),
      faultsOf(text).join('\n'),
    ).toBe(true);
  });

  test('a level cannot choose the level of a control', () => {
    const text = changed(['nodes.hub.needs.feed.switchover: 1..5 min', 'controls.sprinkler.current: full']);
    expect(faultsOf(text)).toEqual([expect.stringMatching(/^48: a level cannot choose.*portfolio/)]);
  });

  test('a list that `like` copied is taken over whole', () => {
    const text = changed(['  office:\n', '  annexe: { like: hub }\n  office:\n']);
    const model = modelFrom(text, { set: ['nodes.annexe.loss.own=£5k per hour'] });
    expect(node(model, 'annexe')?.loss.map(({ id, amount }) => [id, ends(amount)[0]])).toEqual([
      ['own', 5000],
      ['partner', undefined],
    ]);
    expect(ends(node(model, 'hub')?.loss[0]?.amount)).toEqual([1000]);
  });
});
