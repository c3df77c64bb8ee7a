import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonText } from '../../src/results/json-text.ts';

test('a document has the text that it has in one piece', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue({ maxDepth: 8 }), { nil: undefined })), (value) => {
      const text = jsonText(value);
      expect([...text].join('')).toBe(`${JSON.stringify(value, null, 2)}\n`);
      expect([...text].join('')).toBe(`${JSON.stringify(value, null, 2)}\n`);
    }),
    { seed: 6, numRuns: 500 },
  );
});

test('lists and maps without anything, texts with line breaks, and what is undefined are as ever', () => {
  const value = { a: [], b: {}, c: ['x\ny', undefined, null, [[[[[[{ d: [1, { e: '\n' }] }]]]]]]], f: undefined };
  expect([...jsonText(value)].join('')).toBe(`${JSON.stringify(value, null, 2)}\n`);
});

test('no piece is long', () => {
  const nodes = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`n${i}`, { down: { value: i, low: 0 } }]));
  const pieces = [...jsonText({ scenarios: { base: { nodes } } })];
  expect(pieces.length).toBeGreaterThan(3);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
});
