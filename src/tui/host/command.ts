/** The command that gives the figures of a what-if again. */
import { shellWord } from '../../report/text/shell-word.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { Change } from './messages.ts';
import { selectionOf } from './selections.ts';

const option = (name: string, value: string | number): string => `--${name} ${shellWord(String(value))}`;

/**
 * The words of the command line, an option and its value in one. A run that chose its size itself needs none; what was run on
 * its futures names theirs.
 */
export function sameFigures(file: string, changes: readonly Change[], document: ResultDocument): readonly string[] {
  const { scenario, portfolio = {}, set = [], given = [] } = selectionOf(changes);
  const levels = typeof portfolio === 'string' ? [] : Object.entries(portfolio);
  const choseItsSize = Object.values(document.scenarios).some(({ ended }) => ended !== undefined);
  const size = [option('trials', document.trials), option('worlds', document.worlds)];
  return [
    'ringfence run',
    shellWord(file),
    ...(choseItsSize ? [] : size),
    ...(scenario === undefined ? [] : [option('scenario', scenario)]),
    ...given.map((text) => option('given', text)),
    ...levels.map(([control, level]) => option('set', `controls.${control}.current=${level}`)),
    ...set.map((text) => option('set', text)),
  ];
}
