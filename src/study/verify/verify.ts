/**
 * `verify`: every published answer that this version can give, beside ours.
 *
 * Exact methods must agree to a millionth, or to half a unit of the last digit printed; simulated ones within four standard errors,
 * and no more than one in twenty beyond 2.6. Where an answer is rounded, the distance is that to its rounding interval.
 */
import type { ScenarioResult } from '../../results/scenario-result.ts';
import type { SensitivityDocument } from '../../results/sensitivity-document.ts';
import type { Verdict, VerifyCase } from '../../results/verify-document.ts';
import { aggregateLoss } from './aggregate-loss.ts';
import { availability } from './availability.ts';
import { compounding } from './compounding.ts';
import { doughnuts } from './doughnuts.ts';
import { drivers } from './drivers.ts';
import { generators } from './generators.ts';
import { logic } from './logic.ts';
import { sensitivities } from './sensitivities.ts';
import type { Answer, DrawAsked, Drawn, Found, Group, SearchAsked, Searched, SenseAsked } from './row.ts';
import { spend } from './spend.ts';

/** Simulates a model file, under one of its scenarios. */
export type Simulate = (model: string, trials: number, scenario?: string) => Promise<ScenarioResult>;

const GROUPS: readonly Group[] = [
  aggregateLoss,
  availability,
  logic,
  spend,
  doughnuts,
  compounding,
  drivers,
  sensitivities,
  generators,
];

/** Standard errors beyond which a row fails, and beyond which one in twenty may be. */
const MOST_Z = 4;
const SELDOM_Z = 2.6;
const SELDOM = 1 / 20;

/** Relative error allowed for exact methods. */
const EXACT = 1e-6;

/** Error beyond the rounding of the answer. */
function distance(found: number, exact: number, half: number): number {
  const off = found - exact;
  return Math.sign(off) * Math.max(0, Math.abs(off) - half);
}

/** Money that counts as none, where an exact answer of 0 comes from sums. */
const NOTHING = 1e-6;

/** Whether a figure that chance has no part in is the answer. */
const isAnswer = (off: number, exact: number): boolean => Math.abs(off) <= Math.max(EXACT * Math.abs(exact), NOTHING);

/** A row whose answer must lie between how low and how high ours may be. */
function judgedBetween(
  group: string,
  answer: Answer,
  exact: number,
  found: Found,
  { low, high }: NonNullable<Found['between']>,
): VerifyCase {
  const { id, what, source, half = 0, isSettled = false } = answer;
  const { value, standardError } = found;
  const off = distance(value, exact, half);
  const isWithin =
    isAnswer(Math.max(0, low - half - exact), exact) && isAnswer(Math.max(0, exact - high - half), exact);
  // NaN never holds.
  const verdict: Verdict = isWithin && (!isSettled || isAnswer(off, exact)) ? 'holds' : 'fails';
  const end = (amount: number): number | null => (Number.isFinite(amount) ? amount : null);
  return { id, group, what, source, exact, value, standardError, low: end(low), high: end(high), z: null, verdict };
}

/** A row with its verdict. */
export function judged(group: string, answer: Answer, exact: number, found: Found): VerifyCase {
  const { id, what, source, half = 0 } = answer;
  const { value, standardError, between } = found;
  if (between !== undefined) return judgedBetween(group, answer, exact, found, between);
  const off = distance(value, exact, half);
  const isExact = standardError === 0;
  const z = isExact ? null : off / standardError;
  const holds = isExact ? Math.abs(off) <= EXACT * Math.abs(exact) : Math.abs(off / standardError) < MOST_Z;
  // NaN never holds.
  const verdict: Verdict = holds ? 'holds' : 'fails';
  return { id, group, what, source, exact, value, standardError, z, verdict };
}

/** A row that could not be run. */
export function absent(group: string, answer: Answer & { readonly exact: number }): VerifyCase {
  const { id, what, source, exact } = answer;
  return { id, group, what, source, exact, value: null, standardError: null, z: null, verdict: 'not run: data absent' };
}

/** How much less per year the second model loses than the first, on the same futures. */
export type Save = (models: readonly [string, string], trials: number) => Promise<Found>;

/** Looks where the failures of a model compound. */
export type Search = (asked: SearchAsked) => Promise<Searched>;

/** Says what security should cost. */
export type Draw = (asked: DrawAsked) => Promise<Drawn>;

/** Says which inputs of a model matter. */
export type Sense = (asked: SenseAsked) => Promise<SensitivityDocument>;

