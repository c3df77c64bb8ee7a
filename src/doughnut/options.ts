/** What may be asked of a doughnut. */
import { checkOptions, FUNCTION, NUMBER, PORTFOLIO, SIGNAL, TEXT, TEXTS, RECORD } from '../model/options.ts';
import type { Selection } from '../model/selection.ts';
import { AskedFault } from './asked-fault.ts';
import { MOST_PORTFOLIOS } from './evaluation/candidates.ts';
import type { EvaluationProgress } from './evaluation/evaluate.ts';
import type { ProgramSolver } from './search/program.ts';
import { SEGMENTATIONS, type Segmentation } from './segments.ts';

/** The parts of the work, in their order. */
export type DoughnutPart = 'portfolios' | 'search' | 'fresh worlds' | 'price of error' | 'benefits';

export interface DoughnutOptions {
  /** Trials and worlds of each portfolio: what lets each world tell whether it keeps the limits when absent. */
  readonly trials?: number | undefined;
  readonly worlds?: number | undefined;
  /** Trials of a portfolio where neither these nor worlds are asked, and its limits take no more; 100,000 when absent. */
  readonly usualTrials?: number | undefined;
  /** Seed phrase; that of the session when absent. */
  readonly seed?: string | undefined;
  /** How sure to be of everything, in place of what the file asks; 0..1. */
  readonly confidence?: number | undefined;
  /** Budget cost that is there, money a year; that of the file when absent. */
  readonly budget?: number | undefined;
  /** Share of today's budget cost that is taken away, 0..1; not with `budget`. */
  readonly cut?: number | undefined;
  /** What segments are made by; discipline when absent. */
  readonly segments?: Segmentation | undefined;
  /** Years over which money is looked at, a whole number from 1 to 100; those of the horizon when absent, or 5 where that is one year. */
  readonly years?: number | undefined;
  /** Limits that are given up. */
  readonly without?: readonly string[] | undefined;
  /** Most portfolios that are all tried, at most and by default 100,000; where the file allows more, they are searched. */
  readonly most?: number | undefined;
  /** Solves the programs that bound the least spend of a search, such as `makeProgramSolver()`; without one the bound is missing. */
  readonly solver?: ProgramSolver | undefined;
  /** Bytes of what is kept: half of it of all portfolios, half of the trials that were run; 512 MiB when absent. */
  readonly memory?: number | undefined;
  /** A search that is done as planned goes on around what it found until this comes: for those who have more time. */
  readonly searchUntil?: AbortSignal | undefined;
  /** Cuts it short: it gives what is known of the cheapest portfolios, or of those that a search has tried, marked `partial`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((part: DoughnutPart, progress: EvaluationProgress) => void) | undefined;
  /** What else the document is to say about how it was made. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/** Years that money is looked at, at most. */
const MOST_YEARS = 100;

/** Bytes of what is kept when nothing is asked. */
export const DEFAULT_MEMORY: number = 512 * 2 ** 20;

const SEGMENTATION = {
  is: (value: unknown) => SEGMENTATIONS.some((by) => by === value),
  words: `one of ${SEGMENTATIONS.join(', ')}`,
};
const SHARE = {
  is: (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1,
  words: 'a share, 0 to 1',
};
const AMOUNT = { is: (value: unknown) => typeof value === 'number' && value >= 0, words: 'an amount of money a year' };

/** @throws AskedFault, or RangeError for what is no option. */
export function checkAsked(asked: Selection & DoughnutOptions): void {
  const kinds = {
    trials: NUMBER,
    worlds: NUMBER,
    usualTrials: NUMBER,
    seed: TEXT,
    confidence: SHARE,
    budget: AMOUNT,
    cut: SHARE,
    segments: SEGMENTATION,
    years: NUMBER,
    without: TEXTS,
    most: NUMBER,
    memory: NUMBER,
    solver: RECORD,
    searchUntil: SIGNAL,
    signal: SIGNAL,
    onProgress: FUNCTION,
    settings: RECORD,
    scenario: TEXT,
    portfolio: PORTFOLIO,
    set: TEXTS,
    given: TEXTS,
  } satisfies Record<keyof (Selection & DoughnutOptions), unknown>;
  checkOptions('`doughnut`', asked, kinds);
  if (asked.budget !== undefined && asked.cut !== undefined) {
    throw new AskedFault('`doughnut` takes `budget` or `cut`, not both: a cut is a budget');
  }
  const { years } = asked;
  if (years !== undefined && !(Number.isInteger(years) && years >= 1 && years <= MOST_YEARS)) {
    throw new AskedFault(`\`years\` of \`doughnut\` is ${years}: give a whole number from 1 to ${MOST_YEARS}`);
  }
  if (asked.most !== undefined && !(asked.most >= 1 && asked.most <= MOST_PORTFOLIOS)) {
    throw new AskedFault(`\`most\` of \`doughnut\` is ${asked.most}: give a number from 1 to ${MOST_PORTFOLIOS}`);
  }
}
