/** The page of one subject as HTML: one file without a script, which asks nothing of a network. */
import { htmlPage } from '../html/frame.ts';
import { html, Markup } from '../html/markup.ts';
import { printable } from '../text/display-width.ts';
import type { Line, Part } from './evidence-parts.ts';

const line = (words: Line): Markup[] =>
  words.map((each) => (typeof each === 'string' ? html`${each}` : html`<code>${each.code}</code>`));

function setTable({ header, rows }: Extract<Part, { kind: 'table' }>): Markup {
  const head = header.map((words) => html`<th scope="col">${words}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell) => html`<td>${line(cell)}</td>`)}
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="table">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

function set(part: Part): Markup {
  switch (part.kind) {
    case 'title':
      return html`<h1>${part.text}</h1>`;
    case 'heading':
      return html`<h2>${part.text}</h2>`;
    case 'subheading':
      return html`<h3>${part.text}</h3>`;
    case 'prose':
      return html`<p>${line(part.line)}</p>`;
    case 'list':
      return html`<ul>
        ${part.items.map((item) => html`<li>${line(item)}</li>`)}
      </ul>`;
    case 'table':
      return setTable(part);
    case 'file':
      // Lines are escaped one by one, as what steers a reader is taken out of a text, line ends too
      return html`<pre class="command" tabindex="0"><code>${part.text
        .trimEnd()
        .split('\n')
        .map((each, at) => [at === 0 ? '' : NEW_LINE, each])}</code></pre>`;
  }
}

const NEW_LINE = new Markup('\n');

/** Sections, each from its heading to the next; what stands before the first is the head of the page. */
function sectionsOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const sections: Part[][] = [[]];
  for (const part of parts) {
    if (part.kind === 'heading') sections.push([part]);
    else sections.at(-1)?.push(part);
  }
  return sections;
}

/** The text of the page. @param ringfence The version that makes it. */
export function evidenceHtml(parts: readonly Part[], ringfence: string): string {
  const [head = [], ...sections] = sectionsOf(parts);
  const title = head.flatMap((part) => (part.kind === 'title' ? [printable(part.text)] : [])).join('');
  const body = html`<header>
      <p class="made">Ringfence evidence</p>
      ${head.map(set)}
    </header>
    <main>${sections.map((section) => html`<section>${section.map(set)}</section>`)}</main>`;
  return htmlPage({ title, ringfence, body, scripts: [], isShort: true });
}
