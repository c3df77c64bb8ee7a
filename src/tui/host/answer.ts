/** Answers what a what-if, or today, costs: roughly at first, then finer. */
import { onSameFutures } from '../../sim/session/simulate.ts';
import type { RunOptions, Sample } from '../../sim/session.ts';
import { answerOf } from './answers.ts';
import type { RequestOf } from './messages.ts';
import { firstRung, rungs } from './rungs.ts';
import { isToday, selectionOf } from './selections.ts';
import { simulated, sizeOf } from './simulated.ts';
import type { Task, Workspace } from './workspace.ts';

/** Seconds that a run takes to settle limits, at most. */
const MOST_SECONDS = 60;

/** Trials of the largest rung before it is known how long a run is. */
const MOST_OF_RUNGS = 65_536;

/** A what-if beside today on the same futures; today alone where nothing is changed. */
interface Pair {
  readonly today: Sample;
  readonly whatIf: Sample | null;
}

function makePairs(workspace: Workspace, request: RequestOf<'answer'>, task: Task) {
  const selection = selectionOf(request.changes);
  const variants = workspace.session.variants([{}, selection]);
  const inWorlds = variants.some(({ compiled }) => compiled.uncertain);

  const pairOf = async (size: RunOptions, ofDrivers: boolean, telling: 'pulses' | 'nothing'): Promise<Pair> => {
    const options = { ...size, inWorlds, ofDrivers };
    if (isToday(request.changes)) {
      return { today: await simulated(workspace, {}, options, task, telling), whatIf: null };
    }
    const today = await simulated(workspace, {}, options, task, telling === 'pulses' ? 'progress' : 'nothing');
    task.signal.throwIfAborted();
    const same = onSameFutures({ inWorlds, ofDrivers }, today);
    return { today, whatIf: await simulated(workspace, selection, same, task, telling) };
  };

  const common = { rate: workspace.rate ?? 0, seed: workspace.session.seed };
  /** Today, where more is known of it than was said: its own run may have been cut short by the what-if. */
  const sayToday = (today: Sample, settled: boolean): void => {
    const trials = today.worlds * today.trialsPerWorld;
    const { said } = workspace;
    if (said.settled || (!settled && trials <= said.trials)) return;
    workspace.said = { trials, settled };
    task.say({ kind: 'today', answer: answerOf({ ...common, changes: [], sample: today, today: null }), settled });
  };
  const say = ({ today, whatIf }: Pair, settled: boolean): ReturnType<typeof answerOf> => {
    const answer = answerOf({
      ...common,
      rate: workspace.rate ?? 0,
      changes: request.changes,
      sample: whatIf ?? today,
      today: whatIf === null ? null : today,
    });
    if (whatIf === null) workspace.said = { trials: answer.document.trials, settled };
    else sayToday(today, settled);
    task.say({ kind: 'answer', answer, settled });
    return answer;
  };
  return { pairOf, say };
}

/** Trials with which a run is to go on, for limits that are open; null where it is done. */
function moreTrials(known: number, wanted: number | null, rate: number | null): number | null {
  if (wanted === null) return null;
  const most = Math.floor((rate ?? 0) * MOST_SECONDS);
  const trials = Math.min(wanted, most);
  return trials > known ? trials : null;
}

/**
 * Says answers, each on more trials than the one before, the last one settled. That of today has the figures of a run of the
 * command line with the same size and seed.
 */
export async function answer(request: RequestOf<'answer'>, workspace: Workspace, task: Task): Promise<void> {
  const { pairOf, say } = makePairs(workspace, request, task);
  const ofToday = isToday(request.changes);
  const target = ofToday || request.target.kind !== 'enough' ? request.target : workspace.today;
  const size = sizeOf(target);

  const last = size.trials ?? MOST_OF_RUNGS;
  const sizes = rungs(firstRung(workspace.rate), last);
  for (const trials of ofToday ? sizes.slice(0, 1) : sizes) {
    const pair = await pairOf({ trials }, false, 'nothing');
    task.signal.throwIfAborted();
    say(pair, false);
  }

  const pair = await pairOf(size, true, 'pulses');
  if (task.signal.aborted) {
    if (task.keeps() && ofToday) say(pair, false);
    throw task.signal.reason;
  }
  if (target.kind !== 'settled') {
    if (ofToday) workspace.today = target;
    say(pair, true);
    return;
  }
  const rough = say(pair, false);
  const trials = moreTrials(rough.document.trials, rough.trialsToSettle, workspace.rate);
  if (trials === null) {
    say(pair, true);
    return;
  }
  const longer = await pairOf({ trials }, true, 'pulses');
  if (task.signal.aborted) throw task.signal.reason;
  workspace.today = { kind: 'trials', trials };
  say(longer, true);
}
