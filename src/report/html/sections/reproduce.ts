/** How to have the same page again. */
import { commandLines } from '../../text/command-lines.ts';
import { html } from '../markup.ts';
import { restsOn } from '../rests-on.ts';
import type { PageSection } from '../section.ts';
import { setLines } from '../set-blocks.ts';
import type { Sheet } from '../sheet.ts';

export function reproduce(sheet: Sheet): PageSection {
  const { head, command, page } = sheet;
  const parts = restsOn(sheet);
  const facts = [
    ['seed', head.seed],
    ['version', `Ringfence ${head.ringfence}`],
    ['model', head.modelHash],
  ] as const;
  return {
    id: 'reproduce',
    title: 'To make this page again',
    read: 'The same file, command, seed and version give the same figures, to the last bit. The hash is of the model as it was read: a file that was changed since has another.',
    body: [
      html`<dl class="facts">
        ${facts.map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
      </dl>`,
      ...setLines(commandLines(command, page)),
      parts.length > 0 && html`<h3>What each part rests on</h3>`,
      ...setLines(parts),
    ],
  };
}
