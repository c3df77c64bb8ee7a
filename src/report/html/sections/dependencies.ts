/** The map of dependencies. */
import { isThere } from '../../../results/report-document.ts';
import { mapFigure } from '../figures/map.ts';
import { figureOrNone, type PageSection } from '../section.ts';
import type { Sheet } from '../sheet.ts';

export function dependencies({ report: { model }, run, head, page }: Sheet): PageSection | null {
  if (!isThere(model)) return null;
  const figure = mapFigure({ model, result: run?.result ?? null, currency: head.currency, page }, 'map');
  if (figure === null) return null;
  return {
    id: 'dependencies',
    title: 'Who depends on whom',
    read: 'An arrow goes from a supplier to what needs it. A node with many lines to its right takes many along; one that stands alone between two crowds is where a failure must pass.',
    body: [figureOrNone(figure)],
  };
}
