/** The frame of every page that people are sent: one file that asks nothing of a network, and runs no script but its own. */
import { createHash } from 'node:crypto';
import { escapeText, Markup } from './markup.ts';
import { STYLE } from './style-sheet.ts';

export interface Framed {
  readonly title: string;
  /** The version that makes it. */
  readonly ringfence: string;
  readonly body: Markup;
  readonly scripts: readonly string[];
  /** Whether several sections share a sheet of paper. */
  readonly isShort?: boolean;
}

const digestOf = (text: string): string => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** The styles that a page may have: its own, and the empty element to which Plotly adds its rules one by one. */
const STYLES = [digestOf(STYLE), digestOf('')];

/** A script element that the policy of the page knows by its digest. A script that ends its own element would be cut. */
function script(text: string): { readonly element: Markup; readonly source: string } {
  if (/<\/script|<!--/i.test(text)) throw new RangeError('a script of the page holds what ends a script element');
  return { element: new Markup(`<script>${text}</script>`), source: digestOf(text) };
}

const policyOf = (sources: readonly string[]): string =>
  [
    "default-src 'none'",
    ...(sources.length === 0 ? [] : [`script-src ${sources.join(' ')}`]),
    `style-src ${STYLES.join(' ')}`,
    'img-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** The text of a page. */
export function htmlPage({ title, ringfence, body, scripts, isShort = false }: Framed): string {
  const made = scripts.map(script);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeText(policyOf(made.map(({ source }) => source))).replaceAll('&#39;', "'")}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Ringfence ${escapeText(ringfence)}">
<title>${escapeText(title)}</title>
<style>${STYLE}</style></head>
<body${isShort ? ' class="short"' : ''}>${body.text}
${made.map(({ element }) => element.text).join('\n')}
</body></html>
`;
}
