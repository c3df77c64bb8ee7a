/** Row 23: what the program does, has just done, or rests on. */
import { printable } from '../../report/text/display-width.ts';
import { wholeNumber, counted } from '../../results/format/count.ts';
import { duration } from '../../results/format/time.ts';
import { cut, firstThatFits, widthOf } from '../draw/text.ts';
import { barOf, type Theme } from '../draw/theme.ts';
import { standing } from '../state/sayings.ts';
import { shownFigures, type State } from '../state/state.ts';
import { trialsOf } from './looks.ts';

/** A number of trials in few digits: 65,536, 1.0m. */
const few = (count: number): string => (count >= 1e6 ? `${(count / 1e6).toFixed(1)}m` : wholeNumber(count));

/** Seconds, roughly. */
export const roughly = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : duration(Math.ceil(seconds / 60) / 60);

/** How much of what was asked for is done, 0..1; null where nothing runs, or no one can say. */
export function shareDone({ running, changed, today }: State): number | null {
  const progress = (running?.of === 'what-if' ? changed : today)?.pulse?.progress;
  if (running === null || progress === undefined) return null;
  return progress.trials > 0 ? progress.trialsDone / progress.trials : 0;
}

/** Bar, share, trials, rate and time left of a run. */
function runningWords(state: State, theme: Theme, width: number): string {
  const { running } = state;
  const figures = running?.of === 'what-if' ? state.changed : state.today;
  const progress = figures?.pulse?.progress;
  if (running === null || progress === undefined) {
    const known = figures?.answer ?? null;
    const isFirst = figures === null || known === null || figures.isOld;
    return theme.quiet(` working: the ${isFirst ? 'first figures come' : 'next figures, of more trials, come'} soon`);
  }
  if (progress.isMeasuring === true) {
    return ` ${wholeNumber(progress.trialsDone)} trials done: working out the verdict`;
  }
  const share = shareDone(state) ?? 0;
  const seconds = Math.max(0.001, (state.now - running.since) / 1000);
  const rate = progress.trialsDone / seconds;
  const left = rate > 0 ? (progress.trials - progress.trialsDone) / rate : 0;
  const barWidth = 20;
  const bar = barOf(share, barWidth, theme);
  const drawn = ` ${theme.line(bar)}${theme.quiet('.'.repeat(Math.max(0, barWidth - bar.length)))}`;
  const percent = ` ${Math.floor(share * 100)}%`;
  const most = progress.mayEndEarly === true ? 'at most ' : '';
  const done = wholeNumber(progress.trialsDone);
  const ofAll = `  ${done} of ${most}${few(progress.trials)} trials`;
  const rest = `  ${roughly(left)} left`;
  return firstThatFits(
    [
      `${drawn}${percent}${ofAll}  ${few(Math.round(rate))}/s${rest}`,
      `${drawn}${percent}${ofAll}${rest}`,
      `${percent}${ofAll}${rest}`,
      `${percent}  ${done} trials${rest}`,
    ],
    width,
  );
}

/** On what the figures rest, and what more would settle. */
export function restingWords(state: State, theme: Theme, width: number): string {
  const figures = shownFigures(state);
  const { model } = state;
  const answer = figures?.answer;
  if (figures === null || answer === null || answer === undefined || model === null) return '';
  const result = answer.document.scenarios[answer.scenario];
  if (result === undefined) return '';
  const name = state.whatIf.changes.length > 0 ? (state.showsToday ? 'today ' : 'what-if ') : '';
  const { separator } = theme.glyphs;
  const settled = model.limits.length - answer.open.length;
  const limits = model.limits.length === 0 ? '' : `settled ${settled} of ${model.limits.length}${separator}`;
  const trials = counted(trialsOf(figures), 'trial');
  const worlds = result.measured.worlds > 1 ? `, ${counted(result.measured.worlds, 'world')}` : '';
  const more = answer.trialsToSettle === null ? 0 : answer.trialsToSettle - trialsOf(figures);
  const [first] = answer.open;
  const isOpen = more > 0 && first !== undefined;
  const who = answer.open.length === 1 ? `${first ?? ''} wants` : `${answer.open.length} want`;
  const wants = isOpen ? `${separator}${who} ${few(more)} more` : '';
  const time = isOpen && answer.rate > 0 ? `, ${roughly(more / answer.rate)}` : '';
  const old = figures.isOld ? `old figures${separator}` : '';
  const head = ` ${old}${name}${limits}${trials}`;
  return theme.quiet(
    firstThatFits([`${head}${worlds}${wants}${time}`, `${head}${wants}${time}`, `${head}${wants}`, head], width),
  );
}

/** A message, red where something failed. One that is too long says where the whole of it stands. */
function saidWords({ place }: State, words: string, isBad: boolean, theme: Theme, width: number): string {
  const paint = isBad ? theme.bad : (text: string) => text;
  const line = ` ${theme.words(printable(words))}`;
  if (widthOf(line) <= width) return paint(line);
  // Where letters are words, that key is one
  const way = place.screen === 'first' ? '' : '  ! has all of it';
  const room = width - way.length;
  return room < 20
    ? paint(cut(line, width, theme.glyphs.ellipsis))
    : paint(cut(line, room, theme.glyphs.ellipsis)) + theme.quiet(way);
}

/**
 * Row 23.
 *
 * @param width Columns: what does not fit is left out by its worth, and what is cut ends in an ellipsis.
 * @param own What the tab says there while the program has nothing else to say.
 */
export function statusLine(state: State, theme: Theme, width: number, own: string | null = null): string {
  const said = standing(state);
  if (said !== null) return saidWords(state, said.words, said.tone === 'bad', theme, width);
  if (state.file !== null && state.model === null && state.failure === null && state.problems.length === 0) {
    return theme.quiet(' reading the model');
  }
  if (state.running !== null) return runningWords(state, theme, width);
  if (state.failure !== null) return saidWords(state, state.failure, true, theme, width);
  return cut(own ?? restingWords(state, theme, width), width, theme.glyphs.ellipsis);
}
