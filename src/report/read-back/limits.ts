/** The appetite and the accepted risks, read back. */
import type { Acceptance, Limit, Model } from '../../model/model.ts';
import { plainNumber } from '../../results/format/count.ts';
import { plainDate } from '../../results/format/date.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { duration, spanName } from '../../results/format/time.ts';

/** What a limit demands. */
function limitWords(limit: Limit, model: Pick<Model, 'currency' | 'periodHours'>): string {
  const sum = (value: number): string => shortMoney(value, model.currency);
  const span = spanName(model.periodHours);
  const most = (chance: number): string =>
    `in at most ${percent(chance)} of ${/^\d/.test(span) ? `spells of ${span}` : `${span}s`}`;
  switch (limit.kind) {
    case 'loss':
      return `more than ${sum(limit.over)} is lost ${most(limit.chance)}`;
    case 'outage': {
      const name = limit.over === 'hours' ? '' : `, its ${limit.over.toUpperCase()},`;
      return `${limit.node} is below ${percent(limit.mbco)} for longer than ${duration(limit.overHours)}${name} ${most(limit.chance)}`;
    }
    case 'gotThrough':
      return `${limit.threat} gets through at most ${plainNumber(limit.most)} times a year`;
    case 'meanLoss':
      return `the mean loss is at most ${sum(limit.most)} a year`;
    case 'tailMean':
      return `the worst ${percent(1 - limit.level)} of ${span}s lose at most ${sum(limit.most)} on average`;
    case 'curve':
      return limit.points.map(({ loss, chance }) => `more than ${sum(loss)} is lost ${most(chance)}`).join('; ');
    case 'harm':
      return `more than ${plainNumber(limit.over)} people are harmed ${most(limit.chance)}`;
    case 'shareOfTail':
      return shareWords(limit, sum);
  }
}

function shareWords(limit: Extract<Limit, { kind: 'shareOfTail' }>, sum: (value: number) => string): string {
  const who = limit.node === 'any' ? 'no node' : limit.node;
  const from = limit.mattersOver > 0 ? `, where the worst 5% lose more than ${sum(limit.mattersOver)} on average` : '';
  const verb = limit.node === 'any' ? 'is behind more than' : 'is behind at most';
  return `${who} ${verb} ${percent(limit.most)} of the worst losses${from}`;
}

export function limitSentence(limit: Limit, model: Model): string {
  const owner = limit.owner === null ? '' : ` Owner: ${limit.owner}.`;
  const review = limit.review === null ? '' : ` Review: ${plainDate(limit.review)}.`;
  return `${limit.id}: ${limitWords(limit, model)}, with ${percent(limit.confidence)} confidence.${owner}${review}`;
}

export function acceptanceSentence(accepted: Acceptance, currency: string): string {
  const until = accepted.until === null ? '' : ` until ${plainDate(accepted.until)}`;
  const upTo = accepted.upTo === null ? '' : ` up to ${shortMoney(accepted.upTo, currency)}`;
  return `${accepted.risk} is accepted by ${accepted.by}${upTo}${until}.`;
}
