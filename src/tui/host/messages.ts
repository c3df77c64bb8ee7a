/**
 * What the screen asks of the host thread, and what the host says. All of it goes through `postMessage`: plain data,
 * small, or typed columns.
 */
import type { StatedFigure } from '../../model/stated-figures.ts';
import type { Problem } from '../../model/problem.ts';
import type { Comparison } from '../../results/compare-document.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { LimitStatus } from '../../results/scenario-result.ts';
import type { Pulse as RunPulse } from '../../sim/session/pulse.ts';
import type { PriceTable } from '../state/prices.ts';
import type { Draft } from './draft.ts';
import type { ModelView } from './model-view.ts';
import type { NodeColumns } from './node-columns.ts';
import type { StudyRequest, StudySaid } from './study-messages.ts';

/** One thing that a what-if does otherwise than the file: at most one of a kind for each thing. */
export type Change =
  /** A control at another level. */
  | { readonly kind: 'level'; readonly control: string; readonly from: string; readonly to: string }
  /** Another scenario than the file's base. */
  | { readonly kind: 'scenario'; readonly from: string; readonly to: string }
  /** A driver held all along: at a state, at `normal`, or an index at a factor (`x1.5`). */
  | { readonly kind: 'driver'; readonly driver: string; readonly from: string; readonly to: string }
  /** Any figure by its path, as `set` takes it. */
  | { readonly kind: 'figure'; readonly path: string; readonly from: string; readonly to: string }
  /** A limit that is left out of what security should cost. It changes no simulation. */
  | { readonly kind: 'without'; readonly limit: string };

/** How much to simulate. */
export type Target =
  /** As `ringfence run` does when it is told no size. */
  | { readonly kind: 'enough' }
  /** The same, and then until every limit is settled, or as far as a minute goes. */
  | { readonly kind: 'settled' }
  | { readonly kind: 'trials'; readonly trials: number }
  /** `2% of tvar99`. */
  | { readonly kind: 'until'; readonly text: string };

/** Whether somebody waits for it; what is idle yields to what is asked for at once, and goes on afterwards. */
export type Urgency = 'asked' | 'idle';

/** A line of a file that changes, or one beside it. */
export interface LineChange {
  /** From 1: in the text before for what goes, in the text after for the others. */
  readonly line: number;
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
}

/** What a what-if is saved as. */
export type SaveAs =
  | { readonly kind: 'portfolio'; readonly name: string }
  | { readonly kind: 'scenario'; readonly name: string }
  /** Its levels become `current`. */
  | { readonly kind: 'current' };

/** What is exported as text; screens and tables are written by whoever draws them. */
export type ExportKind = 'report' | 'json';

/** A question. The screen chooses its number; what is said of it ends with `done`, `stopped` or `failed`. */
export type HostRequest = { readonly id: number; readonly urgency?: Urgency } &
  /** Reads the file. The screen then asks for what it wants to see of it. */
  (
    | { readonly kind: 'open'; readonly file: string }
    /** The figures of a what-if, or of today (no changes), at first roughly, then settled. */
    | { readonly kind: 'answer'; readonly changes: readonly Change[]; readonly target: Target }
    /** What security should cost: rings, frontier, limits and what each of them costs. */
    | {
        readonly kind: 'rings';
        readonly changes: readonly Change[];
        /** In place of what the file asks, 0..1. */
        readonly confidence?: number;
        readonly segments?: 'discipline' | 'risk' | 'goal' | 'tier';
        /** Of each portfolio; as many as `ringfence doughnut` takes where absent. */
        readonly trials?: number;
      }
    /** Portfolios and scenarios of the file, and what-ifs, side by side. */
    | { readonly kind: 'compare'; readonly rows: readonly CompareRow[]; readonly trials: number }
    /** The same of single steps of controls: neither ends the other. */
    | { readonly kind: 'steps'; readonly rows: readonly CompareRow[]; readonly trials: number }
    /** A figure that is being typed. */
    | {
        readonly kind: 'check';
        readonly path: string;
        readonly text: string;
        /** The what-if that it would join. */
        readonly changes: readonly Change[];
      }
    /** What is otherwise in the file on disk than in the one that is open, and whether changes still fit. */
    | { readonly kind: 'differences'; readonly changes: readonly Change[] }
    /** The figures that the file states. */
    | { readonly kind: 'figures' }
    /** What saving would write. Nothing is written. */
    | { readonly kind: 'edit'; readonly changes: readonly Change[]; readonly as: SaveAs }
    /** Writes a text that `edit` gave, if the file still has the hash. */
    | { readonly kind: 'write'; readonly text: string; readonly expects: string }
    /** Makes a file of the answers of a first model. Nothing is written, and no model need be open. */
    | {
        readonly kind: 'draft';
        readonly answers: readonly string[];
        readonly picks: Readonly<Record<string, number>>;
        /** The day on which it begins. */
        readonly starts: string;
      }
    | { readonly kind: 'export'; readonly what: ExportKind; readonly changes: readonly Change[] }
    | StudyRequest
  );

export interface CompareRow {
  readonly name: string;
  readonly changes: readonly Change[];
}

/** Of one kind. */
export type RequestOf<K extends HostRequest['kind']> = Extract<HostRequest, { readonly kind: K }>;

/** What the screen's thread sends. */
export type ToHost =
  | { readonly say: 'ask'; readonly request: HostRequest }
  | { readonly say: 'cancel'; readonly id: number; readonly keep: boolean }
  | { readonly say: 'workers'; readonly workers: number }
  /** Idle work stands still while something is asked for. */
  | { readonly say: 'pause' | 'resume' };

