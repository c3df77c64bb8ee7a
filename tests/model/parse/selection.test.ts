import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readModelText } from '../../../src/io/read-model.ts';
import type { Model, Selection } from '../../../src/model/model.ts';

const EXAMPLE = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/design-example.yaml'), 'utf8');

function modelOf(text: string, selection: Selection = {}): Model {
  const result = readModelText(text, selection, 'example.yaml');
  if (!result.ok) throw new Error(result.problems.map((problem) => problem.message).join('; '));
  return result.value;
}

const node = (model: Model, id: string) => model.nodes.find((one) => one.id === id)!;

describe('the example of the design', () => {
  const model = modelOf(EXAMPLE);

  test('has its nodes, three alike, and its controls as nodes', () => {
    expect(model.nodes.map((one) => one.id)).toEqual([
      'automatic-changeover',
      'distribution',
      'fire-suppression',
      'grid-north',
      'grid-south',
      'screener-1',
      'screener-2',
      'screener-3',
      'terminals',
      'water-main',
    ]);
    expect(node(model, 'terminals').needs[0]).toMatchObject({
      id: 'certified',
      kind: 'atLeast',
      k: 1,
      members: ['screener-1', 'screener-2', 'screener-3'],
    });
    expect(node(model, 'fire-suppression').needs[0]?.members).toEqual(['water-main']);
  });

  test('copies by `like`, and joins tags', () => {
    expect(node(model, 'grid-south')).toMatchObject({
      kind: 'infrastructure',
      owner: 'grid operator',
      tags: { place: 'south' },
    });
  });

  test('puts alternatives in order of preference', () => {
    expect(node(model, 'distribution').needs[0]).toMatchObject({ kind: 'any', members: ['grid-north', 'grid-south'] });
  });

  test('reads losses as rates, by formula, with delay and calendar', () => {
    const [airlines, harm, own] = node(model, 'terminals').loss;
    expect(own).toMatchObject({
      mode: 'rate',
      bearer: 'own',
      during: [
        { name: 'night', factor: 0.1 },
        { name: 'peak', factor: 1.6 },
      ],
    });
    expect(airlines).toMatchObject({ mode: 'rate', bearer: 'airlines' });
    expect(harm).toMatchObject({ kind: 'harm', bearer: null });
  });

  test('widens what rests on a source of 60 % by 1.954', () => {
    expect(node(model, 'terminals').restart?.[0]?.hours.widening).toBeCloseTo(1.954, 3);
    expect(node(model, 'distribution').needs[0]?.switchover?.widening).toBe(1);
  });

  test('widens the interval of a proximity, too', () => {
    const text = EXAMPLE.replace('every 8..40 years (neso-2025)', 'within 6..24 months (ops-day)');
    const occurs = modelOf(text).threats.find((one) => one.id === 'transformer-fire')?.occurs;
    const [low, high] = occurs?.kind === 'within' ? [occurs.low, occurs.high] : [0, 0];
    // The middle stays, the logarithm of the ratio grows by 1.954.
    expect(Math.sqrt(low * high)).toBeCloseTo(12 * 730, 6);
    expect(Math.log(high / low) / Math.log(4)).toBeCloseTo(1.954, 3);
  });

  test('makes the three forms of evidence into posteriors, aged and clustered', () => {
    const control = model.controls.find((one) => one.id === 'fire-suppression')!;
    const prevent = control.levels.find((level) => level.id === 'basic')!.prevent;
    expect(prevent?.kind).toBe('posterior');
    const forms = prevent?.kind === 'posterior' ? prevent.forms : [];
    // 306 days before the start; clusters of 10 tests with rho .1.
    const weight = 2 ** (-(306 * 24) / (24 * 730));
    expect(forms.map((form) => form.form)).toEqual(['done', 'to standard', 'caught']);
    expect(forms[0]!.a).toBeCloseTo(0.5 + 50 * weight, 9);
    expect(forms[0]!.b).toBeCloseTo(0.5 + 2 * weight, 9);
    expect(forms[2]!.a).toBeCloseTo(0.5 + (184 * weight) / 1.9, 9);
    expect(control.levels.find((level) => level.id === 'full')?.prevent).toMatchObject({ kind: 'misses', of: 'basic' });
  });

  test('has its limits, portfolio, scenario and accepted risk', () => {
    expect(model.limits.map((limit) => limit.kind)).toEqual(['loss', 'gotThrough', 'outage']);
    expect(model.portfolioNames).toEqual(['resilient']);
    expect(model.scenarioNames).toEqual(['winter-peak']);
    expect(model.accepted[0]).toMatchObject({ risk: 'transformer-fire', upTo: 25e6 });
  });
});

