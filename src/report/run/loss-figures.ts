/** The figures of the loss: mean, spread, chance, quantiles, tail means. */
import type { Estimate } from '../../results/estimate.ts';
import { listed, wholeNumber } from '../../results/format/count.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { percent, shareErrorWords } from '../../results/format/share.ts';
import { spanName } from '../../results/format/time.ts';
import { drawName, futureName } from '../text/readers.ts';
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

/** `± ...`; an interval where the figure lies at its end, as between two lumps of losses. */
function errorWords({ value, standardError, low, high }: Estimate, currency: string): string {
  const isAtEnd = low !== undefined && high !== undefined && low < high && (value === low || value === high);
  if (!isAtEnd) return moneyError(standardError, currency);
  if (high === Infinity) return 'or more';
  return value === low ? `to ${money(high, currency, high)}` : `from ${money(low, currency, low)}`;
}

/** A figure of the loss: a row of the table, and how a sentence names it. */
export interface LossFigure {
  readonly name: string;
  readonly spoken: string;
  readonly estimate: Estimate;
  readonly isShare: boolean;
  /** Told where the figure is not doubted. */
  readonly remark: string;
}

/** `the 1-in-10-year loss`, `the loss of 1 case in 10`. */
function spokenQuantile(scene: Scene, times: number): string {
  if (times === 1) return `the loss of 19 in 20`;
  if (times === 2) return 'the middle case';
  return isCase(scene) ? `the loss of 1 case in ${wholeNumber(times)}` : `the ${quantileName(scene, times)}`;
}

/**
 * The figures that the page shows of the loss, in their order: the table and the list of those that too little lies behind are
 * made of them. Where no trial lost anything, only what bounds that.
 */
export function lossFigureRows(scene: Scene): readonly LossFigure[] {
  const { loss } = scene.result;
  const one = (name: string, estimate: Estimate | undefined, remark = '', spoken = `the ${name}`): LossFigure[] =>
    estimate === undefined ? [] : [{ name, spoken, estimate, remark, isShare: false }];
  const mean = one('mean', loss.mean, '', 'the mean loss');
  const chance: LossFigure = {
    name: 'chance of any loss',
    spoken: 'the chance of any loss',
    estimate: loss.probabilityOfLoss,
    remark: '',
    isShare: true,
  };
  if (isNothingLost(scene)) return [...mean, chance];
  return [
    ...mean,
    ...one('standard deviation', loss.standardDeviation),
    chance,
    ...QUANTILES.filter(([share]) => share !== LEAST || (loss.valueAtRisk[LEAST]?.value ?? 0) > 0).flatMap(
      ([share, times]) => one(quantileName(scene, times), loss.valueAtRisk[share], '', spokenQuantile(scene, times)),
    ),
    ...one('mean of the worst 5%', loss.tailValueAtRisk['0.95'], 'TVaR 95%'),
    ...one('mean of the worst 1%', loss.tailValueAtRisk['0.99'], 'TVaR 99%'),
  ];
}

/** True where no trial lost anything that counts. */
export const isNothingLost = ({ result: { loss } }: Scene): boolean =>
  loss.mean.value === 0 && loss.probabilityOfLoss.value === 0;

/** What was never seen is bounded from above alone. */
const isUnseen = ({ value, high }: Estimate): boolean => value === 0 && high !== undefined && high > 0;

function valueWords({ estimate, isShare }: LossFigure, currency: string): string {
  if (isUnseen(estimate)) return 'not seen';
  const { value, standardError } = estimate;
  return isShare ? percent(value, standardError) : money(value, currency, standardError);
}

function boundWords({ estimate, isShare }: LossFigure, currency: string): string {
  const { value, standardError, low, high = 0 } = estimate;
  if (!isUnseen(estimate)) {
    return isShare ? shareErrorWords(value, standardError, low) : errorWords(estimate, currency);
  }
  if (!Number.isFinite(high)) return '';
  return `under ${isShare ? percent(high, high) : money(high, currency, high)}`;
}

/** What the second column means, as far as it is there. */
function noteOn(errors: readonly string[]): string {
  const isThere = (pattern: RegExp): boolean => errors.some((error) => pattern.test(error));
  return [
    isThere(/^±/) ? '±: one standard error of the simulation.' : '',
    isThere(/^(to|from) /) ? 'To, from: the figure is one end of its 95% interval, and this the other.' : '',
    isThere(/^(under|over) /) ? 'Under, over: the bound that holds in 95 of 100 such runs.' : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** Means, quantiles and tail means of the counted loss, each with its standard error. */
export function lossFigures(scene: Scene): string[] {
  const { document, result, page } = scene;
  const { currency } = document;
  const few = `unreliable: too few ${futureName(page)}s${result.measured.worlds > 1 ? ` or ${drawName(page)}s` : ''}`;
  const { mean, standardDeviation } = result.loss;
  const figures = lossFigureRows(scene);
  const rows = figures.map((figure): Cell[] => {
    const { estimate, remark } = figure;
    const isDoubted = estimate.unreliable === true;
    const isMoment = estimate === mean || estimate === standardDeviation;
    const doubt = isMoment && !isUnseen(estimate) ? unsettled(estimate, currency) : few;
    return [
      figure.name,
      valueWords(figure, currency),
      { text: boundWords(figure, currency), paint: page.style.quiet },
      { text: isDoubted ? doubt : remark, paint: isDoubted ? page.style.doubtful : page.style.quiet },
    ];
  });
  const whose = document.lossesCounted.length === 0 ? '' : `, of ${listed(document.lossesCounted)}`;
  const note = noteOn(figures.map((figure) => boundWords(figure, currency)));
  return section(
    `Loss ${withinOf(scene)}${whose}`,
    [...table(COLUMNS, rows, page), ...(note === '' ? [] : prose(note, page).map(page.style.quiet))],
    page,
  );
}
