/** A run that ends when it knows enough, over 100 seeds of a model in closed form: it must not end where its error happens to look small. */
import { expect, test } from 'vitest';
import { makeInlineRunner, openSession } from '../../src/index.ts';
import { HEAD, modelOfText } from '../found/run-text.ts';

const SEEDS = 100;

/** Claims of £2,000 on average at a rate that is uniform over worlds: £10,000 a year, and (limit / £2,000 - 2) / 6 of worlds keep a limit. */
const MODEL = `${HEAD}
threats: { claims: { occurs: uniform 2 8 per year, cost: { own: varies uniform £1k £3k } } }
appetite: { confidence: 90%, limits: { low: { mean loss: £12k per year }, high: { mean loss: £15.4k per year } } }
`;

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'a run that is told no size covers as often as it says, and its sureness is unbiased',
  async () => {
    const runner = makeInlineRunner();
    const session = openSession(modelOfText(MODEL), runner);
    const sure = { low: 0, high: 0 };
    let [covered, wrong, trials] = [0, 0, 0];
    for (let seed = 0; seed < SEEDS; seed++) {
      const document = await session.run({ seed: `by itself: ${seed}` });
      const { loss, appetite } = document.scenarios['base']!;
      if (loss.mean.low! <= 10_000 && loss.mean.high! >= 10_000) covered++;
      for (const { id, confidence, status } of appetite) {
        sure[id as keyof typeof sure] += confidence.value / SEEDS;
        if (status === (id === 'low' ? 'within' : 'outside')) wrong++;
      }
      trials += document.trials / SEEDS;
    }
    await runner.close();
    console.log(`covered ${covered} of ${SEEDS}, sure`, sure, `wrong ${wrong}, trials ${trials}`);
    expect(covered).toBeGreaterThanOrEqual(88);
    expect(Math.abs(sure.low - 4 / 6)).toBeLessThan(0.02);
    expect(Math.abs(sure.high - 5.7 / 6)).toBeLessThan(0.02);
    expect(wrong).toBeLessThanOrEqual(10);
  },
);
