/** What-if, Conditions: the scenario, drivers, figures changed by hand, and what they do. */
import { rootWords } from '../../results/names.ts';
import { printable } from '../../report/text/display-width.ts';
import { wrap } from '../../report/text/wrap.ts';
import { percent } from '../../results/format/share.ts';
import type { Command } from '../commands/command.ts';
import { opening } from '../commands/everywhere.ts';
import { cut, fit } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { DriverView } from '../host/model-view.ts';
import { rowAt, shownRows } from '../state/navigation.ts';
import type { Arrangement, Panel, Tab } from '../state/product.ts';
import { isUnsaved, type State } from '../state/state.ts';
import { changed, heldAt, scenarioOf, taken, thingOf } from '../state/what-if.ts';
import { resultOf } from '../words/scene.ts';
import { nextAfterChange } from './controls.ts';
import { movedLimits, openLimits } from '../words/moved-limits.ts';
import { besideToday } from '../words/beside-today.ts';
import { differenceWords, moneyRows } from './what-if-money.ts';
import { listed } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { doubted } from '../../results/format/doubted.ts';

/** A driver that is not held. */
export const FREE = 'as it comes';
/** Factors at which an index is held. */
const INDEX_STEPS = ['x0.5', 'x0.75', FREE, 'x1.25', 'x1.5', 'x2', 'x3'];

/** Where a driver may be held, in order; as it comes is one of them. */
const positionsOf = ({ states }: DriverView): readonly string[] =>
  states.length === 0 ? INDEX_STEPS : [FREE, ...states];

/** Lines of a list with the cursor's row in sight. */
function inSight(lines: readonly (readonly [string, number])[], cursor: number, height: number): string[] {
  const at = lines.findIndex(([, row]) => row === cursor);
  const first = Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height));
  return lines.slice(first, first + height).map(([text]) => text);
}

const mark = (isHere: boolean, theme: Theme): string => (isHere ? theme.glyphs.cursor : ' ');

const scenarios: Panel = {
  id: 'scenarios',
  title: () => 'Scenario',
  rows: ({ model }) =>
    (model?.scenarios ?? []).map(({ name, description }) => ({ id: name, text: `${name} ${description}` })),
  draw: (state, { width, height, theme, isFocused }) => {
    const { rows, cursor } = shownRows(state, tab, scenarios);
    const chosen = scenarioOf(state);
    const names = rows.map(({ id }) => id.length);
    const nameWidth = Math.min(24, Math.max(4, ...names));
    const lines = rows.flatMap(({ id }, row): (readonly [string, number])[] => {
      const view = state.model?.scenarios.find(({ name }) => name === id);
      const isHere = row === cursor;
      const words = [view?.description ?? '', ...(isHere ? (view?.changes ?? []) : [])].join(' ').trim();
      const room = Math.max(10, width - nameWidth - 7);
      const whole = wrap(theme.words(printable(words)), room - 2);
      const most = isHere ? 4 : 2;
      const shown = whole
        .slice(0, most)
        .map((line, k) => (k === most - 1 && whole.length > most ? `${line} ${theme.glyphs.ellipsis}` : line));
      const sign = id === chosen ? theme.glyphs.chosen : theme.glyphs.other;
      const start = `${mark(isHere, theme)} ${sign} ${fit(theme.words(printable(id)), nameWidth)}`;
      const first = cut(`${isHere && isFocused ? theme.heading(start) : start}  ${shown[0] ?? ''}`, width);
      return [[first, row], ...shown.slice(1).map((line) => [`${' '.repeat(nameWidth + 6)}${line}`, row] as const)];
    });
    return inSight(lines, cursor, height);
  },
};

const drivers: Panel = {
  id: 'drivers',
  title: () => 'Drivers (PESTLE)',
  rows: ({ model }) => (model?.drivers ?? []).map(({ id, label }) => ({ id, text: `${id} ${label}` })),
  draw: (state, { width, height, theme, isFocused }) => {
    const { rows, cursor } = shownRows(state, tab, drivers);
    if ((state.model?.drivers.length ?? 0) === 0) {
      return wrap(
        theme.words('this model has none: `drivers:` in the reference says what moves the world'),
        width - 2,
      ).map((line) => theme.quiet(`  ${line}`));
    }
    const nameWidth = Math.min(24, Math.max(6, ...rows.map(({ id }) => id.length)));
    const lines = rows.flatMap(({ id }, row): (readonly [string, number])[] => {
      const view = state.model?.drivers.find((driver) => driver.id === id);
      if (view === undefined) return [];
      const isHere = row === cursor;
      const now = heldAt(state, id) ?? FREE;
      if (isSpoken(theme)) {
        const all = positionsOf(view);
        const along = view.movesAlong.length > 0 && now !== FREE ? `, moves along: ${view.movesAlong.join(', ')}` : '';
        return [[`${id}, ${now}, state ${all.indexOf(now) + 1} of ${all.length}${along}`, row]];
      }
      const positions = positionsOf(view)
        .map((position) => (position === now ? theme.heading(`[${position}]`) : theme.quiet(` ${position} `)))
        .join(' ');
      const start = `${mark(isHere, theme)} ${fit(theme.words(printable(id)), nameWidth)}`;
      const first = cut(`${isHere && isFocused ? theme.heading(start) : start} ${theme.words(positions)}`, width);
      const along =
        isHere && view.movesAlong.length > 0 && now !== FREE
          ? [[cut(theme.quiet(theme.words(`    moves along: ${view.movesAlong.join(', ')}`)), width), row] as const]
          : [];
      return [[first, row], ...along];
    });
    return inSight(lines, cursor, height);
  },
};

