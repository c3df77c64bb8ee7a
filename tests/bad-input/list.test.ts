/** Bad input, one row each: what is planted, where the fault is found, what it says, and what would be right. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readModel, readModelText, type Problem } from '../../src/index.ts';
import { ringfence } from '../cli/ringfence.ts';
import { GOOD, planted } from './plant.ts';

type Row = readonly [what: string, from: string, to: string, place: string, message: RegExp, remedy: RegExp];

const said = ({ place, message, remedy }: Problem): string =>
  `${place === null ? '-' : `${place.line}:${place.column}`} ${message} -> ${remedy}`;

/** One of the problems stands there, says that and gives that remedy; none lacks a place or a remedy. */
function expectFault(problems: readonly Problem[], place: string, message: RegExp, remedy: RegExp): void {
  const all = problems.map(said);
  const found = problems.some(
    (problem) =>
      (problem.place === null ? '-' : `${problem.place.line}:${problem.place.column}`) === place &&
      message.test(problem.message) &&
      remedy.test(problem.remedy),
  );
  expect(found, `${place} ${message} -> ${remedy}, among\n${all.join('\n')}`).toBe(true);
}

const rows: readonly Row[] = [
  ['an unknown key', 'kind: supplier', 'knd: supplier', '13:12', /no key `knd`/, /did you mean `kind`/],
  ['a wrong unit', 'restart: 1..3 h', 'restart: 1..3 £', '18:19', /currency stands before/, /£3/],
  ['a missing unit', 'restart: 1..3 h (survey)', 'restart: 1..3', '18:14', /no unit/, /such as `4 h`/],
  ['a reversed interval', '6..30 h', '30..6 h', '28:23', /do not rise/, /lower number first/],
  ['an interval from nought', '6..30 h', '0..4 h', '28:23', /low end above 0/, /`uniform 0 4 h`/],
  ['a share from 0', 'prevent: 30..60%', 'prevent: 0..60%', '37:54', /without touching/, /uniform 0%/],
  ['a share to 100', 'prevent: 30..60%', 'prevent: 30..100%', '37:54', /without touching/, /99%/],
  ['a probability over 1', 'chance: 40%', 'chance: 140%', '29:43', /at most 100 %/, /0% to 100%/],
  ['a probability below 0', 'chance: 5% per year', 'chance: -5% per year', '43:36', /below nought/, /minus sign/],
  ['an unknown node', '      quay: { outage', '      qay: { outage', '28:7', /unknown node `qay`/, /`quay`/],
  ['an unknown need', '      power: { buffer', '      powr: { buffer', '17:7', /unknown node `powr`/, /`power`/],
  ['an unknown threat', 'against: [storm]', 'against: [strom]', '33:15', /unknown threat `strom`/, /`storm`/],
  ['an unknown control', 'bare: { wall: none }', 'bare: { wal: none }', '45:11', /unknown control `wal`/, /`wall`/],
  ['an unknown level', 'bare: { wall: none }', 'bare: { wall: hi }', '45:17', /unknown level `hi`/, /low, none/],
  ['an unknown current level', 'current: low', 'current: lwo', '34:14', /unknown level `lwo`/, /`low`/],
  ['an unknown bearer', '{ tenants: "= ships', '{ tenant: "= ships', '22:11', /no key `tenant`/, /`tenants`/],
  [
    'an unknown discipline',
    'quay: { kind: site, discipline: physical',
    'quay: { kind: site, discipline: phisical',
    '12:35',
    /unknown discipline `phisical`/,
    /`physical`/,
  ],
  ['an unknown tag', 'place=north: {', 'place=south: {', '29:7', /unknown tag/, /`place=north`/],
  ['an unknown source', '(survey)', '(survy)', '18:21', /unknown source `survy`/, /`survey`/],
  ['an unknown calendar name', '{ night: x0.5 }', '{ nigth: x0.5 }', '21:46', /calendar name `nigth`/, /`night`/],
  ['an unknown input', '= ships *', '= shps *', '22:23', /no input `shps`/, /state it under inputs/],
  ['a need on itself', '      power: { buffer', '      crane: { buffer', '17:7', /needs itself/, /take it out/],
  ['a list that never ends', 'nodes:', 'nodes: [', '15:5', /cannot stand within brackets/, /brackets/],
  ['an unused anchor', 'kind: supplier', 'kind: &a supplier', '13:21', /anchor `&a` is not used/, /remove it/],
  ['an unknown anchor', 'kind: supplier', 'kind: *a', '13:18', /no anchor `&a`/, /in quotes/],
  ['an unknown YAML tag', 'kind: supplier', 'kind: !!js/function x', '13:18', /tag is unknown/, /remove it/],
  ['a %YAML directive', 'ringfence: 1\n', '%YAML 1.1\n---\nringfence: 1\n', '1:1', /directive/, /YAML 1.2/],
  ['a number that a comma cuts', 'own: £5k..£20k', 'own: £1,100k', '21:19', /comma has cut off/, /£1100k/],
  ['text that a comment cuts', 'A port with two cranes', 'Line #3', '2:13', /`#3` begins a comment/, /in quotes/],
  ['15 m', 'buffer: 2 h', 'buffer: 15 m', '17:27', /minutes, months or million/, /`15 min`/],
  ['01/03/2026', 'date: 2026-02-01', 'date: 01/03/2026', '9:42', /day first or month first/, /year, month, day/],
  [
    'a key without a blank',
    'restart: 1..3 h (survey)',
    'restart:3 h',
    '18:5',
    /no blank after the colon/,
    /restart: 3 h/,
  ],
  ['an id twice', '  power: { kind: supplier }', '  quay: { kind: site }', '13:3', /stands twice/, /rename/],
  ['the id __proto__', '  power: { kind', '  __proto__: { kind', '13:3', /cannot be a name/, /another name/],
  ['the id constructor', '  power: { kind', '  constructor: { kind', '13:3', /cannot be a name/, /another name/],
  ['an id that is no id', '  power: { kind', '  Power House: { kind', '13:3', /no id of a node/, /`power-house`/],
  [
    'a formula that loops',
    '= ships * £1k per hour',
    '= while(true) ships',
    '22:23',
    /no function `while`/,
    /use one of/,
  ],
  ['a formula that defines', '= ships * £1k per hour', '= f(x) = f(x)', '22:23', /no function `f`/, /use one of/],
  ['a formula that allocates', '= ships * £1k per hour', '= zeros(1e9)', '22:23', /no function `zeros`/, /use one of/],
  ['a formula that counts long', '= ships * £1k per hour', '= sum(1:1e9)', '22:23', /no function `sum`/, /use one of/],
  ['a formula that imports', '= ships * £1k per hour', "= import('fs')", '22:23', /no function `import`/, /use one of/],
  ['a formula that evaluates', '= ships * £1k per hour', "= evaluate('1')", '22:23', /no function `evaluate`/, /use/],
  [
    'a formula that reads the machine',
    '= ships * £1k per hour',
    '= process.env',
    '22:23',
    /no input `process`/,
    /inputs/,
  ],
  ['a formula that reaches for a class', '= ships *', '= ships.constructor *', '22:28', /`\.` has no place/, /inputs/],
  ['inputs in a circle', '{ ships: 4 }', '{ ships: "= ships + 1" }', '10:18', /in a circle: ships/, /a number/],
  ['1e400', '6..30 h', '6..1e400 h', '28:26', /out of range/, /finite number/],
  ['NaN', '6..30 h', '.nan', '28:23', /not a number that a model can use/, /finite number/],
  ['infinity', 'buffer: 2 h', 'buffer: .inf', '17:24', /not a number that a model can use/, /finite number/],
  ['1e-300 h', '6..30 h', '1e-300..2e-300 h', '28:23', /out of range/, /1e-100/],
  [
    'a threat a second',
    'occurs: 1..3 per year',
    'occurs: every 1 s',
    '26:13',
    /more than a million events/,
    /how often/,
  ],
  [
    'evidence of more than all',
    'done: 9 of 10',
    'done: 11 of 10',
    '39:17',
    /more than there were/,
    /how many of how many/,
  ],
  ['a path that leads nowhere', 'threats.storm.occurs', 'threats.strom.occurs', '47:41', /leads nowhere/, /`storm`/],
  ['a currency without a rate', '£5k..£20k per hour', 'EUR 5k per hour', '21:16', /no rate from EUR/, /rates: \{ EUR/],
];

test('the file without a fault has none', () => {
  expect(readModelText(GOOD)).toMatchObject({ ok: true });
});

describe('refused, with its place and a remedy:', () => {
  test.each(rows)('%s', (_, from, to, place, message, remedy) => {
    const read = readModelText(planted(from, to));
    if (read.ok) throw new Error('no fault was found');
    expectFault(read.problems, place, message, remedy);
    for (const problem of read.problems) expect(problem.place, said(problem)).not.toBeNull();
  });

  test.each([
    ['an empty file', '', /the file is empty/, /begin with `ringfence: 1`/],
    ['a file of comments', '# nothing\n', /the file is empty/, /begin with `ringfence: 1`/],
    ['a list', '- a\n', /not a map/, /begin with `ringfence: 1`/],
    [
      'aliases that multiply',
      [
        'a: &a [x,x,x,x,x,x,x,x,x,x]',
        ...'bcdefg'
          .match(/./g)!
          .map((k, i) => `${k}: &${k} [${Array.from({ length: 10 }, () => `*${'abcdef'.charAt(i)}`).join()}]`),
      ].join('\n'),
      /aliases stand for more than 100,000 values/,
      /write the values out/,
    ],
  ])('%s', (_, text, message, remedy) => {
    const read = readModelText(text);
    if (read.ok) throw new Error('no fault was found');
    expect(read.problems.some((problem) => message.test(problem.message) && remedy.test(problem.remedy))).toBe(true);
  });

  test('all faults at once, in the order of the file', () => {
    const text = planted('6..30 h', '30..6 h').replace('against: [storm]', 'against: [strom]');
    const read = readModelText(text.replace('kind: supplier', 'knd: supplier'));
    if (read.ok) throw new Error('no fault was found');
    expect(read.problems.map(({ place }) => place?.line)).toEqual([13, 28, 33]);
  });
});

describe('accepted for what it means:', () => {
  const meaning = (text: string): unknown => {
    const read = readModelText(text);
    if (!read.ok) throw new Error(read.problems.map(said).join('\n'));
    return read.value.threats[0]!.affects.find(({ node }) => node === 'quay')?.outage;
  };

  test.each([
    ['a long dash', '6–30 h'],
    ['an em dash', '6—30 h'],
    ['a no-break blank', '6..30\u00a0h'],
    ['a narrow no-break blank', '6..30\u202fh'],
  ])('%s', (_, written) => {
    const { text: _a, ...plain } = meaning(GOOD) as { text: string };
    const { text: _b, ...dashed } = meaning(planted('6..30 h', written)) as { text: string };
    expect(dashed).toEqual(plain);
  });
});

describe('files that are at fault:', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-bad-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const put = (name: string, content: string | Buffer): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  const faults = async (file: string): Promise<readonly Problem[]> => {
    const read = await readModel(file);
    if (read.ok) throw new Error('no fault was found');
    return read.problems;
  };

  test('one that is missing', async () => {
    expectFault(await faults(path.join(folder, 'none.yaml')), '-', /does not exist/, /check the path/);
  });
  test('a folder', async () => {
    expectFault(await faults(folder), '-', /is a folder/, /give a model file/);
  });
  test('an include loop', async () => {
    put('loop/a.yaml', `include: b.yaml\n${GOOD}`);
    put('loop/b.yaml', 'include: a.yaml\n');
    expectFault(await faults(path.join(folder, 'loop/a.yaml')), '1:10', /./, /./);
    expect((await faults(path.join(folder, 'loop/a.yaml'))).map(said).join('\n')).toMatch(/include/);
  });
  test.each(['../out.yaml', '/etc/passwd', 'link.yaml'])('an include outside the folder: %s', async (name) => {
    put('out.yaml', 'nodes: {}\n');
    const file = put('inner/model.yaml', `include: ${name}\n${GOOD}`);
    try {
      symlinkSync(path.join(folder, 'out.yaml'), path.join(folder, 'inner/link.yaml'));
    } catch {
      // It stands there already.
    }
    const found = await faults(file);
    expect(found[0]?.place).toMatchObject({ line: 1, column: 10 });
    expect(found.map(said).join('\n')).toMatch(/out of the folder|outside|folder/);
  });
  test('one of 100 MB', async () => {
    const file = put('large.yaml', GOOD);
    truncateSync(file, 100 * 2 ** 20);
    expectFault(await faults(file), '1:1', /larger than 50 MB/, /./);
  });
  test('a binary one', async () => {
    const found = await faults(put('binary.yaml', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0])));
    expect(found).toHaveLength(1);
    expect(said(found[0]!)).toMatch(/text|binary/);
  });
  test('one in UTF-16', async () => {
    const found = await faults(put('utf16.yaml', Buffer.from(`\ufeff${GOOD}`, 'utf16le')));
    expect(said(found[0]!)).toMatch(/UTF-16.*UTF-8/s);
  });
  test('the command line shows place, line, caret and remedy, with exit status 1 and nothing on standard output', async () => {
    const file = put('fault.yaml', planted('against: [storm]', 'against: [strom]'));
    for (const command of ['check', 'run']) {
      const { status, stdout, stderr } = await ringfence(command, file);
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toContain('fault.yaml:33:15');
      expect(stderr).toContain('against: [strom]');
      expect(stderr).toMatch(/^ +\|? +\^{5}/m);
      expect(stderr).toContain('did you mean `storm`?');
    }
  });
});
