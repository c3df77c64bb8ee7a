/** Risks, Accepted: who bears what until when. */
import { counted } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { printable } from '../../report/text/display-width.ts';
import { plainDate } from '../../results/format/date.ts';
import { perSpan } from '../../results/format/time.ts';
import { acceptedCommands } from '../commands/risks.ts';
import { sheetLines, type SheetPart } from '../draw/sheet.ts';
import { nothingMatches } from '../draw/filter-note.ts';
import { tableLines } from '../draw/table.ts';
import { firstThatFits } from '../draw/text.ts';
import { rowAt, shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import { risksOf, type Risk } from '../state/risks.ts';
import type { State } from '../state/state.ts';
import { sumWords } from '../words/risk-words.ts';

type Acceptance = NonNullable<State['model']>['accepted'][number];

/** The day that it is, by the computer. */
const today = ({ startedAt, now }: State): string => new Date(startedAt + now).toISOString().slice(0, 10);

const DAY = 86_400_000;

/** Whole days from today to a date: negative where it has passed. */
const daysTo = (date: string, state: State): number =>
  Math.round((Date.parse(date.slice(0, 10)) - Date.parse(today(state))) / DAY);

/** Whether it still holds: `lapsed` where its day has passed, `over` where what it costs if it happens is above its sum in over 1 case of 20. */
function standing(accepted: Acceptance, state: State): 'lapsed' | 'over' | 'holds' | 'unknown' {
  if (accepted.until !== null && accepted.until.slice(0, 10) < today(state)) return 'lapsed';
  if (accepted.upTo === null) return 'holds';
  const given = risksOf(state).find(({ id }) => id === accepted.risk)?.given ?? null;
  if (given === null) return 'unknown';
  return given.oneIn20.value > accepted.upTo ? 'over' : 'holds';
}

function nobody(state: State): readonly SheetPart[] {
  const risks = risksOf(state);
  const first = risks[0]?.id ?? 'a-threat';
  return [
    { kind: 'words', text: 'Nobody has accepted a risk in this model.' },
    { kind: 'words', text: '' },
    {
      kind: 'words',
      text: 'To accept one is to say: we know it, we can bear it up to this sum, until this date, and this person answers for it. In the file it reads:',
    },
    { kind: 'words', text: '' },
    { kind: 'words', text: '   accepted:', tone: 'good' },
    { kind: 'words', text: `     - { risk: ${first}, by: Accountable Manager,`, tone: 'good' },
    { kind: 'words', text: '         until: 2027-12-31, up to: £25m }', tone: 'good' },
  ];
}

/** Which entry a row is: one risk may be accepted by several. */
const entryId = ({ risk, by }: Acceptance, place: number): string => `${risk} ${by} ${place}`;

/** Until when, in words. */
function untilWords(until: string | null, state: State): SheetPart {
  if (until === null)
    return { kind: 'row', name: 'until', text: 'no date is stated: nobody is reminded to decide anew' };
  const days = daysTo(until, state);
  const date = plainDate(until);
  if (days < 0) {
    const text = `${date}: lapsed ${counted(-days, 'day')} ago; somebody has to decide anew`;
    return { kind: 'row', name: 'until', text, tone: 'bad' };
  }
  return {
    kind: 'row',
    name: 'until',
    text: days === 0 ? `${date}: today is the last day` : `${date}: ${counted(days, 'day')} left`,
  };
}

/** What is accepted against what it comes to. */
function sumParts({ upTo }: Acceptance, risk: Risk | undefined, currency: string): readonly SheetPart[] {
  const given = risk?.given ?? null;
  if (given === null) {
    return [{ kind: 'row', name: 'if it comes', text: 'what it does if it happens is being played …', tone: 'quiet' }];
  }
  const bad = sumWords(given.oneIn20, currency);
  const came: SheetPart = {
    kind: 'row',
    name: 'if it comes',
    text: `${sumWords(given.mean, currency)} on average; 1 case in 20 costs ${bad} or more`,
  };
  if (upTo === null) return [came, { kind: 'row', name: 'up to', text: 'any sum is accepted' }];
  const over = given.oneIn20.value - upTo;
  return [
    came,
    over > 0
      ? {
          kind: 'row',
          name: 'up to',
          text: `${money(upTo, currency)}: over by ${money(over, currency, given.oneIn20.standardError)} in 1 case of 20`,
          tone: 'bad',
        }
      : { kind: 'row', name: 'up to', text: `${money(upTo, currency)}: 19 cases of 20 stay below it`, tone: 'good' },
  ];
}

/** What it costs a year, today and in the what-if where there is one. */
function yearPart(id: string, state: State): readonly SheetPart[] {
  const { model, today: base, changed } = state;
  if (model === null) return [];
  const costIn = (figures: State['today']): string | null => {
    const answer = figures?.answer;
    const cost = answer?.document.scenarios[answer.scenario]?.threats[id]?.lossCaused;
    return cost === undefined ? null : sumWords(cost, model.currency);
  };
  const [now, then] = [costIn(base), state.whatIf.changes.length === 0 ? null : costIn(changed)];
  if (now === null) return [];
  const text = then === null ? now : `${now} today, ${then} in the what-if`;
  return [{ kind: 'row', name: perSpan(model.periodHours), text }];
}

const entryPanel: Panel = {
  id: 'entry',
  title: (state) => entryAtCursor(state)?.risk ?? 'Nothing is chosen',
  draw: (state, { width, theme }) => {
    const entry = entryAtCursor(state);
    if (entry === null || state.model === null) return [];
    const risk = risksOf(state).find(({ id }) => id === entry.risk);
    const parts: readonly SheetPart[] = [
      { kind: 'row', name: 'answers', text: entry.by },
      untilWords(entry.until, state),
      ...sumParts(entry, risk, state.model.currency),
      ...yearPart(entry.risk, state),
    ];
    return sheetLines(parts, width, theme);
  },
};

function entryAtCursor(state: State): Acceptance | null {
  const row = rowAt(state, acceptedTab, acceptedPanel);
  return (state.model?.accepted ?? []).find((entry, place) => entryId(entry, place) === row?.id) ?? null;
}

const acceptedPanel: Panel = {
  id: 'accepted',
  title: () => 'Accepted risks',
  rows: ({ model }) =>
    (model?.accepted ?? []).map((entry, place) => ({
      id: entryId(entry, place),
      text: `${entry.risk} ${entry.by}`,
      chosen: { kind: 'threat', id: entry.risk },
    })),
  copy: (state) => {
    const [first] = risksOf(state);
    return (state.model?.accepted.length ?? 0) > 0
      ? null
      : `accepted:\n  - { risk: ${first?.id ?? 'a-threat'}, by: Accountable Manager, until: 2027-12-31, up to: £25m }\n`;
  },
  draw: (state, { width, height, theme, isFocused }) => {
    const { model } = state;
    if (model === null) return [];
    if (model.accepted.length === 0) return sheetLines(nobody(state), width, theme);
    const { rows, cursor } = shownRows(state, acceptedTab, acceptedPanel);
    if (rows.length === 0) return nothingMatches(state, acceptedTab, acceptedPanel, width, theme);
    const entries = new Map(model.accepted.map((one, place) => [entryId(one, place), one]));
    const risks = new Map(risksOf(state).map((risk) => [risk.id, risk]));
    const words = {
      lapsed: theme.bad(`${theme.glyphs.outside} lapsed`),
      over: theme.bad(`${theme.glyphs.outside} over`),
      holds: theme.good(`${theme.glyphs.within} holds`),
      unknown: theme.quiet(theme.words('…')),
    };
    const row = (index: number): readonly string[] => {
      const entry = entries.get(rows[index]?.id ?? '');
      if (entry === undefined) return [];
      const risk = risks.get(entry.risk);
      return [
        theme.words(entry.risk),
        theme.words(printable(entry.by)),
        entry.until === null ? 'no date' : plainDate(entry.until),
        theme.words(entry.upTo === null ? 'any sum' : money(entry.upTo, model.currency)),
        theme.words(risk === undefined || risk.cost === null ? '…' : sumWords(risk.cost, model.currency)),
        theme.words(risk === undefined || risk.given === null ? '…' : sumWords(risk.given.oneIn20, model.currency)),
        words[standing(entry, state)],
      ];
    };
    return tableLines(
      {
        columns: [
          { grows: true, header: 'risk' },
          { header: 'by' },
          { header: 'until' },
          { align: 'right', header: 'up to' },
          { align: 'right', header: perSpan(model.periodHours) },
          { align: 'right', header: '1 case in 20' },
          { header: '' },
        ],
        count: rows.length,
        row,
        cursor,
        isFocused,
        gap: 2,
      },
      width,
      height,
      theme,
    );
  },
};

export const acceptedTab: Tab = {
  id: 'risks.accepted',
  name: 'Accepted',
  purpose: 'Which risks somebody has accepted, up to which sum and until when, and whether that still holds.',
  panels: [acceptedPanel, entryPanel],
  arrangement: ({ model }) =>
    (model?.accepted.length ?? 0) === 0
      ? { kind: 'panel', panel: 'accepted' }
      : {
          kind: 'stack',
          of: [
            { kind: 'panel', panel: 'accepted' },
            { kind: 'panel', panel: 'entry', rows: 8 },
          ],
        },
  aside: (state) => {
    const all = state.model?.accepted ?? [];
    if (all.length === 0) return 'no risk is accepted';
    const standings = all.map((entry) => standing(entry, state));
    const count = (of: string): number => standings.filter((one) => one === of).length;
    const bad = (['over', 'lapsed'] as const).flatMap((of) => (count(of) === 0 ? [] : [`${count(of)} ${of}`]));
    return [`${counted(new Set(all.map(({ risk }) => risk)).size, 'risk')} accepted`, ...bad].join(', ');
  },
  commands: acceptedCommands,
  next: () => ({ command: 'risks.write', words: 'write it in the file' }),
  status: (state, width, theme) =>
    theme.quiet(
      (state.model?.accepted.length ?? 0) > 0
        ? firstThatFits(
            [
              ' over: 1 case in 20 in which it happens costs more than its sum; lapsed: by the date of this computer',
              ' over: 1 case in 20 costs more than its sum; lapsed: by this computer’s date',
              ' over: 1 case in 20 costs more than its sum',
            ],
            width,
          )
        : ' e opens the file where it may stand',
    ),
};
