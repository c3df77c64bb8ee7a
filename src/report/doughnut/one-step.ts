/** If only one control changes today: what to drop first, what to buy next. */
import type { RankedStep } from '../../results/doughnut/steps.ts';
import { counted } from '../../results/format/count.ts';
import type { Cell } from '../text/cell.ts';
import { restWords } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import {
  amount,
  limitIds,
  loweredName,
  oddsWords,
  optionName,
  signed,
  theLimits,
  type DoughnutScene,
} from './scene.ts';

/** Steps of each direction. */
const MOST = 3;

/** What it does to the money. */
function payWords(word: 'buy' | 'drop', { step }: RankedStep): string {
  const { odds, isSure, isNever } = oddsWords(step.pays);
  if (word === 'buy') return isSure ? 'surely pays' : isNever ? 'never pays by itself' : `${odds} to pay`;
  return isSure ? 'surely saves money' : isNever ? 'surely costs more than it saves' : `${odds} to save money`;
}

function outcome(word: 'buy' | 'drop', ranked: RankedStep, scene: DoughnutScene): string {
  const { isInside, keepsSureness } = ranked;
  const pays = payWords(word, ranked);
  if (limitIds(scene).length === 0) return pays;
  const limit = isInside
    ? `inside ${theLimits(scene)} then`
    : keepsSureness
      ? `${theLimits(scene)} as sure as today`
      : `${theLimits(scene)} less sure`;
  return `${pays}; ${limit}`;
}

function row(word: 'buy' | 'drop', ranked: RankedStep, scene: DoughnutScene): Cell[] {
  const { control, to, step } = ranked;
  const { value, standardError } = step.saves;
  return [
    word,
    (word === 'buy' ? optionName : loweredName)(control, to, scene),
    signed(step.spend, scene),
    value >= 0 ? amount(value, scene, standardError) : `${amount(-value, scene, standardError)} lost`,
    outcome(word, ranked, scene),
  ];
}

export function oneStep(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const { dropFirst, buyNext } = document;
  const rows = [
    ...buyNext.slice(0, MOST).map((ranked) => row('buy', ranked, scene)),
    ...dropFirst.slice(0, MOST).map((ranked) => row('drop', ranked, scene)),
  ];
  if (rows.length === 0) return [];
  const left = Math.max(0, buyNext.length - MOST) + Math.max(0, dropFirst.length - MOST);
  return section(
    'If only one thing changes today (the first to buy, the first to drop)',
    [
      ...table(
        [
          { header: '' },
          { header: '', shrinksTo: 16 },
          { header: 'a year', align: 'right' },
          { header: 'it saves', align: 'right' },
          { header: 'then', shrinksTo: 20 },
        ],
        rows,
        page,
      ),
      ...(left > 0
        ? prose(`and ${counted(left, 'further one', 'further ones')}, ${restWords(page)}`, page).map(page.style.quiet)
        : []),
    ],
    page,
  );
}
