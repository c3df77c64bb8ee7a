/** The command of the shell that gives the figures on the screen again. */
import type { Change } from '../host/messages.ts';
import { shownFigures, type State } from '../state/state.ts';
import { trialsOf } from './looks.ts';

function optionOf(change: Change): readonly string[] {
  switch (change.kind) {
    case 'level':
      return ['--set', `controls.${change.control}.current=${change.to}`];
    case 'scenario':
      return ['--scenario', change.to];
    case 'driver':
      return ['--given', `${change.driver}=${change.to}`];
    case 'figure':
      return ['--set', `${change.path}=${change.to}`];
    case 'without':
      return [];
  }
}

/** A word as a shell takes it. */
const shellWord = (word: string): string =>
  /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** One line: to be copied. */
export function runWords(state: State): readonly string[] {
  const figures = shownFigures(state);
  if (state.file === null || figures === null) return [];
  const isChanged = figures === state.changed;
  const answer = figures.answer;
  const worlds = answer?.document.worlds ?? 1;
  const size =
    answer === null || answer === undefined ? [] : ['--trials', String(trialsOf(figures)), '--worlds', String(worlds)];
  const words = [
    'ringfence',
    'run',
    state.file.shown,
    ...(isChanged ? state.whatIf.changes.flatMap(optionOf) : []),
    ...size,
  ];
  return [words.map(shellWord).join(' ')];
}
