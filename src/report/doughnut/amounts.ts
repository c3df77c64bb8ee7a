/** Five amounts: at least, best, at most, today, and what today is worth. */
import { businessBears } from '../../results/doughnut/business-bears.ts';
import type { Amount } from '../../results/doughnut/amounts.ts';
import { cellText, type Cell, type Column } from '../text/cell.ts';
import { prose } from '../text/section.ts';
import { table } from '../text/table.ts';
import { surenessWords } from './limits.ts';
import {
  amount,
  farthest,
  gap,
  isSimulated,
  isUntold,
  limitIds,
  ring,
  sum,
  sureShare,
  type RingScene,
} from './scene.ts';

/** `(£420k to £460k)`: what noise leaves; nothing where it leaves nothing open. */
export function reachWords({ low, high }: Amount, scene: RingScene): string {
  if (!isSimulated(scene)) return '';
  if (!Number.isFinite(high)) return `(${amount(low, scene)} or more)`;
  const [from, to] = [amount(low, scene), amount(high, scene)];
  return from === to ? '' : `(${from} to ${to})`;
}

/** `with less, the nearest is 85% sure of the limit`. */
function withLessWords(scene: RingScene): string {
  const isOne = limitIds(scene).length === 1;
  const worst = farthest(scene.document.surestBelow?.confidences ?? {}, scene);
  if (worst === null) return `with less, no plan keeps ${isOne ? 'the limit' : 'every limit'} surely enough`;
  if (isUntold(worst.confidence))
    return `with less, too little happens to judge ${isOne ? 'the limit' : `\`${worst.id}\``}`;
  return `with less, the nearest is ${sureShare(worst.confidence, scene)} sure of ${isOne ? 'the limit' : `\`${worst.id}\``}`;
}

function necessaryWords(scene: RingScene): string {
  const { document, plans } = scene;
  const limits = limitIds(scene).length;
  if (limits === 0) {
    return scene.rings.necessary.value > 0
      ? 'necessary: no limit is stated, this is the cheapest that is allowed'
      : 'necessary: nothing, as no limit is stated';
  }
  const [cheapest] = document.frontier;
  const kept = limits === 1 ? 'the limit' : 'every limit';
  if (cheapest !== undefined && plans.necessary.spend.value <= cheapest.spend.value) {
    return `necessary: the cheapest that is allowed keeps ${kept} surely enough`;
  }
  // Where noise may leave no ring at all nothing is firmly necessary
  const { high } = scene.rings.necessary;
  return Number.isFinite(high)
    ? `necessary: ${withLessWords(scene)}`
    : `perhaps necessary: ${withLessWords(scene)}; for the noise, perhaps no plan keeps ${kept}`;
}

function todayWords(scene: RingScene): string {
  const { document, rings } = scene;
  const { today } = document;
  const { overshoot } = rings;
  const isOpen = overshoot.value > 0 && overshoot.low <= 0;
  const over =
    overshoot.value > 0
      ? `${isOpen ? 'PERHAPS ' : ''}OVER by ${gap(rings.actual.value, rings.sufficient.value, scene)}. `
      : '';
  const how = surenessWords(today.confidences, scene);
  if (!today.allowed) return `${over}NOT ALLOWED by the rules of the file${how === '' ? '' : `; ${how}`}`;
  if (how === '') return `${over}INSIDE: no limit is stated`;
  if (today.atMargin) return `${over}TOO CLOSE TO CALL: ${how}`;
  return `${over}${today.inside ? 'INSIDE' : 'SHORT'}: ${how}`;
}

function worthWords(scene: RingScene): string {
  const { rings } = scene;
  const { misallocation } = rings;
  const { value, low, high } = misallocation;
  if (value <= 0) return `${high > 0 ? 'perhaps ' : ''}nothing that costs less buys what today buys`;
  const isOpen = low <= 0 ? 'perhaps ' : '';
  const nothing = gap(rings.actual.value, rings.effective.value, scene);
  return `would ${isOpen}buy what today buys; ${isOpen}${nothing} a year buys nothing`;
}

export function amounts(scene: RingScene): string[] {
  const { rings, plans, page } = scene;
  const { quiet, heading } = page.style;
  const row = (label: string, known: Amount, budget: number, words: string): Cell[] => [
    { text: label, paint: heading },
    ring(known, scene),
    { text: reachWords(known, scene), paint: quiet },
    { text: businessBears(scene) ? amount(budget, scene) : '', paint: quiet },
    words,
  ];
  const total = sum(plans.optimum.total, scene);
  const columns: Column[] = [
    { header: '' },
    { header: '', align: 'right' },
    { header: '' },
    { header: businessBears(scene) ? 'budget' : '', align: 'right' },
    { header: '', shrinksTo: 24 },
  ];
  const rows = [
    row('at least', rings.necessary, rings.necessary.budget, necessaryWords(scene)),
    row('best', rings.optimum, rings.optimum.budget, `optimum: ${total} in all, with the losses to expect; the least`),
    row(
      'at most',
      rings.sufficient,
      rings.sufficient.budget,
      'sufficient: whatever costs more, something cheaper beats',
    ),
    row('today', rings.actual, plans.current.budget, todayWords(scene)),
    row('worth', rings.effective, rings.effective.budget, worthWords(scene)),
  ];
  const isKept = (column: number): boolean => rows.some((each) => cellText(each[column]) !== '');
  const kept = columns.map((_, column) => isKept(column));
  const filtered = (cells: readonly Cell[]): Cell[] => cells.filter((_, column) => kept[column]);
  const note = businessBears(scene)
    ? [
        'Budget: what of it is paid from the budget; the rest is what controls cost the business (friction, secondment, business turned away).',
      ]
    : [];
  return [
    '',
    ...table(
      columns.filter((_, column) => kept[column]),
      rows.map(filtered),
      page,
    ),
    ...note.flatMap((words) => prose(words, page).map(quiet)),
  ];
}
