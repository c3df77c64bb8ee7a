/** `varies` where all events of a world have the same is refused, by the name of the place; elsewhere it is drawn anew. */
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
};

function textWith(changed: Partial<typeof FIELDS>): string {
  const { inputs, occurs, fallback, beta, opex, contain } = { ...FIELDS, ...changed };
  return `${HEAD}
inputs: { k: ${inputs} }
nodes:
  a: { kind: asset }
  b: { kind: asset, needs: { a: { fallback: ${fallback} } }, loss: [{ own: "= k * £1 per hour" }] }
threats: { t: { occurs: ${occurs}, affects: { a: { outage: 1..2 h } } } }
controls: { c: { against: [t], current: on, levels: { none: {}, on: { opex: ${opex}, contain: ${contain} } } } }
common causes: { both: { of: [a, b], beta: ${beta} } }
`;
}

describe('`varies`', () => {
  test('is not asked for', () => {
    expect(readModelText(textWith({})).ok).toBe(true);
  });

  test.each([
    [{ inputs: 'varies 1..100' }, 'an input', /state the law where it is used/],
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
