/** Where the losses come from, for people. */
import type { Attribution, Contribution, Explanation } from '../../results/explanation.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money } from '../../results/format/money.ts';
import { percent, percentError } from '../../results/format/share.ts';
import { counted } from '../../results/format/count.ts';
import { nodeName, threatName } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { timelineLines } from '../trial/trial-report.ts';

/** Rows of a table; the rest is summed up. */
const MOST = 8;

/** Shares are shown to a tenth of a per cent. */
const FINEST = 0.001;

/** Means and tails side by side: what is great in the tail need not be on average. */
function parts(
  header: string,
  { mean, tails }: Explanation,
  of: (attribution: Attribution) => readonly Contribution[],
  currency: string,
  page: Page,
): string[] {
  const columns = [mean, ...Object.values(tails)];
  const ids = [...new Set(columns.flatMap((column) => of(column).map(({ id }) => id)))];
  if (ids.length === 0) return [];
  const shareIn = (column: Attribution, id: string): Contribution | undefined =>
    of(column).find((part) => part.id === id);
  const greatest = (id: string): number => Math.max(...columns.map((column) => shareIn(column, id)?.share.value ?? 0));
  const sorted = ids.toSorted((a, b) => greatest(b) - greatest(a));
  const cell = (part: Contribution | undefined): Cell[] =>
    part === undefined
      ? ['', '']
      : [
          doubted(percent(part.share.value, Math.max(part.share.standardError, FINEST)), part.share),
          {
            text: part.share.standardError < FINEST ? '' : percentError(part.share.standardError),
            paint: page.style.quiet,
          },
        ];
  const rows = sorted
    .slice(0, MOST)
    .map((id): Cell[] => [
      (header === 'threat' ? threatName : nodeName)(id, page),
      money(shareIn(mean, id)?.loss ?? 0, currency, (shareIn(mean, id)?.share.standardError ?? 0) * mean.loss.value),
      ...columns.flatMap((column) => cell(shareIn(column, id))),
    ]);
  const rest = sorted.slice(MOST);
  if (rest.length > 0) {
    const sum = (column: Attribution): string =>
      percent(
        rest.reduce((total, id) => total + (shareIn(column, id)?.share.value ?? 0), 0),
        0.001,
      );
    rows.push([counted(rest.length, 'other'), '', ...columns.flatMap((column) => [sum(column), ''])]);
  }
  return [
    '',
    ...table(
      [
        { header, shrinksTo: 16 },
        { header: 'mean', align: 'right' },
        { header: 'share', align: 'right' },
        { header: '' },
        ...Object.keys(tails).flatMap((level) => [
          { header: `worst ${Math.round(100 - 100 * Number(level))}%`, align: 'right' as const },
          { header: '' },
        ]),
      ],
      rows,
      page,
    ),
  ];
}

function sentence({ mean, tails }: Explanation, page: Page): string {
  const nameOf = (id: string): string =>
    mean.byThreat.some((part) => part.id === id) ? threatName(id, page) : nodeName(id, page);
  const top = (attribution: Attribution): Contribution | undefined =>
    [...attribution.byThreat, ...attribution.byControl].toSorted((a, b) => b.share.value - a.share.value)[0];
  const [ofMean, ofTail] = [top(mean), tails['0.99'] === undefined ? undefined : top(tails['0.99'])];
  if (ofMean === undefined) return 'Nothing is lost.';
  const shareOfMean = doubted(percent(ofMean.share.value, ofMean.share.standardError), ofMean.share);
  const first = `${nameOf(ofMean.id)} causes ${shareOfMean} of the mean loss`;
  if (ofTail === undefined) return `${first}.`;
  const share = doubted(percent(ofTail.share.value, ofTail.share.standardError), ofTail.share);
  return ofTail.id === ofMean.id
    ? `${first}, and ${share} in the worst 1%.`
    : `${first}; in the worst 1% it is ${nameOf(ofTail.id)} with ${share}.`;
}

/** What a question mark means, where there is one. */
function doubtWords({ mean, tails }: Explanation, page: Page): string[] {
  const all = [mean, ...Object.values(tails)].flatMap((column) => [
    ...column.byThreat,
    ...column.byControl,
    ...column.byNodeCausing,
    ...column.byNodeBearing,
  ]);
  const isDoubted = all.some(({ share }) => share.unreliable === true);
  return isDoubted ? ['', ...prose('?: too few trials or worlds lie behind it.', page).map(page.style.quiet)] : [];
}

/** Lines of the explanation of one scenario, none wider than the page. */
export function explainReport(explanation: Explanation, currency: string, page: Page): string[] {
  const { middleOfTail } = explanation;
  const told =
    middleOfTail === null
      ? []
      : section(
          'The middle one of the worst 1%',
          [
            ...prose(
              `World ${middleOfTail.address.world}, trial ${middleOfTail.address.trial} ` +
                `(run --trial ${middleOfTail.address.world}/${middleOfTail.address.trial}):`,
              page,
            ),
            '',
            ...timelineLines(middleOfTail, page),
          ],
          page,
        );
  return [
    ...section(
      'Where the loss comes from',
      [
        ...prose(sentence(explanation, page), page),
        ...parts('threat', explanation, ({ byThreat }) => byThreat, currency, page),
        ...parts('control not bought', explanation, ({ byControl }) => byControl, currency, page),
        ...parts('node that causes', explanation, ({ byNodeCausing }) => byNodeCausing, currency, page),
        ...parts('node that bears', explanation, ({ byNodeBearing }) => byNodeBearing, currency, page),
        ...doubtWords(explanation, page),
      ],
      page,
    ),
    ...told,
  ];
}
