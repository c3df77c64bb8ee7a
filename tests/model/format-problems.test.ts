import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatProblems } from '../../src/model/format-problems.ts';
import type { Place, Problem } from '../../src/model/problem.ts';

const at = (text: string, column: number, length: number, line = 1, file = 'a.yaml'): Place => ({
  file,
  line,
  column,
  length,
  text,
});
const problem = (place: Place | null, message = 'wrong', remedy = ''): Problem => ({
  code: 'x',
  message,
  remedy,
  place,
});

describe('formatProblems', () => {
  it('shows the place, the line, carets under the fault, the remedy and the count', () => {
    const text = formatProblems([problem(at('  buffer: 15 m', 11, 4, 7), '`15 m` is no time', 'write `15 min`')]);
    expect(text).toBe(
      [
        'a.yaml:7:11: `15 m` is no time',
        '    buffer: 15 m',
        '            ^^^^',
        '  try: write `15 min`',
        '',
        '1 fault',
        '',
      ].join('\n'),
    );
  });

  it('sorts by file, line and column, and counts', () => {
    const places = [at('x', 1, 1, 2, 'b.yaml'), at('xxxxx', 5, 1, 10), at('xxxxx', 2, 1, 10), at('x', 1, 1, 9), null];
    const text = formatProblems(places.map((place) => problem(place)));
    const heads = text.split('\n').filter((line) => line.endsWith('wrong'));
    expect(heads).toEqual([
      'wrong',
      'a.yaml:9:1: wrong',
      'a.yaml:10:2: wrong',
      'a.yaml:10:5: wrong',
      'b.yaml:2:1: wrong',
    ]);
    expect(text.endsWith('5 faults\n')).toBe(true);
  });

  it('keeps carets under the text after tabs, wide characters and joining marks', () => {
    const carets = (line: string): number => {
      const text = formatProblems([problem(at(line, line.indexOf('!') + 1, 1))]);
      return (text.split('\n')[2] ?? '').indexOf('^') - 2;
    };
    expect(carets('\ta!')).toBe(5);
    expect(carets('電力!')).toBe(4);
    expect(carets('\u{1f525}!')).toBe(2);
    expect(carets('e\u0301!')).toBe(1);
    expect(carets('abc!')).toBe(3);
  });

  it('marks as many columns as the text takes', () => {
    expect(formatProblems([problem(at('a: 電力', 4, 2))])).toContain('\n     ^^^^\n');
  });

  it('shows a stretch of a long line around the fault', () => {
    const line = `${'a'.repeat(500)}WRONG${'b'.repeat(500)}`;
    const [, shown = '', marks = ''] = formatProblems([problem(at(line, 501, 5))]).split('\n');
    expect(shown.length).toBeLessThan(120);
    expect(shown).toMatch(/^ {2}\.\.\. a+WRONGb+ \.\.\.$/);
    expect(marks.indexOf('^')).toBe(shown.indexOf('WRONG'));
    expect(marks.trim()).toBe('^^^^^');
  });

  it('does not let a file steer the terminal', () => {
    const text = formatProblems([problem(at('a: \u001b[2Jx', 4, 2), 'found \u001b[31m', 'not \u202e')]);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
  });

  it('paints only when asked', () => {
    const problems = [problem(at('a: b', 4, 1))];
    const painted = formatProblems(problems, { color: true });
    expect(painted).toContain('\u001b[31m');
    // oxlint-disable-next-line no-control-regex -- the escape sequences are what is to be taken out
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(formatProblems(problems));
  });

  it('is empty without faults', () => {
    expect(formatProblems([])).toBe('');
  });

  it('takes any line and any column', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.nat(400), fc.nat(400), (line, column, length) => {
        const text = formatProblems([problem(at(line, column + 1, length + 1))]);
        expect(text.endsWith('\n\n1 fault\n')).toBe(true);
      }),
    );
  });
});
