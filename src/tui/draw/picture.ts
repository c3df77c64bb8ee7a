/** Charts in braille as other terminals can show them: in blocks, or in ASCII. */
import { displayWidth } from '../../report/text/display-width.ts';
import { ELLIPSIS } from './text.ts';
import { inAscii, themeOf, type Theme } from './theme.ts';

/** Dots of a braille character that lie in each quarter of it: top left, top right, bottom left, bottom right. */
const QUARTERS = [0x03, 0x18, 0x44, 0xa0] as const;

/** Characters of blocks by which quarters are filled, bit 0 the top left one. */
const BLOCKS = [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'];

const BRAILLE = /[\u2800-\u28ff]/g;

function asBlock(character: string): string {
  const bits = character.charCodeAt(0) - 0x2800;
  const filled = QUARTERS.reduce((sum, quarter, place) => sum + ((bits & quarter) === 0 ? 0 : 1 << place), 0);
  return BLOCKS[filled] ?? ' ';
}

/** Two dots and fewer are a trace of a band, more are a line. */
function asSign(character: string): string {
  const bits = character.charCodeAt(0) - 0x2800;
  let dots = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) dots++;
  return dots === 0 ? ' ' : dots < 3 ? '.' : '*';
}

// oxlint-disable-next-line no-control-regex -- all that is not ASCII
const NOT_ASCII = /[^\u0000-\u007f]/u;

/**
 * A line that a terminal of ASCII can show, of the same width, whatever was left in it: words and figures were spelled before, where
 * they were laid out.
 */
export function safeLine(line: string, { look }: Theme): string {
  if (look.glyphs !== 'ascii' || !NOT_ASCII.test(line)) return line;
  return line
    .replace(BRAILLE, asSign)
    .replace(DRAWN, (sign) => EDGES[sign] ?? '+')
    .replaceAll(ELLIPSIS, CUT)
    .replace(/[^\p{ASCII}]/gu, (sign) =>
      inAscii(sign).length === displayWidth(sign) ? inAscii(sign) : '?'.repeat(displayWidth(sign)),
    );
}

/** What stands for the rest of a line in ASCII: as wide as the ellipsis. */
const CUT = themeOf({ glyphs: 'ascii', palette: 'none' }).glyphs.ellipsis;

const EDGES: Readonly<Record<string, string>> = { '─': '-', '│': '|', '█': '#' };
const DRAWN = /[\u2500-\u259f]/g;

/** A line of a chart with the signs of a theme; it keeps its width. */
export function picture(line: string, { look }: Theme): string {
  switch (look.glyphs) {
    case 'unicode':
    case 'spoken':
      return line;
    case 'block':
      return line.replace(BRAILLE, asBlock);
    case 'ascii':
      return inAscii(
        line
          .replace(BRAILLE, asSign)
          .replace(DRAWN, (sign) => EDGES[sign] ?? '+')
          .replaceAll(ELLIPSIS, CUT)
          .replace(/[£€¥]/g, ''),
      );
  }
}
