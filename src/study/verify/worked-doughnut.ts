/** What is true of a small model whose doughnut was worked out by hand. */

/** A portfolio and what it costs. Levels of the controls in order of their ids. */
export interface WorkedRing {
  readonly spend: number;
  readonly levels: string;
  /** Another that is as good, as two controls are alike: noise picks one. */
  readonly twin?: string;
  /** How sure each limit is. */
  readonly confidences?: readonly number[];
  /** Spend and losses to expect. */
  readonly total?: number;
}

export interface WorkedToday {
  readonly actual: number;
  readonly isInside: boolean;
  readonly confidences: readonly number[];
  readonly riskCost: number;
  readonly effective: number;
  readonly effectiveLevels: string;
  readonly misallocation: number;
  readonly overshoot: number;
  readonly shortfallByAdding: number;
  readonly respent: number;
  /** Null where nothing surely beats it. */
  readonly beatenBy: string | null;
}

export interface WorkedSegment {
  readonly spend: number;
  readonly atLeast: number;
  readonly atMost: number;
  readonly indispensable: number;
}

/** What is true where so much confidence is asked. Money a year [GBP]. */
export interface WorkedAnswer {
  readonly confidence: number;
  /** A confidence lies so near to what is asked that the trials of the case do not settle who is adequate. */
  readonly isUnsettled?: true;
  /** How far the figures of the file are rounded [GBP]. */
  readonly half?: number;
  readonly necessary?: WorkedRing;
  readonly optimum?: WorkedRing;
  readonly sufficient?: WorkedRing;
  readonly premium?: number;
  readonly priceOfError?: number;
  /** Of the price of error. */
  readonly parts?: { readonly assessment: number; readonly controlPerformance: number };
  readonly lawCost?: number;
  readonly today?: WorkedToday;
  /** By id. */
  readonly segments?: Readonly<Record<string, WorkedSegment>>;
  /** Spend and losses to expect of what nothing dominates, cheapest first. */
  readonly frontier?: readonly (readonly [number, number])[];
  readonly noSafeSpace?: { readonly bestConfidence: readonly number[]; readonly levels: string };
}

export interface WorkedDoughnut {
  readonly id: string;
  readonly source: string;
  readonly text: string;
  /** Absent where nothing is uncertain. */
  readonly worlds?: number;
  readonly trials: number;
  readonly answers: readonly WorkedAnswer[];
}
