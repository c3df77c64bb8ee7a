/** How deep goals fall, and how long they are below full capacity and down in all. */
import { atBound } from '../../model/bounds.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { DepthResult, Estimates, HoursInAll } from '../../results/scenario-result.ts';
import { doubted } from '../../results/format/doubted.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import { nodeName } from '../text/names.ts';
import { futureName } from '../text/readers.ts';
import { prose } from '../text/section.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { isCase, perOf, type Scene } from './scene.ts';

/** Whether a goal gives nothing, or less than its `mbco`, whenever it is below full capacity. */
export function isAlwaysDown(depth: DepthResult | undefined): boolean {
  if (depth === undefined) return false;
  const [down, below] = [depth.hoursDown.mean.value, depth.hoursBelowFull.mean.value];
  return below > 0 && atBound(down / below) >= 1;
}

const capacity = (estimate: Estimate | undefined): string =>
  estimate === undefined ? '-' : doubted(percent(estimate.value, estimate.standardError), estimate);

/** `lowest 98%`, of the quantiles of the lowest capacity; `ofThem` says of which cases. */
export function lowestWords(lowest: Estimates, ofThem = ''): string {
  const [middle, worst] = [lowest['0.5'], lowest['0.05']];
  const words = `lowest ${capacity(middle)}`;
  return middle?.value === worst?.value ? words : `${words} (in 1 of 20${ofThem} ${capacity(worst)} or less)`;
}

const hours = (estimate: Estimate | undefined): string =>
  estimate === undefined ? '-' : doubted(duration(estimate.value, estimate.standardError), estimate);

const hoursCells = ({ mean, quantiles }: HoursInAll): Cell[] => [
  mean.value === 0 ? 'not seen' : hours(mean),
  hours(quantiles['0.05']),
  hours(quantiles['0.5']),
  hours(quantiles['0.95']),
];

function hoursTable(scene: Scene, span: string): string[] {
  const { result, page } = scene;
  const rows = result.goals.flatMap((id): Cell[][] => {
    const depth = result.nodes[id]?.depth;
    if (depth === undefined || depth.hoursBelowFull.mean.value === 0) return [];
    const limit = depth.downBelow === 0 ? 'at 0' : `below ${percent(depth.downBelow)}`;
    if (isAlwaysDown(depth)) return [[`${nodeName(id, page)}: down (${limit})`, ...hoursCells(depth.hoursDown)]];
    return [
      [`${nodeName(id, page)}: below full`, ...hoursCells(depth.hoursBelowFull)],
      [`${nodeName(id, page)}: down (${limit})`, ...hoursCells(depth.hoursDown)],
    ];
  });
  if (rows.length === 0) return [];
  const columns = [
    { header: 'time in all', shrinksTo: 16 },
    { header: `mean ${span}`, align: 'right' },
    { header: '5%', align: 'right' },
    { header: 'middle', align: 'right' },
    { header: '95%', align: 'right' },
  ] as const;
  const note = `Of all ${isCase(scene) ? 'cases' : `${futureName(page)}s`}, those without an outage too, which count as 0 h.`;
  const isNeeded = result.goals.some((id) => (result.nodes[id]?.probabilityOfOutage.value ?? 1) < 1);
  return ['', ...table(columns, rows, page), ...(isNeeded ? prose(note, page).map(page.style.quiet) : [])];
}

function depthTable(scene: Scene, span: string): string[] {
  const { result, page } = scene;
  const rows = result.goals.flatMap((id): Cell[][] => {
    const node = result.nodes[id];
    if (node?.depth === undefined || node.depth.hoursBelowFull.mean.value === 0) return [];
    const { probabilityOfDown: down, lowestCapacity: lowest } = node.depth;
    const lost = node.lostCapacity;
    return [
      [
        nodeName(id, page),
        down.value === 0 ? 'not seen' : doubted(percent(down.value, down.standardError), down),
        capacity(lowest['0.5']),
        capacity(lowest['0.05']),
        doubted(percent(lost.value, lost.standardError), lost),
      ],
    ];
  });
  if (rows.length === 0) return [];
  const columns = [
    { header: 'goal', shrinksTo: 10 },
    { header: `down ${isCase(scene) ? span : `at all ${span}`}`, align: 'right' },
    { header: 'lowest: middle', align: 'right' },
    { header: '1 in 20', align: 'right' },
    { header: 'service lost', align: 'right' },
  ] as const;
  const note =
    `Down: below the mbco where the model states one, else at 0. Lowest: of the ${futureName(page)}s with an outage, the least that is left; ` +
    'middle, and no more in 1 in 20 of them. Service lost: of all that full capacity would give.';
  return ['', ...table(columns, rows, page), ...prose(note, page).map(page.style.quiet)];
}

/** Hours below full capacity and down, each with its quantiles over all trials; the lowest capacity; the service lost. */
export function depths(scene: Scene): string[] {
  const span = perOf(scene, scene.result.conditions.horizonHours);
  return [...hoursTable(scene, span), ...depthTable(scene, span)];
}
