/**
 * What moves the world: drivers, whose states come in spells or whose index drifts, and what they make of other figures.
 *
 * Every path of the file is resolved: what it moves stands here by id, sorted, and never empty. Times are hours.
 */
import type { CalendarFactor, Cost, Occurrence } from './model.ts';
import type { Quantity } from './quantity.ts';

/** The families of drivers: PESTLE. */
export type Family = 'political' | 'economic' | 'social' | 'technological' | 'legal' | 'environmental';

interface DriverHead {
  /** Unique among drivers, which have a name space of their own. */
  readonly id: string;
  /** Its title, or its id. */
  readonly label: string;
  /** At least one; in the order of PESTLE. */
  readonly families: readonly Family[];
  /** Draw label, `drivers.ID` with the id of `was:` when given. */
  readonly drawLabel: string;
}

/** A driver with states, each of which comes in spells. The most severe one that runs is in force. */
export interface StateDriver extends DriverHead {
  /** From mild to severe: the order of the file. At least one. */
  readonly states: readonly DriverState[];
  /** What is known of the start; null: drawn. */
  readonly now: NowState | null;
}

/** What is known of a driver at the start. */
export interface NowState {
  /** The state that is in force; null for `normal`, in which none runs. */
  readonly state: string | null;
  /** Hours that are left of its spell; absent: as of one met at random, without end for a state that lasts `forever`. */
  readonly left?: Quantity | undefined;
}

export interface DriverState {
  /** Unique within its driver; never `normal`. */
  readonly id: string;
  /** When it comes by itself; absent: only when brought, held or known at the start. A chance a year is that of a Poisson process. */
  readonly occurs?: Occurrence | undefined;
  /** Constant factor on the pace, from an override `x1.5` of `occurs`; 1 otherwise. */
  readonly rateFactor: number;
  /** Factors on the pace while a calendar name is in force. */
  readonly during: readonly CalendarFactor[];
  /** Hours, drawn for each spell. */
  readonly lasts: Quantity | 'forever';
  /** What becomes of other figures while it is in force; by path. */
  readonly moves: readonly Movement[];
  /** What comes with the beginning of a spell; by path, then by id. */
  readonly brings: readonly Brought[];
  /** Draw label, `DRIVER.ID` with the id of `was:` when given. */
  readonly drawLabel: string;
}

/** A number that moves: F^-1(Phi(z)) of an AR(1) z that is standard normal at each step. */
export interface IndexDriver extends DriverHead {
  /** F: a factor. */
  readonly law: Quantity;
  /** Its value at the start, within the law; null: drawn. */
  readonly now: number | null;
  /** How slowly it moves, hours; `forever`: one value a trial. It reads alike for all indices of a group. */
  readonly persists: Quantity | 'forever';
  /** What it scales; by path. */
  readonly scales: readonly Scaling[];
}

/** What a state makes of other figures: one entry of `while`. */
export interface Movement {
  /** The path, as `formatPath` writes it; the figure's address in draws, below the state's label. */
  readonly path: string;
  readonly target: Target;
  /**
   * A factor; for the target `capacity` the share that is left at most. `uncertain`: drawn once a world (factors, unless
   * the file says otherwise); `varies`: anew for each spell, one draw for the whole path (ceilings).
   */
  readonly amount: Quantity;
}

/** What an index scales: one entry of `scales`. The factor is the index to this power. */
export interface Scaling {
  readonly path: string;
  /** Never `capacity` (a ceiling is a share) nor `index` (indices are joined by correlations). */
  readonly target: Target;
  /** Not 0; 1 when the file says nothing. */
  readonly power: number;
}

