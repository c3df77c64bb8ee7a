/** What two set at one place: values clash, factors multiply, a scenario wins over a control. */
import { describe, expect, test } from 'vitest';
import { changed, faultsOf, modelFrom, SMALL } from '../model/parse/small-model.ts';

/** The second control sets what the first scales: the restart of the hub. */
const two = (setting: string): string => changed(['nodes.hub.needs.feed.switchover: 1..5 min', setting]);
const restart = (...args: Parameters<typeof modelFrom>): unknown =>
  modelFrom(...args).nodes.find(({ id }) => id === 'hub')?.restart?.[0]?.hours.law;
const strong = { portfolio: 'strong' };

describe('factors of several controls on one path', () => {
  test('multiply', () => {
    expect(faultsOf(two('nodes.hub.restart: x0.25'))).toEqual([]);
    expect(restart(two('nodes.hub.restart: x0.25'), strong)).toEqual({ kind: 'interval', low: 0.5, high: 1.125 });
  });

  test('scale the value that another control sets there', () => {
    expect(restart(two('nodes.hub.restart: 2 h'), strong)).toEqual({ kind: 'constant', value: 1 });
  });

  test('two values are a fault', () => {
    const text = two('nodes.hub.restart: 2 h').replace('nodes.hub.restart: x0.5', 'nodes.hub.restart: 1 h');
    expect(faultsOf(text)).toEqual([
      expect.stringMatching(/^43: controls `changeover` and `sprinkler` could both set/),
    ]);
  });

  test('a whole set by one and a part scaled by the other is tried, and named where the part is gone', () => {
    expect(faultsOf(two('nodes.hub: { kind: site }'))).toContainEqual(
      expect.stringMatching(/^43: .*`nodes.hub.restart` has no value that could be scaled/),
    );
  });
});

describe('what is set on the command line', () => {
  test('and by a level in force is a fault that names both', () => {
    const set = ['nodes.hub.needs.feed.switchover=1 h'];
    expect(faultsOf(SMALL, { set })).toEqual([]);
    expect(faultsOf(SMALL, { ...strong, set })).toEqual([
      '48: level `auto` of control `changeover` and `--set nodes.hub.needs.feed.switchover=1 h` both set ' +
        '`nodes.hub.needs.feed.switchover`; leave one of them out, or let the second scale what the first sets, such as `x1.5`',
    ]);
    expect(faultsOf(SMALL, { ...strong, set: ['nodes.hub.needs.feed={ any: [grid, spare] }'] })).toHaveLength(1);
  });

  test('and by a scenario is one, a factor there too', () => {
    expect(faultsOf(SMALL, { scenario: 'winter', set: ['nodes.hub.restart=1 h'] })).toEqual([
      expect.stringMatching(/scenario `winter` and `--set nodes.hub.restart=1 h` both set `nodes.hub.restart`/),
    ]);
  });

  test('may scale what they set', () => {
    expect(faultsOf(SMALL, { ...strong, scenario: 'winter', set: ['nodes.hub.restart=x2'] })).toEqual([]);
  });

  test('twice is a fault, also in two spellings', () => {
    const twice = ['nodes.hub.restart=1 h', "nodes.'hub'.restart=2 h"];
    expect(faultsOf(SMALL, { set: twice })).toEqual([expect.stringMatching(/both set `nodes.hub.restart`/)]);
    expect(
      faultsOf(SMALL, { set: ['nodes.hub.loss.own=£2 per hour', 'nodes.hub.loss.own.amount=£3 per hour'] }),
    ).toHaveLength(1);
  });

  test('and chosen by a portfolio is one', () => {
    expect(faultsOf(SMALL, { ...strong, set: ['controls.sprinkler.current=basic'] })).toEqual([
      expect.stringMatching(
        /^56: portfolio `strong` and `--set controls.sprinkler.current=basic` both set `[^`]*`; leave one of them out$/,
      ),
    ]);
    const text = changed(['set: { nodes.hub.restart: x2 }', 'set: { controls.sprinkler.current: none }']);
    expect(faultsOf(text, { ...strong, scenario: 'winter' })).toEqual([
      expect.stringMatching(/^\d+: portfolio `strong` and scenario `winter` both set `controls.sprinkler.current`/),
    ]);
  });

  test('a whole and then a part of it is none: the part counts, in any order', () => {
    const set = ['nodes.hub.needs.feed={ any: [grid, spare], buffer: 1 h }', 'nodes.hub.needs.feed.buffer=2 h'];
    for (const order of [set, set.toReversed()]) {
      const hub = modelFrom(SMALL, { set: order }).nodes.find(({ id }) => id === 'hub');
      expect(hub?.needs.find(({ id }) => id === 'feed')?.buffer?.law).toEqual({ kind: 'constant', value: 2 });
    }
  });
});

describe('a scenario', () => {
  const text = changed(
    ['nodes.hub.restart: x0.5', 'nodes.hub.restart: 1 h'],
    ['nodes.hub.restart: x2', 'nodes.hub.restart: 3 h'],
  );

  test('wins over a level, and the model says so', () => {
    const model = modelFrom(text, { ...strong, scenario: 'winter' });
    expect(model.nodes.find(({ id }) => id === 'hub')?.restart?.[0]?.hours.law).toEqual({ kind: 'constant', value: 3 });
    expect(model.overruled).toEqual([
      { path: 'nodes.hub.restart', by: 'level `full` of control `sprinkler`', winner: 'scenario `winter`' },
    ]);
    expect(modelFrom(text, strong).overruled).toEqual([]);
  });

  test('cannot set one thing in two spellings', () => {
    const twice = changed(['{ nodes.hub.restart: x2 }', "{ nodes.hub.restart: 3 h, nodes.'hub'.restart: 4 h }"]);
    expect(faultsOf(twice)).toEqual([expect.stringMatching(/scenario `winter` sets `nodes.hub.restart` twice/)]);
  });
});

describe('the portfolio `current`', () => {
  test('is that of the levels as they are', () => {
    expect(modelFrom(SMALL, { portfolio: 'current' })).toEqual({
      ...modelFrom(SMALL),
      selection: { portfolio: 'current' },
    });
  });

  test('is not the name of one in the file', () => {
    expect(faultsOf(changed(['  strong: {', '  current: {']))).toEqual([
      expect.stringMatching(/^\d+: `current` is the portfolio in which every control stays as it is; call this one by/),
    ]);
  });

  test('the names of portfolios and levels do not decide the hash, what they say does', () => {
    expect(modelFrom(SMALL, { portfolio: 'current' }).hash).toBe(modelFrom(SMALL).hash);
    expect(modelFrom(SMALL, strong).hash).not.toBe(modelFrom(SMALL).hash);
  });
});
