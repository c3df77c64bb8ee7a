import { expect, test } from 'vitest';
import { endedWords } from '../../src/report/run/ended-words.ts';
import { PLAIN } from '../../src/report/text/style.ts';
import type { Scene } from '../../src/report/run/scene.ts';

function wordsOf(standardError: number, long: boolean): string {
  const judgedIn = long ? { judgedIn: { worlds: 64, trialsPerWorld: 5000 } } : {};
  const scene = {
    document: { partial: false },
    page: { width: 80, style: PLAIN },
    result: {
      measured: { worlds: 5312, trials: 679_936 },
      appetite: [{ id: 'rare', ...judgedIn }],
      ended: {
        knowsEnough: false,
        asked: { mean: 0.01, tailMean: 0.03 },
        mean: { value: 100, standardError },
        tailMean: { value: 1000, standardError: 10 },
        openLimits: [],
      },
    },
  };
  return endedWords(scene as unknown as Scene).join(' ');
}

test('an error that is hardly more than was asked never reads as what was asked', () => {
  expect(wordsOf(1.002, false)).toContain('the mean loss is known to 1.01%, not to 1%');
  expect(wordsOf(1.04, false)).toContain('the mean loss is known to 1.04%, not to 1%');
  expect(wordsOf(1.2, false)).toContain('the mean loss is known to 1.2%, not to 1%');
});

test('the million trials of a run are those of longer worlds too', () => {
  expect(wordsOf(2, false)).toContain('It ended after a million trials, the most');
  expect(wordsOf(2, true)).toContain('It ended after a million trials, those of longer worlds included, the most');
});
