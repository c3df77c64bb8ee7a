/** What-if, Controls: a level moved, and at once what it does to cost, limits and the doughnut. */
import { money } from '../../results/format/money.ts';
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { limitLetter } from '../../report/run/appetite-table.ts';
import type { Command } from '../commands/command.ts';
import { slider, sliderWidth } from '../draw/slider.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { breadthOf } from '../draw/sizes.ts';
import { tableLines } from '../draw/table.ts';
import { cut, fit } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { ControlView } from '../host/model-view.ts';
import { rowAt, shownRows } from '../state/navigation.ts';
import type { Area, Arrangement, NextKey, Panel, Tab } from '../state/product.ts';
import { isUnsaved, type State } from '../state/state.ts';
import { changed, levelOf } from '../state/what-if.ts';
import { empty } from '../words/empty.ts';
import { isWorse, limitsNow } from '../words/looks.ts';
import { curvePanel } from './overview-curve.ts';
import { byStep, controlSteps, hasSteps, reordered, stepOrder, stepsNote } from './control-steps.ts';
import { limitOfWhatIf } from '../words/beside-today.ts';
import { stepWords } from './step-words.ts';
import { moneyPanel } from './what-if-money.ts';
import { limitCells, limitName, type LimitCells } from './limit-cells.ts';
import { doughnut, doughnutRows } from './what-if-doughnut.ts';
import { ringCommands } from './what-if-rings.ts';

/** More controls than this stand by discipline. */
const MANY = 12;

const byDiscipline = (a: ControlView, b: ControlView): number => {
  const [x, y] = [a.discipline ?? '~', b.discipline ?? '~'];
  return x === y ? (a.id < b.id ? -1 : 1) : x < y ? -1 : 1;
};

const isRanked = (state: State): boolean => stepOrder(state) !== 'as in the file';

/** Controls in the order shown. */
function controlsOf(state: State): readonly ControlView[] {
  const { model } = state;
  const controls = model?.controls ?? [];
  if (isRanked(state)) return byStep(state, controls);
  return controls.length > MANY ? controls.toSorted(byDiscipline) : controls;
}

function levelWords({ levels }: ControlView, now: string, state: State, theme: Theme): string {
  const { model } = state;
  const at = levels.findIndex(({ id }) => id === now);
  const price = levels[at]?.spendPerYear ?? null;
  const cost =
    price === null || model === null
      ? ''
      : price === 0
        ? 'costs nothing, '
        : `${theme.words(money(price, model.currency))} a year, `;
  return `    ${cost}level ${String(at + 1)} of ${String(levels.length)}`;
}

const controlOf = (state: State): ControlView | null => {
  const row = rowAt(state, tab, controls);
  return state.model?.controls.find(({ id }) => id === row?.id) ?? null;
};

/** Controls by what their next steps alone would do to today, the details of the chosen one under it. */
function rankedLines(shown: readonly ControlView[], cursor: number, state: State, area: Area): readonly string[] {
  const { width, height, theme, isFocused } = area;
  const { model } = state;
  if (model === null) return [];
  const order = stepOrder(state);
  const steps = new Map(controlSteps(state).map((step) => [step.control, step]));
  const nameWidth = Math.max(8, Math.min(24, width - 22, Math.max(...shown.map(({ id }) => id.length))));
  const lines = shown.flatMap(({ id }, row): { readonly text: string; readonly row: number }[] => {
    const step = steps.get(id);
    if (step === undefined) return [];
    const { loss, more } = stepWords(step, { model, order }, theme);
    const isHere = row === cursor;
    const name = fit(theme.words(printable(id)), nameWidth, theme.glyphs.ellipsis);
    const line = cut(`${isHere ? theme.glyphs.cursor : ' '} ${name} ${loss}`, width, theme.glyphs.ellipsis);
    if (isSpoken(theme)) return [{ text: [line, ...more].join(', '), row }];
    const own = isHere
      ? more.flatMap((words) =>
          wrap(words, Math.max(10, width - 4)).map((one) => ({ text: theme.quiet(`    ${one}`), row })),
        )
      : [];
    return [{ text: isHere && isFocused ? theme.heading(line) : line, row }, ...own];
  });
  const at = lines.findIndex(({ row }) => row === cursor);
  const first = Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height));
  return lines.slice(first, first + height).map(({ text }) => text);
}

