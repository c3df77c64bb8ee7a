/** A figure of the page: a picture, in words what it shows, and its figures as a table. */
import type { Cell, Table } from '../../results/table.ts';
import { html, jsonMarkup, type Markup } from './markup.ts';

/** What a chart is made of, for Plotly. A colour is the name of a colour of the page, such as `--accent`. */
export interface Chart {
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly layout: Readonly<Record<string, unknown>>;
}

export interface Figure {
  /** Unique on the page; names its files too. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in a sentence or two, for who does not see it. */
  readonly summary: string;
  readonly picture: { readonly kind: 'chart'; readonly chart: Chart } | { readonly kind: 'svg'; readonly svg: Markup };
  readonly table: Table;
  /** Rows that stand on the page; all are in the file. */
  readonly most?: number | undefined;
}

const ROWS = 60;

function cellWords(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  const number = (value: number): string =>
    Number.isFinite(value)
      ? Number(value.toPrecision(6)).toLocaleString('en-GB', { maximumSignificantDigits: 6 }).replace(/^-/, '−')
      : '';
  if (typeof cell === 'number') return number(cell);
  const { value, standardError, high } = cell;
  // What was never seen has a bound and no error of its own
  if (value === 0 && high !== undefined && Number.isFinite(high)) return high > 0 ? `0, under ${number(high)}` : '0';
  return standardError > 0 ? `${number(value)} ± ${number(standardError)}` : number(value);
}

function tableBehind({ table: { columns, rows }, title, most = ROWS, id }: Figure): Markup {
  const left = rows.length - most;
  const head = html`<tr>
    ${columns.map((column) => html`<th scope="col">${column}</th>`)}
  </tr>`;
  const body = rows.slice(0, most).map(
    (row) =>
      html`<tr>
        ${columns.map((_, index) => html`<td class="${typeof row[index] === 'string' ? 'left' : 'right'}">${cellWords(row[index])}</td>`)}
      </tr>`,
  );
  const more = left > 0 && html`<p class="quiet">${left} more rows are in the CSV file.</p>`;
  return html`<details>
    <summary>The figures behind it<span class="unseen">: ${title}</span></summary>
    <div class="scroll" tabindex="0" role="group" aria-label="figures: ${id}">
      <table>
        <caption class="unseen">
          ${title}
        </caption>
        <thead>
          ${head}
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    ${more}
  </details>`;
}

const FORMATS = ['csv', 'svg', 'png'] as const;

/** The figure with its picture, its table, and what saves them. */
export function setFigure(figure: Figure): Markup {
  const { id, title, summary, picture, table } = figure;
  const drawn =
    picture.kind === 'svg'
      ? html`<div class="picture drawn" id="${id}-picture" tabindex="0" role="group" aria-label="${title}">
          ${picture.svg}
        </div>`
      : html`<div class="picture chart" id="${id}-picture" role="img" aria-label="${title}. ${summary}"></div>`;
  const data = { table, chart: picture.kind === 'chart' ? picture.chart : null };
  const buttons = FORMATS.map(
    (format) =>
      html`<button type="button" data-save="${format}" aria-label="Save ${title} as ${format.toUpperCase()}">
        ${format.toUpperCase()}
      </button>`,
  );
  return html`<figure id="${id}" data-figure="${picture.kind}">
    <figcaption>${title}</figcaption>
    ${drawn}
    <p class="summary">${summary}</p>
    <div class="save">${buttons}</div>
    ${tableBehind(figure)}
    <script type="application/json" id="${id}-data">
      ${jsonMarkup(data)}
    </script>
  </figure>`;
}
