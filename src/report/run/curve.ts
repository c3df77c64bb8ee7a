/** The exceedance curve of a run, with the limits that can be marked on it. */
import type { Limit } from '../../model/model.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { exceedanceChart, type CurveMark } from '../charts/exceedance-chart.ts';
import { listed } from '../../results/format/count.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { limitLetter } from './appetite-table.ts';
import { statusPaint } from './limit-figures.ts';
import { isNothingLost } from './loss-figures.ts';
import { withinOf, type Scene } from './scene.ts';

/** Where a limit lies in the plane of loss and chance: limits on the loss and tolerance curves do. */
function pointsOf(limit: Limit | undefined): readonly { readonly loss: number; readonly chance: number }[] {
  if (limit?.kind === 'loss' && limit.over > 0) return [{ loss: limit.over, chance: limit.chance }];
  return limit?.kind === 'curve' ? limit.points.filter(({ loss }) => loss > 0) : [];
}

function marksOf(scene: Scene): CurveMark[] {
  const limitOf = (result: LimitResult): Limit | undefined => scene.model.limits.find(({ id }) => id === result.id);
  return scene.result.appetite.flatMap((result, index) =>
    pointsOf(limitOf(result)).map((point) => ({
      ...point,
      character: limitLetter(index),
      paint: statusPaint(result.status, scene.page.style),
    })),
  );
}

/** Rows of the picture, without its axis. */
const rowsOf = (page: Page): number => (page.width >= 100 ? 16 : 12);

/** The picture and how to read it. */
export function curve(scene: Scene): string[] {
  return curveOf(scene, rowsOf(scene.page), true);
}

/** The picture alone, of so many rows. */
export const shortCurve = (scene: Scene, rows: number): string[] => curveOf(scene, rows, false);

function curveOf(scene: Scene, rows: number, isRead: boolean): string[] {
  const { result, document, page } = scene;
  const marks = marksOf(scene);
  const picture = exceedanceChart({ points: result.loss.exceedance, marks, currency: document.currency, rows }, page);
  const letters = [...new Set(marks.map(({ character }) => character))];
  const band =
    result.measured.worlds > 1
      ? 'Dotted edges: 90% of what the evidence leaves open.'
      : 'Dotted edges: what chance leaves open, 90%.';
  const reading =
    letters.length === 0
      ? ''
      : ` ${listed(letters)}: ${letters.length === 1 ? 'the limit' : 'the limits'} of that letter; the curve should pass below.`;
  return section(
    `Chance of losing more than the sum below, ${withinOf(scene)}`,
    [...picture, ...(isRead && !isNothingLost(scene) ? prose(`${band}${reading}`, page).map(page.style.quiet) : [])],
    page,
  );
}
