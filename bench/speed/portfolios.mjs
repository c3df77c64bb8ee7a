/** All portfolios of the airport in one session: what each costs beside its simulation. */
import path from 'node:path';
import { makeInlineRunner, openSession, readModelFile } from '../../dist/index.js';
import { makeWorkbench } from '../../dist/runners/workbench.js';
import { makeKernel } from '../../dist/sim/kernel/make-kernel.js';
import { line, median, root, valueOf } from './peers.mjs';

/** Milliseconds of a call. */
function timed(call) {
  const began = performance.now();
  call();
  return performance.now() - began;
}

export async function portfolios({ rounds }) {
  const found = { compiled: [], poured: [] };
  for (let round = 0; round < rounds; round++) {
    const file = await readModelFile(path.join(root, 'scenarios/hub-airport/as-was.yaml'));
    const session = openSession(file, makeInlineRunner());
    const workbench = makeWorkbench(makeKernel);
    const all = valueOf(file.under()).controls.reduce(
      (before, { id, levels }) => before.flatMap((one) => levels.map((level) => ({ ...one, [id]: level.id }))),
      [{}],
    );
    for (const [i, portfolio] of all.entries()) {
      let made;
      const spent = timed(() => {
        const [variant] = session.variants([{ portfolio }]);
        workbench.take(variant.compiled, 'bench');
        made = variant.made;
      });
      if (i > 0) found[made].push(spent);
    }
    await session.close();
  }
  for (const [made, times] of Object.entries(found)) {
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(2);
    line(
      `${made}, ${times.length / rounds} of a session`,
      `${median(times).toFixed(2)} ms, 90 % ${at(0.9)}, most ${at(1)}`,
    );
  }
}
