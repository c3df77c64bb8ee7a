/** The few figures that a board keeps in mind: each measure once, so that nobody meets another sum for the same. */
import type { Amount } from '../../../results/doughnut/amounts.ts';
import type { Estimate } from '../../../results/estimate.ts';
import { doubted } from '../../../results/format/doubted.ts';
import { money, moneyError } from '../../../results/format/money.ts';
import { spanName } from '../../../results/format/time.ts';
import { reachWords } from '../../doughnut/amounts.ts';
import { amount, limitIds, ring, type RingScene } from '../../doughnut/scene.ts';
import { isCase, perOf, periodHoursOf, type Scene } from '../../run/scene.ts';
import { wholeVerdict } from '../figures/rings.ts';
import { html, type Markup } from '../markup.ts';

const tile = (label: string, value: string, note: string): Markup =>
  html`<div class="tile">
    <dt>${label}</dt>
    <dd>${value}${note !== '' && html`<span class="note">${note}</span>`}</dd>
  </div>`;

const sumOf = (known: Estimate, currency: string): string =>
  doubted(money(known.value, currency, known.standardError), known);

/** `the worst year in 100, on average`. */
function worstName(scene: Scene, hours: number): string {
  const span = isCase(scene) ? 'case' : spanName(hours);
  return `the worst ${/^\d/.test(span) ? `spell of ${span}` : span} in 100, on average`;
}

/** The mean, and the mean of the worst hundredth. */
export function lossTiles(scene: Scene): Markup[] {
  const { currency } = scene.document;
  const { mean, tailValueAtRisk } = scene.result.loss;
  const hours = periodHoursOf(scene);
  const worst = tailValueAtRisk['0.99'];
  // What was never seen has a bound and no error
  const one = (label: string, known: Estimate): Markup => {
    const { value, high = 0, standardError } = known;
    if (value !== 0) return tile(label, sumOf(known, currency), moneyError(standardError, currency));
    if (high <= 0) return tile(label, 'nothing', '');
    return tile(label, 'not seen', Number.isFinite(high) ? `under ${money(high, currency, high)}` : '');
  };
  return [
    one(`mean loss ${perOf(scene, hours)}`, mean),
    ...(worst === undefined ? [] : [one(worstName(scene, hours), worst)]),
  ];
}

const VERDICTS: Readonly<Record<string, string>> = {
  'TOO CLOSE TO CALL': 'too close to call whether that is enough',
  'SHORT AND OVER': 'too much money, for too little safety',
  SHORT: 'too little to keep the limits',
  OVER: 'more than can be defended',
  INSIDE: 'enough, and not too much',
};

/** What the noise leaves of the least, where it leaves any. */
function reachNote(necessary: Amount, scene: RingScene): string {
  const reach = reachWords(necessary, scene).replace(/^\(|\)$/g, '');
  return reach === '' || necessary.low === necessary.high ? '' : `; at least ${reach}, for the noise of the simulation`;
}

export function spendTiles(scene: RingScene): Markup[] {
  const { necessary, optimum, sufficient, actual } = scene.rings;
  const [low, high] = [ring(necessary, scene), ring(sufficient, scene)];
  const { word } = wholeVerdict(scene);
  const standing = word === 'INSIDE' && limitIds(scene).length === 0 ? 'can be defended' : (VERDICTS[word] ?? '');
  return [
    tile('spent a year', ring(actual, scene), standing),
    tile(
      'should be',
      low === high ? low : `${low} to ${high}`,
      `best ${amount(optimum.value, scene)}${reachNote(necessary, scene)}`,
    ),
  ];
}
