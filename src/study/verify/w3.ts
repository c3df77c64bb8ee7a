/**
 * Benchmark W3 against a C program with other draws and another order of events.
 *
 * Its mean has a standard error of 3,000 and its standard deviation is 2.06 million, which implies about 470,000
 * trials. Its other standard errors follow from ours by the square root of the ratio of trials; both count.
 */
import type { Estimate } from '../../results/estimate.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { Answer, Found } from './row.ts';

export const W3_TRIALS = 20_000;

const REFERENCE_TRIALS = (2.06e6 / 3000) * (2.06e6 / 3000);

type Row = Answer & { readonly exact: number; readonly of: (result: ScenarioResult) => Found };

const row = (id: string, what: string, exact: number, half: number, of: (result: ScenarioResult) => Estimate): Row => ({
  id: `w3-${id}`,
  what,
  source: 'W3, a C program',
  exact,
  half,
  of: (result) => {
    const { value, standardError } = of(result);
    return { value, standardError: standardError * Math.sqrt(1 + result.measured.trials / REFERENCE_TRIALS) };
  },
});

export const W3_ROWS: readonly Row[] = [
  row('mean', 'mean', 8.19e6, 500, ({ loss }) => loss.mean),
  row('sd', 'standard deviation', 2.06e6, 5000, ({ loss }) => loss.standardDeviation),
  row('var99', 'VaR 99', 14.4e6, 50_000, ({ loss }) => loss.valueAtRisk['0.99']!),
  row('episodes', 'episodes a trial', 149.67, 0.005, ({ cascade }) => cascade.episodesPerHorizon),
  row('episode-size', 'mean size of episodes', 5.787, 0.0005, ({ cascade }) => cascade.meanEpisodeSize!),
  row('episode-single', 'share of episodes of one node', 0.3711, 0.00005, ({ cascade }) => cascade.episodeSize['1']!),
];
