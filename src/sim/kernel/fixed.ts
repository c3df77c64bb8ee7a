/**
 * Short arrays whose memory does not move.
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