/** What a factor scales. */
export type Target =
  /** The pace; dates are left out. */
  | { readonly kind: 'threatOccurs'; readonly threats: readonly string[] }
  /** The cost of an event itself, beside those of its effects. */
  | { readonly kind: 'threatCost'; readonly threats: readonly string[] }
  | { readonly kind: 'effectCost'; readonly effects: readonly EffectAt[] }
  /** Effects without end are left out. */
  | { readonly kind: 'effectOutage'; readonly effects: readonly EffectAt[] }
  | { readonly kind: 'restart' | 'blackStart'; readonly nodes: readonly string[] }
  | { readonly kind: 'switchover' | 'buffer' | 'refill' | 'fallback'; readonly needs: readonly NeedAt[] }
  | { readonly kind: 'loss'; readonly losses: readonly LossAt[] }
  /** A ceiling, not a factor. Controls' nodes may be among them. */
  | { readonly kind: 'capacity'; readonly nodes: readonly string[] }
  /** Controls of which a level has what is scaled; a level that lacks it is left alone. */
  | { readonly kind: 'misses' | 'recover' | 'opex'; readonly controls: readonly string[] }
  /** Of a state; dates are left out. */
  | { readonly kind: 'stateOccurs'; readonly driver: string; readonly state: string }
  /** Of a state that ends. */
  | { readonly kind: 'stateLasts'; readonly driver: string; readonly state: string }
  | { readonly kind: 'index'; readonly driver: string };

/** An effect of a threat; see `ThreatEffect`. */
export interface EffectAt {
  readonly threat: string;
  /** Its key under `affects`. */
  readonly key: string;
  readonly node: string;
}

/** A need group of a node. */
export interface NeedAt {
  readonly node: string;
  readonly need: string;
}

/** A loss entry of a node. */
export interface LossAt {
  readonly node: string;
  readonly loss: string;
}

/** What comes with the beginning of a spell. */
export type Brought = {
  /** The key of `brings`, as `formatPath` writes it. */
  readonly path: string;
  /** Chance that it comes, drawn once a world; 1 when absent. */
  readonly chance?: Quantity | undefined;
  /** Hours from the beginning, drawn each time; 0 when absent. */
  readonly delay?: Quantity | undefined;
} & (
  | {
      readonly kind: 'effect';
      readonly node: string;
      /** Set for `one of`: one effect of those with this path is taken by chance, evenly. */
      readonly oneOf: boolean;
      /** `spell`: it ends with the spell. */
      readonly outage: Quantity | 'forever' | 'spell';
      /** Capacity that is left, 0..1; 0 when absent. */
      readonly leaves?: Quantity | undefined;
      readonly overlap: 'add' | 'ignore';
      readonly cost: readonly Cost[];
    }
  /** One event of a threat, on top of its own. */
  | { readonly kind: 'event'; readonly threat: string }
  /** An arrival of a state. */
  | { readonly kind: 'spell'; readonly driver: string; readonly state: string }
);

/** A correlation of two indices. */
export interface Correlation {
  /** Ids, in order. */
  readonly between: readonly [string, string];
  /** 1, or -1 for a correlation below 0. */
  readonly sign: 1 | -1;
  /** Its size, a share, drawn once a world. */
  readonly size: Quantity;
}

/** What a scenario, or `--given`, does to a driver, from an instant (included) to another (excluded), hours. */
export type Hold = { readonly driver: string; readonly from: number; readonly to: number } & (
  | {
      readonly kind: 'state';
      /** Null for `normal`. */
      readonly state: string | null;
    }
  | { readonly kind: 'index'; readonly value: number }
);

/** All drivers of a model, and what the scenario in force holds. */
export interface Drivers {
  /** Sorted by id. */
  readonly states: readonly StateDriver[];
  /** Sorted by id. */
  readonly indices: readonly IndexDriver[];
  /** Sorted by the ids that they are between. */
  readonly correlations: readonly Correlation[];
  /** How often indices may change, hours. */
  readonly indexStepHours: number;
  /** By driver, then by time; those of one driver do not overlap. Within the horizon. */
  readonly holds: readonly Hold[];
}
