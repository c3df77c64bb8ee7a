import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { VerifyCase } from '../../../src/results/verify-document.ts';
import { allHold, judged, rowIds, verify } from '../../../src/study/verify/verify.ts';
import { WORKED_DOUGHNUTS } from '../../../src/study/verify/doughnuts.ts';
import { WORKED_MODELS } from '../../../src/study/verify/worked-models.ts';
import { modelOfText, SNOWBALL_ANSWERS, SNOWBALL_NAMES, snowballModel } from '../../fixtures/snowball-models.ts';
import { drawing, saver, searching, sensing, simulator } from './simulate.ts';

const answer = { id: 'row', what: 'a figure', source: 'nobody', exact: 10 };

describe('a row', () => {
  test('holds within four standard errors, beyond the rounding of the answer', () => {
    const at = (value: number, half = 0): VerifyCase =>
      judged('group', { ...answer, half }, 10, { value, standardError: 0.1 });
    expect(at(10.39)).toMatchObject({ verdict: 'holds', value: 10.39, standardError: 0.1 });
    expect(at(10.39).z).toBeCloseTo(3.9, 9);
    expect(at(10.41).verdict).toBe('fails');
    expect(at(9.59).verdict).toBe('fails');
    expect(at(10.41, 0.05).verdict).toBe('holds');
    expect(at(10.03, 0.05).z).toBe(0);
  });

  test('holds to a millionth where no chance is in it', () => {
    const at = (value: number, half = 0): string =>
      judged('group', { ...answer, half }, 10, { value, standardError: 0 }).verdict;
    expect(at(10)).toBe('holds');
    expect(at(10 + 9e-6)).toBe('holds');
    expect(at(10 + 1.1e-5)).toBe('fails');
    expect(at(10.004, 0.005)).toBe('holds');
    expect(at(10.006, 0.005)).toBe('fails');
  });

  test('with a low and high holds where the answer lies between, and where it is settled only if ours is the answer', () => {
    const at = (value: number, low: number, high: number, isSettled = false): string =>
      judged('group', { ...answer, isSettled }, 10, { value, standardError: (high - low) / 4, between: { low, high } })
        .verdict;
    expect(at(12, 9, 12)).toBe('holds');
    expect(at(12, 10, Infinity)).toBe('holds');
    expect(at(12, 11, 12)).toBe('fails');
    expect(at(8, 7, 9)).toBe('fails');
    expect(at(12, 9, 12, true)).toBe('fails');
    expect(at(10, 9, 12, true)).toBe('holds');
    expect(at(NaN, NaN, NaN)).toBe('fails');
    const none = judged('group', answer, 0, { value: 1e-9, standardError: 0, between: { low: 1e-9, high: Infinity } });
    expect(none).toMatchObject({ verdict: 'holds', high: null, z: null });
  });

  test('never holds when it is no number', () => {
    expect(judged('group', answer, 10, { value: NaN, standardError: 0.1 }).verdict).toBe('fails');
    expect(judged('group', answer, 10, { value: NaN, standardError: 0 }).verdict).toBe('fails');
    expect(judged('group', answer, 10, { value: 10, standardError: NaN }).verdict).toBe('fails');
  });
});

test('all holds while no row fails and no more than one in twenty lies beyond 2.6 standard errors', () => {
  const rows = (far: number, all: number, off = 3): VerifyCase[] =>
    Array.from({ length: all }, (_, i) =>
      judged('group', answer, 10, { value: i < far ? 10 + off * 0.1 : 10, standardError: 0.1 }),
    );
  expect(allHold(rows(0, 40))).toBe(true);
  expect(allHold(rows(2, 40))).toBe(true);
  expect(allHold(rows(3, 40))).toBe(false);
  expect(allHold(rows(1, 5))).toBe(true);
  expect(allHold(rows(2, 5))).toBe(false);
  expect(allHold(rows(1, 40, 5))).toBe(false);
});

test('ids of rows are unique', () => {
  expect(new Set(rowIds()).size).toBe(rowIds().length);
});

/** Doughnuts that take their time: `npm run prove` has them too. */
const LARGE = ['misallocation-', 'two-copies-'];

