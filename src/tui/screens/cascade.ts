/** Map, Cascade: what follows from a failure, hour by hour. */
import { barsOverTime, wordColumns } from '../charts/bars-over-time.ts';
import { cascadeCommands } from '../commands/map.ts';
import { sheetLines } from '../draw/sheet.ts';
import { firstInSight } from '../draw/table.ts';
import { cut, firstThatFits, fitRight } from '../draw/text.ts';
import { isSpoken, type Theme } from '../draw/theme.ts';
import type { PlayedView, RangesView } from '../host/study-messages.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import { counted } from '../../results/format/count.ts';
import { dayAndTime } from '../../results/format/date.ts';
import { duration } from '../../results/format/time.ts';
import type { CourseRow } from '../../study/play/course.ts';
import { eventsOf, lastEvent, type Playback } from '../state/playback.ts';
import type { ToldEvent } from '../words/event-words.ts';
import { nodeAtCursor, playbackSlot } from '../state/map.ts';
import { focusOf } from '../state/navigation.ts';
import type { Area, Panel, Spoken, Tab } from '../state/product.ts';
import type { State } from '../state/state.ts';
import { keyNow, levelShown } from '../state/study.ts';
import { needsAtHour } from '../words/needs-at-hour.ts';
import { printable } from '../../report/text/display-width.ts';
import {
  atHourParts,
  beginsWays,
  clockHours,
  hourWords,
  moneyParts,
  rangesParts,
  remedyEntries,
  remedyParts,
} from '../words/play-words.ts';
import { wrap } from '../../report/text/wrap.ts';

/** Columns before the words of an event. */
const HOUR_COLUMNS = 10;

/** Columns that the names of the tabs take, and the blanks behind them. */
const TABS = 17;

const quietWords = (text: string, { width, theme }: Pick<Area, 'width' | 'theme'>): string[] =>
  wrap(theme.words(text), Math.max(10, width - 4)).map((line) => `  ${theme.quiet(line)}`);

/** What is shown while there is nothing to be played. */
function waiting(playback: Playback | null, node: string | null, area: Area): string[] {
  if (playback === null) {
    const here = node === null ? '' : `f lets ${node} fail; esc goes to the tree, where another node is chosen. `;
    return quietWords(
      `Nothing is played yet. ${here}f on Risks lets a threat happen, f on Snowball plays a chain.`,
      area,
    );
  }
  const { asked, failure } = playback;
  const isOpen = asked.kind !== 'trial' && asked.at === undefined;
  const words = isOpen ? 'the dearest hour is being looked for, then it is played …' : 'the future is being played …';
  return quietWords(failure ?? words, area);
}

/** What stands beside the bar of a node: when it is back; where there is room also what it broke, whose mark stands in the bar. */
function rowWords({ stretches, breaches }: CourseRow, view: PlayedView, node: string, width: number): string {
  const mtpd = view.mtpd[node];
  const last = stretches.at(-1);
  if (last === undefined) return '';
  const isCut = view.played.isCut && last.to >= view.played.hours;
  const back = isCut ? 'not back' : `back at ${clockHours(last.to)} h`;
  if (breaches.length === 0 || mtpd === undefined) return back;
  return firstThatFits([`${back}, MTPD ${duration(mtpd)}`, back], wordColumns(width));
}

function drawBars(view: PlayedView, hour: number, width: number, height: number, theme: Theme): string[] {
  const { played } = view;
  if (played.rows.length === 0) return [theme.quiet('  Nothing falls in this future.')];
  const lines = barsOverTime(
    {
      hours: played.hours,
      now: hour,
      bars: played.rows.map((row) => ({
        name: row.node,
        stretches: row.stretches,
        marks: row.breaches.map((breach) => breach.hour),
        words: rowWords(row, view, row.node, width),
      })),
    },
    width,
    height,
    theme,
  );
  const { moreRows } = played;
  return moreRows > 0 && lines.length < height ? [...lines, theme.quiet(`  and ${moreRows} more nodes`)] : lines;
}

