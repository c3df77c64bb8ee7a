/** The regional airport in an uneasy world: six drivers, one a family, each linked to others, and a winter whose parts are told apart. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeInlineRunner, openSession, readModel } from '../../src/index.ts';
import type { Model } from '../../src/index.ts';

const folder = path.resolve(import.meta.dirname, '../../scenarios/regional-airport');
const FAMILIES = ['economic', 'environmental', 'legal', 'political', 'social', 'technological'];

async function modelOf(file: string, scenario?: string): Promise<Model> {
  const read = await readModel(path.join(folder, file), { scenario });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return read.value;
}

async function meanLoss(file: string, scenario?: string): Promise<number> {
  const session = openSession(await modelOf(file, scenario), makeInlineRunner());
  const { scenarios } = await session.run({ trials: 200, worlds: 20 });
  await session.close();
  return Object.values(scenarios)[0]!.loss.mean.value;
}

test('each family of PESTLE has one driver, and each driver is linked to another', async () => {
  const { states } = (await modelOf('world.yaml')).drivers!;
  expect(states.flatMap(({ families }) => families).toSorted()).toEqual(FAMILIES);
  const text = readFileSync(path.join(folder, 'world.yaml'), 'utf8');
  const blocks = text.split(/^ {2}(?=[a-z-]+: +# [A-Z])/m).slice(1);
  expect(blocks).toHaveLength(6);
  for (const { id } of states) {
    const own = blocks.find((block) => block.startsWith(`${id}:`))!;
    const drives = [...own.matchAll(/^ +drivers\.([a-z-]+)\./gm)].some(([, other]) => other !== id);
    const isDriven = blocks.some((block) => block !== own && block.includes(`drivers.${id}.`));
    expect([id, drives || isDriven]).toEqual([id, true]);
  }
});

test('a calm world loses what the airport without drivers does', async () => {
  expect(await meanLoss('world.yaml', 'calm')).toBe(await meanLoss('airport.yaml'));
});

test('in the winter without gas it is the law that costs, not the frost', async () => {
  const [frost, served, winter] = [
    await meanLoss('world.yaml', 'frost-alone'),
    await meanLoss('world.yaml', 'gas-served'),
    await meanLoss('world.yaml', 'winter-gas'),
  ];
  expect(served).toBeGreaterThan(frost);
  expect(winter).toBeGreaterThan(3 * served);
});