test('every row holds', async () => {
  const isProof = process.env['RINGFENCE_PROVE'] === '1';
  const ids = rowIds().filter((id) => isProof || !LARGE.some((large) => id.startsWith(large)));
  const { cases, trials } = await verify({
    simulate: simulator('verify'),
    save: saver('verify'),
    search: searching('verify'),
    draw: drawing('verify'),
    sense: sensing('verify'),
    only: new Set(ids),
  });
  expect(cases.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(cases.filter(({ verdict }) => verdict !== 'holds')).toEqual([]);
  expect(allHold(cases)).toBe(true);
  expect(trials).toBeGreaterThan(4_000_000);
});

describe('the models that were worked out by hand', () => {
  const worked = (name: string) => WORKED_MODELS.find(({ id }) => name.replace(/^p\d+-/, '') === id)!;

  test.each(SNOWBALL_NAMES)('of %s is the model of the tests, and it has a row for each of its answers', (name) => {
    const { id, text, answers } = worked(name);
    // Notes name the line of the file.
    expect({ ...modelOfText(text), notes: [] }).toEqual({ ...snowballModel(name), notes: [] });
    const {
      points,
      loss,
      decoupled = {},
      hardened = {},
      recoverHours = {},
      surviveHours = {},
    } = SNOWBALL_ANSWERS[name]!;
    const ids = new Set(rowIds());
    const wanted = [
      'points',
      ...(loss === undefined ? [] : ['loss', 'tail']),
      ...points.map((_, at) => `share-${at + 1}`),
      ...Object.keys(decoupled).map((node) => `unfelt-${node}`),
      ...Object.keys(hardened).map((node) => `hard-${node}`),
      ...Object.keys(recoverHours).map((node) => `recover-${node}`),
      ...Object.keys(surviveHours).map((node) => `survive-${node}`),
    ];
    expect(wanted.filter((row) => !ids.has(`${id}-${row}`))).toEqual([]);
    const none = { decoupled: {}, hardened: {}, recoverHours: {}, surviveHours: {}, loss };
    expect({ ...none, ...answers }).toMatchObject({ decoupled, hardened, recoverHours, surviveHours, loss });
  });
});

describe('the doughnuts that were worked out by hand', () => {
  const folder = path.join(import.meta.dirname, '../../fixtures/doughnut');
  const textOf = (file: string): string => readFileSync(path.join(folder, file), 'utf8');
  const NAMES: Readonly<Record<string, string>> = {
    'levels-of-spend': 'p01-gordon-loeb',
    'many-levels': 'p02-many-levels',
    'closed-doughnut': 'p03-closed-doughnut',
    'no-safe-space': 'p04-no-safe-space',
    misallocation: 'p05-misallocation',
    mandatory: 'p06-mandatory',
    'two-copies': 'p07-two-copies',
    insurance: 'p08-insurance',
  };

  test.each(Object.entries(NAMES))('%s is the model of the tests, and has its answers', (id, name) => {
    const { text, answers } = WORKED_DOUGHNUTS.find((worked) => worked.id === id)!;
    expect({ ...modelOfText(text), notes: [] }).toEqual({ ...modelOfText(textOf(`${name}.yaml`)), notes: [] });
    const published: { confidence: number; noSafeSpace?: true; [ring: string]: unknown }[] = JSON.parse(
      textOf(`${name}.json`),
    ).answers;
    expect(answers.map(({ confidence }) => confidence)).toEqual(published.map(({ confidence }) => confidence));
    for (const [at, answer] of answers.entries()) {
      for (const ring of ['necessary', 'optimum', 'sufficient'] as const) {
        const exact = published[at]![ring] as { spend: number; portfolio: Record<string, string> } | undefined;
        expect(answer[ring]?.spend).toBe(exact?.spend);
        const levels = exact && Object.keys(exact.portfolio).toSorted();
        expect(answer[ring]?.levels).toBe(levels?.map((control) => exact!.portfolio[control]).join(' '));
      }
      expect(answer.noSafeSpace !== undefined).toBe(published[at]!.noSafeSpace === true);
    }
  });
});

test('a signal cuts it short between two simulations', async () => {
  const stop = new AbortController();
  const { cases } = await verify({
    simulate: async (model, trials, scenario) => {
      stop.abort();
      return simulator('cut')(model, Math.min(trials, 1000), scenario);
    },
    save: saver('cut'),
    signal: stop.signal,
  });
  expect(new Set(cases.map(({ group }) => group))).toEqual(new Set(['Aggregate loss']));
  expect(cases.length).toBeLessThan(10);
});
