/** The page that people are sent: one file that asks nothing of a network. */
import type { ReportDocument } from '../../results/report-document.ts';
import { title } from '../run/title.ts';
import { head as doughnutHead } from '../doughnut/head.ts';
import type { Audience } from './audiences.ts';
import { board } from './board/board.ts';
import { htmlPage } from './frame.ts';
import { html, type Markup } from './markup.ts';
import { setSection, type PageSection } from './section.ts';
import { sectionsFor } from './sections.ts';
import { setLines } from './set-blocks.ts';
import { sheetOf, type Sheet } from './sheet.ts';

/** Scripts of the page, as the build leaves them. */
export interface PageScripts {
  /** The library that draws charts. */
  readonly plotly: string;
  /** What draws them, saves them, and moves about the map. */
  readonly page: string;
}

export interface HtmlReport {
  readonly report: ReportDocument;
  readonly audience: Audience;
  /** The words of the command line that makes the same page again, quoted; empty to leave it out. */
  readonly command: readonly string[];
  readonly scripts: PageScripts;
}

/** Title and conditions, as the reports of the terminal begin. */
function headLines({ run, doughnut }: Sheet): Markup[] {
  const lines = run === null ? (doughnut === null ? [] : doughnutHead(doughnut)) : title(run);
  // The title and its rule stand above
  return setLines(lines.slice(2));
}

const contents = (sections: readonly PageSection[]): Markup =>
  html`<nav aria-label="contents">
    <details>
      <summary>Contents</summary>
      <ul>
        <li><a href="#board">At a glance</a></li>
        ${sections.map(({ id, title: words }) => html`<li><a href="#${id}">${words}</a></li>`)}
      </ul>
    </details>
  </nav>`;

function leftOutWords(leftOut: readonly string[], audience: Audience): Markup | false {
  if (leftOut.length === 0) return false;
  return html`<p class="quiet" id="left-out">
    Made for the ${audience}. Left out: ${leftOut.join('; ')}. A page for the analyst has all of it.
  </p>`;
}

/** The text of the page, piece by piece. */
export function htmlReport({ report, audience, command, scripts }: HtmlReport): string {
  const sheet = sheetOf(report, command);
  const { sections, leftOut } = sectionsFor(audience, sheet);
  const body = html`<a class="skip" href="#board">To the answer</a>
    <header>
      <div class="bar">
        <p class="made">Ringfence report</p>
        <button type="button" id="theme">◐ <span>light or dark</span></button>
      </div>
      <h1>${sheet.head.title}</h1>
      ${headLines(sheet)}${leftOutWords(leftOut, audience)}${contents(sections)}
    </header>
    <main>${board(sheet)}${sections.map(setSection)}</main>
    <footer>
      <p>Ringfence ${sheet.head.ringfence}, model ${sheet.head.modelHash}, seed “${sheet.head.seed}”.</p>
    </footer>`;
  const { title: words, ringfence } = sheet.head;
  return htmlPage({ title: words, ringfence, body, scripts: [scripts.plotly, scripts.page] });
}
