import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareDocumentSchema } from '../../src/results/compare-document.ts';
import { parseResultDocument } from '../../src/results/result-document.ts';
import { trialDocumentSchema } from '../../src/results/trial-document.ts';
import { KEPT, plant } from './plant.ts';
import { ringfence, start } from './ringfence.ts';

let folder: string;
let model: string;
let other: string;
const few = ['--trials', '4000', '--worlds', '40'];
const flat = (text: string): string => text.replace(/\s+/g, ' ');
const tooWide = (text: string): string[] => text.split('\n').filter((line) => line.length > 80);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-compare-'));
  model = path.join(folder, 'plant.yaml');
  other = path.join(folder, 'dear.yaml');
  await writeFile(model, plant(KEPT));
  await writeFile(other, plant(KEPT).replace('own: £1k per hour', 'own: £2k per hour'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('compare', () => {
  test('says in words first what a portfolio changes, within 80 columns', async () => {
    const { status, stdout } = await ringfence(
      'compare',
      model,
      '--portfolio',
      'current',
      '--portfolio',
      'cared-for',
      ...few,
    );
    expect(status).toBe(0);
    expect(flat(stdout)).toMatch(/cared-for loses £[\d.]+k ± £[\d.]+k? less a year than current/);
    expect(flat(stdout)).toContain('Its controls cost £2.00k a year more');
    expect(tooWide(stdout)).toEqual([]);
  });

  test('says at once what is compared, and on its way which variant is at work', async () => {
    const words = ['compare', model, '--portfolio', 'current', '--portfolio', 'cared-for', '--trials', '20m'];
    const running = start([...words, '--worlds', '20k']);
    await running.shows(/^\d+ s: 1 of 2: current, [\d,]+ of 20,000,000 trials/m);
    running.child.kill('SIGINT');
    const { status, stdout, stderr } = await running.outcome;
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(flat(stderr)).toMatch(
      /^Simulating A plant and its pump: portfolios current and cared-for, seed ringfence, 20,000,000 trials in at most 20,000 worlds /,
    );
  });

  test('compares one portfolio or scenario with what there is without it', async () => {
    const { stdout } = await ringfence('compare', model, '--scenario', 'winter', '--json', ...few);
    const document = compareDocumentSchema.parse(JSON.parse(stdout));
    expect(document.variants.map(({ name }) => name)).toEqual(['base', 'winter']);
    expect(document.comparisons[0]?.loss.mean.value).toBeGreaterThan(0);
  });

  test('combines files, scenarios and portfolios; the first is the baseline, the document goes to a file too', async () => {
    const out = path.join(folder, 'out.json');
    const choices = [
      '--scenario',
      'base',
      '--scenario',
      'winter',
      '--portfolio',
      'current',
      '--portfolio',
      'cared-for',
    ];
    const { stdout } = await ringfence('compare', model, other, ...choices, '--json', '--out', out, ...few);
    const document = compareDocumentSchema.parse(JSON.parse(stdout));
    expect(document.variants.map(({ name }) => name)).toEqual([
      'plant + base + current',
      'plant + base + cared-for',
      'plant + winter + current',
      'plant + winter + cared-for',
      'dear + base + current',
      'dear + base + cared-for',
      'dear + winter + current',
      'dear + winter + cared-for',
    ]);
    expect(new Set(document.comparisons.map(({ from }) => from))).toEqual(new Set(['plant + base + current']));
    expect(await readFile(out, 'utf8')).toBe(stdout);
  });

  test('meets the same futures: a loss twice as dear is twice the loss, with an error as large as the mean has', async () => {
    const { stdout } = await ringfence('compare', model, other, '--json', ...few);
    const { comparisons, variants } = compareDocumentSchema.parse(JSON.parse(stdout));
    const [mean, before] = [comparisons[0]!.loss.mean, variants[0]!.result.loss.mean];
    expect(mean.value / before.value).toBeCloseTo(1, 9);
    expect(mean.standardError / before.standardError).toBeCloseTo(1, 9);
  });

  test('gives the same document for any number of workers', async () => {
    const words = ['compare', model, '--portfolio', 'cared-for', '--json', ...few];
    const [one, two] = [await ringfence(...words, '--workers', '1'), await ringfence(...words, '--workers', '2')];
    expect(one.stdout).toBe(two.stdout);
  });

  test('refuses what cannot be compared, with a remedy', async () => {
    const euros = path.join(folder, 'euros.yaml');
    await writeFile(euros, plant(KEPT).replace('currency: GBP', 'currency: EUR').replaceAll('£', '€'));
    const cases = [
      [[model], 'there is nothing to compare with', 'add --portfolio NAME'],
      [[model, euros], 'differ in their currency: GBP, and EUR', 'the same currency'],
      [[model, '--portfolio', 'carefor'], 'carefor', 'cared-for'],
      [
        [model, '--portfolio', 'cared-for', '--memory', '1k'],
        'more than the 1 MB of --memory',
        'compare fewer at a time',
      ],
    ] as const;
    for (const [words, what, remedy] of cases) {
      const { status, stdout, stderr } = await ringfence('compare', ...words, ...few);
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(flat(stderr)).toContain(what);
      expect(flat(stderr)).toContain(remedy);
    }
  });

  test('counts what it keeps of each world against --memory', async () => {
    const words = ['compare', model, '--portfolio', 'cared-for', '--trials', '4000', '--memory', '512k', '--json'];
    const [fewWorlds, manyWorlds] = await Promise.all(
      ['40', '4000'].map((worlds) => ringfence(...words, '--worlds', worlds)),
    );
    expect(fewWorlds?.status).toBe(0);
    expect(manyWorlds?.status).toBe(1);
    expect(manyWorlds?.stderr).toContain('--memory');
  });
});

describe('run --trial', () => {
  test('tells one future, whose losses add up to those of the trial', async () => {
    const { status, stdout } = await ringfence('run', model, '--trial', '3/1', '--json', ...few);
    expect(status).toBe(0);
    const document = trialDocumentSchema.parse(JSON.parse(stdout));
    expect(document.address).toEqual({ world: 3, trial: 1 });
    const booked = document.events.reduce(
      (sum, event) => (event.what === 'loss' && event.counted ? sum + event.amount : sum),
      0,
    );
    expect(booked).toBeCloseTo(document.totals.loss, 6);
    const { stdout: words } = await ringfence('run', model, '--trial', '3/1', ...few);
    expect(flat(words)).toContain('One future: world 3 of 0..39, trial 1 of 0..99, base scenario');
    expect(flat(words)).toContain('loss of this trial');
    expect(tooWide(words)).toEqual([]);
  });

  test('refuses a world, a trial and a form that there is not, with the remedy', async () => {
    const cases = [
      ['40/0', 'there is no world 40: the worlds of this run are 0 to 39', 'raise --worlds'],
      ['0/100', 'there is no trial 100: the trials of this run are 0 to 99', 'raise --trials'],
      ['7', 'WORLD/TRIAL', 'such as 12/340'],
      ['-1/3', 'WORLD/TRIAL', 'such as 12/340'],
    ] as const;
    for (const [address, what, remedy] of cases) {
      const { status, stderr } = await ringfence('run', model, `--trial=${address}`, ...few);
      expect(status).toBe(1);
      expect(flat(stderr)).toContain(what);
      expect(flat(stderr)).toContain(remedy);
    }
  });

  test('refuses several scenarios, and options that it has no use for', async () => {
    const several = await ringfence(
      'run',
      model,
      '--trial',
      '0/0',
      '--scenario',
      'base',
      '--scenario',
      'winter',
      ...few,
    );
    expect([several.status, several.stderr]).toEqual([
      1,
      expect.stringContaining('give --scenario and --portfolio once'),
    ]);
    const useless = await ringfence('run', model, '--trial', '0/0', '--explain', ...few);
    expect([useless.status, useless.stderr]).toEqual([1, expect.stringContaining('does not go with --explain')]);
  });
});

describe('run --explain', () => {
  test('adds to the report, and to the document, what makes up the loss', async () => {
    const { stdout } = await ringfence('run', model, '--explain', ...few);
    expect(flat(stdout)).toMatch(/breakdown causes 100% of the mean loss, and 100%\? in the worst 1%\./);
    expect(stdout).toContain('The middle one of the worst 1%');
    expect(tooWide(stdout)).toEqual([]);
    const { stdout: text } = await ringfence('run', model, '--explain', '--json', ...few);
    const parsed = parseResultDocument(JSON.parse(text));
    if (!parsed.ok) throw new Error('no result document');
    const { explanation, loss } = parsed.value.scenarios['base']!;
    expect(explanation?.mean.loss).toEqual(loss.mean);
    const { address } = explanation!.middleOfTail!;
    const told = await ringfence('run', model, '--trial', `${address.world}/${address.trial}`, '--json', ...few);
    expect(JSON.parse(told.stdout)).toEqual(JSON.parse(JSON.stringify(explanation!.middleOfTail)));
  });
});
