/**
 * `varies` where all events of a world have the same is refused, by the name of the place, a formula of an input that varies too;
 * elsewhere it is drawn anew.
 */
import { describe, expect, test } from 'vitest';
import { readModelText } from '../../src/index.ts';
import { HEAD, resultOf } from './run-text.ts';

const FIELDS = {
  inputs: '1..100',
  occurs: '1 per year',
  fallback: '50%',
  beta: '2..10%',
  opex: '£1k per year',
  contain: '20..40%',
  prevent: '30%',
  recover: '50% in 2 h',
};

function textWith(changed: Partial<typeof FIELDS>): string {
  const { inputs, occurs, fallback, beta, opex, contain, prevent, recover } = { ...FIELDS, ...changed };
  return `${HEAD}
inputs: { k: ${inputs}, p: "= k / (k + 1)" }
nodes:
  a: { kind: asset }
  b: { kind: asset, needs: { a: { fallback: ${fallback} } }, loss: [{ own: "= k * £1 per hour" }] }
threats: { t: { occurs: ${occurs}, affects: { a: { outage: 1..2 h } } } }
controls: { c: { against: [t], current: on, levels: { none: {}, on: { opex: ${opex}, contain: ${contain}, prevent: ${prevent}, recover: ${recover} } } } }
common causes: { both: { of: [a, b], beta: ${beta} } }
`;
}

describe('`varies`', () => {
  test('is not asked for', () => {
    expect(readModelText(textWith({})).ok).toBe(true);
  });

  test.each([
    [{ occurs: 'varies 1..100 per year' }, 'a rate', /leave out `varies`/],
    [{ occurs: 'every varies 1..10 years' }, 'a mean time between events', /leave out `varies`/],
    [{ occurs: 'varies 1..5% per year' }, 'a chance per year', /leave out `varies`/],
    [{ fallback: 'varies 10..90%' }, 'a fallback', /leave out `varies`/],
    [{ fallback: 'varies 10..90% after 40 min' }, 'a fallback', /leave out `varies`/],
    [{ beta: 'varies 2..10%' }, 'the share of a common cause', /leave out `varies`/],
    [{ opex: 'varies £1k..£2k per year' }, 'spend', /leave out `varies`/],
    [{ contain: 'varies 20..40%' }, '`contain`', /leave out `varies`/],
  ] as const)('%j is refused by name', (changed, what, remedy) => {
    const read = readModelText(textWith(changed));
    expect(read.ok).toBe(false);
    const found = read.ok ? undefined : read.problems.find(({ code }) => code === 'varies');
    expect(found?.message).toBe(`${what} is drawn once a world and cannot vary from event to event`);
    expect(found?.remedy).toMatch(remedy);
    expect(found?.place?.line).toBeGreaterThan(1);
  });

  test.each([
    [{ occurs: '"= k * 1 per year"' }, 'a rate', 'k', 13],
    [{ occurs: '"every = k * 1 year"' }, 'a mean time between events', 'k', 13],
    [{ fallback: '"= p"' }, 'a fallback', 'p', 12],
    [{ fallback: '"= p after 40 min"' }, 'a fallback', 'p', 12],
    [{ beta: '"= p"' }, 'the share of a common cause', 'p', 15],
    [{ opex: '"= k * £1k per year"' }, 'spend', 'k', 14],
    [{ contain: '"= p"' }, '`contain`', 'p', 14],
  ] as const)('of an input: %j of it is refused by name', (changed, what, name, line) => {
    expect(readModelText(textWith(changed)).ok).toBe(true);
    const read = readModelText(textWith({ ...changed, inputs: 'varies 1..100' }));
    const problems = read.ok ? [] : read.problems;
    expect(problems.map(({ message }) => message)).toEqual([
      `${what} has one value in a world, and this formula uses \`${name}\`, which is drawn anew at each use`,
    ]);
    expect(problems[0]?.remedy).toBe(
      `leave out \`varies\` where \`${name}\` is stated, or use an input that does not vary`,
    );
    expect(problems[0]?.place?.line).toBe(line);
  });

  test.each([
    [{ prevent: '"= p"' }, '`prevent`', /such as `prevent: varies 40..70%`/],
    [{ recover: '"= p in 2 h"' }, 'the chance to recover', /such as `recover: varies 50..90% in 2..10 h`/],
  ] as const)(
    'of an input: %j, a chance that is used once an event, is refused with what to write',
    (changed, what, remedy) => {
      expect(readModelText(textWith(changed)).ok).toBe(true);
      const read = readModelText(textWith({ ...changed, inputs: 'varies 1..100' }));
      const problems = read.ok ? [] : read.problems;
      expect(problems.map(({ message }) => message)).toEqual([
        `${what} is used once for each event, and this formula of it uses \`p\`, which is drawn anew at each use`,
      ]);
      expect(problems[0]?.remedy).toMatch(remedy);
      expect(problems[0]?.place?.line).toBe(14);
    },
  );

  test('said of a formula has to fit its inputs', () => {
    const faults = (inputs: string, loss: string): readonly string[] => {
      const read = readModelText(textWith({ inputs }).replace('"= k * £1 per hour"', `"${loss}"`));
      return read.ok ? [] : read.problems.map(({ message }) => message);
    };
    expect(faults('varies 1..100', 'varies = k * £1 per hour')).toEqual([]);
    expect(faults('1..100', 'uncertain = k * £1 per hour')).toEqual([]);
    expect(faults('varies 1..100', 'uncertain = k * £1 per hour')).toEqual([
      'this formula uses `k`, which is drawn anew at each use, and cannot have one value in a world',
    ]);
    expect(faults('1..100', 'varies = k * £1 per hour')).toEqual([
      'a formula varies when an input that it uses does, and none of these is stated to vary',
    ]);
  });

  test('of a loss per hour is a draw for each outage', async () => {
    const spread = async (timing: string): Promise<number> => {
      const { loss } = await resultOf(
        `${HEAD}
nodes: { a: { kind: asset, loss: [{ own: ${timing} £1..£100 per hour }] } }
threats: { t: { occurs: on 2027-02-01, affects: { a: { outage: 1 h } } } }`,
        { trials: 2000, worlds: 1 },
      );
      return loss.standardDeviation.value!;
    };
    expect(await spread('uncertain')).toBeLessThan(1e-6);
    expect(await spread('varies')).toBeGreaterThan(10);
  });
});
