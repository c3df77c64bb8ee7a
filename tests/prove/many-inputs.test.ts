/** Two hundred uncertain inputs, of which two count. */
import { expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';
import { sensitivity } from '../../src/study/sensitivity/sensitivity.ts';
import { modelOfText } from '../fixtures/snowball-models.ts';

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'of two hundred inputs the two that count are found, and the rest stands together',
  async () => {
    const small = Array.from({ length: 198 }, (_, i) => `  s${i}: { occurs: 0.1..0.2 per year, cost: { own: £1 } }\n`);
    const model = modelOfText(`ringfence: 1
title: Many
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  t1: { occurs: 1..4 per year, cost: { own: £1000 } }
  t2: { occurs: 2..6 per year, cost: { own: £500 } }
${small.join('')}`);
    const document = await sensitivity(openSession(model, makeInlineRunner()), { trials: 250_000 });
    expect(document).toMatchObject({ uncertainInputs: 200, hasOthers: true });
    expect(document.inputs.at(-1)!.inputs).toBe(188);
    const { improve, indices } = document.figures['loss']!;
    expect(improve!.input).toBe('threats.t1.occurs');
    const { first, total } = indices.find(({ input }) => input === 'threats.t1.occurs')!;
    expect(Math.abs(first.value - 0.70114)).toBeLessThan(4 * first.standardError);
    expect(Math.abs(total.value - 0.70114)).toBeLessThan(4 * total.standardError);
  },
  600_000,
);
