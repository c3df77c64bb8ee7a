/**
 * Arrays whose memory does not move, however short.
 *
 * V8 keeps typed arrays of up to 64 bytes inside its own heap, where they can move, and reads their address anew at every
 * access. One that lies in a buffer of its own stands still: compiled code holds its address, as for long arrays.
 */
export function fixedInts(length: number): Int32Array<ArrayBuffer> {
  return new Int32Array(new ArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));
}

export function fixedDoubles(length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(new ArrayBuffer(length * Float64Array.BYTES_PER_ELEMENT));
}

export function fixedBytes(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}

/** A copy that stands still. */
export function fixedCopy<T extends Float64Array | Int32Array | Uint8Array | Uint32Array>(array: T): T {
  const of = array.constructor as new (buffer: ArrayBuffer) => T;
  const copy = new of(new ArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

/** Sets a short array to 0: for a few numbers a loop is quicker than `fill`, which is no compiled code. */
export function zero(array: Int32Array | Float64Array): void {
  for (let i = 0; i < array.length; i++) array[i] = 0;
}
