import { describe, expect, test } from 'vitest';
import { readModelFileText, readModelText } from '../../../src/io/read-model.ts';
import type { Selection } from '../../../src/model/selection.ts';
import { changed, SMALL } from './small-model.ts';

/** Every level of both controls. */
const PORTFOLIOS = ['none', 'basic', 'full'].flatMap((sprinkler) =>
  ['none', 'auto'].map((changeover) => ({ sprinkler, changeover })),
);

function messagesOf(text: string, selection: Selection): string[] {
  const checked = readModelFileText(text).under(selection);
  return checked.ok ? [] : checked.problems.map(({ message, remedy }) => `${message}: ${remedy}`);
}

describe('a model file that is read once', () => {
  test('gives under any selection the model that is read with that selection alone', () => {
    const file = readModelFileText(SMALL);
    expect(file.problems).toEqual([]);
    const set = ['nodes.office.restart=1 h'];
    const selections: Selection[] = [
      {},
      { scenario: 'winter' },
      { portfolio: 'strong' },
      { portfolio: 'current' },
      { scenario: 'winter', portfolio: 'strong', set, given: ['fire'] },
      { set: ['controls.sprinkler.current=none'] },
      ...PORTFOLIOS.flatMap((portfolio) => [{ portfolio }, { portfolio, scenario: 'winter', set }]),
    ];
    const alone = selections.map((selection) => readModelText(SMALL, selection));
    expect(selections.map((selection) => file.under(selection))).toEqual(alone);
    // Again, from what is kept, and in another order.
    expect(selections.toReversed().map((selection) => file.under(selection))).toEqual(alone.toReversed());
  });

  test('takes levels by control for what choosing them one by one gives', () => {
    const file = readModelFileText(SMALL);
    for (const portfolio of PORTFOLIOS) {
      const set = Object.entries(portfolio).map(([control, level]) => `controls.${control}.current=${level}`);
      const [byLevels, byPath] = [file.under({ portfolio }), file.under({ set })];
      expect(byLevels.ok && byPath.ok && byLevels.value.controls).toEqual(byPath.ok && byPath.value.controls);
      expect(byLevels.ok && byPath.ok && byLevels.value.hash).toBe(byPath.ok && byPath.value.hash);
      expect(byLevels.ok && byLevels.value.selection.portfolio).toEqual(portfolio);
    }
  });

  test('levels that change nothing of the model share what was parsed', () => {
    const file = readModelFileText(SMALL);
    const [one, other] = [
      file.under({ portfolio: { sprinkler: 'none' } }),
      file.under({ portfolio: { sprinkler: 'basic' } }),
    ];
    expect(one.ok && other.ok && one.value.nodes === other.value.nodes).toBe(true);
    expect(one.ok && other.ok && one.value.hash === other.value.hash).toBe(false);
  });

  test('names every fault of a selection', () => {
    expect(messagesOf(SMALL, { portfolio: { sprinklr: 'none', changeover: 'aut' }, scenario: 'wintr' })).toEqual([
      'unknown control `sprinklr`: did you mean `sprinkler`?',
      'unknown level of `changeover` `aut`: did you mean `auto`?',
      'unknown scenario `wintr`: did you mean `winter`?',
    ]);
  });

  test('levels that a scenario chooses otherwise are a fault', () => {
    const text = changed(['{ nodes.hub.restart: x2 }', '{ controls.sprinkler.current: none }']);
    expect(messagesOf(text, { scenario: 'winter', portfolio: { changeover: 'auto' } })).toEqual([]);
    expect(messagesOf(text, { scenario: 'winter', portfolio: { sprinkler: 'full' } })).toEqual([
      expect.stringContaining('the portfolio asked for and scenario `winter` both set `controls.sprinkler.current`'),
    ]);
  });

  test('with a fault is a model under no selection, and says so whichever is asked for', () => {
    const text = changed(['nodes.hub.restart: x2', 'nodes.hub.restart: 3']);
    const file = readModelFileText(text);
    expect(file.problems).toHaveLength(1);
    for (const selection of [{}, { scenario: 'winter' }, { portfolio: { sprinkler: 'none' } }]) {
      const checked = file.under(selection);
      expect(checked.ok ? [] : checked.problems).toEqual(file.problems);
    }
  });
});
