/** Questions to the host, and what is known from its answers. */
import type { Change, HostRequest, HostSaid, Target } from '../host/messages.ts';
import { counted } from '../../results/format/count.ts';
import type { Effect, Step } from './message.ts';
import { say } from './sayings.ts';
import { isUnsaved, NOTHING_CHANGED, type Figures, type State } from './state.ts';
import { hasWords } from './first-answers.ts';
import { withFile } from './remembered.ts';

type Next = Step<State>;

/** A question without its number. */
type Unnumbered<R> = R extends HostRequest ? Omit<R, 'id'> : never;
export type Question = Unnumbered<HostRequest>;

/** Asks the host; the question has the number `nextRequest` of the state before. */
export function ask(state: State, question: Question): Next {
  const request = { ...question, id: state.nextRequest } as HostRequest;
  return [{ ...state, nextRequest: state.nextRequest + 1 }, [{ kind: 'ask', request }]];
}

/** What the runs of the program begin with: as much as `ringfence run` takes when it is told no size. */
export const USUAL: Target = { kind: 'enough' };

const asked = (before: Figures | null, request: number, isSame: boolean): Figures => ({
  request,
  pulse: null,
  answer: before?.answer ?? null,
  isSettled: false,
  isOld: (before?.answer ?? null) !== null && !isSame,
});

/**
 * Asks for the figures of today.
 *
 * @param isSame The model is the one of the figures that are there: they only become more exact.
 */
export function askToday(state: State, target: Target, isSame = false): Next {
  const [next, effects] = ask(state, { kind: 'answer', changes: [], target });
  const request = state.nextRequest;
  return [
    {
      ...next,
      today: asked(state.today, request, isSame),
      running: { request, of: 'today', since: state.now, target },
    },
    effects,
  ];
}

/** Asks for the figures of the what-if; none where nothing is changed. */
export function askChanged(state: State, target: Target, isSame = false): Next {
  const { changes } = state.whatIf;
  const called: readonly Effect[] =
    state.running?.of === 'what-if' ? [{ kind: 'cancel', request: state.running.request }] : [];
  if (changes.length === 0) {
    const running = state.running?.of === 'what-if' ? null : state.running;
    return [{ ...state, changed: null, running }, called];
  }
  const [next, effects] = ask(state, { kind: 'answer', changes, target });
  const request = state.nextRequest;
  return [
    {
      ...next,
      changed: asked(state.changed, request, isSame),
      running: { request, of: 'what-if', since: state.now, target },
    },
    [...called, ...effects],
  ];
}

/** Opens a model file; what was open before is closed. */
function openFile(state: State, path: string, shown: string, changes: readonly Change[] = []): Next {
  const fresh: State = {
    ...state,
    file: { path, shown },
    model: null,
    problems: [],
    today: null,
    changed: null,
    whatIf: { ...NOTHING_CHANGED, changes },
    running: null,
    chosen: null,
    unread: null,
    failure: null,
    lists: {},
    slots: {},
    place: { ...state.place, screen: 'overview' },
  };
  return ask(fresh, { kind: 'open', file: path });
}

/** Opens a file with the what-if that was kept of it, if there is one, and at the screen where it was left. */
export function openKnown(state: State, path: string, shown: string): Next {
  const known = state.remembered.files.find((file) => file.path === path);
  const [opened, effects] = openFile(state, path, shown, known?.changes ?? []);
  if (known === undefined) return [opened, effects];
  const { tabs } = opened.place;
  const place = {
    ...opened.place,
    screen: known.screen === '' ? 'overview' : known.screen,
    tabs: known.tab === '' ? tabs : { ...tabs, [known.screen]: known.tab },
  };
  if (known.changes.length === 0) return [{ ...opened, place }, effects];
  const many = known.changes.length === 1 ? 'a what-if of one change' : `a what-if of ${known.changes.length} changes`;
  const [told, more] = say({ ...opened, place }, `${many}, kept from last time, is on top`);
  return [told, [...effects, ...more]];
}

/** Reads the open file anew; place, filters and what-if stay. */
export const readAnew = (state: State): Next =>
  state.file === null ? [state, []] : ask({ ...state, unread: null }, { kind: 'open', file: state.file.path });

/** The files that belong to the model that is open. */
const watched = (state: State): Effect[] =>
  state.file === null ? [] : [{ kind: 'watch', files: state.model?.files ?? [state.file.path] }];

type SaidOf<K extends HostSaid['kind']> = Extract<HostSaid, { readonly kind: K }>;

/** What reading the file anew came to. */
function anewWords(isSame: boolean, changed: number | undefined): string {
  if (isSame) return 'read anew: nothing changed that is simulated';
  return changed === undefined || changed === 0 ? 'read anew' : `read anew: ${counted(changed, 'value')} changed`;
}

