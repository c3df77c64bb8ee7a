/** The spend on a line: too little, the safe space, too much, and where today lies. */
import { shortMoney } from '../../../results/format/money.ts';
import { reachWords } from '../../doughnut/amounts.ts';
import { ring, type RingScene } from '../../doughnut/scene.ts';
import type { Figure } from '../figure.ts';
import { html, type Markup } from '../markup.ts';
import { linearTicks } from './chart-parts.ts';
import { fillsOf, patterns } from './patterns.ts';

const WIDTH = 720;
const LEFT = 24;
const RIGHT = WIDTH - 24;
const TOP = 66;
const HEIGHT = 34;
/** Two names closer than this stand one above the other. */
const APART = 120;

interface Stand {
  readonly name: string;
  readonly value: number;
  readonly words: string;
  /** What the noise leaves of it, in brackets. */
  readonly reach: string;
  readonly shape: Markup;
}

export function spendLineFigure(scene: RingScene, id: string): Figure {
  const { rings, document } = scene;
  const values = [rings.necessary, rings.optimum, rings.sufficient, rings.actual, rings.effective].map(
    ({ value }) => value,
  );
  const greatest = Math.max(...values) || 1;
  const ticks = linearTicks(0, greatest * 1.1);
  const end = Math.max(greatest * 1.1, ticks.at(-1) ?? 1);
  const x = (value: number): number => LEFT + ((RIGHT - LEFT) * value) / end;
  const fill = fillsOf(id);
  const part = (name: string, from: number, to: number, pattern: string | null = null): Markup =>
    html`<rect
      class="${name}"
      ${pattern !== null && html`fill="${pattern}"`}
      x="${x(from).toFixed(1)}"
      y="${TOP}"
      width="${Math.max(0, x(to) - x(from)).toFixed(1)}"
      height="${HEIGHT}"
    />`;
  const [least, best, most, today, worth] = values as [number, number, number, number, number];
  const mark = (value: number, d: string): Markup =>
    html`<path class="stand" transform="translate(${x(value).toFixed(1)} ${TOP})" d="${d}" />`;
  const down = `M -7 -10 L 7 -10 L 0 0 Z`;
  const up = `M -7 ${HEIGHT + 10} L 7 ${HEIGHT + 10} L 0 ${HEIGHT} Z`;
  const above: Stand[] = [
    {
      name: 'today',
      value: today,
      words: ring(rings.actual, scene),
      reach: '',
      shape: mark(today, `${down} M 0 0 L 0 ${HEIGHT}`),
    },
    {
      name: 'what today is worth',
      value: worth,
      words: ring(rings.effective, scene),
      reach: '',
      shape: mark(worth, 'M -6 -10 L 6 -10 L 6 -2 L -6 -2 Z'),
    },
  ];
  const below: Stand[] = [
    {
      name: 'at least',
      value: least,
      words: ring(rings.necessary, scene),
      reach: reachWords(rings.necessary, scene),
      shape: mark(least, up),
    },
    {
      name: 'best',
      value: best,
      words: ring(rings.optimum, scene),
      reach: reachWords(rings.optimum, scene),
      shape: html`<circle class="best" cx="${x(best).toFixed(1)}" cy="${TOP + HEIGHT / 2}" r="6" />`,
    },
    {
      name: 'at most',
      value: most,
      words: ring(rings.sufficient, scene),
      reach: reachWords(rings.sufficient, scene),
      shape: mark(most, up),
    },
  ];
  const label = ({ name, value, words, reach }: Stand, y: number, anchor: string): Markup =>
    html`<text x="${x(value).toFixed(1)}" y="${y}" text-anchor="${anchor}"
      ><tspan class="quiet">${name}</tspan>
      <tspan class="strong">${words}</tspan>${reach !== '' && html` <tspan class="quiet">${reach}</tspan>`}</text
    >`;
  const anchorOf = (value: number): string => (x(value) < 170 ? 'start' : x(value) > RIGHT - 170 ? 'end' : 'middle');
  const isClose = Math.abs(x(today) - x(worth)) < 2 * APART;
  const axis = ticks.map(
    (tick) =>
      html`<g class="tick"
        ><line
          x1="${x(tick).toFixed(1)}"
          x2="${x(tick).toFixed(1)}"
          y1="${TOP + HEIGHT + 66}"
          y2="${TOP + HEIGHT + 72}"
        /><text x="${x(tick).toFixed(1)}" y="${TOP + HEIGHT + 88}" text-anchor="middle"
          >${shortMoney(tick, document.currency)}</text
        ></g
      >`,
  );
  const names = [...above, ...below];
  const svg = html`<svg
    id="${id}-svg"
    viewBox="0 0 ${WIDTH} 200"
    role="img"
    aria-label="${names.map(({ name, words, reach }) => `${name} ${words} ${reach}`.trimEnd()).join(', ')}"
  >
    ${patterns(id)}
    ${part('too-little', 0, least, fill.little)}${part('safe', least, Math.max(most, least + end / 300))}${part('too-much', most, end, fill.much)}
    ${names.map(({ shape }) => shape)}
    ${above.map((stand, index) => label(stand, isClose && index === 1 ? 26 : 48, anchorOf(stand.value)))}
    ${below.map((stand, index) => label(stand, TOP + HEIGHT + 26 + 18 * index, anchorOf(stand.value)))} ${axis}
    <line class="axis" x1="${LEFT}" x2="${RIGHT}" y1="${TOP + HEIGHT + 66}" y2="${TOP + HEIGHT + 66}" />
  </svg>`;
  return {
    id,
    title: 'What security should cost, a year',
    summary:
      'Hatched: too little to keep the limits surely enough. Plain: the safe space, from at least to at most. Dotted: more than can be defended. In brackets: how low and how high an amount may be for the noise of the simulation.',
    picture: { kind: 'svg', svg },
    table: {
      columns: ['what', 'a year', 'low', 'high'],
      rows: [
        ['at least', rings.necessary.value, rings.necessary.low, rings.necessary.high],
        ['best', rings.optimum.value, rings.optimum.low, rings.optimum.high],
        ['at most', rings.sufficient.value, rings.sufficient.low, rings.sufficient.high],
        ['today', rings.actual.value, rings.actual.low, rings.actual.high],
        ['what today is worth', rings.effective.value, rings.effective.low, rings.effective.high],
      ],
    },
  };
}
