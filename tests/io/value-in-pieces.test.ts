import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/io/loaded-files.ts';
import { valueInPieces } from '../../src/io/value-in-pieces.ts';
import { readModelText } from '../../src/index.ts';
import type { Problem } from '../../src/model/problem.ts';

const scenarios = path.resolve(import.meta.dirname, '../../scenarios');

/** Every shipped model. */
const MODELS = readdirSync(scenarios, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => readFileSync(path.join(scenarios, name), 'utf8'));

/** Cut wherever it can be, a text has the value that it has as a whole, or none where it has a fault. */
function agrees(text: string): boolean {
  const whole = parseFile('m.yaml', text, Infinity);
  let value: ReturnType<typeof valueInPieces>;
  try {
    value = valueInPieces(text, 1);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return false;
  }
  if (value === null) return false;
  expect(whole.problems, text).toEqual([]);
  expect(JSON.stringify(value), text).toBe(JSON.stringify(whole.loaded.value));
  return true;
}

describe('a file read in pieces', () => {
  it('has the value of the whole, for every shipped model', () => {
    expect(MODELS.length).toBeGreaterThan(3);
    for (const text of MODELS) expect(agrees(text)).toBe(true);
  });

  it.each([
    ['sections of maps', 'a:\n  b: 1\n  c: { d: [1,\n    2] }\ne:\n  f: "x\n    y"\n', true],
    ['comments and blank lines', '# c\n\na: # of a\n  # of b\n\n  b: 1 # one\n# low\n  c: 2\n', true],
    ['lists as far left as their keys', 'a:\n- 1\n- 2\nb:\n  c:\n  - 3\n  d: 4\n', true],
    [
      'a text over lines, one of which looks like a key',
      'a: |\n  x\n  b: 1\nc:\n  d: >-\n    e: 2\n    f\n  g: 1\n',
      true,
    ],
    ['Windows line ends', 'a:\r\n  b: 1\r\n  c: 2\r\nd: 3\r\n', true],
    ['a plain text over lines', 'a:\n  b\n  c\nd: 1\n', false],
    ['quotes over lines, one of which looks like a key', 'a:\n  "x\n  b: 1"\nc: 2\n', false],
    ['a bracket over lines at the left', 'a: {\nb: 1 }\n', false],
    ['a bracket over lines', 'a:\n  b: [1,\n  c: 2]\n', false],
    ['an explicit key', '? a\n: 1\nb: 2\n', false],
    ['an anchor used in another part', 'a:\n  b: &x 1\n  c: 2\nd: *x\n', false],
    ['an anchor used in the same part', 'a: [&x 1, *x]\n', false],
    ['an anchor without use', 'a: &x 1\n', false],
    ['a key that stands twice, apart', 'a:\n  b: 1\n  c: 2\n  b: 3\n', false],
    ['a section that stands twice', 'a:\n  b: 1\nc: 2\na:\n  d: 3\n', false],
    ['a key of a section in the wrong column', 'a:\n  b: 1\n c: 2\n', false],
    ['a section `null`', 'null:\n  b: 1\n  c: 2\n', false],
    ['a second document', 'a: 1\n---\nb: 2\n', false],
    ['a directive', '%YAML 1.1\n---\na: no\n', false],
    ['a list at the top', '- a\n- b\n', false],
    ['braces at the top', '{ a: 1 }\n', false],
    ['a tag', 'a: !foo 1\n', false],
    ['a section with blanks before its colon', 'a:\n  b: 1\nsources  :\n  c: 2\n  d: 3\n', true],
    ['a tab', 'a:\n\tb: 1\n', false],
    ['a line that a separator of lines of other languages ends', 'a: "x\u2028b: 1"\n', true],
    ['a comment that cuts a text', 'a:\n  b: Line #3\n  c: 1\n', false],
  ])('takes %s for what they are', (_, text, isRead) => {
    expect(agrees(text)).toBe(isRead);
  });

  it('has the value of the whole, or none, for shipped models with lines cut, moved, doubled and mangled', () => {
    const piece = fc.constantFrom(
      '  ',
      ' ',
      '\t',
      '\n',
      ': ',
      ':',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      '#',
      '- ',
      '|\n',
      '&a ',
      '*a',
      ',',
      '...',
    );
    let read = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...MODELS),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('cut', 'double', 'move', 'put'), piece), {
          minLength: 1,
          maxLength: 3,
        }),
        (model, changes) => {
          let text = model.slice(0, 2500);
          for (const [at, to, what, sign] of changes) {
            const lines = text.split('\n');
            const line = lines[at % lines.length] ?? '';
            const column = to % (line.length + 1);
            if (what === 'cut') lines.splice(at % lines.length, 1);
            else if (what === 'put') lines[at % lines.length] = line.slice(0, column) + sign + line.slice(column);
            else {
              if (what === 'move') lines.splice(at % lines.length, 1);
              lines.splice(to % lines.length, 0, line);
            }
            text = lines.join('\n');
          }
          if (agrees(text)) read++;
        },
      ),
      { seed: 5, numRuns: 800 },
    );
    expect(read).toBeGreaterThan(100);
  });
});

describe('a large model', () => {
  const nodes = Array.from(
    { length: 6000 },
    (_, i) => `  n${i}: { kind: asset, loss: [{ own: £${1 + (i % 9)} per hour }] }`,
  );
  const text = [
    'ringfence: 1',
    'title: Large',
    'currency: GBP',
    'starts: 2027-01-01',
    'horizon: 1 year',
    'bearers: { own: count }',
    'nodes:',
    ...nodes,
    'threats:',
    '  fire: { occurs: 1 per year, affects: { n0: { outage: 4 h } } }',
    '',
  ].join('\n');

  it('has the hash that it has with a tree', () => {
    expect(text.length).toBeGreaterThan(262_144);
    const read = readModelText(text);
    const { value } = parseFile('m.yaml', text).loaded;
    expect(JSON.stringify(value)).toBe(JSON.stringify(parseFile('m.yaml', text, Infinity).loaded.value));
    expect(read.ok && read.value.nodes.length).toBe(6000);
  });

  it.each([
    ['a fault of the model', text.replace('outage: 4 h', 'outage: 4 hh')],
    ['a fault of YAML', text.replace('outage: 4 h }', 'outage: 4 h ')],
    ['a key that is none', text.replace('occurs:', 'ocurs:')],
    ['a text that a comment cuts', text.replace('occurs:', 'label: Fire #3\n    , occurs:')],
  ])('has %s at its end placed as in a small one', (_, faulty) => {
    const problemsOf = (of: string): readonly Problem[] => {
      const read = readModelText(of);
      return read.ok ? [] : read.problems;
    };
    const small = problemsOf(faulty.replace(nodes.slice(1).join('\n'), nodes[1] ?? ''));
    expect(small.length).toBeGreaterThan(0);
    const lower = ({ place, ...rest }: Problem) => ({ ...rest, place: { ...place, line: (place?.line ?? 0) + 5998 } });
    expect(problemsOf(faulty)).toEqual(small.map(lower));
  });
});
