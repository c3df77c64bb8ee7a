/** What happens to the program, and what the program then does to the world: both are data. */
import type { HostRequest, HostSaid } from '../host/messages.ts';
import type { Key } from '../keys/key.ts';
import type { FoundModel, Remembered } from './remembered.ts';

/** What became of a file that is watched. */
export type FileChange =
  | { readonly kind: 'changed'; readonly file: string; readonly hash: string }
  | { readonly kind: 'gone'; readonly file: string };

/** What an effect came to. */
export type Outcome =
  | { readonly kind: 'copied'; readonly bytes: number }
  | { readonly kind: 'edited'; readonly file: string }
  | { readonly kind: 'saved'; readonly file: string }
  | { readonly kind: 'found'; readonly models: readonly FoundModel[]; readonly isAll: boolean }
  /** `isThere`: a file of that name, which stays as it is. */
  | { readonly kind: 'failed'; readonly words: string; readonly isThere?: true };

/** `at`: milliseconds of a clock that never runs back, 0 when the program started. */
export type Message =
  /** The program starts: with a file, or with nothing. */
  | { readonly kind: 'begin'; readonly file: { readonly path: string; readonly shown: string } | null }
  | { readonly kind: 'key'; readonly key: Key; readonly at: number }
  /** Pasted. */
  | { readonly kind: 'text'; readonly text: string; readonly at: number }
  | { readonly kind: 'resized'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'host'; readonly said: HostSaid; readonly at: number }
  | { readonly kind: 'file'; readonly change: FileChange; readonly at: number }
  /** Only while something moves. */
  | { readonly kind: 'tick'; readonly at: number }
  | { readonly kind: 'done'; readonly effect: Effect['kind']; readonly outcome: Outcome; readonly at: number };

export type Effect =
  | { readonly kind: 'ask'; readonly request: HostRequest }
  | { readonly kind: 'cancel'; readonly request: number }
  | { readonly kind: 'workers'; readonly workers: number }
  /** Watches these files instead of those watched before. */
  | { readonly kind: 'watch'; readonly files: readonly string[] }
  | { readonly kind: 'edit'; readonly file: string; readonly line: number }
  | { readonly kind: 'copy'; readonly text: string }
  /** Writes a file of its own, such as an export; an existing one is left as it is, unless it is to be written over. */
  | { readonly kind: 'save'; readonly file: string; readonly text: string; readonly over?: boolean }
  | { readonly kind: 'find' }
  | { readonly kind: 'remember'; readonly session: Remembered }
  /** A `tick` at that time, or soon after. */
  | { readonly kind: 'wake'; readonly at: number }
  | { readonly kind: 'repaint' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'leave'; readonly status: number };

/** What a message makes of a state. */
export type Step<S> = readonly [state: S, effects: readonly Effect[]];
