/** What a run says on the way is what its result says at the end, of the same trials. */
import { describe, expect, test } from 'vitest';
import { makeInlineRunner, openSession, type Pulse, type ResultDocument, type RunOptions } from '../../src/index.ts';
import { HEAD, modelOfText } from './run-text.ts';

const model = (occurs: string): string => `${HEAD}nodes:
  a: { kind: service, goal: trains, tolerance: { mtpd: 12 h }, loss: [ { own: £100 per hour } ] }
threats:
  t: { occurs: ${occurs}, affects: { a: { outage: 5..20 h } } }
  u: { occurs: 10% per year, cost: { own: £1k..£50k } }
appetite:
  limits:
    big: { loss over: £5k, chance: 5% per year }
    mean: { mean loss: £3k per year }
    long: { outage of: a, over: mtpd, chance: 50% per year }
    through: { got through: u, most: 0.2 per year }
    tail: { tail mean: 95%, most: £50k }
`;

async function pulsesOf(text: string, options: RunOptions): Promise<{ pulses: Pulse[]; document: ResultDocument }> {
  const pulses: Pulse[] = [];
  const session = openSession(modelOfText(text), makeInlineRunner());
  const document = await session.run({ ...options, onPulse: (pulse) => pulses.push(pulse) });
  return { pulses, document };
}

describe.each([
  ['of a certain model', '2 per year', { trials: 20_000 }],
  ['of an uncertain model', '1..4 per year', { trials: 20_000, worlds: 40 }],
])('the last pulse %s', (_, occurs, options) => {
  test('knows what the result does', async () => {
    const { pulses, document } = await pulsesOf(model(occurs), options);
    const { loss, appetite, threats } = document.scenarios['base']!;
    const last = pulses.at(-1)!;
    expect(last.trials).toBe(20_000);
    expect(last.progress.trialsDone).toBe(20_000);
    expect(last.mean.value / loss.mean.value).toBeCloseTo(1, 9);
    expect(last.mean.standardError / loss.mean.standardError).toBeCloseTo(1, 6);
    for (const { id, estimate } of appetite) {
      if (id === 'tail') {
        expect(last.limits[id]).toBeNull();
        continue;
      }
      expect(last.limits[id]!.value / estimate.value).toBeCloseTo(1, 9);
      expect(last.limits[id]!.standardError / estimate.standardError).toBeCloseTo(1, 6);
    }
    for (const [id, { lossCaused }] of Object.entries(threats)) {
      expect(last.causes[id]! / lossCaused.value).toBeCloseTo(1, 9);
    }
    expect(last.exceedance.length).toBeLessThanOrEqual(64);
    expect(last.exceedance[0]!.probability / loss.probabilityOfLoss.value).toBeCloseTo(1, 9);
    for (const [index, point] of last.exceedance.slice(1).entries()) {
      const before = last.exceedance[index]!;
      expect(point.loss).toBeGreaterThan(before.loss);
      expect(point.probability).toBeLessThanOrEqual(before.probability);
      // Between the points of the result's curve that lie around it
      const [above, below] = [
        loss.exceedance.findLast((at) => at.loss <= point.loss),
        loss.exceedance.find((at) => at.loss >= point.loss),
      ];
      expect(point.probability).toBeLessThanOrEqual(above!.probability);
      expect(point.probability).toBeGreaterThanOrEqual(below?.probability ?? 0);
    }
  });
});

test('pulses change no figure', async () => {
  const options = { trials: 5000, worlds: 10 };
  const { document } = await pulsesOf(model('1..4 per year'), options);
  const plain = await openSession(modelOfText(model('1..4 per year')), makeInlineRunner()).run(options);
  expect(document).toEqual(plain);
});

test('a pulse of what never loses has a curve of none, and a mean of 0', async () => {
  const { pulses } = await pulsesOf(`${HEAD}nodes: { a: { kind: service } }\n`, { trials: 2000 });
  expect(pulses.at(-1)).toMatchObject({ mean: { value: 0 }, exceedance: [], limits: {}, causes: {} });
});
