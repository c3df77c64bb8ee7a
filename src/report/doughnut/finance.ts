/** What is proposed, over years: what it is worth in today's money, when it is paid, and what each control adds. */
import type {
  Appraisal,
  DoughnutFinance,
  DoughnutRoadmap,
  Outcome,
  RoadmapYear,
  YearOfMoney,
} from '../../results/doughnut/finance.ts';
import type { Estimate } from '../../results/estimate.ts';
import { counted, wholeNumber } from '../../results/format/count.ts';
import { lastPlace, roundedAt } from '../../results/format/rounding.ts';
import { percent } from '../../results/format/share.ts';
import type { Cell, Column } from '../text/cell.ts';
import { nodeName } from '../text/names.ts';
import { forReaders, restWords } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import {
  amount,
  farthest,
  levelPosition,
  limitIds,
  loweredName,
  oddsWords,
  optionName,
  signed,
  sum,
  sureShare,
  type DoughnutScene,
} from './scene.ts';

/** Rows of a table; the rest is in the document. */
const MOST = 12;

const planWords = ({ plan }: DoughnutFinance): string => (plan === 'best' ? 'the best plan' : 'what comes nearest');

/** `Over 5 years, at 3.5% a year`. */
const heading = ({ years, discount }: DoughnutFinance): string =>
  `Over ${counted(years, 'year')}${discount === 0 ? ', without interest' : `, at ${percent(discount)} a year`}`;

/** A share in per cent, to tens where it is not known better. */
function asKnown({ value, standardError }: Estimate): string {
  const place = Math.min(1, lastPlace(value * 100, standardError * 100));
  return place < 1 ? percent(value, standardError) : `${roundedAt(value * 100, place)}%`;
}

/** `£1.2m to £3m in 9 worlds of 10`; empty where there is nothing to say. */
function betweenWords({ between: { low, high } }: Outcome, scene: DoughnutScene): string {
  const [from, to] = [amount(low, scene), amount(high, scene)];
  return from === to ? '' : `${from} to ${to}`;
}

/** Years, to a tenth: `1.4`. */
const yearsText = (years: number): string => String(Math.round(years * 10) / 10);

function paybackWords({ payback: { value, low, high } }: Appraisal, years: number): string {
  if (value === 0) return 'At no time has more been paid than saved.';
  const end = `${counted(years, 'year')}`;
  if (!Number.isFinite(value)) {
    return Number.isFinite(low) && low > 0
      ? `It is not paid back in ${end}; at the most that it may save it would be in ${yearsText(low)}.`
      : `It is not paid back in ${end}.`;
  }
  const reach =
    yearsText(low) === yearsText(high)
      ? ''
      : ` (${yearsText(low)} to ${Number.isFinite(high) ? yearsText(high) : `more than ${years}`})`;
  return `It is paid back in ${yearsText(value)} years${reach}.`;
}

function breakEvenWords({ breakEven }: Appraisal, scene: DoughnutScene): string {
  if (breakEven === null) return '';
  const { savedPerYear, share } = breakEven;
  if (savedPerYear <= 0) {
    return `As it costs less than today, it pays unless losses grow by more than ${amount(-savedPerYear, scene)} a year.`;
  }
  const part = share === null ? '' : `, ${asKnown(share)} of what is expected`;
  return `It pays if it saves at least ${amount(savedPerYear, scene)} of losses a year${part}.`;
}

/** ` In 2025 it takes £64.8m of capex.`: where most of what is paid falls in one year; empty where it does not. */
function atOnceWords({ whole: { years } }: DoughnutFinance, scene: DoughnutScene): string {
  const paid = years.reduce((total, { capex, opex }) => total + Math.max(0, capex) + Math.max(0, opex), 0);
  const most = years.toSorted((a, b) => b.capex - a.capex || a.year - b.year)[0];
  if (most === undefined || years.length < 2 || !(most.capex > paid / 2)) return '';
  return ` Most of it is paid at once: ${amount(most.capex, scene)} of capex in ${most.year}.`;
}

/** Changes that take more in one year than the budget of any; empty where there are none. */
function tooDearWords(never: readonly string[], { years: planned }: DoughnutRoadmap, scene: DoughnutScene): string {
  const budgets = planned.flatMap(({ budget }) => budget ?? []);
  if (budgets.length === 0) return '';
  const most = Math.max(...budgets);
  const controls = scene.document.finance?.controls ?? {};
  const words = never.flatMap((id) => {
    const atOnce = Math.max(0, ...(controls[id]?.years ?? []).map(({ capex, opex }) => capex + opex));
    return atOnce > most ? [`${nodeName(id, scene.page)} takes ${amount(atOnce, scene)}`] : [];
  });
  return words.length === 0 ? '' : `More at once than any year’s budget: ${words.join(', ')}.`;
}

