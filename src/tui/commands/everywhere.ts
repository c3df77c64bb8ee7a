/** What is offered on every screen, beside the keys that move about. */
import { askChanged, askToday, readAnew, rememberedNow } from '../state/answers.ts';
import { chosenAt, focusOf, listKey, rowAt, setFilter, tabOf } from '../state/navigation.ts';
import type { Effect } from '../state/message.ts';
import { say } from '../state/sayings.ts';
import { isUnsaved, readAll, shownAnswer, type State } from '../state/state.ts';
import { themeOf } from '../draw/theme.ts';
import { formatPath } from '../../model/path.ts';
import { badge } from '../words/badge.ts';
import { withoutColours } from '../draw/text.ts';
import { only, withEffects, type Command, type Next } from './command.ts';
import type { WholeProduct } from './moves.ts';

/** Milliseconds within which a second Ctrl-C leaves. */
const AGAIN = 2000;

export const opening = (state: State, id: string, own: unknown = null): Next =>
  only({ ...state, overlay: { id, own } });

const noModel = (state: State): string | null => (state.model === null ? 'no model is open' : null);
const noFigures = (state: State): string | null =>
  noModel(state) ?? (shownAnswer(state) === null ? 'there are no figures yet' : null);

/** The badge as text, to be kept for the next session. */
export const plainBadge = (state: State): string =>
  withoutColours(badge(state, themeOf({ glyphs: 'unicode', palette: 'none' })));

/** Keeps what there is to keep, then leaves. */
export function leaving(state: State, status: number): Next {
  const kept = rememberedNow(state, plainBadge(state));
  const leave: Effect = { kind: 'leave', status };
  return kept === state
    ? withEffects(state, leave)
    : withEffects(kept, { kind: 'remember', session: kept.remembered }, leave);
}

function stop(state: State, at: number): Next {
  const isAgain = state.stoppedAt !== null && at - state.stoppedAt < AGAIN;
  if (isAgain) return leaving(state, 130);
  const marked: State = { ...state, stoppedAt: at };
  if (state.running === null) return say(marked, 'ctrl-c again leaves', at);
  const cancel: Effect = { kind: 'cancel', request: state.running.request };
  const [told, effects] = say(marked, 'stopped: what is known stays; r goes on, ctrl-c again leaves', at);
  return [told, [cancel, ...effects]];
}

/** Runs on until every limit is settled, of what is shown. */
function runOn(state: State): Next {
  const target = { kind: 'settled' } as const;
  return state.whatIf.changes.length > 0 && !state.showsToday
    ? askChanged(state, target, true)
    : askToday(state, target, true);
}

/** Where the thing that is chosen stands in the model file, or the first fault. */
function placeToEdit(whole: WholeProduct, state: State): { readonly file: string; readonly line: number } | null {
  const [fault] = state.problems;
  if (fault !== undefined) {
    return fault.place === null
      ? state.file && { file: state.file.path, line: 1 }
      : { file: fault.place.file, line: fault.place.line };
  }
  if (state.file === null) return null;
  if (state.model === null) return { file: state.file.path, line: 1 };
  const chosen = chosenAt(whole(), state);
  const sections = { node: 'nodes', threat: 'threats', control: 'controls', limit: 'appetite.limits' } as const;
  const found = chosen === null ? undefined : state.model.lines[`${sections[chosen.kind]}.${formatPath([chosen.id])}`];
  return found ?? { file: state.file.path, line: 1 };
}

function quit(state: State): Next {
  return isUnsaved(state) ? opening(state, 'leave') : leaving(state, 0);
}

/** What `y` copies: what the panel gives, otherwise the row under the cursor. */
function copied(whole: WholeProduct, state: State): string | null {
  const tab = tabOf(whole(), state);
  const panel = focusOf(tab, state);
  if (panel === null) return null;
  return panel.copy?.(state) ?? rowAt(state, tab, panel)?.text ?? null;
}

const isFiltered = (whole: WholeProduct, state: State): string | null => {
  const tab = tabOf(whole(), state);
  const panel = focusOf(tab, state);
  const key = panel === null ? null : listKey(tab, panel);
  return key !== null && (state.lists[key]?.filter ?? '') !== '' ? key : null;
};

