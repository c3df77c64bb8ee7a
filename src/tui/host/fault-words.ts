/** What went wrong, and what helps, in a sentence. */
import { SelectionFault } from '../../sim/session/variants.ts';
import { WorkerFault } from '../../runners/worker-fault.ts';

export function faultWords(error: unknown): string {
  if (error instanceof SelectionFault) return problemWords(error);
  if (error instanceof WorkerFault && error.outOfMemory) {
    return `${error.message}: ask for fewer trials, or start with more memory, NODE_OPTIONS=--max-old-space-size=8192`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Where a problem stands on the command line: nobody who reads a screen wrote that. */
const ON_COMMAND_LINE = / \(in --.*\)$/s;

/** Why a selection is no model. */
export const problemWords = ({ problems }: Pick<SelectionFault, 'problems'>): string =>
  problems
    .map(({ message, remedy }) =>
      [message.replace(ON_COMMAND_LINE, ''), remedy].filter((part) => part !== '').join(': '),
    )
    .join('; ');
