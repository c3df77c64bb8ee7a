/** The second and the third answer: the service and its hours; what an hour without it costs, and whom. */
import { currencyOf } from '../../model/quantity/units.ts';
import { BARE, currencyIn, figure, MONEY } from './figures.ts';
import { cleanName, oddName, plainId } from './names.ts';
import { Collector, partsOf, picked, saysNothing, takenOut, type Part, type Picks, type Reading } from './reading.ts';

export interface Service {
  readonly name: string;
  /** As it was said; null where nobody has said. */
  readonly open: string | null;
  /** Entries of the calendar while it is closed; none where it is always open. */
  readonly closed: readonly string[];
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const DAY = String.raw`(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:mo|tu|we|th|fr|sa|su)(?![a-z]))`;
const CLOCK = String.raw`\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|h)?`;
const TIMES_FIRST = new RegExp(
  String.raw`^((?:open )?(?:from )?${CLOCK}(?:\.\.| ?- ?| to )${CLOCK})(?: on)? (${DAY}(?:(?:\.\.| ?- ?| to )${DAY})?)$`,
  'i',
);
const HOURS = new RegExp(
  String.raw`^(?:open )?(?:from )?(?:(${DAY})(?:(?:\.\.| ?- ?| to )(${DAY}))? ?)?(?:from )?(?:(${CLOCK})(?:\.\.| ?- ?| to )(${CLOCK}))?(?: daily| 1 per day| every(?: 1)? day)?$`,
  'i',
);
const ALWAYS =
  /^(?:open )?(?:always|all day|all the time|day and night|24 h(?:ours)?(?: a day| per day)?|24\/7|00:00\.\.24:00)(?: open)?$/i;

/** Minutes after midnight; null for none. */
function minutesOf(text: string): number | null {
  const [, hour = '', minute = '0', half = ''] = /^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h)?$/i.exec(text) ?? [];
  if (hour === '') return null;
  const noon =
    half.toLowerCase() === 'pm' && Number(hour) < 12 ? 12 : half.toLowerCase() === 'am' && hour === '12' ? -12 : 0;
  const minutes = (Number(hour) + noon) * 60 + Number(minute);
  return Number(minute) < 60 && minutes <= 1440 ? minutes : null;
}

const dayOf = (text: string): number =>
  DAYS.findIndex((day) => day.slice(0, 2).toLowerCase() === text.slice(0, 2).toLowerCase());
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Times with days that have names of their own, and days before the time. */
const plainTimes = (text: string): string =>
  text
    .replace(/\b(?:(?:on )?(?:week|working |work)days?)\b/i, 'Mon..Fri')
    .replace(/\b(?:(?:on |at )?weekends?)\b/i, 'Sat..Sun')
    .replace(TIMES_FIRST, (_found, times: string, days: string) => `${days} ${times.replace(/^open /i, '')}`);

/** `9 to 5`, of which nobody knows whether it ends in the morning or in the evening; null for any other. */
function doubtfulIn(text: string): readonly [from: string, to: string] | null {
  const [, , , from, to] = HOURS.exec(plainTimes(text)) ?? [];
  if (from === undefined || to === undefined || !/^\d{1,2}$/.test(to.trim())) return null;
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const isOpen = begin !== null && end !== null && end <= begin && begin <= 720 && !/pm/i.test(from);
  return isOpen && !/^0|:00/.test(from) ? [from.replace(/ ?am$/i, '').trim(), to.trim()] : null;
}

