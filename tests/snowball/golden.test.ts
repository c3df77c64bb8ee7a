/** Small models whose snowballs were worked out first. */
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../src/results/estimate.ts';
import type { SnowballResult } from '../../src/results/snowball-document.ts';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import type { Change } from '../../src/sim/compile/change.ts';
import { openSession } from '../../src/sim/session.ts';
import { snowballPoints } from '../../src/snowball/points/points.ts';
import { changedTail, tailOfRun, tailSaved } from '../../src/snowball/tail.ts';
import { SNOWBALL_ANSWERS, SNOWBALL_NAMES, snowballModel } from '../fixtures/snowball-models.ts';

const futuresOf = (name: string) => openSession(snowballModel(name), makeInlineRunner()).futures({ trials: 6000 });

/** Within 3.3 standard errors, or rounding. */
function expectAbout({ value, standardError }: Estimate, wanted: number): void {
  expect(Math.abs(value - wanted)).toBeLessThanOrEqual(3.3 * standardError + 1e-9 * Math.max(1, Math.abs(wanted)));
}

describe.each(SNOWBALL_NAMES)('%s', (name) => {
  const answer = SNOWBALL_ANSWERS[name]!;
  let found: Promise<SnowballResult> | null = null;
  const points = (): Promise<SnowballResult> => (found ??= futuresOf(name).then((futures) => snowballPoints(futures)));

  test.runIf(answer.loss !== undefined)('loses what was worked out', async () => {
    const { sample } = await futuresOf(name);
    expect(sample.losses[0]).toBeCloseTo(answer.loss!, 6);
    const { tail } = await points();
    if (answer.loss! > 0) expectAbout(tail.mean!, answer.tail99!);
    else expect(tail.mean).toBeNull();
  });

  test('has the points that were worked out, in their order', async () => {
    const result = await points();
    const named = result.points.map(({ id, kind, members }) =>
      kind === 'node' || kind === 'control' ? { id, kind } : { members, kind },
    );
    expect(named).toEqual(
      answer.points.map(({ id, members, kind }) => (id === undefined ? { members, kind } : { id, kind })),
    );
    answer.points.forEach((wanted, index) => {
      const { madeHere, share } = result.points[index]!;
      expectAbout(share, wanted.share);
      expect(share.standardError).toBeLessThan(1e-6);
      if (wanted.madeHere !== undefined) expectAbout(madeHere, wanted.madeHere);
    });
    const none = answer.points.length > 0 ? null : (answer.noneBecause ?? 'below least');
    expect(result.none).toBe(none);
  });

  const changed: [string, Change, number][] = [
    ...Object.entries(answer.decoupled ?? {}).map(([id, saved]): [string, Change, number] => [
      `${id} unfelt`,
      { unfelt: [id] },
      saved,
    ]),
    ...Object.entries(answer.hardened ?? {}).map(([id, saved]): [string, Change, number] => [
      `${id} hard`,
      { hard: [id] },
      saved,
    ]),
  ];
  test.each(changed)('saves what was worked out with %s', async (_, change, saved) => {
    const tail = tailOfRun(await futuresOf(name))!;
    expectAbout(tailSaved(tail, await changedTail(tail, { changes: [change] })), saved);
  });
});
