/** What can be asked about: limits that a single period keeps or breaks. */
import { didYouMean } from '../../model/did-you-mean.ts';
import type { Limit, Model } from '../../model/model.ts';
import { limitWords } from '../../results/limit-words.ts';
import { namesOf } from '../../results/names.ts';
import { shortMoney } from '../../results/format/money.ts';
import { labelsOf } from '../../sim/measure/asked.ts';

/** What breaks a period. */
export type Break =
  | { readonly kind: 'loss'; readonly over: number }
  | { readonly kind: 'harm'; readonly over: number }
  | { readonly kind: 'outage'; readonly limit: Limit; readonly node: string };

export interface Question {
  /** Id of the limit, or `over`. */
  readonly id: string;
  /** In few words: "loss over £10m". */
  readonly subject: string;
  readonly breaks: Break;
}

export interface QuestionsAsked {
  /** Ids of limits; all that can be asked about when absent. */
  readonly limits?: readonly string[] | undefined;
  /** A counted loss of a period, money, instead of limits. */
  readonly over?: number | undefined;
}

/** What is asked is no question. */
export class QuestionFault extends RangeError {
  override readonly name = 'QuestionFault';
  /** What to do instead. */
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(`${message}: ${remedy}`);
    this.remedy = remedy;
  }
}

/** What breaks a limit in one period; null for a limit that only many periods together keep or break. */
function breakOf(limit: Limit): Break | null {
  switch (limit.kind) {
    case 'loss':
      return { kind: 'loss', over: limit.over };
    case 'harm':
      return { kind: 'harm', over: limit.over };
    case 'outage':
      return { kind: 'outage', limit, node: limit.node };
    case 'gotThrough':
    case 'meanLoss':
    case 'tailMean':
    case 'curve':
    case 'shareOfTail':
      return null;
  }
}

const NAME_A_LOSS = 'ask about a loss instead (--over), such as one a board would remember';

/** @throws QuestionFault for a limit that there is not, or that no single period breaks; and where there is nothing to ask about. */
export function questionsOf(model: Model, { limits, over }: QuestionsAsked): readonly Question[] {
  if (over !== undefined) {
    if (limits !== undefined) throw new QuestionFault('a limit and a loss are two questions', 'ask one of them');
    if (!(over >= 0 && Number.isFinite(over))) {
      throw new QuestionFault(`a loss over ${over} is none`, 'give an amount from 0');
    }
    return [{ id: 'over', subject: `loss over ${shortMoney(over, model.currency)}`, breaks: { kind: 'loss', over } }];
  }
  const ids = model.limits.map(({ id }) => id);
  for (const id of limits ?? []) {
    if (ids.includes(id)) continue;
    const meant = didYouMean(id, ids);
    const there = ids.length === 0 ? `the model has none: ${NAME_A_LOSS}` : `there are ${ids.join(', ')}`;
    throw new QuestionFault(`there is no limit \`${id}\``, meant === null ? there : `did you mean \`${meant}\`?`);
  }
  const names = namesOf(labelsOf(model).labels);
  const questions = model.limits
    .filter(({ id }) => limits === undefined || limits.includes(id))
    .flatMap((limit): Question[] => {
      const breaks = breakOf(limit);
      if (breaks !== null) return [{ id: limit.id, subject: limitWords(limit, model, names).subject, breaks }];
      if (limits === undefined) return [];
      throw new QuestionFault(
        `no single period keeps or breaks limit \`${limit.id}\` (${limitWords(limit, model, names).subject})`,
        NAME_A_LOSS,
      );
    });
  if (questions.length > 0) return questions;
  throw new QuestionFault(
    ids.length === 0 ? 'the model has no limit' : 'the model has no limit that a single period breaks',
    NAME_A_LOSS,
  );
}
