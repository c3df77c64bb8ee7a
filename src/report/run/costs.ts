/** What costs most: which threats and nodes cause the loss, which nodes and bearers bear it. */
import type { Estimate } from '../../results/estimate.ts';
import { counted } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { partOf } from '../../results/format/share.ts';
import { bar } from '../text/bar.ts';
import { nodeName, threatName } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { periodHoursOf, perOf, ranked, type Scene } from './scene.ts';

/** Rows of a ranking; the rest is summed up. */
const MOST = 8;

interface Share {
  readonly name: string;
  readonly loss: Estimate;
}

const BAR_COLUMNS = (width: number): number => Math.max(8, Math.min(30, width - 56));

function sharesTable(shares: readonly Share[], whole: number, header: string, scene: Scene, most: number): string[] {
  const { page, document } = scene;
  const greatest = Math.max(...shares.map(({ loss }) => loss.value));
  const rows = shares
    .slice(0, most)
    .map(({ name, loss }): Cell[] => [
      name,
      money(loss.value, document.currency, loss.standardError),
      { text: moneyError(loss.standardError, document.currency), paint: page.style.quiet },
      whole > 0 ? partOf(loss.value, whole, loss.standardError) : '',
      { text: bar(loss.value / greatest, BAR_COLUMNS(page.width)), paint: page.style.line },
    ]);
  const lines = table(
    [
      { header, shrinksTo: 16 },
      { header: 'loss', align: 'right' },
      { header: '' },
      { header: 'share', align: 'right' },
      { header: '', picture: true },
    ],
    rows,
    page,
  );
  const rest = shares.slice(most);
  if (rest.length === 0) return lines;
  const sum = rest.reduce((total, { loss }) => total + loss.value, 0);
  return [
    ...lines,
    ...prose(`and ${counted(rest.length, 'more', 'more')}, together ${money(sum, document.currency, 0, 2)}`, page).map(
      page.style.quiet,
    ),
  ];
}

/** What causes the loss, the greatest first. */
export function byCause(scene: Scene, most: number = MOST): string[] {
  const { result } = scene;
  const shares: Share[] = [
    ...ranked(result.threats, (threat) => threat.lossCaused).map(([id, threat]) => ({
      name: threatName(id, scene.page),
      loss: threat.lossCaused,
    })),
    ...Object.entries(result.controls).flatMap(([id, control]) =>
      control.lossCaused === undefined || control.lossCaused.value === 0
        ? []
        : [{ name: `${nodeName(id, scene.page)} not bought`, loss: control.lossCaused }],
    ),
    ...(result.sourcesOfLoss.shocks.value === 0
      ? []
      : [{ name: 'shocks of the scenario', loss: result.sourcesOfLoss.shocks }]),
    ...ranked(result.sourcesOfLoss.given ?? {}, (loss) => loss).map(([name, loss]) => ({ name, loss })),
  ].sort((a, b) => b.loss.value - a.loss.value);
  return shares.length === 0 ? [] : sharesTable(shares, result.loss.mean.value, 'caused by', scene, most);
}

/** Loss that begins at a node, and loss that is felt there: a bottleneck causes much and bears little. */
function byNode(scene: Scene): string[] {
  const { result, document, page } = scene;
  const most = (node: { lossCaused: Estimate; lossBorne: Estimate }): Estimate =>
    node.lossCaused.value > node.lossBorne.value ? node.lossCaused : node.lossBorne;
  const nodes = ranked(result.nodes, most);
  if (nodes.length === 0) return [];
  const greatest = Math.max(...nodes.map(([, node]) => most(node).value));
  const columns = Math.max(6, Math.min(20, Math.floor((page.width - 56) / 2)));
  const figures = (loss: Estimate): Cell[] => [
    loss.value === 0 ? '-' : money(loss.value, document.currency, loss.standardError),
    { text: bar(loss.value / greatest, columns), paint: page.style.line },
  ];
  const lines = table(
    [
      { header: 'node', shrinksTo: 16 },
      { header: 'caused', align: 'right' },
      { header: '', picture: true },
      { header: 'borne', align: 'right' },
      { header: '', picture: true },
    ],
    nodes
      .slice(0, MOST)
      .map(([id, node]) => [nodeName(id, page), ...figures(node.lossCaused), ...figures(node.lossBorne)]),
    page,
  );
  const rest = nodes.length - MOST;
  return rest > 0 ? [...lines, ...prose(`and ${rest} more`, page).map(page.style.quiet)] : lines;
}

/** Quantiles of what a bearer loses in a horizon. */
const BEARER_LEVELS = [
  ['0.05', '5%'],
  ['0.5', 'middle'],
  ['0.95', '95%'],
] as const;

function byBearer(scene: Scene): string[] {
  const { result, document, page } = scene;
  const bearers = ranked(result.loss.byBearer, (loss) => loss);
  if (bearers.length === 0) return [];
  const counts = new Set(document.lossesCounted);
  const levels = result.loss.bearerQuantiles === undefined ? [] : BEARER_LEVELS;
  const quantile = (estimate: Estimate | undefined): string =>
    estimate === undefined ? '-' : doubted(money(estimate.value, document.currency, estimate.standardError), estimate);
  const rows = bearers.map(([id, loss]): Cell[] => [
    id,
    money(loss.value, document.currency, loss.standardError),
    { text: moneyError(loss.standardError, document.currency), paint: page.style.quiet },
    ...levels.map(([level]) => quantile(result.loss.bearerQuantiles?.[id]?.[level])),
    counts.has(id) ? 'counted' : { text: 'shown only', paint: page.style.quiet },
  ]);
  return table(
    [
      { header: 'borne by', shrinksTo: 16 },
      { header: 'loss', align: 'right' },
      { header: '' },
      ...levels.map(([, header]) => ({ header, align: 'right' as const })),
      { header: '' },
    ],
    rows,
    page,
  );
}

function otherKinds(scene: Scene): string[] {
  const { harm, goodwill } = scene.result.loss.byKind;
  const words = [
    harm === undefined || harm.value === 0 ? '' : `${harm.value.toPrecision(2)} people harmed`,
    goodwill === undefined || goodwill.value === 0 ? '' : `${goodwill.value.toPrecision(2)} of goodwill lost`,
  ].filter((part) => part !== '');
  return words.length === 0
    ? []
    : prose(`Beside money: ${words.join(', ')} ${perOf(scene, periodHoursOf(scene))}.`, scene.page);
}

/** Rankings by cause, by node and by bearer. */
export function costs(scene: Scene): string[] {
  const blocks = [byCause(scene), byNode(scene), byBearer(scene), otherKinds(scene)].filter(
    (block) => block.length > 0,
  );
  const spaced = blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
  return section(`What costs most (mean ${perOf(scene, periodHoursOf(scene))})`, spaced, scene.page);
}
