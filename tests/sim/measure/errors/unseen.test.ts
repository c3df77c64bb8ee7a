import { describe, expect, test } from 'vitest';
import { readModelText, type Model } from '../../../../src/index.ts';
import { normalLaw } from '../../../../src/sim/distributions/normal.ts';
import { unseenColumns, unseenOf, isMostlyUnseen, type Unseen } from '../../../../src/sim/measure/errors/unseen.ts';
import { greatestOf } from '../../../../src/sim/measure/errors/greatest.ts';
import { played, stageOf } from '../../accumulate/scripted.ts';

const HEAD = `
ringfence: 1
title: A small model
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count, other: show }
`;

function modelOfText(text: string): Model {
  const read = readModelText(HEAD + text);
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
  return read.value;
}

/** What is unseen of a model whose only threat gets through in one trial of ten, without a loss. */
function unseen(text: string, trials: number, worlds = 1): Unseen {
  const model = modelOfText(text);
  const stage = stageOf(model, worlds > 1);
  const { columns } = stage;
  const accumulator = played(
    stage,
    (_, trial) => ({
      columns: {
        [columns.threatGotThrough]: trial % 10 === 0 ? 1 : 0,
        [columns.nodeOutages]: trial % 10 === 0 ? 1 : 0,
        [columns.nodeLostHours]: trial % 10 === 0 ? 4 : 0,
      },
    }),
    { worlds, trialsPerWorld: trials / worlds },
  );
  return unseenOf({ ...stage, measured: accumulator.measured() });
}

/** The same of a model without threats of whose only driver a spell in ten trials is an event. */
function unseenOfSpells(text: string, trials: number): Unseen {
  const stage = stageOf(modelOfText(text), false);
  const { columns } = stage;
  const events = columns.threatGotThrough + columns.perSource * columns.extendedSource;
  const script = (_: number, trial: number) => ({ columns: { [events]: trial % 10 === 0 ? 1 : 0 } });
  const measured = played(stage, script, { worlds: 1, trialsPerWorld: trials }).measured();
  expect(unseenColumns(stage)).toContain(events);
  return unseenOf({ ...stage, measured });
}

const normal = normalLaw(0, 1);
/** £1k..£10m: sigma ln(10^4) / 3.2897, median £100k. */
const SIGMA = Math.log(1e4) / (2 * 1.6448536269514722);
const MEAN = 1e5 * Math.exp((SIGMA * SIGMA) / 2);
const SQUARE = 1e10 * Math.exp(2 * SIGMA * SIGMA);

