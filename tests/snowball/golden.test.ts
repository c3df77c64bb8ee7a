/** Small models whose snowballs were worked out first. */
import { describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';
import { SNOWBALL_ANSWERS, SNOWBALL_NAMES, snowballModel } from '../fixtures/snowball-models.ts';

describe.each(SNOWBALL_NAMES)('%s', (name) => {
  const answer = SNOWBALL_ANSWERS[name]!;

  test.runIf(answer.loss !== undefined)('loses what was worked out', async () => {
    const { sample } = await openSession(snowballModel(name), makeInlineRunner()).futures({ trials: 1 });
    expect(sample.losses[0]).toBeCloseTo(answer.loss!, 6);
  });
});
