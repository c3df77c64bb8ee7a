/** Saving the what-if: what would be written is shown first; what was written can be taken out again. */
import type { Change, Edit, SaveAs } from '../host/messages.ts';
import type { Field } from '../keys/field.ts';
import { leaving } from '../commands/everywhere.ts';
import { fieldOf } from '../keys/field.ts';
import { ask, readAnew } from './answers.ts';
import type { Message, Step } from './message.ts';
import { say, standing } from './sayings.ts';
import { savable, slot, type Slot, type Standing, type State, type WhatIfStep } from './state.ts';
import { moved, stepOf, without, withStep, type Direction } from './steps.ts';
import { asked } from './what-if.ts';

type Next = Step<State>;

export const WAYS = ['portfolio', 'scenario', 'current'] as const;
export type Way = (typeof WAYS)[number];

/** What the overlay Save keeps. */
export interface Saving {
  readonly way: Way;
  readonly name: Field;
  /** Which field takes keys: the way, or the name. */
  readonly field: 'way' | 'name';
  /** The question after what would be written, and its answer. */
  readonly request: number | null;
  readonly edit: Edit | null;
  /** The question that writes. */
  readonly writing: number | null;
  /** The program is left once it is written. */
  readonly leaves: boolean;
}

const hasLevels = (changes: readonly Change[]): boolean => changes.some(({ kind }) => kind === 'level');

/** Whether a way can hold anything of the what-if. */
export function isOffered(way: Way, changes: readonly Change[]): boolean {
  return way === 'scenario' ? changes.some(({ kind }) => kind !== 'without') : hasLevels(changes);
}

/** The way that holds all of it: a portfolio where there are levels alone. */
const firstWay = (changes: readonly Change[]): Way =>
  changes.every(({ kind }) => kind === 'level' || kind === 'without') ? 'portfolio' : 'scenario';

/** Letters of a name that is offered: it fits the line that says what was saved. */
const MOST_NAME = 40;

/** A name that says what is changed: the controls, or the scenario. */
function nameOf(state: State, way: Way): string {
  const { changes } = state.whatIf;
  const levels = changes.flatMap((change) => (change.kind === 'level' ? [`${change.control}-${change.to}`] : []));
  const scenario = changes.find((change) => change.kind === 'scenario')?.to;
  const parts = way === 'scenario' && scenario !== undefined ? [`${scenario}-changed`] : levels;
  const plain = (words: readonly string[]): string =>
    words
      .join('-')
      .toLowerCase()
      .replaceAll(/[^a-z0-9-]+/g, '-');
  const two = plain(parts.slice(0, 2));
  const name = two.length <= MOST_NAME ? two : plain(parts.slice(0, 1));
  return name === '' || !/^[a-z]/.test(name) ? 'what-if' : name.slice(0, MOST_NAME).replace(/-+$/, '');
}

const asOf = ({ way, name }: Saving): SaveAs =>
  way === 'current' ? { kind: 'current' } : { kind: way, name: name.text.trim() };

/** Asks what would be written. */
export function preview(state: State, saving: Saving): Next {
  const request = state.nextRequest;
  const own: Saving = { ...saving, request, edit: null };
  return ask(
    { ...state, overlay: { id: 'save', own } },
    { kind: 'edit', changes: state.whatIf.changes, as: asOf(own) },
  );
}

/** Opens the overlay. @param leaves Whether the program is left once it is written. */
export function openSaving(state: State, leaves = false): Next {
  const way = firstWay(state.whatIf.changes);
  return preview(state, {
    way,
    name: fieldOf(nameOf(state, way)),
    field: 'name',
    request: null,
    edit: null,
    writing: null,
    leaves,
  });
}

export const withWay = (state: State, saving: Saving, way: Way): Next =>
  preview(state, { ...saving, way, name: saving.way === way ? saving.name : fieldOf(nameOf(state, way)) });

/** What is said once the file that was written has been read again. */
const toSay: Slot<string | null> = slot<string | null>('saving.to-say', null);
/** The hash of the file as the program wrote it last. */
const ownHash: Slot<string | null> = slot<string | null>('saving.own-hash', null);

/** Writes what is shown. */
export function write(state: State, saving: Saving): Next {
  if (saving.edit?.ok !== true || saving.writing !== null) return [state, []];
  const own: Saving = { ...saving, writing: state.nextRequest };
  const { text, expects, becomes } = saving.edit;
  // The watcher may tell of it before the host does
  const next = ownHash.with({ ...state, overlay: { id: 'save', own } }, becomes);
  return ask(next, { kind: 'write', text, expects });
}

/** Whether a file changed because the program itself wrote it, or is as it was read. */
export const isOwnWriting = (state: State, hash: string): boolean =>
  [ownHash.of(state), state.model?.hash].includes(`sha256:${hash}`);

/** The file was written: it is read again, and then words are said. */
function readBack(state: State, hash: string, words: string): Next {
  return readAnew(toSay.with(ownHash.with(state, hash), words));
}

