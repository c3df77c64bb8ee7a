/** The report on a comparison, for people: the sentence first, then the figures. */
import type { CompareDocument, Comparison, Difference, Variant } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { namesOf } from '../../results/names.ts';
import { askedLines } from '../asked/asked-lines.ts';
import { storyLines } from '../asked/story-lines.ts';
import { counted, listed, trialsInWorlds } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { percent, percentagePoints, percentError } from '../../results/format/share.ts';
import { duration, perSpan } from '../../results/format/time.ts';
import { commandLines } from '../text/command-lines.ts';
import { displayWidth, printable } from '../text/display-width.ts';
import { idsBehind, nodeName, threatName } from '../text/names.ts';
import { futures, isSent } from '../text/readers.ts';
import { item, prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';
import { apart } from './apart.ts';
import { answer } from './compare-answer.ts';
import { isCase, perOf, plain } from './compare-terms.ts';
import { levelsBeside } from './levels.ts';
import { rankingTable } from './ranking-table.ts';
import { statesTable } from './states-table.ts';

/** Rows of a list of nodes or threats; the rest is counted. */
const MOST = 8;

/** Changes below this share of the greatest are left out. */
const SMALLEST = 1e-4;

const signed = (value: number, currency: string, error = 0): string =>
  value > 0 ? `+${money(value, currency, error)}` : money(value, currency, error);

const sum = (estimate: Estimate, currency: string): string => doubted(plain(estimate, currency), estimate);

/** A change of a share, in percentage points. */
function points(change: Difference): string {
  const { value, standardError } = change;
  if (value === 0) return doubted('0', change);
  return doubted(`${value > 0 ? '+' : '-'}${percentagePoints(Math.abs(value), standardError)} points`, change);
}

function lossTable(
  comparison: Comparison,
  from: Variant,
  to: Variant,
  document: CompareDocument,
  page: Page,
): string[] {
  const { currency } = document;
  const cash = (
    label: string,
    before: Estimate | undefined,
    after: Estimate | undefined,
    change?: Difference,
  ): Cell[][] => {
    if (before === undefined || after === undefined || change === undefined) return [];
    const [first, second] = levelsBeside(before, after, change, currency);
    return [
      [
        label,
        doubted(first, before),
        doubted(second, after),
        doubted(signed(change.value, currency, change.standardError), change),
        { text: moneyError(change.standardError, currency), paint: page.style.quiet },
        { text: moneyError(change.unpairedError, currency), paint: page.style.quiet },
      ],
    ];
  };
  const { loss } = comparison;
  const [a, b] = [from.result.loss, to.result.loss];
  const isSame = loss.probabilityOfLoss.value === 0 && loss.probabilityOfLoss.standardError === 0;
  const chance: Cell[] = [
    'chance of loss',
    percent(a.probabilityOfLoss.value, a.probabilityOfLoss.standardError),
    percent(b.probabilityOfLoss.value, b.probabilityOfLoss.standardError),
    points(loss.probabilityOfLoss),
    ...(isSame
      ? ['', '']
      : [loss.probabilityOfLoss.standardError, loss.probabilityOfLoss.unpairedError].map((error) => ({
          text: percentError(error),
          paint: page.style.quiet,
        }))),
  ];
  const isCounted = (id: string): boolean => document.lossesCounted.includes(id);
  const bearers = Object.entries(loss.byBearer).filter(() => Object.keys(loss.byBearer).length > 1);
  const rows: Cell[][] = [
    ...cash('mean', a.mean, b.mean, loss.mean),
    ...bearers.flatMap(([id, change]) =>
      cash(isCounted(id) ? `- ${id}` : `- ${id} (not counted)`, a.byBearer[id], b.byBearer[id], change),
    ),
    ...cash('standard deviation', a.standardDeviation, b.standardDeviation, loss.standardDeviation),
    ...['0.9', '0.95', '0.99'].flatMap((level) =>
      cash(
        `1 in ${Math.round(1 / (1 - Number(level)))}`,
        a.valueAtRisk[level],
        b.valueAtRisk[level],
        loss.valueAtRisk[level],
      ),
    ),
    ...['0.95', '0.99'].flatMap((level) =>
      cash(
        `mean of worst ${Math.round(100 - 100 * Number(level))}%`,
        a.tailValueAtRisk[level],
        b.tailValueAtRisk[level],
        loss.tailValueAtRisk[level],
      ),
    ),
    chance,
  ];
  if (!isCase(document) && from.spendPerYear !== null && to.spendPerYear !== null && comparison.spendPerYear !== null) {
    rows.push([
      'spend a year',
      money(from.spendPerYear, currency),
      money(to.spendPerYear, currency),
      signed(comparison.spendPerYear, currency),
      '',
      '',
    ]);
  }
  return table(
    [
      { header: `loss ${perOf(document)}`, shrinksTo: 14 },
      { header: from.name, align: 'right', shrinksTo: 9 },
      { header: to.name, align: 'right', shrinksTo: 9 },
      { header: 'change', align: 'right' },
      { header: 'paired' },
      { header: 'unpaired' },
    ],
    rows,
    page,
  );
}

/** A change of the hours that a node is down, from that of the share of time. */
function hours(change: Difference, horizonHours: number): string {
  const { value, standardError } = change;
  if (value === 0) return '-';
  const size = duration(value * horizonHours, standardError * horizonHours);
  return doubted(value > 0 ? `+${size}` : size, change);
}

/** Rows of differences, the clearest and greatest first, as many as a page bears. */
function changes(
  header: string,
  entries: readonly (readonly [string, Difference, string])[],
  document: CompareDocument,
  page: Page,
  more: string,
): string[] {
  const { currency } = document;
  const greatest = Math.max(0, ...entries.map(([, change]) => Math.abs(change.value)));
  const isSeen = (change: Difference, beside: string): boolean =>
    Math.abs(change.value) > SMALLEST * greatest || (beside !== '' && beside !== '-');
  const sorted = entries
    .filter(([, change, beside]) => isSeen(change, beside))
    .toSorted(([, a], [, b]) => Math.abs(b.value) - Math.abs(a.value));
  if (sorted.length === 0) return [];
  const rows = sorted
    .slice(0, MOST)
    .map(([id, change, beside]): Cell[] => [
      id,
      doubted(signed(change.value, currency, change.standardError), change),
      { text: moneyError(change.standardError, currency), paint: page.style.quiet },
      beside,
    ]);
  const lines = table(
    [
      { header, shrinksTo: 16 },
      { header: 'loss caused', align: 'right' },
      { header: '' },
      { header: more, align: 'right' },
    ],
    rows,
    page,
  );
  const rest = sorted.length - MOST;
  return rest > 0 ? [...lines, ...prose(`and ${counted(rest, 'more', 'more')}`, page).map(page.style.quiet)] : lines;
}

function limitTable(
  comparison: Comparison,
  from: Variant,
  to: Variant,
  document: CompareDocument,
  page: Page,
): string[] {
  const { currency } = document;
  const kinds = new Map([...from.result.appetite, ...to.result.appetite].map((limit) => [limit.id, limit]));
  const figure = (id: string, known: Estimate | undefined): string => {
    if (known === undefined) return '-';
    if (known.value === 0 && known.high !== undefined) return 'not seen';
    const kind = kinds.get(id)?.kind;
    if (kind === 'meanLoss' || kind === 'tailMean') return sum(known, currency);
    return kind === 'gotThrough' ? known.value.toPrecision(3) : percent(known.value, known.standardError);
  };
  const rows = comparison.appetite.map(({ id, from: a, to: b }): Cell[] => [
    id,
    figure(id, a?.estimate),
    a?.status ?? 'none',
    figure(id, b?.estimate),
    b?.status ?? 'none',
  ]);
  if (rows.length === 0) return [];
  return table(
    [
      { header: 'limit', shrinksTo: 12 },
      { header: from.name, align: 'right', shrinksTo: 9 },
      { header: '' },
      { header: to.name, align: 'right', shrinksTo: 9 },
      { header: '' },
    ],
    rows,
    page,
  );
}

function onlyWords(comparison: Comparison, page: Page): string[] {
  const words = (name: string, only: Comparison['onlyFrom']): string[] => {
    const ids = [...only.nodes.map((id) => nodeName(id, page)), ...only.threats.map((id) => threatName(id, page))];
    return ids.length === 0 ? [] : item(`Only ${name} has ${listed(ids, 6)}.`, page);
  };
  return [...words(comparison.from, comparison.onlyFrom), ...words(comparison.to, comparison.onlyTo)];
}

function sidesOf(comparison: Comparison, { variants }: CompareDocument): readonly [Variant, Variant] | null {
  const from = variants.find(({ name }) => name === comparison.from);
  const to = variants.find(({ name }) => name === comparison.to);
  return from === undefined || to === undefined ? null : [from, to];
}

function against(comparison: Comparison, document: CompareDocument, page: Page): string[] {
  const sides = sidesOf(comparison, document);
  if (sides === null) return [];
  const [from, to] = sides;
  const nodes = Object.entries(comparison.nodes).map(
    ([id, { lossCaused, unavailability }]) =>
      [nodeName(id, page), lossCaused, hours(unavailability, document.horizonHours)] as const,
  );
  const threats = Object.entries(comparison.threats).map(
    ([id, { lossCaused }]) => [threatName(id, page), lossCaused, ''] as const,
  );
  return section(
    `${comparison.to} against ${comparison.from}`,
    [
      ...prose(answer(comparison, from, to, document, page), page),
      ...onlyWords(comparison, page),
      ...blankBefore(apart(comparison, document, page)),
      ...blankBefore(lossTable(comparison, from, to, document, page)),
      ...blankBefore(limitTable(comparison, from, to, document, page)),
      ...blankBefore(changes('threat', threats, document, page, '')),
      ...blankBefore(
        changes(
          'node',
          nodes,
          document,
          page,
          `down ${isCase(document) ? 'per case' : perSpan(document.horizonHours)}`,
        ),
      ),
    ],
    page,
  );
}

const blankBefore = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', ...lines]);

export interface CompareReport {
  readonly document: CompareDocument;
  /** The words of the command line that gives the same figures again, quoted; empty to leave it out. */
  readonly command: readonly string[];
  /** Each variant beside the baseline, where there are more than two. Default false: one table of all. */
  readonly pairs?: boolean | undefined;
}

/** Seed and models, by which the figures are had again. */
function madeOf({ seed, ringfence, variants }: CompareDocument, page: Page): string[] {
  const hash = (variant: Variant): string => variant.modelHash.slice(0, 19);
  const models = new Set(variants.map(hash));
  const [first] = models;
  const words =
    models.size === 1
      ? `model ${first ?? ''}`
      : `models ${listed(variants.map((variant) => `${hash(variant)} (${variant.name})`))}`;
  return prose(`Seed "${seed}", ${words}, Ringfence ${ringfence}.`, page);
}

/** The answers once more, where the first have left the screen. */
function repeated(document: CompareDocument, isOfAll: boolean, lines: number, page: Page): string[] {
  if (page.rows === undefined || lines < page.rows) return [];
  if (isOfAll) return rankingTable(document, page);
  return document.comparisons.flatMap((comparison) => {
    const sides = sidesOf(comparison, document);
    if (sides === null) return [];
    const heading = `${comparison.to} against ${comparison.from}`;
    return section(heading, prose(answer(comparison, ...sides, document, page), page), page);
  });
}

/**
 * Lines of the report, none wider than the page. More than two variants are set in one table, in the order of what they cost; on
 * a terminal that is too low for the report its answer stands at the end again.
 */
export function compareReport({ document, command, pairs = false }: CompareReport, bare: Page): string[] {
  const page: Page = { ...bare, names: namesOf(document.labels) };
  const heading = wrap(printable(document.title), page.width);
  const rule = '─'.repeat(Math.min(page.width, Math.max(...heading.map(displayWidth))));
  const size = isSent(page) ? futures(document.trials, page) : trialsInWorlds(document, document.settings);
  const names = document.variants.map(({ name }) => name);
  const [baseline = ''] = names;
  const isOfAll = names.length > 2;
  const hint = isOfAll && !pairs && !isSent(page) ? [`--pairs shows each beside ${baseline}.`] : [];
  const compared = isOfAll && !pairs ? [] : document.comparisons.flatMap((one) => against(one, document, page));
  const lines = [
    ...heading.map(page.style.heading),
    page.style.quiet(rule),
    ...wrap(`${listed(names)} on the same ${size}`, page.width),
    ...askedLines(document, document.variants[0]?.result ?? { given: null }, page),
    ...[
      ...new Map(document.variants.map(({ result }) => [result.conditions.scenario, result.conditions])).values(),
    ].flatMap((conditions) => storyLines(conditions, page)),
    ...(isOfAll ? rankingTable(document, page) : []),
    ...statesTable(document, page),
    ...(isOfAll && !pairs ? document.comparisons.flatMap((one) => blankBefore(apart(one, document, page))) : []),
    ...compared,
    ...idsBehind(compared, page),
    '',
    ...prose(
      [
        'Errors are standard errors of the simulation. All variants meet the same futures, so chance strikes them alike ' +
          'and the change is known better (paired) than from runs of their own (unpaired). ?: too little lies behind it.',
        ...hint,
      ].join(' '),
      page,
    ).map(page.style.quiet),
    // A page that is sent has a section for that
    ...(isSent(page) ? [] : madeOf(document, page)),
    ...commandLines(command, page),
  ];
  return [...lines, ...repeated(document, isOfAll, lines.length, page)];
}
