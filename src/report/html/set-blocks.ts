/** Blocks of a report as HTML. */
import { blocksOf, type Block, type Text, type Tone } from '../text/blocks.ts';
import { html, withMinus, type Markup } from './markup.ts';

/** What a screen reader is told of a colour stands in the words beside it, so these are classes only. */
const CLASSES: Readonly<Record<Tone, string>> = {
  heading: 'strong',
  quiet: 'quiet',
  good: 'good',
  doubtful: 'doubtful',
  bad: 'bad',
  line: 'figure-line',
};

/** Words between backticks are names of the model or the program. */
const setWords = (words: string): Markup[] =>
  words
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : html`${withMinus(part)}`));

const setText = (text: Text): Markup[] =>
  text.map(({ text: words, tones }) =>
    tones.length === 0
      ? html`${setWords(words)}`
      : html`<span class="${[...new Set(tones)].map((tone) => CLASSES[tone]).join(' ')}">${setWords(words)}</span>`,
  );

function setTable({ columns, rows }: Extract<Block, { kind: 'table' }>): Markup {
  const hasHeader = columns.some(({ header }) => header !== '');
  const head = html`<thead>
    <tr>
      ${columns.map(({ header, align }) => (header === '' ? html`<td></td>` : html`<th scope="col" class="${align}">${header}</th>`))}
    </tr>
  </thead>`;
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map(({ align }, index) => html`<td class="${align}">${setText(row[index] ?? [])}</td>`)}
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="group" aria-label="table">
    <table>
      ${hasHeader && head}
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

/** Items that follow one another are one list. */
function setBlocks(blocks: readonly Block[]): Markup[] {
  const set: Markup[] = [];
  let items: Markup[] = [];
  const close = (): void => {
    if (items.length > 0)
      set.push(
        html`<ul>
          ${items}
        </ul>`,
      );
    items = [];
  };
  for (const block of blocks) {
    if (block.kind === 'item') {
      items.push(html`<li>${setText(block.text)}</li>`);
      continue;
    }
    close();
    if (block.kind === 'table') set.push(setTable(block));
    else if (block.kind === 'heading') set.push(html`<h3>${setText(block.text)}</h3>`);
    else if (block.kind === 'command')
      set.push(html`<pre class="command" tabindex="0"><code>${setText(block.text)}</code></pre>`);
    else set.push(html`<p>${setText(block.text)}</p>`);
  }
  close();
  return set;
}

/** Lines of a report made for `blockPage`. */
export const setLines = (lines: readonly string[]): Markup[] => setBlocks(blocksOf(lines));

/** The same without its first heading, where a section has its own. */
export function setUnderHeading(lines: readonly string[]): Markup[] {
  const [first, ...rest] = blocksOf(lines);
  if (first === undefined) return [];
  return setBlocks(first.kind === 'heading' ? rest : [first, ...rest]);
}
