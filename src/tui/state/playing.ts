/** Takes the futures that were asked for. */
import type { Next } from '../commands/command.ts';
import type { PlayCause } from '../../study/play/play-cause.ts';
import type { AskedCause, PlayedView } from '../host/study-messages.ts';
import { ask } from './answers.ts';
import { playbackSlot } from './map.ts';
import type { Message } from './message.ts';
import { newPlayback, type Playback } from './playback.ts';
import type { State } from './state.ts';
import { keyNow, shownChanges } from './study.ts';

/** A cause whenever it begins. */
const whenever = (cause: PlayCause): string => JSON.stringify({ ...cause, at: null });

/** The same cause played once more under the same model: why it is as long as it is, and what other hours cost, is known. */
function carried(view: PlayedView, before: Playback | null, key: string): PlayedView {
  const known = before?.view ?? null;
  if (known === null || key !== before?.viewKey || whenever(known.cause) !== whenever(view.cause)) return view;
  return {
    ...view,
    because: view.because === '' ? known.because : view.because,
    tried: view.tried.length === 0 ? known.tried : view.tried,
  };
}

/** Takes a future that was asked for, and asks for the ranges of its cause. */
export function heardPlayed(
  state: State,
  playback: Playback,
  message: Message & { readonly kind: 'host' },
): Next | null {
  const { said } = message;
  if (said.kind === 'played' && said.id === playback.playRequest) {
    const view = carried(said.view, playbackSlot.of(state), playback.key);
    const hour = Math.min(playback.hour, view.played.hours);
    const shown: Playback = { ...playback, view, viewKey: playback.key, hour, playRequest: null, failure: null };
    if (playback.ranges !== null || playback.rangesRequest !== null || view.cause.kind === 'trial') {
      return [playbackSlot.with(state, shown), []];
    }
    const [asked, effects] = ask(state, { kind: 'ranges', changes: shownChanges(state), cause: view.cause });
    return [playbackSlot.with(asked, { ...shown, rangesRequest: state.nextRequest }), effects];
  }
  if (said.kind === 'ranges' && said.id === playback.rangesRequest) {
    return [playbackSlot.with(state, { ...playback, ranges: said.ranges }), []];
  }
  const isMine = said.id === playback.playRequest || said.id === playback.rangesRequest;
  if ((said.kind !== 'failed' && said.kind !== 'unplayed') || !isMine) return null;
  return [playbackSlot.with(state, { ...playback, failure: said.words }), []];
}

/** Plays another cause in place of what is played, once the host has found a future of it: until then nothing is lost. */
export function heardInstead(
  state: State,
  cause: AskedCause,
  message: Message & { readonly kind: 'host' },
): Next | null {
  const playback: Playback = { ...newPlayback(cause), key: keyNow(state), playRequest: message.said.id };
  return heardPlayed(state, playback, message);
}
