/** The appetite and the accepted risks, read back. */
import type { Acceptance, Limit, Model } from '../../model/model.ts';
import { plainDate } from '../../results/format/date.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { limitWords } from '../../results/limit-words.ts';

export function limitSentence(limit: Limit, model: Model): string {
  const owner = limit.owner === null ? '' : ` Owner: ${limit.owner}.`;
  const review = limit.review === null ? '' : ` Review: ${plainDate(limit.review)}.`;
  return `${limit.id}: ${limitWords(limit, model).words}, with ${percent(limit.confidence)} confidence.${owner}${review}`;
}

export function acceptanceSentence(accepted: Acceptance, currency: string): string {
  const until = accepted.until === null ? '' : ` until ${plainDate(accepted.until)}`;
  const upTo = accepted.upTo === null ? '' : ` up to ${shortMoney(accepted.upTo, currency)}`;
  return `${accepted.risk} is accepted by ${accepted.by}${upTo}${until}.`;
}