/** Whether most of the best plan is paid in one year, and whether a year's budget reaches that; empty where neither is to be said. */
export function paidAtOnceWords(scene: DoughnutScene): string {
  const found = scene.document.finance ?? null;
  if (found === null) return '';
  const { roadmap: planned } = found;
  const dear = planned === null ? '' : tooDearWords(planned.never, planned, scene);
  return `${atOnceWords(found, scene).trim()} ${dear}`.trim();
}

function worthWords(finance: DoughnutFinance, scene: DoughnutScene): string {
  const { whole } = finance;
  const { cost, saved, npv, pays, returned } = whole;
  const paid =
    cost.value >= 0 ? `costs ${sum(cost, scene)}` : `costs ${amount(-cost.value, scene, cost.standardError)} less`;
  const lost =
    saved.value >= 0
      ? `saves ${sum(saved, scene)} of losses`
      : `lets losses grow by ${amount(-saved.value, scene, saved.standardError)}`;
  const between = betweenWords(npv, scene);
  const { odds, isSure, isNever } = oddsWords(pays);
  const likely = isSure
    ? 'It surely pays'
    : isNever
      ? forReaders(scene.page, 'It pays in no world', 'It never pays')
      : `The chance that it pays is ${odds}`;
  const rosi = returned === null ? '' : ` The return on what it costs is ${asKnown(returned)}.`;
  return `Going from today to ${planWords(finance)} ${paid}, in today's money, and ${lost}: a net present value of ${sum(npv, scene)}${between === '' ? '' : `, ${between} ${forReaders(scene.page, 'in 9 worlds of 10', 'in 9 cases of 10')}`}. ${likely}.${rosi}${atOnceWords(finance, scene)}`;
}

/** What a finance director asks first; nothing where nothing changes. */
export function finance(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.finance ?? null;
  if (found === null || (found.whole.cost.value === 0 && found.whole.saved.value === 0)) return [];
  const words = [worthWords(found, scene), paybackWords(found.whole, found.years), breakEvenWords(found.whole, scene)];
  return section(heading(found), prose(words.filter((each) => each !== '').join(' '), page), page);
}

function yearRow(at: number, { today, proposed, whole }: DoughnutFinance, scene: DoughnutScene): Cell[] | null {
  const [now, then, step] = [today[at], proposed[at], whole.years[at]];
  if (now === undefined || then === undefined || step === undefined) return null;
  const net = step.saved - step.capex - step.opex - step.business;
  const money = (value: number): string => amount(value, scene);
  return [
    String(now.year),
    money(now.capex),
    money(now.opex),
    money(then.capex),
    money(then.opex),
    signed(step.business, scene),
    signed(step.saved, scene),
    signed(net, scene),
  ];
}

const numbers = (headers: readonly string[]): Column[] => headers.map((header) => ({ header, align: 'right' }));

const isBorne = ({ business }: YearOfMoney): boolean => business !== 0;

/** When money is paid, as things stand and under what is proposed. */
export function yearByYear(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.finance ?? null;
  if (found === null) return [];
  const hasBusiness = found.whole.years.some(isBorne);
  const keep = <T>(cells: readonly T[]): T[] => cells.filter((_, column) => hasBusiness || column !== 5);
  const rows = found.today.slice(0, MOST).flatMap((_, at) => {
    const row = yearRow(at, found, scene);
    return row === null ? [] : [keep(row)];
  });
  const columns = numbers(['', 'capex', 'opex today', 'capex', 'opex then', 'business', 'losses saved', 'net']);
  const left = found.today.length - rows.length;
  return section(
    'Year by year',
    [
      ...table(keep(columns), rows, page),
      ...(left > 0 ? prose(`and ${counted(left, 'year')} more, ${restWords(page)}`, page) : []),
      ...prose(
        `Capex and opex as they stand today, then under ${planWords(found)}, when they are paid; what is left of lives at the end, ${amount(found.whole.residual, scene)} more than today, counts in the net present value.`,
        page,
      ).map(page.style.quiet),
    ],
    page,
  );
}

/** `sprinkler: zoned, locks; without guards`. */
function yearChanges({ changes }: RoadmapYear, scene: DoughnutScene): string {
  const isMore = ({ control, from, to }: RoadmapYear['changes'][number]): boolean =>
    levelPosition(control, to, scene) > levelPosition(control, from, scene);
  const more = changes.filter(isMore).map(({ control, to }) => optionName(control, to, scene));
  const less = changes.filter((change) => !isMore(change)).map(({ control, to }) => loweredName(control, to, scene));
  const parts = [more.join(', '), less.length === 0 ? '' : `without ${less.join(', ')}`].filter((part) => part !== '');
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}

