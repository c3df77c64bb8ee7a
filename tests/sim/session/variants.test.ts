import { describe, expect, test } from 'vitest';
import { readModelFileText, readModelText } from '../../../src/io/read-model.ts';
import type { Model } from '../../../src/model/model.ts';
import type { Selection } from '../../../src/model/selection.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession, type Session } from '../../../src/sim/session.ts';
import { makeMemory } from '../../../src/sim/session/kept.ts';
import { changed, SMALL } from '../../model/parse/small-model.ts';

const SIZE = { trials: 1024, worlds: 16 } as const;

/** Scenario, levels that set and levels that do not, overrides and given events, alone and together. */
const SELECTIONS: readonly Selection[] = [
  {},
  { portfolio: { sprinkler: 'none' } },
  { portfolio: { sprinkler: 'full' } },
  { portfolio: { sprinkler: 'none', changeover: 'auto' } },
  { portfolio: 'strong' },
  { scenario: 'winter', portfolio: { changeover: 'auto' } },
  { set: ['nodes.hub.restart=1 h'] },
  { given: ['fire'], portfolio: { sprinkler: 'full' } },
];

function read(selection: Selection): Model {
  const checked = readModelText(SMALL, selection);
  if (!checked.ok) throw new Error('the selection has faults');
  return checked.value;
}

const open = (memory?: number): Session => openSession(readModelFileText(SMALL), makeInlineRunner(), { memory });

describe('a session of a file', () => {
  test('gives for every selection the bits of a run of the model that is read with it', async () => {
    const samples = await open().evaluate(SELECTIONS, SIZE);
    const alone = SELECTIONS.map((selection) => openSession(read(selection), makeInlineRunner()));
    for (const [i, session] of alone.entries()) {
      const { document, losses } = await session.sample(SIZE);
      expect(samples[i]!.document).toEqual(document);
      expect(samples[i]!.losses).toEqual(losses);
    }
    const means = samples.map(({ document }) => Object.values(document.scenarios)[0]!.loss.mean.value);
    expect(new Set(means).size).toBe(means.length);
  });

  test('one question at a time, whatever was asked before and however little is kept', async () => {
    for (const session of [open(), open(0)]) {
      const first = await session.run({ ...SELECTIONS[3], ...SIZE });
      await session.run({ ...SELECTIONS[5], ...SIZE });
      expect(await session.run({ ...SELECTIONS[3], ...SIZE })).toEqual(first);
      expect(first).toEqual(await openSession(read(SELECTIONS[3]!), makeInlineRunner()).run(SIZE));
    }
  });

  test('compiles again only what changes the model', () => {
    const made = (portfolios: readonly Record<string, string>[]): string[] =>
      open()
        .variants(portfolios.map((portfolio) => ({ portfolio })))
        .map((variant) => variant.made);
    expect(made([{ sprinkler: 'none' }, { sprinkler: 'basic' }])).toEqual(['poured', 'poured']);
    expect(made([{ changeover: 'auto' }, { changeover: 'auto', sprinkler: 'none' }])).toEqual(['compiled', 'poured']);
  });

  test('gives single trials of a selection', () => {
    const session = open();
    for (const selection of [...SELECTIONS, ...SELECTIONS.toReversed()]) {
      const alone = openSession(read(selection), makeInlineRunner());
      expect(session.trial(1, 2, selection)).toEqual(alone.trial(1, 2));
    }
  });

  test('says the faults of all selections, and runs none', async () => {
    const evaluated = open().evaluate([{}, { scenario: 'wintr' }, { portfolio: { sprinkler: 'ful' } }], SIZE);
    await expect(evaluated).rejects.toMatchObject({
      name: 'SelectionFault',
      problems: [{ message: 'unknown scenario `wintr`' }, { message: 'unknown level of `sprinkler` `ful`' }],
    });
    const broken = readModelFileText(changed(['nodes.hub.restart: x2', 'nodes.hub.restart: 3']));
    expect(() => openSession(broken, makeInlineRunner())).toThrow(/nodes\.hub\.restart|unit|restart/);
  });

  test('a certain model among uncertain ones has their worlds', async () => {
    const text = changed(['every 8..40 years', 'every 20 years']);
    const certain = text
      .replace('3..9 per year', '5 per year')
      .replace('leaves: 20..60%', 'leaves: 40%')
      .replace('prevent: 40..70%', 'prevent: 50%')
      .replace('misses: x0.2..x0.5', 'misses: x0.3')
      .replace('4..9 h (survey)', '4..9 h');
    const session = openSession(readModelFileText(certain), makeInlineRunner());
    const set = ['threats.theft.occurs=3..9 per year'];
    const [one, other] = await session.evaluate([{}, { set }], SIZE);
    expect(session.compiled.uncertain).toBe(false);
    expect([one!.worlds, other!.worlds]).toEqual([16, 16]);
    expect(one!.losses).toHaveLength(other!.losses.length);
  });
});

describe('what is kept', () => {
  test('goes when others need its room, what was used longest ago first', () => {
    const kept = makeMemory(10).kept<number>();
    kept.put('a', 1, 4);
    kept.put('b', 2, 4);
    expect(kept.get('a')).toBe(1);
    kept.put('c', 3, 4);
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([1, undefined, 3]);
    kept.put('huge', 4, 11);
    expect([kept.get('a'), kept.get('huge')]).toEqual([1, undefined]);
    kept.put('a', 5, 6);
    expect([kept.get('a'), kept.get('c')]).toEqual([5, 3]);
  });
});
