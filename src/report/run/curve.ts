/** The exceedance curve of a run, with the limits that can be marked on it. */
import { exceedanceChart, type CurveMark } from '../charts/exceedance-chart.ts';
import { listed } from '../../results/format/count.ts';
import { prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { limitLetter } from './appetite-table.ts';
import { statusPaint } from './limit-figures.ts';
import { isNothingLost } from './loss-figures.ts';
import { withinOf, type Scene } from './scene.ts';

/** The limits that lie in the plane of loss and chance; its axis has no place for a loss of 0. */
function marksOf({ result, page }: Scene): CurveMark[] {
  return result.appetite.flatMap(({ points = [], status }, index) =>
    points
      .filter(({ loss }) => loss > 0)
      .map(({ loss, chance }) => ({
        loss,
        chance,
        character: limitLetter(index),
        paint: statusPaint(status, page.style),
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
