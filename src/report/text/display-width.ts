/** How many columns of a terminal a text takes. */

let segmenter: Intl.Segmenter | undefined;

/** What a reader takes for one character each. Made when first asked for: it takes longer than most commands. */
function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/** East Asian wide and full-width characters, first and last code points. @see Unicode Standard Annex 11. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

const ONLY_MARKS = /^[\p{Mn}\p{Me}\p{Cf}]*$/u;
const PICTURE = /\p{Emoji_Presentation}|\uFE0F/u;
/** Texts of characters that take one column each and never join another: ASCII, accented letters, signs of figures, frames and charts. */
const PLAIN =
  /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u00ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2713\u2717\u2800-\u28ff]*$/;

function graphemeWidth(grapheme: string): number {
  if (ONLY_MARKS.test(grapheme)) return 0;
  if (PICTURE.test(grapheme)) return 2;
  const code = grapheme.codePointAt(0) ?? 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** Columns that a text without control characters takes: 2 for a wide character, 0 for a mark that joins another. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemesOf(text)) width += graphemeWidth(segment);
  return width;
}

/** The longest beginning of a text that takes at most `width` columns. */
export function headOf(text: string, width: number): string {
  if (PLAIN.test(text)) return text.slice(0, width);
  let taken = 0;
  let end = 0;
  for (const { segment, index } of graphemesOf(text)) {
    taken += graphemeWidth(segment);
    if (taken > width) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** Control characters, marks that turn the direction of writing, and noncharacters. */
// oxlint-disable-next-line no-control-regex -- they are what is to be taken out
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]+/g;

/** A text that cannot steer a terminal: what somebody wrote in a model file is shown, not obeyed. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, ' ');
