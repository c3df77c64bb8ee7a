/** The timeline of one trial, for people. */
import type { RootCause, TrialDocument, TrialEvent } from '../../results/trial-document.ts';
import { askedLines } from '../asked/asked-lines.ts';
import { counted, listed, wholeNumber } from '../../results/format/count.ts';
import { plainDate } from '../../results/format/date.ts';
import { money } from '../../results/format/money.ts';
import { digitsOf } from '../../results/format/rounding.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import { displayWidth, printable } from '../text/display-width.ts';
import { namesOf } from '../../results/names.ts';
import { idsBehind, nodeName, threatName } from '../text/names.ts';
import { futureName, restWords } from '../text/readers.ts';
import { item, prose, section } from '../text/section.ts';
import type { Page, Paint } from '../text/style.ts';
import type { Cell } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';

/** Events of a page; what comes later is counted. */
const MOST_LINES = 400;

/** Rows of the list of buffers. */
const MOST_BUFFERS = 12;

function causeWords(cause: RootCause | null, page: Page): string {
  if (cause === null) return '';
  const at = cause.node === null ? '' : ` at ${nodeName(cause.node, page)}`;
  switch (cause.kind) {
    case 'threat':
      return `${threatName(cause.id ?? '', page)}${cause.given === true ? ' (given)' : ''}${at}`;
    case 'given':
      return cause.id ?? 'what was given';
    case 'shock':
      return `the scenario's shock${at}`;
    case 'action':
      return `${cause.id === null ? 'an action' : `action ${cause.id}`}${at}`;
    case 'not bought':
      return `${nodeName(cause.id ?? '', page)} is not bought`;
  }
}

const CLOCKS = {
  switchover: { begins: 'switching over', ends: 'has switched over' },
  restart: { begins: 'restarting', ends: 'has restarted' },
  buffer: { begins: 'living on its buffer', ends: 'buffer empty' },
  fallback: { begins: 'preparing its fallback', ends: 'fallback at work' },
  blackStart: { begins: 'black start', ends: 'black start done' },
} as const;

/** `plant (feed)`; the need left out where it says nothing. */
const place = (node: string, need: string | null, page: Page): string =>
  need === null ? nodeName(node, page) : `${nodeName(node, page)} (${nodeName(need, page)})`;

function words(event: TrialEvent, currency: string, page: Page): string {
  switch (event.what) {
    case 'event':
      return `${threatName(event.threat, page)} happens${event.given ? ' (given)' : ''}`;
    case 'stopped':
      return event.node === null
        ? `${nodeName(event.control, page)} stops ${threatName(event.threat, page)}`
        : `${nodeName(event.control, page)} stops ${threatName(event.threat, page)} at ${nodeName(event.node, page)}`;
    case 'effect': {
      const length = event.hours === null ? 'for ever' : `for ${duration(event.hours)}`;
      const left = event.leaves === 0 ? 'out' : `left at ${percent(event.leaves)}`;
      if (event.hours === 0)
        return `${nodeName(event.node, page)} struck, no outage: ${causeWords({ ...event.cause, node: null }, page)}`;
      return `${nodeName(event.node, page)} ${left} ${length}: ${causeWords({ ...event.cause, node: null }, page)}`;
    }
    case 'capacity': {
      if (event.to >= 1) return `${nodeName(event.node, page)} up again (was at ${percent(event.from)})`;
      const cause = causeWords(event.cause, page);
      const verb = event.to > event.from ? 'rises' : 'falls';
      const size = event.to === 0 ? 'down' : `${verb} to ${percent(event.to)}`;
      if (event.cause?.kind === 'not bought') return `${nodeName(event.node, page)} ${size}: ${cause}`;
      return `${nodeName(event.node, page)} ${size}${cause === '' ? '' : `, by ${cause}`}`;
    }
    case 'begins': {
      if (event.clock === 'buffer') {
        const until = event.emptyAt === null ? 'which lasts' : `empty at hour ${digitsOf(event.emptyAt ?? 0, -1)}`;
        return `${place(event.node, event.need, page)}: ${CLOCKS.buffer.begins} of ${duration(event.hours)}, ${until}`;
      }
      const length = `for ${duration(event.hours)}`;
      const off = event.completes ? '' : ', does not complete';
      return `${place(event.node, event.need, page)}: ${CLOCKS[event.clock].begins} ${length}${off}`;
    }
    case 'ends':
      return `${place(event.node, event.need, page)}: ${CLOCKS[event.clock].ends}`;
    case 'breach': {
      const limit = /^limits\.(.*)$/.exec(event.tolerance);
      return `${nodeName(event.node, page)} has been too low for too long: ${limit === null ? event.tolerance : `limit ${limit[1] ?? ''}`} breached`;
    }
    case 'loss': {
      const isMoney = event.kind !== 'harm' && event.kind !== 'goodwill';
      const size = isMoney ? money(event.amount, currency) : `${Number(event.amount.toPrecision(3))} ${event.kind}`;
      const who = isMoney ? ` lost by ${event.kind}` : '';
      const where = event.node === null ? '' : ` at ${nodeName(event.node, page)}`;
      return `${size}${who}${where}${isMoney && !event.counted ? ', not counted' : ''}`;
    }
  }
}

