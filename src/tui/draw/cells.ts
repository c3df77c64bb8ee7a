/** A line as cells, so that another can be laid over a part of it. */
import { displayWidth } from '../../report/text/display-width.ts';
import { fit, headOfLine, widthOf } from './text.ts';

// oxlint-disable-next-line no-control-regex -- colours begin with an escape
const COLOUR = /\u001b\[([0-9;]*)m/g;

/** The end of a line from column `from` on, in the colours in force there; a wide character cut in half becomes a blank. */
function tailOf(line: string, from: number): string {
  const head = headOfLine(line, from);
  const isCutShort = widthOf(head) < from;
  // The head may end with a reset of ours: what it took of the line is what is plain in it
  let plain = head.replace(COLOUR, '').length;
  let colours = '';
  let at = 0;
  for (const match of line.matchAll(COLOUR)) {
    const piece = match.index - at;
    if (plain < piece) break;
    plain -= piece;
    colours = match[1] === '' || match[1] === '0' ? '' : colours + match[0];
    at = match.index + match[0].length;
  }
  const rest = line.slice(at + plain);
  if (!isCutShort) return colours + rest;
  const [first = ''] = rest;
  const wide = String.fromCodePoint(rest.codePointAt(0) ?? 32);
  return `${colours}${' '.repeat(Math.max(0, displayWidth(wide) - 1))}${rest.slice(Math.max(first.length, wide.length))}`;
}

/** `patch` laid over `line` from column `x` on; the line keeps its width, at least that of the patch and what is left of it. */
export function laidOver(line: string, patch: string, x: number): string {
  const width = widthOf(patch);
  const whole = widthOf(line);
  const left = fit(headOfLine(line, x), x, '');
  const right = x + width < whole ? tailOf(line, x + width) : '';
  return `${left}\u001b[0m${patch}\u001b[0m${right}`;
}
