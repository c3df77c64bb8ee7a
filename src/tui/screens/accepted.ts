/** Risks, Accepted: who bears what until when. */
import { counted } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { printable } from '../../report/text/display-width.ts';
import { plainDate } from '../../results/format/date.ts';
import { perSpan } from '../../results/format/time.ts';
import { acceptedCommands } from '../commands/risks.ts';
import { sheetLines, type SheetPart } from '../draw/sheet.ts';
import { tableLines } from '../draw/table.ts';
import { firstThatFits } from '../draw/text.ts';
import { shownRows } from '../state/navigation.ts';
import type { Panel, Tab } from '../state/product.ts';
import { risksOf } from '../state/risks.ts';
import type { State } from '../state/state.ts';
import { empty } from '../words/empty.ts';
import { sumWords } from '../words/risk-words.ts';

type Acceptance = NonNullable<State['model']>['accepted'][number];

/** The day that it is, by the computer. */
const today = ({ startedAt, now }: State): string => new Date(startedAt + now).toISOString().slice(0, 10);

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

const acceptedPanel: Panel = {
  id: 'accepted',
  title: () => 'Accepted risks',
  rows: ({ model }) =>
    (model?.accepted ?? []).map(({ risk, by }) => ({
      id: `${risk} ${by}`,
      text: `${risk} ${by}`,
      chosen: { kind: 'threat', id: risk },
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
    if (model.accepted.length === 0) return sheetLines(nobody(state), width, theme).slice(0, height);
    const { rows, cursor } = shownRows(state, acceptedTab, acceptedPanel);
    if (rows.length === 0) return empty('nothingMatches', width, theme);
    const entries = new Map(model.accepted.map((one) => [`${one.risk} ${one.by}`, one]));
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
  panels: [acceptedPanel],
  arrangement: () => ({ kind: 'panel', panel: 'accepted' }),
  aside: ({ model }) => {
    const count = model?.accepted.length ?? 0;
    return count === 0 ? 'no risk is accepted' : `${counted(count, 'risk')} accepted`;
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
