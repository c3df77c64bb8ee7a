/** Faults in the model file, with the line of each and what would be right. */
import { wrap } from '../../report/text/wrap.ts';
import { printable } from '../../report/text/display-width.ts';
import { counted } from '../../results/format/count.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { excerpt, formatProblems } from '../../report/faults/format-problems.ts';
import { tableLines } from '../draw/table.ts';
import { readAnew } from '../state/answers.ts';
import { goTo, shownRows } from '../state/navigation.ts';
import type { Area, Panel, Screen, Tab } from '../state/product.ts';
import type { Row } from '../state/lists.ts';
import type { State } from '../state/state.ts';
import { only, withEffects } from '../commands/command.ts';

const placeOf = ({ place }: Problem): string =>
  place === null ? '' : `${baseName(place.file)}:${place.line}:${place.column}`;
const baseName = (file: string): string => file.split('/').at(-1) ?? file;

/** Faults of a file, each with a row; the rows have their numbers as ids. */
const rows = ({ problems }: State): readonly Row[] =>
  problems.map((problem, index) => ({ id: String(index), text: `${placeOf(problem)} ${problem.message}` }));

const chosenFault = (state: State): Problem | null => {
  const { rows: shown, cursor } = shownRows(state, tab, list);
  return state.problems[Number(shown[cursor]?.id ?? -1)] ?? null;
};

const list: Panel = {
  id: 'faults',
  title: () => 'Faults in the model file',
  note: ({ problems }) => (problems.length > 1 ? `${problems.length}` : ''),
  rows,
  copy: (state) => {
    const fault = chosenFault(state);
    return fault === null ? null : formatProblems([fault], { color: false, width: 100 });
  },
  draw: (state, { width, height, theme, isFocused }: Area) => {
    const { rows: shown, cursor } = shownRows(state, tab, list);
    if (shown.length === 0) return [theme.quiet('  No faults.')];
    return tableLines(
      {
        columns: [{}, { grows: true }],
        count: shown.length,
        row: (index) => {
          const problem = state.problems[Number(shown[index]?.id ?? 0)];
          if (problem === undefined) return ['', ''];
          return [theme.words(printable(placeOf(problem))), theme.bad(theme.words(printable(problem.message)))];
        },
        cursor,
        isFocused,
        gap: 3,
      },
      width,
      height,
      theme,
    );
  },
};

const detail: Panel = {
  id: 'line',
  title: (state) => {
    const fault = chosenFault(state);
    return fault === null ? 'The fault' : printable(placeOf(fault)) || 'The file';
  },
  draw: (state, { width, theme }: Area) => {
    const fault = chosenFault(state);
    if (fault === null) return [];
    const { place, message, remedy } = fault;
    const words = (text: string): string[] =>
      wrap(theme.words(printable(text)), width - 8).map((line) => `    ${line}`);
    const line = place === null ? [] : lineOf(place, width, theme);
    return [
      '',
      ...line,
      ...(line.length === 0 ? [] : ['']),
      ...words(message).map(theme.bad),
      ...(remedy === '' ? [] : words(`try: ${remedy}`)),
    ];
  },
};

/** `12 │ text` and carets under what is wrong: the part of a long line around it. */
function lineOf(place: Place, width: number, theme: Area['theme']): string[] {
  const number = String(place.line).padStart(6);
  const bar = theme.look.glyphs === 'ascii' ? '|' : '│';
  const [line, marks] = excerpt(place, Math.max(10, width - number.length - 3));
  return [
    `${theme.quiet(`${number} ${bar}`)} ${theme.words(line)}`,
    `${theme.quiet(`${' '.repeat(number.length)} ${bar}`)} ${theme.bad(marks)}`,
  ];
}

const tab: Tab = {
  id: 'faults.faults',
  name: 'Faults',
  purpose:
    'The model file cannot be read as a model: each fault stands here with its line and what would be right. ' +
    'Mend them in the editor; the file is read again as soon as it is written.',
  panels: [list, detail],
  arrangement: (state, _columns, rowsThere) => ({
    kind: 'stack',
    of: [
      {
        kind: 'panel',
        panel: 'faults',
        rows: Math.max(3, Math.min(state.problems.length + 2, Math.floor(rowsThere / 2))),
      },
      { kind: 'panel', panel: 'line' },
    ],
  }),
  commands: [
    {
      id: 'edit',
      keys: ['e', 'enter'],
      name: 'edit the line',
      sentence: 'Open the editor at the line of the fault',
      obstacle: (state) => (state.file === null ? 'no file is open' : null),
      run: (state) => {
        const place = chosenFault(state)?.place;
        const file = place?.file ?? state.file?.path ?? '';
        return withEffects(state, { kind: 'edit', file, line: place?.line ?? 1 });
      },
    },
    {
      id: 'faults.again',
      keys: ['r'],
      name: 'read again',
      sentence: 'Read the file again, and all that it includes',
      obstacle: (state) => (state.file === null ? 'no file is open' : null),
      run: readAnew,
    },
    {
      id: 'faults.old',
      keys: ['1'],
      name: 'old figures',
      sentence: 'Look at the figures of the model as it was before these faults',
      obstacle: (state) => (state.model === null ? 'there are none' : null),
      run: (state) => only(goTo(state, 'overview')),
    },
  ],
  next: (state) => {
    const place = chosenFault(state)?.place ?? null;
    return { command: 'edit', words: place === null ? 'edit the file' : `edit line ${place.line}` };
  },
  status: ({ problems, today }, _width, theme) =>
    theme.quiet(
      (today?.answer ?? null) === null
        ? ` ${counted(problems.length, 'fault')} · read again as soon as it, or a file that it includes, is written`
        : ' the figures of before are still on the other screens, marked old',
    ),
};

export const faults: Screen = { id: 'faults', name: 'Faults', tabs: [tab] };
