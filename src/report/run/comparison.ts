/** Several scenarios and portfolios side by side, before the report on each. */
import type { Estimate } from '../../results/estimate.ts';
import { ifGiven } from '../asked/given-words.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money } from '../../results/format/money.ts';
import { section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { statusPaint } from './limit-figures.ts';
import { isCase, type Scene } from './scene.ts';
import { gravest } from './verdict.ts';

/** One line each: what it costs, and whether the limits hold. */
export function comparison(scenes: readonly Scene[]): string[] {
  const [first] = scenes;
  if (first === undefined || scenes.length < 2) return [];
  const isGiven = isCase(first);
  const rows = scenes.map(({ scenario, result, document, page }) => {
    const sum = (estimate: Estimate | undefined): string => {
      if (estimate === undefined) return '-';
      return doubted(money(estimate.value, document.currency, estimate.standardError), estimate);
    };
    const outside = result.appetite.filter((limit) => limit.status === 'outside').length;
    const worst = gravest(result.appetite);
    const words = worst === 'outside' ? `outside (${outside} of ${result.appetite.length})` : (worst ?? 'not judged');
    return [
      scenario,
      sum(result.loss.mean),
      sum(result.loss.valueAtRisk['0.99']),
      sum(result.loss.tailValueAtRisk['0.99']),
      ...(isGiven ? [] : [worst === null ? words : { text: words, paint: statusPaint(worst, page.style) }]),
    ];
  });
  const hasPortfolios = scenes.some(({ scenario, result }) => scenario !== result.conditions.scenario);
  const columns = [
    { header: hasPortfolios ? 'scenario + portfolio' : 'scenario', shrinksTo: 16 },
    { header: 'mean loss', align: 'right' },
    { header: '1 in 100', align: 'right' },
    { header: 'worst 1%', align: 'right' },
    ...(isGiven ? [] : [{ header: 'appetite' }]),
  ] as const;
  const what = hasPortfolios ? 'Portfolios compared' : 'Scenarios compared';
  const heading = isGiven ? `${what}: ${ifGiven(first.result, first.page).replace(/^If/, 'if')}, per case` : what;
  return section(heading, table(columns, rows, first.page), first.page);
}
