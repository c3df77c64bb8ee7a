/** Which estimates move the losses: the tornado and the shares of what is not known. */
import { counted, wholeNumber } from '../../../results/format/count.ts';
import { isThere } from '../../../results/report-document.ts';
import { sensitivityLines } from '../../sensitivity/sensitivity-report.ts';
import { sharesFigure } from '../figures/shares.ts';
import { tornadoFigure } from '../figures/tornado.ts';
import { html } from '../markup.ts';
import { besideTheRun } from '../rests-on.ts';
import { figureOrNone, type PageSection } from '../section.ts';
import { setLines } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';

export function sensitivity(sheet: Sheet): PageSection | null {
  const { page } = sheet;
  const { sensitivity: document } = sheet.report;
  if (!isThere(document)) return null;
  const { design, simulated } = document;
  return {
    id: 'sensitivity',
    title: 'Which estimates the losses hang on',
    read: 'Not what is dangerous, but what is not known: an estimate at the top is the one to ask for again, to measure or to test first. A threat that is certain to cost much is not here, for nothing is open about it. A world is one draw of all that is uncertain.',
    body: [
      ...setLines(besideTheRun('sensitivity', sheet)),
      design !== null &&
        html`<p class="quiet">
          ${counted(design.worlds, 'world')} and their partners, ${wholeNumber(simulated)} simulated futures in all: a
          first look; errors are shown.${document.partial && ' It was cut short.'}
        </p>`,
      figureOrNone(tornadoFigure(document, 'loss', 'tornado')),
      figureOrNone(sharesFigure(document, 'loss', 'shares')),
      ...setLines(sensitivityLines(document, page)),
    ],
  };
}