const controls: Panel = {
  id: 'controls',
  title: (state) => (isRanked(state) ? 'Next steps' : 'Controls'),
  note: (state) => {
    if (isRanked(state)) return stepsNote(state);
    const { glyphs } = state.look;
    return isSpoken(state) ? '' : glyphs === 'ascii' ? 'd today  O what-if' : '◇ today  ● what-if';
  },
  rows: (state) =>
    controlsOf(state).map(({ id, label, discipline }) => ({
      id,
      text: `${id} ${label}`,
      columns: { discipline: discipline ?? '' },
      chosen: { kind: 'control', id },
    })),
  draw: (state, { width, height, theme, isFocused }) => {
    const { model } = state;
    if (model === null) return [];
    const { rows, cursor, of } = shownRows(state, tab, controls);
    if (of === 0) return empty('noControls', width, theme);
    if (rows.length === 0) return nothingMatches(state, tab, controls, width, theme);
    const shown = rows.flatMap(({ id }) => model.controls.find((control) => control.id === id) ?? []);
    if (isRanked(state)) return rankedLines(shown, cursor, state, { width, height, theme, isFocused });
    const isMany = model.controls.length > MANY;
    const most = Math.max(3, Math.min(11, Math.floor(width / 3)));
    const widest = Math.min(most, Math.max(...shown.map(({ levels }) => sliderWidth(levels.length))));
    const nameWidth = Math.max(8, Math.min(24, width - widest - 14, Math.max(...shown.map(({ id }) => id.length))));
    const lines: { readonly text: string; readonly row: number }[] = [];
    let discipline: string | null = null;
    shown.forEach((control, row) => {
      if (isMany && control.discipline !== discipline) {
        ({ discipline } = control);
        lines.push({ text: theme.quiet(`  ${theme.words(discipline ?? 'no discipline')}`), row: -1 });
      }
      const { now, today } = levelOf(state, control.id);
      const at = (level: string): number => control.levels.findIndex(({ id }) => id === level);
      const name = fit(theme.words(printable(control.id)), nameWidth, theme.glyphs.ellipsis);
      const levels = fit(slider(control.levels.length, at(today), at(now), widest, theme), widest);
      const isHere = row === cursor;
      const line = `${isHere ? theme.glyphs.cursor : ' '} ${name} ${levels} ${theme.words(printable(now))}`;
      const cutLine = cut(line, width, theme.glyphs.ellipsis);
      if (isSpoken(theme)) lines.push({ text: `${cutLine}, ${levelWords(control, now, state, theme).trim()}`, row });
      else lines.push({ text: isHere && isFocused ? theme.heading(cutLine) : cutLine, row });
      if (isHere && !isSpoken(theme))
        lines.push({ text: theme.quiet(cut(levelWords(control, now, state, theme), width)), row });
    });
    const at = lines.findIndex(({ row }) => row === cursor);
    const first = Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height));
    return lines.slice(first, first + height).map(({ text }) => text);
  },
};

/** What was found, in a narrow column. */
const shortFound = ({ found }: LimitCells): string => (found === 'not seen' ? 'none' : found.replace(/ \(.*\)$/, ''));

const limits: Panel = {
  id: 'limits',
  title: () => 'Limits',
  rows: ({ model }) =>
    (model?.limits ?? []).map(({ id, subject }) => ({
      id,
      text: `${id} ${subject}`,
      chosen: { kind: 'limit', id },
    })),
  draw: (state, { width, height, theme, isFocused }) => {
    const { model, today, changed: whatIf } = state;
    if (model === null) return [];
    if (model.limits.length === 0) return empty('noLimits', width, theme);
    const { rows, cursor } = shownRows(state, tab, limits);
    if (rows.length === 0) return nothingMatches(state, tab, limits, width, theme);
    const before = limitsNow(today, model.limits);
    const hasWhatIf = state.whatIf.changes.length > 0;
    const isWaiting = whatIf?.isOld === true;
    const after = limitsNow(whatIf, model.limits);
    return tableLines(
      {
        columns: [
          { width: 1 },
          { grows: true, header: '' },
          { align: 'right', header: 'today' },
          { width: theme.glyphs.within.length, header: '' },
          ...(hasWhatIf
            ? [
                { align: 'right' as const, header: 'what-if' },
                { width: theme.glyphs.within.length, header: '' },
              ]
            : []),
          { align: 'right', header: 'sure' },
        ],
        count: rows.length,
        row: (index) => {
          const at = model.limits.findIndex(({ id }) => id === rows[index]?.id);
          const [view, from, to] = [model.limits[at], before[at], after[at]];
          if (view === undefined || from === undefined || to === undefined) return [];
          const ofToday = limitCells(from, view, model.currency, theme);
          const ofWhatIf = limitCells(limitOfWhatIf(to, from, state), view, model.currency, theme);
          const cells = isWaiting ? ['', theme.quiet(theme.glyphs.running)] : [shortFound(ofWhatIf), ofWhatIf.mark];
          return [
            limitLetter(at),
            limitName(from, hasWhatIf && !isWaiting ? to : null, width, state, theme),
            shortFound(ofToday),
            ofToday.mark,
            ...(hasWhatIf ? cells : []),
            hasWhatIf ? (isWaiting ? '' : ofWhatIf.sure) : ofToday.sure,
          ];
        },
        cursor,
        isFocused,
      },
      width,
      height,
      theme,
    );
  },
};

