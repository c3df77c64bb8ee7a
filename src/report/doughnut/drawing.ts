/** The doughnut unrolled: too little, the safe space, too much, and where today lies. */
import { listed } from '../../results/format/count.ts';
import { shortMoney } from '../../results/format/money.ts';
import { displayWidth } from '../text/display-width.ts';
import type { Paint } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';
import type { RingScene } from './scene.ts';

/** Columns between two ticks at least, and of the whole at most. */
const LEAST_STEP = 10;
const WIDEST = 100;
/** Columns before the axis, and behind it for half of its last label. */
const INDENT = 2;
const ROOM_BEHIND = 6;

interface Axis {
  /** Money a step between ticks. */
  readonly step: number;
  readonly ticks: number;
  /** Columns a step. */
  readonly columns: number;
}

/** The least 1, 2, 2.5 or 5 times a power of ten that covers `largest` in so many steps. */
function axisOf(largest: number, width: number): Axis {
  const room = Math.min(WIDEST, width - INDENT - ROOM_BEHIND);
  const most = Math.max(1, Math.min(8, Math.floor(room / LEAST_STEP)));
  const exponent = Math.floor(Math.log10(largest / most));
  const steps = [exponent, exponent + 1].flatMap((power) => [1, 2, 2.5, 5].map((digit) => Number(`${digit}e${power}`)));
  const step = steps.find((each) => each * most >= largest * (1 - 1e-9)) ?? largest;
  const ticks = Math.max(1, Math.ceil((largest / step) * (1 - 1e-9)));
  return { step, ticks, columns: Math.floor(room / ticks) };
}

function axisLines({ step, ticks, columns }: Axis, currency: string): string[] {
  let labels = '';
  for (let tick = 0; tick <= ticks; tick++) {
    labels += ' '.repeat(Math.max(0, tick * columns - displayWidth(labels))) + shortMoney(tick * step, currency);
  }
  const line = `├${`${'─'.repeat(columns - 1)}┼`.repeat(ticks - 1)}${'─'.repeat(columns - 1)}┤`;
  return [labels, line];
}

interface Mark {
  readonly sign: string;
  readonly column: number;
  readonly words: string;
}

/** Marks of one column share the sign of the first of them, which the legend says: `* best, at least and today`. */
function joined(marks: readonly Mark[]): Mark[] {
  const columns = [...new Set(marks.map(({ column }) => column))];
  return columns.flatMap((column) => {
    const here = marks.filter((mark) => mark.column === column);
    const [first] = here;
    return first === undefined ? [] : [{ ...first, words: listed(here.map(({ words }) => words)) }];
  });
}

/** Order of the marks in the legend. */
const SIGNS = '[*]oe';

/** Lines of the drawing; none where no money is spent at all. */
export function drawing(scene: RingScene): string[] {
  const { rings, document, page } = scene;
  const { necessary, optimum, sufficient, actual, effective } = rings;
  const values = [necessary, optimum, sufficient, actual, effective].map(({ value }) => value);
  const largest = Math.max(...values);
  if (!(largest > 0) || Math.min(...values) < 0) return [];
  const axis = axisOf(largest, page.width);
  const columnOf = (value: number): number => Math.round((value / axis.step) * axis.columns);
  const [from, to] = [columnOf(necessary.value), columnOf(sufficient.value)];
  const end = axis.ticks * axis.columns;
  const zone = (column: number): string => (column < from ? '-' : column <= to ? '=' : '+');
  const line = Array.from({ length: end + 1 }, (_, column) => zone(column));
  const marks = joined([
    { sign: '*', column: columnOf(optimum.value), words: 'best' },
    { sign: '[', column: from, words: 'at least' },
    { sign: ']', column: to, words: 'at most' },
    { sign: 'o', column: columnOf(actual.value), words: 'today' },
    { sign: 'e', column: columnOf(effective.value), words: 'what today is worth' },
  ]);
  for (const { sign, column } of marks) line[column] = sign;
  const { bad, good, doubtful, quiet } = page.style;
  const paints: Readonly<Record<string, Paint>> = { '-': bad, '+': doubtful };
  const painted = line.map((sign) => (paints[sign] ?? good)(sign)).join('');
  const margin = ' '.repeat(INDENT);
  const [labels = '', rule = ''] = axisLines(axis, document.currency);
  const zones = [
    ['-', '- too little'],
    ['=', '= safe space'],
    ['+', '+ too much'],
  ] as const;
  const legend = [
    ...zones.flatMap(([sign, words]) => (line.includes(sign) ? [words] : [])),
    ...marks
      .toSorted((a, b) => SIGNS.indexOf(a.sign) - SIGNS.indexOf(b.sign))
      .map(({ sign, words }) => `${sign} ${words}`),
  ];
  return [
    '',
    `${margin}${labels}`,
    `${margin}${quiet(rule)}`,
    `${margin}${painted}`,
    ...wrap(legend.map((each) => each.replaceAll(' ', '\u00a0')).join('  '), page.width - INDENT).map(
      (each) => `${margin}${quiet(each)}`,
    ),
  ];
}
