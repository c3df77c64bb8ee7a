/** Every portfolio of the airport at the size of a quick look: one session gives what runs of their own give. */
import { expect, test } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { openSession } from '../../src/sim/session.ts';
import { allPortfolios, hubFile, readHub, valueOf } from '../fixtures/hub-portfolios.ts';

const SIZE = { trials: 20_000 } as const;

test.runIf(process.env['RINGFENCE_PROVE'] === '1')(
  'all 288 portfolios at 20,000 trials are the bits of separate runs',
  async () => {
    const file = await hubFile();
    const portfolios = allPortfolios(valueOf(file.under()));
    const session = openSession(file, makeInlineRunner());
    const selections = portfolios.map((portfolio) => ({ portfolio }));
    for (const [i, sample] of (await session.evaluate(selections, SIZE)).entries()) {
      const alone = openSession(await readHub(portfolios[i]!), makeInlineRunner());
      const { losses, document } = await alone.sample(SIZE);
      expect(sample.losses).toEqual(losses);
      expect(sample.document).toEqual(document);
    }
  },
);
