/** The words of a first model while it is written. They stay until a file is made of them, or they are thrown away. */
import { QUESTIONS } from '../first/first-model.ts';
import type { Picks } from '../first/reading.ts';
import { fieldOf, type Field } from '../keys/field.ts';
import type { Remembered } from './remembered.ts';

export interface FirstAnswers {
  /** The question that is asked, from 0; `QUESTIONS` where all are answered and a file is to be made. */
  readonly at: number;
  /** The furthest question that was reached. */
  readonly reached: number;
  /** One a question. */
  readonly answers: readonly Field[];
  readonly picks: Picks;
}

export const NO_ANSWERS: FirstAnswers = {
  at: 0,
  reached: 0,
  answers: Array.from({ length: QUESTIONS }, () => fieldOf('')),
  picks: {},
};

/** Whether there is a word in any of them. */
export const hasWords = (first: FirstAnswers | null): boolean =>
  first !== null && first.answers.some(({ text }) => text.trim() !== '');

/** The words that were kept from another session. */
export function firstAnswersOf(remembered: Remembered | undefined): FirstAnswers | null {
  const kept = remembered?.first;
  if (kept === undefined) return null;
  return {
    at: 0,
    reached: kept.answers.findLastIndex((text) => text.trim() !== '') + 1,
    answers: NO_ANSWERS.answers.map((_, index) => fieldOf(kept.answers[index] ?? '')),
    picks: kept.picks,
  };
}
