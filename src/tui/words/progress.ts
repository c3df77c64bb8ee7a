/** Row 23: what the program does, has just done, or rests on. */
import { wholeNumber, counted } from '../../results/format/count.ts';
import { duration } from '../../results/format/time.ts';
import { barOf, type Theme } from '../draw/theme.ts';
import { standing } from '../state/sayings.ts';
import { shownFigures, type State } from '../state/state.ts';
import { trialsOf } from './looks.ts';

/** A number of trials in few digits: 65,536, 1.0m. */
const few = (count: number): string => (count >= 1e6 ? `${(count / 1e6).toFixed(1)}m` : wholeNumber(count));

/** Seconds, roughly. */
export const roughly = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : duration(Math.ceil(seconds / 60) / 60);

/** Bar, share, trials, rate and time left of a run. */
function runningWords(state: State, theme: Theme): string {
  const { running } = state;
  const figures = running?.of === 'what-if' ? state.changed : state.today;
  const progress = figures?.pulse?.progress;
  if (running === null || progress === undefined) return theme.quiet(' working: the first figures come soon');
  if (progress.isMeasuring === true) {
    return ` ${wholeNumber(progress.trialsDone)} trials done: working out the verdict`;
  }
  const share = progress.trials > 0 ? progress.trialsDone / progress.trials : 0;
  const seconds = Math.max(0.001, (state.now - running.since) / 1000);
  const rate = progress.trialsDone / seconds;
  const left = rate > 0 ? (progress.trials - progress.trialsDone) / rate : 0;
  const width = 20;
  const bar = barOf(share, width, theme);
  const percent = `${Math.floor(share * 100)}%`;
  const most = progress.mayEndEarly === true ? 'at most ' : '';
  return ` ${theme.line(bar)}${theme.quiet('.'.repeat(Math.max(0, width - bar.length)))} ${percent}  ${wholeNumber(progress.trialsDone)} of ${most}${few(progress.trials)} trials  ${few(Math.round(rate))}/s  ${roughly(left)} left`;
}

/** On what the figures rest, and what more would settle. */
function restingWords(state: State, theme: Theme): string {
  const figures = shownFigures(state);
  const { model } = state;
  const answer = figures?.answer;
  if (figures === null || answer === null || answer === undefined || model === null) return '';
  const result = answer.document.scenarios[answer.scenario];
  if (result === undefined) return '';
  const name = state.whatIf.changes.length > 0 ? (state.showsToday ? 'today ' : 'what-if ') : '';
  const { dot } = theme.glyphs;
  const settled = model.limits.length - answer.open.length;
  const limits = model.limits.length === 0 ? '' : `settled ${settled} of ${model.limits.length} ${dot} `;
  const worlds = result.measured.worlds > 1 ? `, ${counted(result.measured.worlds, 'world')}` : '';
  const size = `${counted(trialsOf(figures), 'trial')}${worlds}`;
  const more = answer.trialsToSettle === null ? 0 : answer.trialsToSettle - trialsOf(figures);
  const [first] = answer.open;
  const wants =
    more > 0 && first !== undefined
      ? ` ${dot} ${answer.open.length === 1 ? `${first} wants` : `${answer.open.length} want`} ${few(more)} more${answer.rate > 0 ? `, ${roughly(more / answer.rate)}` : ''}`
      : '';
  const old = figures.isOld ? `old figures ${dot} ` : '';
  return theme.quiet(` ${old}${name}${limits}${size}${wants}`);
}

/** @param own What the tab says there while the program has nothing else to say. */
export function statusLine(state: State, theme: Theme, own: string | null = null): string {
  const said = standing(state);
  if (said !== null) return ` ${(said.tone === 'bad' ? theme.bad : (text: string) => text)(theme.words(said.words))}`;
  if (state.file !== null && state.model === null && state.failure === null && state.problems.length === 0) {
    return theme.quiet(' reading the model');
  }
  if (state.running !== null) return runningWords(state, theme);
  if (state.failure !== null) return ` ${theme.bad(theme.words(state.failure))}`;
  return own ?? restingWords(state, theme);
}
