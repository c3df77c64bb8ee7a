import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { doughnutDocumentSchema } from '../../src/results/doughnut-document.ts';
import { ringfence, unwrapped } from './ringfence.ts';

const model = path.resolve(import.meta.dirname, '../fixtures/doughnut/p03-closed-doughnut.yaml');
const size = ['--trials', '20k', '--worlds', '20', '--quiet'];

describe('ringfence doughnut', () => {
  test('prints a page, or the document alone', async () => {
    const page = await ringfence('doughnut', model, ...size, '--budget', '£1.6m');
    expect({ status: page.status, stderr: page.stderr }).toEqual({ status: 0, stderr: '' });
    expect(page.stdout).toMatch(/at least +£1\.5m/);
    expect(page.stdout).toContain('With a budget of £1.6m');
    const folder = await mkdtemp(path.join(tmpdir(), 'ringfence-doughnut-'));
    const { stdout } = await ringfence('doughnut', model, ...size, '--json', '--csv', folder);
    expect((await readdir(folder)).toSorted()).toEqual(['controls.csv', 'frontier.csv', 'segments.csv']);
    const segments = (await readFile(path.join(folder, 'segments.csv'), 'utf8')).split('\r\n');
    expect(segments[1]).toMatch(/^physical,0,1500000,1500000,/);
    await rm(folder, { recursive: true });
    const document = doughnutDocumentSchema.parse(JSON.parse(stdout));
    expect(document.rings?.necessary.value).toBeCloseTo(1.5e6, 6);
    expect(Object.values(document.limits ?? {}).map(({ kind }) => kind)).toEqual(['loss']);
  });

  test.each([
    [['--budget', '1m', '--cut', '10%'], 'leave out one of them'],
    [['--budget', 'much'], '--budget much'],
    [['--budget', '€5m'], '--budget €5m'],
    [['--cut', '0%'], 'above 0%'],
    [['--confidence', '100%'], 'below 100%'],
    [['--segments', 'colour'], 'discipline, risk, goal, owner, tier'],
    [['--years', '101'], 'a whole number from 1 to 100'],
    [['--show', 'all that'], 'finance, why, all'],
    [['--without', 'limit-2'], 'did you mean `limit-1`?'],
    [['--segments', 'tier'], 'no node of kind supplier'],
    [['--csv', '/nowhere/at/all'], 'there is no such folder'],
    [['--for', 'ever'], 'no length of time'],
    [['--given', 'threat=fire'], 'a matter of all that years bring'],
    [['--trials', '40', '--worlds', '20'], 'cannot tell whether limit `limit-1` is kept'],
  ])('%j is refused with a remedy', async (words, message) => {
    const { status, stdout, stderr } = await ringfence('doughnut', model, ...words);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(unwrapped(stderr).replace(/\s+/g, ' ')).toContain(message);
  });
});
