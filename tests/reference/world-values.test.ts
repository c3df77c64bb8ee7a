/** What a world says, by the reference simulator: straight from the quantities of the file, against their laws. */
import { expect, test } from 'vitest';
import { effectivenessOf } from './simulator/effectiveness.ts';
import { chanceOf } from './simulator/chance.ts';
import { plainOf } from './simulator/plain.ts';
import { modelOfText, tell } from './told.ts';

const WORLDS = 400;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: readonly number[]): number => mean(values.map((value) => (value - mean(values)) ** 2));

/** Values of something in each world of a text. */
function overWorlds(
  text: string,
  look: (chance: ReturnType<typeof chanceOf>, plain: ReturnType<typeof plainOf>) => number,
): number[] {
  const model = modelOfText(text);
  const plain = plainOf(model);
  const chance = chanceOf(model.inputs, 'worlds');
  return Array.from({ length: WORLDS }, (_, world) => {
    chance.enter(world);
    return look(chance, plain);
  });
}

const controlled = (levels: string, evidence: string): string => `
nodes: { door: { kind: asset } }
threats: { theft: { occurs: 10 per year, affects: { door: { outage: 1 h } } } }
controls: { guard: { against: [theft], current: full, levels: ${levels}, evidence: ${evidence} } }
`;
const LEVELS =
  '{ none: {}, basic: { order: 1, opex: £1 per year, prevent: 60% }, full: { order: 2, opex: £2 per year, misses: x0.25 } }';

test('a level misses a share of what the lower one misses', () => {
  const values = overWorlds(controlled(LEVELS, '[]'), (chance, plain) =>
    effectivenessOf(chance, plain.controls[0]!, 'prevent'),
  );
  for (const value of values) expect(value).toBeCloseTo(1 - 0.25 * 0.4, 12);
});

test('evidence is the product of its forms, each a Beta with the prior of Jeffreys; a level above misses its share of that', () => {
  const evidence =
    '[ { done: 50 of 52, date: 2027-01-01, level: basic }, { caught: 18 of 20, date: 2027-01-01, level: basic } ]';
  const model = modelOfText(controlled(LEVELS, evidence));
  const forms = model.controls[0]!.levels.flatMap(({ prevent }) =>
    prevent?.kind === 'posterior' ? prevent.forms : [],
  );
  expect(forms).toEqual([
    { form: 'done', a: 50.5, b: 2.5 },
    { form: 'caught', a: 18.5, b: 2.5 },
  ]);
  const values = overWorlds(controlled(LEVELS, evidence), (chance, plain) =>
    effectivenessOf(chance, plain.controls[0]!, 'prevent'),
  );
  // Moments of a product of two Betas.
  const first = (50.5 / 53) * (18.5 / 21);
  const second = ((50.5 * 51.5) / (53 * 54)) * ((18.5 * 19.5) / (21 * 22));
  const deviation = 0.25 * Math.sqrt(second - first * first);
  expect(Math.abs(mean(values) - (1 - 0.25 * (1 - first)))).toBeLessThan((4 * deviation) / Math.sqrt(WORLDS));
  // The error of a variance; the fourth moment is about that of a normal law.
  expect(Math.abs(variance(values) / deviation ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / WORLDS) * 1.3);
});

test('a rate of shape 300 varies over worlds as its law says', () => {
  const values = overWorlds(
    `
nodes: { a: { kind: asset } }
threats: { t: { occurs: gamma 300 0.01 per year, cost: { own: exponential £10k } } }
`,
    (chance, plain) => 8760 * chance.ofWorld(plain.threats[0]!.amount!),
  );
  expect(Math.abs(mean(values) - 3)).toBeLessThan((4 * Math.sqrt(0.03)) / Math.sqrt(WORLDS));
  expect(Math.abs(variance(values) / 0.03 - 1)).toBeLessThan(4 * Math.sqrt((2 + 6 / 300) / WORLDS));
});

test('what varies, and is assessed by people whose intervals hold the truth too seldom, is shifted once a world', () => {
  const model = modelOfText(`
sources: { ops: { title: workshop, date: 2026-05-12, confidence: estimate, calibration: 60% } }
nodes: { a: { kind: asset } }
threats: { t: { occurs: on 2027-03-01, cost: { own: £100k..£1m (ops) } } }
`);
  // Intervals that hold the truth in 60 % are widened from .8416 to 1.6449 deviations (domain 3.3).
  const w = 1.6448536269514722 / 0.8416212335729143;
  const sigma = Math.log(10) / (2 * 1.6448536269514722);
  const PER_WORLD = 8;
  const logs = Array.from({ length: WORLDS }, (_, world) =>
    tell(model, PER_WORLD, world).map(({ loss }) => Math.log(loss)),
  );
  const within = mean(logs.map((values) => (variance(values) * PER_WORLD) / (PER_WORLD - 1)));
  expect(Math.abs(within / sigma ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / (WORLDS * (PER_WORLD - 1))));
  const between = variance(logs.map(mean));
  const expected = (w ** 2 - 1) * sigma ** 2 + sigma ** 2 / PER_WORLD;
  expect(Math.abs(between / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / WORLDS));
  expect(Math.abs(mean(logs.map(mean)) - Math.log(Math.sqrt(1e5 * 1e6)))).toBeLessThan(
    4 * Math.sqrt(expected / WORLDS),
  );
});