/** What has happened last, and all that happens: while it plays, nothing is told between two events. */
function spokenEvents(view: PlayedView, hour: number): Spoken {
  const events = eventsOf(view);
  const last = events[lastEvent(view, hour)];
  const told = (at: number, words: string): string => `hour ${clockHours(at)}: ${words}`;
  const all = events.map((event) => told(event.hour, event.words));
  const end = clockHours(view.played.hours);
  const future = view.futures > 1 ? `, future ${view.future + 1} of ${view.futures}` : '';
  if (events.length === 0) return { now: ['nothing falls in this future'], all };
  if (last === undefined) return { now: [`nothing has happened yet, all ends at hour ${end}${future}`], all };
  if (hour >= view.played.hours) return { now: [`the end, hour ${end}${future}`], all };
  const here = events.filter((event) => event.hour === last.hour).map((event) => event.words);
  return { now: [`hour ${clockHours(last.hour)} of ${end}${future}: ${here.join('; ')}`], all };
}

function drawEvents(view: PlayedView, hour: number, width: number, height: number, theme: Theme): string[] {
  const events = eventsOf(view);
  const at = lastEvent(view, hour);
  if (isSpoken(theme)) return [...spokenEvents(view, hour).all];
  const room = Math.max(10, width - HOUR_COLUMNS);
  const present = events[at]?.hour;
  // What happens at the present hour is shown whole; what happens before and after gives way
  const linesOf = ({ hour: when, words, tone }: ToldEvent, place: number): string[] => {
    const paint = place > at ? theme.quiet : tone === 'plain' ? (text: string): string => text : theme[tone];
    const shown = theme.words(printable(words));
    const wrapped = when === present ? wrap(shown, room) : [cut(shown, room, theme.glyphs.ellipsis)];
    return wrapped.map((line, k) => {
      const mark = place === at && k === 0 ? theme.glyphs.cursor : ' ';
      const text = `${mark} ${fitRight(k === 0 ? clockHours(when) : '', 6)}  ${paint(line)}`;
      return place === at ? theme.heading(text) : text;
    });
  };
  const from = Math.max(0, at - height);
  const lines = events
    .slice(from, from + 2 * height + 1)
    .flatMap((event, k) => linesOf(event, from + k).map((line) => ({ line, isPresent: event.hour === present })));
  const begin = Math.max(
    0,
    lines.findIndex(({ isPresent }) => isPresent),
  );
  const end = lines.findLastIndex(({ isPresent }) => isPresent) + 1;
  const first = Math.max(end - height, Math.min(begin, firstInSight(lines.length, Math.max(0, end - 1), height)));
  return lines.slice(first, first + height).map(({ line }) => line);
}

const playing = (state: State): Playback | null => playbackSlot.of(state);

/** A panel of what is played. */
const played = (
  id: string,
  title: (playback: Playback | null) => string,
  draw: (view: PlayedView, playback: Playback, area: Area, currency: string) => readonly string[],
  note?: (playback: Playback) => string,
): Panel => ({
  id,
  title: (state) => title(playing(state)),
  ...(note === undefined
    ? {}
    : {
        note: (state: State): string => {
          const playback = playing(state);
          return playback === null ? '' : note(playback);
        },
      }),
  draw: (state, area) => {
    const playback = playing(state);
    if (playback === null || playback.view === null)
      return id === 'bars' ? waiting(playback, nodeAtCursor(state), area) : [];
    return draw(playback.view, playback, area, state.model?.currency ?? '').slice(0, area.height);
  },
});

const barsPanel: Panel = {
  ...played(
    'bars',
    (playback) =>
      playback === null || playback.view === null
        ? 'A cascade'
        : `Hour ${clockHours(playback.hour)} of ${clockHours(playback.view.played.hours)}: ${dayAndTime(dateAfter(playback.view.begins, playback.hour))}`,
    (view, { hour }, { width, height, theme }) => drawBars(view, hour, width, height, theme),
    ({ view }) => {
      if (view === null) return '';
      const { episode } = view.played;
      if (view.futures > 1) return `future ${view.future + 1} of ${view.futures}`;
      return episode.of > 1 ? `the dearest of ${episode.of} episodes` : 'one future of the run';
    },
  ),
  takesFocus: true,
  spoken: (state) => {
    const playback = playing(state);
    return playback === null || playback.view === null ? null : spokenEvents(playback.view, playback.hour);
  },
};

const nowPanel = played(
  'now',
  () => 'At this hour',
  (view, { hour }, { width, height, theme }, currency) => {
    const whole = sheetLines(atHourParts(view, hour, currency), width, theme);
    return whole.length <= height ? whole : sheetLines(atHourParts(view, hour, currency, true), width, theme);
  },
);

