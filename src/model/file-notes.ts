/** What a file says beside the model in force. */
import type { Hold } from './drivers.ts';
import type { Quantity } from './quantity.ts';
import type { Shock } from './shock.ts';

/** A value that the file states, as text: by path, or by key. */
export interface Setting {
  readonly path: string;
  readonly value: string;
  /** Whether the value scales what stands there: `x0.5`. */
  readonly scales: boolean;
}

/** Names that a file gives and nothing in it speaks of. */
export interface UnusedNames {
  readonly sources: readonly string[];
  readonly inputs: readonly string[];
  readonly calendar: readonly string[];
}

/** A path of an optional driver that leads to nothing in this model. */
export interface LeftOut {
  readonly driver: string;
  readonly path: string;
  /** In a sentence: "no node has the tag supply=telecom". */
  readonly why: string;
}

/** What a file says that no figure rests on, or that is not in force: for reading back. */
export interface FileNotes {
  readonly description: string | null;
  /** Description, owner, earlier id and, as stated, `occurs` of an entry, by `threats.fire`. */
  readonly about: Readonly<Record<string, readonly Setting[]>>;
  /** The rule of each name of the calendar. */
  readonly calendar: readonly Setting[];
  /** What the units of other currencies are worth. */
  readonly rates: readonly Setting[];
  readonly levels: readonly {
    readonly control: string;
    readonly level: string;
    readonly label: string | null;
    readonly description: string | null;
    /** What it prevents as stated, which evidence replaces. */
    readonly prevent: string | null;
    /** What it changes of the model. */
    readonly sets: readonly Setting[];
  }[];
  readonly scenarios: readonly {
    readonly id: string;
    readonly description: string | null;
    readonly story: string | null;
    /** The scenario that it adds to. */
    readonly extends: string | null;
    /** How likely it is in the horizon, as its author believes: a share. */
    readonly chance: Quantity | null;
    /** What it sets itself; without what it takes from the scenario that it extends. */
    readonly sets: readonly Setting[];
    /** With those of the scenario that it extends. */
    readonly holds: readonly Hold[];
    /** With those of the scenario that it extends. */
    readonly shocks: readonly Shock[];
  }[];
  /** By driver, in the order of the file. */
  readonly leftOut: readonly LeftOut[];
  readonly unused: UnusedNames;
  /** Level by control. */
  readonly portfolios: readonly { readonly id: string; readonly levels: readonly Setting[] }[];
}
