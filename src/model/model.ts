/**
 * The model as the rest of Ringfence sees it: every name resolved, copies made, overrides applied.
 *
 * Collections are sorted by id (plain code-unit order), so that no order in the file matters; the exceptions are `any` groups,
 * whose members stand in order of preference. Times are hours, money the model's currency, shares 0..1.
 */
import type { Drivers } from './drivers.ts';
import type { FileNotes, Setting } from './file-notes.ts';
import type { Quantity } from './quantity.ts';
import type { Selection } from './selection.ts';
import type { Shock } from './shock.ts';
import type { Coverage, Opportunity, Spend, SpendItems, SpendRules } from './spend.ts';

export type { FileNotes, Selection, Setting, Shock };

/** The kinds a node can have; `control` is given to the node of every control. */
export type NodeKind =
  | 'service'
  | 'process'
  | 'asset'
  | 'site'
  | 'person'
  | 'team'
  | 'supplier'
  | 'partner'
  | 'infrastructure'
  | 'control';

/** One way in which a node is supplied: a bottleneck beside the node's other needs. */
export interface NeedGroup {
  /** Its name in the file: the member's id for a plain need. */
  readonly id: string;
  /** `all`: the minimum; `any`: the best running one; `atLeast`: the k-th largest; `share`: the weighted sum, capped at 1. */
  readonly kind: 'all' | 'any' | 'atLeast' | 'share';
  /** How many members `atLeast` wants; 1 otherwise. */
  readonly k: number;
  /** Node ids; in order of preference for `any`, sorted by id otherwise. */
  readonly members: readonly string[];
  /** Weights of `share`, beside `members`; empty otherwise. */
  readonly weights: readonly number[];
  readonly switchover?: Quantity | undefined;
  /** Hours of full supply. */
  readonly buffer?: Quantity | undefined;
  /** Hours that an empty stock takes to fill; at once when absent. */
  readonly refill?: Quantity | undefined;
  readonly fallback?: Quantity | undefined;
  /** Hours for which what the need gives must lie below the fallback before the fallback works; at once when absent. */
  readonly fallbackAfter?: Quantity | undefined;
}

/** What an outage of a node costs. */
export interface LossEntry {
  /** Bearer or kind, or the `id:` given; unique within the node. */
  readonly id: string;
  readonly kind: 'money' | 'harm' | 'goodwill';
  /** Who bears it, for money; null otherwise. */
  readonly bearer: string | null;
  /** `rate`: amount per hour while down; `outage`: once per outage; `formula`: once per outage, of its `hours`. */
  readonly mode: 'rate' | 'outage' | 'formula';
  /** money/hour or number/hour for `rate`; money or number otherwise. */
  readonly amount: Quantity;
  /** Hours of outage before it counts. */
  readonly after?: Quantity | undefined;
  /** Factors that multiply while their calendar name is in force. */
  readonly during: readonly CalendarFactor[];
}

/** A factor while a calendar name is in force; the factors in force multiply. */
export interface CalendarFactor {
  readonly name: string;
  readonly factor: number;
}

/** Limits of an organisation on a node's outage, hours; `mbco` the capacity that must be kept, 0..1. */
export interface Tolerance {
  readonly mtpd?: number | undefined;
  readonly rto?: number | undefined;
  readonly mbco: number;
}

/** The law of a restart from so many hours after what the node's needs give fell below 1. */
export interface RestartStage {
  /** Its key in the file, such as `after 4 h`; null for a restart without stages. */
  readonly id: string | null;
  readonly after: number;
  /** Hours. */
  readonly hours: Quantity;
}

/** Anything that can be down. Controls are nodes too (`kind: 'control'`), under the same id as the control. */
export interface ModelNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly label: string;
  readonly discipline: string | null;
  readonly owner: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly goal: string | null;
  readonly needs: readonly NeedGroup[];
  /** How long it takes to work again once its needs would let it; in order of `after`, the first from 0. Absent: no time. */
  readonly restart?: readonly RestartStage[] | undefined;
  readonly blackStart?: Quantity | undefined;
  readonly tolerance?: Tolerance | undefined;
  readonly loss: readonly LossEntry[];
  /** Draw label, `nodes.ID` or `controls.ID` with the id of `was:` when given. */
  readonly drawLabel: string;
}

/** When a threat arrives. */
export type Occurrence =
  /** Poisson; `amount` is events per hour (`per: 'rate'`) or mean hours between events (`per: 'interval'`). */
  | { readonly kind: 'rate'; readonly per: 'rate' | 'interval'; readonly amount: Quantity; readonly once: boolean }
  /** One Bernoulli a year. `chance` is a share. */
  | { readonly kind: 'yearly'; readonly chance: Quantity; readonly once: boolean }
  /** Weibull renewal through P(low) = .05 and P(high) = .95, hours. `never`: the chance that it does not come. */
  | {
      readonly kind: 'within';
      readonly low: number;
      readonly high: number;
      readonly never: number;
      readonly once: boolean;
    }
  /** At given hours after the start of the horizon, within it. */
  | { readonly kind: 'on'; readonly atHours: readonly number[] };

