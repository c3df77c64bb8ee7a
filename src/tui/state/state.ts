/** Everything that the program knows: plain readonly data. */
import type { Problem } from '../../model/problem.ts';
import type { Look } from '../draw/theme.ts';
import type { Answer, Change, Pulse, Target } from '../host/messages.ts';
import type { ModelView } from '../host/model-view.ts';
import type { ListState } from './lists.ts';
import { firstAnswersOf, type FirstAnswers } from './first-answers.ts';
import { NOTHING_REMEMBERED, type FoundModel, type Remembered } from './remembered.ts';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A thing of the model that is chosen, shared by all screens. */
export interface Chosen {
  readonly kind: 'node' | 'threat' | 'control' | 'limit';
  readonly id: string;
}

/** The figures of today or of the what-if, as far as they are known. */
export interface Figures {
  /** The number of the question that they answer. */
  readonly request: number;
  /** While a run goes on. */
  readonly pulse: Pulse | null;
  readonly answer: Answer | null;
  readonly isSettled: boolean;
  /** They were worked out for a file, or for changes, as they are no longer. */
  readonly isOld: boolean;
}

/** One saying of the program. */
export interface Said {
  readonly at: number;
  readonly words: string;
  /** A refusal stands until a key does something. */
  readonly tone: 'plain' | 'bad' | 'refusal';
}

/** What a step of the what-if leads from, and to. */
export interface Standing {
  readonly changes: readonly Change[];
  /** The changes as they were last written to a file. */
  readonly saved: readonly Change[];
}

/** A text of the model file, and its hash. */
export interface FileText {
  readonly text: string;
  readonly hash: string;
}

/** What was done, so that it can be undone and done again: changes, or saving them, which writes the file too. */
export interface WhatIfStep {
  readonly before: Standing;
  readonly after: Standing;
  /** Null where no file was written; `words` say as what it was saved. */
  readonly file: { readonly words: string; readonly before: FileText; readonly after: FileText } | null;
}

export interface WhatIf extends Standing {
  /** Steps back, the last one last; and forward, the next one last. */
  readonly past: readonly WhatIfStep[];
  readonly future: readonly WhatIfStep[];
}

/** A run that goes on. */
export interface Running {
  readonly request: number;
  readonly of: 'today' | 'what-if';
  readonly since: number;
  readonly target: Target;
}

export interface OverlayState {
  /** Of an overlay of the product. */
  readonly id: string;
  /** What only that overlay reads. */
  readonly own: unknown;
}

export interface Place {
  readonly screen: string;
  /** The tab that each screen shows. */
  readonly tabs: Readonly<Record<string, string>>;
  /** The panel that has the focus, by tab. */
  readonly focus: Readonly<Record<string, string>>;
}

export interface State {
  readonly size: Size;
  readonly look: Look;
  readonly version: string;
  /** The time of day when the program started, milliseconds since 1970. */
  readonly startedAt: number;
  /** The working folder. */
  readonly folder: string;
  /** The last time that a message told. */
  readonly now: number;
  /** The file that is open, as it was named; and its whole path. */
  readonly file: { readonly shown: string; readonly path: string } | null;
  readonly model: ModelView | null;
  /** Of the file as it is now; its last model and figures stay. */
  readonly problems: readonly Problem[];
  readonly today: Figures | null;
  readonly whatIf: WhatIf;
  /** Figures of the what-if; null where nothing is changed. */
  readonly changed: Figures | null;
  /** Screens show today although there is a what-if. */
  readonly showsToday: boolean;
  readonly running: Running | null;
  readonly workers: number;
  readonly place: Place;
  readonly lists: Readonly<Record<string, ListState>>;
  readonly chosen: Chosen | null;
  readonly overlay: OverlayState | null;
  /** The panel whose filter is being typed. */
  readonly filtering: string | null;
  /** Last said, the newest last; at most a hundred. */
  readonly said: readonly Said[];
  /** Why the last command failed, until the next one. */
  readonly failure: string | null;
  /** When the run was last told to stop; a second time within 2 s leaves. */
  readonly stoppedAt: number | null;
  readonly remembered: Remembered;
  readonly found: { readonly models: readonly FoundModel[]; readonly isAll: boolean };
  /** A first model that is being written, question by question; null where none was begun. */
  readonly first: FirstAnswers | null;
  /** The file changed while there was a what-if, and this has not been read. */
  readonly unread: { readonly at: number } | null;
  readonly nextRequest: number;
  /** What single screens keep, by a key of their own. */
  readonly slots: Readonly<Record<string, unknown>>;
}