const figures = ({ whatIf }: State) => whatIf.changes.filter((change) => change.kind === 'figure');

const byHand: Panel = {
  id: 'by-hand',
  title: () => 'Changed by hand',
  rows: (state) => figures(state).map(({ path, to }) => ({ id: path, text: `${path} ${to}` })),
  draw: (state, { width, height, theme, isFocused }) => {
    const { rows, cursor } = shownRows(state, tab, byHand);
    if (rows.length === 0) {
      return wrap('nothing: press a to change any figure of the model by its name or path', width - 4).map((line) =>
        theme.quiet(`  ${line}`),
      );
    }
    const lines = rows.map(({ id }, row): readonly [string, number] => {
      const change = figures(state).find(({ path }) => path === id);
      const isHere = row === cursor;
      const from = change?.from === '' ? 'nothing' : (change?.from ?? '');
      const line = `${mark(isHere, theme)} ${theme.words(printable(id))}  ${theme.words(printable(from))} ${theme.glyphs.arrow} ${theme.words(printable(change?.to ?? ''))}`;
      return [isHere && isFocused ? theme.heading(cut(line, width)) : cut(line, width), row];
    });
    return inSight(lines, cursor, height);
  },
};

/** What the conditions do: money, the chance of a loss, the threat that changes most, limits that change. */
const effect: Panel = {
  id: 'effect',
  title: ({ model }) => (model?.periodHours === 8760 ? 'What it does, a year' : 'What it does'),
  draw: (state, { width, theme }) => {
    const { model, today, changed: whatIf } = state;
    const against = whatIf?.answer?.against ?? null;
    const [before, after] = [resultOf(today?.answer), resultOf(whatIf?.answer)];
    if (model === null || state.whatIf.changes.length === 0) {
      return [theme.quiet('  nothing is changed: enter chooses a scenario, left and right hold a driver')];
    }
    if (against === null || before === null || after === null || whatIf?.isOld === true) {
      return [theme.quiet('  the first figures come soon')];
    }
    const { currency } = model;
    const line = (name: string, from: string, to: string, moved: string): string =>
      cut(
        `  ${fit(name, 22)} ${theme.words(from).padStart(9)} ${theme.glyphs.arrow} ${theme.words(to).padEnd(9)} ${moved}`,
        width,
      );
    const ofMoney = moneyRows(state)
      .filter(({ name }) => name.startsWith('loss'))
      .flatMap(({ name, from, to, difference }) =>
        to === null
          ? []
          : [
              line(
                name,
                doubted(money(from.value, currency, from.standardError), from),
                doubted(money(to.value, currency, to.standardError), to),
                difference === null ? '' : differenceWords(difference, currency, theme),
              ),
            ],
      );
    const p = before.loss.probabilityOfLoss;
    const chanceThen = besideToday(p, after.loss.probabilityOfLoss, against.comparison.loss.probabilityOfLoss);
    const q = { ...chanceThen, value: Math.max(0, chanceThen.value) };
    const chance = line('chance of any loss', percent(p.value, p.standardError), percent(q.value, q.standardError), '');
    const [threat] = Object.entries(against.comparison.threats);
    const most =
      threat === undefined || threat[1].lossCaused.value === 0
        ? []
        : [
            cut(
              `  ${fit('most of it by', 22)} ${theme.words(printable(rootWords(threat[0])))}  ${differenceWords(threat[1].lossCaused, currency, theme)}`,
              width,
            ),
          ];
    const moved = movedLimits(against.today, after.appetite);
    const open = openLimits(after.appetite);
    const early = open.length === 0 ? '' : `; too few trials to judge ${listed(open, 3)}`;
    const limits = `${moved.length === 0 ? 'no limit changes its standing' : moved.join('; ')}${early}`;
    return [
      ...ofMoney,
      chance,
      ...most,
      ...wrap(`limits: ${theme.words(printable(limits))}`, width - 4).map((text) => `  ${text}`),
    ];
  },
};

