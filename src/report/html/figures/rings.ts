/** The doughnut: the hole is too little, the ring the safe space, what lies beyond is too much; a wedge a segment. */
import type { DoughnutSegment } from '../../../results/doughnut/facts.ts';
import type { Table } from '../../../results/table.ts';
import { amount, ring, sum, type RingScene } from '../../doughnut/scene.ts';
import type { Figure } from '../figure.ts';
import { html, shortName, type Markup } from '../markup.ts';
import { fillsOf, patterns } from './patterns.ts';

/** Radii: of the ring's inner and outer edge, and of the picture. */
const INNER = 78;
const OUTER = 138;
const RIM = 196;
const MIDDLE = (INNER + OUTER) / 2;
const CENTRE = { x: 300, y: 232 };
/** Half of what is left between wedges, radians. */
const GAP = 0.02;
const MOST_WEDGES = 12;

interface Wedge {
  readonly name: string;
  readonly segment: DoughnutSegment;
  readonly from: number;
  readonly to: number;
}

/** How a segment stands: never by colour alone. */
function standingOf({ shortfall, overshoot }: DoughnutSegment): { sign: string; word: string; tone: string } {
  if (shortfall.value > 0) return { sign: '−', word: 'short', tone: 'bad' };
  if (overshoot.value > 0) return { sign: '+', word: 'over', tone: 'doubtful' };
  return { sign: '=', word: 'inside', tone: 'good' };
}

/** A ring without width is a line: what is less lies in the hole, what is more beyond it. */
const isLine = ({ necessary, sufficient }: DoughnutSegment): boolean => sufficient.value <= necessary.value;

/**
 * Where a spend lies: r = c / N in the hole, 1 + (c - N) / (S - N) in the ring, 2 + (c - S) / S beyond, where it ends at twice S.
 *
 * @returns Distance from the centre.
 */
function radiusOf(spend: number, segment: DoughnutSegment): number {
  const [least, most] = [segment.necessary.value, segment.sufficient.value];
  const [inner, outer] = isLine(segment) ? [MIDDLE, MIDDLE] : [INNER, OUTER];
  if (spend < least) return (inner * Math.max(0, spend)) / least;
  if (spend > most) return outer + (RIM - outer) * Math.min(1, most > 0 ? (spend - most) / most : 1);
  return isLine(segment) ? MIDDLE : inner + ((outer - inner) * (spend - least)) / (most - least);
}

const at = (radius: number, angle: number): string =>
  `${(CENTRE.x + radius * Math.sin(angle)).toFixed(1)} ${(CENTRE.y - radius * Math.cos(angle)).toFixed(1)}`;

/** An arc; a whole turn in two halves, as one arc cannot begin and end in one point. */
function arc(radius: number, from: number, to: number): string {
  const middle = (from + to) / 2;
  const r = radius.toFixed(1);
  return `A ${r} ${r} 0 0 1 ${at(radius, middle)} A ${r} ${r} 0 0 1 ${at(radius, to)}`;
}

const backArc = (radius: number, from: number, to: number): string => {
  const r = radius.toFixed(1);
  return `A ${r} ${r} 0 0 0 ${at(radius, (from + to) / 2)} A ${r} ${r} 0 0 0 ${at(radius, from)}`;
};

function band(low: number, high: number, { from, to }: Wedge): string {
  return `M ${at(low, from)} ${arc(low, from, to)} L ${at(high, to)} ${backArc(high, from, to)} Z`;
}

const line = (radius: number, { from, to }: Wedge): string => `M ${at(radius, from)} ${arc(radius, from, to)}`;

function wordsOf({ name, segment }: Wedge, scene: RingScene): string {
  const { word } = standingOf(segment);
  const by =
    word === 'short' ? ` ${sum(segment.shortfall, scene)}` : word === 'over' ? ` ${sum(segment.overshoot, scene)}` : '';
  return `${name}: today ${ring(segment.actual, scene)}, at least ${ring(segment.necessary, scene)}, best ${ring(segment.optimum, scene)}, at most ${ring(segment.sufficient, scene)}; ${word}${by}`;
}

/** What the noise of the simulation leaves of today's place, where it leaves some. */
function whisker(wedge: Wedge): Markup | false {
  const { necessary, sufficient } = wedge.segment;
  const angle = (wedge.from + wedge.to) / 2 + 0.04;
  const ends = [
    [necessary.low, necessary.high],
    [sufficient.low, sufficient.high],
  ] as const;
  const lines = ends.flatMap(([low, high]) => {
    const [near, far] = [radiusOf(low, wedge.segment), Number.isFinite(high) ? radiusOf(high, wedge.segment) : RIM];
    return far - near < 2 ? [] : [`M ${at(near, angle)} L ${at(far, angle)}`];
  });
  return lines.length > 0 && html`<path class="whisker" d="${lines.join(' ')}" />`;
}

function drawWedge(wedge: Wedge, scene: RingScene, id: string): Markup {
  const { segment } = wedge;
  const fill = fillsOf(id);
  const today = radiusOf(segment.actual.value, segment);
  const [inner, outer] = isLine(segment) ? [MIDDLE - 2, MIDDLE + 2] : [INNER, OUTER];
  const short =
    segment.shortfall.value > 0 &&
    today < inner &&
    html`<path class="shortfall" fill="${fill.little}" d="${band(Math.max(1, today), inner, wedge)}" />`;
  const over =
    segment.overshoot.value > 0 &&
    today > outer &&
    html`<path class="overshoot" fill="${fill.much}" d="${band(outer, today, wedge)}" />`;
  const middle = (wedge.from + wedge.to) / 2;
  const [x, y] = at(radiusOf(segment.optimum.value, segment), middle).split(' ');
  return html`<g class="wedge" tabindex="0" role="img" aria-label="${wordsOf(wedge, scene)}"
    ><title>${wordsOf(wedge, scene)}</title> <path class="reach" d="${band(1, RIM, wedge)}" />${short}${over}<path
      class="dough"
      d="${band(inner, outer, wedge)}" />${whisker(wedge)}
    <path class="today" d="${line(Math.max(3, today), wedge)}" /><circle class="best" cx="${x}" cy="${y}" r="4.5"
  /></g>`;
}

