import { describe, expect, test } from 'vitest';
import { bar } from '../../src/report/text/bar.ts';
import { makeBrailleCanvas } from '../../src/report/text/braille-canvas.ts';
import { displayWidth, headOf, printable } from '../../src/report/text/display-width.ts';
import { COLOURED, PLAIN } from '../../src/report/text/style.ts';
import { table } from '../../src/report/text/table.ts';
import { wrap } from '../../src/report/text/wrap.ts';

const page = { width: 40, style: PLAIN };

describe('the width of a text on a terminal', () => {
  test.each([
    ['abc', 3],
    ['£1.2m', 5],
    ['空港', 4],
    ['e\u0301', 1],
    ['👩‍🚒', 2],
    ['⠿', 1],
    ['█▏', 2],
    ['', 0],
  ])('%j takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('a head never takes more than it may, and cuts no character in two', () => {
    expect(headOf('空港ab', 3)).toBe('空');
    expect(headOf('ab', 10)).toBe('ab');
  });

  test('what would steer the terminal is taken out', () => {
    expect(printable('a\u001b[31mb\nc\u202ed')).toBe('a [31mb c d');
  });
});

describe('prose', () => {
  test('is broken at blanks, and in a word only where it is wider than the line', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  });

  test('keeps a number and its unit in one line', () => {
    expect(wrap('it takes 12 months', 11)).toEqual(['it takes', '12 months']);
    expect(wrap('it was 1 in 20 cases', 12)).toEqual(['it was', '1 in 20', 'cases']);
  });

  test('breaks a word that is too wide between its parts', () => {
    expect(wrap('at automatic-changeover/stand-by', 14)).toEqual(['at automatic-', 'changeover/', 'stand-by']);
    expect(wrap('a 1-in-1000-year loss', 15)).toEqual(['a', '1-in-1000-year', 'loss']);
  });

  test('keeps an error with its figure sign', () => {
    expect(wrap('known to ± £5m', 10)).toEqual(['known to', '± £5m']);
  });

  test('counts wide characters as two', () => {
    for (const line of wrap('空港 空港 空港 空港', 10)) expect(displayWidth(line)).toBeLessThanOrEqual(10);
  });
});

describe('a table', () => {
  const columns = [
    { header: 'name', shrinksTo: 8 },
    { header: 'sum', align: 'right' as const },
  ];

  test('aligns numbers to the right, wide characters too', () => {
    const lines = table(
      columns,
      [
        ['空港', '£5'],
        ['pier', '£1,000'],
      ],
      page,
    );
    expect(lines).toEqual(['  name     sum', '  空港      £5', '  pier  £1,000']);
    expect(new Set(lines.map(displayWidth)).size).toBe(1);
  });

  test('gives way in the columns that may shrink, so that no line is too wide', () => {
    const lines = table(columns, [['a name that is much too long for the page', '£5']], { ...page, width: 24 });
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(24);
    expect(lines.join(' ').replace(/\s+/g, ' ')).toContain('a name that');
    expect(lines[1]).toMatch(/£5$/);
  });

  test('never breaks a word inside: where columns have no room, a row is a list', () => {
    const wide = [
      { header: 'loss', shrinksTo: 8 },
      { header: 'departures on time', align: 'right' as const },
      { header: '' },
      { header: 'picture', picture: true as const },
    ];
    const rows = [['terminals', '£1.2bn', '± £30m', '█████']];
    expect(table(wide, rows, { ...page, width: 31 })).toEqual([
      '  loss       departures',
      '                on time',
      '  terminals      £1.2bn  ± £30m',
    ]);
    expect(table(wide, rows, { ...page, width: 24 })).toEqual([
      '  loss',
      '  terminals',
      '    departures on time:',
      '      £1.2bn ± £30m',
    ]);
  });

  test('has the same columns in colour as without', () => {
    const rows = [
      [{ text: 'a', paint: COLOURED.bad }, '1'],
      ['bb', { text: '22', paint: COLOURED.good }],
    ];
    const plain = table(
      columns,
      [
        ['a', '1'],
        ['bb', '22'],
      ],
      page,
    );
    const coloured = table(columns, rows, { ...page, style: COLOURED });
    // oxlint-disable-next-line no-control-regex -- the colours
    expect(coloured.map((line) => line.replace(/\u001b\[\d+m/g, ''))).toEqual(plain);
    expect(coloured.join('')).toContain('\u001b[31ma');
  });
});

test('a bar is an eighth of a column fine, and never nothing for something', () => {
  expect(bar(0, 10)).toBe('');
  expect(bar(1e-9, 10)).toBe('▏');
  expect(bar(0.5, 10)).toBe('█████');
  expect(bar(1, 10)).toBe('██████████');
  expect(bar(2, 10)).toBe('██████████');
});

test('a braille canvas has its dots where they belong, and marks above them', () => {
  const none = (text: string): string => text;
  const canvas = makeBrailleCanvas(2, 1);
  canvas.dot(0, 0, none);
  canvas.dot(1, 3, none);
  canvas.dot(99, 99, none);
  canvas.mark(2, 2, 'A', none);
  canvas.dot(3, 3, none);
  expect(canvas.lines()).toEqual(['⢁A']);
});