/** What is known of an undoing or a redoing that writes the file, until it is written. */
const rewriting: Slot<{ readonly request: number; readonly step: WhatIfStep; readonly way: Direction } | null> = slot<{
  readonly request: number;
  readonly step: WhatIfStep;
  readonly way: Direction;
} | null>('saving.rewriting', null);

/** Why there is no step back, or forward; null where there is one. */
export function obstacleToStep(state: State, way: Direction): string | null {
  if (rewriting.of(state) !== null) return 'the file is being written';
  return stepOf(state, way) === null ? `there is nothing to ${way === 'back' ? 'undo' : 'redo'}` : null;
}

/** The step back, or forward; the same state where there is none. What was saved goes out of the file again, or back into it. */
export function stepped(state: State, way: Direction): Next {
  const step = stepOf(state, way);
  if (step === null) return [state, []];
  if (step.file === null) return asked(moved(state, way));
  const [from, to] = way === 'back' ? [step.file.after, step.file.before] : [step.file.before, step.file.after];
  // What the program wrote last, until it has been read back
  const known = toSay.of(state) === null ? state.model?.hash : ownHash.of(state);
  if (known !== from.hash) {
    return say(
      without(state, step),
      'the file was written by somebody else since: what was saved stays as it is there',
    );
  }
  const next = rewriting.with(ownHash.with(state, to.hash), { request: state.nextRequest, step, way });
  return ask(next, { kind: 'write', text: to.text, expects: from.hash });
}

/** Ends what is said where the step back takes something out of the file. */
const OFFER = 'u takes it out';

/**
 * The step back. One that writes the file is first said, unless that was said just now: it may be long since it was saved, and
 * something else be meant.
 */
export function steppedBack(state: State): Next {
  const file = stepOf(state, 'back')?.file ?? null;
  const isOffered = standing(state)?.words.endsWith(OFFER) === true;
  if (file === null || isOffered || state.model?.hash !== file.after.hash) return stepped(state, 'back');
  return say(state, `last step: ${file.words}; ${OFFER}`);
}

/** What of the what-if stays once it is saved: nothing of what became today, all of what has a name in the file. */
function standingAfter({ whatIf }: State, { way, edit }: Saving): Standing {
  if (way === 'current') return { changes: whatIf.changes.filter(({ kind }) => kind !== 'level'), saved: [] };
  const isWhole = edit?.ok === true && edit.leftOut.length === whatIf.changes.length - savable(whatIf).length;
  return { changes: whatIf.changes, saved: isWhole ? whatIf.changes : whatIf.saved };
}

/** Takes what the host says of an edit or of writing. */
export function hearSaving(state: State, message: Message): Next | null {
  if (message.kind !== 'host') return null;
  const { said } = message;
  const sayings = toSay.of(state);
  if (said.kind === 'opened' && sayings !== null) return say(toSay.with(state, null), sayings, message.at);
  const again = rewriting.of(state);
  if (again !== null && said.id === again.request) return heardRewriting(state, said, again);
  const saving = state.overlay?.id === 'save' ? (state.overlay.own as Saving) : null;
  if (saving === null) return null;
  const withOwn = (own: Saving): State => ({ ...state, overlay: { id: 'save', own } });
  if (said.kind === 'edit' && said.id === saving.request) return [withOwn({ ...saving, edit: said.edit }), []];
  if (said.id !== saving.writing) return null;
  if (said.kind === 'failed') {
    const failed = withOwn({ ...saving, writing: null, edit: { ok: false, words: said.words } });
    return [ownHash.with(failed, null), []];
  }
  if (said.kind !== 'written' || saving.edit?.ok !== true) return null;
  const { before, expects, text } = saving.edit;
  const as = asOf(saving);
  const words = as.kind === 'current' ? 'levels became current' : `saved as ${as.kind} ${as.name}`;
  const { changes, saved } = state.whatIf;
  const step: WhatIfStep = {
    before: { changes, saved },
    after: standingAfter(state, saving),
    file: { words, before: { text: before, hash: expects }, after: { text, hash: said.hash } },
  };
  const after = withoutFigures(withStep({ ...state, overlay: null, failure: null }, step));
  return saving.leaves ? leaving(after, 0) : readBack(after, said.hash, `${words}; ${OFFER}`);
}

/** Of no changes there are no figures. */
const withoutFigures = (state: State): State =>
  state.whatIf.changes.length === 0 ? { ...state, changed: null } : state;

function heardRewriting(
  state: State,
  said: Extract<Message, { readonly kind: 'host' }>['said'],
  { step, way }: { readonly step: WhatIfStep; readonly way: Direction },
): Next | null {
  const rested = rewriting.with(state, null);
  if (said.kind === 'failed') return [ownHash.with(rested, null), []];
  if (said.kind !== 'written' || step.file === null) return null;
  // Whoever has gone on meanwhile keeps that
  const next = stepOf(state, way) === step ? withoutFigures(moved(rested, way)) : without(rested, step);
  const words = way === 'back' ? 'taken out of the file; U puts it back' : `${step.file.words} again; ${OFFER}`;
  return readBack(next, said.hash, words);
}
