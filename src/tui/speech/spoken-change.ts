/**
 * What is read aloud: of one state and the next one, what has changed, in the words of the screens. Pure: the same two states always
 * say the same lines.
 */
import { nextStep } from '../commands/next-step.ts';
import { screenOf, shownRows, tabOf } from '../state/navigation.ts';
import { SPOKEN_WIDTH } from '../draw/theme.ts';
import { spokenKey } from '../keys/key.ts';
import { readAll, type State } from '../state/state.ts';
import type { Product } from '../state/product.ts';
import { thingOf } from '../state/what-if.ts';
import { badge } from '../words/badge.ts';
import { changeWords } from '../words/change-words.ts';
import { headline } from '../words/headline.ts';
import { statusLine } from '../words/progress.ts';
import { spokenOverlay, wholeOverlay } from './spoken-overlay.ts';
import { SPOKEN_THEME, spokenFocus, wholeFocus, type SpokenPanel } from './spoken-panel.ts';
import { spendLine, spokenRings, spokenRun } from './spoken-run.ts';
import { sentence, spokenText } from './spoken-text.ts';

/** Sentences without empty ones, and none twice in a row. */
function sentences(lines: readonly string[]): readonly string[] {
  const said = lines.map((line) => sentence(spokenText(line))).filter((line) => line !== '');
  return said.filter((line, index) => line !== said[index - 1]);
}

const rowWords = ({ now, place }: SpokenPanel): string =>
  [now.join('; '), place].filter((part) => part !== '').join(', ');

/** The panel with the focus, with its title. */
function panelLines(panel: SpokenPanel | null): readonly string[] {
  if (panel === null) return [];
  return panel.place === '' ? [panel.title, ...panel.now] : [`${panel.title}: ${rowWords(panel)}`];
}

function nextLine(product: Product, state: State): string {
  const { key, words } = nextStep(product, state);
  return `Next: ${spokenKey(key)}, ${words}`;
}

/** Whether there is nothing better to do than to look through all commands. */
const hasNoNext = (product: Product, state: State): boolean => nextStep(product, state).command === 'palette';

/** The next useful key, where there is one. */
const usefulNext = (product: Product, state: State): readonly string[] =>
  hasNoNext(product, state) ? [] : [nextLine(product, state)];

/** `What-if, Controls`. */
function placeName(product: Product, state: State): string {
  const screen = screenOf(product, state);
  return screen.tabs.length > 1 ? `${screen.name}, ${tabOf(product, state).name}` : screen.name;
}

/** What stands beside the tabs: what is played, by what a list is sorted. */
function asideOf(product: Product, state: State): string {
  const aside = tabOf(product, state).aside?.(state) ?? '';
  return aside.startsWith('[') ? '' : aside;
}

/** A screen that one comes to: its name, its sentence, what is chosen. */
function enteredLines(product: Product, state: State): readonly string[] {
  const tab = tabOf(product, state);
  if (tab.spoken !== undefined) return [placeName(product, state), ...tab.spoken(state)];
  const head = tab.head?.(state, SPOKEN_WIDTH, SPOKEN_THEME) ?? [
    asideOf(product, state),
    tab.status?.(state, SPOKEN_WIDTH, SPOKEN_THEME) ?? '',
  ];
  const faults = state.problems.length > 0 ? [badge(state, SPOKEN_THEME)] : [];
  return [placeName(product, state), ...faults, ...head, ...panelLines(spokenFocus(product, state))];
}

const titleLine = ({ model, file, version }: State): string =>
  file === null ? `Ringfence ${version}` : `Ringfence. ${model?.title ?? file.shown}`;

/** What is changed already: kept from the last time. */
const resumedLines = ({ whatIf }: State): readonly string[] =>
  whatIf.changes.length === 0 ? [] : [`What-if: ${whatIf.changes.map(changeWords).join('; ')}`];