const eventsPanel = played(
  'events',
  () => 'Event by event',
  (view, { hour }, { width, height, theme }) => drawEvents(view, hour, width, height, theme),
);

const moneyPanel = played(
  'money',
  () => 'Money so far',
  (view, { hour }, { width, theme }, currency) => sheetLines(moneyParts(view, hour, currency), width, theme),
);

/** Why there are no ranges. */
const noRanges = (view: PlayedView): string =>
  view.futures > 1
    ? '200 futures are being played …'
    : 'Ranges are of what is made to fail or to happen, not of a future of the run.';

const SIGNS = { down: 'outside', partly: 'margin', well: 'within', unbought: 'leaf' } as const;

/** What hangs on what, as it is at the hour. */
const needsPanel: Panel = {
  id: 'needs',
  title: () => 'What needs what, at this hour',
  draw: (state, { width, height, theme }) => {
    const playback = playing(state);
    const { model } = state;
    if (playback === null || playback.view === null || model === null) return [];
    const lines = needsAtHour(playback.view, model, playback.hour, (control) => levelShown(state, control));
    const rows = lines.slice(0, height + 1).map(({ depth, node, state: standing, words }) => {
      const sign = theme.glyphs[SIGNS[standing]];
      const paint = { down: theme.bad, partly: theme.doubtful, well: theme.good, unbought: theme.quiet }[standing];
      const indent = Math.min(2 * depth, Math.max(0, width - 24));
      const text = `${theme.words(printable(node))}  ${theme.words(printable(words))}`;
      return wrap(text, Math.max(10, width - indent - 3)).map(
        (line, k) => ` ${' '.repeat(indent)}${paint(`${k === 0 ? sign : ' '} ${line}`)}`,
      );
    });
    if (rows.length === lines.length && rows.flat().length <= height) return rows.flat();
    const shown: string[] = [];
    let left = lines.length;
    for (const row of rows) {
      if (shown.length + row.length >= height) break;
      shown.push(...row);
      left--;
    }
    return [...shown, theme.quiet(`  and ${left} more`)].slice(0, height);
  },
};

const rangesOf = ({ ranges }: Playback): RangesView | null => ranges;

const rangesPanel = played(
  'ranges',
  (playback) => `Over ${playback?.view?.futures === 1 ? 'many' : '200'} such futures (nine in ten)`,
  (view, playback, area, currency) => {
    const ranges = rangesOf(playback);
    return ranges === null
      ? quietWords(noRanges(view), area)
      : sheetLines(rangesParts(ranges, currency), area.width, area.theme);
  },
);

/** As many controls as there is room for, each with what its levels save, and how many more there are. */
function fewRemedies(entries: readonly string[], lines: readonly string[], { width, height, theme }: Area): string[] {
  const wrapped = (text: string): string[] =>
    wrap(theme.words(printable(text)), width - 2).map((line) => ` ${theme.good(line)}`);
  const apart = entries.flatMap(wrapped);
  if (apart.length > 0 && apart.length <= height) return apart;
  for (let count = entries.length; count > 0; count--) {
    const left = entries.length - count;
    const found = wrapped(`${entries.slice(0, count).join('; ')}${left === 0 ? '' : `; and ${left} more`}`);
    if (found.length <= height) return found;
  }
  return lines.slice(0, height);
}

const remediesPanel = played(
  'remedies',
  () => 'What would help, had it stood',
  (view, playback, area, currency) => {
    const ranges = rangesOf(playback);
    if (ranges === null) return view.futures > 1 ? quietWords('being tried …', area) : quietWords(noRanges(view), area);
    const lines = sheetLines(remedyParts(ranges, currency), area.width, area.theme);
    return lines.length <= area.height ? lines : fewRemedies(remedyEntries(ranges, currency), lines, area);
  },
);

/** Rows of the panel of bars: as many as there are nodes, within what the screen has. */
function barRows(state: State, rows: number): number {
  const count = playing(state)?.view?.played.rows.length ?? 3;
  return Math.min(count + 2, Math.max(5, Math.floor(rows / 3)));
}

/** How fast it plays: `an hour a second`. */
const speedWords = ({ speed }: Playback): string =>
  speed >= 1 ? `${counted(speed, 'hour')} a second` : `${counted(60 * speed, 'minute')} a second`;