function paintOf(event: TrialEvent, page: Page): Paint {
  if (event.what === 'breach' || (event.what === 'capacity' && event.to < event.from)) return page.style.bad;
  if (event.what === 'loss') return page.style.doubtful;
  if (event.what === 'stopped' || (event.what === 'capacity' && event.to >= 1)) return page.style.good;
  return (plain) => plain;
}

const dateWords = (date: string): string => `${plainDate(date)} ${date.slice(11)}`;

/** Pages narrower than this have a heading for each instant in place of columns. */
const NARROW = 70;

/** One line an event; hour and date stand with the first of an instant, what is lost so far with the last. */
function timelineTable(events: readonly TrialEvent[], currency: string, page: Page): string[] {
  const rows = events.map((event, index): Cell[] => {
    const isFirst = events[index - 1]?.hour !== event.hour;
    const isLast = events[index + 1]?.hour !== event.hour;
    return [
      isFirst ? digitsOf(event.hour, -1) : '',
      isFirst ? dateWords(event.date) : '',
      { text: words(event, currency, page), paint: paintOf(event, page) },
      isLast ? money(event.lostSoFar, currency) : '',
    ];
  });
  return table(
    [
      { header: 'hour', align: 'right' },
      { header: 'date' },
      { header: 'what', shrinksTo: 30 },
      { header: 'lost so far', align: 'right', shrinksTo: 6 },
    ],
    rows,
    page,
  );
}

/** The same as a list. */
function timelineList(events: readonly TrialEvent[], currency: string, page: Page): string[] {
  return events.flatMap((event, index) => {
    const isFirst = events[index - 1]?.hour !== event.hour;
    const instant = `hour ${digitsOf(event.hour, -1)}, date ${dateWords(event.date)}, lost so far ${money(event.lostSoFar, currency)}`;
    return [
      ...(isFirst ? prose(instant, page) : []),
      ...item(words(event, currency, page), page, 4).map(paintOf(event, page)),
    ];
  });
}

function timeline({ events, currency }: TrialDocument, page: Page): string[] {
  const shown = events.length > MOST_LINES ? events.slice(0, MOST_LINES) : events;
  const lines = page.width < NARROW ? timelineList(shown, currency, page) : timelineTable(shown, currency, page);
  const rest = events.length - shown.length;
  if (rest === 0) return lines;
  const note = `and ${counted(rest, 'more', 'more')}: ${restWords(page)}`;
  return [...lines, ...prose(note, page).map(page.style.quiet)];
}

/** Buffers that were drawn on, and when they are empty. */
function buffers({ events }: TrialDocument, page: Page): string[] {
  const rows = events.flatMap((event): Cell[][] => {
    if (event.what !== 'begins' || event.clock !== 'buffer') return [];
    const { emptyAt = null } = event;
    const end =
      emptyAt === null
        ? { text: 'lasts', paint: page.style.good }
        : { text: `empty at hour ${digitsOf(emptyAt, -1)}`, paint: page.style.bad };
    return [
      [
        place(event.node, event.need, page),
        `from hour ${digitsOf(event.hour, -1)}`,
        `holds ${duration(event.hours)}`,
        end,
      ],
    ];
  });
  const shown = rows.slice(0, MOST_BUFFERS);
  const rest = rows.length - shown.length;
  const more = rest === 0 ? [] : prose(`and ${rest} more`, page).map(page.style.quiet);
  const columns = [{ header: '', shrinksTo: 16 }, { header: '' }, { header: '' }, { header: '' }];
  return section('Buffers', rows.length === 0 ? [] : [...table(columns, shown, page), ...more], page);
}

/** What is lost by when: the price of waiting. */
function ifNothingElse({ lostBy, currency, totals: sums }: TrialDocument, page: Page): string[] {
  const all = lostBy.at(-1)?.loss ?? 0;
  if (all === 0) return [];
  const rows = lostBy.map(({ hours, hour, loss }): Cell[] => [
    `within ${duration(hours)}`,
    `by hour ${digitsOf(hour, -1)}`,
    money(loss, currency),
  ]);
  const before = sums.insurance === 0 ? '' : ', before insurance';
  return section(
    `If nothing else is done: lost after the first fall or loss${before}`,
    table([{ header: '' }, { header: '' }, { header: '', align: 'right' }], rows, page),
    page,
  );
}

