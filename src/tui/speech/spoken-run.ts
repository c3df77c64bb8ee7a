/** What is said of figures: how far a run has got, what it looks like, what came of it. */
import { spokenDoughnut } from '../charts/doughnut.ts';
import { percent } from '../../results/format/share.ts';
import { SPOKEN_WIDTH } from '../draw/theme.ts';
import { doughnutRows } from '../screens/what-if-doughnut.ts';
import { knownRings, ringsState } from '../screens/what-if-rings.ts';
import { moneyPanel, paysWords } from '../screens/what-if-money.ts';
import { shownFigures, type Figures, type State } from '../state/state.ts';
import { badge } from '../words/badge.ts';
import { headline } from '../words/headline.ts';
import { restingWords } from '../words/progress.ts';
import { SPOKEN_THEME } from './spoken-panel.ts';

const QUARTERS = ['', 'A quarter of the run is done', 'Half of the run is done', 'Three quarters of the run are done'];

/** Quarters of the run that goes on. */
function quartersOf({ running, today, changed }: State): number {
  const progress = (running?.of === 'what-if' ? changed : today)?.pulse?.progress;
  if (running === null || progress === undefined || !(progress.trials > 0)) return 0;
  return Math.min(3, Math.floor((4 * progress.trialsDone) / progress.trials));
}

/** What the panel of money says, by the beginnings of its lines. */
function moneyLines(state: State, isWanted: (line: string) => boolean): readonly string[] {
  const lines = moneyPanel.draw(state, { width: SPOKEN_WIDTH, height: 20, theme: SPOKEN_THEME, isFocused: false });
  return lines.filter((line) => isWanted(line.trim()));
}

/** The spend that a change adds: known at once. */
export const spendLine = (state: State): readonly string[] =>
  moneyLines(state, (line) => line.startsWith('spend on controls') && !line.endsWith('the same'));

const lossLines = (state: State): readonly string[] => [
  ...moneyLines(state, (line) => !line.startsWith('spend on controls')),
  ...[paysWords(state)].flatMap((words) => (words === '' ? [] : [`${words.charAt(0).toUpperCase()}${words.slice(1)}`])),
];

/** Verdict, cost, and on what they rest. */
function verdictLines(state: State): readonly string[] {
  if (state.model === null) return [];
  // A limit that is left out changes no figure
  const isOther = state.whatIf.changes.some(({ kind }) => kind !== 'without');
  const isCompared = isOther && !state.showsToday && state.changed?.answer?.against !== undefined;
  return [
    ...headline(state, SPOKEN_THEME),
    ...(isCompared ? [badge(state, SPOKEN_THEME), ...lossLines(state)] : []),
    restingWords(state, SPOKEN_THEME, SPOKEN_WIDTH),
  ];
}

const isSettled = (figures: Figures | null): boolean => figures?.isSettled === true && !figures.isOld;
const comparedWith = (figures: Figures | null): unknown =>
  figures?.isOld === true ? null : (figures?.answer?.against ?? null);

/** What has become of what security should cost: how it is asked for, and what was found where one looks at it. */
export function spokenRings(before: State, after: State): readonly string[] {
  const [was, now] = [ringsState.of(before), ringsState.of(after)];
  const asked = [
    was.confidence === now.confidence || now.confidence === null ? '' : `asked to be ${percent(now.confidence)} sure`,
    was.segments === now.segments ? '' : `taken apart by ${now.segments}`,
  ];
  const isShown = after.place.screen === 'what-if' && before.place.screen === 'what-if';
  const document = knownRings(after)?.document ?? null;
  if (!isShown || document === null || document === knownRings(before)?.document) return asked;
  const total = spokenDoughnut(doughnutRows(after), after.model?.currency ?? '', SPOKEN_THEME)?.now ?? [];
  return [...asked, ...total.map((line) => `What security should cost, ${line}`)];
}

export interface SpokenRun {
  readonly lines: readonly string[];
  /** It is settled. */
  readonly isEnd: boolean;
}

const underway = (...lines: readonly string[]): SpokenRun => ({ lines, isEnd: false });

/** What a run has come to since. */
export function spokenRun(before: State, after: State): SpokenRun {
  if (after.model === null) return underway();
  const [was, now] = [shownFigures(before), shownFigures(after)];
  if (isSettled(now) && (!isSettled(was) || was?.answer !== now?.answer))
    return { lines: verdictLines(after), isEnd: true };
  if (before.running?.request !== after.running?.request && after.running !== null && before.whatIf === after.whatIf) {
    return before.running === null ? underway('The run goes on') : underway();
  }
  const isFirst = comparedWith(after.changed) !== null && comparedWith(before.changed) === null;
  if (isFirst && now === after.changed) return underway(...lossLines(after), badge(after, SPOKEN_THEME));
  const quarters = quartersOf(after);
  // Who reads or types there is not interrupted
  if (
    after.overlay !== null ||
    quarters === 0 ||
    (before.running?.request === after.running?.request && quarters <= quartersOf(before))
  )
    return underway();
  return underway(`${QUARTERS[quarters] ?? ''}: ${badge(after, SPOKEN_THEME)}`);
}
