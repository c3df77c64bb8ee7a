/** How sure a board may be of its page. */
import { prose } from '../../text/section.ts';
import { sureness as doughnutSureness } from '../../doughnut/sureness.ts';
import { appetiteTable } from '../../run/appetite-table.ts';
import { shortSureness } from '../../run/sureness.ts';
import { verdict } from '../../run/verdict.ts';
import { html, type Markup } from '../markup.ts';
import { fewerWords } from '../rests-on.ts';
import { setLines, setUnderHeading } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';

export function sure(sheet: Sheet): Markup[] {
  const { run, doughnut, page } = sheet;
  const fewer = fewerWords(sheet);
  const spend =
    doughnut === null
      ? []
      : [
          html`<h4>Of what security should cost</h4>`,
          ...setUnderHeading(doughnutSureness(doughnut, [])),
          ...setLines(fewer === '' ? [] : prose(fewer, page)),
        ];
  // The lines whose marks the words explain
  const ofRun = run === null ? [] : setLines(shortSureness(run, [...verdict(run), ...appetiteTable(run)]));
  return [...ofRun, ...spend];
}
