import fc from 'fast-check';

import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { sourceOf } from '../../src/io/source.ts';
import { withCpuSeconds } from '../fixtures/cpu-seconds.ts';
import type { Checked, Problem, Source } from '../../src/model/problem.ts';

type Files = Readonly<Record<string, string>>;

/** Reads `dir/main.yaml`, which may include the other files. */
function read(main: string, files: Files = {}): Checked<Source> {
  return sourceOf('dir/main.yaml', main, (path) => {
    const text = files[path];
    if (text !== undefined) return { ok: true, value: text };
    const problem: Problem = {
      code: 'file',
      message: `\`${path}\` does not exist`,
      remedy: 'check the path',
      place: null,
    };
    return { ok: false, problems: [problem] };
  });
}

function sourceFrom(main: string, files: Files = {}): Source {
  const source = read(main, files);
  if (!source.ok) throw new Error(JSON.stringify(source.problems));
  return source.value;
}

/** The faults as `line:column+length code`, with the file where it is not the main one. */
function faults(main: string, files: Files = {}): string[] {
  const source = read(main, files);
  if (source.ok) return [];
  return source.problems.map(({ code, place, message, remedy }) => {
    expect(message).not.toMatch(/\.$/);
    expect(remedy).not.toBe('');
    if (place === null) return code;
    const file = place.file === 'dir/main.yaml' ? '' : `${place.file}:`;
    return `${file}${place.line}:${place.column}+${place.length} ${code}`;
  });
}

function only(main: string, files: Files = {}): Problem {
  const source = read(main, files);
  if (source.ok) throw new Error('no fault');
  expect(source.problems).toHaveLength(1);
  return source.problems[0]!;
}

describe('the value of a source', () => {
  it('is made of plain maps without prototype, lists and scalars', () => {
    const { value } = sourceFrom('a: { b: [1, 2.5, true, null, text] }\nc:\n');
    expect(JSON.parse(JSON.stringify(value))).toEqual({ a: { b: [1, 2.5, true, null, 'text'] }, c: null });
    const root = value as { a: object };
    expect(Object.getPrototypeOf(root)).toBeNull();
    expect(Object.getPrototypeOf(root.a)).toBeNull();
  });

  it('keeps dates, times, percentages and the words of YAML 1.1 as text', () => {
    const { value } = sourceFrom('a: 2027-01-01\nb: 23:00\nc: 60%\nd: no\ne: 1_000\n');
    expect({ ...(value as object) }).toEqual({ a: '2027-01-01', b: '23:00', c: '60%', d: 'no', e: '1_000' });
  });

  it('follows aliases, and does not join maps by `<<`', () => {
    const { value } = sourceFrom('a: &x { b: 1 }\nc: *x\nd: { <<: *x }\n');
    expect(JSON.parse(JSON.stringify(value))).toEqual({ a: { b: 1 }, c: { b: 1 }, d: { '<<': { b: 1 } } });
  });

  it('takes a byte order mark of UTF-8 and Windows line ends', () => {
    const source = sourceFrom('\ufeffa: 1\r\nb: text\r\n');
    expect({ ...(source.value as object) }).toEqual({ a: 1, b: 'text' });
    expect(source.locate(['b'])).toEqual({ file: 'dir/main.yaml', line: 2, column: 4, length: 4, text: 'b: text' });
    expect(source.edit(['b'], 'x')).toBe('\ufeffa: 1\r\nb: x\r\n');
  });
});

