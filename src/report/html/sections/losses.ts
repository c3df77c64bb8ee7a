/** What is lost: in a year and by its largest event, to which threat, how things fall, and in which state of the world. */
import { costs } from '../../run/costs.ts';
import { drivers } from '../../run/drivers.ts';
import { falls } from '../../run/falls.ts';
import { lossFigures } from '../../run/loss-figures.ts';
import { exceedanceFigure } from '../figures/exceedance.ts';
import { threatFigure } from '../figures/threats.ts';
import { figureOrNone, type PageSection } from '../section.ts';
import { setLines } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';

export function losses({ run }: Sheet): PageSection | null {
  if (run === null) return null;
  return {
    id: 'losses',
    title: 'How bad it can get',
    read: 'The curve falls from small losses, which are likely, to great ones, which are rare. All losses of a year together (AEP) are at least what its largest event costs (OEP). The band holds 90% of what the evidence leaves open. The curve should pass below the mark of every limit, and the band as far as the board asks to be sure.',
    body: [
      figureOrNone(
        exceedanceFigure(run, {
          id: 'curves',
          title: 'Chance of losing more: all losses, and the largest event',
          withOccurrence: true,
        }),
      ),
      ...setLines([...lossFigures(run), ...costs(run), ...falls(run)]),
    ],
  };
}

export function threats({ run }: Sheet): PageSection | null {
  if (run === null) return null;
  const figure = threatFigure(run, 'threats-figure');
  if (figure === null) return null;
  return {
    id: 'threats',
    title: 'Severity against proximity',
    read: 'No colours of high and low: two scales of measured size, so that a rare and dear threat and a frequent and cheap one that cost the same in all lie on one falling line. A threat that a control nearly always stops lies far to the left.',
    body: [figureOrNone(figure)],
  };
}

export function world({ run }: Sheet): PageSection | null {
  if (run === null) return null;
  const lines = drivers(run);
  if (lines.length === 0) return null;
  return {
    id: 'drivers',
    title: 'What moves the world',
    read: 'How often each state of the world is in force, whether bad years saw it more often than others, and how much of the loss began meanwhile.',
    body: setLines(lines),
  };
}
