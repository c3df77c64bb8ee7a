import path from 'node:path';
import { expect, test } from 'vitest';
import { readModelFile } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import type { Selection } from '../../../src/model/selection.ts';
import { lossBatches, sourceIds } from '../../../src/study/losses/loss-batches.ts';

const scenarios = path.resolve(import.meta.dirname, '../../../scenarios');

const cases: readonly (readonly [string, string, Selection])[] = [
  ['of an insured shop', 'corner-shop/shop.yaml', {}],
  ['of an airport', 'hub-airport/as-was.yaml', {}],
  ['of given events', 'hub-airport/as-was.yaml', { given: ['threat=substation-fire'] }],
  ['of drivers', 'regional-airport/world.yaml', {}],
];

test.each(cases)(
  'losses %s are those of the run, and those of its events add up to them',
  async (_name, file, selection) => {
    const runner = makeInlineRunner();
    const session = openSession(await readModelFile(path.join(scenarios, file)), runner, { seed: 'losses' });
    const sample = await session.sample({ ...selection, trials: 120, worlds: 12 });
    const { compiled } = session.variants([selection])[0]!;
    const { periods } = compiled;
    const names = sourceIds(compiled);
    let [seen, events] = [0, 0];
    for await (const { first, trials, parts } of lossBatches(runner, {
      compiled,
      seed: 'losses',
      worlds: 12,
      trialsPerWorld: 10,
    })) {
      expect(first).toBe(seen);
      seen += trials;
      let trial = first;
      for (const { loss, largest, events: of } of parts) {
        const { start, source, period, hour, lost } = of;
        expect(loss).toEqual(sample.losses.slice(trial * periods, trial * periods + loss.length));
        const sums = new Float64Array(loss.length);
        for (let entry = 0; entry + 1 < start.length; entry++) {
          for (let row = start[entry]!; row < start[entry + 1]!; row++) {
            events++;
            sums[entry * periods + period[row]!]! += lost[row]!;
            expect(lost[row]).toBeLessThanOrEqual(largest[entry * periods + period[row]!]! * (1 + 1e-9));
            expect(names[source[row]!]).toBeDefined();
            expect(hour[row]).toBeGreaterThanOrEqual(0);
            expect(hour[row]).toBeLessThanOrEqual(compiled.horizonHours);
          }
        }
        for (const [at, sum] of sums.entries()) expect(Math.abs(sum - loss[at]!)).toBeLessThanOrEqual(1e-9 * loss[at]!);
        trial += start.length - 1;
      }
    }
    expect(seen).toBe(120);
    expect(events).toBeGreaterThan(0);
    await runner.close();
  },
);
