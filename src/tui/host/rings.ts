/** What security should cost: rings, segments, frontier. */
import { doughnut } from '../../doughnut/doughnut.ts';
import type { EvaluationProgress } from '../../doughnut/evaluation/evaluate.ts';
import type { DoughnutPart } from '../../doughnut/options.ts';
import { wholeNumber } from '../../results/format/count.ts';
import { makeProgramSolver } from '../../runners/solver.ts';
import type { RequestOf } from './messages.ts';
import { priceTable } from './price-table.ts';
import { limitsLeftOut, selectionOf } from './selections.ts';
import type { Task, Workspace } from './workspace.ts';

/** Plans of the frontier that are sent, at most: as many as a chart has columns. */
const MOST_PLANS = 200;

/** Some of a list, evenly, its ends among them. */
function thinned<T>(list: readonly T[], most: number): readonly T[] {
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, place) => list[Math.round((place * (list.length - 1)) / (most - 1))]).flatMap(
    (one) => (one === undefined ? [] : [one]),
  );
}

/** Seconds after which a pace says how long the rest takes. */
const KNOWN_AFTER = 5;

/** How long the rest of a part takes as fast as it went so far; empty while too little is known. */
function timeLeft({ trialsDone, trials }: EvaluationProgress, seconds: number): string {
  if (seconds < KNOWN_AFTER || trialsDone <= 0 || trialsDone >= trials) return '';
  const left = (seconds * (trials - trialsDone)) / trialsDone;
  return `, ${left < 90 ? `${Math.ceil(left)} s` : `${Math.ceil(left / 60)} min`} more at this pace`;
}

/**
 * What is done, and how far it is: of a search nobody knows how much is left.
 *
 * @param seconds Since the part began.
 */
export function progressOf(
  part: DoughnutPart,
  progress: EvaluationProgress,
  seconds: number,
): { readonly words: string; readonly done: number; readonly of: number } {
  // One count of one thing: trials that are done may not be measured yet
  const uncounted = { done: 0, of: 0 };
  const { simulationsDone, simulations, trialsDone, trials } = progress;
  const left = timeLeft(progress, seconds);
  const done = wholeNumber(simulationsDone);
  const counted = `${done} of ${wholeNumber(simulations)}`;
  switch (part) {
    case 'portfolios':
      return { words: `${counted} portfolios${left}`, ...uncounted };
    case 'search':
      return { words: `search, ${done} portfolios tried`, ...uncounted };
    case 'fresh worlds':
      return { words: `the least once more on fresh worlds, ${counted}${left}`, ...uncounted };
    case 'price of error':
      return { words: `the price of error, ${counted}${left}`, ...uncounted };
    case 'benefits':
      return { words: 'today and the best once more,', done: trialsDone, of: trials };
  }
}

/**
 * Says the doughnut of the conditions of a what-if, whatever its levels: rings belong to the options and the limits. Today
 * in it is what the file says.
 */
export async function rings(request: RequestOf<'rings'>, { session }: Workspace, task: Task): Promise<void> {
  const conditions = request.changes.filter(({ kind }) => kind !== 'level');
  const solver = makeProgramSolver();
  const selection = selectionOf(conditions);
  let now: { readonly part: DoughnutPart; readonly since: number } | null = null;
  const onProgress = (part: DoughnutPart, progress: EvaluationProgress): void => {
    if (now?.part !== part) now = { part, since: performance.now() };
    task.say({ kind: 'progress', ...progressOf(part, progress, (performance.now() - now.since) / 1000) });
  };
  const document = await doughnut(session, {
    ...selection,
    without: limitsLeftOut(conditions),
    solver,
    signal: task.signal,
    ...(request.confidence === undefined ? {} : { confidence: request.confidence }),
    ...(request.trials === undefined ? {} : { trials: request.trials }),
    ...(request.segments === undefined ? {} : { segments: request.segments }),
    onProgress,
  });
  task.signal.throwIfAborted();
  const [variant] = session.variants([selection]);
  const prices = variant === undefined ? null : priceTable(variant.model, request.segments ?? 'discipline', document);
  task.say({ kind: 'rings', rings: { ...document, frontier: thinned(document.frontier, MOST_PLANS) }, prices });
}