/** Holds the chosen driver one position further. */
const holding = (id: string, keys: readonly string[], by: 1 | -1, sentence: string): Command => {
  const target = (state: State): { readonly view: DriverView; readonly to: string } | null => {
    const row = rowAt(state, tab, drivers);
    const view = state.model?.drivers.find((driver) => driver.id === row?.id);
    if (view === undefined) return null;
    const positions = positionsOf(view);
    const to = positions[positions.indexOf(heldAt(state, view.id) ?? FREE) + by];
    return to === undefined ? null : { view, to };
  };
  return {
    id,
    keys,
    name: by > 0 ? 'next state' : 'state before',
    ...(by < 0 ? { both: 'state' } : {}),
    sentence,
    panel: 'drivers',
    obstacle: (state) => (target(state) === null ? 'there is no further state' : null),
    run: (state) => {
      const found = target(state);
      if (found === null) return [state, []];
      const { view, to } = found;
      return changed(state, { kind: 'driver', driver: view.id, from: FREE, to });
    },
  };
};

/** What `0` puts back: what is chosen in the panel with the focus. */
function putBack(state: State): string | null {
  const focus = state.place.focus[tab.id] ?? 'scenarios';
  if (focus === 'drivers') return `driver ${rowAt(state, tab, drivers)?.id ?? ''}`;
  return focus === 'by-hand' ? `figure ${rowAt(state, tab, byHand)?.id ?? ''}` : 'scenario';
}

const without = (state: State): State['whatIf']['changes'] =>
  state.whatIf.changes.filter((change) => thingOf(change) !== putBack(state));

const tab: Tab = {
  id: 'what-if.conditions',
  name: 'Conditions',
  purpose:
    'Choose a scenario, hold drivers, change any figure, and see what that does on the same futures as today. ' +
    'All of it joins the one what-if, beside levels of controls.',
  panels: [scenarios, drivers, byHand, effect],
  arrangement: (state, _columns, rows): Arrangement => {
    const panel = (id: string, own?: number, least?: number): Arrangement => ({
      kind: 'panel',
      panel: id,
      ...(own === undefined ? {} : { rows: own }),
      ...(least === undefined ? {} : { least }),
    });
    const count = (state.model?.scenarios.length ?? 1) + 4;
    const held = state.model?.drivers.length ?? 0;
    return {
      kind: 'stack',
      of: [
        panel('scenarios', Math.max(4, Math.min(count, rows - 14))),
        panel('drivers', held === 0 ? 2 : Math.min(held + 2, Math.max(3, rows - 17)), 2),
        panel('by-hand', Math.min(2 + figures(state).length, 5), 2),
        panel('effect'),
      ],
    };
  },
  commands: [
    {
      id: 'what-if.choose',
      keys: ['enter'],
      name: 'choose',
      sentence: 'Choose this scenario for the what-if',
      panel: 'scenarios',
      obstacle: (state) => (rowAt(state, tab, scenarios)?.id === scenarioOf(state) ? 'it is chosen already' : null),
      run: (state) => {
        const to = rowAt(state, tab, scenarios)?.id;
        return to === undefined ? [state, []] : changed(state, { kind: 'scenario', from: 'base', to });
      },
    },
    holding('what-if.hold-before', ['left', 'h'], -1, 'Hold the chosen driver at the state before'),
    holding('what-if.hold-next', ['right', 'l'], 1, 'Hold the chosen driver at the next state'),
    {
      id: 'what-if.change-again',
      keys: ['enter'],
      name: 'change it',
      sentence: 'Change the figure once more',
      panel: 'by-hand',
      obstacle: (state) => (rowAt(state, tab, byHand) === null ? 'no figure is changed' : null),
      run: (state) => opening(state, 'figure', { path: rowAt(state, tab, byHand)?.id ?? '' }),
    },
    {
      id: 'what-if.condition-as-today',
      keys: ['0'],
      name: 'as today',
      sentence: 'Put what is chosen back to what the file says',
      obstacle: (state) => (without(state).length === state.whatIf.changes.length ? 'it is as in the file' : null),
      run: (state) => taken(state, without(state)),
    },
  ],
  next: (state) => {
    if (isUnsaved(state)) return nextAfterChange(state);
    return rowAt(state, tab, scenarios)?.id === scenarioOf(state)
      ? { command: 'figure', words: 'change any figure' }
      : { command: 'what-if.choose', words: 'choose it' };
  },
};

export const conditionsTab: Tab = tab;
