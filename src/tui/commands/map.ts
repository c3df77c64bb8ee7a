/** What one can do on the screen Map. */
import type { AskedCause } from '../host/study-messages.ts';
import { ask } from '../state/answers.ts';
import {
  hasBelow,
  isRowOpen,
  mapSlot,
  nodeAtCursor,
  playbackSlot,
  rowAbove,
  rowAtCursor,
  standOnRow,
  treeNow,
  turned,
  withoutFilter,
} from '../state/map.ts';
import { goTo } from '../state/navigation.ts';
import {
  advanced,
  atHour,
  faster,
  FRAME,
  hourBefore,
  newPlayback,
  nextHour,
  slower,
  type Playback,
} from '../state/playback.ts';
import type { State } from '../state/state.ts';
import { keyNow, shownChanges } from '../state/study.ts';
import { nothing, only, withEffects, type Command, type Next } from './command.ts';

/** Plays a cause on the tab Cascade, wherever one is. */
export function playCause(state: State, cause: AskedCause, future = 0): Next {
  const at = goTo(state, 'map', 'map.cascade');
  const [asked, effects] = ask(at, { kind: 'play', changes: shownChanges(state), cause, future });
  const playback: Playback = { ...newPlayback(cause), key: keyNow(state), future, playRequest: at.nextRequest };
  return [playbackSlot.with(asked, playback), effects];
}

/** Opens what is closed; on what is open, goes to the first row below. */
function deeper(state: State): Next {
  const at = rowAtCursor(state);
  if (at === null) return nothing(state);
  const { tree, row } = at;
  if (row.kind === 'again' || row.kind === 'loop') return toWhereItOpens(state);
  if (!hasBelow(tree, row)) return nothing(state);
  if (!isRowOpen(state, tree, row)) return only(turned(state, row));
  const first = tree.rows[tree.rows.indexOf(row) + 1];
  return first === undefined ? nothing(state) : only(standOnRow(state, first));
}

/** Closes what is open; on what is closed, goes to the row above. */
function shallower(state: State): Next {
  const at = rowAtCursor(state);
  if (at === null) return nothing(state);
  const { tree, row } = at;
  if (hasBelow(tree, row) && isRowOpen(state, tree, row)) return only(turned(state, row));
  const above = rowAbove(tree, row);
  return above === null ? nothing(state) : only(standOnRow(state, above));
}

function toWhereItOpens(state: State): Next {
  const at = rowAtCursor(state);
  const place = at === null ? undefined : at.tree.placeOf.get(at.row.node);
  const row = place === undefined ? undefined : at?.tree.rows[place];
  return row === undefined ? nothing(state) : only(standOnRow(state, row));
}

/** Opens or closes a row; what opens elsewhere is gone to. */
function entered(state: State): Next {
  const at = rowAtCursor(state);
  if (at === null) return nothing(state);
  const { tree, row } = at;
  if (row.kind === 'again' || row.kind === 'loop') return toWhereItOpens(state);
  return hasBelow(tree, row) ? only(turned(state, row)) : nothing(state);
}

/** What needs the node under the cursor; from there, the whole model again. */
function turnRound(state: State): State {
  const map = mapSlot.of(state);
  const node = nodeAtCursor(state);
  const shown = withoutFilter(state);
  if (map.direction === 'neededBy' || node === null) {
    const whole = mapSlot.with(shown, { ...map, direction: 'needs', root: null });
    const tree = treeNow(whole);
    const row = node === null ? undefined : tree?.rows[tree.placeOf.get(node) ?? -1];
    return row === undefined ? whole : standOnRow(whole, row);
  }
  return mapSlot.with(shown, { ...map, direction: 'neededBy', root: node });
}

/** What is asked for is not there yet. */
const isAwaited = (state: State): boolean => {
  const playback = playbackSlot.of(state);
  return playback !== null && playback.view === null && playback.failure === null;
};