describe('what a law holds beyond what a run shows', () => {
  const node = 'nodes: { a: { kind: asset, loss: [{ own: £1k..£10m }] } }\n';
  const struck = 'threats: { t: { occurs: 0.1 per year, affects: { a: { outage: 4 h } } } }\n';

  test('is that of a lognormal law beyond its quantile at 1 - 1 / draws', () => {
    const trials = 20_000;
    const beyond = normal.quantile(1 - 1 / (trials / 10));
    const known = unseen(node + struck, trials);
    expect(known.mean / (0.1 * MEAN * normal.cdf(SIGMA - beyond))).toBeCloseTo(1, 2);
    expect(known.square / (0.1 * SQUARE * normal.cdf(2 * SIGMA - beyond))).toBeCloseTo(1, 2);
    expect(known.squaredError).toBeCloseTo(known.square / trials, 6);
    const fourth = 1e20 * Math.exp(8 * SIGMA * SIGMA) * normal.cdf(4 * SIGMA - beyond);
    expect(known.squaredErrorOfSquare / ((0.1 * fourth) / trials)).toBeCloseTo(1, 2);
  });

  test('of a rate per hour that is drawn for each outage counts the hours', () => {
    const perHour = node.replace('£1k..£10m', 'varies £1k..£10m per hour');
    expect(unseen(perHour + struck, 2000).mean / unseen(node + struck, 2000).mean).toBeCloseTo(4, 9);
  });

  test('of an amount that is drawn once a world is what so many worlds do not show', () => {
    const uncertain = node.replace('£1k..£10m', 'uncertain £1k..£10m');
    const known = unseen(uncertain + struck, 4000, 40);
    const beyond = normal.quantile(1 - 1 / 40);
    expect(known.mean / (0.1 * MEAN * normal.cdf(SIGMA - beyond))).toBeCloseTo(1, 2);
    expect(known.squaredError / ((0.01 * SQUARE * normal.cdf(2 * SIGMA - beyond)) / 40)).toBeCloseTo(1, 2);
  });

  test('of a threat without nodes is at least what its events cost on average and did not', () => {
    const alone = 'nodes: { a: { kind: asset } }\nthreats: { t: { occurs: 0.1 per year, cost: { own: £1k..£10m } } }\n';
    // The script books no loss to the threat
    expect(unseen(alone, 2000).mean).toBeCloseTo(0.1 * MEAN, 3);
  });

  test('of what spells bring counts the spells that are events, and how often each brings', () => {
    const brings = (what: string, more = ''): string =>
      `nodes: { a: { kind: asset }, b: { kind: asset } }\n${more}drivers: { d: { factor: legal, states: { on: { occurs: 1 per year, lasts: 9 days, ${what} } } } }\n`;
    const cost = 'cost: { own: £1k..£10m }';
    const always = unseenOfSpells(brings(`brings: { nodes.a: { outage: 1 h, ${cost} } }`), 20_000);
    const beyond = normal.quantile(1 - 1 / 2000);
    expect(always.mean / (0.1 * MEAN * normal.cdf(SIGMA - beyond))).toBeCloseTo(1, 2);
    // A spell that brings nothing is no event, unless it holds something down
    const chance = `brings: { nodes.a: { chance: 25%, outage: 1 h, ${cost} } }`;
    expect(unseenOfSpells(brings(chance), 20_000)).toEqual(always);
    const held = unseenOfSpells(brings(`while: { nodes.b.capacity: 50% }, ${chance}`), 20_000);
    const quarter = normal.quantile(1 - 1 / 500);
    expect(held.mean / (0.025 * MEAN * normal.cdf(SIGMA - quarter))).toBeCloseTo(1, 2);
    // Of two alternatives each comes half as often; the other costs nothing heavy
    const cover = 'controls: { c: { current: on, levels: { on: { transfer: £1bn over £1m per event } } } }\n';
    expect(unseenOfSpells(brings(`brings: { nodes.a: { outage: 1 h, ${cost} } }`, cover), 2000).square).toBe(0);
    const halved = unseenOfSpells(brings(`brings: { 'nodes."one of kind=asset"': { outage: 1 h, ${cost} } }`), 20_000);
    expect(halved.square).toBeGreaterThan(always.square);
    expect(halved.square).toBeLessThan(1.5 * always.square);
  });

  test('is nothing for light laws, for what nobody counts, and for what insurance covers', () => {
    const with1 = (cost: string, more = '') =>
      unseen(
        `nodes: { a: { kind: asset } }\nthreats: { t: { occurs: 0.1 per year, cost: { ${cost} } } }\n${more}`,
        2000,
      ).square;
    expect(with1('own: exponential £1m')).toBe(0);
    expect(with1('other: £1k..£10m')).toBe(0);
    const cover = (against: string): string =>
      `controls: { c: { ${against}current: on, levels: { on: { transfer: £1bn over £1m per event } } } }\n`;
    expect(with1('own: £1k..£10m', cover(''))).toBe(0);
    expect(with1('own: £1k..£10m', cover('against: [t], '))).toBe(0);
    expect(with1('own: £1k..£10m')).toBeGreaterThan(0);
  });

  test('is most of an error when it is three times what was seen of it', () => {
    expect(isMostlyUnseen(3.1, 1)).toBe(true);
    expect(isMostlyUnseen(2.9, 1)).toBe(false);
    expect(isMostlyUnseen(0, 0)).toBe(false);
  });
});

describe('the most that a trial could bring', () => {
  test('is all standing still for a period and every cost falling due', () => {
    const model = modelOfText(`
nodes:
  a: { kind: asset, loss: [{ own: £2 per hour }, { other: £3 }] }
  b: { kind: asset, needs: [a], loss: [{ own: "= hours * £5 per h" }] }
threats: { t: { occurs: 1 per year, affects: { a: { outage: 1 h, cost: { own: £7 } } } } }
`);
    const stage = stageOf(model, false);
    const { columns } = stage;
    const most = greatestOf(stage.compiled, columns);
    const whole = 2 * 8760 + 5 * 8760 + 7;
    expect(most[columns.loss]).toBeCloseTo(whole, 6);
    expect(most[columns.nodeLossBorne]).toBeCloseTo(2 * 8760 + 7, 6);
    expect(most[columns.nodeLossBorne + columns.perNode]).toBeCloseTo(5 * 8760, 6);
    // Only a is ever struck
    expect(most[columns.nodeLossCaused]).toBeCloseTo(whole, 6);
    expect(most[columns.nodeLossCaused + columns.perNode]).toBe(0);
    // Bearers in order of id: other, own; no harm; no shocks
    expect([...most.subarray(columns.kind, columns.kind + 3)]).toEqual([3, expect.closeTo(whole, 6), 0]);
    expect(most[columns.sourceLoss + columns.perSource]).toBe(0);
    expect(most[columns.nodeDownHours]).toBe(8760);
  });
});