/** What is known, how well, and of what. */
export const knowing = (whole: WholeProduct): readonly Command[] => [
  {
    id: 'why',
    keys: ['w'],
    name: 'why',
    sentence: 'Say what the chosen figure is made of, and why it is what it is',
    obstacle: (state) => {
      const tab = tabOf(whole(), state);
      const panel = focusOf(tab, state);
      if ((panel?.why?.(state) ?? null) !== null) return null;
      if (panel?.why !== undefined) return 'nothing is chosen here';
      const other = tab.panels.find(({ why }) => why !== undefined);
      return other === undefined
        ? 'w tells why of a limit on Overview (1), or of a node on Map (3)'
        : `w tells why in ${other.title(state)}: tab goes there`;
    },
    run: (state) => opening(state, 'why'),
  },
  {
    id: 'run-on',
    keys: ['r'],
    name: 'run on',
    sentence: 'Run on until every limit is settled',
    obstacle: (state) => {
      if (state.file === null) return 'no model is open';
      return state.running === null ? null : 'a run goes on already';
    },
    run: (state) => (state.model === null ? readAnew(state) : runOn(state)),
  },
  {
    id: 'how-sure',
    keys: ['i'],
    name: 'how sure',
    sentence: 'Say how sure the figures are, what they rest on, and the command that gives them again',
    obstacle: noFigures,
    run: (state) => opening(state, 'how-sure'),
  },
  {
    id: 'show-today',
    keys: ['b'],
    name: 'show today',
    sentence: 'Show today instead of the what-if, or the what-if again',
    obstacle: (state) => (state.whatIf.changes.length === 0 ? 'there is no what-if yet' : null),
    run: (state) => only({ ...state, showsToday: !state.showsToday }),
  },
  {
    id: 'filter',
    keys: ['/'],
    name: 'filter',
    sentence: 'Filter the list; kind:asset and the like ask a column',
    obstacle: (state) => {
      const panel = focusOf(tabOf(whole(), state), state);
      return panel?.rows === undefined ? 'this panel has no list' : null;
    },
    run: (state) => {
      const tab = tabOf(whole(), state);
      const panel = focusOf(tab, state);
      return only(panel === null ? state : { ...state, filtering: listKey(tab, panel) });
    },
  },
];

export const everywhere = (whole: WholeProduct): readonly Command[] => [
  {
    id: 'how-much',
    keys: ['R'],
    name: 'how much',
    sentence: 'Choose how much to run, and on how many threads',
    obstacle: noModel,
    run: (state) => opening(state, 'how-much'),
  },
  {
    id: 'edit',
    keys: ['e'],
    name: 'editor',
    sentence: 'Open the model file in the editor, at the line of what is chosen',
    obstacle: (state) => (placeToEdit(whole, state) === null ? 'no file is open' : null),
    run: (state) => {
      const place = placeToEdit(whole, state);
      return place === null ? only(state) : withEffects(state, { kind: 'edit', ...place });
    },
  },
  {
    id: 'copy',
    keys: ['y'],
    name: 'copy',
    sentence: 'Copy what is chosen, through the terminal',
    obstacle: (state) => (copied(whole, state) === null ? 'nothing is chosen' : null),
    run: (state) => withEffects(state, { kind: 'copy', text: copied(whole, state) ?? '' }),
  },
  {
    id: 'messages',
    keys: ['!'],
    name: 'messages',
    sentence: 'Show the last hundred messages',
    obstacle: (state) => (state.said.length === 0 ? 'nothing has been said yet' : null),
    run: (state) => opening(state, 'messages'),
  },
  {
    id: 'palette',
    keys: [':'],
    name: 'all',
    sentence: 'Find any command or any thing of the model by its name',
    isHidden: true,
    run: (state) => opening(state, 'palette'),
  },
  {
    id: 'help',
    keys: ['?'],
    name: 'help',
    sentence: 'Say what this place is for and which keys there are',
    run: (state) => opening(state, 'help'),
  },
  {
    id: 'read-anew',
    keys: [],
    name: 'read anew',
    sentence: 'Read the file anew',
    obstacle: (state) => (state.file === null ? 'no file is open' : null),
    run: readAnew,
  },
  {
    id: 'start',
    keys: [],
    name: 'other model',
    sentence: 'Go to Start, to open another model',
    obstacle: (state) => (state.place.screen === 'start' ? 'you are there' : null),
    run: (state) => withEffects({ ...state, place: { ...state.place, screen: 'start' } }, { kind: 'find' }),
  },
  {
    id: 'back',
    keys: ['esc'],
    name: 'back',
    sentence: 'Go back: clear the filter, or leave what was entered',
    isMove: true,
    isHidden: true,
    obstacle: (state) => (isFiltered(whole, state) === null ? 'there is nothing to go back from' : null),
    run: (state) => {
      const key = isFiltered(whole, state);
      return only(key === null ? state : setFilter(state, key, ''));
    },
  },
  {
    id: 'quit',
    keys: ['q'],
    name: 'quit',
    sentence: 'Leave; asks when something would be lost',
    run: quit,
  },
  {
    id: 'stop',
    keys: ['ctrl-c'],
    name: 'stop',
    sentence: 'Stop the run and keep what is known; again within 2 s: leave',
    isMove: true,
    run: stop,
  },
  {
    id: 'read-all',
    keys: ['t'],
    name: 'read all',
    sentence: 'With a screen reader: read all of the panel, every row of a table, every point of a chart',
    isAloud: true,
    run: (state) => only(readAll.with(state, readAll.of(state) + 1)),
  },
  {
    id: 'say-place',
    keys: ['ctrl-l'],
    name: 'where am I',
    sentence: 'With a screen reader: say where you are, the verdict, and what comes next',
    isAloud: true,
    run: (state) => withEffects(state, { kind: 'repaint' }),
  },
  {
    id: 'repaint',
    keys: ['ctrl-l'],
    name: 'repaint',
    sentence: 'Paint the screen again',
    isMove: true,
    run: (state) => withEffects(state, { kind: 'repaint' }),
  },
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    name: 'suspend',
    sentence: 'Go back to the shell; fg comes back here',
    isMove: true,
    run: (state) => withEffects(state, { kind: 'suspend' }),
  },
];
