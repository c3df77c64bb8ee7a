/** What went wrong, and what helps, in a sentence. */
import { WorkerFault } from '../../runners/worker-fault.ts';

export function faultWords(error: unknown): string {
  if (error instanceof WorkerFault && error.outOfMemory) {
    return `${error.message}: ask for fewer trials, or start with more memory, NODE_OPTIONS=--max-old-space-size=8192`;
  }
  return error instanceof Error ? error.message : String(error);
}