function opened(state: State, { view, changed }: SaidOf<'opened'>): Next {
  const isAnew = state.model !== null;
  const isSame = state.model?.modelHash === view.modelHash;
  const at = state.place.screen === 'faults' ? 'overview' : state.place.screen;
  const known: State = {
    ...state,
    model: view,
    problems: [],
    unread: null,
    place: { ...state.place, screen: at },
  };
  const [told, words] = isAnew ? say(known, anewWords(isSame, changed)) : [known, []];
  if (isAnew && isSame) return [told, [...watched(told), ...words]];
  const [today, first] = askToday(told, USUAL);
  const [both, second] = today.whatIf.changes.length === 0 ? [today, []] : askChanged(today, USUAL);
  return [both, [...watched(both), ...words, ...first, ...second]];
}

const faulty = (state: State, { problems, files }: SaidOf<'faults'>): Next => [
  {
    ...state,
    problems,
    unread: null,
    today: state.today === null ? null : { ...state.today, isOld: true },
    changed: state.changed === null ? null : { ...state.changed, isOld: true },
    // Who is writing another model goes on with that
    place: state.place.screen === 'first' ? state.place : { ...state.place, screen: 'faults' },
  },
  state.file === null ? [] : [{ kind: 'watch', files: [...new Set([...(state.model?.files ?? []), ...files])] }],
];

/** Whose figures a number belongs to. */
const sideOf = (state: State, id: number): 'today' | 'changed' | null =>
  state.today?.request === id ? 'today' : state.changed?.request === id ? 'changed' : null;

function heardFigures(state: State, said: SaidOf<'pulse' | 'answer'>): State {
  const side = sideOf(state, said.id);
  const before = side === null ? null : state[side];
  if (side === null || before === null) return state;
  if (said.kind === 'pulse') return { ...state, [side]: { ...before, pulse: said.pulse } };
  const figures: Figures = {
    ...before,
    answer: said.answer,
    pulse: said.settled ? null : before.pulse,
    isSettled: said.settled,
    isOld: false,
  };
  const running = said.settled && state.running?.request === said.id ? null : state.running;
  return { ...state, [side]: figures, running };
}

/** A run ended before it was settled: what is known of it stays. */
function ended(state: State, id: number): State {
  const side = sideOf(state, id);
  const running = state.running?.request === id ? null : state.running;
  const figures = side === null ? null : state[side];
  if (side === null || figures === null) return state.running === running ? state : { ...state, running };
  return { ...state, running, [side]: { ...figures, isSettled: true } };
}

/** Takes what the host says of the model and its figures; the same state for what is somebody else's. */
export function heard(state: State, said: HostSaid): Next {
  if (said.kind === 'opened') return opened(state, said);
  if (said.kind === 'faults') return faulty(state, said);
  if (said.kind === 'pulse' || said.kind === 'answer') return [heardFigures(state, said), []];
  if (said.kind === 'done' || said.kind === 'stopped') return [ended(state, said.id), []];
  if (said.kind !== 'failed') return [state, []];
  const [told, effects] = say(ended(state, said.id), said.words, state.now, 'bad');
  // What only a panel asked for says there why it has nothing: running anew would not help
  const isOfAll = sideOf(state, said.id) !== null || state.model === null;
  return [isOfAll ? { ...told, failure: said.words } : told, effects];
}

/** What is kept of the file that is open, for the next session. */
export function rememberedNow(state: State, badge: string): State {
  const kept = withFirst(state);
  if (state.file === null || state.model === null) return kept;
  const { screen, tabs } = state.place;
  const file = {
    path: state.file.path,
    title: state.model.title,
    opened: state.startedAt + state.now,
    badge,
    changes: isUnsaved(state) ? state.whatIf.changes : [],
    // A model that is opened again shows itself
    screen: screen === 'start' || screen === 'first' ? '' : screen,
    tab: tabs[screen] ?? '',
  };
  return { ...kept, remembered: withFile(kept.remembered, file) };
}

/** Whether the next session would begin otherwise: another what-if, place, file, verdict or first model. */
export const changesWhatIsKept = (before: State, after: State): boolean =>
  before.whatIf !== after.whatIf ||
  before.place !== after.place ||
  before.file !== after.file ||
  before.model !== after.model ||
  before.first !== after.first ||
  before.today?.isSettled !== after.today?.isSettled;

/** With the words of a first model that is not finished, or without any. */
function withFirst(state: State): State {
  const { first, remembered } = state;
  if (first === null || !hasWords(first)) {
    return remembered.first === undefined ? state : { ...state, remembered: { ...remembered, first: undefined } };
  }
  const answers = first.answers.map(({ text }) => text);
  return { ...state, remembered: { ...remembered, first: { answers, picks: first.picks } } };
}
