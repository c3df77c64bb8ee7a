/** Where failures compound, how they pass on, and one future of that hour by hour. */
import { isThere } from '../../../results/report-document.ts';
import { growth } from '../../snowball/growth.ts';
import { audit, imagination } from '../../snowball/imagination.ts';
import { besidePoints, pointsTable } from '../../snowball/points-table.ts';
import { removal } from '../../snowball/removal.ts';
import { shares } from '../../snowball/shares.ts';
import { silos } from '../../snowball/silos.ts';
import { structure } from '../../snowball/structure.ts';
import { time } from '../../snowball/time.ts';
import { timelineLines } from '../../trial/trial-report.ts';
import { timelineFigure } from '../figures/timeline.ts';
import { chainsFigure } from '../figures/chains.ts';
import { besideTheRun } from '../rests-on.ts';
import { figureOrNone, type PageSection } from '../section.ts';
import { setLines } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';

export function timeline({ report: { future }, page }: Sheet): PageSection | null {
  if (!isThere(future)) return null;
  const { world, trial } = future.address;
  return {
    id: 'timeline',
    title: 'One bad future, hour by hour',
    read: `A typical one of the futures in which the dearest chain plays (number ${trial} of draw ${world}), not the worst and not the likeliest: it shows how a failure spreads, who waits for whom, and when the money is lost.`,
    body: [figureOrNone(timelineFigure(future, page, 'timeline-figure')), ...setLines(timelineLines(future, page))],
  };
}

export function chains(sheet: Sheet): PageSection | null {
  const { snowball } = sheet;
  if (snowball === null) return null;
  const figure = chainsFigure(snowball, 'chains-figure');
  if (figure === null) return null;
  return {
    id: 'chains',
    title: 'How the worst years go',
    read: 'From what sets it off on the left to who pays on the right; as thick as its share of the loss of the worst years. Where ways meet, one place is in several chains: that is where it can be broken.',
    body: [
      ...setLines(besideTheRun('snowball', sheet)),
      figureOrNone(figure),
      ...setLines([...time(snowball), ...removal(snowball)]),
    ],
  };
}

export function growing(sheet: Sheet): PageSection | null {
  const { snowball } = sheet;
  if (snowball === null) return null;
  const lines = [
    ...pointsTable(snowball),
    ...besidePoints(snowball),
    ...growth(snowball),
    ...shares(snowball),
    ...structure(snowball),
    ...silos(snowball),
    ...imagination(snowball),
    ...audit(snowball),
  ];
  if (lines.length === 0) return null;
  return {
    id: 'compounding',
    title: 'Where failures compound: what stands behind it',
    read: 'Each figure is a difference on the same futures with one thing changed: what would go from the worst years without it.',
    body: setLines([...besideTheRun('snowball', sheet), ...lines]),
  };
}
