/** What follows from the drivers that a model states: plain figures for a page. */
import type { Estimate } from './estimate.ts';

/** What follows for one state. */
export interface StateOutlook {
  readonly driver: string;
  readonly state: string;
  /** As stated: `every 5..20 years`; null where it does not come by itself. */
  readonly comes: string | null;
  /** As stated: `4..18 months`. */
  readonly lasts: string;
  /**
   * From its rate and its length alone, with no other state in force, by closed form; null where there is none (a calendar, a
   * proximity, a date, a length without end, what is known at the start or held).
   */
  readonly alone: { readonly shareOfTime: number; readonly seenInPeriod: number } | null;
  /** In the model as it stands, from simulated paths of the drivers: share of time in force. */
  readonly shareOfTime: Estimate;
  /** Share of periods in which it is in force at some time. */
  readonly seenInPeriod: Estimate;
  /** Share of futures that begin with it in force. */
  readonly atStart: Estimate;
  /** Whether anything can begin it. */
  readonly canCome: boolean;
}

/** What a state does to another driver. */
export interface LinkOutlook {
  readonly driver: string;
  readonly state: string;
  readonly kind: 'oftener' | 'longer' | 'index' | 'brings';
  /** `unrest, riots`, or an index. */
  readonly target: string;
  /** The factor or, for `brings`, the chance, as stated; null: certain. */
  readonly stated: string | null;
  /** Chance of at least one arrival of the target in a spell, with the factor and without; null where there is no closed form. */
  readonly chances: { readonly meanHours: number; readonly linked: number; readonly otherwise: number } | null;
}

/** What drivers make of base figures that the same drivers move. */
export interface FigureOutlook {
  readonly names: readonly string[];
  readonly measure: 'often' | 'long' | 'dear' | 'missed' | 'of it';
  /** Factor on average over time and futures. */
  readonly mean: Estimate;
  /** The state in which it is moved most, and the mean factor in it; null where only indices move it. */
  readonly most: { readonly driver: string; readonly state: string; readonly factor: number } | null;
}

export interface IndexOutlook {
  readonly id: string;
  readonly mean: Estimate;
  readonly low: number;
  readonly high: number;
}

/** A node under a ceiling that another needs without spare. */
export interface NoSpare {
  readonly driver: string;
  readonly state: string;
  readonly node: string;
  /** As stated: `60..80%`. */
  readonly ceiling: string;
  readonly dependants: readonly string[];
}

export interface DriverOutlook {
  readonly states: readonly StateOutlook[];
  readonly links: readonly LinkOutlook[];
  /** Moved most first. */
  readonly figures: readonly FigureOutlook[];
  readonly indices: readonly IndexOutlook[];
  readonly noSpare: readonly NoSpare[];
  /** Families that no driver speaks of. */
  readonly silentFamilies: readonly string[];
  /** Share of worlds whose correlations clash, so that the nearest that do not take their place. */
  readonly clashingWorlds: number;
  /** Futures of the drivers that were simulated. */
  readonly trials: number;
  /** Length of a period, hours. */
  readonly periodHours: number;
}
