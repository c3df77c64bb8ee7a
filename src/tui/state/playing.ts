/** Takes the futures that were asked for. */
import type { Next } from '../commands/command.ts';
import type { AskedCause } from '../host/study-messages.ts';
import { ask } from './answers.ts';
import { playbackSlot } from './map.ts';
import type { Message } from './message.ts';
import { newPlayback, type Playback } from './playback.ts';
import type { State } from './state.ts';
import { keyNow, shownChanges } from './study.ts';

/** Takes a future that was asked for, and asks for the ranges of its cause. */
export function heardPlayed(
  state: State,
  playback: Playback,
  message: Message & { readonly kind: 'host' },
): Next | null {
  const { said } = message;
  if (said.kind === 'played' && said.id === playback.playRequest) {
    const { view } = said;
    const hour = Math.min(playback.hour, view.played.hours);
    const shown: Playback = { ...playback, view, hour, playRequest: null, failure: null };
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
  if (said.kind !== 'failed' || !isMine) return null;
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
