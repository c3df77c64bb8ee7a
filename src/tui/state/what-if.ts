/** The what-if: what is done otherwise than the file says, with steps back and forward. */
import type { Answer, Change } from '../host/messages.ts';
import { askChanged, USUAL } from './answers.ts';
import type { Message, Step } from './message.ts';
import { hearRings } from './rings.ts';
import { withStep } from './steps.ts';
import { savable, slot, type Figures, type Slot, type State } from './state.ts';

type Next = Step<State>;

/** Answers of what-ifs that are kept, so that a step back is answered at once. */
const MOST_ANSWERS = 50;

/** The thing that a change is about: a what-if has one change of each. */
export function thingOf(change: Change): string {
  switch (change.kind) {
    case 'level':
      return `level ${change.control}`;
    case 'scenario':
      return 'scenario';
    case 'driver':
      return `driver ${change.driver}`;
    case 'figure':
      return `figure ${change.path}`;
    case 'without':
      return `without ${change.limit}`;
  }
}

/** The thing and what becomes of it, in one text. */
export const wordsOf = (change: Change): string => `${thingOf(change)} ${change.kind === 'without' ? '' : change.to}`;

/** Whether a change leaves everything as the file says it. */
const isNone = (change: Change): boolean => change.kind !== 'without' && change.from === change.to;

/** The changes with one more in place of what was done to the same thing. */
function withChange(changes: readonly Change[], change: Change): readonly Change[] {
  const others = changes.filter((other) => thingOf(other) !== thingOf(change));
  return isNone(change) ? others : [...others, change];
}

/** What a what-if simulates, whatever the order of its changes: a limit that is left out changes nothing of it. */
const keyOf = (state: State, changes: readonly Change[]): string =>
  JSON.stringify([
    state.model?.modelHash,
    state.today?.answer?.document.trials ?? 0,
    savable({ changes }).map(wordsOf).toSorted(),
  ]);

interface KeptAnswer {
  readonly key: string;
  readonly answer: Answer;
}

const kept: Slot<readonly KeptAnswer[]> = slot<readonly KeptAnswer[]>('what-if.answers', []);

/** Asks for the figures of the changes; those of a what-if that was settled before are there at once. */
export function asked(state: State): Next {
  const key = keyOf(state, state.whatIf.changes);
  const known = kept.of(state).find((one) => one.key === key);
  const next = askChanged(state, USUAL);
  if (known === undefined || state.whatIf.changes.length === 0) return next;
  const { running } = state;
  const cancelled = running?.of === 'what-if' ? [{ kind: 'cancel', request: running.request } as const] : [];
  const changed = { request: -1, pulse: null, answer: known.answer, isSettled: true, isOld: false };
  return [{ ...state, changed, running: running?.of === 'what-if' ? null : running }, cancelled];
}

const settledOf = (figures: Figures | null): Answer | null =>
  figures?.isSettled === true && !figures.isOld ? figures.answer : null;

/** What all screens say of a what-if of these changes, or of today: the answer that is settled; null where none is. */
export function settledAnswer(state: State, changes: readonly Change[]): Answer | null {
  if (savable({ changes }).length === 0) return settledOf(state.today);
  const key = keyOf(state, changes);
  const own = key === keyOf(state, state.whatIf.changes) ? settledOf(state.changed) : null;
  return own ?? kept.of(state).find((one) => one.key === key)?.answer ?? null;
}

/** Takes other changes in place of those there are, as one step. */
export function taken(state: State, changes: readonly Change[]): Next {
  const { changes: before, saved } = state.whatIf;
  if (JSON.stringify(changes) === JSON.stringify(before)) return [state, []];
  const next = withStep(state, { before: { changes: before, saved }, after: { changes, saved }, file: null });
  return asked({ ...next, showsToday: false });
}

export const changed = (state: State, change: Change): Next => taken(state, withChange(state.whatIf.changes, change));

/** Keeps what was settled. */
export function hearAnswer(state: State, message: Message): Next | null {
  if (message.kind !== 'host' || message.said.kind !== 'answer' || !message.said.settled) return null;
  const { answer, id } = message.said;
  if (state.changed?.request !== id || answer.changes.length === 0) return null;
  const key = keyOf(state, answer.changes);
  const others = kept.of(state).filter((one) => one.key !== key);
  return [kept.with(state, [...others, { key, answer }].slice(-MOST_ANSWERS)), []];
}

/** Takes today as it was run for the what-if, in place of a run of its own that was cut short. */
export function hearToday(state: State, message: Message): Next | null {
  if (message.kind !== 'host' || message.said.kind !== 'today' || state.today === null) return null;
  const { answer, settled } = message.said;
  const today = { ...state.today, answer, isSettled: settled, pulse: null, isOld: false };
  const next: State = { ...state, today };
  // Whoever waits for today to be settled hears of it as if it had been
  const said = { kind: 'answer', id: today.request, answer, settled } as const;
  return settled ? (hearRings(next, { ...message, said }) ?? [next, []]) : [next, []];
}

/** Level of a control in the what-if, and in the file. */
export function levelOf({ model, whatIf }: State, control: string): { readonly now: string; readonly today: string } {
  const today = model?.controls.find(({ id }) => id === control)?.current ?? '';
  const change = whatIf.changes.find((one) => one.kind === 'level' && one.control === control);
  return { now: change?.kind === 'level' ? change.to : today, today };
}

/** The scenario of the what-if. */
export const scenarioOf = ({ whatIf }: State): string =>
  whatIf.changes.find((change) => change.kind === 'scenario')?.to ?? 'base';

/** Where a driver is held in the what-if; null for as it comes. */
export function heldAt({ whatIf }: State, driver: string): string | null {
  const change = whatIf.changes.find((one) => one.kind === 'driver' && one.driver === driver);
  return change?.kind === 'driver' ? change.to : null;
}

export const isLeftOut = ({ whatIf }: State, limit: string): boolean =>
  whatIf.changes.some((change) => change.kind === 'without' && change.limit === limit);

/** Changes that make other levels than the file's; of levels that it has. */
export function levelChanges({ model }: State, levels: Readonly<Record<string, string>>): readonly Change[] {
  return (model?.controls ?? []).flatMap(({ id, current }): Change[] => {
    const to = levels[id];
    return to === undefined || to === current ? [] : [{ kind: 'level', control: id, from: current, to }];
  });
}

/** The what-if with these levels in place of its own, its conditions as they are. */
export const withLevels = (state: State, levels: Readonly<Record<string, string>>): readonly Change[] => [
  ...state.whatIf.changes.filter(({ kind }) => kind !== 'level'),
  ...levelChanges(state, levels),
];

/**
 * What the levels of the what-if cost more a year than today's, as the prices of levels add up: known before anything is
 * simulated. Null where the file states no price. What controls share is counted with the answer.
 */
export function addedSpend(state: State): number | null {
  const { model, whatIf } = state;
  if (model === null) return null;
  let [sum, isPriced] = [0, false];
  for (const { id, levels } of model.controls) {
    const price = (level: string): number | null => levels.find((one) => one.id === level)?.spendPerYear ?? null;
    isPriced ||= levels.some(({ spendPerYear }) => spendPerYear !== null);
    const change = whatIf.changes.find((one) => one.kind === 'level' && one.control === id);
    if (change?.kind === 'level') sum += (price(change.to) ?? 0) - (price(change.from) ?? 0);
  }
  return isPriced ? sum : null;
}
