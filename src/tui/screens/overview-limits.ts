/** The limits of the board, each with what was found. */
import { rootWords } from '../../results/names.ts';
import { limitLetter } from '../../report/run/appetite-table.ts';
import { decidingLoss, limitFigures } from '../../report/run/limit-figures.ts';
import { limitSentence } from '../../report/run/verdict.ts';
import { shortMoney } from '../../results/format/money.ts';
import { partOf, percent, percentError } from '../../results/format/share.ts';
import { counted } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import type { Scene } from '../../report/run/scene.ts';
import type { BreachCause } from '../../study/explain/breach-causes.ts';
import { nothing, type Next } from '../commands/command.ts';
import type { Message } from '../state/message.ts';
import { breachSlot, keyNow, shownChanges, taken, wanted } from '../state/study.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { tableLines, type TableColumn } from '../draw/table.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { isSpoken, themeOf, type Theme } from '../draw/theme.ts';
import { shownRows, type Shown } from '../state/navigation.ts';
import type { Panel, Tab, Words } from '../state/product.ts';
import { shownFigures, type State } from '../state/state.ts';
import { trialsOf } from '../words/looks.ts';
import { limitsShown } from '../words/beside-today.ts';
import { sceneOf } from '../words/scene.ts';
import { limitCells } from './limit-cells.ts';
import { empty } from '../words/empty.ts';

/** Threats and nodes that are named. */
const MOST_CAUSES = 4;

/** Why a limit stands as it does: the demand, what was found, how sure. */
function why(state: State, shown: Shown): Words | null {
  const id = shown.rows[shown.cursor]?.id;
  const answer = shownFigures(state)?.answer;
  const view = state.model?.limits.find((limit) => limit.id === id);
  if (view === undefined || answer === null || answer === undefined) return null;
  const scene = sceneOf(answer, 76, themeOf({ glyphs: state.look.glyphs, palette: 'none' }));
  const result = limitsShown(state).find((limit) => limit.id === id)?.result ?? null;
  if (scene === null || result === null) return null;
  const owner = view.owner === null ? '' : ` Owner: ${view.owner}.`;
  return {
    title: `Why: ${view.id} is ${result.status}`,
    paragraphs: [
      `The limit: ${view.words}, ${percent(result.asked)} sure.${owner}`,
      '',
      limitSentence(result, scene),
      ...unseen(result, scene),
      ...basis(state),
      ...behind(state, view.id, scene),
    ],
  };
}

/** How often it may be that was not seen once. */
function unseen(result: LimitResult, scene: Scene): readonly string[] {
  const { estimate } = result;
  if (estimate.value !== 0 || estimate.high === undefined || !(estimate.high > 0)) return [];
  const { error } = limitFigures(result, scene.document.currency);
  return [`It was not seen once in ${counted(scene.document.trials, 'trial')}: it is ${error}, 95% sure.`];
}

/** The limit whose breaches are asked about: of the overlay Why, on settled figures. */
function askedAbout(state: State, shown: Shown): string | null {
  const id = shown.rows[shown.cursor]?.id;
  const isOpen = state.overlay?.id === 'why' && shownFigures(state)?.isSettled === true;
  return isOpen && id !== undefined ? id : null;
}

const keyOf = (state: State, limit: string): string => `${keyNow(state)} ${shownFigures(state)?.request} ${limit}`;

/** Asks what stands behind the breaches of a limit of which it is asked why. */
export function wantBreaches(state: State, shown: Shown): Next {
  const limit = askedAbout(state, shown);
  if (limit === null) return nothing(state);
  return (
    wanted(state, breachSlot, { kind: 'breaches', changes: shownChanges(state), limit }, keyOf(state, limit)) ??
    nothing(state)
  );
}

export function hearBreaches(state: State, message: Message): Next | null {
  if (message.kind !== 'host') return null;
  const next = taken(state, breachSlot, message.said, (said) =>
    said.kind === 'breached' ? { value: said.causes, isWhole: true } : null,
  );
  return next === null ? null : [next, []];
}

/** `52% ± 3` of a share. */
const shareWords = ({ share }: BreachCause): string =>
  doubted(
    `${percent(share.value, share.standardError)}${Number.isFinite(share.standardError) && share.standardError > 0 ? ` ${percentError(share.standardError)}` : ''}`,
    share,
  );

const causeLines = (causes: readonly BreachCause[]): readonly string[] => {
  const lines = causes.slice(0, MOST_CAUSES).map((cause) => ` ${rootWords(cause.id)}: ${shareWords(cause)}`);
  const more = causes.length - lines.length;
  return more > 0 ? [...lines, ` and ${more} more`] : lines;
};

