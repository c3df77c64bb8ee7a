/** What a command is. One table of them makes keys, footer, help, palette and documentation. */
import type { Key } from '../keys/key.ts';
import type { Effect, Step } from '../state/message.ts';
import type { State } from '../state/state.ts';

/** A state, and what is to be done. */
export type Next = Step<State>;

export interface Command {
  /** Unique; `what-if.higher`. */
  readonly id: string;
  readonly keys: readonly Key[];
  /** What a footer and a help page say, at most 14 columns: `next level`. */
  readonly name: string;
  /** What the palette and the documentation say: one sentence without a full stop. */
  readonly sentence: string;
  /** Of a command on ←, what a footer says of it and the one on → together, where both can act: `level`. */
  readonly both?: string;
  /** Only while this panel has the focus. */
  readonly panel?: string;
  /** Moves about and changes nothing: such keys are never bound to anything else, and no footer names them. */
  readonly isMove?: true;
  /** Only where the screen is read aloud; its keys mean nothing else there. */
  readonly isAloud?: true;
  /** It can act, but is of no use just now: no footer names it then. */
  readonly isQuiet?: (state: State) => boolean;
  /** Not in the palette: it would do nothing there. */
  readonly isHidden?: true;
  /** Null where it can act, otherwise why it cannot, in words that follow "not now:". */
  readonly obstacle?: (state: State) => string | null;
  /** Only called where there is no obstacle; gives another state, or an effect. `at`: see `Message`. */
  readonly run: (state: State, at: number) => Next;
}

export const only = (state: State): Next => [state, []];
export const withEffects = (state: State, ...effects: Effect[]): Next => [state, effects];
/** The same state: a key that means nothing here. */
export const nothing = (state: State): Next => [state, []];

/** Does one thing after another. */
export function both(first: Next, second: (state: State) => Next): Next {
  const [state, effects] = first;
  const [next, more] = second(state);
  return [next, [...effects, ...more]];
}

export const obstacleOf = (command: Command, state: State): string | null => command.obstacle?.(state) ?? null;
export const canAct = (command: Command, state: State): boolean => obstacleOf(command, state) === null;
