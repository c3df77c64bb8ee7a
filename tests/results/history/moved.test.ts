import { describe, expect, test } from 'vitest';
import { movedReport } from '../../../src/report/history/history-report.ts';
import { PLAIN } from '../../../src/report/text/style.ts';
import { flatInputs } from '../../../src/results/history/inputs.ts';
import { movedBetween, type KnownRun } from '../../../src/results/history/moved.ts';

const run = (number: number, mean: number, error: number, more: Partial<KnownRun> = {}): KnownRun => ({
  number,
  folder: `000${number}`,
  ringfence: '0.1.0',
  command: 'run',
  line: 'ringfence run plant.yaml',
  at: '2027-01-01T10:00:00.000Z',
  title: 'A plant',
  modelHash: 'sha256:abc',
  seed: 'ringfence',
  worlds: 10,
  trials: 1000,
  currency: 'GBP',
  partial: false,
  inputs: { 'nodes.plant.restart': '4..9 h', horizon: '1 year' },
  figures: [
    { of: 'base', name: 'mean loss', unit: 'money', estimate: { value: mean, standardError: error } },
    {
      of: 'base',
      name: 'limit year',
      unit: 'share',
      estimate: { value: 0.02, standardError: 0.001 },
      status: number === 1 ? 'within' : 'outside',
    },
  ],
  missing: null,
  ...more,
});
const page = { width: 80, rows: undefined, style: PLAIN };
const flat = (lines: readonly string[]): string => lines.join(' ').replace(/\s+/g, ' ');

describe('what moved between two runs', () => {
  test('of other futures has the error of two independent figures', () => {
    const { figures, causes } = movedBetween(run(1, 1000, 30), run(2, 1090, 40, { seed: 'other' }));
    expect(figures[0]).toMatchObject({
      change: { value: 90, standardError: 50 },
      errorBy: 'independent',
      isSure: false,
    });
    expect(causes).toMatchObject({ seed: true, version: false, trials: false, inputs: [] });
  });

  test('of the same futures has the paired error where it is known, and then is sure of less', () => {
    const [from, to] = [run(1, 1000, 30), run(2, 1090, 40)];
    expect(movedBetween(from, to).figures[0]).toMatchObject({ errorBy: 'as if independent', isSure: false });
    const paired = movedBetween(from, to, new Map([['base', 10]])).figures[0];
    expect(paired).toMatchObject({ change: { value: 90, standardError: 10 }, errorBy: 'paired', isSure: true });
  });

  test('is not sure where a figure rests on too little', () => {
    const thin = run(2, 9000, 1);
    const [figure] = thin.figures;
    const unreliable = { ...figure!, estimate: { ...figure!.estimate, unreliable: true as const } };
    expect(movedBetween(run(1, 1000, 1), { ...thin, figures: [unreliable] }).figures[0]?.isSure).toBe(false);
  });

  test('names what went in otherwise, by path, and what only one of them says', () => {
    const inputs = { 'nodes.plant.restart': '2..4 h', 'nodes.plant.kind': 'site' };
    const found = movedBetween(run(1, 1000, 30), run(2, 500, 20, { inputs, ringfence: '0.2.0' }));
    expect(found.causes.inputs).toEqual([
      { path: 'horizon', from: '1 year', to: null },
      { path: 'nodes.plant.kind', from: null, to: 'site' },
      { path: 'nodes.plant.restart', from: '4..9 h', to: '2..4 h' },
    ]);
    const words = flat(movedReport(found, page));
    expect(words).toContain('1 of 2 figures moved by more than the noise of the simulation. Several things differ');
    expect(words).toContain('nodes.plant.restart: 4..9 h, then 2..4 h.');
    expect(words).toContain('Another version of Ringfence: 0.1.0, then 0.2.0.');
    expect(words).toContain('within, then outside');
    expect(movedReport(found, page).filter((line) => line.length > 80)).toEqual([]);
  });

  test('is noise, however much, where nothing but the futures differs', () => {
    const found = movedBetween(run(1, 1000, 30), run(2, 1200, 40, { seed: 'other', trials: 2000 }));
    expect(found.figures[0]?.isSure).toBe(false);
    const words = flat(movedReport(found, page));
    expect(words).toContain(
      'Nothing but the futures differs, so what moved is noise of the simulation (1 of 2 figures).',
    );
    expect(words).toContain('One in twenty moves by more than two standard errors all the same.');
    expect(movedBetween(run(1, 1000, 30), run(2, 1200, 40, { seed: 'other', inputs: {} })).figures[0]?.isSure).toBe(
      true,
    );
  });

  test('says so where nothing differs, and where something moved all the same', () => {
    expect(flat(movedReport(movedBetween(run(1, 7, 1), run(2, 7, 1)), page))).toContain(
      'No figure moved. Nothing that went in differs.',
    );
    expect(flat(movedReport(movedBetween(run(1, 7, 1), run(2, 8, 1)), page))).toContain('please report this');
  });
});

test('inputs are what the file says, by path: lists of words are one, entries of others each', () => {
  const value = {
    horizon: '1 year',
    nodes: { plant: { needs: ['a', 'b'], loss: [{ own: '£1 per hour' }, { harm: 2 }] }, empty: {} },
    bearers: { 'grid operator': 'show' },
  };
  expect(flatInputs(value)).toEqual({
    horizon: '1 year',
    'nodes.plant.needs': 'a, b',
    'nodes.plant.loss.1.own': '£1 per hour',
    'nodes.plant.loss.2.harm': '2',
    'nodes.empty': '{}',
    'bearers."grid operator"': 'show',
  });
});

test('a limit on the mean has the paired error of the mean', () => {
  const limited = (number: number, mean: number): KnownRun => {
    const of = run(number, mean, 30);
    const [figure] = of.figures;
    return { ...of, figures: [figure!, { ...figure!, name: 'limit mean', status: 'within' }] };
  };
  const { figures } = movedBetween(limited(1, 1000), limited(2, 1090), new Map([['base', 10]]));
  expect(figures.map(({ change }) => change.standardError)).toEqual([10, 10]);
});

test('a status that changes while its figure does not surely move is called noise', () => {
  const words = flat(movedReport(movedBetween(run(1, 1000, 30), run(2, 1000, 30, { seed: 'other' })), page));
  expect(words).toContain('limit year: the status is another, and the figure has not surely moved. Noise alone');
});
