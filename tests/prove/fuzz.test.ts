import { expect, test } from 'vitest';
import { fuzz } from '../bad-input/fuzz.ts';

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  '10,000 mutated files: no crash, no hang, no fault without a name, no file written',
  async () => {
    const { counts, wrong, written, slowest } = await fuzz(500, 10_000);
    console.log(counts, `slowest ${slowest.toFixed(2)} s of processor time`);
    expect(wrong).toEqual([]);
    expect(written).toEqual([]);
  },
);
