/** The words of the program that somebody may not know, each in a sentence: help has them all. */

export interface Term {
  readonly word: string;
  readonly says: string;
}

/** What rings and portfolios are, where they are first met. */
export const RINGS_ARE: string =
  'The rings are three sums a year: the least that keeps all limits, the best, and the most, beyond which all is waste. A portfolio ' +
  'is one level chosen for every control.';

export const GLOSSARY: readonly Term[] = [
  {
    word: 'limit',
    says: 'what the board, or whoever decides, says is too much: a loss, or an outage, and how rare it must be',
  },
  {
    word: 'sure',
    says: 'how likely it is that a limit holds, for all that is not known; `90% asked`: it must be that sure',
  },
  { word: 'control', says: 'what is done about a threat; it has levels, from none to the dearest' },
  { word: 'portfolio', says: 'one level chosen for every control: a whole plan of what to spend on' },
  { word: 'scenario', says: 'a set of changed conditions, such as a winter without gas' },
  { word: 'what-if', says: 'all that you have changed to try it; today is what the file says' },
  {
    word: 'doughnut, rings',
    says: 'what security should cost a year: at least (keeps all limits), best (spend and loss together are least), at most (more is waste)',
  },
  {
    word: 'trial, world',
    says: 'a trial is one future; a world is one guess of all that is not known, with many trials in it',
  },
  {
    word: 'snowball, point',
    says: 'a failure that makes others fail; a point is where a small one becomes a catastrophe',
  },
];

/** The words that what is typed begins. */
export const termsLike = (text: string): readonly Term[] =>
  text.length < 3
    ? []
    : GLOSSARY.filter(({ word }) => word.split(/, |-/).some((part) => part.startsWith(text.toLowerCase())));
