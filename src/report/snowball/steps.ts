/** The steps of a chain, one under the other, each further in than the one that decided it. */
import type { SnowballResult } from '../../results/snowball-document.ts';
import type { ChainStep, SnowballChain } from '../../results/snowball/chains.ts';
import { counted, listed } from '../../results/format/count.ts';
import { displayWidth } from '../text/display-width.ts';
import { wrap } from '../text/wrap.ts';
import { briefReasons } from './reason-words.ts';
import { nameOf, type SnowballScene } from './scene.ts';
import { about } from './figures.ts';

/** Columns before the first node, and by which each step stands further in; deep ones go no further. */
const MARGIN = 7;
const INWARD = 2;
const DEEPEST = 8;

/** Pages narrower than this have no columns for times and remarks. */
const NARROW = 64;

/** Steps that are drawn; of a longer chain the first and the last, between them how many are left out. */
const MOST_STEPS = 14;
const LAST_STEPS = 5;

/** Columns that are kept for remarks. */
const REMARK = 20;

/** Members of a step that are named. */
const MOST_NAMED = 3;

/** `intake-a`, `sgt-1, sgt-2 and sgt-3 together`, `fire or fault`, `any of stop-0, stop-1 and 8 more`. */
export function stepName({ members, match, group }: ChainStep, scene: SnowballScene): string {
  const names = members.map((member) => nameOf(member, scene));
  if (group !== null) return `${group}: ${listed(names, MOST_NAMED)}`;
  if (names.length === 1) return names.join('');
  if (match === 'any' && names.length === 2) return names.join(' or ');
  const few = names.length <= MOST_NAMED ? names : names.slice(0, MOST_NAMED - 1);
  const rest = names.length - few.length;
  const all = rest === 0 ? listed(few) : `${few.join(', ')} and ${rest} more`;
  return match === 'all' ? `${all} together` : `any of ${all}`;
}

/** Number of the point at which a step lies, from 1; 0 where it is none. */
function pointAt(step: ChainStep, { points }: SnowballResult): number {
  const isHere = (place: { id: string; kind: string; members: readonly string[] }): boolean =>
    place.kind === 'threat'
      ? step.members.includes(place.id)
      : step.kind !== 'threat' && place.members.some((member) => step.members.includes(member));
  return points.findIndex(isHere) + 1;
}

function remark(step: ChainStep, isLast: boolean, scene: SnowballScene): string {
  const number = pointAt(step, scene.result);
  const point = scene.result.points[number - 1];
  const reason =
    point === undefined || (point.kind !== 'node' && point.kind !== 'control') ? '' : briefReasons(point, scene);
  const words = [reason, isLast ? 'pays' : ''].filter((part) => part !== '').join('; ');
  return number === 0 ? words : `(point ${number}) ${words}`.trimEnd();
}

interface Row {
  /** Columns before it. */
  readonly indent: number;
  readonly name: string;
  readonly hours: string;
  readonly remark: string;
}

function rowsOf(steps: readonly ChainStep[], scene: SnowballScene): Row[] {
  const deepest = scene.page.width < NARROW ? 0 : DEEPEST;
  return steps.map((step, index): Row => {
    const isThreat = step.kind === 'threat' || step.kind === 'shock' || step.kind === 'given';
    return {
      indent: MARGIN + INWARD * Math.min(index, deepest),
      name: `└ ${stepName(step, scene)}`,
      hours: step.hours === null || isThreat ? '' : about(step.hours),
      remark: remark(step, index === steps.length - 1, scene),
    };
  });
}

/** Of a long chain the first rows and the last, between them how many are left out. */
function drawn(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= MOST_STEPS) return rows;
  const first = rows.slice(0, MOST_STEPS - LAST_STEPS - 1);
  const left = rows.length - first.length - LAST_STEPS;
  const indent = first.at(-1)?.indent ?? MARGIN;
  return [
    ...first,
    { indent, name: `… ${counted(left, 'more step')}`, hours: '', remark: '' },
    ...rows.slice(-LAST_STEPS),
  ];
}

function narrowLines({ indent, name, hours, remark: words }: Row, width: number): string[] {
  const text = [hours === '' ? name : `${name} ${hours}`, words].filter((part) => part !== '').join('; ');
  return wrap(text, width - indent, 2).map((line) => ' '.repeat(indent) + line);
}

/** Lines of the steps behind the first, none wider than the page: names, how long they are out in the middle case, and what they are. */
export function stepLines({ steps }: Pick<SnowballChain, 'steps'>, scene: SnowballScene, isWhole: boolean): string[] {
  const { page } = scene;
  const all = rowsOf(steps.slice(1), scene);
  const rows = isWhole ? all : drawn(all);
  if (page.width < NARROW) return rows.flatMap((row) => narrowLines(row, page.width));
  const hours = Math.max(0, ...rows.map((row) => displayWidth(row.hours)));
  const room = page.width - hours - 2 - REMARK - 2;
  const left = Math.min(room, Math.max(0, ...rows.map(({ indent, name }) => indent + displayWidth(name))));
  return rows.flatMap((row) => {
    const names = wrap(row.name, left - row.indent, 2).map((line) => ' '.repeat(row.indent) + line);
    const remarks =
      row.remark === '' ? [] : wrap(row.remark.replace('(point ', '(point\u00a0'), page.width - left - 2 - hours - 2);
    return Array.from({ length: Math.max(names.length, remarks.length) }, (_, line) => {
      const name = names[line] ?? '';
      const time = line === 0 ? row.hours : '';
      const padded = name + ' '.repeat(left - displayWidth(name));
      return `${padded}  ${' '.repeat(hours - displayWidth(time))}${time}  ${page.style.quiet(remarks[line] ?? '')}`.trimEnd();
    });
  });
}