/** All of where one is: when the program begins, when it has the terminal again, and whenever it is asked for. */
export function spokenPlace(product: Product, state: State): readonly string[] {
  const covered = wholeOverlay(product, state);
  return sentences([
    titleLine(state),
    ...enteredLines(product, state),
    ...(state.model === null || state.place.screen === 'overview' ? [] : headline(state, SPOKEN_THEME)),
    ...resumedLines(state),
    statusLine(state, SPOKEN_THEME, SPOKEN_WIDTH),
    ...covered,
    nextLine(product, state),
    state.overlay === null ? 'Question mark for keys' : '',
  ]);
}

/** Messages that are new; the bad ones first say that they are. */
const sayings = (before: State, after: State): readonly string[] =>
  after.said === before.said
    ? []
    : after.said
        .filter((one) => !before.said.includes(one))
        .map(({ words, tone }) => (tone === 'bad' ? `Error: ${words}` : words));

function filterLines(product: Product, before: State, after: State): readonly string[] {
  const tab = tabOf(product, after);
  const panel = tab.panels.find(({ id }) => after.filtering === `${tab.id}/${id}`) ?? null;
  const key = spokenFocus(product, after)?.key ?? '';
  const [was, now] = [before.lists[key]?.filter ?? '', after.lists[key]?.filter ?? ''];
  if (after.filtering !== null && before.filtering === null)
    return [`Filter: ${now === '' ? 'type letters, enter keeps it, escape clears it' : now}`];
  if (was !== now) {
    const shown = panel ?? tab.panels.find(({ id }) => key === `${tab.id}/${id}`);
    if (shown === undefined) return [];
    const { rows, of } = shownRows(after, tab, shown);
    return [`Filter ${now === '' ? 'is empty' : now}: ${rows.length} of ${of}`];
  }
  return before.filtering !== null && after.filtering === null
    ? [now === '' ? 'No filter' : `Filter ${now} stays`]
    : [];
}

/** By what a list is sorted, without figures. */
const titleWords = ({ title }: SpokenPanel): string => title.replace(/\d[\d.,]*/g, '');

/** Without figures, and how well they are known. */
const inWords = (panel: SpokenPanel): string => panel.now.join(' ').replace(/\d[\d.,]*|\(doubtful\)/g, '');

/** Of a row that has become another in itself its name and the clauses that differ. */
function differingWords(was: SpokenPanel, now: SpokenPanel): string {
  const known = new Set(was.now.join('; ').split(', '));
  const all = now.now.join('; ').split(', ');
  // A rank alone names nothing
  const named = /^\d+$/.test(all[0] ?? '') ? 2 : 1;
  const [name, clauses] = [all.slice(0, named).join(', '), all.slice(named)];
  const place = was.place === now.place ? '' : now.place;
  return [name, ...clauses.filter((clause) => !known.has(clause)), place].filter((part) => part !== '').join(', ');
}

/** What is said of the panel with the focus: the row where one is now, or what it has become. */
function focusLines(product: Product, before: State, after: State): readonly string[] {
  const [was, now] = [spokenFocus(product, before), spokenFocus(product, after)];
  if (now === null) return [];
  if (was?.key !== now.key) return panelLines(now);
  if (titleWords(was) !== titleWords(now) && now.place !== '') return panelLines(now);
  if (was.row !== now.row || was.at !== now.at) return [rowWords(now)];
  if (was.now.join() === now.now.join()) return [];
  if (before.whatIf !== after.whatIf || before.showsToday !== after.showsToday)
    return [rowWords({ ...now, place: '' })];
  // Figures that settle are told by the run
  if (before.today !== after.today || before.changed !== after.changed) return [];
  if (!now.isExact && inWords(was) === inWords(now)) return [];
  return [now.row === null ? rowWords(now) : differingWords(was, now)];
}

