/** What the last and the next pound of each control buy. */
import type { DoughnutControl, Step } from '../../results/doughnut/steps.ts';
import { counted } from '../../results/format/count.ts';
import { nodeName } from '../text/names.ts';
import type { Cell } from '../text/cell.ts';
import { forReaders, restWords } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { amount, oddsWords, optionName, signed, sum, type DoughnutScene } from './scene.ts';

/** Controls that are shown; the rest is counted. */
const MOST = 12;

const between = ({ savesBetween: { low, high } }: Step, scene: DoughnutScene): string => {
  const [from, to] = [amount(low, scene), amount(high, scene)];
  return from === to ? '' : `${from} to ${to}`;
};

function stepCells(step: Step, alone: Step | null, scene: DoughnutScene): Cell[] {
  const { odds } = oddsWords(step.pays);
  return [
    signed(step.spend, scene),
    sum(step.saves, scene),
    { text: between(step, scene), paint: scene.page.style.quiet },
    odds,
    alone === null ? '-' : sum(alone.saves, scene),
  ];
}

function rowsOf(id: string, control: DoughnutControl, scene: DoughnutScene): Cell[][] {
  const level = control.optimum ?? control.current;
  const { given, alone } = control.atOptimum ?? control.today;
  const levels = Object.keys(control.levels);
  const next = levels[levels.indexOf(level) + 1] ?? '';
  const last =
    given.last === null ? [] : [[optionName(id, level, scene), 'last', ...stepCells(given.last, alone.last, scene)]];
  const after =
    given.next === null ? [] : [[optionName(id, next, scene), 'next', ...stepCells(given.next, alone.next, scene)]];
  return [...last, ...after];
}

/** What the money at stake in the steps of a control comes to. */
function stake({ atOptimum, today }: DoughnutControl): number {
  const { last, next } = (atOptimum ?? today).given;
  return Math.max(...[last, next].map((step) => (step === null ? 0 : Math.abs(step.saves.value - step.spend))));
}

/** `In every plan that can be defended: sprinkler; in none: guards.` */
function plansWords({ document, page }: DoughnutScene): string {
  const inPlans = (which: DoughnutControl['bought']): string[] =>
    Object.entries(document.controls).flatMap(([id, { bought }]) => (bought === which ? [nodeName(id, page)] : []));
  const words = (which: DoughnutControl['bought'], where: string): string[] => {
    const names = inPlans(which);
    const shown = names.length > MOST ? [...names.slice(0, MOST), `${names.length - MOST} more`] : names;
    return names.length === 0 ? [] : [`in ${where}: ${shown.join(', ')}`];
  };
  const all = [...words('all', 'every one'), ...words('some', 'some'), ...words('none', 'none')];
  return all.length === 0 ? '' : `Bought in the plans that can be defended, ${all.join('; ')}.`;
}

function uselessWords({ document, page }: DoughnutScene): string[] {
  const { dominated, duplicates } = document;
  const options = dominated.map(({ control, level, by }) => {
    const byName = by.control === control ? by.level : `${nodeName(by.control, page)} at ${by.level}`;
    return `${nodeName(control, page)} at ${level} (${byName} instead)`;
  });
  const shown = options.length > MOST ? [...options.slice(0, MOST), `${options.length - MOST} more`] : options;
  return [
    options.length === 0
      ? ''
      : `Never worth it${document.tried.isEvery ? '' : ' among what was tried'}, as something no dearer is better ${forReaders(page, 'in every world', 'whatever is right')}: ${shown.join('; ')}.`,
    duplicates.length === 0
      ? ''
      : `Do the same for the same: ${duplicates.map((pair) => pair.map((id) => nodeName(id, page)).join(' and ')).join('; ')}.`,
  ].filter((words) => words !== '');
}

export function pounds(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const controls = Object.entries(document.controls).toSorted(
    ([a, x], [b, y]) => stake(y) - stake(x) || (a < b ? -1 : 1),
  );
  const rows = controls.slice(0, MOST).flatMap(([id, control]) => rowsOf(id, control, scene));
  if (rows.length === 0) return [];
  const rest = controls.length - Math.min(controls.length, MOST);
  const hasRings = document.rings !== undefined;
  const lines = [
    ...table(
      [
        { header: '', shrinksTo: 14 },
        { header: 'step' },
        { header: 'a year', align: 'right' },
        { header: 'saves', align: 'right' },
        { header: forReaders(page, '9 in 10 worlds', '9 in 10 cases'), shrinksTo: 9 },
        { header: 'it pays', shrinksTo: 6 },
        { header: 'alone', align: 'right' },
      ],
      rows,
      page,
    ),
    ...(rest > 0
      ? prose(`and ${counted(rest, 'control')} with less at stake, ${restWords(page)}`, page).map(page.style.quiet)
      : []),
    ...prose(
      `Last: up to the level that ${hasRings ? 'the best plan' : 'today'} has; next: one more. Saves: losses to expect, the rest as ${hasRings ? 'in the best plan' : 'it is today'}; alone: with every other control at its lowest.`,
      page,
    ).map(page.style.quiet),
    ...[plansWords(scene), ...uselessWords(scene)].flatMap((words) => (words === '' ? [] : prose(words, page))),
  ];
  return section('The last and the next pound', lines, page);
}