export interface Beginning {
  readonly size: Size;
  readonly look: Look;
  readonly version: string;
  readonly startedAt: number;
  readonly folder: string;
  readonly workers: number;
  readonly remembered?: Remembered | undefined;
}

export const NOTHING_CHANGED: WhatIf = { changes: [], past: [], future: [], saved: [] };

export function firstState(beginning: Beginning): State {
  return {
    ...beginning,
    remembered: beginning.remembered ?? NOTHING_REMEMBERED,
    now: 0,
    file: null,
    model: null,
    problems: [],
    today: null,
    whatIf: NOTHING_CHANGED,
    changed: null,
    showsToday: false,
    running: null,
    place: { screen: 'start', tabs: {}, focus: {} },
    lists: {},
    chosen: null,
    overlay: null,
    filtering: null,
    said: [],
    failure: null,
    stoppedAt: null,
    found: { models: [], isAll: false },
    first: firstAnswersOf(beginning.remembered),
    unread: null,
    nextRequest: 1,
    slots: {},
  };
}

/** What a screen keeps for itself in the state. */
export interface Slot<T> {
  of(state: State): T;
  with(state: State, value: T): State;
}

/** @param key Unique; the name of the screen and of what is kept. */
export function slot<T>(key: string, first: T): Slot<T> {
  return {
    of: (state) => (key in state.slots ? (state.slots[key] as T) : first),
    with: (state, value) =>
      Object.is(state.slots[key], value) ? state : { ...state, slots: { ...state.slots, [key]: value } },
  };
}

/** Changes that a file can hold: a limit that is left out is none. */
export const savable = ({ changes }: Pick<WhatIf, 'changes'>): readonly Change[] =>
  changes.filter(({ kind }) => kind !== 'without');

/** The portfolio of the file that has the levels of the what-if; null where none has. */
export function portfolioLike({ model, whatIf }: State): string | null {
  const levels = new Map(
    whatIf.changes.flatMap((one) => (one.kind === 'level' ? [[one.control, one.to] as const] : [])),
  );
  if (model === null || levels.size === 0) return null;
  const isLike = (portfolio: Readonly<Record<string, string>>): boolean =>
    model.controls.every(({ id, current }) => (portfolio[id] ?? current) === (levels.get(id) ?? current));
  return Object.entries(model.portfolios).find(([, portfolio]) => isLike(portfolio))?.[0] ?? null;
}

/** What the file already calls the whole what-if: a portfolio or a scenario of it; null where nothing does. */
function nameInFile(state: State): string | null {
  const changes = savable(state.whatIf);
  const [first] = changes;
  if (changes.length === 1 && first?.kind === 'scenario') return `scenario ${first.to}`;
  const portfolio = changes.every(({ kind }) => kind === 'level') ? portfolioLike(state) : null;
  return portfolio === null ? null : `portfolio ${portfolio}`;
}

/** Whether there are changes that were not written to a file since. */
export function isUnwritten({ whatIf }: State): boolean {
  const changes = savable(whatIf);
  return changes.length > 0 && JSON.stringify(changes) !== JSON.stringify(savable({ changes: whatIf.saved }));
}

/** Whether there are changes that no file has: neither written, nor under a name in it. */
export const isUnsaved = (state: State): boolean => isUnwritten(state) && nameInFile(state) === null;

/** The figures that screens show: of the what-if where there is one and today is not asked for. */
export const shownFigures = (state: State): Figures | null =>
  state.whatIf.changes.length > 0 && !state.showsToday ? state.changed : state.today;

/** The answer of the figures that screens show; null before there is one. */
export const shownAnswer = (state: State): Answer | null => shownFigures(state)?.answer ?? null;

/** How often all of a panel was asked for, to be read aloud. */
export const readAll: Slot<number> = slot('speech.read-all', 0);
