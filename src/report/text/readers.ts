/** Words for who reads: a page in a terminal names options and calls things as options do, a page that is sent has no command line behind it. */
import { counted } from '../../results/format/count.ts';
import type { Page } from './style.ts';

/** True for a page that people are sent. */
export const isSent = (page: Page): boolean => page.asBlocks === true;

/** Words for the terminal, or for a page that is sent. */
export const forReaders = (page: Page, terminal: string, sent: string): string => (isSent(page) ? sent : terminal);

/** What one simulated future is called. */
export const futureName = (page: Page): string => forReaders(page, 'trial', 'future');

/** `3,990 trials`; `3,990 futures` where that is read on a page that is sent. */
export const futures = (count: number, page: Page): string => counted(count, futureName(page));

/** What one draw of all that is uncertain is called: a world, for who knows the word. */
export const drawName = (page: Page): string => forReaders(page, 'world', 'draw');

/** `30 worlds`; `30 draws` on a page that is sent. */
export const draws = (count: number, page: Page): string => counted(count, drawName(page));

/** What a choice of a level for every control is called. */
export const planName = (page: Page): string => forReaders(page, 'portfolio', 'plan');

/** Where rows stand that a table leaves out: ` in --json`; who has only the page learns that they are left out. */
export const restWords = (page: Page): string => forReaders(page, 'in --json', 'not shown');

const TERMS: Readonly<Record<string, string>> = {
  mtpd: 'the longest that can be borne (MTPD)',
  rto: 'what is promised (RTO)',
};

/**
 * The words of a limit on an outage for who knows no short terms: `over 4 h (mtpd)` is `over 4 h, the longest that can be borne
 * (MTPD)`, and so is `4 h, its MTPD,`.
 */
export const limitTerms = (words: string, page: Page): string =>
  isSent(page)
    ? words
        .replace(/ \((mtpd|rto)\)$/, (_, term: string) => `, ${TERMS[term] ?? term}`)
        .replace(
          /, its (MTPD|RTO), (?=in at most [^,]*$)/,
          (_, term: string) => `, ${TERMS[term.toLowerCase()] ?? term}, `,
        )
    : words;
