/** The map of dependencies: suppliers left, what depends on them right. */
import type { ReportEdge, ReportModel } from '../../../results/report-model.ts';
import type { ScenarioResult } from '../../../results/scenario-result.ts';
import { wholeNumber } from '../../../results/format/count.ts';
import { shortMoney } from '../../../results/format/money.ts';
import { nodeName } from '../../text/names.ts';
import type { Page } from '../../text/style.ts';
import type { Figure } from '../figure.ts';
import { html, shortName, type Markup } from '../markup.ts';
import { placed, type Placed } from './layers.ts';

/** Nodes that are drawn: those that matter most; all are in the table. */
const MOST = 250;
const BOX = { width: 150, height: 26 };
const STEP = { x: 210, y: 38 };

export interface MapAsked {
  readonly model: ReportModel;
  /** What was found of the nodes; null where nothing was. */
  readonly result: ScenarioResult | null;
  readonly currency: string;
  readonly page: Page;
}

/** What a node costs, caused or borne. */
const weightOf = (id: string, result: ScenarioResult | null): number => {
  const node = result?.nodes[id];
  return node === undefined ? 0 : node.lossCaused.value + node.lossBorne.value;
};

/** Nodes that depend on something or on which something depends, and those that cost: goals first, then the dearest. */
function chosen({ model, result }: MapAsked): readonly string[] {
  const linked = new Set(model.edges.flatMap(({ from, to }) => [from, to]));
  const ids = model.nodes
    .filter(({ id, kind }) => linked.has(id) || (kind !== 'control' && weightOf(id, result) > 0))
    .map(({ id }) => id);
  if (ids.length <= MOST) return ids;
  const goals = new Set(model.nodes.filter(({ goal }) => goal !== null).map(({ id }) => id));
  const struck = new Set(model.struck);
  const rank = (id: string): number => (goals.has(id) ? 0 : weightOf(id, result) > 0 ? 1 : struck.has(id) ? 2 : 3);
  return ids
    .toSorted((a, b) => rank(a) - rank(b) || weightOf(b, result) - weightOf(a, result) || (a < b ? -1 : 1))
    .slice(0, MOST)
    .toSorted();
}

function wordsOf(id: string, { model, result, currency, page }: MapAsked): string {
  const node = model.nodes.find((each) => each.id === id);
  const found = result?.nodes[id];
  const sum = (value: number): string => shortMoney(Number(value.toPrecision(2)), currency);
  const parts = [
    node?.kind ?? '',
    node?.goal === null || node === undefined ? '' : `goal: ${node.goal}`,
    node?.owner === null || node === undefined ? '' : `owner: ${node.owner}`,
    found === undefined || found.lossCaused.value <= 0 ? '' : `${sum(found.lossCaused.value)} a period begins here`,
    found === undefined || found.lossBorne.value <= 0 ? '' : `${sum(found.lossBorne.value)} a period is lost here`,
  ].filter((part) => part !== '');
  return `${shortName(nodeName(id, page), 80)}: ${parts.join(', ')}`;
}

const xOf = ({ layer }: Placed): number => 10 + STEP.x * layer;

function yOf({ row, layer }: Placed, sizes: readonly number[], tallest: number): number {
  return 10 + STEP.y * (row + (tallest - (sizes[layer] ?? 0)) / 2);
}

function drawNode(node: Placed, y: number, asked: MapAsked): Markup {
  const { model, page } = asked;
  const isGoal = model.nodes.some(({ id, goal }) => id === node.id && goal !== null);
  const isStruck = model.struck.includes(node.id);
  const name = shortName(nodeName(node.id, page), 20);
  const kinds = ['node', isGoal ? 'goal' : '', isStruck ? 'struck' : ''].filter((each) => each !== '').join(' ');
  return html`<g class="${kinds}" data-node="${node.id}" tabindex="0" role="button"
    ><title>${wordsOf(node.id, asked)}</title
    ><rect x="${xOf(node)}" y="${y}" width="${BOX.width}" height="${BOX.height}" rx="4" /><text
      class="small"
      x="${xOf(node) + 8}"
      y="${y + 17}"
      >${isStruck ? '! ' : ''}${name}</text
    ></g
  >`;
}

