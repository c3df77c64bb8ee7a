import { describe, expect, test } from 'vitest';
import { readModelFileText } from '../../../src/io/read-model.ts';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { openSession, type Session } from '../../../src/sim/session.ts';
import { whatWouldRemoveIt } from '../../../src/snowball/removal/removal.ts';
import type { Removal } from '../../../src/results/snowball/removal.ts';
import { tailOfRun } from '../../../src/snowball/tail.ts';

/** p1 with controls, and a feed whose outage is of chance. */
const CHANGEOVER = (occurs: string, outage: string): string => `
ringfence: 1
title: Two feeds and a slow changeover
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
nodes:
  in-a: { kind: infrastructure }
  in-b: { kind: infrastructure }
  dist: { kind: asset, needs: { feed: { any: [in-a, in-b], switchover: 11 h } } }
  crit: { kind: asset, needs: { dist: { buffer: 15 min } }, restart: 6 h }
  goal: { kind: service, goal: open, needs: [crit], loss: [ { own: £10k per hour } ] }
  shop: { kind: service }
threats:
  cable-cut: { discipline: physical, occurs: ${occurs}, affects: { in-a: { outage: ${outage} } } }
  theft: { discipline: physical, occurs: on 2027-03-01, affects: { shop: { outage: 1 h } } }
controls:
  changeover:
    against: [theft]
    current: hand
    levels:
      none: {}
      hand: { order: 1, opex: £1k per year }
      drilled: { order: 2, opex: £5k per year, set: { nodes.dist.needs.feed.switchover: 1 h } }
      auto: { order: 3, opex: £90k per year, set: { nodes.dist.needs.feed.switchover: 0 h } }
  reserve: { against: [theft], current: none, levels: { none: {}, quick: { opex: £20k per year, set: { nodes.crit.restart: 0 h } } } }
  watch: { against: [cable-cut], current: none, levels: { none: {}, guard: { opex: £40k per year, prevent: 100% } } }
  cameras: { against: [theft], current: none, levels: { none: {}, on: { opex: £1k per year, prevent: 100% } } }
`;

const session = (text: string): Session => openSession(readModelFileText(text), makeInlineRunner());

const DIST = { id: 'dist', kind: 'node', members: ['dist'] } as const;
const CRIT = { id: 'crit', kind: 'node', members: ['crit'] } as const;

async function removals(
  of: Session,
  points: readonly { id: string; kind: 'node' | 'threat'; members: readonly string[] }[],
) {
  const tail = tailOfRun(await of.futures({ trials: 5000 }));
  if (tail === null) throw new Error('not resolved');
  return whatWouldRemoveIt({ session: of, selection: {}, tail, points });
}

const rows = (found: readonly Removal[]): unknown[] =>
  found.map(({ control, level, leaves, saves, extraSpendPerYear }) => [
    `${control} ${level}`,
    Math.round(leaves.value),
    Math.round(saves.value),
    extraSpendPerYear,
  ]);

describe('what would remove it', () => {
  test('is every level that touches a point, by what it leaves, the cheapest first', async () => {
    const found = await removals(session(CHANGEOVER('on 2027-02-01', '20 h')), [DIST, CRIT]);
    // Down from 15 min on for 11 h + 6 h; drilled 1 h + 6 h; with a quick start of critical systems until 11 h
    expect(rows(found)).toEqual([
      ['changeover drilled', 67_500, 100_000, 4000],
      ['reserve quick', 107_500, 60_000, 20_000],
      ['changeover auto', 0, 167_500, 89_000],
    ]);
    expect(found.map(({ touches }) => touches)).toEqual([['dist'], ['crit'], ['dist']]);
    expect(found.every(({ saves }) => saves.standardError === 0)).toBe(true);
    // Each year is alike, so that an ordinary one is as bad as the worst
    expect(found.map(({ savesOnAverage }) => savesOnAverage)).toEqual(
      [100_000, 60_000, 167_500].map((value) => ({
        value: expect.closeTo(value, 5),
        standardError: expect.closeTo(0, 5),
      })),
    );
  });

  test('takes in what acts on the threat, where that is the point', async () => {
    const cut = { id: 'cable-cut', kind: 'threat', members: ['in-a'] } as const;
    const found = await removals(session(CHANGEOVER('on 2027-02-01', '20 h')), [cut]);
    expect(rows(found)).toEqual([['watch guard', 0, 167_500, 40_000]]);
  });

  test('is nothing where no level touches a point', async () => {
    expect(
      await removals(session(CHANGEOVER('on 2027-02-01', '20 h')), [{ ...DIST, id: 'in-b', members: ['in-b'] }]),
    ).toEqual([]);
  });

  test('has paired errors: a loss that both have by chance is no error of the difference', async () => {
    // Never longer than the changeover: with a quick start 6 h less, in every event
    const found = await removals(session(CHANGEOVER('20% per year', '11..60 h')), [CRIT]);
    const [quick] = found;
    expect(quick?.control).toBe('reserve');
    expect(quick!.saves.standardError).toBeLessThan(quick!.leaves.standardError / 3 + 1);
    expect(quick!.saves.value).toBeGreaterThan(50_000);
    expect(quick!.saves.value).toBeLessThan(70_000);
  });
});
