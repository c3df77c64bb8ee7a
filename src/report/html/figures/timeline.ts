/** One future as bars: who was below full capacity, when, and how deep. */
import type { TrialDocument } from '../../../results/trial-document.ts';
import { linearTicks } from './chart-parts.ts';
import { counted } from '../../../results/format/count.ts';
import { duration } from '../../../results/format/time.ts';
import { percent } from '../../../results/format/share.ts';
import { nodeName } from '../../text/names.ts';
import type { Page } from '../../text/style.ts';
import type { Figure } from '../figure.ts';
import { html, shortName } from '../markup.ts';

const WIDTH = 860;
const LEFT = 230;
const RIGHT = WIDTH - 20;
const ROW = 24;
const MOST = 30;

interface Stretch {
  readonly node: string;
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
}

/** Stretches below full capacity, in the order in which they begin. */
function stretchesOf({ events, horizonHours }: TrialDocument): Stretch[] {
  const open = new Map<string, { readonly from: number; readonly capacity: number }>();
  const found: Stretch[] = [];
  const close = (node: string, to: number): void => {
    const begun = open.get(node);
    if (begun !== undefined && to > begun.from) found.push({ node, ...begun, to });
    open.delete(node);
  };
  for (const event of events) {
    if (event.what !== 'capacity') continue;
    close(event.node, event.hour);
    if (event.to < 1) open.set(event.node, { from: event.hour, capacity: event.to });
  }
  for (const node of open.keys()) close(node, horizonHours);
  return found.toSorted((a, b) => a.from - b.from || (a.node < b.node ? -1 : 1));
}

/** The stretches in parts between which nobody is down, the one in which most is lost of capacity first. */
function episodesOf(all: readonly Stretch[]): Stretch[][] {
  const episodes: Stretch[][] = [];
  let until = -Infinity;
  for (const stretch of all) {
    if (stretch.from > until) episodes.push([]);
    episodes.at(-1)?.push(stretch);
    until = Math.max(until, stretch.to);
  }
  const lost = (episode: readonly Stretch[]): number =>
    episode.reduce((sum, { from, to, capacity }) => sum + (to - from) * (1 - capacity), 0);
  return episodes.toSorted((a, b) => lost(b) - lost(a));
}

const DAY = 24;

/** Round lengths of time up to `range` hours: in hours, or in whole days. */
const hourTicks = (range: number): number[] =>
  range <= 4 * DAY ? linearTicks(0, range, 8) : linearTicks(0, range / DAY, 8).map((days) => days * DAY);

/** `36 h`, `12 days`. */
const tickWords = (hour: number, range: number): string =>
  hour === 0 ? 'start' : range <= 4 * DAY ? `${hour} h` : counted(hour / DAY, 'day');

/** Null where nobody fell. */
export function timelineFigure(document: TrialDocument, page: Page, id: string): Figure | null {
  const all = stretchesOf(document);
  // What stands still from start to end (a spare that is not bought) would leave what falls a hairline
  const isThroughout = ({ from, to }: Stretch): boolean => from <= 0 && to >= document.horizonHours;
  const moving = all.filter((stretch) => !isThroughout(stretch));
  const still = moving.length === 0 ? [] : all.filter(isThroughout);
  const [episode = [], ...others] = episodesOf(moving.length === 0 ? all : moving);
  const nodes = [...new Set(episode.map(({ node }) => node))];
  const shown = nodes.slice(0, MOST);
  if (shown.length === 0) return null;
  const seen = episode.filter(({ node }) => shown.includes(node));
  const first = Math.min(...seen.map(({ from }) => from));
  const last = Math.max(...seen.map(({ to }) => to));
  const x = (hour: number): number => LEFT + ((RIGHT - LEFT) * (hour - first)) / (last - first || 1);
  const top = 10;
  const bottom = top + ROW * shown.length;
  const rows = shown.map((node, index) => {
    const name = nodeName(node, page);
    const bars = seen
      .filter((stretch) => stretch.node === node)
      .map(({ from, to, capacity }) => {
        const words = `${shortName(name, 60)}: at ${percent(capacity)} for ${duration(to - from)} from hour ${Math.round(from - first)}`;
        const height = Math.max(5, (ROW - 7) * (1 - capacity));
        return html`<rect
          class="fallen"
          x="${x(from).toFixed(1)}"
          y="${(top + ROW * (index + 1) - 4 - height).toFixed(1)}"
          width="${Math.max(1.5, x(to) - x(from)).toFixed(1)}"
          height="${height.toFixed(1)}"
          ><title>${words}</title></rect
        >`;
      });
    return html`<g
      ><line
        class="lane"
        x1="${LEFT}"
        x2="${RIGHT}"
        y1="${top + ROW * (index + 1) - 4}"
        y2="${top + ROW * (index + 1) - 4}"
      /><text x="${LEFT - 8}" y="${top + ROW * (index + 1) - 7}" text-anchor="end">${shortName(name, 28)}</text
      >${bars}</g
    >`;
  });
  const ticks = hourTicks(last - first).map(
    (hour) =>
      html`<g class="tick"
        ><line
          x1="${x(first + hour).toFixed(1)}"
          x2="${x(first + hour).toFixed(1)}"
          y1="${bottom}"
          y2="${bottom + 6}"
        /><text x="${x(first + hour).toFixed(1)}" y="${bottom + 22}" text-anchor="middle"
          >${tickWords(hour, last - first)}</text
        ></g
      >`,
  );
  const left = nodes.length - shown.length;
  const names = still.map(({ node }) => shortName(nodeName(node, page), 40));
  const stillWords =
    names.length === 0
      ? ''
      : ` From start to end below full capacity, and left out: ${names.length > 3 ? counted(names.length, 'node') : names.join(', ')}.`;
  return {
    id,
    title: 'Who was down, and how deep',
    summary: `A lane for each, in the order in which they fell; the higher the bar, the less was left. Time counts from the first failure.${stillWords}${others.length === 0 ? '' : ` ${counted(others.length, 'other time')} at which somebody was down ${others.length === 1 ? 'is' : 'are'} in the table.`}${left > 0 ? ` ${left} more are in the table.` : ''}`,
    picture: {
      kind: 'svg',
      svg: html`<svg viewBox="0 0 ${WIDTH} ${bottom + 34}" role="img" aria-label="outages of one future">
        ${rows}
        <line class="axis" x1="${LEFT}" x2="${RIGHT}" y1="${bottom}" y2="${bottom}" />
        ${ticks}
      </svg>`,
    },
    table: {
      columns: ['node', 'from hour', 'to hour', 'capacity left'],
      rows: all.map(({ node, from, to, capacity }) => [node, from, to, capacity]),
    },
  };
}
