/** Decodes the bytes of a file, or says why they are not text. */
import type { Checked, Place, Problem } from '../model/problem.ts';

/** The largest model file, bytes. */
export const MOST_BYTES: number = 50 * 2 ** 20;

const NEW_LINE = 0x0a;
const REPLACEMENT = '\ufffd';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

const isUtf16 = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** The position of the first problem: in the first line that `isFaulty` picks, at the first `mark` of its text. */
function placeIn(file: string, bytes: Uint8Array, isFaulty: (line: Uint8Array) => boolean, mark: string): Place {
  let line = 1;
  for (let start = 0; start <= bytes.length; line += 1) {
    const next = bytes.indexOf(NEW_LINE, start);
    const end = next === -1 ? bytes.length : next;
    const part = bytes.subarray(start, end);
    if (isFaulty(part)) {
      const text = lenient.decode(part).replace(/\r$/, '');
      return { file, line, column: Math.max(0, text.indexOf(mark)) + 1, length: 1, text };
    }
    start = end + 1;
  }
  return { file, line: 1, column: 1, length: 1, text: '' };
}

function isInvalid(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return false;
  } catch {
    return true;
  }
}

/** The problem for a file of more than 50 MB. */
export function tooLarge(file: string): Problem {
  return {
    code: 'file-size',
    message: 'the file is larger than 50 MB',
    remedy: 'check that it is a model, or split it with `include:`',
    place: { file, line: 1, column: 1, length: 1, text: '' },
  };
}

/** Decodes UTF-8; a byte order mark at the start is kept. */
export function decodeText(file: string, bytes: Uint8Array): Checked<string> {
  const fault = (code: string, message: string, remedy: string, place: Place): Checked<string> => ({
    ok: false,
    problems: [{ code, message, remedy, place }],
  });
  const top: Place = { file, line: 1, column: 1, length: 1, text: '' };
  if (bytes.length > MOST_BYTES) return { ok: false, problems: [tooLarge(file)] };
  if (isUtf16(bytes)) return fault('encoding', 'the file is UTF-16', 'save it as UTF-8', top);
  if (bytes.includes(0)) {
    const place = placeIn(file, bytes, (line) => line.includes(0), '\0');
    return fault(
      'binary',
      'the file is not text: it holds a zero byte',
      'give a model file in YAML, saved as UTF-8',
      place,
    );
  }
  try {
    return { ok: true, value: strict.decode(bytes) };
  } catch {
    return fault(
      'encoding',
      'the file is not valid UTF-8 here',
      'save it as UTF-8',
      placeIn(file, bytes, isInvalid, REPLACEMENT),
    );
  }
}
