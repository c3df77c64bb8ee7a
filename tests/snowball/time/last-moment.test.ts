import { describe, expect, test } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { findChains } from '../../../src/snowball/chains/find-chains.ts';
import { SNOWBALL_ANSWERS, SNOWBALL_NAMES, snowballModel } from '../../fixtures/snowball-models.ts';

const withMoment = SNOWBALL_NAMES.filter((name) => SNOWBALL_ANSWERS[name]?.windows !== undefined);

describe('the last moment', () => {
  test.each(withMoment)('of %s is what was worked out', async (name) => {
    const { lastMomentHours, windows } = SNOWBALL_ANSWERS[name]!;
    const model = snowballModel(name);
    const futures = await openSession(model, makeInlineRunner()).futures({ trials: 200 });
    const { chains } = await findChains(model, { futures, size: 2 });
    expect(chains).toHaveLength(1);
    const [chain] = chains;
    if (lastMomentHours === null) expect(chain?.lastMomentHours).toBeNull();
    else expect(chain?.lastMomentHours?.value).toBeCloseTo(lastMomentHours!, 6);
    expect(chain?.windows).toHaveLength(windows!.length);
    for (const [place, [from, to]] of windows!.entries()) {
      expect(chain?.windows?.[place]?.[0]).toBeCloseTo(from, 6);
      expect(chain?.windows?.[place]?.[1]).toBeCloseTo(to, 6);
    }
  });
});