/** What stands behind it: threats and nodes of the periods that break it; of all periods before that is known. */
function behind(state: State, limit: string, { result }: Scene): readonly string[] {
  const known = breachSlot.of(state);
  const isKnown = known?.key === keyOf(state, limit);
  if (isKnown && known.value !== null) {
    const { of, measure, periods, byThreat, byNode } = known.value;
    const span = state.model?.periodHours === 8760 ? 'year' : 'future';
    if (periods === 0) return ['', `No ${span} that breaks it was simulated, so nothing can be said of what would.`];
    const which = of === 'worst' ? `the worst ${span}s` : `${span}s that break it`;
    const what = {
      loss: `Of what ${which} lose`,
      hours: `Of the hours of outages that are too long, in ${which}`,
      harm: `Of the harm in ${which}`,
    }[measure];
    return [
      '',
      `${what}, by threat (${counted(periods, span)} of the run looked at again):`,
      ...causeLines(byThreat),
      ...(byNode.length === 0 ? [] : ['', 'By the node at which it began:', ...causeLines(byNode)]),
    ];
  }
  const { mean } = result.loss;
  const kind = result.appetite.find(({ id }) => id === limit)?.kind;
  // What costs most says nothing of what is down, hurts, or gets through
  const isOfMoney = kind !== 'outage' && kind !== 'harm' && kind !== 'gotThrough';
  const causes = Object.entries(result.threats)
    .filter(([, threat]) => threat.lossCaused.value > 0 && mean.value > 0)
    .toSorted(([a, x], [b, y]) => y.lossCaused.value - x.lossCaused.value || (a < b ? -1 : 1))
    .slice(0, MOST_CAUSES)
    .map(
      ([name, threat]) =>
        ` ${rootWords(name)}: ${partOf(threat.lossCaused.value, mean.value, threat.lossCaused.standardError)} of the mean loss`,
    );
  const waits =
    known !== null && isKnown && !known.isWhole ? ['', 'What stands behind its breaches is being looked for …'] : [];
  return [
    ...(causes.length === 0 || !isOfMoney ? [] : ['', 'The threats that cost most, of all that is lost:', ...causes]),
    ...waits,
  ];
}

/** On what the words rest while the run goes on. */
function basis(state: State): readonly string[] {
  const figures = shownFigures(state);
  if (figures === null || figures.isSettled) return [];
  return [`The run goes on: these words are of its first ${counted(trialsOf(figures), 'trial')}.`];
}

/** Columns from which a limit has room for what it is judged at, beside its name. */
const ROOMY = 56;

const MARK_COLUMNS = (theme: Theme): number => theme.glyphs.within.length;

export function limitsPanel(tab: () => Tab): Panel {
  const panel: Panel = {
    id: 'limits',
    title: () => 'Limits of the board',
    note: ({ model }) => {
      const asked = new Set((model?.limits ?? []).map(({ confidence }) => percent(confidence)));
      return asked.size === 1 ? `${[...asked].join('')} asked` : '';
    },
    rows: ({ model }) =>
      (model?.limits ?? []).map(({ id, subject, kind }) => ({
        id,
        text: `${id} ${subject}`,
        columns: { kind },
        chosen: { kind: 'limit', id },
      })),
    why: (state) => why(state, shownRows(state, tab(), panel)),
    draw: (state, { width, height, theme, isFocused }) => {
      const { model } = state;
      if (model === null) return [];
      const { rows, cursor, of } = shownRows(state, tab(), panel);
      if (of === 0) return empty('noLimits', width, theme);
      if (rows.length === 0) return nothingMatches(state, tab(), panel, width, theme);
      const all = limitsShown(state);
      const hasError = width >= 48;
      const columns: TableColumn[] = [
        { width: 1 },
        { grows: true, header: 'limit' },
        { align: 'right', header: hasError && !isSpoken(theme) ? theme.words('found ± se') : 'found' },
        ...(hasError ? [{ align: 'left' as const, header: '' }] : []),
        { align: 'right', header: 'at most' },
        { align: 'right', header: 'sure' },
        { width: MARK_COLUMNS(theme) },
      ];
      return tableLines(
        {
          columns,
          count: rows.length,
          row: (index) => {
            const id = rows[index]?.id;
            const at = model.limits.findIndex((limit) => limit.id === id);
            const [view, now] = [model.limits[at], all[at]];
            if (view === undefined || now === undefined) return [];
            const judgedAt = now.isSettled && now.result !== null ? decidingLoss(now.result) : null;
            const cells = limitCells(now, view, model.currency, theme);
            const isLooks = isSpoken(theme) && (cells.sure === 'looks' || cells.sure === 'early');
            return [
              limitLetter(at),
              theme.words(
                judgedAt === null || width < ROOMY
                  ? view.id
                  : `${view.id} over ${shortMoney(judgedAt, model.currency)}`,
              ),
              cells.found,
              ...(hasError ? [theme.quiet(cells.error.replace('± ', '±'))] : []),
              cells.most,
              isLooks ? '' : cells.sure,
              isLooks && cells.sure === 'looks' ? `looks ${cells.mark}` : cells.mark,
            ];
          },
          cursor,
          isFocused,
        },
        width,
        height,
        theme,
      );
    },
  };
  return panel;
}