function roadmapWords(found: DoughnutRoadmap, scene: DoughnutScene): string {
  const { method, tried, total, bound, beyond, never } = found;
  const names = never.map((id) => nodeName(id, scene.page));
  const how =
    method === 'every'
      ? `Of all ${wholeNumber(tried)} schedules of these changes the best: within the budgets, then inside the limits soonest, then the least paid and lost in all, in today's money ${amount(total, scene)}.`
      : `Found by moving one change after another to where it is best, ${wholeNumber(tried)} schedules: within the budgets, then inside the limits soonest, then the least paid and lost in all, in today's money ${amount(total, scene)}; none comes below ${amount(bound, scene)}.`;
  return [
    beyond > 0 ? `The budgets do not reach: ${amount(beyond, scene)} more must be paid.` : '',
    names.length === 0 ? '' : `Never within these years: ${names.join(', ')}.`,
    tooDearWords(never, found, scene),
    how,
    'What is not spent in a year is not carried over.',
  ]
    .filter((words) => words !== '')
    .join(' ');
}

/** What to buy and to give up in which year. */
export function roadmap(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.finance?.roadmap ?? null;
  if (found === null) return [];
  const hasBudget = found.years.some(({ budget }) => budget !== null);
  const hasLimits = limitIds(scene).length > 0;
  const keep = <T>(cells: readonly T[]): T[] =>
    cells.filter((_, column) => (hasBudget || column !== 1) && (hasLimits || column !== 5));
  const rows = found.years.slice(0, MOST).map((each): Cell[] => {
    const worst = farthest(each.confidences, scene);
    const sureness = worst === null ? '' : `, ${sureShare(worst.confidence, scene)} sure`;
    return keep([
      String(each.year),
      each.budget === null ? '-' : amount(each.budget, scene),
      amount(each.paid, scene),
      yearChanges(each, scene),
      sum(each.riskCost, scene),
      `${each.isAdequate ? 'inside' : 'outside'}${sureness}`,
    ]);
  });
  const columns: Column[] = [
    { header: '' },
    { header: 'budget', align: 'right' },
    { header: 'paid', align: 'right' },
    { header: 'bought or given up', shrinksTo: 18 },
    { header: 'losses left', align: 'right', shrinksTo: 7 },
    { header: 'limits', shrinksTo: 8 },
  ];
  return section(
    'What to do in which year',
    [...table(keep(columns), rows, page), ...prose(roadmapWords(found, scene), page).map(page.style.quiet)],
    page,
  );
}

function controlRow(id: string, appraisal: Appraisal, scene: DoughnutScene): Cell[] {
  const { npv, cost, pays, payback, breakEven, returned } = appraisal;
  const share = breakEven?.share ?? null;
  const { value } = payback;
  return [
    nodeName(id, scene.page),
    signed(cost.value, scene),
    sum(npv, scene),
    { text: betweenWords(npv, scene), paint: scene.page.style.quiet },
    oddsWords(pays).odds,
    returned === null ? '-' : asKnown(returned),
    value === 0 ? 'at once' : Number.isFinite(value) ? yearsText(value) : 'never',
    share === null ? '-' : asKnown(share),
  ];
}

/** What each control adds over the years that the plan changes. */
export function financeOfControls(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.finance ?? null;
  if (found === null) return [];
  const all = Object.entries(found.controls).toSorted(
    ([a, x], [b, y]) => y.npv.value - x.npv.value || (a < b ? -1 : 1),
  );
  const rows = all.slice(0, MOST).map(([id, appraisal]) => controlRow(id, appraisal, scene));
  if (rows.length === 0) return [];
  const left = all.length - rows.length;
  const columns: Column[] = [
    { header: '', shrinksTo: 12 },
    { header: 'costs', align: 'right' },
    { header: 'worth', align: 'right' },
    { header: forReaders(page, '9 in 10 worlds', '9 in 10 cases'), shrinksTo: 9 },
    { header: 'it pays', shrinksTo: 6 },
    { header: 'return', align: 'right' },
    { header: 'years', align: 'right' },
    { header: 'needs', align: 'right' },
  ];
  return section(
    'What each change is worth',
    [
      ...table(columns, rows, page),
      ...(left > 0 ? prose(`and ${counted(left, 'change')} of less worth, ${restWords(page)}`, page) : []),
      ...prose(
        `Each with the rest of ${planWords(found)} in place. Costs and worth: in today's money, worth after costs. Return: worth per cost. Years: until it is paid back, without interest. Needs: the share of what it is expected to save from which on it pays.`,
        page,
      ).map(page.style.quiet),
    ],
    page,
  );
}
