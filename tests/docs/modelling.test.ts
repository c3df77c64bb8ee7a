/** Runs every pattern of docs/modelling.md: the figure that it states is the exact one, and the one that the program gives. */
import { describe, expect, test } from 'vitest';
import type { Estimate } from '../../src/results/estimate.ts';
import type { ScenarioResult } from '../../src/results/scenario-result.ts';
import { resultOf } from '../found/run-text.ts';
import { blocksOf, textOf } from './pages.ts';

interface Pattern {
  /** The figure, worked out apart from the program. */
  readonly exact: number;
  /** The mean loss a year, when left out. */
  readonly measured?: (result: ScenarioResult) => Estimate;
  readonly trials?: number;
  readonly scenario?: string;
  /** What its trap, or the text beside the figure, says of a change, and the figure then. */
  readonly changed?: { readonly set: readonly string[]; readonly exact: number };
}

const HOURS = 8760;

/** P(the Weibull law with 5 % below `low` and 95 % below `high` is over by `time`). */
function weibull(low: number, high: number, time: number): number {
  const shape = Math.log(Math.log(0.05) / Math.log(0.95)) / Math.log(high / low);
  return 1 - Math.exp(Math.log(0.05) * (time / high) ** shape);
}

/** By heading. Where events come by chance, what is neglected is far below the error of the run. */
const PATTERNS: Readonly<Record<string, Pattern>> = {
  '1. A spare supplier': {
    exact: (3 - 1) * 24 * 100,
    changed: { set: ['threats.mill-stops.occurs=on 2027-03-01'], exact: 4800 },
  },
  '2. A common cause': {
    // Both are cut by the spread of one cut, or when one follows another on the other feed within a day.
    exact: 1 - Math.exp(-2 * 0.1 - (2 * 0.9 * 24) / HOURS),
    trials: 100_000,
    measured: (result) => result.nodes['plant']!.probabilityOfOutage,
  },
  '3. A switchover by hand': {
    exact: (11 + 5) * 10_000,
    changed: { set: ['controls.changeover.current=auto'], exact: (5 + 2 / 60) * 10_000 },
  },
  '4. A stock that has to be filled again': {
    exact: (8 - 5 + (4 - 0.3 * 5)) * 24 * 100,
    changed: { set: ['nodes.depot.needs.refinery.refill=0 h'], exact: (8 - 5) * 24 * 100 },
  },
  '5. Work by hand': { exact: (2 + 22 * 0.6) * 1000 },
  '6. The longer it lasts, the longer it takes to start': {
    exact: (2 + 0.25 + 6 + 72) * 1000,
    changed: { set: ['nodes.furnace.needs.power.buffer=3 h'], exact: (3 + 0.25) * 1000 },
  },
  '7. It comes back in parts': { exact: (48 + 120 * 0.5) * 100 },
  '8. Backlog': { exact: ((40 * 10 * 10) / 2 / (1 - 0.8)) * 5 },
  '9. A penalty from an hour on': {
    exact: 9 * 1000 + 20_000,
    changed: { set: ['threats.breakdown.affects.line.leaves=50%'], exact: (3 + 6 * 0.5) * 1000 + 10_000 },
  },
  '10. Office hours': { exact: 4 * 1000 },
  '11. One of several sites': { exact: ((0.5 + 0.3 + 0.2) / 3) * 24 * 3000 },
  '12. Enough people': { exact: 4 * 0.125 * 8 * 1000 },
  '13. A data breach without an outage': { exact: 0.05 * 20_000 * 100, trials: 200_000 },
  '14. A campaign of sightings': { exact: 2.5 * 10_000 },
  '15. Something that is on its way': {
    exact: 0.6 * weibull(3, 18, 12),
    measured: (result) => result.loss.probabilityOfLoss,
  },
  '16. A loop that cannot start itself': {
    exact: (2 + 12) * 1000,
    changed: { set: ['threats.storm.affects.grid.outage=30 min'], exact: 500 },
  },
  '17. A control that fails': {
    exact: 4 * (0.5 * 0.1 + 0.5) * 10_000,
    trials: 100_000,
    changed: { set: ['threats.burst.occurs=on 2027-12-31 23:59'], exact: 4 * 0.1 * 10_000 },
  },
  '18. Backups': { exact: (0.8 * 12 + 0.2 * 240) * 1000 },
  '19. Insurance': { exact: 0.1 * (500_000 - 300_000), trials: 100_000 },
  '20. A bad week, for certain': { exact: (30 + 10) * 1000, scenario: 'winter' },
  '21. A generator behind the mains': {
    exact: 2 * 6 * (0.95 * 0.2 + 0.05) * 1000,
    trials: 100_000,
    // Had nobody gone back to the mains, the second of two cuts would cost nothing: the same as one.
    changed: { set: ['threats.power-cut.occurs=on 2027-03-01'], exact: 6 * (0.95 * 0.2 + 0.05) * 1000 },
  },
  '22. A control at some of the places': {
    exact: 10 * (1 - 0.25 * 0.6) * 20_000,
    changed: { set: ['controls.cameras.current=on'], exact: 10 * (1 - 0.6) * 20_000 },
  },
  '23. Times in which more happens': {
    // An alternating renewal process runs m / (T + m) of the time.
    exact: 4 * (1 + (5 - 1) * (0.5 / (2 + 0.5))) * 1000,
    changed: { set: ['threats.theft.occurs=2.2 per year'], exact: 2.2 * 1.8 * 1000 },
  },
};

