/** A pair that is harmless alone and ruinous together, among 200 nodes: first in all of 50 models, and none in all of 50 without it. */
import { expect, test } from 'vitest';
import { modelOfLines, plantedLines } from '../fixtures/planted-pair.ts';
import { pointsOf } from '../fixtures/snowball-points.ts';

const MODELS = 50;

test.runIf(process.env['RINGFENCE_PROVE'] === '1')('a planted pair is found, and nothing else is', async () => {
  let [first, none] = [0, 0];
  for (let seed = 100; seed < 100 + MODELS; seed++) {
    const found = await pointsOf(modelOfLines(plantedLines(seed, true)), 6000);
    if (found.points[0]?.kind === 'coincidence' && found.points[0].members.join('').startsWith('a-')) first++;
    else
      console.log(
        seed,
        found.points.map(({ kind, id, share }) => [kind, id, share]),
      );
    const without = await pointsOf(modelOfLines(plantedLines(seed, false)), 6000);
    if (without.none === 'below least') none++;
    else
      console.log(
        seed,
        without.none,
        without.points.map(({ kind, id, share }) => [kind, id, share]),
      );
  }
  console.log(`first in ${first} of ${MODELS}, none in ${none} of ${MODELS}`);
  expect([first, none]).toEqual([MODELS, MODELS]);
});
