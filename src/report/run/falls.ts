/** How things fall: cascades, and outages of what the organisation is there for. */
import type { Estimate } from '../../results/estimate.ts';
import type { Estimates } from '../../results/scenario-result.ts';
import { doubted } from '../../results/format/doubted.ts';
import { plainNumber, wholeNumber } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { duration, estimatedDuration } from '../../results/format/time.ts';
import { bar } from '../text/bar.ts';
import { depths } from './depth.ts';
import { nodeName } from '../text/names.ts';
import { futureName } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { isCase, perOf, type Scene } from './scene.ts';

const number = (estimate: Estimate): string => doubted(plainNumber(estimate.value, estimate.standardError), estimate);
const share = (estimate: Estimate): string =>
  estimate.value === 0 ? 'not seen' : doubted(percent(estimate.value, estimate.standardError), estimate);
const hours = (estimate: Estimate | undefined): string => (estimate === undefined ? '-' : estimatedDuration(estimate));

/** Most rows of the table of sizes; greater sizes are put together. */
const SIZES = 6;

/** Shares by size, the greatest sizes together in one row. */
function sizeRows(sizes: Estimates): { readonly size: string; readonly share: number; readonly error: number }[] {
  const all = Object.entries(sizes)
    .map(([size, estimate]) => {
      const [from = 0, to = from] = size.split('..').map(Number);
      return { from, to, share: estimate.value, error: estimate.standardError };
    })
    .filter((row) => row.share > 0)
    .sort((a, b) => a.from - b.from);
  const shown = all.slice(0, all.length > SIZES ? SIZES - 1 : SIZES);
  const rest = all.slice(shown.length);
  const rows = shown.map(({ from, to, ...row }) => ({
    ...row,
    size: from === to ? wholeNumber(from) : `${wholeNumber(from)} to ${wholeNumber(to)}`,
  }));
  const first = rest[0];
  if (first === undefined) return rows;
  const together = rest.reduce((sum, row) => sum + row.share, 0);
  return [
    ...rows,
    { size: `${wholeNumber(first.from)} or more`, share: together, error: Math.hypot(...rest.map((row) => row.error)) },
  ];
}

function cascades(scene: Scene): string[] {
  const { result, page, document } = scene;
  const { cascade } = result;
  const rows = sizeRows(cascade.size);
  if (rows.length === 0) return prose(`Nothing fell in any ${futureName(page)}.`, page);
  const many = `${number(cascade.cascadesPerHorizon)} ${number(cascade.cascadesPerHorizon) === '1' ? 'cascade' : 'cascades'} ${perOf(scene, result.conditions.horizonHours)}`;
  const mean = cascade.meanSize === null ? '' : `, of ${number(cascade.meanSize)} nodes on average`;
  const factor =
    cascade.amplification === null
      ? ''
      : ` For each ${money(1, document.currency, 0).replace(/\.00$/, '')} lost where it struck, ${money(cascade.amplification.value, document.currency, cascade.amplification.standardError)} is lost in all.`;
  const greatest = Math.max(...rows.map((row) => row.share));
  const lines = table(
    [
      { header: 'nodes that fall', align: 'right' },
      { header: 'of cascades', align: 'right' },
      { header: '', picture: true },
    ],
    rows.map((row): Cell[] => [
      row.size,
      percent(row.share, row.error),
      { text: bar(row.share / greatest, Math.max(0, Math.min(40, page.width - 34))), paint: page.style.line },
    ]),
    page,
  );
  return [...prose(`${many}${mean}.${factor}`, page), ...lines];
}

/** What goes beyond the tolerance of a node most often, or a dash. */
function breach(probabilities: Estimates): string {
  const entries = Object.entries(probabilities);
  return entries.length === 0 ? '-' : entries.map(([name, estimate]) => `${name} ${share(estimate)}`).join(', ');
}

function outages(scene: Scene): string[] {
  const { result, page } = scene;
  const rows = result.goals.flatMap((id): Cell[][] => {
    const node = result.nodes[id];
    if (node === undefined) return [];
    const longest = node.longestOutageHours;
    const downHours = node.unavailability.value * result.conditions.horizonHours;
    const downError = node.unavailability.standardError * result.conditions.horizonHours;
    return [
      [
        nodeName(id, page),
        node.probabilityOfOutage.value === 0 ? 'none seen' : share(node.probabilityOfOutage),
        downHours === 0 ? '-' : duration(downHours, downError),
        number(node.outagesPerHorizon),
        hours(longest['0.5']),
        hours(longest['0.95']),
        breach(node.probabilityOfBreach),
      ],
    ];
  });
  if (rows.length === 0) return [];
  const span = perOf(scene, result.conditions.horizonHours);
  const columns = [
    { header: 'goal', shrinksTo: 10 },
    { header: 'any outage', align: 'right' },
    { header: `below full ${span}`, align: 'right', shrinksTo: 10 },
    { header: 'outages', align: 'right' },
    { header: 'longest: middle', align: 'right', shrinksTo: 8 },
    { header: '1 in 20', align: 'right', shrinksTo: 7 },
    { header: 'breach', shrinksTo: 10 },
  ] as const;
  const note = `Longest: of the ${futureName(page)}s with an outage, the longest one; middle, and reached by 1 in 20 of them.`;
  const held = isCase(scene)
    ? ' Of an outage those hours count in which what was given holds the node below full.'
    : '';
  return ['', ...table(columns, rows, page), ...prose(note + held, page).map(page.style.quiet)];
}

/** How long the first outage of each goal lasts, and how wide that is: the 95 % over the 5 % point. */
function firstOutages(scene: Scene): string[] {
  if (!isCase(scene)) return [];
  const { result, page } = scene;
  const rows = result.goals.flatMap((id): Cell[][] => {
    const first = result.nodes[id]?.firstOutageHours;
    const [low, middle, high] = [first?.['0.05'], first?.['0.5'], first?.['0.95']];
    if (low === undefined || middle === undefined || high === undefined) return [];
    const times = low.value > 0 ? `${plainNumber(high.value / low.value, high.value / low.value / 20)} times` : '-';
    const ratio = high.orMore === true && low.value > 0 ? `${times} or more` : times;
    return [[nodeName(id, page), hours(low), hours(middle), hours(high), ratio]];
  });
  if (rows.length === 0) return [];
  const columns = [
    { header: 'first outage of', shrinksTo: 12 },
    { header: '5%', align: 'right' },
    { header: 'middle', align: 'right' },
    { header: '95%', align: 'right' },
    { header: 'width 95%/5%', align: 'right' },
  ] as const;
  const isNeeded = result.goals.some((id) => (result.nodes[id]?.probabilityOfOutage.value ?? 1) < 1);
  const note = isNeeded ? prose('First outage: of the cases with one.', page).map(page.style.quiet) : [];
  return ['', ...table(columns, rows, page), ...note];
}

/** Cascades by size, and the outages of the goals. */
export function falls(scene: Scene): string[] {
  return section(
    'How things fall',
    [...cascades(scene), ...outages(scene), ...firstOutages(scene), ...depths(scene)],
    scene.page,
  );
}
