import { expect, test } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession } from '../../../src/sim/session.ts';
import { allPortfolios, hubFile, readHub, valueOf } from '../../fixtures/hub-portfolios.ts';

const SIZE = { trials: 512, worlds: 8 } as const;
/** Every so many portfolios one is read and run by itself: among these is each level of each control. */
const EACH = 19;

test('all 288 portfolios of the airport in one session: a kernel, sixteen models compiled, and the bits of runs of their own', async () => {
  const file = await hubFile();
  const portfolios = allPortfolios(valueOf(file.under()));
  expect(portfolios).toHaveLength(288);
  const session = openSession(file, makeInlineRunner());
  const samples = await session.evaluate(
    portfolios.map((portfolio) => ({ portfolio })),
    SIZE,
  );
  // Four levels of one control, two each of two others set something; all else is a matter of what is in force.
  const compiled = new Set(samples.map(({ variant }) => variant.compiled.samplers));
  expect(compiled.size).toBe(16);
  const tried = new Map<string, Set<string>>();
  for (const [i, portfolio] of portfolios.entries()) {
    if (i % EACH !== 0) continue;
    for (const [control, level] of Object.entries(portfolio)) {
      tried.set(control, (tried.get(control) ?? new Set()).add(level));
    }
    const alone = await openSession(await readHub(portfolio), makeInlineRunner()).sample(SIZE);
    expect(samples[i]!.losses).toEqual(alone.losses);
    expect(samples[i]!.document).toEqual(alone.document);
  }
  for (const { id, levels } of session.model.controls) expect(tried.get(id)?.size).toBe(levels.length);
});
