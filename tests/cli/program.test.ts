import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseResultDocument, type ResultDocument } from '../../src/results/result-document.ts';
import { BROKEN, KEPT, plant } from './plant.ts';
import { loadHook, ringfence, start } from './ringfence.ts';

let folder: string;
let broken: string;
let kept: string;
const few = ['--trials', '4000', '--worlds', '40'];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-cli-'));
  broken = path.join(folder, 'broken.yaml');
  kept = path.join(folder, 'kept.yaml');
  await writeFile(broken, plant(BROKEN));
  await writeFile(kept, plant(KEPT));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

function documentOf(text: string): ResultDocument {
  const parsed = parseResultDocument(JSON.parse(text));
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.value;
}

/** What only the text of zod and of yaml has. */
const heavy = /ZodError|YAMLParseError/;
const tellModules = loadHook('process._rawDebug(url); return next(url, context);');

/** The text of every file of the program that was loaded, by what the hook told. */
const loaded = (told: string): string =>
  told
    .split('\n')
    .filter((line) => line.startsWith('file:'))
    .map((url) => readFileSync(fileURLToPath(url), 'utf8'))
    .join('\n');

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('help', () => {
  test.each([
    ['--help'],
    ['check', '--help'],
    ['run', '--help'],
    ['compare', '--help'],
    ['verify', '--help'],
    ['schema', '--help'],
    ['--version'],
  ])('ringfence %s %s loads no heavy package', async (...words) => {
    const { status, stdout, stderr } = await start(words, tellModules).outcome;
    expect(status).toBe(0);
    expect(stdout).not.toBe('');
    expect(loaded(stderr)).toContain('CommanderError');
    expect(loaded(stderr)).not.toMatch(heavy);
  });

  test('and a command that reads a model does load them, so that the test above can fail', async () => {
    const { stderr } = await start(['check', kept], tellModules).outcome;
    expect(loaded(stderr)).toMatch(heavy);
  });

  test('has examples and fits 80 columns', async () => {
    for (const words of [
      ['--help'],
      ['check', '--help'],
      ['run', '--help'],
      ['compare', '--help'],
      ['discover', '--help'],
      ['doughnut', '--help'],
      ['verify', '--help'],
      ['schema', '--help'],
    ]) {
      const { stdout } = await ringfence(...words);
      expect(stdout).toContain('Examples:');
      expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    }
  });

  test('of the program lists the commands that work', async () => {
    const { stdout } = await ringfence('--help');
    const listed = [...stdout.slice(stdout.indexOf('Commands:')).matchAll(/^ {2}([a-z]+) .*\S/gm)].map(
      (match) => match[1],
    );
    expect(listed).toEqual([
      'check',
      'run',
      'compare',
      'snowball',
      'discover',
      'sensitivity',
      'doughnut',
      'report',
      'history',
      'import',
      'export',
      'evidence',
      'verify',
      'schema',
      'help',
    ]);
  });

  test('the version is that of the package', async () => {
    const manifest: { version: string } = JSON.parse(
      await readFile(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'),
    );
    expect((await ringfence('--version')).stdout).toBe(`${manifest.version}\n`);
  });
});

describe('arguments that are at fault', () => {
  test.each([
    [['rnu'], '(Did you mean run?)'],
    [['run', 'a.yaml', '--trails', '5'], '(Did you mean --trials?)'],
    [['run'], "missing required argument 'file'"],
    [['run', 'a.yaml', 'b.yaml'], 'too many arguments'],
    [['run', 'a.yaml', '--trials', 'many'], 'whole number'],
    [['run', 'a.yaml', '--given', 'fire'], 'threat=ID'],
  ])('%j are named on standard error, with status 1', async (words, message) => {
    const { status, stdout, stderr } = await ringfence(...words);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  test('are found before the simulation', async () => {
    const faults: readonly (readonly [readonly string[], string])[] = [
      [['--until', 'soon'], '"soon"'],
      [['--trials', '5', '--worlds', '50'], 'fewer than 50 worlds'],
      [['--trials', '1m', '--memory', '1m'], '--memory'],
      [['--out', '/proc/none/'], 'cannot write into /proc/none/'],
      [['--fail-on-breach', '--given', 'threat=breakdown'], 'leave out one'],
      [['--scenario', 'winer'], 'winter'],
      [['--portfolio', 'cared-fro'], 'cared-for'],
      [['--given', 'threat=breakdwon'], 'breakdown'],
      [['--set', 'nodes.pmup.restart=2 h'], 'pump'],
    ];
    for (const [words, message] of faults) {
      const { status, stdout, stderr } = await ringfence('run', broken, ...words);
      expect({ words, status, stdout }).toEqual({ words, status: 1, stdout: '' });
      expect(stderr).toContain(message);
    }
  });
});

describe('check', () => {
  test('says what there is and what is assumed', async () => {
    const { status, stdout, stderr } = await ringfence('check', kept);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('no faults');
    expect(stdout).toContain('2 nodes, 1 threat, 1 control, 1 limit');
    expect(stdout).toContain('No restart time is given for plant');
  });

  test('gives every fault with its place, and status 1', async () => {
    const file = path.join(folder, 'faulty.yaml');
    await writeFile(file, plant(KEPT).replace('needs: [pump]', 'needs: [pmup]').replace('5..20 h', '5..20 £'));
    const { status, stdout, stderr } = await ringfence('check', file);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/faulty\.yaml:12:\d+/);
    expect(stderr).toMatch(/faulty\.yaml:20:\d+/);
    expect(stderr).toContain('pump');
  });

  test('of a file that is not there has status 1', async () => {
    const { status, stderr } = await ringfence('check', path.join(folder, 'none.yaml'));
    expect(status).toBe(1);
    expect(stderr).toContain('none.yaml');
  });

  test('--read says the model back', async () => {
    const { status, stdout } = await ringfence('check', kept, '--read');
    expect(status).toBe(0);
    expect(stdout).toContain('water for the town');
    expect(stdout).toMatch(/takes down pump for 5 to 20 h \(90% sure\);\s+mean 10\.\d h/);
  });

  test('--read says an override and a portfolio back', async () => {
    const { stdout } = await ringfence(
      'check',
      kept,
      '--read',
      '--portfolio',
      'cared-for',
      '--set',
      'nodes.plant.restart=2 h',
    );
    expect(stdout).toContain('starts again after 2 h');
    expect(stdout).toContain('yearly (in force)');
  });
});

describe('run', () => {
  test('reports, the verdict first', async () => {
    const { status, stdout, stderr } = await ringfence('run', broken, ...few);
    expect(status).toBe(0);
    expect(flat(stderr)).toMatch(
      /^Simulating A plant and its pump: base scenario, seed ringfence, 4,000 trials in at most 40 worlds /,
    );
    expect(stdout).toMatch(/^A plant and its pump\n/);
    expect(stdout).toContain('Outside appetite\n  The only limit is broken.');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(stdout).not.toContain('\u001b');
  });

  test('--json prints one document and nothing else', async () => {
    const { status, stdout, stderr } = await ringfence('run', broken, ...few, '--json', '--quiet');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const document = documentOf(stdout);
    expect(document).toMatchObject({ result: 1, trials: 4000, worlds: 40, seed: 'ringfence', partial: false });
    expect(Object.keys(document.scenarios)).toEqual(['base']);
  });

  test('says what it runs before anything heavy is loaded, and long before it ends', async () => {
    const running = start(['run', broken, '--trials', '20m', '--worlds', '20k', '--json'], tellModules);
    await running.shows(/^Simulating A plant and its pump: /m);
    const first = running.said();
    expect(loaded(first.slice(0, first.indexOf('Simulating')))).not.toMatch(heavy);
    await running.shows(/^\d+ s: [\d,]+ of 20,000,000 trials/m);
    expect(running.child.exitCode).toBe(null);
    running.child.kill('SIGINT');
    const { status, stderr } = await running.outcome;
    expect(status).toBe(130);
    expect(loaded(stderr)).toMatch(heavy);
    expect(stderr).toMatch(/^Stopping: /m);
    expect(stderr.replaceAll('\n', '')).toMatch(/^\P{Cc}*$/u);
  });

  test('gives the same bits for any number of workers, and others for another seed', async () => {
    const [one, two, other] = await Promise.all([
      ringfence('run', broken, ...few, '--json', '--workers', '1'),
      ringfence('run', broken, ...few, '--json', '--workers', '2'),
      ringfence('run', broken, ...few, '--json', '--seed', ''),
    ]);
    expect(one.stdout).toBe(two.stdout);
    expect(documentOf(other.stdout).scenarios['base']?.loss.mean).not.toEqual(
      documentOf(one.stdout).scenarios['base']?.loss.mean,
    );
  });

  test('the command that it prints gives the same report again', async () => {
    const { stdout } = await ringfence('run', broken, ...few, '--set', 'nodes.plant.restart=2..4 h');
    const again = /To see these figures again:\n([\s\S]*)/.exec(stdout)?.[1] ?? '';
    expect(again.replace(/ \\\n\s*/g, ' ').trim()).toBe(
      `ringfence run ${broken} --seed ringfence --trials 4000 --worlds 40 --set 'nodes.plant.restart=2..4 h'`,
    );
  });

  test('keeps several scenarios in one document, and compares them for people', async () => {
    const scenarios = ['--scenario', 'base', '--scenario', 'winter'];
    const document = documentOf((await ringfence('run', broken, ...few, ...scenarios, '--json')).stdout);
    expect(Object.keys(document.scenarios)).toEqual(['base', 'winter']);
    const [base, winter] = [document.scenarios['base'], document.scenarios['winter']];
    expect(winter?.loss.mean.value).toBeGreaterThan(base?.loss.mean.value ?? Infinity);
    const { stdout } = await ringfence('run', broken, ...few, ...scenarios);
    expect(stdout).toMatch(/^Scenarios compared\n/);
  });

  test('--given tells of the case', async () => {
    const { status, stdout } = await ringfence('run', broken, ...few, '--given', 'threat=breakdown');
    expect(status).toBe(0);
    expect(stdout).toContain('If breakdown happens');
    expect(stdout).toMatch(/first outage of\s+5%\s+middle\s+95%\s+width/);
  });

  test.each([
    [() => broken, ['--fail-on-breach'], 2],
    [() => kept, ['--fail-on-breach'], 0],
    [() => broken, [], 0],
  ])('has the exit status of its verdict only when asked', async (file, words, status) => {
    expect((await ringfence('run', file(), ...few, ...words)).status).toBe(status);
  });

  test('--out writes the document beside the report, whole', async () => {
    const out = path.join(folder, 'result.json');
    await writeFile(out, 'old');
    const { stdout } = await ringfence('run', broken, ...few, '--out', out);
    expect(stdout).toContain('Outside appetite');
    expect(documentOf(await readFile(out, 'utf8')).trials).toBe(4000);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('leaves the old file untouched when it fails', async () => {
    const out = path.join(folder, 'kept.json');
    await writeFile(out, 'old');
    const { status } = await ringfence('run', path.join(folder, 'none.yaml'), '--out', out);
    expect(status).toBe(1);
    expect(await readFile(out, 'utf8')).toBe('old');
  });
});

test('schema prints a JSON Schema', async () => {
  const { status, stdout, stderr } = await ringfence('schema');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toHaveProperty('$schema');
});
