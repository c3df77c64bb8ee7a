import { expect, test } from 'vitest';
import { doughnutRow, standingWords, type DoughnutRow } from '../../../src/tui/charts/doughnut.ts';
import { themeOf } from '../../../src/tui/draw/theme.ts';

const plain = themeOf({ glyphs: 'unicode', palette: 'none' });
const ascii = themeOf({ glyphs: 'ascii', palette: 'none' });
const row = (parts: Partial<DoughnutRow>): DoughnutRow => ({
  atLeast: 4,
  best: 5,
  atMost: 8,
  today: 1,
  whatIf: null,
  ...parts,
});
const sum = (value: number): string => `£${String(value)}m`;

// 17 columns between the brackets: from 0 to twice at most, a column a unit
test('too little, enough and waste lie on one scale', () => {
  expect(doughnutRow(row({}), 19, plain)).toBe('[-o  =*===        ]');
  expect(doughnutRow(row({ whatIf: 6 }), 19, plain)).toBe('[-·--=*o==        ]');
  expect(doughnutRow(row({ whatIf: 12 }), 19, plain)).toBe('[-·--=*===+++o    ]');
});

test('rings that coincide are a line in the middle', () => {
  const one = { atLeast: 8, best: 8, atMost: 8 };
  expect(doughnutRow(row({ ...one }), 19, plain)).toBe('[-o      ‖        ]');
  expect(doughnutRow(row({ ...one, whatIf: 20 }), 19, plain)).toBe('[-·------‖+++++++o]');
  expect(doughnutRow(row({ ...one }), 19, ascii)).toBe('[-o      !        ]');
});

test('where nothing is needed any spend stands at the far right', () => {
  const none = { atLeast: 0, best: 0, atMost: 0, today: 0 };
  expect(doughnutRow(row({ ...none, whatIf: 0.37 }), 19, plain)).toBe('[        ·+++++++o]');
  expect(doughnutRow(row(none), 19, plain)).toBe('[        o        ]');
});

test('words say what is missing, and what is too much', () => {
  expect(standingWords(row({}), sum, plain)).toBe('− SHORT £3m');
  expect(standingWords(row({ whatIf: 8 }), sum, plain)).toBe('= SAFE');
  expect(standingWords(row({ whatIf: 9 }), sum, ascii)).toBe('+ OVER £1m');
  // Enough money, spent on what does not keep the limits
  expect(standingWords(row({ whatIf: 9, isKept: false }), sum, plain)).toBe('~ MISSPENT');
  expect(standingWords(row({ isKept: false }), sum, plain)).toBe('− SHORT £3m');
});
