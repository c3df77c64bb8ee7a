/** A rule of two conditions among eleven things that differ: found in all of 50 seeds; none found in at least 45 of 50 where there is none. */
import { expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';
import { discover } from '../../src/study/discover/discover.ts';
import { noRule, plantedRule } from '../fixtures/planted-rule.ts';

const SEEDS = 50;

test.runIf(process.env['RINGFENCE_PROVE'] === '1')('a planted rule is found, and no other', async () => {
  const models = { planted: plantedRule(), none: noRule() };
  let [found, none] = [0, 0];
  for (let seed = 0; seed < SEEDS; seed++) {
    const ask = async (model: (typeof models)['none']) => {
      const session = openSession(model, makeInlineRunner(), { seed: `rule ${seed}` });
      return (await discover(session, { over: 50, trials: 10_000 })).answers['over']!;
    };
    const [rule, ...others] = (await ask(models.planted)).rules;
    const ids = rule?.conditions.map(({ id }) => id).toSorted() ?? [];
    if (ids.join(' ') === 'fault wear' && others.length === 0) found++;
    else console.log(seed, ids, others);
    const without = await ask(models.none);
    if (without.none === 'no rule') none++;
    else console.log(seed, JSON.stringify(without.rules));
  }
  console.log(`found in ${found} of ${SEEDS}, no rule in ${none} of ${SEEDS}`);
  expect(found).toBe(SEEDS);
  expect(none).toBeGreaterThanOrEqual(45);
});
