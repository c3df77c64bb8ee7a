/** What the screens Map, Risks and Snowball ask of the host, and what it says to them. */
import type { Estimate } from '../../results/estimate.ts';
import type { TimeToNext } from '../../report/read-back/time-to-next.ts';
import type { SnowballResult } from '../../results/snowball-document.ts';
import type { PlayCause } from '../../study/play/play-cause.ts';
import type { PlayedFuture } from '../../study/play/course.ts';
import type { PlayedFutures } from '../../study/play/played-futures.ts';
import type { BreachCauses } from '../../study/explain/breach-causes.ts';
import type { Remedies } from '../../study/play/remedies.ts';
import type { Change } from './messages.ts';

/** What is to be played. `outage` null: as long as usual. */
export type AskedCause =
  | Exclude<PlayCause, { readonly kind: 'node' }>
  | {
      readonly kind: 'node';
      readonly node: string;
      readonly outage: string | null;
      readonly at?: string | undefined;
    };

export type StudyRequest =
  /** What a node is, in sentences. */
  | { readonly kind: 'card'; readonly changes: readonly Change[]; readonly node: string }
  /** One future of a cause; futures count from 0. */
  | { readonly kind: 'play'; readonly changes: readonly Change[]; readonly cause: AskedCause; readonly future: number }
  /** Many futures of it: first what happens in them, then what could still be done. */
  | { readonly kind: 'ranges'; readonly changes: readonly Change[]; readonly cause: PlayCause }
  /** The register: when each threat comes next at once, then what it does if it happens, of those that cost most first. */
  | { readonly kind: 'risks'; readonly changes: readonly Change[] }
  /** What stands behind the breaches of a limit, of figures that are settled. */
  | { readonly kind: 'breaches'; readonly changes: readonly Change[]; readonly limit: string }
  /** Where failures compound: the points, then what stands behind them. */
  | { readonly kind: 'snowball'; readonly changes: readonly Change[]; readonly trials: number };

/** A control that has to do with a node. */
export interface Beside {
  readonly control: string;
  readonly level: string;
  /** `against fire`, `changes its restart`, `is needed by it`. */
  readonly words: string;
}

export interface NodeCard {
  readonly node: string;
  readonly sentences: readonly string[];
  /** Threats that strike it. */
  readonly struckBy: readonly string[];
  readonly beside: readonly Beside[];
}

/** An hour of the calendar at which a cause was tried. */
export interface TriedBeginning {
  readonly date: string;
  /** Names of the calendar that are in force. */
  readonly names: readonly string[];
  /** What it costs then, on the same futures as at every other hour [money]. */
  readonly loss: Estimate;
}

export interface PlayedView {
  readonly cause: PlayCause;
  /** Why it is as long as it is; empty where somebody said so. */
  readonly because: string;
  /** Where nobody said when it begins: the hours that were tried, in the order of time; the dearest is played. Else empty. */
  readonly tried: readonly TriedBeginning[];
  readonly future: number;
  /** Futures that there are; 1 of a trial. */
  readonly futures: number;
  /** The date on which it begins. */
  readonly begins: string;
  readonly goals: readonly string[];
  /** Nodes of the model, controls left out. */
  readonly nodes: number;
  /** MTPD by node. */
  readonly mtpd: Readonly<Record<string, number>>;
  readonly played: PlayedFuture;
}

export interface RangesView extends PlayedFutures {
  readonly cause: PlayCause;
  /** Nodes that were left out because there are too many. */
  readonly moreNodes: number;
  /** The goal that goes down in most futures; null where none does. */
  readonly goal: string | null;
  /** The last hour at which repairing what was struck saves half of what all futures lose; null: too late at once. Absent: not looked for, or nothing is lost. */
  readonly lastMomentHours?: number | null | undefined;
  /** Absent: not looked for yet. */
  readonly remedies?: Remedies | undefined;
}

