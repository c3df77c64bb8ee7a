/**
 * When what has changed is said: at once; but what is typed, and what comes of it, once the typing rests. Who types hears what they
 * have typed and what it found, not every state in between.
 */
import type { Product } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { spokenChange, spokenPlace } from './spoken-change.ts';
import { fieldOfOverlay } from './spoken-overlay.ts';

/** Milliseconds without a letter after which typing rests. */
export const REST = 700;

export interface Heard {
  /** To be said now. */
  readonly lines: readonly string[];
  /** A letter was typed: what it comes to is said once that has rested. */
  readonly isTyped: boolean;
}

export interface Listener {
  /** Takes the state that follows. */
  readonly hear: (state: State) => Heard;
  /** What was held back; nothing where nothing was. */
  readonly rest: () => readonly string[];
  /** All of where one is. */
  readonly place: (state: State) => readonly string[];
}

interface TypedInto {
  /** What covers the screen, or the list that is filtered. */
  readonly key: string;
  readonly text: string;
}

/** What is typed into; null where letters are commands, or are said word by word. */
function typedInto(product: Product, state: State): TypedInto | null {
  if (state.overlay !== null) {
    const field = fieldOfOverlay(product, state);
    return field === null ? null : { key: state.overlay.id, text: field.text };
  }
  const { filtering } = state;
  return filtering === null ? null : { key: filtering, text: state.lists[filtering]?.filter ?? '' };
}

/** @param first What whoever listens knows of. */
export function makeListener(product: Product, first: State): Listener {
  let [told, last] = [first, first];
  let isHeld = false;
  const rest = (): readonly string[] => {
    const lines = isHeld ? spokenChange(product, told, last) : [];
    isHeld = false;
    told = last;
    return lines;
  };
  return {
    rest,
    hear: (state) => {
      const [was, now] = [typedInto(product, last), typedInto(product, state)];
      const isSameField = was !== null && now !== null && was.key === now.key;
      // Letters may begin a search where no field was
      const isBegun = was === null && now?.text.length === 1 && last.overlay?.id === now.key;
      const isTyped = isBegun || (isSameField && was.text !== now.text);
      const isAnswered = last.said !== state.said;
      last = state;
      isHeld = !isAnswered && (isTyped || (isSameField && isHeld));
      if (isHeld) return { lines: [], isTyped };
      const lines = spokenChange(product, told, state);
      told = state;
      return { lines, isTyped: false };
    },
    place: (state) => {
      isHeld = false;
      [told, last] = [state, state];
      return spokenPlace(product, state);
    },
  };
}
