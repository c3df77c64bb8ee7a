/** Saving the what-if: what would be written is shown first; what was written can be taken out again. */
import type { Change, Edit, SaveAs } from '../host/messages.ts';
import type { Field } from '../keys/field.ts';
import { leaving } from '../commands/everywhere.ts';
import { fieldOf } from '../keys/field.ts';
import { ask, readAnew } from './answers.ts';
import type { Message, Step } from './message.ts';
import { say } from './sayings.ts';
import { NOTHING_CHANGED, savable, slot, type Slot, type State } from './state.ts';

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

/** A name that says what is changed: the controls, or the scenario. */
function nameOf(state: State, way: Way): string {
  const { changes } = state.whatIf;
  const levels = changes.flatMap((change) => (change.kind === 'level' ? [`${change.control}-${change.to}`] : []));
  const scenario = changes.find((change) => change.kind === 'scenario')?.to;
  const parts = way === 'scenario' && scenario !== undefined ? [`${scenario}-changed`] : levels;
  const name = parts
    .slice(0, 2)
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-');
  return name === '' || !/^[a-z]/.test(name) ? 'what-if' : name.slice(0, 40).replace(/-+$/, '');
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

/** What was written last, to be taken out again. */
interface Written {
  readonly before: string;
  readonly beforeHash: string;
  /** The hash of the file as it was written. */
  readonly hash: string;
  readonly whatIf: readonly Change[];
  /** Steps back that the what-if had once it was saved. */
  readonly steps: number;
}

const written: Slot<Written | null> = slot<Written | null>('saving.written', null);
/** The question that takes it out, and what the what-if is then. */
const takingOut: Slot<{ readonly request: number; readonly whatIf: readonly Change[] } | null> = slot<{
  readonly request: number;
  readonly whatIf: readonly Change[];
} | null>('saving.taking-out', null);

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

/** Whether nothing was changed since the what-if was saved, so that the step back takes it out of the file. */
export function canTakeOut(state: State): boolean {
  const last = written.of(state);
  return last !== null && last.steps === state.whatIf.past.length;
}

/** Takes what was saved last out of the file again. */
export function takeOut(state: State): Next {
  const last = written.of(state);
  if (last === null) return [state, []];
  const request = state.nextRequest;
  const next = takingOut.with(ownHash.with(state, last.beforeHash), { request, whatIf: last.whatIf });
  return ask(next, { kind: 'write', text: last.before, expects: last.hash });
}

/** What of the what-if stays once it is saved: nothing of what became today, all of what has a name in the file. */
function afterSaving(state: State, { way, edit }: Saving): State {
  const { whatIf } = state;
  if (way === 'current') {
    const changes = whatIf.changes.filter(({ kind }) => kind !== 'level');
    return { ...state, whatIf: { ...NOTHING_CHANGED, changes }, changed: changes.length === 0 ? null : state.changed };
  }
  const isWhole = edit?.ok === true && edit.leftOut.length === whatIf.changes.length - savable(whatIf).length;
  return { ...state, whatIf: { ...whatIf, saved: isWhole ? whatIf.changes : whatIf.saved } };
}

/** Takes what the host says of an edit or of writing. */
export function hearSaving(state: State, message: Message): Next | null {
  if (message.kind !== 'host') return null;
  const { said } = message;
  const words = toSay.of(state);
  if (said.kind === 'opened' && words !== null) return say(toSay.with(state, null), words, message.at);
  const out = takingOut.of(state);
  if (out !== null && said.id === out.request) return heardTakingOut(state, said, out.whatIf);
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
  const after = afterSaving({ ...state, overlay: null, failure: null }, saving);
  const saved = written.with(after, {
    before: saving.edit.before,
    beforeHash: saving.edit.expects,
    hash: said.hash,
    whatIf: state.whatIf.changes,
    steps: after.whatIf.past.length,
  });
  if (saving.leaves) return leaving(saved, 0);
  const as = asOf(saving);
  const what = as.kind === 'current' ? 'levels became current' : `saved as ${as.kind} ${as.name}`;
  return readBack(saved, said.hash, `${what}; u takes it out of the file again`);
}

function heardTakingOut(
  state: State,
  said: Extract<Message, { readonly kind: 'host' }>['said'],
  whatIf: readonly Change[],
): Next | null {
  if (said.kind === 'failed') return [ownHash.with(takingOut.with(state, null), null), []];
  if (said.kind !== 'written') return null;
  const back: State = { ...state, whatIf: { ...state.whatIf, changes: whatIf, saved: [] } };
  const cleared = takingOut.with(written.with(back, null), null);
  return readBack(cleared, said.hash, 'taken out of the file again; the what-if is back');
}