function drawEdge(
  { from, to }: ReportEdge,
  at: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
): Markup | false {
  const [a, b] = [at.get(from), at.get(to)];
  if (a === undefined || b === undefined) return false;
  const [x1, y1, x2, y2] = [a.x + BOX.width, a.y + BOX.height / 2, b.x, b.y + BOX.height / 2];
  const bend = Math.max(30, Math.abs(x2 - x1) / 2);
  return html`<path
    class="edge"
    data-from="${from}"
    data-to="${to}"
    d="M ${x1} ${y1} C ${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}"
  />`;
}

/** Null where nothing depends on anything. */
export function mapFigure(asked: MapAsked, id: string): Figure | null {
  const { model, result, page } = asked;
  const ids = chosen(asked);
  const isShown = new Set(ids);
  const edges = model.edges.filter(({ from, to }) => isShown.has(from) && isShown.has(to) && from !== to);
  if (model.edges.length === 0 || ids.length === 0) return null;
  const nodes = placed(ids, edges);
  const layers = 1 + Math.max(...nodes.map(({ layer }) => layer));
  const sizes = Array.from({ length: layers }, (_, layer) => nodes.filter((node) => node.layer === layer).length);
  const tallest = Math.max(...sizes);
  const at = new Map(nodes.map((node) => [node.id, { x: xOf(node), y: yOf(node, sizes, tallest) }]));
  const [width, height] = [20 + STEP.x * (layers - 1) + BOX.width, 20 + STEP.y * (tallest - 1) + BOX.height];
  const places = model.nodes.filter(({ kind }) => kind !== 'control');
  const drawn = places.filter((node) => isShown.has(node.id)).length;
  const which =
    drawn === places.length
      ? ''
      : ` ${wholeNumber(drawn)} of ${wholeNumber(places.length)} are drawn: what the organisation is there for, then what costs most; all are in the table.`;
  const suppliers = new Map<string, string[]>();
  for (const { from, to } of model.edges) suppliers.set(to, [...(suppliers.get(to) ?? []), from]);
  return {
    id,
    title: 'Who depends on whom',
    summary: `From suppliers on the left to what depends on them on the right. Thick frame: what the organisation is there for. ! with a dashed frame: what threats strike. Point at a node, or go to it with the tab key, to see what it depends on and what depends on it; choose it to keep that.${which}`,
    picture: {
      kind: 'svg',
      svg: html`<div class="zoom">
          <button type="button" data-zoom="in" aria-label="larger">+</button
          ><button type="button" data-zoom="out" aria-label="smaller">−</button
          ><button type="button" data-zoom="fit" aria-label="fit to the page">fit</button>
        </div>
        <div class="map" tabindex="0" role="group" aria-label="map of dependencies">
          <svg
            viewBox="0 0 ${width} ${height}"
            data-width="${width}"
            width="${width}"
            role="group"
            aria-label="map of dependencies"
          >
            ${edges.map((edge) => drawEdge(edge, at))}${nodes.map((node) => drawNode(node, at.get(node.id)?.y ?? 0, asked))}
          </svg>
        </div>`,
    },
    table: {
      columns: ['node', 'called', 'kind', 'needs', 'loss that begins here', 'loss that is borne here'],
      rows: model.nodes.map((node) => [
        node.id,
        nodeName(node.id, page),
        node.kind,
        (suppliers.get(node.id) ?? []).join(' '),
        result?.nodes[node.id]?.lossCaused ?? null,
        result?.nodes[node.id]?.lossBorne ?? null,
      ]),
    },
  };
}