describe('a selection', () => {
  const hoursOf = (model: Model, at: 'restart' | 'switchover') => {
    const law =
      at === 'restart'
        ? node(model, 'terminals').restart?.[0]?.hours.law
        : node(model, 'distribution').needs[0]?.switchover?.law;
    return law?.kind === 'interval' ? [law.low, law.high] : null;
  };

  test('of a portfolio puts levels in force, and what they set', () => {
    const model = modelOf(EXAMPLE, { portfolio: 'resilient' });
    expect(model.controls.find((one) => one.id === 'automatic-changeover')).toMatchObject({
      level: 'auto',
      current: 'none',
    });
    expect(hoursOf(model, 'switchover')![1]).toBeCloseTo(5 / 60, 12);
    expect(hoursOf(modelOf(EXAMPLE), 'switchover')).toEqual([10, 12]);
  });

  test('of a scenario sets values and brings shocks', () => {
    const model = modelOf(EXAMPLE, { scenario: 'winter-peak' });
    expect(hoursOf(model, 'restart')).toEqual([6, 14]);
    expect(model.shocks).toHaveLength(1);
    expect(model.shocks[0]).toMatchObject({
      node: 'grid-north',
      atHours: (31 + 28 + 31 + 30 + 31 + 30 + 31 + 31 + 30 + 31 + 30 + 19) * 24 + 6,
    });
    expect(modelOf(EXAMPLE).shocks).toEqual([]);
  });

  test('of the command line wins, and x scales', () => {
    const model = modelOf(EXAMPLE, {
      scenario: 'winter-peak',
      set: ['nodes.terminals.restart=x2', 'threats.transformer-fire.occurs=x1.5'],
    });
    expect(hoursOf(model, 'restart')).toEqual([12, 28]);
    expect(model.threats.find((one) => one.id === 'transformer-fire')?.rateFactor).toBe(1.5);
    expect(hoursOf(modelOf(EXAMPLE, { set: ['nodes.terminals.restart=1..2 h'] }), 'restart')).toEqual([1, 2]);
  });

  test('reaches effects, losses, levels and limits by id', () => {
    const model = modelOf(EXAMPLE, {
      set: [
        'threats.transformer-fire.affects.grid-north.outage=1..2 h',
        'nodes.terminals.loss.own=£1 per hour',
        'controls.fire-suppression.current=full',
        'appetite.limits.big-loss.chance=1% per year',
      ],
    });
    expect(model.threats.find((one) => one.id === 'transformer-fire')?.affects[0]?.outage).toMatchObject({
      law: { low: 1, high: 2 },
    });
    expect(node(model, 'terminals').loss.find((loss) => loss.id === 'own')?.amount.law).toEqual({
      kind: 'constant',
      value: 1,
    });
    expect(model.controls.find((one) => one.id === 'fire-suppression')?.level).toBe('full');
    expect(model.limits.find((limit) => limit.id === 'big-loss')).toMatchObject({ chance: 0.01 });
  });

  test.each([
    [{ scenario: 'winter-pek' }, /unknown scenario/],
    [{ portfolio: 'resilent' }, /unknown portfolio/],
    [{ given: ['fire'] }, /unknown threat/],
    [{ set: ['nodes.terminal.restart=1 h'] }, /leads nowhere: unknown node/],
    [{ set: ['nodes.terminals.restrat=1 h'] }, /leads nowhere: `restrat`/],
    [{ set: ['nodes.terminals.restart=4'] }, /--set nodes.terminals.restart=4/],
    [{ set: ['nonsense'] }, /sets nothing/],
  ] as const)('%o that leads nowhere is a fault', (selection, message) => {
    const result = readModelText(EXAMPLE, selection as Selection, 'example.yaml');
    expect(result.ok ? '' : result.problems.map((problem) => problem.message).join('\n')).toMatch(message);
  });

  test('a fault of a scenario or level shows before it is chosen, at its own place', () => {
    const broken = EXAMPLE.replace('nodes.terminals.restart: 6..14 h', 'nodes.terminals.restart: 6..14');
    const result = readModelText(broken, {}, 'example.yaml');
    const problems = result.ok ? [] : result.problems;
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place?.text).toContain('winter-peak');
  });

  test('two controls that could set one path are a fault', () => {
    const rival = EXAMPLE.replace(
      'appetite:  ',
      '  other: { current: none, levels: { none: {}, on: { set: { nodes.distribution.needs.feed.switchover: 1 h } } } }\n\nappetite:  ',
    );
    const result = readModelText(rival, {}, 'example.yaml');
    expect(result.ok ? '' : result.problems.map((problem) => problem.message).join()).toMatch(/could both set/);
  });
});

describe('order', () => {
  test('of entries does not matter, to the hash', () => {
    const model = modelOf(EXAMPLE);
    const swapped = EXAMPLE.replace(
      /( {2}grid-north: .*\n)( {2}grid-south: .*\n)( {2}water-main: .*\n)/,
      (_, north: string, south: string, water: string) => water + north + south,
    )
      .replace(/( {2}neso-2025: .*\n)( {2}ops-day: .*\n)/, (_, a: string, b: string) => b + a)
      .replace(
        '{ done: 50 of 52, date: 2026-03-01 }                                      # quantitative',
        '{ to standard: 17 of 20, date: 2026-03-01 }',
      )
      .replace(
        '{ to standard: 17 of 20, date: 2026-03-01 }                               # qualitative',
        '{ done: 50 of 52, date: 2026-03-01 }',
      );
    expect(swapped).not.toBe(EXAMPLE);
    expect(modelOf(swapped)).toEqual(model);
    expect(modelOf(swapped).hash).toMatch(/^sha256:[0-9a-f]{64}$/);
  });
});
