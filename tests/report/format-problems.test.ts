import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/report/text/display-width.ts';
import { formatProblems } from '../../src/report/faults/format-problems.ts';
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
    expect(shown.length).toBeLessThanOrEqual(80);
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

  it('wraps at the width, keeps carets under what they mark, and short pieces of a file on one line', () => {
    const line = `  hub: { kind: service, needs: ${'a-long-name, '.repeat(9)}WRONG, ${'b, '.repeat(40)} }`;
    const place = at(line, line.indexOf('WRONG') + 1, 5, 12, 'my model.yaml');
    const message = `the need \`hub\` ${'of a long story '.repeat(12)}has \`any:  [a, b]\` in it`;
    const remedy = `write ${'and think of it '.repeat(12)}\`needs: [a, b]\``;
    for (const width of [40, 60, 80, 120]) {
      for (const color of [false, true]) {
        const painted = formatProblems([problem(place, message, remedy)], { width, color });
        // oxlint-disable-next-line no-control-regex -- the escape sequences are what is to be taken out
        const lines = painted.replace(/\u001b\[\d+m/g, '').split('\n');
        expect(Math.max(...lines.map((one) => one.length))).toBeLessThanOrEqual(width);
        const marks = lines.findIndex((one) => /^ +\^+$/.test(one));
        expect(lines[marks]!.trim()).toBe('^^^^^');
        expect(lines[marks]!.indexOf('^')).toBe(lines[marks - 1]!.indexOf('WRONG'));
        expect(lines[0]).toMatch(/^my model\.yaml:12:\d+: the need `hub` /);
        expect(lines.slice(1, marks - 1).every((one) => /^ {4}\S/.test(one))).toBe(true);
        expect(lines[marks + 1]).toMatch(/^ {2}try: write and/);
        expect(lines.slice(marks + 2, -4).every((one) => /^ {7}\S/.test(one))).toBe(true);
        expect(lines.join('\n')).toContain('`any:  [a, b]`');
        expect(lines.join('\n')).toContain('`needs: [a, b]`');
      }
    }
    expect(formatProblems([problem(place, message, remedy)], { width: Infinity })).toContain(message);
  });

  it('cuts a line of wide characters to the columns that there are', () => {
    const line = `${'電'.repeat(60)}WRONG${'力'.repeat(60)}`;
    const [, shown = '', marks = ''] = formatProblems([problem(at(line, 61, 5))]).split('\n');
    expect(displayWidth(shown)).toBeLessThanOrEqual(80);
    expect(displayWidth(shown)).toBeGreaterThan(60);
    expect(marks.indexOf('^')).toBe(displayWidth(shown.slice(0, shown.indexOf('WRONG'))));
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
      { seed: 1 },
    );
  });
});