describe('locating', () => {
  const source = sourceFrom('title: T\nnodes:\n  a: { needs: [b, c], x: 1 }\n  b:\n  c:\n    needs:\n      - a\n');

  it('gives the place of a value or of its key', () => {
    expect(source.locate(['nodes', 'a', 'x'])).toMatchObject({ line: 3, column: 26, length: 1 });
    expect(source.locate(['nodes', 'a', 'x'], 'key')).toMatchObject({ line: 3, column: 23, length: 1 });
    expect(source.locate(['nodes', 'a', 'needs', 1])).toMatchObject({ line: 3, column: 19, length: 1 });
    expect(source.locate(['nodes', 'c', 'needs', 0])).toMatchObject({
      line: 7,
      column: 9,
      length: 1,
      text: '      - a',
    });
  });

  it('marks the key where there is no value', () => {
    expect(source.locate(['nodes', 'b'])).toMatchObject({ line: 4, column: 3, length: 1 });
  });

  it('gives the nearest parent of what does not exist', () => {
    expect(source.locate(['nodes', 'c', 'restart', 'x'])).toMatchObject({ line: 5, column: 3, length: 1 });
    expect(source.locate(['nowhere'])).toMatchObject({ line: 1, column: 1 });
    expect(source.locate([])).toMatchObject({ line: 1, column: 1 });
  });

  it('marks no more than the first line of a value', () => {
    expect(source.locate(['nodes', 'c'])).toMatchObject({ line: 6, column: 5, length: 6 });
  });
});

