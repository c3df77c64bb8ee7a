/**
 * Arrays whose memory does not move, however short.
 *
 * V8 keeps typed arrays of up to 64 bytes inside its own heap, where they can move, and reloads their address at every
 * access. One with a separate buffer does not move: compiled code embeds its address, as for long arrays.
 */
export function fixedInts(length: number): Int32Array<ArrayBuffer> {
  const offset = offsetOf(length * Int32Array.BYTES_PER_ELEMENT);
  return new Int32Array(new ArrayBuffer(offset + length * Int32Array.BYTES_PER_ELEMENT), offset, length);
}

export function fixedDoubles(length: number): Float64Array<ArrayBuffer> {
  const offset = offsetOf(length * Float64Array.BYTES_PER_ELEMENT);
  return new Float64Array(new ArrayBuffer(offset + length * Float64Array.BYTES_PER_ELEMENT), offset, length);
}

/**
 * Memory of this size or more starts on a page, so the first entries of all such arrays would compete for the same
 * cache lines.
 */
const OWN_PAGES = 65_536;
const LINE = 64;
const LINES_OF_A_PAGE = 64;
let arrays = 0;

/** Start of a large array in its memory: on a different line for each. */
function offsetOf(bytes: number): number {
  if (bytes < OWN_PAGES) return 0;
  arrays = (arrays + 5) % LINES_OF_A_PAGE;
  return arrays * LINE;
}

export function fixedBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** A copy that does not move. */
export function fixedCopy<T extends Float64Array | Int32Array | Uint8Array | Uint32Array>(array: T): T {
  const of = array.constructor as new (buffer: ArrayBuffer) => T;
  const copy = new of(new ArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

/** Sets a short array to 0: for a few numbers a loop is quicker than `fill`, which is not compiled code. */
export function zero(array: Int32Array | Float64Array): void {
  for (let i = 0; i < array.length; i++) array[i] = 0;
}