function label(wedge: Wedge, scene: RingScene): Markup {
  const { segment, name } = wedge;
  const { sign, word, tone } = standingOf(segment);
  const by =
    word === 'short' ? ` ${sum(segment.shortfall, scene)}` : word === 'over' ? ` ${sum(segment.overshoot, scene)}` : '';
  const middle = (wedge.from + wedge.to) / 2;
  const [x = '', y = ''] = at(RIM + 12, middle).split(' ');
  const side = Math.sin(middle);
  const anchor = Math.abs(side) < 0.2 ? 'middle' : side > 0 ? 'start' : 'end';
  // Two lines: above the rim they end there, below it they begin there
  const lift = Math.cos(middle) > 0.5 ? -14 : Math.cos(middle) < -0.5 ? 10 : 0;
  return html`<text class="label" x="${x}" y="${Number(y) + lift}" text-anchor="${anchor}"
    ><tspan class="strong">${shortName(name, 18)}</tspan
    ><tspan class="${tone}" x="${x}" dy="16">${sign} ${word}${by}</tspan></text
  >`;
}

/** The verdict on the whole, for the middle. */
export function wholeVerdict({ document, rings }: RingScene): { readonly word: string; readonly tone: string } {
  const { inside, atMargin } = document.today;
  if (atMargin) return { word: 'TOO CLOSE TO CALL', tone: 'doubtful' };
  if (!inside)
    return rings.overshoot.value > 0 ? { word: 'SHORT AND OVER', tone: 'bad' } : { word: 'SHORT', tone: 'bad' };
  return rings.overshoot.value > 0 ? { word: 'OVER', tone: 'doubtful' } : { word: 'INSIDE', tone: 'good' };
}

/** Segments on which something is or may be spent, the dearest first. */
export function segmentsOf({ document }: RingScene): (readonly [string, DoughnutSegment])[] {
  const weight = ({ actual, optimum, sufficient }: DoughnutSegment): number =>
    Math.max(actual.value, optimum.value, sufficient.value);
  return Object.entries(document.segments)
    .filter(([, segment]) => weight(segment) > 0)
    .toSorted(([a, x], [b, y]) => weight(y) - weight(x) || (a < b ? -1 : 1));
}

const COLUMNS = ['segment', 'today', 'at least', 'best', 'at most', 'short', 'over'];

const tableOf = (all: readonly (readonly [string, DoughnutSegment])[]): Table => ({
  columns: COLUMNS,
  rows: all.map(([name, each]) => [
    name,
    each.actual.value,
    each.necessary.value,
    each.optimum.value,
    each.sufficient.value,
    each.shortfall.value,
    each.overshoot.value,
  ]),
});

/** The doughnut of segments with the verdict on the whole in its middle; null where no segment has a price. */
export function ringsFigure(scene: RingScene, id: string): Figure | null {
  const all = segmentsOf(scene);
  if (all.length === 0) return null;
  const shown = all.slice(0, MOST_WEDGES);
  const turn = (2 * Math.PI) / shown.length;
  const wedges = shown.map(([name, segment], index): Wedge => {
    const gap = shown.length === 1 ? 0 : GAP;
    return { name, segment, from: index * turn + gap, to: (index + 1) * turn - gap };
  });
  const verdict = wholeVerdict(scene);
  const words = verdict.word.split(' ');
  const lines = words.length > 2 ? [words.slice(0, 2).join(' '), words.slice(2).join(' ')] : [verdict.word];
  const centre = lines.map(
    (each, index) => html`<tspan x="${CENTRE.x}" dy="${index === 0 ? -8 * (lines.length - 1) : 17}">${each}</tspan>`,
  );
  const total = amount(scene.rings.actual.value, scene);
  const svg = html`<svg id="${id}-svg" viewBox="0 0 600 480" role="group" aria-label="doughnut">
    ${patterns(id)} ${wedges.map((wedge) => drawWedge(wedge, scene, id))}
    <g class="centre">
      <circle cx="${CENTRE.x}" cy="${CENTRE.y}" r="46" />
      <text class="${verdict.tone} strong" x="${CENTRE.x}" y="${CENTRE.y}" text-anchor="middle">${centre}</text>
      <text class="quiet small" x="${CENTRE.x}" y="${CENTRE.y + 30}" text-anchor="middle">${total}</text>
    </g>
    ${wedges.map((wedge) => label(wedge, scene))}
  </svg>`;
  const left = all.length - shown.length;
  return {
    id,
    title: 'The doughnut, a wedge for each part of the spend',
    summary: `In the hole is too little (−), in the ring the safe space (=), beyond it too much (+). In the middle: what is spent today. Thick line: today; dot: the best; thin line: what the noise of the simulation leaves of an edge. Each wedge has a scale of its own, with the rest as in the best plan.${left > 0 ? ` ${left} smaller ones stand in the table.` : ''}`,
    picture: { kind: 'svg', svg },
    table: tableOf(all),
  };
}
