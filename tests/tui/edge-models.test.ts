import { expect, test } from 'vitest';
import { nextStep } from '../../src/tui/commands/next-step.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import { product } from '../../src/tui/product.ts';
import { paysWords } from '../../src/tui/screens/what-if-money.ts';
import { badge } from '../../src/tui/words/badge.ts';
import { headline } from '../../src/tui/words/headline.ts';
import { driven } from './driven.ts';

const PLAIN = themeOf({ glyphs: 'unicode', palette: 'none' });

const HEAD = `ringfence: 1
title: Edge
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  works: { kind: service, goal: bread }
`;
const LIMITS = `appetite: { limits: { mean: { mean loss: £10k per year } } }\n`;
const GUARD = `controls:
  guard: { against: [all], current: none, levels: { none: {}, night: { opex: £2k per year, prevent: 50% } } }
`;

test('a model without a threat is within nothing', async () => {
  const { state } = await driven(`${HEAD}${LIMITS}`);
  expect(badge(state(), PLAIN)).toBe('no threats in the model');
  expect(headline(state(), PLAIN)[1]).toContain('nothing can happen');
  expect(nextStep(product, state())).toMatchObject({ command: 'edit', words: 'write threats' });
});

test('a what-if that costs more and saves nothing is not offered to be saved, although it holds all limits', async () => {
  const threats = 'threats: { fault: { occurs: every 1..3 years, affects: { works: { outage: 8..72 h } } } }\n';
  const { state, press } = await driven(`${HEAD}${threats}${GUARD}${LIMITS}`);
  await press('2', 'right');
  expect(paysWords(state())).toBe('it costs more and saves nothing');
  expect(nextStep(product, state()).command).toBe('undo');
});

test('a sum that is known exactly stands without an error or a gap', async () => {
  const threats = 'threats: { sure: { occurs: on 2027-03-31, cost: { own: £10k } } }\n';
  const { state } = await driven(`${HEAD}${threats}${LIMITS}`);
  expect(headline(state(), PLAIN)[0]).toContain('costs £10.0k on average');
  expect(badge(state(), PLAIN)).toBe('✓ WITHIN: the only limit');
});
