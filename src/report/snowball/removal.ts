/** What the model's own controls would leave of the tail. */
import type { Removal } from '../../results/snowball/removal.ts';
import { money } from '../../results/format/money.ts';
import type { Cell } from '../text/cell.ts';
import { forReaders } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { errorOf, sum } from './figures.ts';
import { nameOf, namesListed, periodName, periodNames, tailShare, worstPeriod, type SnowballScene } from './scene.ts';

/** Rows of the table; the rest is counted. */
const MOST = 12;

export function spendWords({ extraSpendPerYear }: Pick<Removal, 'extraSpendPerYear'>, currency: string): string {
  if (extraSpendPerYear === null) return 'not stated';
  if (extraSpendPerYear === 0) return 'no more';
  return extraSpendPerYear < 0
    ? `${money(-extraSpendPerYear, currency, 0, 2)} less`
    : `${money(extraSpendPerYear, currency, 0, 2)} more`;
}

export function removal(scene: SnowballScene): string[] {
  const { removal: found = [], tail } = scene.result;
  const { page, document } = scene;
  if (found.length === 0 || tail.mean === null) return [];
  const rows = found
    .slice(0, MOST)
    .map((each): Cell[] => [
      `${nameOf(each.control, scene)} ${each.level}`,
      sum(each.leaves, scene),
      sum(each.saves, scene),
      { text: errorOf(each.saves, scene), paint: page.style.quiet },
      each.savesOnAverage === undefined ? '-' : sum(each.savesOnAverage, scene),
      { text: each.savesOnAverage === undefined ? '' : errorOf(each.savesOnAverage, scene), paint: page.style.quiet },
      spendWords(each, document.currency),
    ]);
  const rest = found.length - MOST;
  const others = scene.model.controls
    .filter(({ id, levels }) => levels.length > 1 && found.every(({ control }) => control !== id))
    .map(({ id }) => id);
  const share = tailShare(scene);
  const many = periodNames(scene);
  return section(
    `What the model's own controls would leave of the ${sum(tail.mean, scene)} of ${worstPeriod(scene)}`,
    [
      ...table(
        [
          { header: 'control and level', shrinksTo: 20 },
          { header: 'leaves', align: 'right' },
          { header: `saves in the worst ${share} of ${many}`, align: 'right', shrinksTo: 12 },
          { header: '' },
          { header: `saves on average, every ${periodName(scene)}`, align: 'right', shrinksTo: 11 },
          { header: '' },
          { header: 'costs every year', align: 'right', shrinksTo: 10 },
        ],
        rows,
        page,
      ),
      ...(rest > 0 ? prose(`and ${rest} more`, page).map(page.style.quiet) : []),
      ...(others.length === 0
        ? []
        : prose(`Left out, as no level of theirs touches a point: ${namesListed(others, scene, 6)}.`, page).map(
            page.style.quiet,
          )),
      ...prose(
        `Cheapest first, each alone, all else as it is, on the same futures. What it costs every year is above the spend of today, a purchase spread over its life${forReaders(page, '', '; it is the mean of what the model states, worked out exactly, where plans are weighed it is the mean of the draws that they are weighed in')}.`,
        page,
      ).map(page.style.quiet),
    ],
    page,
  );
}
