import { expect, test } from 'vitest';
import { progressOf } from '../../../src/tui/host/rings.ts';

test('what is done is named and counted; of a search nobody knows how much is left', () => {
  const half = { simulationsDone: 120, simulations: 288, trialsDone: 1200, trials: 2400 };
  expect(progressOf('portfolios', half, 1)).toEqual({ words: '120 of 288 portfolios', done: 0, of: 0 });
  expect(progressOf('portfolios', half, 300).words).toBe('120 of 288 portfolios, 5 min more at this pace');
  expect(progressOf('portfolios', { ...half, trialsDone: 0 }, 300).words).toBe('120 of 288 portfolios');
  expect(progressOf('search', { ...half, simulations: 120, trials: 1200 }, 300)).toEqual({
    words: 'search, 120 portfolios tried',
    done: 0,
    of: 0,
  });
  expect(progressOf('price of error', half, 1).words).toBe('the price of error, 120 of 288');
});
