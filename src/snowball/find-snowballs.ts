/** Where failures compound: the parts of the search joined into one document. */
import { didYouMean } from '../model/did-you-mean.ts';
import { goalNodes } from '../model/goal-nodes.ts';
import type { Selection } from '../model/selection.ts';
import type { SnowballDocument, SnowballResult } from '../results/snowball-document.ts';
import { givenOf, headOf, labelsOf, settingsOf } from '../sim/measure/asked.ts';
import type { FuturesProgress } from '../sim/session/futures.ts';
import type { RunOptions, Session } from '../sim/session.ts';
import { VERSION } from '../sim/session/version.ts';
import { PARTS, type Part, type Search } from './parts.ts';
import { networkOf } from './points/network.ts';
import { snowballPoints } from './points/points.ts';
import { reasonsOf } from './reasons.ts';
import { tailOfRun } from './tail.ts';

/** The parts of a search, in their order. */
export type SnowballPart = 'points' | Part;

export interface SnowballOptions extends Omit<RunOptions, 'until'> {
  /** Share of the tail that makes a point, above 0 and at most 1; .05 when absent. */
  readonly least?: number | undefined;
  /** Nodes that structure and time are asked about; those that the organisation is there for when absent. */
  readonly goals?: readonly string[] | undefined;
  /** What is looked for besides points; all when absent. */
  readonly parts?: readonly Part[] | undefined;
  /** Orders of threats that shares are the mean over where not all are looked at; 2,000 when absent. */
  readonly orders?: number | undefined;
  /** Told when a part begins, and how far it is; `futures` by `onProgress`. */
  readonly onPart?: ((part: SnowballPart, done: number, of: number) => void) | undefined;
}

/** Answers by session: a question that was answered whole is not run again. */
const answered = new WeakMap<Session, Map<string, SnowballDocument>>();

function checkOptions({ least, goals = [] }: SnowballOptions, ids: readonly string[]): void {
  if (least !== undefined && !(least > 0 && least <= 1)) {
    throw new RangeError(`\`least\` of \`findSnowballs\` is ${least}: give a share above 0 and at most 1`);
  }
  for (const goal of goals) {
    if (ids.includes(goal)) continue;
    const meant = didYouMean(goal, ids);
    throw new RangeError(
      `there is no node \`${goal}\` to be a goal${meant === null ? '' : `; did you mean \`${meant}\`?`}`,
    );
  }
}

async function pointsOf({ futures, goals, options }: Search, least: number | undefined): Promise<SnowballResult> {
  const { model, compiled } = futures.sample.variant;
  const result = await snowballPoints(futures, { ...options, least });
  const network = networkOf(model, compiled);
  const points = result.points.map((point) => ({ ...point, reasons: reasonsOf(point, model, network) }));
  return { ...result, ...givenOf(model), goals, points };
}

function documentOf(
  { futures }: Search,
  options: SnowballOptions,
  result: SnowballResult,
  partial: boolean,
): SnowballDocument {
  const { sample, seed } = futures;
  const { model } = sample.variant;
  const { least, goals, settings } = options;
  return {
    ringfence: VERSION,
    snowball: 1,
    ...headOf(model, seed, sample),
    partial,
    ...labelsOf(model),
    settings: {
      ...settingsOf(model),
      ...(least === undefined ? {} : { least }),
      ...(goals === undefined ? {} : { goals }),
      ...settings,
    },
    scenarios: { [model.scenario]: result },
  };
}

const keyOf = (
  selection: Selection,
  { trials, worlds, seed, least, goals, parts, orders, settings }: SnowballOptions,
): string => JSON.stringify([selection, trials, worlds, seed, least, goals, parts, orders, settings]);

/**
 * Finds where failures compound: points, why there is none, and what stands behind.
 *
 * Cut short by its signal, it gives what is known once the points are, marked `partial`; before that it rejects with the reason of the
 * signal. What a session has answered whole it answers again at once.
 *
 * @throws RangeError for a share or a goal that is none; SelectionFault for a selection that is no model.
 */
export async function findSnowballs(
  session: Session,
  asked: Selection & SnowballOptions = {},
): Promise<SnowballDocument> {
  const { scenario, portfolio, set, given, ...options } = asked;
  const selection: Selection = { scenario, portfolio, set, given };
  const { model } = session.variants([selection])[0]!;
  checkOptions(
    options,
    model.nodes.map(({ id }) => id),
  );
  const key = keyOf(selection, options);
  const known = answered.get(session)?.get(key);
  if (known !== undefined) return known;

  const { least: _, goals: __, parts, orders, onPart, ...ofRun } = options;
  const futures = await session.futures({ ...selection, ...ofRun });
  const goals = options.goals ?? goalNodes(model).map(({ id }) => id);
  const isCut = (): boolean => options.signal?.aborted === true;
  let at: SnowballPart = 'points';
  const onProgress = ({ trialsDone, trials }: FuturesProgress): void => onPart?.(at, trialsDone, trials);
  const search: Search = {
    session,
    selection,
    futures,
    tail: tailOfRun(futures),
    goals,
    orders,
    options: { signal: options.signal, onProgress },
  };
  onPart?.(at, 0, 0);
  let result = await pointsOf(search, options.least);
  for (const { part, find } of PARTS) {
    if (parts?.includes(part) === false) continue;
    try {
      options.signal?.throwIfAborted();
      at = part;
      onPart?.(at, 0, 0);
      result = { ...result, ...(await find(search, result)) };
    } catch (error) {
      if (!isCut()) throw error;
      return documentOf(search, options, result, true);
    }
  }
  const document = documentOf(search, options, result, false);
  const answers = answered.get(session) ?? new Map<string, SnowballDocument>();
  answered.set(session, answers.set(key, document));
  return document;
}

/** Several selections of one session, one after the other, as one document, by the names of their results; null when nothing was known. */
export async function findAllSnowballs(
  session: Session,
  searches: readonly { readonly name: string; readonly selection: Selection }[],
  options: SnowballOptions = {},
): Promise<SnowballDocument | null> {
  const documents = new Map<string, SnowballDocument>();
  const isCut = (): boolean => options.signal?.aborted === true;
  for (const { name, selection } of searches) {
    if (isCut()) break;
    try {
      documents.set(name, await findSnowballs(session, { ...selection, ...options }));
    } catch (error) {
      if (!isCut()) throw error;
    }
  }
  const [first] = documents.values();
  if (first === undefined) return null;
  const partial = documents.size < searches.length || [...documents.values()].some((document) => document.partial);
  const scenarios = Object.fromEntries(
    [...documents].flatMap(([name, document]) => Object.values(document.scenarios).map((result) => [name, result])),
  );
  return { ...first, partial, scenarios };
}