const isUnchanged =
  (run: (state: State) => Next, words: string) =>
  (state: State): string | null => {
    if (state.place.tabs['map'] === 'map.cascade' && isAwaited(state)) return 'the future is being played';
    const [next, effects] = run(state);
    return next === state && effects.length === 0 ? words : null;
  };

const noNode = (state: State): string | null => (nodeAtCursor(state) === null ? 'there is no node' : null);

const fail: Command = {
  id: 'map.fail',
  keys: ['f'],
  name: 'fail it',
  sentence: 'Let the chosen node fail, and play what follows hour by hour',
  obstacle: noNode,
  run: (state) => {
    const node = nodeAtCursor(state);
    const at = rowAtCursor(state);
    if (node === null || at === null) return nothing(state);
    return playCause(standOnRow(state, at.row), { kind: 'node', node, outage: null });
  },
};

export const treeCommands: readonly Command[] = [
  fail,
  {
    id: 'map.enter',
    keys: ['enter'],
    name: 'open, close',
    sentence: 'Open or close what hangs below the chosen row',
    panel: 'tree',
    obstacle: isUnchanged(entered, 'nothing hangs below it'),
    run: entered,
  },
  {
    id: 'map.turn',
    keys: ['v'],
    name: 'needed by',
    sentence: 'Turn the tree round: what the node needs, or what needs it',
    obstacle: noNode,
    run: (state) => only(turnRound(state)),
  },
  {
    id: 'map.deeper',
    keys: ['right', 'l'],
    name: 'open',
    sentence: 'Open the chosen row, or go to the first row below it',
    panel: 'tree',
    isMove: true,
    obstacle: isUnchanged(deeper, 'nothing hangs below it'),
    run: deeper,
  },
  {
    id: 'map.shallower',
    keys: ['left', 'h'],
    name: 'close',
    sentence: 'Close the chosen row, or go to the row above it',
    panel: 'tree',
    isMove: true,
    obstacle: isUnchanged(shallower, 'nothing is above it'),
    run: shallower,
  },
];

/** Changes what is played; the same state where that changes nothing. */
const replay = (state: State, change: (playback: Playback) => Playback): State => {
  const playback = playbackSlot.of(state);
  return playback === null ? state : playbackSlot.with(state, change(playback));
};

const toHour =
  (hourOf: (playback: Playback) => number | null) =>
  (state: State): Next => {
    const playback = playbackSlot.of(state);
    const hour = playback === null ? null : hourOf(playback);
    return hour === null ? nothing(state) : only(replay(state, (one) => atHour(one, hour)));
  };

const next = toHour(nextHour);
const before = toHour(hourBefore);
const first = toHour(({ hour, view }) => (view === null || hour === 0 ? null : 0));
const last = toHour(({ hour, view }) => (view === null || hour >= view.played.hours ? null : view.played.hours));

/** Plays on, from the beginning where it was at the end; or stands still. */
function playOrPause(state: State, at: number): Next {
  const playback = playbackSlot.of(state);
  if (playback === null || playback.view === null) return nothing(state);
  if (playback.playingSince !== null) {
    return only(playbackSlot.with(state, { ...advanced(playback, at), playingSince: null }));
  }
  const hour = playback.hour >= playback.view.played.hours ? 0 : playback.hour;
  return withEffects(playbackSlot.with(state, { ...playback, hour, playingSince: at }), {
    kind: 'wake',
    at: at + FRAME,
  });
}

const nothingPlays = (state: State): string | null => {
  if (isAwaited(state)) return 'the future is being played';
  return (playbackSlot.of(state)?.view ?? null) === null ? 'nothing is played' : null;
};

const isTrial = (state: State): string | null => {
  const playback = playbackSlot.of(state);
  if (playback === null || playback.view === null) return 'nothing is played';
  return playback.view.futures > 1 ? null : 'it is one future of a run: there is no other of it';
};

/** The control that saves most, if what is played asks for one. */
const bestRemedy = (state: State): string | null => {
  const [best] = playbackSlot.of(state)?.ranges?.remedies?.remedies ?? [];
  return best === undefined || !(best.saves.value > 0) ? null : best.control;
};

