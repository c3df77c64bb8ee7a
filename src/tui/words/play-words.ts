/** What is played, in words. */
import { listed } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import { duration } from '../../results/format/time.ts';
import type { PlayCause } from '../../study/play/play-cause.ts';
import { belowAt, moneyAt, stretchAt } from '../../study/play/course.ts';
import type { PlayedNode, Range } from '../../study/play/played-futures.ts';
import { dayAndTime } from '../../results/format/date.ts';
import type { SheetPart } from '../draw/sheet.ts';
import type { PlayedView, RangesView } from '../host/study-messages.ts';
import { eventsOf } from '../state/playback.ts';
import { toleranceName } from './event-words.ts';
import { spanWords } from './span-words.ts';

/** Hours as a clock of the cascade has them: one decimal. */
export const clockHours = (hour: number): string => (Math.round(hour * 10) / 10).toFixed(hour < 1000 ? 1 : 0);

/** `intake-a fails for 10.8 h`. */
function causeWords(cause: PlayCause): string {
  switch (cause.kind) {
    case 'node':
      return cause.outage === 'forever' ? `${cause.node} fails for ever` : `${cause.node} fails for ${cause.outage}`;
    case 'nodes':
      return `${listed(cause.nodes, 3)} fail for ${cause.outage}`;
    case 'threat':
      return `${cause.threat} happens`;
    case 'trial':
      return `world ${cause.world}, trial ${cause.trial}`;
  }
}

/** Whether the hours that were tried differ in what they cost. */
export function isOneDearest(tried: PlayedView['tried']): boolean {
  const losses = tried.map(({ loss }) => loss.value);
  return losses.length > 0 && Math.max(...losses) - Math.min(...losses) > 1e-9 * Math.max(...losses);
}

/** Why it begins when it does: `the dearest of 8 hours tried`; empty where somebody said when. */
export function hourWords({ tried, begins }: Pick<PlayedView, 'tried' | 'begins'>): string {
  const own = tried.find(({ date }) => date === begins);
  if (own === undefined) return '';
  if (tried.length === 1) return 'the first hour';
  if (!isOneDearest(tried)) return `none of ${tried.length} hours costs more`;
  const isDearest = tried.every(({ loss }) => loss.value <= own.loss.value * (1 + 1e-9));
  return isDearest ? `the dearest of ${tried.length} hours tried` : '';
}

/** Ways to say what is played and from when, the longest first. */
export function beginsWays(view: PlayedView): readonly string[] {
  const words = `${causeWords(view.cause)}, ${dayAndTime(view.begins)}`;
  const why = hourWords(view);
  if (why === '') return [words];
  return [`${words}, ${why}`, ...(why.startsWith('the dearest') ? [`${words}, dearest hour`] : []), words];
}

/** `11.8 to 19.7 h`; where an end lies beyond the horizon, `11.8 h or more`. */
function rangeWords({ low, high }: Pick<Range, 'low' | 'high'>): string {
  if (!Number.isFinite(low)) return 'not within the horizon';
  if (!Number.isFinite(high)) return `${duration(wholeMinutes(low))} or more`;
  const [from, to] = [wholeMinutes(low), wholeMinutes(high)];
  return spanWords(duration(from), duration(to));
}

/** Minutes to the whole; hours to three digits. */
const wholeMinutes = (hours: number): number =>
  hours < 1 && hours >= 1 / 60 ? Math.round(hours * 60) / 60 : round(hours);

/** Three digits of hours, two of minutes: futures scatter by more. */
const round = (hours: number): number => Number(hours.toPrecision(hours < 1 ? 2 : 3));

const length = (hours: number): string =>
  Number.isFinite(hours) ? duration(wholeMinutes(hours)) : 'not within the horizon';

/** `in all 200`, `in 3 of 200`. */
const ofFutures = (count: number, futures: number): string =>
  count === futures ? `in all ${futures}` : `in ${count} of ${futures}`;

