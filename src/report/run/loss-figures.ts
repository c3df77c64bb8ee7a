/** The figures of the loss: mean, spread, chance, quantiles, tail means. */
import type { Estimate } from '../../results/estimate.ts';
import { listed, wholeNumber } from '../format/count.ts';
import { money, moneyError } from '../format/money.ts';
import { percent, percentError } from '../format/share.ts';
import { spanName } from '../format/time.ts';
import { prose, section } from '../text/section.ts';
import type { Cell, Column } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { isCase, periodHoursOf, withinOf, type Scene } from './scene.ts';

const COLUMNS: readonly Column[] = [
  { header: '' },
  { header: '', align: 'right' },
  { header: '' },
  { header: '', shrinksTo: 12 },
];

const NOTE =
  '±: one standard error of the simulation. To, from: the end of a 95% interval that the figure is the other end of.';

/** Told where it is more than nothing. */
const LEAST = '0.05';

const QUANTILES = [
  [LEAST, 1],
  ['0.5', 2],
  ['0.9', 10],
  ['0.95', 20],
  ['0.99', 100],
  ['0.999', 1000],
] as const;

function quantileName(scene: Scene, times: number): string {
  if (times === 1) return '19 in 20 lose at least';
  if (times === 2) return 'middle case (half lose no more)';
  if (isCase(scene)) return `1 case in ${wholeNumber(times)} loses at least`;
  const span = spanName(periodHoursOf(scene));
  return /^\d/.test(span) ? `1-in-${times} loss` : `1-in-${times}-${span} loss`;
}

/** What is said of a figure that rare losses decide. */
function unsettled({ high }: Estimate, currency: string): string {
  if (high === undefined || !Number.isFinite(high)) return 'not settled';
  return `not settled: could be ${money(high, currency, high)}`;
}

/** `± ...`; an interval where the figure lies at its end, as between two lumps of losses, or was never seen. */
function errorWords({ value, standardError, low, high }: Estimate, currency: string): string {
  const isAtEnd = low !== undefined && high !== undefined && low < high && (value === low || value === high);
  if (!isAtEnd) return moneyError(standardError, currency);
  if (high === Infinity) return 'or more';
  return value === low ? `to ${money(high, currency, high)}` : `from ${money(low, currency, low)}`;
}

/** Means, quantiles and tail means of the counted loss, each with its standard error. */
export function lossFigures(scene: Scene): string[] {
  const { document, result, page } = scene;
  const { loss } = result;
  const { currency } = document;
  const few = result.measured.worlds > 1 ? 'unreliable: too few trials or worlds' : 'unreliable: too few trials';
  const row = (name: string, estimate: Estimate | undefined, remark = '', doubted = few): Cell[][] => {
    if (estimate === undefined) return [];
    const doubt = estimate.unreliable === true ? doubted : remark;
    return [
      [
        name,
        money(estimate.value, currency, estimate.standardError),
        { text: errorWords(estimate, currency), paint: page.style.quiet },
        { text: doubt, paint: estimate.unreliable === true ? page.style.doubtful : page.style.quiet },
      ],
    ];
  };
  const chance = loss.probabilityOfLoss;
  const rows = [
    ...row('mean', loss.mean, '', unsettled(loss.mean, currency)),
    ...row('standard deviation', loss.standardDeviation, '', unsettled(loss.standardDeviation, currency)),
    [
      'chance of any loss',
      chance.value === 0 ? 'not seen' : percent(chance.value, chance.standardError),
      {
        text:
          chance.value === 0 ? `under ${percent(chance.high ?? 0, chance.high)}` : percentError(chance.standardError),
        paint: page.style.quiet,
      },
      { text: chance.unreliable === true ? few : '', paint: page.style.doubtful },
    ],
    ...QUANTILES.filter(([share]) => share !== LEAST || (loss.valueAtRisk[LEAST]?.value ?? 0) > 0).flatMap(
      ([share, times]) => row(quantileName(scene, times), loss.valueAtRisk[share]),
    ),
    ...row('mean of the worst 5%', loss.tailValueAtRisk['0.95'], 'TVaR 95%'),
    ...row('mean of the worst 1%', loss.tailValueAtRisk['0.99'], 'TVaR 99%'),
  ];
  const whose = document.lossesCounted.length === 0 ? '' : `, of ${listed(document.lossesCounted)}`;
  return section(
    `Loss ${withinOf(scene)}${whose}`,
    [...table(COLUMNS, rows, page), ...prose(NOTE, page).map(page.style.quiet)],
    page,
  );
}