interface Open {
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

/** What names no service. */
const EVERYTHING =
  /^(?:(?:all|everything|anything|something|the (?:company|business|organi[sz]ation)|work|business)|yes|ok(?:ay)?)$/i;

/** The times of one part; null where it does not speak of times. */
function opensOf(text: string): readonly Open[] | null {
  if (ALWAYS.test(text)) return DAYS.map((_, day) => ({ day, from: 0, to: 1440 }));
  const [found, first, last, from, to] = HOURS.exec(plainTimes(text)) ?? [];
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

/** Times as they were read, on a clock of 24 hours: `Mon..Fri 08:00..18:00`. */
function hoursWords(text: string): string {
  if (ALWAYS.test(text)) return 'always open';
  const [, first, last, from = '', to = ''] = HOURS.exec(plainTimes(text)) ?? [];
  const days = [first, last].flatMap((day) => (day === undefined ? [] : (DAYS[dayOf(day)] ?? []))).join('..');
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const times = begin === null || end === null ? 'all day' : `${clock(begin)}..${clock(end)}`;
  const next = begin !== null && end !== null && end < begin ? ' the next day' : '';
  return `${days} ${times}${next}`.trim();
}

/** A name and the times behind it: the longest end of a text that speaks of times. */
function parted(text: string): readonly [name: string, times: string] | null {
  const [, before = '', after = ''] = /^(.*?),? \(?(?:is )?open (.*?)\)?$/i.exec(text) ?? [];
  if (after !== '' && (opensOf(after) !== null || doubtfulIn(after) !== null)) return [before, after];
  for (const { index } of text.matchAll(/ /g)) {
    const end = text.slice(index + 1).replace(/^\((.*)\)$/, '$1');
    // One day alone may be a part of the name
    const isTimes = (/\d|always/i.test(end) && opensOf(end) !== null) || doubtfulIn(end) !== null;
    if (isTimes) return [text.slice(0, index), end];
  }
  return null;
}

const WRITE_TIMES = 'write open 06:00..22:00, open Mon..Fri 08:00..18:00, or always';

/** The service and when it is open. */
export function readService(answer: string): Reading<Service | null> {
  const read = new Collector();
  const opens: Open[] = [];
  const names: Part[] = [];
  const said: string[] = [];
  const takeTimes = (part: Part, text: string): boolean => {
    // `weekdays 8 to 17 and Saturday 9 to 13`
    const both = text.split(/ and /i);
    if (both.length > 1)
      return both.every((each) => opensOf(each) !== null) && both.every((each) => takeTimes(part, each));
    const doubt = doubtfulIn(text);
    const times = opensOf(text);
    if (doubt !== null) {
      const [from, to] = doubt;
      read.fault(part, `\`${from} to ${to}\`: morning or evening? write ${from}am to ${to}pm, or 09:00..17:00`);
    } else if (times === null) return false;
    else {
      opens.push(...times);
      said.push(hoursWords(text));
    }
    return true;
  };
  for (const part of partsOf(answer)) {
    if (takeTimes(part, part.text)) continue;
    if (names.length === 0 && /^[\d£€$]/.test(part.text)) {
      read.fault(part, `\`${part.text}\` is neither a name nor hours: write ticket sales, open 06:00..22:00`);
      continue;
    }
    const ends = parted(part.text);
    if (ends !== null && takeTimes(part, ends[1])) names.push({ ...part, text: ends[0] });
    else if (/\bopen\b.*\d|^(?:open|closed|shut)\b|^\d/.test(part.text) || (names.length > 0 && /\d/.test(part.text)))
      read.fault(part, `\`${part.text}\` is no time: ${WRITE_TIMES}`);
    else names.push(part);
  }
  const [first, second] = names;
  if (second !== undefined) {
    read.fault(second, `\`${second.text}\`: one service first; another can be added to the file later`);
  }
  const name = cleanName(first?.text ?? '');
  if (first === undefined || name === '' || saysNothing(name)) {
    if (read.faults.length === 0 && answer.trim() !== '')
      read.fault({ from: 0, to: answer.length }, 'name the service first: ticket sales, open 06:00..22:00');
    return read.of(null);
  }
  const odd = EVERYTHING.test(name) ? 'too much for one name' : oddName(name);
  if (odd !== null) {
    return read.of(
      read.fault(first, `\`${name}\` is ${odd}: name the one service in a few words, such as ticket sales`),
    );
  }
  const open = said.length === 0 ? null : said.join(', ');
  const isDoubtful = read.faults.length > 0;
  read.row(first, {
    key: 'service',
    name,
    kind: 'service',
    says: open === null ? '' : open.startsWith('always') ? open : `open ${open}`,
    guess: open === null && !isDoubtful ? 'always open? or write open 06:00..22:00' : null,
  });
  if (open === null && !isDoubtful) read.missing.push(`when ${name} is open: it is taken as always open`);
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

/** What is no name of who bears a loss: figures, and words that belong to one. */
const ODD_BEARER =
  /\d|[£€$%~]|^(?:up to|at least|at most|more than|less than|over|under|or|and|maximum|minimum|max|min)\b/i;

/** What an hour without the service costs, and whom. */
export function readLosses(answer: string, picks: Picks): Reading<Losses | null> {
  const read = new Collector();
  const parts = partsOf(answer);
  const sums: { part: Part; money: string; bearer: string | null }[] = [];
  if (saysNothing(answer)) {
    const words = 'nobody knows exactly: write a range so wide that you are 90% sure of it, such as £100..£10k';
    read.fault({ from: 0, to: answer.length }, words);
    return read.of(null);
  }
  for (const part of parts) {
    const [money, rest] = takenOut(part.text, MONEY);
    const words = rest.replace(/\b(?:an|per|1) hour\b/i, '').trim();
    const bearer = cleanName((BORNE.exec(` ${words}`)?.[1] ?? words).replace(/^(?:and|to) /i, ''));
    const last = sums.at(-1);
    const odd = money === null ? null : ODD_BEARER.exec(bearer);
    if (odd !== null) read.fault(part, `\`${rest}\`: what is left cannot be read: write £400..£1500 borne by us`);
    else if (money !== null) sums.push({ part, money, bearer: bearer === '' ? null : bearer });
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
  // Whoever is named alone is most likely oneself, by another name
  const isOwnNamed = sums.some(({ bearer }) => bearer === null || US.test(bearer));
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
    const isFirst = !isOwnNamed && losses.length === 0;
    const counts = isOwn || (picked(picks, 2, name, 2) === 1) !== isFirst;
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
