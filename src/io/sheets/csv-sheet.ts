/** Reads a table whose cells are parted by commas, semicolons or tabs, in the encodings that spreadsheets save. */
import { parse } from 'csv-parse/sync';
import type { Sheet } from './sheet.ts';

/** The apostrophe by which `csvText` keeps words from being calculated. */
const KEPT_WORDS = /^'(?=[=+\-@\t\r\n])/;
/** Bytes 0x80 to 0x9f of Windows-1252, blank where it has none: what some decoders of that name leave as they are. */
const OF_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';
const [FIRST_OF_1252, LAST_OF_1252] = [0x80, 0x9f];
/** The line by which Excel is told the separator. */
const SEPARATOR_LINE = /^\ufeff?sep=(.)\r?\n/i;

interface Decoded {
  readonly text: string;
  readonly note?: string;
}

/** The text of a CSV file: UTF-8, UTF-16 by its mark, or Windows-1252, which is said; null where it is none of them. */
export function decodeCsv(bytes: Uint8Array): Decoded | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes) };
  if (bytes.includes(0)) return null;
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return windows1252(bytes);
  }
}

/** @see The WHATWG encoding standard, index windows-1252. */
function windows1252(bytes: Uint8Array): Decoded | null {
  const own = (byte: number): string =>
    byte >= FIRST_OF_1252 && byte <= LAST_OF_1252 ? (OF_1252[byte - FIRST_OF_1252] ?? ' ') : String.fromCodePoint(byte);
  if (bytes.some((byte) => byte >= FIRST_OF_1252 && own(byte) === ' ')) return null;
  const text = Array.from(bytes, own).join('');
  const example = /[^\s";,]*[^\s -~][^\s";,]*/.exec(text)?.[0] ?? '';
  return { text, note: `Read as Windows-1252, as it is no UTF-8: if \`${example}\` looks wrong, save it as UTF-8.` };
}

/** The separator that the header uses most, outside quotes. */
function separatorOf(text: string): string {
  const header = text.replaceAll(/"(?:[^"]|"")*"/g, '').replace(/^[\r\n]+/, '');
  const line = header.slice(0, header.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: line.split(separator).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.separator ?? ',';
}

/** The table of a text. @throws Error of csv-parse where it is none. */
export function csvSheet(name: string, { text, note }: Decoded): Sheet {
  const said = SEPARATOR_LINE.exec(text);
  const body = said === null ? text : text.slice(said[0].length);
  const rows: string[][] = parse(body, {
    bom: true,
    delimiter: said?.[1] ?? separatorOf(body),
    relax_column_count: true,
    skip_empty_lines: false,
  });
  const cells = rows.map((row) => row.map((cell) => (cell === '' ? null : cell.replace(KEPT_WORDS, ''))));
  return { name, rows: cells, ...(note === undefined ? {} : { note }) };
}