export interface VerifyOptions {
  readonly simulate: Simulate;
  readonly save: Save;
  /** Without it no row of a search is run. */
  readonly search?: Search | undefined;
  /** Without it no row of a doughnut is run. */
  readonly draw?: Draw | undefined;
  /** Without it no row of a sensitivity analysis is run. */
  readonly sense?: Sense | undefined;
  /** Ids of rows; all when absent. */
  readonly only?: ReadonlySet<string> | undefined;
  /** Multiple of the trials of each case; 1 when absent. */
  readonly share?: number | undefined;
  /** Called after each simulation. */
  readonly onCase?: ((done: number, all: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The rows of all groups that need no external data. A signal cuts them short between two simulations. */
export async function verify(
  options: VerifyOptions,
): Promise<{ readonly cases: VerifyCase[]; readonly trials: number }> {
  const { simulate, save, search, draw, sense, only, share = 1, onCase, signal } = options;
  const wanted = ({ id }: Answer): boolean => only === undefined || only.has(id);
  const all =
    GROUPS.flatMap(({ simulated }) => simulated).filter(({ rows }) => rows.some(wanted)).length +
    GROUPS.flatMap(({ paired = [] }) => paired).filter(({ row }) => wanted(row)).length +
    (search === undefined
      ? 0
      : GROUPS.flatMap(({ searched = [] }) => searched).filter(({ rows }) => rows.some(wanted)).length) +
    (draw === undefined
      ? 0
      : GROUPS.flatMap(({ drawn = [] }) => drawn).filter(({ rows }) => rows.some(wanted)).length) +
    (sense === undefined
      ? 0
      : GROUPS.flatMap(({ sensed = [] }) => sensed).filter(({ rows }) => rows.some(wanted)).length);
  const cases: VerifyCase[] = [];
  let done = 0;
  let trials = 0;
  for (const {
    title,
    simulated,
    paired = [],
    searched = [],
    drawn = [],
    sensed = [],
    estimated = [],
    exact,
  } of GROUPS) {
    for (const { model, scenario, trials: whole, rows } of simulated) {
      if (!rows.some(wanted)) continue;
      if (signal?.aborted === true) return { cases, trials };
      const size = Math.max(16, Math.round(whole * share));
      const result = await simulate(model, size, scenario);
      trials += size;
      for (const row of rows.filter(wanted)) {
        cases.push(judged(title, row, typeof row.exact === 'number' ? row.exact : row.exact(result), row.of(result)));
      }
      onCase?.(++done, all);
    }
    for (const { models, trials: whole, row, per } of paired) {
      if (!wanted(row)) continue;
      if (signal?.aborted === true) return { cases, trials };
      const size = Math.max(16, Math.round(whole * share));
      const { value, standardError } = await save(models, size);
      trials += 2 * size;
      cases.push(judged(title, row, row.exact, { value: value / per, standardError: standardError / per }));
      onCase?.(++done, all);
    }
    for (const { rows, ...asked } of search === undefined ? [] : searched) {
      if (!rows.some(wanted)) continue;
      if (signal?.aborted === true) return { cases, trials };
      const found = await search!(asked);
      trials += asked.trials;
      cases.push(...rows.filter(wanted).map((row) => judged(title, row, row.exact, row.of(found))));
      onCase?.(++done, all);
    }
    for (const { rows, ...asked } of draw === undefined ? [] : drawn) {
      if (!rows.some(wanted)) continue;
      if (signal?.aborted === true) return { cases, trials };
      const found = await draw!(asked);
      trials += found.tried.portfolios * found.trials;
      cases.push(...rows.filter(wanted).map((row) => judged(title, row, row.exact, row.of(found))));
      onCase?.(++done, all);
    }
    for (const { rows, ...asked } of sense === undefined ? [] : sensed) {
      if (!rows.some(wanted)) continue;
      if (signal?.aborted === true) return { cases, trials };
      const found = await sense!(asked);
      trials += found.simulated;
      cases.push(...rows.filter(wanted).map((row) => judged(title, row, row.exact, row.of(found))));
      onCase?.(++done, all);
    }
    for (const { indices, rows } of estimated) {
      if (!rows.some(wanted)) continue;
      const found = indices();
      cases.push(...rows.filter(wanted).map((row) => judged(title, row, row.exact, row.of(found))));
    }
    for (const row of exact.filter(wanted)) {
      cases.push(judged(title, row, row.exact, { value: row.of(), standardError: 0 }));
    }
  }
  return { cases, trials };
}

/** Ids of all rows that need no external data. */
export const rowIds = (): string[] =>
  GROUPS.flatMap(({ simulated, paired = [], searched = [], drawn = [], sensed = [], estimated = [], exact }) =>
    [
      ...simulated.flatMap(({ rows }) => rows),
      ...searched.flatMap(({ rows }) => rows),
      ...drawn.flatMap(({ rows }) => rows),
      ...sensed.flatMap(({ rows }) => rows),
      ...estimated.flatMap(({ rows }) => rows),
      ...paired.map(({ row }) => row),
      ...exact,
    ].map(({ id }) => id),
  );

/**
 * Whether everything holds: no row fails, and no more than one in twenty simulated rows is beyond 2.6 standard errors.
 */
export function allHold(cases: readonly VerifyCase[]): boolean {
  const simulated = cases.filter(({ z }) => z !== null);
  const seldom = simulated.filter(({ z }) => Math.abs(z!) > SELDOM_Z);
  // One row out of a few is not a pattern.
  const most = Math.max(1, Math.floor(simulated.length * SELDOM));
  return cases.every(({ verdict }) => verdict !== 'fails') && seldom.length <= most;
}
