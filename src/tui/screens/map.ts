/** The screen Map, and what it asks the host for. */
import { nothing, only, type Next } from '../commands/command.ts';
import { ask } from '../state/answers.ts';
import { nodeAtCursor, playbackSlot } from '../state/map.ts';
import { advanced, FRAME, type Playback } from '../state/playback.ts';
import { heardPlayed } from '../state/playing.ts';
import type { Message } from '../state/message.ts';
import type { Screen } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { cardSlot, keyNow, shownChanges, taken, wanted } from '../state/study.ts';
import { cascadeTab } from './cascade.ts';
import { treeTab } from './tree.ts';

function hear(state: State, message: Message): Next | null {
  const playback = playbackSlot.of(state);
  if (message.kind === 'tick') {
    if (playback === null || playback.playingSince === null) return null;
    const next = advanced(playback, message.at);
    const effects = next.playingSince === null ? [] : [{ kind: 'wake', at: message.at + FRAME } as const];
    return [playbackSlot.with(state, next), effects];
  }
  if (message.kind !== 'host') return null;
  // Of a model that was just opened nothing is played yet
  if (message.said.kind === 'opened' && playback === null && state.place.tabs['map'] === cascadeTab.id) {
    return only({ ...state, place: { ...state.place, tabs: { ...state.place.tabs, map: treeTab.id } } });
  }
  const card = taken(state, cardSlot, message.said, (said) =>
    said.kind === 'card' ? { value: said.card, isWhole: true } : null,
  );
  if (card !== null) return [card, []];
  return playback === null ? null : heardPlayed(state, playback, message);
}

/** Asks for what is shown and not known: the card of the chosen node; what is played, where the model or the what-if is another. */
function mapWants(state: State): Next {
  const playback = playbackSlot.of(state);
  const isCascade = state.place.tabs['map'] === 'map.cascade';
  if (isCascade) {
    if (playback === null || playback.key === keyNow(state) || state.model === null) return nothing(state);
    const [asked, effects] = ask(state, {
      kind: 'play',
      changes: shownChanges(state),
      cause: playback.view?.cause ?? playback.asked,
      future: playback.future,
    });
    const again: Playback = {
      ...playback,
      key: keyNow(state),
      playRequest: state.nextRequest,
      rangesRequest: null,
      ranges: null,
      playingSince: null,
    };
    return [playbackSlot.with(asked, again), effects];
  }
  const node = nodeAtCursor(state);
  if (node === null) return nothing(state);
  const question = { kind: 'card', changes: shownChanges(state), node } as const;
  return wanted(state, cardSlot, question, `${keyNow(state)} ${node}`) ?? nothing(state);
}

export const mapScreen: Screen = {
  id: 'map',
  key: '3',
  name: 'Map',
  tabs: [treeTab, cascadeTab],
  hear,
  wants: mapWants,
};
