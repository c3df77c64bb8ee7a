import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laidOver } from '../../../src/tui/draw/cells.ts';
import { cut, ends, fit, fitRight, widthOf, withoutColours } from '../../../src/tui/draw/text.ts';
import { inAscii, themeOf } from '../../../src/tui/draw/theme.ts';

/** Words in colours, wide characters and marks among them. */
const line = fc
  .array(
    fc.tuple(
      fc.constantFrom('', '\u001b[31m', '\u001b[1m', '\u001b[2m'),
      fc.stringMatching(/^[a-zé漢👍▸━ ]{0,6}$/u),
      fc.constantFrom('', '\u001b[39m', '\u001b[22m', '\u001b[0m'),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.flat().join(''));

describe('a line', () => {
  test('is made exactly as wide as asked, whatever is in it', () => {
    fc.assert(
      fc.property(line, fc.nat(40), (text, width) => {
        expect(widthOf(fit(text, width))).toBe(width);
        expect(widthOf(fitRight(text, width))).toBe(width);
        expect(widthOf(cut(text, width, '…'))).toBeLessThanOrEqual(width);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('keeps its beginning when it is cut', () => {
    expect(withoutColours(cut('\u001b[31mterminals\u001b[39m shut', 8, '…'))).toBe('termina…');
    expect(fit('ab', 4)).toBe('ab  ');
    expect(fitRight('ab', 4)).toBe('  ab');
  });

  test('gives way on the left to what stands right', () => {
    expect(ends('a long title of a model', 'file.yaml', 20, '…')).toBe('a long t…  file.yaml');
    expect(widthOf(ends('a', 'b', 10))).toBe(10);
  });
});

describe('a box over a line', () => {
  test('covers what is under it and moves nothing', () => {
    expect(withoutColours(laidOver('0123456789', 'ab', 3))).toBe('012ab56789');
    expect(withoutColours(laidOver('0123', 'abcdef', 2))).toBe('01abcdef');
  });

  test('leaves what lies right of it in its colours', () => {
    expect(laidOver('\u001b[31m0123456789\u001b[39m', 'ab', 3)).toContain('ab\u001b[0m\u001b[31m56789');
  });

  test('keeps the width of the line', () => {
    fc.assert(
      fc.property(line, fc.nat(20), (text, x) => {
        const whole = fit(text, 30);
        expect(widthOf(laidOver(whole, '┃ x ┃', x))).toBe(30);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('the look', () => {
  test('spells in ASCII what a terminal cannot show', () => {
    expect(inAscii('£2.41m ± £0.04m → café')).toBe('GBP 2.41m +- GBP 0.04m -> cafe');
    expect(inAscii('漢')).toBe('?');
    expect(inAscii('one · two')).toBe(`one${themeOf({ glyphs: 'ascii', palette: 'none' }).glyphs.separator}two`);
  });

  test('has no colour where none is asked for', () => {
    const theme = themeOf({ glyphs: 'unicode', palette: 'none' });
    expect([theme.bad, theme.good, theme.heading, theme.inverse].map((paint) => paint('x'))).toEqual([
      'x',
      'x',
      'x',
      'x',
    ]);
  });
});
