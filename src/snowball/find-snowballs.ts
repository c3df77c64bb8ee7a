/** Where failures compound: the parts of the search joined into one document. */
import { didYouMean } from '../model/did-you-mean.ts';
import { goalNodes } from '../model/goal-nodes.ts';
import type { Selection } from '../model/selection.ts';
import type { SnowballDocument, SnowballResult } from '../results/snowball-document.ts';
import { givenOf, labelsOf, settingsOf } from '../sim/measure/asked.ts';
import type { Futures, FuturesProgress } from '../sim/session/futures.ts';
import type { RunOptions, Session } from '../sim/session.ts';
import { VERSION } from '../sim/session/version.ts';
import { networkOf } from './points/network.ts';
import { snowballPoints } from './points/points.ts';
import { reasonsOf } from './reasons.ts';
import { restsOn } from './rests-on.ts';

/** The parts of a search, in their order. */
export type SnowballPart = 'futures' | 'points' | 'assumptions';

export interface SnowballOptions extends Omit<RunOptions, 'until'> {
  /** Share of the tail that makes a point, above 0 and at most 1; .05 when absent. */
  readonly least?: number | undefined;
  /** Nodes that structure and time are asked about; those that the organisation is there for when absent. */
  readonly goals?: readonly string[] | undefined;
  /** Told when a part begins, and how far it is; `futures` by `onProgress`. */
  readonly onPart?: ((part: SnowballPart, done: number, of: number) => void) | undefined;
}

/** What is known so far, and what is asked of it. */
interface Search {
  readonly session: Session;
  readonly selection: Selection;
  readonly futures: Futures;
  readonly options: SnowballOptions;
  readonly goals: readonly string[];
}

/** What a part adds to a result. */
type Found = Partial<SnowballResult>;

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

async function pointsOf({ futures, options, goals }: Search): Promise<SnowballResult> {
  const { model, compiled } = futures.sample.variant;
  const { signal, least, onPart } = options;
  const onProgress = ({ trialsDone, trials }: FuturesProgress): void => onPart?.('points', trialsDone, trials);
  const result = await snowballPoints(futures, { signal, least, onProgress });
  const network = networkOf(model, compiled);
  const points = result.points.map((point) => ({ ...point, reasons: reasonsOf(point, model, network) }));
  return { ...result, ...givenOf(model), goals, points };
}

async function assumptionsOf({ session, selection, futures, options }: Search): Promise<Found> {
  const { model, compiled } = futures.sample.variant;
  const { worlds, trialsPerWorld } = futures.sample;
  const { seed = futures.seed, signal } = options;
  const found = await restsOn(session, selection, networkOf(model, compiled), worlds * trialsPerWorld, {
    seed,
    signal,
  });
  return found.length === 0 ? {} : { restsOn: found };
}

/** Parts behind the points, each where the result so far asks for it. */
const PARTS: readonly {
  readonly part: SnowballPart;
  readonly isAsked: (result: SnowballResult) => boolean;
  readonly find: (search: Search, result: SnowballResult) => Promise<Found>;
}[] = [{ part: 'assumptions', isAsked: ({ none }) => none === 'no loss', find: assumptionsOf }];

function documentOf({ futures, options }: Search, result: SnowballResult, partial: boolean): SnowballDocument {
  const { sample, seed } = futures;
  const { model } = sample.variant;
  const { least, goals, settings } = options;
  return {
    ringfence: VERSION,
    snowball: 1,
    title: model.title,
    modelHash: model.hash,
    seed,
    worlds: sample.worlds,
    trials: sample.worlds * sample.trialsPerWorld,
    trialsPerWorld: sample.trialsPerWorld,
    horizonHours: model.horizonHours,
    currency: model.currency,
    lossesCounted: model.bearers.filter(({ counted }) => counted).map(({ id }) => id),
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

const keyOf = (selection: Selection, { trials, worlds, seed, least, goals, settings }: SnowballOptions): string =>
  JSON.stringify([selection, trials, worlds, seed, least, goals, settings]);

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

  const { least: _, goals: __, onPart, ...ofRun } = options;
  const futures = await session.futures({ ...selection, ...ofRun });
  const goals = options.goals ?? goalNodes(model).map(({ id }) => id);
  const search: Search = { session, selection, futures, options, goals };
  onPart?.('points', 0, 0);
  const isCut = (): boolean => options.signal?.aborted === true;
  let result = await pointsOf(search);
  for (const { part, isAsked, find } of PARTS) {
    if (!isAsked(result)) continue;
    try {
      options.signal?.throwIfAborted();
      onPart?.(part, 0, 0);
      result = { ...result, ...(await find(search, result)) };
    } catch (error) {
      if (!isCut()) throw error;
      return documentOf(search, result, true);
    }
  }
  const document = documentOf(search, result, false);
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