/** What holds at an hour: nodes, goals, money, what comes next. @param isShort What comes next takes one line. */
export function atHourParts(view: PlayedView, hour: number, currency: string, isShort = false): readonly SheetPart[] {
  const { played, goals, nodes } = view;
  const below = belowAt(played.below, hour);
  const rows = new Map(played.rows.map((row) => [row.node, row]));
  const shut = goals.flatMap((goal): SheetPart[] => {
    const row = rows.get(goal);
    const stretch = row === undefined ? null : stretchAt(row, hour);
    if (row === undefined || stretch === null) return [];
    // Stretches of different capacity follow one another
    let from = stretch.from;
    for (const one of row.stretches.toReversed()) if (Math.abs(one.to - from) < 1e-9) from = one.from;
    const left = stretch.capacity > 0 ? ` at ${Math.round(stretch.capacity * 100)}%` : ' down';
    const broken = row.breaches.find((breach) => breach.hour <= hour);
    const mark = broken === undefined ? '' : `, ${toleranceName(broken.tolerance)} broken`;
    return [
      {
        kind: 'row',
        name: 'hurt',
        text: `${goal}${left} for ${duration(round(hour - from))}${mark}`,
        ...(broken === undefined ? {} : { tone: 'bad' as const }),
      },
    ];
  });
  const { lost, perHour } = moneyAt(played.money, played.money.lost, hour);
  const next = eventsOf(view).find((event) => event.hour > hour + 1e-6);
  const end = played.isCut ? 'the horizon ends' : 'all is well';
  const coming =
    next !== undefined
      ? `at ${clockHours(next.hour)} h ${next.words}`
      : hour < played.hours
        ? `at ${clockHours(played.hours)} h ${end}`
        : played.rows.length === 0
          ? 'nothing falls in this future'
          : end;
  return [
    { kind: 'row', name: 'below full', text: `${below} of ${nodes} nodes` },
    ...(shut.length > 0
      ? shut.slice(0, 3)
      : ([
          {
            kind: 'row',
            name: 'goals',
            text: goals.length === 0 ? 'no goal falls in this future' : 'none is hurt now',
            tone: 'good',
          },
        ] as const)),
    {
      kind: 'row',
      name: 'lost',
      text: `${money(lost, currency)}${perHour > lost * 1e-9 ? `, ${money(perHour, currency)} an hour now` : ''}`,
    },
    { kind: 'row', name: 'next', text: coming, ...(isShort ? { isCut: true as const } : {}) },
  ];
}

/** Money so far, by who bears it, and what it comes to. */
export function moneyParts({ played }: PlayedView, hour: number, currency: string): readonly SheetPart[] {
  const { money: course, totals } = played;
  const { lost, perHour } = moneyAt(course, course.lost, hour);
  const bearers = Object.entries(course.byBearer)
    .map(([bearer, series]) => ({ bearer, lost: moneyAt(course, series, hour).lost }))
    .filter((one) => one.lost > 0)
    .toSorted((a, b) => b.lost - a.lost || (a.bearer < b.bearer ? -1 : 1));
  return [
    { kind: 'row', name: 'lost', text: money(lost, currency) },
    { kind: 'row', name: 'an hour', text: money(perHour, currency) },
    ...bearers
      .slice(0, 6)
      .map((one): SheetPart => ({ kind: 'row', name: one.bearer, text: money(one.lost, currency) })),
    { kind: 'row', name: 'at the end', text: money(course.lost.at(-1) ?? 0, currency) },
    ...(totals.insurance === 0
      ? []
      : ([{ kind: 'row', name: 'insured', text: `${money(totals.insurance, currency)} is paid back` }] as const)),
  ];
}

const goalNode = ({ nodes, goal }: RangesView): PlayedNode | null => nodes.find(({ node }) => node === goal) ?? null;

/** `MTPD and limit closure broken in all 200`. */
function brokenWords({ breaches, node }: PlayedNode, futures: number): string {
  const counts = new Map<number, string[]>();
  for (const [tolerance, count] of Object.entries(breaches)) {
    counts.set(count, [...(counts.get(count) ?? []), toleranceName(tolerance)]);
  }
  const words = [...counts].map(([count, names]) => `${listed(names)} broken ${ofFutures(count, futures)}`);
  return words.length === 0 ? '' : `${node}: ${words.join(', ')}.`;
}