export interface RiskView {
  readonly id: string;
  readonly next: TimeToNext;
  readonly sentences: readonly string[];
  /** Controls that act on it at the level they have. */
  readonly against: readonly Beside[];
  /** Controls that would act on it at a higher level, the next one that does. */
  readonly offered: readonly Beside[];
  /** Controls that do nothing to it, but change what it strikes or stand in for it. */
  readonly beside: readonly Beside[];
  /** What it costs where it happens and nothing prevents it. Absent: not run yet. */
  readonly given?: GivenRisk | undefined;
}

export interface GivenRisk {
  /** When it begins: the first hour of the model, or, where the calendar lowers losses then, one at which it lowers none. */
  readonly begins: string;
  readonly trials: number;
  readonly mean: Estimate;
  /** 1 case in 20 costs more; 1 in 20 less. */
  readonly oneIn20: Estimate;
  readonly least: Estimate;
  /** Of the goal that it takes down most often: how often, and the hours down in the middle of all cases. */
  readonly goal: { readonly id: string; readonly down: Estimate; readonly middleHours: number } | null;
}

/** A place where more is made of a failure than came in. */
export interface PointRow {
  readonly id: string;
  readonly name: string;
  /** The node to stand on; null where it is no single node. */
  readonly node: string | null;
  /** What goes from the worst periods if it only passes on what it got. */
  readonly saves: string;
  readonly plays: string;
  /** How many times what it receives it passes on. */
  readonly passesOn: string;
  /** How long its loss takes to be felt. */
  readonly timeToAct: string;
  readonly sentences: readonly string[];
}

export interface ChainRow {
  /** Of the loss of the worst periods. */
  readonly share: string;
  readonly name: string;
  readonly frequency: string;
  /** The steps, indented, and until when acting helps. */
  readonly lines: readonly string[];
  /** A future in which it costs about its median. */
  readonly typical: { readonly world: number; readonly trial: number } | null;
  readonly nodes: readonly string[];
}

/** Sets of nodes that take a goal down. */
export interface CutSetsOfGoal {
  readonly goal: string;
  readonly isDownUnhurt: boolean;
  readonly sets: readonly (readonly string[])[];
  /** By set: of what the worst periods cost the share that runs through all of it; empty before it is known. */
  readonly shares: readonly string[];
  readonly triedUpTo: number;
}

export interface TimeRow {
  readonly node: string;
  readonly isOut: string;
  readonly isOutOneIn20: string;
  readonly survived: string;
  /** Of its outages the share that lasts longer. */
  readonly longer: string;
  readonly isExposed: boolean;
}

/** Where failures compound, in the words of the report. */
export interface SnowballView {
  readonly result: SnowballResult;
  /** All parts are there. */
  readonly isWhole: boolean;
  /** The first sentences: what it is, or why there is none. */
  readonly headline: readonly string[];
  /** `worst 1% of years: £144m on average`; empty where it is not resolved. */
  readonly tail: string;
  readonly trials: number;
  readonly points: readonly PointRow[];
  readonly triggers: readonly { readonly id: string; readonly share: string }[];
  readonly bearers: readonly { readonly id: string; readonly share: string }[];
  readonly removal: readonly {
    readonly control: string;
    readonly level: string;
    readonly saves: string;
    readonly costs: string;
  }[];
  readonly chains: readonly ChainRow[];
  readonly otherWays: string;
  readonly times: readonly TimeRow[];
  readonly promises: readonly string[];
  readonly cutSets: readonly CutSetsOfGoal[];
}

export type StudySaid =
  | { readonly kind: 'card'; readonly card: NodeCard }
  | { readonly kind: 'played'; readonly view: PlayedView }
  /** What was to be played is nothing that can be: why. */
  | { readonly kind: 'unplayed'; readonly words: string }
  | { readonly kind: 'ranges'; readonly ranges: RangesView }
  | { readonly kind: 'risks'; readonly risks: readonly RiskView[] }
  /** What some of them do if they happen, by id. */
  | { readonly kind: 'given'; readonly given: Readonly<Record<string, GivenRisk>> }
  /** Null where the limit is on all periods. */
  | { readonly kind: 'breached'; readonly limit: string; readonly causes: BreachCauses | null }
  | { readonly kind: 'snowball'; readonly snowball: SnowballView };
