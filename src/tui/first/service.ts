/** The second and the third answer: the service and its hours; what an hour without it costs, and whom. */
import { currencyOf } from '../../model/quantity/units.ts';
import { BARE, currencyIn, figure, MONEY } from './figures.ts';
import { cleanName, plainId } from './names.ts';
import { Collector, partsOf, picked, takenOut, type Part, type Picks, type Reading } from './reading.ts';

export interface Service {
  readonly name: string;
  /** As it was said; null where nobody has said. */
  readonly open: string | null;
  /** Entries of the calendar while it is closed; none where it is always open. */
  readonly closed: readonly string[];
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const DAY = String.raw`(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*`;
const CLOCK = String.raw`\d{1,2}(?::\d{2})? ?(?:am|pm|h)?`;
const HOURS = new RegExp(
  String.raw`^(?:open )?(?:from )?(?:(${DAY})(?:(?:\.\.| ?- ?| to )(${DAY}))? ?)?(?:from )?(?:(${CLOCK})(?:\.\.| ?- ?| to )(${CLOCK}))?(?: daily| 1 per day| every(?: 1)? day)?$`,
  'i',
);
const ALWAYS =
  /^(?:open )?(?:always|all day|all the time|day and night|24 h(?:ours)?(?: a day| per day)?|24\/7|00:00\.\.24:00)(?: open)?$/i;

/** Minutes after midnight; null for none. */
function minutesOf(text: string): number | null {
  const [, hour = '', minute = '0', half = ''] = /^(\d{1,2})(?::(\d{2}))? ?(am|pm|h)?$/i.exec(text) ?? [];
  if (hour === '') return null;
  const noon =
    half.toLowerCase() === 'pm' && Number(hour) < 12 ? 12 : half.toLowerCase() === 'am' && hour === '12' ? -12 : 0;
  const minutes = (Number(hour) + noon) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= 1440 ? minutes : null;
}

const dayOf = (text: string): number => DAYS.findIndex((day) => text.toLowerCase().startsWith(day.toLowerCase()));
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

interface Open {
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** The times of one part; null where it does not speak of times. */
function opensOf(text: string): readonly Open[] | null {
  if (ALWAYS.test(text)) return DAYS.map((_, day) => ({ day, from: 0, to: 1440 }));
  const [found, first, last, from, to] = HOURS.exec(text) ?? [];
  if (found === undefined || (first === undefined && from === undefined)) return null;
  const [begin, end] = from === undefined || to === undefined ? [0, 1440] : [minutesOf(from), minutesOf(to)];
  if (begin === null || end === null || begin === end) return null;
  const [a, b] = first === undefined ? [0, 6] : [dayOf(first), dayOf(last ?? first)];
  const days = Array.from({ length: ((b - a + 7) % 7) + 1 }, (_, index) => (a + index) % 7);
  return days.flatMap((day): Open[] =>
    begin < end
      ? [{ day, from: begin, to: end }]
      : [
          { day, from: begin, to: 1440 },
          { day: (day + 1) % 7, from: 0, to: end },
        ],
  );
}

/** What is left of each day: stretches of minutes. */
function closedOn(day: number, opens: readonly Open[]): readonly (readonly [number, number])[] {
  let at = 0;
  const gaps: (readonly [number, number])[] = [];
  for (const { from, to } of opens.filter((open) => open.day === day).toSorted((a, b) => a.from - b.from)) {
    if (from > at) gaps.push([at, from]);
    at = Math.max(at, to);
  }
  return at < 1440 ? [...gaps, [at, 1440]] : gaps;
}

/** Entries of a calendar for all that is not open, days alike together. */
function closedTimes(opens: readonly Open[]): readonly string[] {
  const days = DAYS.map((_, day) => closedOn(day, opens));
  const keys = days.map((gaps) => JSON.stringify(gaps));
  if (keys.every((key) => key === keys[0])) {
    const [first, last] = days[0] ?? [];
    if (first === undefined) return [];
    // A night in one piece, as people say it
    if (last !== undefined && days[0]?.length === 2 && first[0] === 0 && last[1] === 1440)
      return [`${clock(last[0])}..${clock(first[1])}`];
    return (days[0] ?? []).map(([from, to]) => `${clock(from)}..${clock(to)}`);
  }
  const entries: string[] = [];
  for (let day = 0; day < 7;) {
    let end = day;
    while (end < 6 && keys[end + 1] === keys[day]) end++;
    const name = day === end ? (DAYS[day] ?? '') : `${DAYS[day]}..${DAYS[end]}`;
    for (const [from, to] of days[day] ?? []) {
      entries.push(from === 0 && to === 1440 ? name : `${name} ${clock(from)}..${clock(to)}`);
    }
    day = end + 1;
  }
  return entries;
}

/** The service and when it is open. */
export function readService(answer: string): Reading<Service | null> {
  const read = new Collector();
  const opens: Open[] = [];
  const names: Part[] = [];
  const said: string[] = [];
  for (const part of partsOf(answer)) {
    const times = opensOf(part.text);
    if (times !== null) {
      opens.push(...times);
      said.push(part.text.replace(/^open /i, ''));
      continue;
    }
    const [, before = '', after = ''] = /^(.*?),? \(?(?:is )?open (.*?)\)?$/i.exec(part.text) ?? [];
    const behind = after === '' ? null : opensOf(after);
    if (behind !== null) {
      opens.push(...behind);
      said.push(after);
      names.push({ ...part, text: before });
    } else if (/^open\b|^\d/.test(part.text)) {
      read.fault(part, `\`${part.text}\` is no time: write open 06:00..22:00, open Mon..Fri 08:00..18:00, or always`);
    } else names.push(part);
  }
  const [first, second] = names;
  if (second !== undefined) {
    read.fault(second, `\`${second.text}\`: one service first; another can be added to the file later`);
  }
  const name = cleanName(first?.text ?? '');
  if (first === undefined || name === '') {
    if (read.faults.length === 0 && answer.trim() !== '')
      read.fault({ from: 0, to: answer.length }, 'name the service first: ticket sales, open 06:00..22:00');
    return read.of(null);
  }
  const open = said.length === 0 ? null : said.join(', ');
  read.row(first, {
    key: 'service',
    name,
    kind: 'service',
    says: open === null ? '' : /^\d|^mon|^tue|^wed|^thu|^fri|^sat|^sun/i.test(open) ? `open ${open}` : open,
    guess: open === null ? 'always open? or write open 06:00..22:00' : null,
  });
  if (open === null) read.missing.push(`when ${name} is open: it is taken as always open`);
  return read.of(read.faults.length > 0 ? null : { name, open, closed: opens.length === 0 ? [] : closedTimes(opens) });
}

/** Who loses how much of money an hour. */
export interface Loss {
  readonly bearer: string;
  readonly counts: boolean;
  readonly amount: string;
}

export interface Losses {
  readonly currency: string;
  readonly losses: readonly Loss[];
}

const US = /^(?:us|we|ourselves|own|our own|me|the company|the owner)$/i;
const BORNE = /(?:,? ?\b(?:borne|paid|lost|carried) )?\b(?:by|for) (?!1 )(\p{L}[^,]*)$/iu;

/** What an hour without the service costs, and whom. */
export function readLosses(answer: string, picks: Picks): Reading<Losses | null> {
  const read = new Collector();
  const parts = partsOf(answer);
  const sums: { part: Part; money: string; bearer: string | null }[] = [];
  for (const part of parts) {
    const [money, rest] = takenOut(part.text, MONEY);
    const words = rest.replace(/\b(?:an|per|1) hour\b/i, '').trim();
    const bearer = cleanName((BORNE.exec(` ${words}`)?.[1] ?? words).replace(/^(?:and|to) /i, ''));
    const last = sums.at(-1);
    if (money !== null) sums.push({ part, money, bearer: bearer === '' ? null : bearer });
    else if (BARE.test(part.text) || /\d/.test(part.text)) {
      read.fault(part, `\`${part.text}\`: in which currency? write £400..£1500, or EUR 400..1500`);
    } else if (last !== undefined && last.bearer === null && bearer !== '') last.bearer = bearer;
    else read.fault(part, `\`${part.text}\`: how much? write £400..£1500 borne by ${words.replace(/^.*\bby /, '')}`);
  }
  const currency = sums[0] === undefined ? null : currencyIn(sums[0].money);
  if (currency === null) {
    if (answer.trim() !== '' && read.faults.length === 0)
      read.fault({ from: 0, to: answer.length }, 'write an amount with its currency: £400..£1500');
    return read.of(null);
  }
  const losses: Loss[] = [];
  for (const { part, money, bearer } of sums) {
    if (currencyOf(/[£€$]|[A-Z]{3}/.exec(money)?.[0] ?? '') === undefined) continue;
    const amount = / per /.test(money) ? money : `${money} per hour`;
    const checked = figure(amount, 'money/hour', 'uncertain', currency);
    if (!checked.ok) {
      read.fault(part, checked.words);
      continue;
    }
    const isOwn = bearer === null || US.test(bearer);
    const name = isOwn ? 'own' : plainId(bearer) === '' ? bearer : plainId(bearer).replaceAll('-', ' ');
    if (losses.some((loss) => loss.bearer === name)) {
      read.fault(part, `${bearer ?? 'us'} stands twice: add the two amounts up`);
      continue;
    }
    const counts = isOwn || picked(picks, 2, name, 2) === 1;
    losses.push({ bearer: name, counts, amount });
    const borne = isOwn ? 'borne by us' : `borne by ${name}, ${counts ? 'and counted' : 'only shown'}`;
    read.row(part, {
      key: name,
      name: amount.replace(/ per \w+$/, ''),
      kind: / (per \w+)$/.exec(amount)?.[1] ?? '',
      says: bearer === null || !isOwn ? `${borne}?` : borne,
      guess: bearer === null || !isOwn ? `${borne}?` : null,
      choices: isOwn ? 0 : 2,
    });
  }
  return read.of(read.faults.length > 0 || losses.length === 0 ? null : { currency, losses });
}
