/**
 * The library of scenarios, applied to both airports: it reads, it says what it left out, it changes nothing while the world is
 * calm, and each story does to the regional airport what its page says.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeInlineRunner, openSession, readModel } from '../../src/index.ts';
import type { Model } from '../../src/index.ts';
import { shell } from '../docs/pages.ts';

const shipped = path.resolve(import.meta.dirname, '../../scenarios');
const LIBRARY = path.join(shipped, 'library');
const WITH_LIBRARY = path.join(shipped, 'regional-airport/with-library.yaml');
const AIRPORTS = { regional: '../regional-airport/airport.yaml', hub: '../hub-airport/as-was.yaml' } as const;
type Airport = keyof typeof AIRPORTS;

/** Each file with its scenario, what moves in it, and the tags that an airport does not have. */
const STORIES: Readonly<Record<string, { scenario: string; driver: string; missing: Record<Airport, string[]> }>> = {
  'cloud-region': {
    scenario: 'cloud-region-loss',
    driver: 'cloud',
    missing: { regional: [], hub: ['discipline=cyber', 'runs=cloud', 'supply=cloud', 'supply=telecom'] },
  },
  'extreme-heat': {
    scenario: 'extreme-heat',
    driver: 'heat',
    missing: { regional: [], hub: ['place=hall', 'place=outdoor', 'supply=cloud'] },
  },
  'grid-shortage': {
    scenario: 'grid-shortage',
    driver: 'energy',
    missing: { regional: [], hub: ['discipline=supply', 'kind=supplier', 'supply=fuel'] },
  },
  'pandemic-absence': {
    scenario: 'pandemic-absence',
    driver: 'pandemic',
    missing: { regional: ['kind=person'], hub: ['kind=person', 'kind=supplier', 'kind=team', 'staffed=yes'] },
  },
  'regional-conflict': {
    scenario: 'regional-conflict',
    driver: 'conflict',
    missing: { regional: [], hub: ['discipline=cyber', 'supply=air-route', 'supply=fuel'] },
  },
  'trade-barrier': {
    scenario: 'trade-barrier',
    driver: 'trade',
    missing: { regional: [], hub: ['discipline=supply', 'supply=import'] },
  },
};

const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-library-'));
cpSync(shipped, scratch, { recursive: true });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function modelOf(file: string, scenario?: string): Promise<Model> {
  const read = await readModel(file, { scenario });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return read.value;
}

/** An airport with stories of the library, as an analyst writes it: a model whose folder stands beside the library's. */
function applied(airport: Airport, stories: readonly string[]): string {
  const file = path.join(scratch, 'corner-shop', `${airport}-${stories.join('-')}.yaml`);
  const includes = [AIRPORTS[airport], ...stories.map((story) => `../library/${story}.yaml`)];
  writeFileSync(file, `include: [${includes.join(', ')}]\nscenarios: { calm: { holds: { all: normal } } }\n`);
  return file;
}

async function meanLoss(file: string, scenario?: string): Promise<number> {
  const session = openSession(await modelOf(file, scenario), makeInlineRunner());
  const { scenarios } = await session.run({ trials: 200, worlds: 20 });
  await session.close();
  return Object.values(scenarios)[0]!.loss.mean.value;
}

const calmLoss = meanLoss(WITH_LIBRARY, 'calm');

const tagsOf = (text: string): string[] => text.match(/[a-z]+=[a-z-]+/g) ?? [];

test('each file of the library is a story here, and has a section on its page', () => {
  const files = readdirSync(LIBRARY).filter((file) => file.endsWith('.yaml'));
  expect(files.toSorted()).toEqual(Object.keys(STORIES).map((story) => `${story}.yaml`));
  const page = readFileSync(path.join(LIBRARY, 'README.md'), 'utf8');
  for (const file of files) expect(page).toContain(`](${file})`);
});

describe.each(Object.entries(STORIES))('%s', (story, { scenario, driver, missing }) => {
  test.each(['regional', 'hub'] as const)(
    'reads in the %s airport, and lists the tags that it left out',
    async (airport) => {
      const model = await modelOf(applied(airport, [story]), scenario);
      expect((model.drivers?.states ?? []).map(({ id }) => id)).toEqual([driver]);
      const left = model.notes.leftOut.filter(({ why }) => why.includes('has the tag'));
      expect([...new Set(left.flatMap(({ why }) => tagsOf(why)))].toSorted()).toEqual(missing[airport]);
    },
  );

  test('cites a source or says that it assumes, at every figure that is not a hold', () => {
    const text = readFileSync(path.join(LIBRARY, `${story}.yaml`), 'utf8');
    const stated = text
      .split('\n')
      .filter((line) => /\d\.\.|\d% /.test(line) && !/title:|story:|holds:|calendar:/.test(line));
    expect(stated.length).toBeGreaterThan(3);
    for (const line of stated)
      for (const figure of line.match(/x?[\d.]+%?\.\.[^,}#]*/g) ?? []) expect(figure).toMatch(/\([a-z0-9-]+\)/);
  });

  test('costs the regional airport more than a calm year', async () => {
    expect(await meanLoss(WITH_LIBRARY, scenario)).toBeGreaterThan(2 * (await calmLoss));
  });
});

test('`check` prints what each family has, and what was left out', async () => {
  const { status, stdout } = await shell('npx ringfence check scenarios/regional-airport/with-library.yaml');
  expect(status).toBe(0);
  const said = stdout.replaceAll(/\s+/g, ' ');
  expect(said).toContain('All six families of factors have a driver.');
  expect(said).toMatch(/Left out: [^.]*no node has the tag kind=person/);
  for (const { scenario } of Object.values(STORIES)) expect(said).toContain(scenario);
});

test('a shortage of electricity cuts the feeds of the hub airport, each by a draw of its own', async () => {
  const model = await modelOf(applied('hub', ['grid-shortage']), 'grid-shortage');
  const shortage = model.drivers!.states[0]!.states.find(({ id }) => id === 'shortage')!;
  const feeds = shortage.brings.flatMap((brought) => (brought.kind === 'effect' ? [brought.node] : []));
  expect(feeds).toEqual(['substation-east', 'substation-north', 'substation-south']);
  const file = applied('hub', ['grid-shortage']);
  expect(await meanLoss(file, 'grid-shortage')).toBeGreaterThan(2 * (await meanLoss(file, 'calm')));
});

describe('all six at once in a calm world lose what is lost without them', () => {
  test('at the regional airport', async () => {
    expect(await meanLoss(path.join(shipped, 'regional-airport/airport.yaml'))).toBe(await calmLoss);
  });

  test('at the hub airport', async () => {
    const without = await meanLoss(path.join(shipped, 'hub-airport/as-was.yaml'));
    expect(without).toBeGreaterThan(0);
    expect(await meanLoss(applied('hub', Object.keys(STORIES)), 'calm')).toBe(without);
  });
});
