/** Keys that move about, the same everywhere: they can never be bound to anything else. */
import { goTo, moveCursor, turnFocus, turnTab } from '../state/navigation.ts';
import type { Product } from '../state/product.ts';
import type { Move } from '../state/lists.ts';
import { only, type Command } from './command.ts';

/** Needs what it is a part of: asked for when a key is pressed. */
export type WholeProduct = () => Product;

const MOVES: readonly (readonly [Move, readonly string[], string])[] = [
  ['down', ['down', 'j'], 'Go a row down'],
  ['up', ['up', 'k'], 'Go a row up'],
  ['first', ['g', 'home'], 'Go to the first row'],
  ['last', ['G', 'end'], 'Go to the last row'],
  ['half-down', ['ctrl-d'], 'Go half a page down'],
  ['half-up', ['ctrl-u'], 'Go half a page up'],
  ['page-down', ['page-down'], 'Go a page down'],
  ['page-up', ['page-up'], 'Go a page up'],
];

const cursorMoves = (whole: WholeProduct): Command[] =>
  MOVES.map(([move, keys, sentence]) => ({
    id: `move.${move}`,
    keys,
    name: move.replace('-', ' '),
    sentence,
    isMove: true,
    isHidden: true,
    obstacle: (state) => (moveCursor(whole(), state, move)[0] === state ? 'there is nothing further' : null),
    run: (state) => moveCursor(whole(), state, move),
  }));

export function screenCommands(screens: readonly { id: string; key?: string; name: string }[]): Command[] {
  return screens.flatMap(({ id, key, name }) =>
    key === undefined
      ? []
      : [
          {
            id: `screen.${id}`,
            keys: [key],
            name: name.toLowerCase(),
            sentence: `Go to ${name}`,
            isMove: true as const,
            obstacle: (state) =>
              state.model === null ? 'no model is open' : state.place.screen === id ? 'you are there' : null,
            run: (state) => only(goTo(state, id)),
          },
        ],
  );
}

/** Moves of the cursor, the tab and the focus. */
export const moves = (whole: WholeProduct): readonly Command[] => [
  ...cursorMoves(whole),
  ...(
    [
      ['tab.next', ']', 1, 'next tab', 'Go to the next tab of this screen'],
      ['tab.before', '[', -1, 'tab before', 'Go to the tab before'],
    ] as const
  ).map(([id, key, by, name, sentence]): Command => ({
    id,
    keys: [key],
    name,
    sentence,
    isMove: true,
    obstacle: (state) => (turnTab(whole(), state, by) === state ? 'this screen has no tabs' : null),
    run: (state) => only(turnTab(whole(), state, by)),
  })),
  ...(
    [
      ['panel.next', 'tab', 1, 'next panel', 'Go to the next panel'],
      ['panel.before', 'shift-tab', -1, 'panel before', 'Go to the panel before'],
    ] as const
  ).map(([id, key, by, name, sentence]): Command => ({
    id,
    keys: [key],
    name,
    sentence,
    isMove: true,
    obstacle: (state) => (turnFocus(whole(), state, by) === state ? 'there is no other panel' : null),
    run: (state) => only(turnFocus(whole(), state, by)),
  })),
];
