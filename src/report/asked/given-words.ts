/** What is given, in words. */
import type { GivenNote } from '../../results/given-note.ts';
import { listed } from '../../results/format/count.ts';
import { plainDate } from '../../results/format/date.ts';
import { nodeName, threatName } from '../text/names.ts';
import { isSent } from '../text/readers.ts';
import type { Page } from '../text/style.ts';

/** A document, or a part of one, that says what was given. */
export interface Given {
  readonly given: readonly string[] | null;
  readonly givenEvents?: readonly GivenNote[] | undefined;
}

/** True where events are given: figures are per case, and of what these set off. */
export const hasGiven = ({ given }: Given): boolean => given !== null && given.length > 0;

/** `fire happens`, `grid-north is out for 30..60 h`. */
function clause({ kind, id: ofModel, outage }: GivenNote, page: Page): string {
  const id = kind === 'threat' ? threatName(ofModel, page) : nodeName(ofModel, page);
  if (kind === 'threat') return `${id} happens`;
  return outage === 'forever' ? `${id} is out for ever` : `${id} is out for ${outage ?? ''}`;
}

function when({ hour, date }: GivenNote): string {
  const time = `${date.slice(11)} on ${plainDate(date)}`;
  return hour === 0 ? `at the first hour, ${time}` : `at ${time}`;
}

/** Heading of an answer: `If fire happens`. */
export function ifGiven({ given, givenEvents = [] }: Given, page: Page): string {
  return `If ${listed(givenEvents.length > 0 ? givenEvents.map((event) => clause(event, page)) : (given ?? []).map((id) => `${id} happens`))}`;
}

/** The first line of a report: `Given: fire happens at the first hour, 00:00 on 1 Jan 2027. Nothing stops it.` */
export function givenSentence({ given, givenEvents = [] }: Given, page: Page): string {
  if (givenEvents.length === 0) return `Given: ${listed(given ?? [])}. Nothing stops it.`;
  const events = givenEvents.map((event) => `${clause(event, page)} ${when(event)}`);
  return `Given: ${listed(events)}. Nothing stops ${events.length === 1 ? 'it' : 'them'}.${momentWords(givenEvents, page)}`;
}

/** ` Losses of shop count x0 then, by closed.`, and how an event is given at another time. */
function momentWords(events: readonly GivenNote[], page: Page): string {
  const lowered = new Set(
    events.flatMap(({ lowered: factors = [] }) =>
      factors.map(
        ({ name, factor, nodes }) =>
          `losses of ${listed(
            nodes.map((id) => nodeName(id, page)),
            3,
          )} count x${factor} then (${name})`,
      ),
    ),
  );
  const [other] = events.flatMap(({ otherTime }) => (otherTime === undefined ? [] : [otherTime]));
  const low = lowered.size === 0 ? '' : ` But ${listed([...lowered])}.`;
  const word = other === undefined || /^[\w@%+=:,./-]+$/.test(other) ? other : `"${other}"`;
  return `${low}${word === undefined || isSent(page) ? '' : ` For another time: --given ${word}.`}`;
}

/** `if it happens`, for figures of a case. */
export const ifItHappens = ({ given }: Given): string =>
  (given ?? []).length > 1 ? 'if that happens' : 'if it happens';