/** Moves the chosen control by a level. */
const moving = (id: string, keys: readonly string[], by: 1 | -1, name: string, sentence: string): Command => ({
  id,
  keys,
  name,
  ...(by < 0 ? { both: 'level' } : {}),
  sentence,
  panel: 'controls',
  obstacle: (state) => {
    const control = controlOf(state);
    if (control === null) return 'there is no control';
    const at = control.levels.findIndex((level) => level.id === levelOf(state, control.id).now);
    return control.levels[at + by] === undefined ? `it has no ${by > 0 ? 'higher' : 'lower'} level` : null;
  },
  run: (state) => {
    const control = controlOf(state);
    if (control === null) return [state, []];
    const { now, today } = levelOf(state, control.id);
    const to = control.levels[control.levels.findIndex((level) => level.id === now) + by];
    return to === undefined
      ? [state, []]
      : changed(state, { kind: 'level', control: control.id, from: today, to: to.id });
  },
});

/** After what was tried: saved where it is not worse than today, undone where it is. */
export function nextAfterChange(state: State): NextKey | null {
  if (isUnsaved(state))
    return isWorse(state) ? { command: 'undo', words: 'undo' } : { command: 'save', words: 'save it' };
  return state.model?.controls.length === 0
    ? { command: 'figure', words: 'change any figure' }
    : { command: 'what-if.higher', words: 'try a higher level' };
}

function arrangement(state: State, columns: number, rows: number): Arrangement {
  const panel = (id: string, own?: number): Arrangement => ({
    kind: 'panel',
    panel: id,
    ...(own === undefined ? {} : { rows: own }),
  });
  const lists = Math.max(
    5,
    Math.min(rows - 10, 2 + Math.max(state.model?.limits.length ?? 0, state.model?.controls.length ?? 0)),
  );
  const rings = Math.max(3, doughnutRows(state).length + 2);
  if (breadthOf(columns, rows) === 'three') {
    const left = Math.floor(columns * 0.52);
    return {
      kind: 'stack',
      of: [
        {
          kind: 'beside',
          of: [
            { kind: 'stack', columns: left, of: [panel('controls'), panel('money', 5)] },
            { kind: 'stack', of: [panel('limits', 2 + (state.model?.limits.length ?? 0)), panel('curve')] },
          ],
        },
        panel('doughnut', rings),
      ],
    };
  }
  return {
    kind: 'stack',
    of: [
      {
        kind: 'beside',
        rows: lists,
        of: [{ kind: 'stack', columns: Math.floor((columns - 2) / 2), of: [panel('controls')] }, panel('limits')],
      },
      panel('money', 5),
      panel('doughnut'),
    ],
  };
}

const tab: Tab = {
  id: 'what-if.controls',
  name: 'Controls',
  purpose:
    'Move a control to another level and see at once what it does to cost, limits and doughnut, on the same futures as today. ' +
    'Nothing is written until you save.',
  panels: [controls, limits, moneyPanel, curvePanel, doughnut],
  arrangement,
  aside: () => '[ ] next tab',
  commands: [
    moving('what-if.lower', ['left', 'h'], -1, 'lower level', 'Move the chosen control to its next lower level'),
    moving('what-if.higher', ['right', 'l'], 1, 'higher level', 'Move the chosen control to its next higher level'),
    {
      id: 'what-if.steps',
      keys: ['o'],
      name: 'rank steps',
      sentence:
        'Order the controls by the loss that the next level of each alone avoids today, by that less its price, or as in the file',
      obstacle: (state) => (hasSteps(state) ? null : 'no control has a higher level'),
      run: reordered,
    },
    {
      id: 'what-if.as-today',
      keys: ['0'],
      name: 'as today',
      sentence: 'Put the chosen control back to the level that it has in the file',
      panel: 'controls',
      obstacle: (state) => {
        const control = controlOf(state);
        if (control === null) return 'there is no control';
        const { now, today } = levelOf(state, control.id);
        return now === today ? 'it is as in the file' : null;
      },
      run: (state) => {
        const control = controlOf(state);
        if (control === null) return [state, []];
        const { today } = levelOf(state, control.id);
        return changed(state, { kind: 'level', control: control.id, from: today, to: today });
      },
    },
    ...ringCommands,
  ],
  next: (state) => {
    const next = nextAfterChange(state);
    const control = controlOf(state);
    const isHighest = control !== null && control.levels.at(-1)?.id === levelOf(state, control.id).now;
    if (next?.command !== 'what-if.higher' || !isHighest) return next;
    return hasSteps(state)
      ? { command: 'what-if.steps', words: 'rank steps' }
      : { command: 'figure', words: 'change any figure' };
  },
};

export const controlsTab: Tab = tab;
