/** What a message makes of a state: a chain by what is open. Pure: no clock, no file. */
import { nothing, obstacleOf, only, type Next } from '../commands/command.ts';
import { ALWAYS, commandOfKey } from '../commands/table.ts';
import { edited, fieldOf, pasted } from '../keys/field.ts';
import { spokenKey, type Key } from '../keys/key.ts';
import { isTooSmall } from '../draw/sizes.ts';
import { isSpoken } from '../draw/theme.ts';
import { printable } from '../../report/text/display-width.ts';
import type { HostSaid } from '../host/messages.ts';
import { heard, openKnown, readAnew } from './answers.ts';
import type { Message } from './message.ts';
import { screenOf, setFilter, tabOf } from './navigation.ts';
import type { Overlay, Product } from './product.ts';
import { isOwnWriting } from './saving.ts';
import { say, withoutRefusal } from './sayings.ts';
import { isUnwritten, type OverlayState, type State } from './state.ts';

export type Update = (state: State, message: Message) => Next;

/** Keys that act where the terminal is too small to show anything. */
const WHEN_SMALL: readonly Key[] = [...ALWAYS, 'q'];

function byCommand(product: Product, state: State, key: Key, at: number): Next {
  const command = commandOfKey(product, state, key);
  if (command === null) return nothing(state);
  const obstacle = obstacleOf(command, state);
  if (obstacle === null) {
    const fresh = state.failure === null ? state : { ...state, failure: null };
    return command.run(fresh, at);
  }
  // Who moves about sees that there is nothing further, but does not hear it
  return command.isMove === true && !isSpoken(state)
    ? nothing(state)
    : say(state, `not now: ${obstacle}`, at, 'refusal');
}

function inFilter(state: State, list: string, message: Message & { kind: 'key' | 'text' }): Next {
  const field = fieldOf(state.lists[list]?.filter ?? '');
  if (message.kind === 'text') return only(setFilter(state, list, pasted(field, message.text).text));
  switch (message.key) {
    case 'enter':
      return only({ ...state, filtering: null });
    case 'esc':
      return only({ ...setFilter(state, list, ''), filtering: null });
    default:
      return only(setFilter(state, list, edited(field, message.key).text));
  }
}

function inOverlay(
  overlay: Overlay,
  open: OverlayState,
  state: State,
  message: Message & { kind: 'key' | 'text' },
): Next {
  if (message.kind === 'key' && message.key === 'esc') {
    return overlay.onEscape?.(state, open.own) ?? only({ ...state, overlay: null });
  }
  return overlay.take(state, open.own, message);
}

function pressed(product: Product, state: State, message: Message & { kind: 'key' | 'text' }): Next {
  const key = message.kind === 'key' ? message.key : null;
  if (isTooSmall(state.size)) {
    return key !== null && WHEN_SMALL.includes(key) ? byCommand(product, state, key, message.at) : nothing(state);
  }
  if (key !== null && ALWAYS.includes(key)) return byCommand(product, state, key, message.at);
  const { overlay: open } = state;
  const overlay = product.overlays.find(({ id }) => id === open?.id);
  if (open !== null && overlay !== undefined) return inOverlay(overlay, open, state, message);
  if (state.filtering !== null) return inFilter(state, state.filtering, message);
  const { types } = tabOf(product, state);
  if (types !== undefined && (key === null || commandOfKey(product, state, key) === null)) return types(state, message);
  // Pasted text is no command
  return key === null ? nothing(state) : byCommand(product, state, key, message.at);
}

/** Keys that move about, in a list or a text. */
const IS_MOVE = /^(?:up|down|left|right|home|end|page-up|page-down|ctrl-[npdu])$/;

/** A key that does nothing: who looks sees it, but silence sounds as if it had not been heard. */
function unheard(state: State, message: Message & { kind: 'key' | 'text' }): Next {
  if (!isSpoken(state)) return nothing(state);
  const isInside = state.overlay !== null || state.filtering !== null;
  const words =
    message.kind === 'text'
      ? 'there is nothing to paste into'
      : isInside && IS_MOVE.test(message.key)
        ? 'there is nothing further'
        : `${spokenKey(message.key)} does nothing here`;
  return say(state, `not now: ${words}`, message.at, 'refusal');
}

