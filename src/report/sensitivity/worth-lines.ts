/** Which estimate is worth improving first, and for how much. */
import { listed, trialsInWorlds } from '../../results/format/count.ts';
import { money, moneyError } from '../../results/format/money.ts';
import type { EstimateWorth, SensitivityDocument } from '../../results/sensitivity-document.ts';
import type { Cell, Column } from '../text/cell.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';
import { isSeen } from './figure-words.ts';

/** Rows at most; the rest is in the document. */
const MOST = 8;

const COLUMNS: readonly Column[] = [
  { header: '', shrinksTo: 24 },
  { header: 'worth a year', align: 'right' },
  { header: '' },
  { header: 'at most', align: 'right' },
];

const isWorthIt = ({ worth }: EstimateWorth): boolean => worth.value > 0 && isSeen(worth);

/** What knowing estimates is worth; nothing where it was not asked for. */
export function worthLines(document: SensitivityDocument, page: Page): string[] {
  const { worth, currency } = document;
  if (worth === undefined) return [];
  const { estimates } = worth;
  const worthIt = (estimates ?? []).filter(isWorthIt).slice(0, MOST);
  const row = ({ id, worth: value, high }: EstimateWorth): Cell[] => [
    id,
    money(value.value, currency, value.standardError),
    { text: moneyError(value.standardError, currency), paint: page.style.quiet },
    money(high + 2 * value.standardError, currency, value.standardError),
  ];
  return section(
    'What it is worth to know an estimate exactly',
    [
      ...(worthIt.length === 0 ? [] : [...table(COLUMNS, worthIt.map(row), page), '']),
      ...prose(worthWords(document, worthIt), page),
    ],
    page,
  );
}

function worthWords({ worth, currency, figures }: SensitivityDocument, worthIt: readonly EstimateWorth[]): string {
  const { estimates = null, worlds = 0, trials = 0 } = worth ?? {};
  const size = trialsInWorlds({ worlds, trials }, {});
  if (estimates === null) {
    return `No plan keeps the limits, so that there is nothing to choose among: no estimate changes what should be spent (doughnut, ${size} of each plan).`;
  }
  const [best] = worthIt;
  if (best === undefined) {
    const high = Math.max(0, ...estimates.map((one) => one.high + 2 * one.worth.standardError));
    const most =
      high > 0
        ? `: none is worth more than ${money(high, currency, high / 10)} a year, noise counted as gain`
        : ': the same plan is best whatever they are';
    return `No single estimate, known exactly, would change the choice of controls by more than the noise${most} (${size} of each plan). What moves the loss most need not change what is best to buy.`;
  }
  const rivals = worthIt
    .slice(1)
    .filter(
      ({ worth: other }) =>
        best.worth.value - other.value < 2 * Math.hypot(best.worth.standardError, other.standardError),
    )
    .map(({ id }) => id);
  const perhaps = rivals.length === 0 ? '' : ` Perhaps it is ${listed(rivals, 3)}: between them this run cannot tell.`;
  const first = figures['loss']?.improve?.input;
  const other =
    first === undefined || first === best.id || rivals.includes(first)
      ? ''
      : ` ${first} moves the loss more, and changes less what is best to buy.`;
  return `Worth improving first, for what is decided with it: ${best.id}.${perhaps}${other} So much less a year would spend and losses come to, on average, if that one figure were known exactly before choosing among the plans that keep the limits (expected value of perfect information): more than that is not worth paying for it. At most: chosen and counted on the same worlds, which takes noise for gain, and two standard errors more. ${size} of each plan.`;
}
