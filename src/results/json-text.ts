/** Documents as text in JSON, piece by piece: that of a large model may be longer than a string can be. */

/** Collections in collections that are gone through; what lies deeper (a node, a limit) is short and written at once. */
const LEVELS = 5;
/** Characters of a piece, at least, but for the last. */
const PIECE = 65_536;

/** An object, an array or another value, as `JSON.stringify(value, null, 2)` gives it. */
function* parts(value: unknown, indent: string, level: number): Generator<string> {
  if (typeof value !== 'object' || value === null || level === LEVELS) {
    // A line break within a text is written as \n, so these are all of the layout.
    yield (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${indent}`);
    return;
  }
  const isList = Array.isArray(value);
  const items: Iterable<readonly [string | number, unknown]> = isList
    ? value.entries()
    : Object.entries(value).filter(([, own]) => own !== undefined);
  const inner = `${indent}  `;
  let isFirst = true;
  for (const [key, own] of items) {
    yield `${isFirst ? (isList ? '[' : '{') : ','}\n${inner}${isList ? '' : `${JSON.stringify(key)}: `}`;
    yield* parts(own, inner, level + 1);
    isFirst = false;
  }
  if (isFirst) yield isList ? '[]' : '{}';
  else yield `\n${indent}${isList ? ']' : '}'}`;
}

function* joined(document: object): Generator<string> {
  let piece = '';
  for (const part of parts(document, '', 0)) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n`;
}

/** The text of a document made of plain objects, arrays and values, and a line break. It may be gone through several times. */
export function jsonText(document: object): Iterable<string> {
  return { [Symbol.iterator]: () => joined(document) };
}