/** What has become of the what-if; `isSaid` where the row that one is on says it already. */
function changeLines(before: State, after: State, isSaid: boolean): readonly string[] {
  const [was, now] = [before.whatIf.changes, after.whatIf.changes];
  if (was === now) return [];
  const known = new Map(was.map((change) => [thingOf(change), JSON.stringify(change)]));
  const there = new Set(now.map(thingOf));
  const made = now.filter((change) => known.get(thingOf(change)) !== JSON.stringify(change)).map(changeWords);
  const gone = was
    .filter((change) => !there.has(thingOf(change)))
    .map((change) => `as in the file again: ${thingOf(change)}`);
  const counted = was.flatMap((change) =>
    change.kind === 'without' && !there.has(thingOf(change)) ? [`${change.limit} counts again`] : [],
  );
  const levels = (changes: State['whatIf']['changes']): string =>
    JSON.stringify(changes.filter(({ kind }) => kind !== 'without'));
  const spend = after.model === null || levels(was) === levels(now) ? [] : spendLine(after);
  return [...(isSaid ? counted : [...made, ...gone]), ...spend];
}

/** Where one is again when what covered it has gone. */
function backLines(product: Product, state: State): readonly string[] {
  const own = tabOf(product, state).spoken;
  if (own !== undefined) return [`Back to ${placeName(product, state)}`, ...own(state)];
  const focus = spokenFocus(product, state);
  return [`Back to ${placeName(product, state)}`, ...(focus === null ? [] : [rowWords(focus)])];
}

function placeLines(product: Product, before: State, after: State): readonly string[] {
  const isOther = before.place.screen !== after.place.screen || tabOf(product, before).id !== tabOf(product, after).id;
  if (isOther) return enteredLines(product, after);
  const own = tabOf(product, after).spokenChange;
  if (own !== undefined) return own(before, after);
  if (readAll.of(before) !== readAll.of(after)) return wholeFocus(product, after);
  const filter = filterLines(product, before, after);
  const [was, now] = [asideOf(product, before), asideOf(product, after)];
  const beside = tabOf(product, after).spokenBeside?.(before, after) ?? [];
  return [...(was === now ? [] : [now]), ...filter, ...beside, ...focusLines(product, before, after)];
}

/** What has changed from one state to the next, a sentence a line; nothing where nothing has that one would hear of. */
export function spokenChange(product: Product, before: State, after: State): readonly string[] {
  if (before === after) return [];
  const said = sayings(before, after);
  if (before.file?.path !== after.file?.path) return sentences([...said, `Reading ${after.file?.shown ?? ''}`]);
  const isOpened = before.model === null && after.model !== null;
  if (isOpened) {
    return sentences([
      titleLine(after),
      ...said,
      ...enteredLines(product, after),
      ...resumedLines(after),
      ...usefulNext(product, after),
      'Question mark for keys',
    ]);
  }
  const covered = spokenOverlay(product, before, after);
  const run = spokenRun(before, after);
  if (covered !== null) return sentences([...said, ...covered, ...run.lines]);
  const there = placeLines(product, before, after).filter((line) => line !== '');
  const changes = changeLines(before, after, there.length > 0);
  const isElsewhere =
    before.place.screen !== after.place.screen || tabOf(product, before).id !== tabOf(product, after).id;
  // What figures that settle suggest is said with them
  const isOfRun = before.today !== after.today || before.changed !== after.changed;
  const { filtering } = after;
  const isTyping = before.filtering !== null || filtering !== null || tabOf(product, after).types !== undefined;
  const isOtherNext = nextStep(product, before).command !== nextStep(product, after).command;
  const isNextNow = !isElsewhere && !isOfRun && !isTyping && before.overlay === null && isOtherNext;
  const isBack = before.overlay !== null && there.length + changes.length + said.length === 0;
  return sentences([
    ...said,
    ...(before.showsToday === after.showsToday ? [] : [after.showsToday ? 'Today is shown' : 'The what-if is shown']),
    ...there,
    ...changes,
    ...spokenRings(before, after),
    ...(isBack ? backLines(product, after) : []),
    ...run.lines,
    ...(isElsewhere || run.isEnd || isNextNow ? usefulNext(product, after) : []),
  ]);
}
