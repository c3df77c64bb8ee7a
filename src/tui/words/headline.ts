/** The two sentences above an overview: what it costs, and whether the limits hold. */
import { money, moneyError } from '../../results/format/money.ts';
import { counted } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { percent } from '../../results/format/share.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { LimitResult } from '../../results/scenario-result.ts';
import { perSpan, spanName } from '../../results/format/time.ts';
import { periodHoursOf } from '../../report/run/scene.ts';
import { shortTallies, tally } from '../../report/run/verdict.ts';
import { firstThatFits } from '../draw/text.ts';
import type { Theme } from '../draw/theme.ts';
import { shownFigures, type State } from '../state/state.ts';
import { lossShown } from './beside-today.ts';
import { aheadPulse, isWithoutThreats, trialsOf } from './looks.ts';
import { resultOf, sceneOf } from './scene.ts';

/** While a run goes on. */
function soFar(state: State): readonly string[] {
  const figures = shownFigures(state);
  const { model } = state;
  if (model === null) return [state.failure === null ? 'Reading the model.' : 'The model was not read.', ''];
  const pulse = aheadPulse(figures);
  const mean = pulse?.mean ?? resultOf(figures?.answer)?.loss.mean;
  if (figures === null || mean === undefined) return ['The first figures come soon.', ''];
  const { value, standardError } = mean;
  const per = perSpan(model.periodHours);
  const words =
    value === 0
      ? 'No loss was seen so far.'
      : `Loss is about ${money(value, model.currency, standardError)} ${moneyError(standardError, model.currency)} ${per} on average.`;
  return [words, `These figures are from ${counted(pulse?.trials ?? trialsOf(figures), 'trial')} and still move.`];
}

/** Up to what was never seen may be. */
const atMostWords = ({ high }: Estimate): string =>
  high === undefined || !(high > 0) ? '' : `: under ${percent(high, high)} of them, 95% sure`;

/** Which limits hold, in fewer and fewer words; those on money say nothing where nothing loses any. */
function verdictWays({ model }: State, all: readonly LimitResult[]): readonly string[] {
  if (all.length === 0)
    return [
      'The model states no limits: `e` and a section `appetite:` have this judged.',
      'The model states no limits.',
    ];
  const idle = new Set((model?.limits ?? []).flatMap(({ id, saysNothing }) => (saysNothing ? [id] : [])));
  const limits = all.filter(({ id }) => !idle.has(id));
  if (limits.length === all.length) return [tally(limits), ...shortTallies(limits)];
  const nothing = 'Nothing in the model costs money';
  if (limits.length === 0) return [`${nothing}, so no limit on money says anything.`, `${nothing}.`];
  const others = tally(limits)
    .replace(/^The only limit/, 'The other')
    .replace(/^Both limits/, 'Both others')
    .replace(/^All \d+ limits/, 'All others');
  const ofMoney = `${nothing}: ${counted(idle.size, 'limit')} on it ${idle.size === 1 ? 'says' : 'say'} nothing.`;
  return [`${ofMoney} ${others}`, ofMoney, `${nothing}.`];
}

/** At most two lines, in fewer words where they would not fit; the figures of the what-if say so. */
export function headline(state: State, theme: Theme, width: number = Infinity): readonly string[] {
  const figures = shownFigures(state);
  const answer = figures?.answer ?? null;
  if (figures === null || answer === null || (!figures.isSettled && !figures.isOld)) return soFar(state);
  const scene = sceneOf(answer, 80, theme);
  if (scene === null) return soFar(state);
  const { mean, oneIn100: bad } = lossShown(state) ?? { mean: scene.result.loss.mean, oneIn100: undefined };
  const { currency } = scene.document;
  const span = spanName(periodHoursOf(scene));
  const sum = `${doubted(money(mean.value, currency, mean.standardError), mean)} ${moneyError(mean.standardError, currency)}`;
  const spans = /^\d/.test(span) ? `1 spell of ${span} in 100` : `1 ${span} in 100`;
  const tail =
    bad === undefined
      ? ''
      : bad.value === 0
        ? `; 99 in 100 cost nothing`
        : `; ${spans} costs ${doubted(money(bad.value, currency, bad.standardError), bad)} or more`;
  const shortTail =
    bad === undefined || bad.value === 0
      ? ''
      : `; 1 in 100 ${doubted(money(bad.value, currency, bad.standardError), bad)} or more`;
  const whose = state.whatIf.changes.length === 0 ? '' : state.showsToday ? 'Today: ' : 'What-if: ';
  const start = /^\d/.test(span) ? `A spell of ${span}` : `A ${span}`;
  const cost =
    mean.value === 0 && scene.result.loss.probabilityOfLoss.value === 0
      ? `${whose}No loss was seen in ${counted(trialsOf(figures), 'trial')}${atMostWords(scene.result.loss.probabilityOfLoss)}.`
      : firstThatFits(
          [
            `${whose}${start} costs ${sum.trim()} on average${tail}.`,
            `${whose}${start} costs ${sum.trim()} on average${shortTail}.`,
            `${whose}${start} costs ${sum.trim()} on average.`,
          ],
          width,
        );
  if (isWithoutThreats(state))
    return [cost, 'The model has no threat: nothing can happen in it, and no limit says anything.'];
  const old = figures.isOld ? 'Old figures: ' : '';
  const ways = verdictWays(state, scene.result.appetite).map((words) => `${old}${words}`);
  return [cost, firstThatFits(ways, width)];
}