function totals({ totals: sums, currency }: TrialDocument, page: Page): string[] {
  const cash = (value: number): string => money(value, currency);
  const sources = Object.entries(sums.bySource).toSorted(([, a], [, b]) => b - a);
  const rows: Cell[][] = [
    ...(sums.insurance === 0
      ? []
      : [
          ['losses above', cash(sums.booked)],
          ['paid back by insurance', cash(-sums.insurance)],
        ]),
    ...sources.map(([name, loss]) => [`caused by ${threatName(name, page)}`, cash(loss)]),
    [sums.asUsual === undefined ? `loss of this ${futureName(page)}` : 'loss by what was given', cash(sums.loss)],
    ...(sums.asUsual === undefined ? [] : [['all else, as usual and not counted', cash(sums.asUsual)]]),
  ];
  const down = sums.stillDown;
  const still =
    down.length === 0
      ? []
      : prose(
          `Still below full at the end: ${listed(
            down.map((id) => nodeName(id, page)),
            8,
          )}.`,
          page,
        );
  return section(
    'Adds up to',
    [...table([{ header: '' }, { header: '', align: 'right' }], rows, page), ...still],
    page,
  );
}

/** Lines of the timeline alone, for a page that has a head of its own. */
export function timelineLines(document: TrialDocument, page: Page): string[] {
  const nothing = document.events.length === 0 ? prose('Nothing happens.', page) : timeline(document, page);
  return [...nothing, ...ifNothingElse(document, page), ...buffers(document, page), ...totals(document, page)];
}

/** Shares of `--trial` to be proposed where the one asked for tells a future without loss. */
const SHARES = [0.75, 0.9, 0.95, 0.99, 0.999];

/** How the future was chosen by its loss. */
function chosenWords({ chosen, currency }: TrialDocument, page: Page): string[] {
  if (chosen === undefined) return [];
  const { quantile, trials, loss, withoutLoss } = chosen;
  if (loss === 0 && withoutLoss === trials) {
    return wrap(`None of ${counted(trials, 'future')} loses anything that counts.`, page.width);
  }
  if (loss === 0) {
    const share = SHARES.find((each) => each * trials > withoutLoss);
    const hint =
      share === undefined ? '--trial 100% tells the worst' : `--trial ${percent(share)} tells one with a loss`;
    const words =
      `${wholeNumber(withoutLoss)} of ${counted(trials, 'future')} (${percent(withoutLoss / trials, 0.005)}) lose nothing that counts, ` +
      `and this is one of them: ${hint}.`;
    return wrap(words, page.width);
  }
  const share = quantile === 0.5 ? 'half' : percent(quantile);
  const words = `Of ${counted(trials, 'future')} ${share} lose no more than this one, ${money(loss, currency)}.`;
  return wrap(words, page.width);
}

/** What was done in the future, from outside of it. */
function doneWords({ actions = [] }: TrialDocument, page: Page): string[] {
  return actions.flatMap(({ at, action }) => {
    const when = `Done at hour ${digitsOf(at, 1)}: `;
    switch (action.kind) {
      case 'outage': {
        const how = (action.leaves ?? 0) === 0 ? 'is made to fail' : `is cut to ${percent(action.leaves ?? 0)}`;
        const length = action.hours === null ? 'for ever' : `for ${duration(action.hours)}`;
        return wrap(`${when}${nodeName(action.node, page)} ${how} ${length}.`, page.width);
      }
      case 'repair':
        return wrap(`${when}${nodeName(action.node, page)} is repaired.`, page.width);
      case 'level':
        return wrap(`${when}${nodeName(action.control, page)} is put on ${action.level}.`, page.width);
      default:
        return action satisfies never;
    }
  });
}

/** Lines of the report, none wider than the page. */
export function trialReport(document: TrialDocument, bare: Page): string[] {
  const page: Page = { ...bare, names: namesOf(document.labels) };
  const told = timelineLines(document, page);
  const { address, worlds, trialsPerWorld, scenario } = document;
  const heading = wrap(printable(document.title), page.width);
  const rule = '─'.repeat(Math.min(page.width, Math.max(...heading.map(displayWidth))));
  const where =
    `One future: world ${address.world}${worlds === 0 ? '' : ` of 0..${worlds - 1}`}, trial ${address.trial}${trialsPerWorld === 0 ? '' : ` of 0..${trialsPerWorld - 1}`}, ` +
    `${scenario === 'base' ? 'base scenario' : `scenario ${scenario}`}`;
  return [
    ...heading.map(page.style.heading),
    page.style.quiet(rule),
    ...wrap(where, page.width),
    ...chosenWords(document, page),
    ...doneWords(document, page),
    ...askedLines(document, document, page),
    '',
    ...told,
    ...idsBehind(told, page),
  ];
}