/** What happens in all futures of the cause: the goal, its cost, the last moment; then who else falls. */
export function rangesParts(ranges: RangesView, currency: string): readonly SheetPart[] {
  const { futures, loss, lossRange, nodes, moreNodes } = ranges;
  const goal = goalNode(ranges);
  const broken = goal === null ? '' : brokenWords(goal, futures);
  const others = nodes.filter(({ node }) => node !== goal?.node);
  const last = ranges.lastMomentHours;
  const down =
    goal === null || goal.downAt === null || goal.downHours === null
      ? 'No goal goes down in any of them.'
      : `${goal.node} is down ${ofFutures(goal.goesDown, futures)} after ${rangeWords(goal.downAt)}, ` +
        `for ${length(goal.downHours.middle)} (${rangeWords(goal.downHours)}).`;
  const doubt = loss.unreliable === true ? '?' : '';
  const cost =
    loss.value === 0
      ? 'It costs nothing in any of them.'
      : `It costs ${money(loss.value, currency, loss.standardError)}${doubt} on average (${money(lossRange.low, currency)} to ${money(lossRange.high, currency)}).`;
  const moment =
    last === undefined
      ? ''
      : last === null
        ? 'Last moment: repairing what was struck at once would not save half.'
        : `Last moment: what was struck, repaired within ${length(last)}, saves half.`;
  return [
    { kind: 'words', text: down, ...(goal === null ? { tone: 'good' as const } : {}) },
    { kind: 'words', text: cost },
    ...(moment === '' ? [] : [{ kind: 'words', text: moment } as const]),
    ...(broken === '' ? [] : [{ kind: 'words', text: broken, tone: 'bad' } as const]),
    ...others.slice(0, 40).map(({ node, falls, fallsAt, backAt }): SheetPart => ({
      kind: 'words',
      text: `${node}: falls ${ofFutures(falls, futures)} after ${rangeWords(fallsAt)}, is back after ${rangeWords(backAt)}`,
      tone: 'quiet',
    })),
    ...(moreNodes > 0 ? [{ kind: 'words', text: `and ${moreNodes} more nodes`, tone: 'quiet' } as const] : []),
  ];
}

/** What could still be done, had it stood. */
export function remedyParts(ranges: RangesView, currency: string): readonly SheetPart[] {
  const found = ranges.remedies;
  if (found === undefined) return [{ kind: 'words', text: 'being tried …', tone: 'quiet' }];
  const { remedies, without } = found;
  const lines = remedies.map(({ control, level, saves, goal }): SheetPart => {
    const isWorse = saves.value < 0;
    const amount = money(Math.abs(saves.value), currency, saves.standardError);
    const hours =
      goal === null || ranges.goal === null
        ? ''
        : goal.goesDown === 0
          ? `; ${ranges.goal} never goes down`
          : `; ${ranges.goal} down ${length(goal.middleHours)}`;
    const saved = saves.value === 0 ? 'saves no money' : `${isWorse ? 'costs' : 'saves'} ${amount}`;
    return { kind: 'words', text: `${control}: ${level} ${saved}${hours}`, tone: isWorse ? 'bad' : 'good' };
  });
  const none = without.map(({ control }) => control);
  return [
    ...(lines.length > 0
      ? lines
      : ([
          {
            kind: 'words',
            text:
              without.length === 0
                ? 'There is no higher level of a control.'
                : 'No higher level of a control changes it.',
          },
        ] as const)),
    ...(none.length === 0 || lines.length === 0
      ? []
      : ([{ kind: 'words', text: `no change by ${listed([...new Set(none)], 5)}`, tone: 'quiet' }] as const)),
    { kind: 'words', text: 'prevention is not in it: it has happened', tone: 'quiet' },
  ];
}

/**
 * What would help, where there is no row for each: `network-switching: automatic saves £110m, rehearsed £70m`, a control an entry, the
 * one that saves most first.
 */
export function remedyEntries(ranges: RangesView, currency: string): readonly string[] {
  const levels = new Map<string, string[]>();
  for (const { control, level, saves } of ranges.remedies?.remedies ?? []) {
    if (saves.value <= 0) continue;
    const found = levels.get(control) ?? [];
    found.push(`${level}${found.length === 0 ? ' saves' : ''} ${money(saves.value, currency, saves.standardError)}`);
    levels.set(control, found);
  }
  return [...levels].map(([control, found]) => `${control}: ${found.join(', ')}`);
}
