/** The hub airport: a small model with one of each kind of part, in which most trials are quiet. */
import path from 'node:path';
import { makeInlineRunner, openSession, readModel } from '../../dist/index.js';
import { check, line, median, root, valueOf } from './peers.mjs';

const TRIALS = 200_000;
const CHECKSUM = 'c3688a3ba9bb';

export async function hub({ rounds }) {
  const model = valueOf(await readModel(path.join(root, 'scenarios/hub-airport/as-was.yaml')));
  const session = openSession(model, makeInlineRunner());
  const speeds = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    check('hub', await session.run({ trials: TRIALS, seed: 'bench' }), CHECKSUM);
    if (round > 0) speeds.push(TRIALS / ((performance.now() - began) / 1000));
  }
  await session.close();
  line('library, one thread', `${Math.round(median(speeds)).toLocaleString('en-GB')} trials/s`);
}
