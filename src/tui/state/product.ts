/** What the program is made of: screens, tabs, panels and overlays, each registered in one list. */
import type { Command, Next } from '../commands/command.ts';
import type { Found } from '../commands/find.ts';
import type { Theme } from '../draw/theme.ts';
import type { Row } from './lists.ts';
import type { Message } from './message.ts';
import type { State } from './state.ts';

/** Where a panel is drawn. */
export interface Area {
  readonly width: number;
  readonly height: number;
  readonly theme: Theme;
  readonly isFocused: boolean;
}

/** A title and paragraphs; an empty one is a blank line, one that begins with a blank is not wrapped. */
export interface Words {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

/** A panel as it is read aloud. */
export interface Spoken {
  /** Where one is in it, or the gist: said when one comes to it, and again when it becomes another. */
  readonly now: readonly string[];
  /** All of it. */
  readonly all: readonly string[];
}

export interface Panel {
  /** Unique in its tab. */
  readonly id: string;
  readonly title: (state: State) => string;
  /** Stands at the right of the title's rule. */
  readonly note?: (state: State) => string;
  /**
   * The rows that a cursor moves over, in the order shown, before the filter. A panel without has no cursor and no filter, and
   * takes the focus only where it says so.
   */
  readonly rows?: (state: State) => readonly Row[];
  readonly takesFocus?: true;
  /** The words behind what is chosen in it, for `w`: null where nothing is. Lines are wrapped by who shows them. */
  readonly why?: (state: State) => Words | null;
  /** What `y` copies in place of the row under the cursor. */
  readonly copy?: (state: State) => string | null;
  /** What is read aloud in place of what is drawn: for charts, and for what moves without rows. */
  readonly spoken?: (state: State, theme: Theme) => Spoken | null;
  /** Pure. Lines of at most `width` columns; what is more than `height` of them is cut, and a mark says so. Where the panel is empty it says why. */
  readonly draw: (state: State, area: Area) => readonly string[];
}

/** How panels share a screen. Sizes count the rule over a panel. */
export type Arrangement =
  | {
      readonly kind: 'panel';
      readonly panel: string;
      /** As many rows; what is left where absent. */
      readonly rows?: number;
      /** Fewest rows with which it is of use; 4, or `rows` where these are fewer. */
      readonly least?: number;
    }
  | { readonly kind: 'stack'; readonly of: readonly Arrangement[]; readonly columns?: number; readonly rows?: number }
  | { readonly kind: 'beside'; readonly of: readonly Arrangement[]; readonly rows?: number; readonly columns?: number };

export interface NextKey {
  /** Id of a command that acts. */
  readonly command: string;
  /** At most 24 columns. */
  readonly words: string;
}

export interface Tab {
  /** Unique in the product; the name of its screen and its own: `what-if.controls`. */
  readonly id: string;
  readonly name: string;
  /** What the place is for, in two sentences: the beginning of its help. */
  readonly purpose: string;
  readonly panels: readonly Panel[];
  readonly arrangement: (state: State, columns: number, rows: number) => Arrangement;
  /** Lines above the panels in place of the row of tabs; they are cut to the width. */
  readonly head?: (state: State, width: number, theme: Theme) => readonly string[];
  /** At the right of the row of tabs: what is chosen. */
  readonly aside?: (state: State) => string;
  /** In the order of use: a footer names those that fit. */
  readonly commands: readonly Command[];
  readonly next?: (state: State) => NextKey | null;
  /** What is read aloud on coming to it, in place of its head and the panel with the focus. */
  readonly spoken?: (state: State) => readonly string[];
  /** What is read aloud of one state and the next one here, in place of the panel with the focus. */
  readonly spokenChange?: (before: State, after: State) => readonly string[];
  /** What is read aloud of one state and the next one here beside the panel with the focus: what goes on by itself. */
  readonly spokenBeside?: (before: State, after: State) => readonly string[];
  /**
   * Takes keys and pasted text as words: letters are letters there, and only the keys of `commands` and those that act everywhere
   * (ctrl-c, ctrl-l, ctrl-z) are commands. The same state for a key without meaning.
   */
  readonly types?: (state: State, message: Message & { readonly kind: 'key' | 'text' }) => Next;
  /** In place of row 23 while the program has nothing else to say there. */
  readonly status?: (state: State, width: number, theme: Theme) => string | null;
}

export interface Screen {
  readonly id: string;
  /** `1` to `9`; absent for those that one does not go to by a key. */
  readonly key?: string;
  readonly name: string;
  /** Row 2 of a screen without a key: what stands beside its name, and at the right in place of the verdict. */
  readonly beside?: (state: State) => readonly [left: string, right: string];
  /** At least one. Where there is one only, no row of tabs is shown. */
  readonly tabs: readonly Tab[];
  /** Takes what the host says, ticks, files and effects, wherever one is. Null for what is none of its business. */
  readonly hear?: (state: State, message: Message) => Next | null;
  /**
   * Asked after whatever happens while the screen is shown: asks the host for what is shown and not known. The same state where nothing
   * is missing.
   */
  readonly wants?: (state: State) => Next;
  /** What else the palette finds, beside commands, nodes, threats, controls and limits. */
  readonly findable?: (state: State) => readonly Found[];
}

export interface OverlayView {
  readonly title: string;
  /** What it takes: `↵ does it · esc closes`. */
  readonly foot: string;
  readonly lines: readonly string[];
  /** Lines from here on are a list, of which one is chosen. */
  readonly listFrom?: number;
}

/** What covers a part of a screen until it is closed. `own` is what it keeps in the state. */
export interface Overlay<T = unknown> {
  readonly id: string;
  /** Columns of the box, without what is behind it. */
  readonly width: number;
  /** Pure. `lines` of at most `width` columns and `height` rows: what does not fit, it scrolls itself. */
  readonly view: (state: State, own: T, width: number, height: number, theme: Theme) => OverlayView;
  /** Keys and pasted text, but for Esc, which closes it, and Ctrl-C and Ctrl-Z. The same state for a key without meaning. */
  readonly take: (state: State, own: T, message: Message & { readonly kind: 'key' | 'text' }) => Next;
  /** What Enter does, and which keys there are: for the footer. */
  readonly keys: (state: State, own: T) => readonly { readonly key: string; readonly words: string }[];
  readonly hear?: (state: State, own: T, message: Message) => Next | null;
  /** Asked after whatever happens while it is open, as `wants` of a screen is. */
  readonly wants?: (state: State) => Next;
  /** In place of closing it. */
  readonly onEscape?: (state: State, own: T) => Next;
}

export interface Product {
  readonly screens: readonly Screen[];
  readonly overlays: readonly Overlay[];
  /** Offered everywhere, after those of the tab. */
  readonly everywhere: readonly Command[];
}

/** Lets an overlay be registered with others whose own state differs: only what it was opened with comes back to it. */
export const registered = <T>(overlay: Overlay<T>): Overlay => overlay as unknown as Overlay;