/** A run while it goes on; at most ten a second. */
export type Pulse = RunPulse;

/** The figures of today, or of a what-if. */
export interface Answer {
  readonly changes: readonly Change[];
  /** Of one scenario; its `nodes` are the goals only. */
  readonly document: ResultDocument;
  /** The key of that scenario in the document. */
  readonly scenario: string;
  /** All nodes, a column a figure. */
  readonly nodes: NodeColumns;
  /** What the budget pays for controls a year; null where the file does not say. */
  readonly spendPerYear: number | null;
  /** What controls cost the rest of the business a year: time, friction, business turned away. */
  readonly businessPerYear: number;
  /** Against today on the same futures; null for today. */
  readonly against: Against | null;
  /** Limits whose verdict more trials may still change, by id. */
  readonly open: readonly string[];
  /** Trials with which all limits would be settled; null where all are, or where no number of trials is known to do it. */
  readonly trialsToSettle: number | null;
  /** Trials a second of this run. */
  readonly rate: number;
}

/** A what-if against today. */
export interface Against {
  /** Nodes and threats that differ most, at most twenty each. */
  readonly comparison: Comparison;
  /** Today's limits on these futures. */
  readonly today: readonly { readonly id: string; readonly estimate: Estimate; readonly status: LimitStatus }[];
  /** Chance over worlds that the loss saved is more than controls cost more, the business too; null where nothing is known of spend. */
  readonly pays: Estimate | null;
}

/** A row of what is side by side. */
export interface ComparedRow {
  readonly name: string;
  readonly spendPerYear: number | null;
  readonly businessPerYear: number;
  readonly mean: Estimate;
  readonly oneIn100: Estimate;
  readonly limits: readonly { readonly id: string; readonly status: LimitStatus }[];
}

export interface Compared {
  readonly rows: readonly ComparedRow[];
  readonly comparisons: readonly Comparison[];
  readonly trials: number;
  readonly worlds: number;
}

/** What a typed figure means. */
export type Reading =
  | { readonly ok: true; readonly today: string; readonly words: readonly string[] }
  | { readonly ok: false; readonly today: string; readonly problem: string; readonly remedy: string };

/** What saving would write. */
export type Edit =
  | {
      readonly ok: true;
      readonly file: string;
      readonly text: string;
      /** The file as it is now, and its hash. */
      readonly before: string;
      readonly expects: string;
      /** The hash of `text`. */
      readonly becomes: string;
      /** With two lines of what stands around. */
      readonly lines: readonly LineChange[];
      /** Changes that it leaves out, in words. */
      readonly leftOut: readonly string[];
    }
  | { readonly ok: false; readonly words: string };

/** A value that two texts of a file state differently; null for one that is not there. */
export interface FileDifference {
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What somebody else has changed in the file. */
export interface Differences {
  /** Why the file as it is now is no model; empty where it is one. */
  readonly faults: readonly string[];
  /** In order of path. */
  readonly differences: readonly FileDifference[];
  /** Differences that are left out. */
  readonly more: number;
  /** By change of the what-if: why it no longer fits; null where it does. Empty where the file has faults. */
  readonly fits: readonly (string | null)[];
}

/** What the host says. `id` is that of the question. */
export type HostSaid = { readonly id: number } &
  /** `changed`: values that are otherwise than when the same file was opened before. */
  (
    | { readonly kind: 'opened'; readonly view: ModelView; readonly changed?: number | undefined }
    /** `files`: the file and those that it includes, also such as are not there. */
    | { readonly kind: 'faults'; readonly problems: readonly Problem[]; readonly files: readonly string[] }
    | { readonly kind: 'pulse'; readonly pulse: Pulse }
    | { readonly kind: 'answer'; readonly answer: Answer; readonly settled: boolean }
    /** Today, run for a what-if on more trials than it was answered with before. */
    | { readonly kind: 'today'; readonly answer: Answer; readonly settled: boolean }
    | { readonly kind: 'progress'; readonly words: string; readonly done: number; readonly of: number }
    /** `prices`: of any portfolio, in the worlds of the rings; null where they are too many. */
    | { readonly kind: 'rings'; readonly rings: DoughnutDocument; readonly prices: PriceTable | null }
    | { readonly kind: 'compared'; readonly compared: Compared }
    | { readonly kind: 'checked'; readonly reading: Reading }
    | { readonly kind: 'differences'; readonly differences: Differences }
    | { readonly kind: 'figures'; readonly figures: readonly StatedFigure[] }
    | { readonly kind: 'edit'; readonly edit: Edit }
    | { readonly kind: 'written'; readonly file: string; readonly hash: string }
    | { readonly kind: 'drafted'; readonly draft: Draft }
    | { readonly kind: 'exported'; readonly text: string }
    | StudySaid
    /** Nothing more is said of the question; what was said before is the answer. */
    | { readonly kind: 'done' }
    /** Cancelled, by the screen or by a later question of the kind. Nothing more is said of it. */
    | { readonly kind: 'stopped' }
    /** Nothing more is said of it. */
    | { readonly kind: 'failed'; readonly words: string }
  );

/** The host, from the screen's side. */
export interface Host {
  ask(request: HostRequest): void;
  /**
   * It answers `stopped`, soon.
   *
   * @param keep What is known so far comes first, as an `answer` that is partial: of a run of today.
   */
  cancel(id: number, keep?: boolean): void;
  /** Threads that simulate. */
  workers(workers: number): void;
  close(): Promise<void>;
}