/** What is heard of what plays, wherever the focus is: that it goes or stands still, how fast, and each event. */
function spokenPlaying(before: State, after: State): readonly string[] {
  const [was, now] = [playing(before), playing(after)];
  if (was === null || now === null || was.view === null || now.view === null) return [];
  const [old, last] = [spokenEvents(was.view, was.hour).now, spokenEvents(now.view, now.hour).now];
  const isTold = old.join() === last.join();
  const isElsewhere = focusOf(cascadeTab, after)?.id !== barsPanel.id;
  const isFaster = was.speed !== now.speed ? [speedWords(now)] : [];
  const begins = was.playingSince === null && now.playingSince !== null ? [`it plays, ${speedWords(now)}`] : [];
  const stops = was.playingSince !== null && now.playingSince === null && isTold;
  return [
    ...isFaster,
    ...begins,
    ...(stops ? [`it stands still at hour ${clockHours(now.hour)}`] : []),
    ...(isElsewhere && !isTold ? last : []),
  ];
}

export const cascadeTab: Tab = {
  id: 'map.cascade',
  name: 'Cascade',
  purpose:
    'What follows from a failure, hour by hour: who falls, when, what it costs by then, and what would have helped. One future is shown; ranges are over 200.',
  panels: [barsPanel, nowPanel, eventsPanel, rangesPanel, remediesPanel, moneyPanel, needsPanel],
  arrangement: (state, columns, rows) => {
    const bars = { kind: 'panel', panel: 'bars', rows: barRows(state, rows) } as const;
    const panel = (id: string) => ({ kind: 'panel', panel: id }) as const;
    if (columns >= 120 && rows >= 30) {
      const third = Math.floor(columns / 3) - 2;
      return {
        kind: 'stack',
        of: [
          bars,
          {
            kind: 'beside',
            of: [
              { kind: 'stack', of: [panel('now'), panel('needs')] },
              { kind: 'stack', of: [panel('events'), panel('remedies')], columns: third },
              { kind: 'stack', of: [panel('money'), panel('ranges')], columns: third },
            ],
          },
        ],
      };
    }
    const half = Math.floor(columns / 2) - 1;
    return {
      kind: 'stack',
      of: [
        bars,
        {
          kind: 'beside',
          rows: 6,
          of: [
            { kind: 'stack', of: [panel('now')] },
            { kind: 'stack', of: [panel('events')], columns: half },
          ],
        },
        { kind: 'panel', panel: 'ranges', rows: 4 },
        { kind: 'panel', panel: 'remedies', least: 2 },
      ],
    };
  },
  aside: (state) => {
    const playback = playing(state);
    if (playback === null || playback.view === null) return '';
    const isOld = playback.key !== keyNow(state) || playback.failure !== null;
    const room = state.size.columns - TABS;
    return firstThatFits(
      beginsWays(playback.view).map((words) => `${isOld ? 'old: ' : ''}${words}`),
      room,
    );
  },
  commands: cascadeCommands,
  spokenBeside: spokenPlaying,
  next: (state) => {
    const playback = playing(state);
    if (playback === null) return nodeAtCursor(state) === null ? null : { command: 'cascade.fail', words: 'fail it' };
    if (playback.view === null) return { command: 'cascade.remedy', words: 'what stops it' };
    return playback.hour < playback.view.played.hours
      ? { command: 'cascade.next', words: 'next event' }
      : { command: 'cascade.remedy', words: 'what stops it' };
  },
  status: (state, width, theme) => {
    const playback = playing(state);
    const view = playback?.view ?? null;
    if (playback === null || view === null) return null;
    if (playback.failure !== null) {
      return theme.bad(theme.words(cut(` cannot be played now: ${printable(playback.failure)}`, width)));
    }
    if (view.futures <= 1) return theme.quiet(' a future of the run, with all that happens in it');
    const ranges = `one future is shown, ranges: nine in ten of ${view.futures} futures; all else is well`;
    const length = view.because === '' ? [] : [`length: ${view.because}`];
    const hour = hourWords(view) === '' ? [] : [`hour: ${hourWords(view).replace(' hours', '')}`];
    const ways = [
      [ranges, ...length, ...hour],
      [...length, ...hour, 'c changes them'],
      [...length, ...hour],
      [...hour, ...length].slice(0, 1),
      [ranges],
    ]
      .filter((parts) => parts.length > 0)
      .map((parts) => ` ${parts.join(' · ')}`);
    return theme.quiet(firstThatFits(ways.map(theme.words), width));
  },
};
