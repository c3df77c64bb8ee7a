/** Chains of the worst periods as flows: a column a step, as thick as the share of the loss. */
import type { ChainStep } from '../../../results/snowball/chains.ts';
import { about, shareOf } from '../../snowball/figures.ts';
import { periodNames, type SnowballScene } from '../../snowball/scene.ts';
import { stepName } from '../../snowball/steps.ts';
import type { Figure } from '../figure.ts';
import { html, shortName } from '../markup.ts';

const WIDTH = 920;
const BOX = 12;
const TOP = 24;
/** Height of all of the loss, and what lies between two boxes of a column. */
const FULL = 240;
const BETWEEN = 34;
/** Width of a character, and how many of a name are shown. */
const CHARACTER = 6.6;
const FEWEST_OF_NAME = 8;
const MOST_OF_NAME = 60;
/** Columns that are drawn; what lies between the first and the last of a longer chain is put together. */
const MOST_COLUMNS = 6;

interface Step {
  readonly name: string;
  readonly hours: number | null;
}

interface Flow {
  readonly share: number;
  readonly words: string;
  readonly steps: readonly Step[];
}

interface Box {
  readonly name: string;
  readonly hours: number | null;
  readonly column: number;
  share: number;
  y: number;
  in: number;
  out: number;
}

const stepOf = (step: ChainStep, scene: SnowballScene): Step => ({ name: stepName(step, scene), hours: step.hours });

/** The steps of a chain, those in the middle of a long one as one. */
function drawnSteps(steps: readonly Step[]): readonly Step[] {
  if (steps.length <= MOST_COLUMNS) return steps;
  const left = steps.length - (MOST_COLUMNS - 1);
  return [...steps.slice(0, MOST_COLUMNS - 3), { name: `${left} more steps`, hours: null }, ...steps.slice(-2)];
}

const flowsOf = (scene: SnowballScene): Flow[] =>
  (scene.result.chains ?? [])
    .map((chain) => ({
      share: Math.max(0, chain.shareOfTail.value),
      words: shareOf(chain.shareOfTail),
      steps: drawnSteps(chain.steps.map((step) => stepOf(step, scene))),
    }))
    .filter(({ share, steps }) => share > 0 && steps.length > 0);

/** Column of a step: the first from the left, the last at the right edge. */
const columnOf = (index: number, of: number, columns: number): number =>
  index === of - 1 && of > 1 ? columns - 1 : index;

/** Boxes by column and name, stacked. */
function boxesOf(flows: readonly Flow[], columns: number): Map<string, Box> {
  const boxes = new Map<string, Box>();
  for (const { steps, share } of flows) {
    for (const [index, { name, hours }] of steps.entries()) {
      const column = columnOf(index, steps.length, columns);
      const key = `${column} ${name}`;
      const box = boxes.get(key) ?? { name, hours, column, share: 0, y: 0, in: 0, out: 0 };
      box.share += share;
      boxes.set(key, box);
    }
  }
  const next = new Map<number, number>();
  for (const box of boxes.values()) {
    const y = next.get(box.column) ?? TOP;
    box.y = y;
    next.set(box.column, y + heightOf(box.share) + BETWEEN);
  }
  return boxes;
}

const heightOf = (share: number): number => Math.max(3, FULL * share);

/** Null where no chain was found. */
export function chainsFigure(scene: SnowballScene, id: string): Figure | null {
  const flows = flowsOf(scene);
  if (flows.length === 0) return null;
  const columns = Math.max(...flows.map(({ steps }) => steps.length), 2);
  const boxes = boxesOf(flows, columns);
  const x = (column: number): number => 8 + ((WIDTH - 16 - BOX) * column) / (columns - 1);
  const ribbons = flows.flatMap(({ steps, share, words }) =>
    steps.slice(1).flatMap((step, index) => {
      const from = boxes.get(`${columnOf(index, steps.length, columns)} ${steps[index]?.name ?? ''}`);
      const to = boxes.get(`${columnOf(index + 1, steps.length, columns)} ${step.name}`);
      if (from === undefined || to === undefined) return [];
      const height = heightOf(share);
      const [y1, y2] = [from.y + from.out, to.y + to.in];
      from.out += height;
      to.in += height;
      const [x1, x2] = [x(from.column) + BOX, x(to.column)];
      const middle = (x1 + x2) / 2;
      const d = `M ${x1} ${y1.toFixed(1)} C ${middle} ${y1.toFixed(1)} ${middle} ${y2.toFixed(1)} ${x2} ${y2.toFixed(1)} L ${x2} ${(y2 + height).toFixed(1)} C ${middle} ${(y2 + height).toFixed(1)} ${middle} ${(y1 + height).toFixed(1)} ${x1} ${(y1 + height).toFixed(1)} Z`;
      return [
        html`<path class="flow" d="${d}"
          ><title>
            ${shortName(from.name, 60)} to ${shortName(to.name, 60)}: ${words} of the loss of the worst
            ${periodNames(scene)}
          </title></path
        >`,
      ];
    }),
  );
  // Name and time end before those of the next column begin
  const room = Math.min(MOST_OF_NAME, Math.floor(WIDTH / (columns - 1) / CHARACTER));
  const drawn = [...boxes.values()].map(({ name, hours, column, share, y }) => {
    const isLast = column === columns - 1;
    const place = isLast ? x(column) + BOX : x(column);
    const anchor = isLast ? 'end' : 'start';
    // Who pays stands below: above, its name would run into that of the column before
    const line = isLast ? y + heightOf(share) + 15 : y - 6;
    const time = hours === null ? '' : `, ${about(hours)}`;
    return html`<g
      ><rect
        class="box"
        x="${x(column).toFixed(1)}"
        y="${y.toFixed(1)}"
        width="${BOX}"
        height="${heightOf(share).toFixed(1)}"
        ><title>${shortName(name, 80)}${time}</title></rect
      ><text class="small" x="${place.toFixed(1)}" y="${line.toFixed(1)}" text-anchor="${anchor}"
        >${shortName(name, Math.max(FEWEST_OF_NAME, room - time.length))}<tspan class="quiet">${time}</tspan></text
      ></g
    >`;
  });
  const height = Math.max(...[...boxes.values()].map(({ y, share }) => y + heightOf(share))) + 22;
  const other = scene.result.otherWays;
  const rest =
    other === undefined || other.shareOfTail.value <= 0 ? '' : ` ${shareOf(other.shareOfTail)} goes other ways.`;
  return {
    id,
    title: `From what sets it off to who pays, in the worst ${periodNames(scene)}`,
    summary: `The dearest chains, each as thick as its share of the loss; the time is how long a place is out in the middle case.${rest}`,
    picture: {
      kind: 'svg',
      svg: html`<svg
        viewBox="0 0 ${WIDTH} ${Math.ceil(height)}"
        role="img"
        aria-label="chains: ${flows.map(({ steps, words }) => `${words}: ${steps.map(({ name }) => shortName(name)).join(', then ')}`).join('; ')}"
      >
        ${ribbons}${drawn}
      </svg>`,
    },
    table: {
      columns: ['chain', 'share of the loss', 'chance', 'mean loss'],
      rows: (scene.result.chains ?? []).map(({ path, shareOfTail, probability, meanLoss }) => [
        path.join(' > '),
        shareOfTail,
        probability,
        meanLoss,
      ]),
    },
  };
}
