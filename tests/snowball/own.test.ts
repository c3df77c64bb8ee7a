/** Small models whose files say why they are so, and their truth, worked out by hand. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';
import { findSnowballs, type SnowballOptions } from '../../src/snowball/find-snowballs.ts';
import { modelOfText } from '../fixtures/snowball-models.ts';

const FOLDER = path.join(import.meta.dirname, '../fixtures/snowball/own');

/** Money [GBP], hours. */
interface Truth {
  /** Loss of the worst years; null where they are not resolved. */
  readonly tail: number | null;
  /** Kind, id and share. */
  readonly points: readonly (readonly [string, string, number])[];
  readonly none?: string;
  /** 1,000 when absent: the worst 1 in 20 of them are 50, and all alike. */
  readonly trials?: number;
  readonly chain?: readonly string[];
  readonly lastMoment?: number;
  readonly enough?: Readonly<Record<string, readonly string[]>>;
  readonly hidden?: readonly string[];
  readonly fair?: Readonly<Record<string, number>>;
  readonly tipping?: Readonly<Record<string, number>>;
}

const TRUTHS = Object.entries(
  JSON.parse(readFileSync(path.join(FOLDER, 'answers.json'), 'utf8')) as Readonly<Record<string, Truth>>,
);

function partsOf({ chain, lastMoment, enough, hidden, fair, tipping }: Truth): NonNullable<SnowballOptions['parts']> {
  return [
    ...(chain === undefined && lastMoment === undefined ? [] : (['chains'] as const)),
    ...(enough === undefined && hidden === undefined ? [] : (['structure'] as const)),
    ...(fair === undefined ? [] : (['shares'] as const)),
    ...(tipping === undefined ? [] : (['growth'] as const)),
  ];
}

test('there are thirty at least', () => {
  expect(TRUTHS.length).toBeGreaterThanOrEqual(30);
});

test.each(TRUTHS)('%s is what was worked out', async (name, truth) => {
  const model = modelOfText(readFileSync(path.join(FOLDER, `${name}.yaml`), 'utf8'));
  const session = openSession(model, makeInlineRunner());
  const { scenarios } = await findSnowballs(session, { trials: truth.trials ?? 1000, parts: partsOf(truth) });
  const found = scenarios['base']!;
  expect(found.points.map(({ kind, id, share }) => [kind, id, share.value])).toEqual(
    truth.points.map(([kind, id, share]) => [kind, id, expect.closeTo(share, 9)]),
  );
  expect(found.none).toBe(truth.none ?? null);
  for (const { share } of found.points) expect(share.standardError).toBeLessThan(1e-9);
  if (truth.tail === null) expect(found.tail.mean).toBeNull();
  else expect(found.tail.mean?.value).toBeCloseTo(truth.tail, 5);
  const [chain] = found.chains ?? [];
  if (truth.chain !== undefined) expect(chain?.path).toEqual(truth.chain);
  if (truth.lastMoment !== undefined) expect(chain?.lastMomentHours?.value).toBeCloseTo(truth.lastMoment, 5);
  if (truth.enough !== undefined) expect(found.structure?.oneIsEnough).toEqual(truth.enough);
  if (truth.hidden !== undefined) expect(found.structure?.hidden.map(({ node }) => node)).toEqual(truth.hidden);
  for (const [id, loss] of Object.entries(truth.fair ?? {})) {
    expect(found.shares?.threats.find((one) => one.id === id)?.loss.value, id).toBeCloseTo(loss, 5);
  }
  for (const [scaled, factor] of Object.entries(truth.tipping ?? {})) {
    const one = found.tipping?.find((each) => each.scaled.join('+') === scaled)?.factor;
    // Found to 1e-4 of it
    expect(Math.abs(one!.value - factor), scaled).toBeLessThan(1e-4 * factor);
  }
});
