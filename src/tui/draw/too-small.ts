/** What is shown where nothing fits: the size that is wanted, the verdict, the way out. */
import type { State } from '../state/state.ts';
import { badge } from '../words/badge.ts';
import { statusLine } from '../words/progress.ts';
import { LEAST_COLUMNS, LEAST_ROWS } from './sizes.ts';
import { cut } from './text.ts';
import type { Theme } from './theme.ts';

export function tooSmall(state: State, width: number, height: number, theme: Theme): readonly string[] {
  const { columns, rows } = state.size;
  const verdict = badge(state, theme);
  const lines = [
    `Ringfence needs ${LEAST_COLUMNS} columns and ${LEAST_ROWS} rows.`,
    `This terminal has ${columns} and ${rows}.`,
    '',
    ...(verdict === '' ? [] : [verdict, '']),
    'Make it larger, or leave with q.',
    ...(state.running === null ? [] : [`The run goes on.${statusLine(state, theme, Math.max(20, width - 16))}`]),
  ];
  // The verdict is what matters where there is hardly a row
  const shown = height < 4 && verdict !== '' ? [verdict, 'q leaves'] : lines;
  return shown.slice(0, height).map((line) => cut(line, width, ''));
}
