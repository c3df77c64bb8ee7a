/** Uncertain rates over 200 seeds: do intervals cover, is sureness right, wherever a figure is not marked? */
import { expect, test } from 'vitest';
import { gammaRate } from './uncertain-models.ts';
import { failuresOf, proofLines, prove, proveByItself, proveDifferences, SEEDS, SIZES } from './uncertain-runs.ts';

test.runIf(process.env['RINGFENCE_PROVE'] === '1').each([0.3, 1, 3, 30, 300])(
  'figures of a rate of shape %f cover as often as they say',
  (shape) => {
    const proofs = SIZES.map((size) => prove(gammaRate(shape), size, SEEDS));
    console.log(proofs.flatMap(proofLines).join('\n'));
    expect(proofs.flatMap(failuresOf)).toEqual([]);
  },
);

test.runIf(process.env['RINGFENCE_PROVE'] === '1').each([1, 3, 30])(
  'figures of a run that ends when it knows enough cover as often as they say at a rate of shape %f',
  async (shape) => {
    const proof = await proveByItself(gammaRate(shape), SEEDS);
    console.log(proofLines(proof).join('\n'));
    expect(failuresOf(proof)).toEqual([]);
  },
);

test.runIf(process.env['RINGFENCE_PROVE'] === '1').each([0.3, 3, 300])(
  'differences between two portfolios under a rate of shape %f cover as often as they say',
  async (shape) => {
    const [from, to] = [gammaRate(shape), gammaRate(shape, 0.2)];
    const subject = { name: `guarded, shape ${shape}`, text: from.text, portfolio: 'guarded' };
    const proof = await proveDifferences(subject, { from: from.figures, to: to.figures }, SIZES[1], SEEDS);
    console.log(proofLines(proof).join('\n'));
    expect(failuresOf(proof)).toEqual([]);
  },
);
