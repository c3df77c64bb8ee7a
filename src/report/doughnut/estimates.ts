/** What estimates decide: the rings when one is other than thought, what testing is worth, what knowing is worth. */
import type { Amount } from '../../results/doughnut/amounts.ts';
import type { DoughnutEstimates, TestingWorth, TornadoEnd } from '../../results/doughnut/estimates.ts';
import { counted } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import type { Cell, Column } from '../text/cell.ts';
import { nodeName } from '../text/names.ts';
import { drawName, forReaders } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import type { Page } from '../text/style.ts';
import { amount, sum, type DoughnutScene } from './scene.ts';

/** Rows of each table; the rest is in the document. */
const MOST = 8;

const RINGS = ['necessary', 'optimum', 'sufficient'] as const;

/** A table; nothing, and no header, without rows. */
const filled = (columns: readonly Column[], rows: readonly (readonly Cell[])[], page: Page): string[] =>
  rows.length === 0 ? [] : table(columns, rows, page);

/** `£420k / £540k / £580k`. */
const endWords = ({ rings }: TornadoEnd, scene: DoughnutScene): string =>
  rings === null ? 'no ring' : RINGS.map((ring) => amount(rings[ring].value, scene)).join(' / ');

/** Whether a ring lies elsewhere at the two ends, whatever the noise. */
function moves(low: TornadoEnd, high: TornadoEnd): boolean {
  const [a, b] = [low.rings, high.rings];
  if (a === null || b === null) return a !== b && Number.isFinite((a ?? b)?.necessary.high);
  return RINGS.some((ring) => a[ring].high < b[ring].low || b[ring].high < a[ring].low);
}

/** The rings with one estimate low and high, what moves them most first. */
export function tornado(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.estimates;
  if (found === undefined || found.inputs === 0) return [];
  const moving = found.tornado.filter(({ low, high }) => moves(low, high));
  const rows = moving
    .slice(0, MOST)
    .map(({ id, low, high }): Cell[] => [id, endWords(low, scene), endWords(high, scene)]);
  const left = found.tornado.length - rows.length;
  const columns: Column[] = [
    { header: '', shrinksTo: 20 },
    { header: 'where it is low', shrinksTo: 9 },
    { header: 'where it is high', shrinksTo: 9 },
  ];
  const isFew = found.tornado.every(({ of }) => of === 'costs') && document.worlds < 100;
  const words = [
    rows.length === 0 ? 'No single estimate that was looked at moves a ring by more than the noise.' : '',
    `At least / best / at most, with one estimate at its 5th and its 95th percentile and all else as uncertain as it is. Prices are read again; of what is simulated it is the tenth of ${drawName(page)}s in which it is lowest, and highest.`,
    isFew ? `It takes 100 ${drawName(page)}s of what is uncertain to tell of what is simulated.` : '',
    rows.length > 0 && left > 0
      ? `${counted(left, 'other estimate')} ${left === 1 ? 'moves' : 'move'} them less, or within the noise ${forReaders(page, '(all are in --json)', 'and are not shown')}.`
      : '',
  ].filter((each) => each !== '');
  return section(
    'If one estimate is other than thought',
    [...filled(columns, rows, page), ...prose(words.join(' '), page).map(page.style.quiet)],
    page,
  );
}

/** `£38k less (£20k more to £60k less)`. */
function fallWords(falls: Amount | null, scene: DoughnutScene): string {
  if (falls === null) return '-';
  const words = (value: number): string =>
    value === 0 ? 'as much' : `${amount(Math.abs(value), scene)} ${value > 0 ? 'less' : 'more'}`;
  const [value, low, high] = [words(falls.value), words(falls.low), words(falls.high)];
  return low === high ? value : `${value} (${low} to ${high})`;
}

const doubt = ({ unreliable }: TestingWorth): string => (unreliable === true ? '?' : '');

function testingRows(testing: NonNullable<DoughnutEstimates['testing']>, scene: DoughnutScene): Cell[][] {
  const most = (numbers: readonly TestingWorth[]): number =>
    Math.max(0, ...numbers.map(({ necessaryFalls }) => necessaryFalls?.value ?? 0));
  return Object.entries(testing)
    .toSorted(([a, x], [b, y]) => most(y.numbers) - most(x.numbers) || (a < b ? -1 : 1))
    .filter(([, { numbers }]) => numbers.some(({ changes }) => changes > 0))
    .slice(0, MOST)
    .map(([id, { level, numbers }]): Cell[] => [
      `${nodeName(id, scene.page)}: ${level}`,
      ...numbers.flatMap((each): Cell[] => [
        `${fallWords(each.necessaryFalls, scene)}${doubt(each)}`,
        percent(Math.round(each.changes * 100) / 100),
      ]),
    ]);
}

/** By how much less would be necessary after more tests, on average. */
export function testing(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.estimates?.testing ?? null;
  if (found === null || Object.keys(found).length === 0) return [];
  const rows = testingRows(found, scene);
  const numbers = Object.values(found)[0]?.numbers ?? [];
  const columns: Column[] = [
    { header: '', shrinksTo: 14 },
    ...numbers.flatMap(({ tests }): Column[] => [
      { header: `${tests} tests`, align: 'right', shrinksTo: 9 },
      { header: 'changes it', align: 'right', shrinksTo: 7 },
    ]),
  ];
  const isDoubtful = Object.values(found).some((control) => control.numbers.some(({ unreliable }) => unreliable));
  const words =
    rows.length === 0
      ? 'No result of up to 40 tests of one control would change the least that is necessary.'
      : `What would be necessary on average over what the tests may find, against today, and the chance that they find what changes it. A test is one trial of the control, as it works.${isDoubtful ? ` ?: some results rest on few ${drawName(page)}s${forReaders(page, '; give more --worlds', '')}.` : ''}`;
  return section(
    'What testing a control is worth',
    [...filled(columns, rows, page), ...prose(words, page).map(page.style.quiet)],
    page,
  );
}

/** What it is worth a year to know an estimate exactly. */
export function knowing(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.estimates?.information ?? null;
  if (found === null || document.estimates?.inputs === 0) return [];
  const worth = found.filter(({ value, standardError }) => value > 2 * standardError && value > 0).slice(0, MOST);
  const rows = worth.map((each): Cell[] => [
    each.id,
    sum(each, scene),
    `at most ${amount(each.high + 2 * each.standardError, scene)}`,
  ]);
  const words =
    rows.length === 0
      ? 'No single estimate, known exactly, would change the choice by more than the noise.'
      : 'By how much less a year spend and losses would come to in all, on average, if that one figure were known exactly before choosing among the plans that keep the limits today.';
  return section(
    'What better estimates are worth',
    [
      ...filled([{ header: '', shrinksTo: 24 }, { header: 'a year', align: 'right' }, { header: '' }], rows, page),
      ...prose(words, page).map(page.style.quiet),
    ],
    page,
  );
}
