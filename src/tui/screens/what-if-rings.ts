/** What security should cost under the conditions of the what-if, worked out in idle time; its options: how sure, by what. */
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { Command } from '../commands/command.ts';
import type { Change, RequestOf } from '../host/messages.ts';
import { ask } from '../state/answers.ts';
import type { Message, Step } from '../state/message.ts';
import { hearRings, noDoughnut, ringsToday } from '../state/rings.ts';
import type { PriceTable } from '../state/prices.ts';
import { slot, type Slot, type State } from '../state/state.ts';
import { wordsOf } from '../state/what-if.ts';

type SegmentedBy = NonNullable<RequestOf<'rings'>['segments']>;

interface RingsAsked {
  /** In place of what the file asks, 0..1; null for that. */
  readonly confidence: number | null;
  readonly segments: SegmentedBy;
  readonly request: number | null;
  /** What `document` is of. */
  readonly key: string;
  /** What was asked for last. */
  readonly askedKey: string;
  readonly document: DoughnutDocument | null;
  readonly prices: PriceTable | null;
  readonly failure: string | null;
  /** `120 of 288 portfolios`; null while nothing is known. */
  readonly progress: string | null;
}

const NONE: RingsAsked = {
  confidence: null,
  segments: 'discipline',
  request: null,
  key: '',
  askedKey: '',
  document: null,
  prices: null,
  failure: null,
  progress: null,
};

export const ringsState: Slot<RingsAsked> = slot<RingsAsked>('what-if.rings', NONE);

const conditionsOf = ({ whatIf }: State): readonly Change[] => whatIf.changes.filter(({ kind }) => kind !== 'level');

/** What rings are of: conditions and limits of the what-if and the options, not its levels. */
function keyOf(state: State): string {
  const { confidence, segments } = ringsState.of(state);
  const conditions = conditionsOf(state).map(wordsOf);
  return JSON.stringify([state.model?.modelHash, confidence, segments, conditions.toSorted()]);
}

/** Whether the rings of today serve: nothing but levels is changed, and nothing else is asked. */
function isOfToday(state: State): boolean {
  const { confidence, segments } = ringsState.of(state);
  return conditionsOf(state).length === 0 && confidence === null && segments === 'discipline';
}

export interface KnownRings {
  readonly document: DoughnutDocument | null;
  readonly prices: PriceTable | null;
  readonly failure: string | null;
  readonly progress: string | null;
  /** They are of other conditions than those of the what-if. */
  readonly isOld: boolean;
}

/** The rings as far as they are known; null before they were asked for. */
export function knownRings(state: State): KnownRings | null {
  if (isOfToday(state)) {
    const known = ringsToday.of(state);
    if (known === null) return null;
    const { progress } = ringsState.of(state);
    return { ...known, progress, isOld: known.modelHash !== state.model?.modelHash };
  }
  const asked = ringsState.of(state);
  const key = keyOf(state);
  if (asked.document !== null) return { ...asked, isOld: asked.key !== key };
  const { document = null, prices = null } = ringsToday.of(state) ?? {};
  return asked.failure === null && document !== null
    ? { document, prices, failure: null, progress: asked.progress, isOld: true }
    : { ...asked, isOld: false };
}

/** Asks for rings where those that are known are of something else. */
export function askRings(state: State): Step<State> {
  const asked = ringsState.of(state);
  const key = keyOf(state);
  if (state.model === null || noDoughnut(state) !== null || isOfToday(state) || asked.askedKey === key)
    return [state, []];
  const { confidence, segments } = asked;
  const request = state.nextRequest;
  const next: RingsAsked = { ...asked, request, askedKey: key, failure: null, progress: null };
  return ask(ringsState.with(state, next), {
    kind: 'rings',
    urgency: 'idle',
    changes: conditionsOf(state),
    segments,
    ...(confidence === null ? {} : { confidence }),
  });
}