const page = textOf('docs/modelling.md');
const [head, ...others] = blocksOf('docs/modelling.md', page).filter(({ language }) => language === 'yaml');
const blocks = others.filter(({ heading }) => /^\d/.test(heading));

/** The text below a heading, up to the next. */
const sectionOf = (heading: string): string => page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';

/** The figure in bold, and half of what its last digit counts. */
function statedIn(section: string): { readonly value: number; readonly half: number } {
  const [, digits = '', unit = ''] = /\*\*£?([\d,.]+)(k|%)?\*\*/.exec(section) ?? [];
  const scale = { k: 1000, '%': 0.01 }[unit] ?? 1;
  const decimals = digits.split('.')[1]?.length ?? 0;
  return { value: Number(digits.replaceAll(',', '')) * scale, half: (scale * 10 ** -decimals) / 2 };
}

describe('the patterns', () => {
  test('are twenty-three, of five to eleven lines, each with a figure and a trap', () => {
    expect(blocks.map(({ heading }) => heading)).toEqual(Object.keys(PATTERNS));
    for (const { heading, lines } of blocks) {
      expect([heading, lines.length >= 5 && lines.length <= 11]).toEqual([heading, true]);
      expect(sectionOf(heading).match(/\*\*.+?\*\*/g)).toHaveLength(1);
      expect(sectionOf(heading)).toMatch(/^\nUse it [\s\S]*^\*Trap\.\* /m);
    }
  });

  test.each(blocks.map((block) => [block.heading, block] as const))('%s', async (heading, block) => {
    const { exact, measured = ({ loss }) => loss.mean, trials = 20_000, scenario, changed } = PATTERNS[heading]!;
    const { value: stated, half } = statedIn(sectionOf(heading));
    expect(Math.abs(stated - exact)).toBeLessThanOrEqual(half);

    const text = [...head!.lines, ...block.lines].join('\n');
    const runs = [{ scenario, exact }, ...(changed === undefined ? [] : [{ set: changed.set, exact: changed.exact }])];
    for (const { exact: wanted, ...selection } of runs) {
      const { value, standardError } = measured(await resultOf(text, { trials, seed: heading }, selection));
      // Four standard errors, in a run that notices a twentieth.
      expect(standardError).toBeLessThanOrEqual(0.0125 * wanted);
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(4 * standardError! + 1e-9 * wanted);
    }
  });
});

test('the pieces of the tutorial are the file that its commands take', () => {
  const pieces = others.filter(({ heading }) => heading === 'Six drivers in ten minutes');
  expect(pieces).toHaveLength(3);
  expect(`${pieces.map(({ lines }) => lines.join('\n')).join('\n\n')}\n`).toBe(
    textOf('scenarios/ten-minutes/airport.yaml'),
  );
});
