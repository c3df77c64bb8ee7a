import type { Transferable } from 'node:worker_threads';
import type { Result } from '../sim/session/runner.ts';

/** The buffers of all arrays in a result, each once, to transfer instead of copying. */
export function buffersOf(result: Result): Transferable[] {
  const buffers = new Set<ArrayBuffer>();
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) {
      if (value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    } else if (typeof value === 'object' && value !== null) {
      Object.values(value).forEach(visit);
    }
  };
  visit(result);
  return [...buffers];
}