export const cascadeCommands: readonly Command[] = [
  {
    id: 'cascade.next',
    keys: ['right', 'l', 'enter'],
    name: 'next event',
    sentence: 'Go to the next thing that happens',
    obstacle: isUnchanged(next, 'this is the end'),
    run: next,
  },
  {
    id: 'cascade.remedy',
    keys: ['2'],
    name: 'stop it?',
    sentence: 'Go to What-if, to the control that would save most of it',
    obstacle: (state) => (state.model === null ? 'no model is open' : null),
    run: (state) => {
      const control = bestRemedy(state);
      const at = goTo(state, 'what-if', 'what-if.controls');
      return only(control === null ? at : { ...at, chosen: { kind: 'control', id: control } });
    },
  },
  {
    id: 'cascade.change',
    keys: ['c'],
    name: 'timing',
    sentence: 'Change how long it is out, and when it begins: what each hour of the calendar costs',
    obstacle: (state) => {
      const view = playbackSlot.of(state)?.view ?? null;
      if (view === null) return nothingPlays(state);
      return view.cause.kind === 'trial' ? 'it is a future of a run, with all that happens in it' : null;
    },
    run: (state) => only({ ...state, overlay: { id: 'cause', own: null } }),
  },
  {
    id: 'cascade.play',
    keys: ['space'],
    name: 'play',
    sentence: 'Play hour by hour, or stand still',
    obstacle: (state) => {
      if (nothingPlays(state) !== null) return 'nothing is played';
      return (playbackSlot.of(state)?.view?.played.hours ?? 0) > 0 ? null : 'nothing happens in this future';
    },
    run: playOrPause,
  },
  {
    id: 'cascade.other',
    keys: ['n'],
    name: 'other future',
    sentence: 'Play another future of the same cause',
    obstacle: isTrial,
    run: (state) => {
      const playback = playbackSlot.of(state);
      if (playback === null || playback.view === null) return nothing(state);
      const future = (playback.future + 1) % playback.view.futures;
      const [asked, effects] = ask(state, {
        kind: 'play',
        changes: shownChanges(state),
        cause: playback.view.cause,
        future,
      });
      return [
        playbackSlot.with(asked, { ...playback, future, playRequest: state.nextRequest, playingSince: null }),
        effects,
      ];
    },
  },
  {
    id: 'cascade.before',
    keys: ['left', 'h'],
    name: 'event before',
    sentence: 'Go back to what happened before',
    obstacle: isUnchanged(before, 'this is the beginning'),
    run: before,
  },
  {
    id: 'cascade.faster',
    keys: ['+'],
    name: 'faster',
    sentence: 'Play twice as fast',
    obstacle: nothingPlays,
    run: (state) => only(replay(state, faster)),
  },
  {
    id: 'cascade.slower',
    keys: ['-'],
    name: 'slower',
    sentence: 'Play half as fast',
    obstacle: nothingPlays,
    run: (state) => only(replay(state, slower)),
  },
  {
    id: 'cascade.first',
    keys: ['g', 'home'],
    name: 'start',
    sentence: 'Go to the beginning',
    isMove: true,
    obstacle: isUnchanged(first, 'this is the beginning'),
    run: first,
  },
  {
    id: 'cascade.last',
    keys: ['G', 'end'],
    name: 'end',
    sentence: 'Go to the end',
    isMove: true,
    obstacle: isUnchanged(last, 'this is the end'),
    run: last,
  },
  {
    ...fail,
    id: 'cascade.fail',
    sentence: 'Let the node fail that is chosen on the tree, where nothing is played yet',
    obstacle: (state) =>
      playbackSlot.of(state) === null ? noNode(state) : 'something is played: esc, then f on another node',
  },
  {
    id: 'cascade.tree',
    keys: ['esc'],
    name: 'tree',
    sentence: 'Go back to the tree',
    run: (state) => only(goTo(state, 'map', 'map.tree')),
  },
];
