/** Uncertain and heavy severities over 200 seeds: do intervals cover, is sureness right, wherever a figure is not marked? */
import { expect, test } from 'vitest';
import { calibratedSeverity, gammaRate, lognormalClaims } from './uncertain-models.ts';
import { failuresOf, proofLines, prove, SEEDS, SIZES } from './uncertain-runs.ts';

const MODELS = [calibratedSeverity(), lognormalClaims(3, 1.2), lognormalClaims(3, 2), lognormalClaims(0.1, 3.5)];

test.runIf(process.env['RINGFENCE_PROVE'] === '1').each(MODELS.map((model) => [model.name, model] as const))(
  'figures of %s cover as often as they say',
  (_, model) => {
    const proofs = SIZES.map((size) => prove(model, size, SEEDS));
    console.log(proofs.flatMap(proofLines).join('\n'));
    expect(proofs.flatMap(failuresOf)).toEqual([]);
  },
);

// The three sizes have too few periods in the tail of a world to resolve a limit on its mean: 50, in 1,000
test
  .runIf(process.env['RINGFENCE_PROVE'] === '1')
  .each([gammaRate(3), gammaRate(300), calibratedSeverity()].map((model) => [model.name, model] as const))(
  'sureness of tail means that are just resolved is right, %s',
  (_, model) => {
    const proof = prove(model, { trials: 100_000, worlds: 100 }, SEEDS);
    console.log(proofLines(proof).join('\n'));
    expect(failuresOf(proof)).toEqual([]);
    const tails = proof.limits.filter(({ limit }) => limit.startsWith('tail'));
    expect(tails.map(({ resolved }) => resolved)).toEqual([SEEDS, SEEDS]);
  },
);