/** Reading the file anew ends what was worked out of it: asked for once more, if today is settled. */
function askedAgain(state: State, message: Message & { readonly kind: 'host' }): Step<State> {
  const answer = state.today?.isSettled === true ? state.today.answer : null;
  if (state.today === null || answer === null) return [state, []];
  const said = { kind: 'answer', id: state.today.request, answer, settled: true } as const;
  return hearRings(state, { ...message, said }) ?? [state, []];
}

/** Takes what the host says of rings, and asks for others once figures are settled. */
export function hearConditionRings(state: State, message: Message): Step<State> | null {
  if (message.kind !== 'host') return null;
  const { said } = message;
  if (said.kind === 'answer' && said.settled) {
    const next = askRings(state);
    return next[0] === state ? null : next;
  }
  const asked = ringsState.of(state);
  const ofToday = ringsToday.of(state);
  if (said.kind === 'progress' && ofToday?.request === said.id && ofToday.document === null) {
    return [ringsState.with(state, { ...asked, progress: `${said.words} ${shareOf(said.done, said.of)}`.trim() }), []];
  }
  if (said.kind === 'stopped' && ofToday?.request === said.id && ofToday.document === null) {
    return askedAgain(ringsToday.with(state, null), message);
  }
  if (asked.request === null || said.id !== asked.request) return null;
  const kept = (next: Partial<RingsAsked>): Step<State> => [ringsState.with(state, { ...asked, ...next }), []];
  if (said.kind === 'progress') return kept({ progress: `${said.words} ${shareOf(said.done, said.of)}`.trim() });
  if (said.kind === 'rings') {
    return kept({ document: said.rings, prices: said.prices, key: asked.askedKey, failure: null, progress: null });
  }
  if (said.kind === 'failed') return kept({ document: null, prices: null, failure: said.words });
  if (said.kind !== 'stopped') return null;
  return askRings(ringsState.with(state, { ...asked, askedKey: asked.key, request: null }));
}

const shareOf = (done: number, of: number): string => (of > 0 ? `${String(Math.floor((100 * done) / of))}%` : '');

const CONFIDENCES = [0.5, 0.7, 0.8, 0.9, 0.95, 0.99];
const SEGMENTS: readonly SegmentedBy[] = ['discipline', 'risk', 'goal', 'tier'];

/** How sure the rings that are shown are to be, and by what they are taken apart, unless by discipline: `90% sure, by risk`. */
export function ringsAskedFor(state: State, { asked }: DoughnutDocument): string {
  const { segments } = ringsState.of(state);
  const isNamed = segments !== 'discipline' && knownRings(state)?.isOld === false;
  return `${String(Math.round(asked.confidence * 100))}% sure${isNamed ? `, by ${segments}` : ''}`;
}

const turned = <T>(list: readonly T[], now: T): T => list[(list.indexOf(now) + 1) % list.length] ?? now;

const noRingsYet = (state: State): string | null =>
  (knownRings(state)?.document ?? null) === null ? 'no rings are known yet' : null;

/** How sure to be, nearest to what the file asks at first. */
const confidenceNow = (state: State): number =>
  ringsState.of(state).confidence ?? knownRings(state)?.document?.asked.confidence ?? 0.9;

/** What one may ask of rings, wherever they are shown. */
export const ringCommands: readonly Command[] = [
  {
    id: 'what-if.how-sure',
    keys: ['c'],
    name: 'rings, % sure',
    sentence: 'Ask for rings that are 50, 70, 80, 90, 95 or 99 % sure: what the margin for error costs',
    obstacle: noRingsYet,
    run: (state) => {
      const confidence = turned(CONFIDENCES, CONFIDENCES.find((each) => each >= confidenceNow(state) - 1e-9) ?? 0.9);
      return askRings(ringsState.with(state, { ...ringsState.of(state), confidence }));
    },
  },
  {
    id: 'what-if.segments',
    keys: ['d'],
    name: 'segments',
    sentence: 'Take the doughnut apart by discipline, risk, goal or supplier tier',
    obstacle: noRingsYet,
    run: (state) => {
      const segments = turned(SEGMENTS, ringsState.of(state).segments);
      return askRings(ringsState.with(state, { ...ringsState.of(state), segments }));
    },
  },
];
