import { describe, expect, test } from 'vitest';
import { trialsIn } from '../../src/tui/overlays/how-much.ts';
import { looksLike } from '../../src/tui/words/looks.ts';
import { ago } from '../../src/tui/words/ago.ts';

describe('how a limit looks while the run goes on', () => {
  test.each([
    [0.02, 0.001, 0.01, 'outside'],
    [0.005, 0.001, 0.01, 'within'],
    // 2.5 standard errors off: too early
    [0.0125, 0.001, 0.01, null],
    [0.0127, 0.001, 0.01, 'outside'],
    // Nothing seen says nothing yet
    [0, 0, 0.01, null],
    [0.02, Infinity, 0.01, null],
  ])('%f ± %f against %f: %s', (value, standardError, most, expected) => {
    expect(looksLike({ value, standardError }, most)).toBe(expected);
  });
});

test.each([
  ['4m', 4_000_000],
  ['250k', 250_000],
  ['250,000', 250_000],
  ['1.5m', 1_500_000],
  ['0', null],
  ['many', null],
  ['-3', null],
])('%s is so many trials: %s', (text, trials) => {
  expect(trialsIn(text)).toBe(trials);
});

test.each([
  [5_000, 'just now'],
  [12 * 60_000, '12 minutes ago'],
  [3_600_000, '1 hour ago'],
  [30 * 3_600_000, 'yesterday'],
  [5 * 86_400_000, '5 days ago'],
])('%i ms are %s', (milliseconds, words) => {
  expect(ago(milliseconds)).toBe(words);
});
