/** Holds the state: takes messages, has effects carried out, tells who shows it. */
import type { Effect, Message } from './message.ts';
import type { State } from './state.ts';
import type { Update } from './update.ts';

export interface Store {
  readonly send: (message: Message) => void;
  readonly state: () => State;
  /** The state that is shown: it follows at most so often. */
  readonly shown: () => State;
  readonly subscribe: (listener: () => void) => () => void;
  /** Shows what there is, now. */
  readonly flush: () => void;
}

export interface StoreParts {
  readonly first: State;
  readonly update: Update;
  readonly runEffect: (effect: Effect) => void;
  /** Milliseconds. */
  readonly now: () => number;
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** Milliseconds between two frames; 33 where absent. */
  readonly pace?: number | undefined;
}

/** A frame takes 33 ms at least, so that a busy host costs the terminal nothing; a key is shown at once. */
const PACE = 33;
const AT_ONCE = 8;

export function makeStore({ first, update, runEffect, now, after, pace = PACE }: StoreParts): Store {
  let [state, shown] = [first, first];
  const listeners = new Set<() => void>();
  let lastShown = -Infinity;
  let callOff: (() => void) | null = null;

  const flush = (): void => {
    callOff?.();
    callOff = null;
    if (shown === state) return;
    shown = state;
    lastShown = now();
    for (const listener of listeners) listener();
  };
  const plan = (isUrgent: boolean): void => {
    const since = now() - lastShown;
    const rest = (isUrgent ? Math.min(AT_ONCE, pace) : pace) - since;
    if (rest <= 0) return flush();
    if (callOff !== null && !isUrgent) return;
    callOff?.();
    callOff = after(rest, flush);
  };

  return {
    state: () => state,
    shown: () => shown,
    flush,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    send: (message) => {
      const [next, effects] = update(state, message);
      const isOther = next !== state;
      state = next;
      if (isOther) plan(message.kind === 'key' || message.kind === 'text' || message.kind === 'resized');
      for (const effect of effects) runEffect(effect);
    },
  };
}
