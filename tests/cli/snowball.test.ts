import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { snowballDocumentSchema } from '../../src/results/snowball-document.ts';
import { ringfence, type Outcome } from './ringfence.ts';

const models = path.resolve(import.meta.dirname, '../fixtures/snowball');
const changeover = path.join(models, 'p1-slow-changeover.yaml');
const few = ['--trials', '1000', '--quiet'];
const flat = (text: string): string => text.replace(/\s+/g, ' ');

describe('snowball', () => {
  let folder: string;
  let page: Outcome;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ringfence-snowball-'));
    const out = path.join(folder, 'found.json');
    page = await ringfence('snowball', changeover, ...few, '--csv', folder, '--out', out, '--least', '10%');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('says first which point it is, within 80 columns', () => {
    expect(page).toMatchObject({ status: 0, stderr: '' });
    expect(flat(page.stdout)).toContain('The first of 2 points: dist When one supply fails while another stands ready');
    expect(flat(page.stdout)).toContain('all of it is made here');
    expect(flat(page.stdout)).toContain(
      'Repairing what was struck within 2.6 h of the first failure still saves half of the loss',
    );
    expect(page.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(flat(page.stdout)).toContain("--seed ringfence --trials 1000 --least '10%'".replaceAll("'", ''));
  });

  test('writes the document and the tables that it is asked for', async () => {
    const document = snowballDocumentSchema.parse(JSON.parse(await readFile(path.join(folder, 'found.json'), 'utf8')));
    expect(document.scenarios['base']!.points.map(({ id }) => id)).toEqual(['dist', 'crit']);
    const points = (await readFile(path.join(folder, 'points.csv'), 'utf8')).split('\r\n');
    expect(points[0]).toMatch(
      /^scenario,place,point,kind,members,made here,"made here, standard error",share of tail,/,
    );
    expect(points[1]).toMatch(/^base,1,dist,node,dist,167500,/);
    const chains = await readFile(path.join(folder, 'chains.csv'), 'utf8');
    expect(chains).toContain('cable-cut > in-a > dist > crit > goal');
  });

  test('tells a chain, and a typical future of it hour by hour', async () => {
    const { status, stdout } = await ringfence('snowball', changeover, ...few, '--chain', '1');
    expect(status).toBe(0);
    expect(stdout).toContain('Chain 1 of 1');
    expect(flat(stdout)).toContain('A typical future of it: world 0, trial');
    expect(stdout).toContain('cable-cut happens');
  });

  test('tells any future', async () => {
    const { status, stdout } = await ringfence('snowball', changeover, ...few, '--trial', '0/3');
    expect(status).toBe(0);
    expect(stdout).toContain('trial 3 of 0..999');
  });

  test.each([
    [['--least', '0%'], 'Give a share of the tail above 0% and at most 100%'],
    [['--least', '0.05'], 'such as 5%'],
    [['--goal', 'gaol'], 'did you mean `goal`?'],
    [['--chain', '2'], 'there is no chain 2: 1 chain was found'],
    [['--chain', '1', '--json'], '--chain does not go with --json'],
    [['--csv', '/nowhere/at/all'], 'there is no such folder'],
    [['--trial', '0/0', '--csv', '.'], '--trial does not go with --csv'],
  ])('%s: is refused with what helps', async (words, remedy) => {
    const { status, stdout, stderr } = await ringfence('snowball', changeover, ...few, ...words);
    expect([status, stdout]).toEqual([1, '']);
    expect(flat(stderr)).toContain(remedy);
  });
});