describe('faults of a file', () => {
  it.each([
    ['an empty file', '', '1:1+1 empty'],
    ['a file of comments', '# nothing\n', '1:1+1 empty'],
    ['a list at the top', '- a\n- b\n', '1:1+3 not-a-map'],
    ['a text at the top', 'hello\n', '1:1+5 not-a-map'],
    ['a second document', 'a: 1\n---\nb: 2\n', '2:1+3 yaml'],
    ['a bracket that is not closed', 'a: [1, 2\nb: 3\n', '2:1+1 yaml'],
    ['quotes that are not closed', 'a: "x\n', '2:1+1 yaml'],
    ['a tab as indentation', 'a:\n\tb: 1\n', '2:1+1 tab'],
    ['two keys on one line', 'a: b: c\n', '1:4+1 yaml'],
    ['a key that stands twice', 'a: 1\nb: { c: 1, c: 2 }\n', '2:12+1 twice'],
    ['an anchor without use', 'a: &x 1\n', '1:7+1 unused-anchor'],
    ['an anchor set anew before use', 'a: &x 1\nb: &x 2\nc: *x\n', '1:7+1 unused-anchor'],
    ['an alias without anchor', 'a: *x\n', '1:4+2 unknown-anchor'],
    ['an alias to what it stands in', 'a: &x [*x]\n', '1:8+2 alias-loop'],
    ['a tag of its own', 'a: !foo 1\n', '1:4+4 tag'],
    ['a tag of YAML 1.1', 'a: !!timestamp 2027-01-01\n', '1:4+11 tag'],
    ['a directive', '# c\n%YAML 1.1\n---\na: no\n', '2:1+9 directive'],
    ['an unknown directive', '%FOO x\n---\na: 1\n', '1:1+6 directive'],
    ['infinity', 'a: -.inf\n', '1:4+5 infinite'],
    ['not a number', 'a: .nan\n', '1:4+4 infinite'],
    ['a number that overflows', 'a: 1e999\n', '1:4+5 infinite'],
    ['a key `__proto__`', 'a: { __proto__: 1 }\n', '1:6+9 key'],
    ['a key `constructor`', 'constructor: 1\n', '1:1+11 key'],
    ['a key `prototype`', 'a:\n  prototype: 1\n', '2:3+9 key'],
    ['a number as a key', 'a: { 1: x }\n', '1:6+1 key'],
    ['a truth value as a key', 'true: x\n', '1:1+4 key'],
    ['a list as a key', '? [a]\n: 1\n', '1:3+3 key'],
    ['no key', 'a: { : 1 }\n', '1:8+1 key'],
    ['a missing blank in braces', 'a: { b:3 h, c: 1 }\n', '1:6+5 missing-blank'],
    ['a missing blank in brackets', 'a: [b:3]\n', '1:5+3 missing-blank'],
    ['a missing blank in a list', 'a:\n  - own:£2m\n', '2:5+7 missing-blank'],
    ['a missing blank in a map of one', 'a:\n  b:3 h\n', '2:3+5 missing-blank'],
    ['a missing blank in a map of several', 'a:\n  x: 1\n  b:3 h\n', '3:3+5 missing-blank'],
    ['a zero byte', 'a: 1\nb: \0\n', '2:4+1 binary'],
  ])('finds %s, its place and a remedy', (_, text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  it('takes times, addresses, quoted text and text after its key for what they are', () => {
    expect(
      faults('a: 23:00..05:00\nb: [Jun..Sep, 06:30]\nc: [https://example.org]\nd: ["b:3"]\ne: see note:3\n'),
    ).toEqual([]);
  });

  it('names the remedy of a missing blank and of a slip in an alias', () => {
    expect(only('a: { b:3 h }\n').remedy).toContain('`b: 3 h`');
    expect(only('a: &north 1\nb: *north\nc: *nroth\n').remedy).toBe('did you mean `*north`?');
    expect(only('a: { 2025: x }\n').remedy).toContain('`"2025"`');
    expect(only('a: 1\na: 2\n').message).toContain('first on line 1');
  });

  it('comes back all at once, and from the YAML parser once a line', () => {
    expect(faults('a: 1\na: .inf\nb: &x !foo 1\nc: { __proto__: 1, d:3 }\n').toSorted()).toEqual([
      '2:1+1 twice',
      '2:4+4 infinite',
      '3:12+1 unused-anchor',
      '3:7+4 tag',
      '4:20+3 missing-blank',
      '4:6+9 key',
    ]);
    expect(faults('a: b: c: d\ne: f: g\n')).toEqual(['1:4+1 yaml', '2:4+1 yaml']);
  });

  it('stops an alias bomb', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i <= 9; i += 1)
      lines.push(`a${i}: &a${i} [${Array.from({ length: 10 }, () => `*a${i - 1}`).join(', ')}]`);
    lines.push('last: *a9');
    const { code, place, remedy } = only(lines.join('\n'));
    expect(code).toBe('alias-bomb');
    expect(place?.line).toBe(5);
    expect(remedy).toContain('like:');
  });

  it('refuses collections that lie too deep', () => {
    expect(faults(`a: ${'['.repeat(200)}${']'.repeat(200)}`)).toEqual(['1:103+202 too-deep']);
    expect(only(`a: ${'['.repeat(100_000)}`).code).toMatch(/too-deep|yaml/);
  });

  it('refuses more than 50 MB', () => {
    expect(only(`a: 1 #${'x'.repeat(50 * 2 ** 20)}`)).toMatchObject({
      code: 'file-size',
      place: { line: 1, column: 1 },
    });
  });

  it('reads many keys in little time', () => {
    const many = Array.from({ length: 50_000 }, (_, i) => `k${i}: ${i}`).join('\n');
    const { result, seconds } = withCpuSeconds(() => sourceFrom(many).value as object);
    expect(Object.keys(result)).toHaveLength(50_000);
    // A quadratic step would take minutes.
    expect(seconds).toBeLessThan(60);
  });

  it('never throws, whatever the text', () => {
    const pieces = [
      'a',
      'b',
      ':',
      ' ',
      '\n',
      '  ',
      '- ',
      '{',
      '}',
      '[',
      ']',
      ',',
      '&x',
      '*x',
      '!t',
      '"',
      "'",
      '|',
      '>',
      '#',
      '%',
      '---',
      '?',
      '<<',
      '\t',
      '\r',
      '1',
      '.inf',
      '\0',
      '\ud800',
      'include',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (main) => {
        const source = read(main);
        if (source.ok) expect(source.value.locate([]).line).toBeGreaterThan(0);
        else for (const { place } of source.problems) expect(place === null || place.column >= 1).toBe(true);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});

describe('includes', () => {
  it('join top-level maps key by key, and are not in the value', () => {
    const { value } = sourceFrom('include: more.yaml\nnodes: { a: 1 }\nthreats:\n', {
      'more.yaml': 'nodes: { b: 2 }\nthreats: { t: 3 }\ndisciplines: [x]\n',
    });
    expect(JSON.parse(JSON.stringify(value))).toEqual({ nodes: { a: 1, b: 2 }, threats: { t: 3 }, disciplines: ['x'] });
  });

  it('are found from the folder of the file that includes them', () => {
    const source = sourceFrom('include: [parts/a.yaml]\n', {
      'parts/a.yaml': 'include: [b.yaml, ../c.yaml]\n',
      'parts/b.yaml': 'nodes: { b: 1 }\n',
      'c.yaml': 'nodes: { c: 22 }\n',
    });
    expect(JSON.parse(JSON.stringify(source.value))).toEqual({ nodes: { b: 1, c: 22 } });
    expect(source.locate(['nodes', 'b'])).toMatchObject({ file: 'dir/parts/b.yaml', line: 1, column: 13 });
    expect(source.locate(['nodes', 'c', 'needs'])).toMatchObject({ file: 'dir/c.yaml', column: 10 });
  });

  it('give way to the including file in plain values at the top', () => {
    const files = { 'a.yaml': 'title: A\nhorizon: 1 year\n', 'b.yaml': 'include: a.yaml\nhorizon: 2 years\n' };
    expect({ ...(sourceFrom('title: M\ninclude: b.yaml\n', files).value as object) }).toEqual({
      title: 'M',
      horizon: '2 years',
    });
  });

  it('may be reached by two ways', () => {
    const files = { 'a.yaml': 'include: c.yaml\n', 'b.yaml': 'include: c.yaml\n', 'c.yaml': 'nodes: { c: 1 }\n' };
    expect(JSON.parse(JSON.stringify(sourceFrom('include: [a.yaml, b.yaml]\n', files).value))).toEqual({
      nodes: { c: 1 },
    });
  });

  it('that define what another file defines are a fault that names both places', () => {
    const problem = only('include: a.yaml\nnodes:\n  x: 1\n', { 'a.yaml': '\nnodes: { x: 2 }\n' });
    expect(problem).toMatchObject({ code: 'twice', place: { file: 'dir/a.yaml', line: 2, column: 10 } });
    expect(problem.message).toContain('`nodes.x`');
    expect(problem.message).toContain('dir/main.yaml:3:3');
  });

  it('that differ in a plain value or both give a list are a fault, whatever their order', () => {
    expect(
      faults('include: [a.yaml, b.yaml]\n', { 'a.yaml': 'title: A\nd: [1]\n', 'b.yaml': 'title: B\nd: [2]\n' }),
    ).toEqual(['dir/b.yaml:1:1+5 twice', 'dir/b.yaml:2:1+1 twice']);
    expect(faults('include: [a.yaml, b.yaml]\n', { 'a.yaml': 'ringfence: 1\n', 'b.yaml': 'ringfence: 1\n' })).toEqual(
      [],
    );
  });

  it.each([
    ['a missing file', 'include: no.yaml\n', '1:10+7 file'],
    ['an absolute path', 'include: [/etc/passwd]\n', '1:11+11 include'],
    ['a drive', "include: ['C:/x.yaml']\n", '1:11+11 include'],
    ['a way out of the folder', 'include: a/../../x.yaml\n', '1:10+14 include'],
    ['a backslash', 'include: a\\b.yaml\n', '1:10+8 include'],
    ['itself', 'a: 1\ninclude: main.yaml\n', '2:10+9 include'],
    ['a number', 'include: 3\n', '1:10+1 include'],
    ['a map in the list', 'include: [{ a: 1 }]\n', '1:11+8 include'],
    ['nothing', 'include:\n', '1:1+7 include'],
  ])('of %s are a fault at the include', (_, text, fault) => {
    expect(faults(text)).toEqual([fault]);
  });

  it('that go in a circle are a fault where the circle closes', () => {
    const problem = only('include: a.yaml\n', { 'a.yaml': 'include: b.yaml\n', 'b.yaml': 'x: 1\ninclude: a.yaml\n' });
    expect(problem.place).toMatchObject({ file: 'dir/b.yaml', line: 2, column: 10 });
    expect(problem.message).toContain('`a.yaml` includes `b.yaml` includes `a.yaml`');
  });

  it('bring the faults of their own places', () => {
    expect(faults('include: a.yaml\nx: .inf\n', { 'a.yaml': 'y: .nan\n' })).toEqual([
      '2:4+4 infinite',
      'dir/a.yaml:1:4+4 infinite',
    ]);
  });
});

describe('editing', () => {
  const text = `# head
nodes:   # all of them
  a: { buffer: 15 min, needs: [b, c] } # a
  b:
    buffer: "1 h"   # quoted

    # before needs
    needs:
    - a
    - c
    # after needs
    note: |
      long
      text

  c:
  d: { e }
`;
  const source = sourceFrom(text);

  it.each([
    ['a value in braces', ['nodes', 'a', 'buffer'], '2..3 h', 'buffer: 15 min', 'buffer: 2..3 h'],
    ['a quoted value', ['nodes', 'b', 'buffer'], '2 h', '"1 h"   # quoted', '2 h   # quoted'],
    ['an item of a list', ['nodes', 'a', 'needs', 1], 'd', '[b, c]', '[b, d]'],
    ['a list in brackets', ['nodes', 'a', 'needs'], '[d]', '[b, c]', '[d]'],
    ['a list by indentation', ['nodes', 'b', 'needs'], '[d]', '    - a\n    - c\n', '      [d]\n'],
    ['a block of text', ['nodes', 'b', 'note'], 'short', '|\n      long\n      text\n', 'short\n'],
    ['an empty value', ['nodes', 'c'], '{ kind: site }', '  c:\n', '  c: { kind: site }\n'],
    ['a key without value', ['nodes', 'd', 'e'], '1', '{ e }', '{ e: 1 }'],
    ['a map by indentation', ['nodes'], '{}', text.slice(text.indexOf('a: {'), text.indexOf(' }\n', 200) + 2), '{}'],
  ])('of %s keeps comments and layout', (_, path, by, before, after) => {
    expect(text).toContain(before);
    expect(source.edit(path, by)).toBe(text.replace(before, after));
  });

  it('with what a value needs quotes for is refused', () => {
    expect(() => source.edit(['nodes', 'a', 'buffer'], '1,100 h')).toThrow(
      /`nodes\.a\.buffer` of dir\/main\.yaml cannot become/,
    );
    expect(() => source.edit(['nodes', 'b', 'buffer'], 'x: 1')).toThrow('cannot become');
    expect(() => source.edit(['nodes', 'b', 'buffer'], '[1')).toThrow('`[1` is not a value in YAML');
  });

  it.each([
    ['to a map in braces', ['nodes', 'a', 'restart'], '1 h', '[b, c] }', '[b, c], restart: 1 h }'],
    ['to a map by indentation', ['nodes', 'b', 'restart'], '1 h', '      text\n', '      text\n    restart: 1 h\n'],
    [
      'after a last entry in braces',
      ['nodes', 'f'],
      '{ kind: site }',
      '  d: { e }\n',
      '  d: { e }\n  f: { kind: site }\n',
    ],
    ['with the maps it stands in', ['nodes', 'a', 'loss', 'own'], '£1', '[b, c] }', '[b, c], loss: { own: £1 } }'],
    ['to a key without value', ['nodes', 'c', 'loss', 'own'], '£1', '  c:\n', '  c:\n    loss:\n      own: £1\n'],
    ['that needs quotes', ['nodes', 'a', 'x: y'], '1', '[b, c] }', '[b, c], "x: y": 1 }'],
    ['at the end', ['portfolios', 'new'], '{ a: on }', '{ e }\n', '{ e }\nportfolios:\n  new: { a: on }\n'],
  ])('adds %s', (_, path, by, before, after) => {
    expect(text).toContain(before);
    expect(source.edit(path, by)).toBe(text.replace(before, after));
  });

  it.each([
    ['an empty map', 'a: {} # none\n', ['a', 'b'], 'a: { b: 1 } # none\n'],
    ['a file without a last line break', 'a: 1', ['b'], 'a: 1\nb: 1\n'],
    ['a comment after the last entry', 'a:\n  c: 2 # two\n# end\n', ['a', 'b'], 'a:\n  c: 2 # two\n  b: 1\n# end\n'],
    ['Windows line breaks', 'a:\r\n  c: 2\r\n', ['a', 'b'], 'a:\r\n  c: 2\r\n  b: 1\r\n'],
    ['braces over lines', 'a: {\n  c: 2 # two\n}\n', ['a', 'b'], 'a: {\n  c: 2, # two\n  b: 1\n}\n'],
    ['a comma at the end', 'a: {\n  c: 2, # two\n}\n', ['a', 'b'], 'a: {\n  c: 2, # two\n  b: 1,\n}\n'],
    ['a file after a mark', '\ufeffa: 1\n', ['b'], '\ufeffa: 1\nb: 1\n'],
    ['the end of a document', '---\na: 1\n...\n', ['b'], '---\na: 1\nb: 1\n...\n'],
  ])('adds beside %s', (_, before, path, after) => {
    expect(sourceFrom(before).edit(path, '1')).toBe(after);
  });

  it('adds to JSON as JSON is written', () => {
    const json = sourceOf('main.json', '{\n  "a": {\n    "b": 1\n  }\n}\n', () => ({ ok: false, problems: [] }));
    if (!json.ok) throw new Error('no source');
    expect(json.value.edit(['portfolios', 'new'], '{ a: on }')).toBe(
      '{\n  "a": {\n    "b": 1\n  },\n  "portfolios": { "new": {"a":"on"} }\n}\n',
    );
  });

  it('adds to the main file what an included one has a part of', () => {
    const joined = sourceFrom('include: a.yaml\n', { 'a.yaml': 'portfolios: { x: {} }\n' });
    expect(joined.edit(['portfolios', 'new'], '{ a: on }')).toBe('include: a.yaml\nportfolios:\n  new: { a: on }\n');
  });

  it('of what cannot be in the file is refused', () => {
    expect(() => source.edit(['nodes', 'a', 'buffer', 'x'], '1 h')).toThrow(
      'nothing can be added at `nodes.a.buffer.x` of dir/main.yaml: `nodes.a.buffer` is no map',
    );
    expect(() => source.edit(['nodes', 'a', 'needs', 7], 'x')).toThrow('`nodes.a.needs` is no map');
    expect(() => source.edit([], '{}')).toThrow('the whole of dir/main.yaml');
    const joined = sourceFrom('include: a.yaml\n', { 'a.yaml': 'nodes: { x: 1 }\n' });
    expect(() => joined.edit(['nodes', 'x'], '2')).toThrow(
      '`nodes.x` stands in dir/a.yaml: only dir/main.yaml is edited',
    );
  });

  it('of what several places share is refused, of one alias is not', () => {
    const shared = sourceFrom('a: &x { b: 1 }\nc: *x # same\n');
    expect(() => shared.edit(['a', 'b'], '2')).toThrow('without changing other values');
    expect(() => shared.edit(['c', 'b'], '2')).toThrow('which other places share');
    const twice = sourceFrom('a: &x 1\nb: *x\nc: *x # same\n');
    expect(twice.edit(['c'], '2')).toBe('a: &x 1\nb: *x\nc: 2 # same\n');
  });

  it('changes the value at the path and no other', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const scalar = fc.oneof(fc.integer(), fc.stringMatching(/^[ -~]{0,8}$/));
    const tree = fc.dictionary(key, fc.oneof(scalar, fc.dictionary(key, scalar), fc.array(scalar, { maxLength: 3 })), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(tree, scalar, (value, by) => {
        const json = sourceFrom(JSON.stringify(value, null, 1));
        for (const name of Object.keys(value)) {
          const edited = sourceFrom(json.edit([name], JSON.stringify(by)));
          expect(JSON.parse(JSON.stringify(edited.value))).toEqual({ ...value, [name]: by });
        }
        for (const written of [
          JSON.stringify(value, null, 1),
          stringify(value, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 }),
        ]) {
          const added = sourceFrom(sourceFrom(written).edit(['new', 'key'], JSON.stringify(by)));
          expect(JSON.parse(JSON.stringify(added.value))).toEqual({ ...value, new: { key: by } });
        }
      }),
      { seed: 1 },
    );
  });
});
