/** What drivers do to a figure: a row for each place at which one is held. */
import type { Estimate } from '../../results/estimate.ts';
import { listed } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import type {
  DriverLooked,
  HeldDriver,
  SensitivityDocument,
  SensitivityFigure,
} from '../../results/sensitivity-document.ts';
import type { Cell, Column } from '../text/cell.ts';
import { forReaders } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';
import { errorWords, figureWords, isSeen } from './figure-words.ts';

const COLUMNS: readonly Column[] = [
  { header: 'driver', shrinksTo: 16 },
  { header: 'held at', shrinksTo: 12 },
  { header: 'of the time', align: 'right', shrinksTo: 7 },
  { header: 'is then', align: 'right' },
  { header: 'change', align: 'right' },
  { header: '' },
];

/** What decides the order: what a driver with states makes of the figure as it comes, an index at its ends. */
function weightOf({ places }: HeldDriver): number {
  const counts = places.some(({ at }) => at === 'normal') ? places.filter(({ at }) => at === 'normal') : places;
  return Math.max(0, ...counts.map(({ difference }) => (isSeen(difference) ? Math.abs(difference.value) : 0)));
}

/** A value of an index as people read it. */
const placeWords = (at: string): string => (/^x[\d.]/.test(at) ? `x${Number(Number(at.slice(1)).toPrecision(3))}` : at);

/** Which indices move together, in words. */
function togetherWords(drivers: readonly DriverLooked[]): string {
  const groups = new Set(
    drivers
      .filter(({ goesWith }) => goesWith.length > 0)
      .map(({ id, goesWith }) => listed([id, ...goesWith].toSorted(), 6)),
  );
  return groups.size === 0
    ? ''
    : `${[...groups].join('; ')} go together: with one held the others move along, as the correlations say. A row of one is also what comes through the others, and the same may stand in the rows of each.`;
}

/** A change with its sign; what noise may have made is none. */
function changeWords(difference: Estimate, unit: SensitivityFigure['unit'], currency: string): string {
  if (difference.value === 0 && difference.standardError === 0) return 'none';
  if (!isSeen(difference)) return 'not seen';
  const sign = difference.value > 0 ? '+' : '';
  return `${sign}${figureWords(difference, unit, currency)}${difference.unreliable === true ? '?' : ''}`;
}

/** The figure with one driver held; nothing where none was. */
export function heldLines(figure: SensitivityFigure, document: SensitivityDocument, page: Page): string[] {
  const { held = [], subject, unit } = figure;
  const { drivers, currency } = document;
  if (drivers === undefined) return [];
  if (held.length === 0) {
    return section(
      `The ${subject} with one driver held all along`,
      prose(
        forReaders(
          page,
          'So few trials tell nothing of drivers: more --trials would.',
          'So few futures tell nothing of drivers.',
        ),
        page,
      ),
      page,
    );
  }
  const quiet = page.style.quiet;
  const ordered = held.toSorted((a, b) => weightOf(b) - weightOf(a) || (a.driver < b.driver ? -1 : 1));
  const rows = ordered.flatMap(({ driver, places }) => {
    const times = drivers.find(({ id }) => id === driver)?.places ?? [];
    return places.map(({ at, figure: there, difference }, place): Cell[] => {
      const share = times.find((one) => one.at === at)?.shareOfTime ?? null;
      return [
        place === 0 ? driver : '',
        placeWords(at),
        { text: share === null ? '' : percent(share.value, share.standardError), paint: quiet },
        figureWords(there, unit, currency),
        changeWords(difference, unit, currency),
        { text: errorWords(difference, unit, currency), paint: quiet },
      ];
    });
  });
  const hasStates = held.some(({ places }) => places.some(({ at }) => at === 'normal'));
  const hasIndex = held.some(({ places }) => places.some(({ at }) => /^x[\d.]/.test(at)));
  return section(
    `The ${subject} with one driver held all along`,
    [
      ...table(COLUMNS, rows, page),
      '',
      ...[
        [
          ...(hasStates
            ? [
                'At normal: as if that driver never did anything, so that the change is what it does as it comes. In a state: all the time from first to last, however seldom that is; "of the time" says how much of it the state has by itself.',
              ]
            : []),
          ...(hasIndex ? ['An index is held at its 5 % and at its 95 % point.'] : []),
          'All else follows as it does, on the same futures. What a driver brings and what it makes likelier comes along, so that rows do not add up.',
        ].join(' '),
        togetherWords(drivers),
        'Which course a driver takes is chance, no estimate, and has no share of what is uncertain; what is estimated of it (how often, how long, what it makes of others) stands among the inputs.',
      ]
        .filter((words) => words !== '')
        .flatMap((words) => prose(words, page)),
    ],
    page,
  );
}
