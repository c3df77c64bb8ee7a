/** Several portfolios of one run, and options that stand twice: the real program. */
import { describe, expect, test } from 'vitest';
import type { ResultDocument } from '../../src/results/result-document.ts';
import { ringfence } from '../cli/ringfence.ts';

const FILE = 'scenarios/hub-airport/as-was.yaml';
const FEW = ['--trials', '1000', '--worlds', '10', '--workers', '1'];

describe('run', () => {
  test('takes several portfolios as it takes several scenarios', async () => {
    const portfolios = ['--portfolio', 'current', '--portfolio', 'quick-hands'];
    const { status, stdout } = await ringfence('run', FILE, ...FEW, ...portfolios, '--json');
    expect(status).toBe(0);
    const { scenarios, settings } = JSON.parse(stdout) as ResultDocument;
    expect(Object.keys(scenarios)).toEqual(['base + current', 'base + quick-hands']);
    expect(settings).toMatchObject({ portfolio: ['current', 'quick-hands'] });
    expect(scenarios['base + current']?.portfolio).toMatchObject({ 'network-switching': 'none' });
    expect(scenarios['base + quick-hands']?.portfolio).toMatchObject({ 'network-switching': 'rehearsed' });
    const page = await ringfence('run', FILE, ...FEW, ...portfolios);
    expect(page.stdout).toMatch(/^Portfolios compared\n.*scenario \+ portfolio/);
    expect(page.stdout).toMatch(/base scenario · portfolio quick-hands ·/);
    expect(page.stdout).toMatch(/--portfolio current.*--portfolio quick-hands/s);
  });

  test('with one portfolio keeps the name of the scenario', async () => {
    const { stdout } = await ringfence('run', FILE, ...FEW, '--portfolio', 'current', '--json');
    expect(Object.keys((JSON.parse(stdout) as ResultDocument).scenarios)).toEqual(['base']);
  });

  test('says what a scenario sets otherwise than a level in force', async () => {
    const { stdout } = await ringfence(
      'run',
      'tests/found/overruled.yaml',
      ...FEW,
      '--portfolio',
      'quick',
      '--scenario',
      'winter',
    );
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'nodes.hub.restart is as scenario winter sets it, not as level fast of control drill would.',
    );
  });
});

test.each([
  ['run', '--trials', '1000', '--trials', '2000'],
  ['run', '--seed', 'a', '--seed', ''],
  ['check', '--portfolio', 'quick-hands', '--portfolio', 'resilient'],
  ['compare', '--out', 'a.json', '--out', 'b.json'],
])('%s refuses %s twice: neither of two would be the one that was meant', async (command, ...options) => {
  const { status, stderr } = await ringfence(command, FILE, ...options);
  expect(status).toBe(1);
  expect(stderr).toContain('It may stand once.');
});