/** Everybody who wants to hear of it, one after the other. */
function told(product: Product, first: Next, message: Message): Next {
  let [state, effects] = first;
  for (const { hear } of product.screens) {
    const next = hear?.(state, message) ?? null;
    if (next === null) continue;
    state = next[0];
    effects = [...effects, ...next[1]];
  }
  const { overlay: open } = state;
  const heardThere = product.overlays.find(({ id }) => id === open?.id)?.hear?.(state, open?.own, message) ?? null;
  return heardThere === null ? [state, effects] : [heardThere[0], [...effects, ...heardThere[1]]];
}

function fileChanged(state: State, message: Message & { kind: 'file' }): Next {
  const { change } = message;
  if (change.kind === 'gone') {
    return say(state, `${change.file} is gone; the figures stay. o on Start opens another`, message.at, 'bad');
  }
  if (isOwnWriting(state, change.hash)) return only(state);
  return isUnwritten(state) && state.problems.length === 0
    ? only({ ...state, unread: { at: message.at }, overlay: { id: 'conflict', own: null }, filtering: null })
    : readAnew(state);
}

function done(state: State, message: Message & { kind: 'done' }): Next {
  const { outcome, at } = message;
  switch (outcome.kind) {
    case 'copied':
      return say(state, 'copied, if the terminal allows it (in tmux: set-clipboard on)', at);
    case 'edited':
      return only(state);
    case 'saved':
      return say(state, `written: ${outcome.file}`, at);
    case 'found':
      return only({ ...state, found: { models: outcome.models, isAll: outcome.isAll } });
    case 'failed':
      return say(state, outcome.words, at, 'bad');
  }
}

/** A clock that goes on only while somebody looks: the same state where nothing that shows has changed. */
const timed = (state: State, at: number): State => (at > state.now ? { ...state, now: at } : state);

/** Why something failed or how far it is may name what a model calls its things: nothing in it steers the terminal. */
const withPrintable = (said: HostSaid): HostSaid =>
  'words' in said ? { ...said, words: printable(said.words) } : said;

/** What the screen and the overlay that are shown lack is asked for. */
function withWants(product: Product, [first, effects]: Next): Next {
  if (first.model === null || first.problems.length > 0) return [first, effects];
  const overlay = product.overlays.find(({ id }) => id === first.overlay?.id);
  return [screenOf(product, first).wants, overlay?.wants].reduce<Next>(
    ([state, before], wants) => {
      const wanted = wants?.(state);
      return wanted === undefined ? [state, before] : [wanted[0], [...before, ...wanted[1]]];
    },
    [first, effects],
  );
}

/** What a message makes of a state of this product. */
export function updateOf(product: Product): Update {
  const taken = takenBy(product);
  return (state, message) => withWants(product, taken(state, message));
}

function takenBy(product: Product): Update {
  return (state, message) => {
    switch (message.kind) {
      case 'key':
      case 'text': {
        const next = pressed(product, state, message);
        if (next[0] !== state) return [withoutRefusal(state, timed(next[0], message.at)), next[1]];
        return next[1].length === 0 ? unheard(state, message) : next;
      }
      case 'begin':
        return message.file === null
          ? [state, [{ kind: 'find' }]]
          : openKnown(state, message.file.path, message.file.shown);
      case 'resized': {
        const { columns, rows } = message;
        const isSame = state.size.columns === columns && state.size.rows === rows;
        return isSame ? only(state) : only({ ...state, size: { columns, rows } });
      }
      case 'host': {
        const safe = { ...message, said: withPrintable(message.said) };
        return told(product, heard(timed(state, message.at), safe.said), safe);
      }
      case 'file':
        return told(product, fileChanged(timed(state, message.at), message), message);
      case 'done':
        return told(product, done(timed(state, message.at), message), message);
      case 'tick':
        return told(product, only(timed(state, message.at)), message);
    }
  };
}
