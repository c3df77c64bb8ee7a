/** What one can do on the screen Snowball. */
import type { AskedCause } from '../host/study-messages.ts';
import { goTo } from '../state/navigation.ts';
import {
  chainRows,
  goalSlot,
  LISTS,
  placeAtCursor,
  pointRows,
  setRows,
  setsNow,
  snowballNow,
  timeRows,
} from '../state/snowball.ts';
import type { Chosen, State } from '../state/state.ts';
import { nothing, only, type Command } from './command.ts';
import { playCause } from './map.ts';

/** Plays what a list stands on. */
const playing = (
  name: string,
  sentence: string,
  causeOf: (state: State) => AskedCause | null,
  why: string,
): Command => ({
  id: 'snowball.play',
  keys: ['f'],
  name,
  sentence,
  obstacle: (state) => (causeOf(state) === null ? why : null),
  run: (state) => {
    const cause = causeOf(state);
    return cause === null ? nothing(state) : playCause(state, cause);
  },
});

/** The control of the level that saves most of the worst periods. */
function bestControl(state: State): string | null {
  const removal = snowballNow(state)?.result.removal ?? [];
  const [best] = removal.filter(({ saves }) => saves.value > 0).toSorted((a, b) => b.saves.value - a.saves.value);
  return best?.control ?? null;
}

const remedy: Command = {
  id: 'snowball.remedy',
  keys: ['2'],
  name: 'try a remedy',
  sentence: 'Go to What-if, to the control that would save most of the worst periods',
  obstacle: (state) => (state.model === null ? 'no model is open' : null),
  run: (state) => {
    const control = bestControl(state);
    const at = goTo(state, 'what-if', 'what-if.controls');
    return only(control === null ? at : { ...at, chosen: { kind: 'control', id: control } });
  },
};

const pointAt = (state: State) =>
  snowballNow(state)?.points[placeAtCursor(state, LISTS.points, pointRows(state))] ?? null;

const chainAt = (state: State) =>
  snowballNow(state)?.chains[placeAtCursor(state, LISTS.chains, chainRows(state))] ?? null;

const setAt = (state: State) => setsNow(state)?.sets[placeAtCursor(state, LISTS.sets, setRows(state))] ?? null;

const timeAt = (state: State) => snowballNow(state)?.times[placeAtCursor(state, LISTS.times, timeRows(state))] ?? null;

/** Shows a node on the map. */
function onTheMap(id: string, keys: readonly string[], nodeOf: (state: State) => string | null): Command {
  return {
    id,
    keys,
    name: 'on the map',
    sentence: 'Show the chosen node on the map',
    obstacle: (state) => (nodeOf(state) === null ? 'no single node is chosen' : null),
    run: (state) => {
      const node = nodeOf(state);
      if (node === null) return nothing(state);
      const kind = state.model?.nodes.find((view) => view.id === node)?.kind === 'control' ? 'control' : 'node';
      const chosen: Chosen = { kind, id: node };
      return only({ ...goTo(state, 'map', 'map.tree'), chosen });
    },
  };
}

export const pointCommands: readonly Command[] = [
  remedy,
  playing(
    'fail it',
    'Let the chosen point fail, and play what follows',
    (state) => {
      const node = pointAt(state)?.node ?? null;
      return node === null ? null : { kind: 'node', node, outage: null };
    },
    'no single node is chosen',
  ),
  {
    id: 'snowball.chains',
    keys: ['enter'],
    name: 'chains',
    sentence: 'Go to the chains of the worst periods',
    obstacle: (state) => (snowballNow(state) === null ? 'nothing is known yet' : null),
    run: (state) => only(goTo(state, 'snowball', 'snowball.chains')),
  },
];

export const chainCommands: readonly Command[] = [
  playing(
    'play it',
    'Play a typical future of the chosen chain, hour by hour',
    (state) => {
      const typical = chainAt(state)?.typical ?? null;
      return typical === null ? null : { kind: 'trial', ...typical };
    },
    'no chain is chosen',
  ),
  remedy,
  onTheMap('snowball.first', ['enter'], (state) => chainAt(state)?.nodes[0] ?? null),
];

export const setCommands: readonly Command[] = [
  onTheMap('snowball.set-map', ['enter'], (state) => setAt(state)?.[0] ?? null),
  playing(
    'fail the set',
    'Let all nodes of the chosen set fail at once, and play what follows',
    (state) => {
      const set = setAt(state);
      const [only] = set ?? [];
      if (set === null || only === undefined) return null;
      return set.length === 1
        ? { kind: 'node', node: only, outage: null }
        : { kind: 'nodes', nodes: set, outage: '24 h' };
    },
    'no set is chosen',
  ),
  {
    id: 'snowball.goal',
    keys: ['v'],
    name: 'another goal',
    sentence: 'Show what takes down the next goal',
    obstacle: (state) => ((snowballNow(state)?.cutSets.length ?? 0) > 1 ? null : 'there is no other goal'),
    run: (state) => only(goalSlot.with(state, (goalSlot.of(state) + 1) % (snowballNow(state)?.cutSets.length ?? 1))),
  },
  remedy,
];

export const timeCommands: readonly Command[] = [
  onTheMap('snowball.time-map', ['enter'], (state) => timeAt(state)?.node ?? null),
  playing(
    'fail it',
    'Let the chosen node fail, and play what follows',
    (state) => {
      const node = timeAt(state)?.node;
      return node === undefined ? null : { kind: 'node', node, outage: null };
    },
    'no node is chosen',
  ),
  remedy,
];