/** What a threat event does to one node unless a control stops it. */
export interface ThreatEffect {
  /** The node struck. */
  readonly node: string;
  /** The key under `affects`: a node id, `tag=value`, or `one of tag=value`. */
  readonly key: string;
  /** Set for `one of`: one effect of those with this key is taken by chance, evenly. */
  readonly oneOf: boolean;
  /** Chance of reaching the node; 1 when absent. */
  readonly chance?: Quantity | undefined;
  readonly delay?: Quantity | undefined;
  /** Hours; `forever` is an outage without an end. */
  readonly outage: Quantity | 'forever';
  /** Capacity that is left, 0..1; 0 when absent. */
  readonly leaves?: Quantity | undefined;
  readonly overlap: 'add' | 'ignore';
  readonly cost: readonly Cost[];
}

/** A one-off cost, drawn anew for each effect (or event). */
export interface Cost {
  readonly bearer: string;
  readonly amount: Quantity;
}

export interface Threat {
  readonly id: string;
  readonly label: string;
  readonly discipline: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly occurs: Occurrence;
  /** Constant factor on the pace, from an override `x1.5` of `occurs`; 1 otherwise. */
  readonly rateFactor: number;
  /** Factors on the pace while a calendar name is in force. */
  readonly during: readonly CalendarFactor[];
  readonly affects: readonly ThreatEffect[];
  /** Costs of an event that is not stopped as a whole, beside those of its effects. */
  readonly cost: readonly Cost[];
  readonly drawLabel: string;
}

/** How well a level does one thing. */
export type Effectiveness =
  | { readonly kind: 'elicited'; readonly quantity: Quantity }
  /** Product of the posteriors Beta(a, b) of the forms of evidence there are, times the validities. */
  | {
      readonly kind: 'posterior';
      readonly forms: readonly {
        readonly form: 'done' | 'to standard' | 'caught';
        readonly a: number;
        readonly b: number;
      }[];
      readonly validity: readonly Quantity[];
    }
  /** Misses `share` of what the next lower order misses. */
  | { readonly kind: 'misses'; readonly share: Quantity; readonly of: string }
  /** As level `of` for a share of arrivals, as level `rest` for the others. */
  | ({ readonly kind: 'covers' } & Coverage);

/** A layer of insurance. */
export interface TransferLayer {
  /** Most that it pays, money. */
  readonly limit: number;
  /** Retention under it, money. */
  readonly over: number;
  readonly per: 'event' | 'year';
  /** Share of the layer that is paid, 0..1. */
  readonly share: number;
  /** Losses of the first so many hours after the root effect are not covered. */
  readonly waitingHours: number;
}

/** A spend level of a control. */
export interface Level extends SpendItems {
  readonly id: string;
  /** Rank: 0 for `none`. */
  readonly order: number;
  /** Set for a level in part, which costs and does what the levels that it names do, each for its share. */
  readonly coverage?: Coverage | undefined;
  readonly prevent?: Effectiveness | undefined;
  readonly deter?: Effectiveness | undefined;
  readonly contain?: Effectiveness | undefined;
  readonly recover?: { readonly chance: Quantity; readonly within: Quantity } | undefined;
  readonly transfer: readonly TransferLayer[];
  /** Capacity of the control's node at this level, 0..1; 1 when absent. */
  readonly capacity: number;
  /** True when the level changes the model by `set`. */
  readonly changesModel: boolean;
}

/** What a control stands against, resolved. `effects` null: the whole event, one draw at its arrival. */
export interface Against {
  readonly threat: string;
  /** Node ids whose effects it is drawn for, one draw per effect when it lands; null: the event. */
  readonly nodes: readonly string[] | null;
}

export interface Control extends SpendRules {
  /** Also the id of its node. */
  readonly id: string;
  readonly label: string;
  readonly discipline: string | null;
  readonly against: readonly Against[];
  /** Sorted by order. */
  readonly levels: readonly Level[];
  /** Id of the level in force under this selection of portfolio. */
  readonly level: string;
  /** Id of the level that the file calls current. */
  readonly current: string;
  readonly drawLabel: string;
}

export interface CommonCause {
  readonly id: string;
  readonly members: readonly string[];
  readonly beta: Quantity;
}

/**
 * An event that is asked for, whatever the futures bring; nothing prevents or deters it.
 *
 * `text`: as it can be given again. `atHours`: hours from the start of the horizon, within it.
 */
export type GivenEvent = { readonly text: string; readonly atHours: number } & (
  | { readonly kind: 'threat'; readonly threat: string }
  /** The node is taken out, as by a shock. `id`: the cause, `given:NODE`; with its date where the node is given twice. */
  | {
      readonly kind: 'node';
      readonly id: string;
      readonly node: string;
      readonly outage: Quantity | 'forever';
    }
);

