/** What a comparison says, in a few sentences: loss, tail, spend, given events, limits. */
import type { CompareDocument, Comparison, Variant } from '../../results/compare-document.ts';
import { listed } from '../../results/format/count.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { spanName, withinSpan } from '../../results/format/time.ts';
import { nodeName } from '../text/names.ts';
import type { Page } from '../text/style.ts';
import { isCase, isClear, periodHours, perOf, plain } from './compare-terms.ts';

function lossSentence(comparison: Comparison, document: CompareDocument): string {
  const { mean } = comparison.loss;
  const { currency } = document;
  const span = perOf(document);
  if (mean.value === 0 && mean.standardError === 0) {
    return `${comparison.to} loses the same as ${comparison.from}, future by future.`;
  }
  const size = money(Math.abs(mean.value), currency, mean.standardError);
  const error = moneyError(mean.standardError, currency);
  const less = mean.value < 0 ? 'less' : 'more';
  if (!Number.isFinite(mean.standardError)) {
    return `${comparison.to} loses ${size} ${less} than ${comparison.from} in the only future, which says nothing of others.`;
  }
  const doubt = mean.unreliable === true ? ' (too few futures differ to rely on that)' : '';
  if (isClear(mean)) return `${comparison.to} loses ${size} ${error} ${less} ${span} than ${comparison.from}${doubt}.`;
  return `${comparison.to} loses about as much as ${comparison.from}: ${size} ${error} ${less} ${span} may be chance.`;
}

function tailSentence(comparison: Comparison, from: Variant, to: Variant, document: CompareDocument): string {
  const [before, after] = [from.result.loss.valueAtRisk['0.99'], to.result.loss.valueAtRisk['0.99']];
  const change = comparison.loss.valueAtRisk['0.99'];
  if (before === undefined || after === undefined || change === undefined) return '';
  const name = `The 1-in-100 ${isCase(document) ? 'case' : spanName(periodHours(document))}`;
  const { currency } = document;
  const doubt = change.unreliable === true ? ' (too few futures to rely on)' : '';
  if (!isClear(change)) return ` ${name} stays at about ${plain(before, currency)}${doubt}.`;
  const verb = change.value < 0 ? 'falls' : 'rises';
  return ` ${name} ${verb} from ${plain(before, currency)} to ${plain(after, currency)}${doubt}.`;
}

/** What is spent against what is saved. */
function spendSentence(comparison: Comparison, document: CompareDocument): string {
  const spend = comparison.spendPerYear;
  if (spend === null || spend === 0) return '';
  const { currency } = document;
  const words = `Its controls cost ${money(Math.abs(spend), currency)} a year ${spend > 0 ? 'more' : 'less'}`;
  if (isCase(document)) {
    return ` ${words}; that stands beside the loss of a case and is not added to it: how often such a case comes is not asked here.`;
  }
  const { mean } = comparison.loss;
  const perYear = 8760 / periodHours(document);
  const total = mean.value * perYear + spend;
  const error = mean.standardError * perYear;
  const { low = -Infinity, high = Infinity } = mean;
  const isClearly = low * perYear + spend > 0 || high * perYear + spend < 0;
  const whole = isClearly
    ? `loss and spend together are ${money(Math.abs(total), currency, error)} ${moneyError(error, currency)} a year ${total < 0 ? 'lower' : 'higher'}`
    : `loss and spend together are about the same`;
  return ` ${words}; ${whole}.`;
}

/** Of given events: what nothing stops, however much is spent on it; and what goes on besides. */
function givenSentences({ playNoPart = [], lossAsUsual }: Comparison, document: CompareDocument, page: Page): string {
  const { currency } = document;
  const none =
    playNoPart.length === 0
      ? ''
      : ` Nothing stops what is given: what ${listed(
          playNoPart.map((id) => nodeName(id, page)),
          6,
        )} ${playNoPart.length === 1 ? 'prevents or deters plays' : 'prevent or deter plays'} no part here.`;
  if (lossAsUsual === undefined) return none;
  const span = withinSpan(document.horizonHours);
  if (!isClear(lossAsUsual)) return `${none} All else costs about the same ${span}, as usual, and is not counted.`;
  const size = `${money(Math.abs(lossAsUsual.value), currency, lossAsUsual.standardError)} ${moneyError(lossAsUsual.standardError, currency)}`;
  return `${none} All else, which is not counted, costs ${size} ${lossAsUsual.value < 0 ? 'less' : 'more'} ${span}.`;
}

function limitSentence(comparison: Comparison): string {
  const moved = comparison.appetite.filter(({ from, to }) => from !== null && to !== null && from.status !== to.status);
  if (moved.length === 0) return '';
  const words = moved.map(({ id, from, to }) => `${id} goes from ${from?.status ?? ''} to ${to?.status ?? ''}`);
  return ` Of the limits, ${listed(words, 3)}.`;
}

/** What the comparison says, in a few sentences. */
export const answer = (
  comparison: Comparison,
  from: Variant,
  to: Variant,
  document: CompareDocument,
  page: Page,
): string =>
  lossSentence(comparison, document) +
  tailSentence(comparison, from, to, document) +
  spendSentence(comparison, document) +
  givenSentences(comparison, document, page) +
  limitSentence(comparison);