/** What the board tolerates. `chance` is per period (a year, or a shorter horizon). Money in the counted bearers. */
export type Limit = {
  readonly id: string;
  readonly owner: string | null;
  readonly review: string | null;
  /** Confidence over worlds that is asked for, 0..1. */
  readonly confidence: number;
} & (
  | { readonly kind: 'loss'; readonly over: number; readonly chance: number }
  | {
      readonly kind: 'outage';
      readonly node: string;
      readonly overHours: number;
      readonly over: 'mtpd' | 'rto' | 'hours';
      readonly mbco: number;
      readonly chance: number;
    }
  /** Events a year. */
  | { readonly kind: 'gotThrough'; readonly threat: string; readonly most: number }
  /** Money a year. */
  | { readonly kind: 'meanLoss'; readonly most: number }
  | { readonly kind: 'tailMean'; readonly level: number; readonly most: number }
  | { readonly kind: 'curve'; readonly points: readonly { readonly loss: number; readonly chance: number }[] }
  | { readonly kind: 'harm'; readonly over: number; readonly chance: number }
  | {
      readonly kind: 'shareOfTail';
      /** A node's id, or `any`. */
      readonly node: string;
      readonly most: number;
      /** Mean of the worst 5 % of periods up to which no share of it matters, money. */
      readonly mattersOver: number;
      /** True where the file does not state that. */
      readonly mattersOverIsAssumed: boolean;
    }
);

export interface SourceNote {
  readonly id: string;
  readonly title: string;
  readonly date: string | null;
  readonly by: readonly string[];
  readonly confidence: 'official' | 'company' | 'estimate' | 'press' | null;
  readonly origin: 'before' | 'fitted' | 'assumed' | null;
  /** Share of intervals that contained the truth, 0..1; null when not measured. */
  readonly calibration: number | null;
  readonly url: string | null;
}

/** A stretch of the horizon in which a calendar name is in force, hours from its start. */
export interface CalendarStretch {
  readonly from: number;
  readonly to: number;
}

export interface Bearer {
  readonly id: string;
  /** False for `show`: reported, not counted. */
  readonly counted: boolean;
}

/** An accepted risk. */
export interface Acceptance {
  readonly risk: string;
  readonly by: string;
  readonly until: string | null;
  readonly upTo: number | null;
}

/** Evidence about a control, as written, for reading back. */
export interface EvidenceNote {
  readonly control: string;
  readonly level: string;
  readonly form: 'done' | 'to standard' | 'caught';
  readonly k: number;
  readonly n: number;
  readonly date: string;
  /** Counts after clusters and age; Jeffreys' prior not yet added. */
  readonly effectiveK: number;
  readonly effectiveN: number;
  readonly scope: 'whenPerformed' | 'endToEnd';
  /** How it was tested, and what makes its counts smaller, as far as the file says. Not part of the hash. */
  readonly stated: readonly Setting[];
}

/** A value that one setter sets, and another otherwise: the second wins. */
export interface Overruled {
  readonly path: string;
  /** In a sentence: "level `fast` of control `drill`". */
  readonly by: string;
  /** In a sentence: "scenario `winter`". */
  readonly winner: string;
}

/** A whole model under one selection of scenario, portfolio and overrides. */
export interface Model {
  readonly title: string;
  readonly currency: string;
  /** ISO date and time, such as `2027-01-01T00:00`. */
  readonly starts: string;
  readonly horizonHours: number;
  /** Length of a period: a year, or the horizon where it is shorter. `horizonHours` is a whole number of these. */
  readonly periodHours: number;
  readonly bearers: readonly Bearer[];
  readonly disciplines: readonly string[];
  readonly calendar: Readonly<Record<string, readonly CalendarStretch[]>>;
  readonly sources: readonly SourceNote[];
  readonly inputs: readonly { readonly name: string; readonly quantity: Quantity }[];
  /** Sorted by id; controls' nodes among them. */
  readonly nodes: readonly ModelNode[];
  readonly threats: readonly Threat[];
  readonly controls: readonly Control[];
  readonly evidence: readonly EvidenceNote[];
  readonly commonCauses: readonly CommonCause[];
  readonly limits: readonly Limit[];
  /** How sure the appetite asks to be, where that is not what every limit asks; see `appetite-confidence.ts`. */
  readonly confidence?: number | undefined;
  readonly accepted: readonly Acceptance[];
  /** What moves the world; absent where the file has no drivers. */
  readonly drivers?: Drivers | undefined;
  /** Absent where the file says nothing of it. */
  readonly spend?: Spend | undefined;
  /** Sorted by id; absent where there are none. */
  readonly opportunities?: readonly Opportunity[] | undefined;
  /** Names that the file defines, for `--scenario` and `--portfolio`. */
  readonly scenarioNames: readonly string[];
  readonly portfolioNames: readonly string[];
  /** The scenario in force, `base` when none. */
  readonly scenario: string;
  /** What the levels in force set and the scenario sets otherwise. */
  readonly overruled: readonly Overruled[];
  readonly shocks: readonly Shock[];
  /** Events asked for, by time, then by what is struck. Figures are then of what they set off, not of a year. */
  readonly given: readonly GivenEvent[];
  /** Not part of the hash. */
  readonly notes: FileNotes;
  /** What was asked for beside the file, for the heads of documents. Not part of the hash. */
  readonly selection: Selection;
  /** sha256 of the canonical parsed model, `sha256:` in front. */
  readonly hash: string;
}
