/** If times get worse: what a tenth does, and from where on losses run away from their cause. */
import type { Tipping, Worsened } from '../../results/snowball/growth.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { item, prose, section } from '../text/section.ts';
import { capital, shareOf } from './figures.ts';
import { periodNames, type SnowballScene } from './scene.ts';

const TENTH: Readonly<Record<Worsened, string>> = {
  repairs: 'repairs 10% slower',
  stocks: 'stocks 10% smaller',
  rates: 'events 10% more often',
};

const TIMES: Readonly<Record<Worsened, (factor: string) => string>> = {
  repairs: (factor) => `repairs ${factor} times as long`,
  stocks: (factor) => `stocks ${factor} times smaller`,
  rates: (factor) => `events ${factor} times as often`,
};

const ALL: Readonly<Record<Worsened, string>> = {
  repairs: 'longer repairs',
  stocks: 'smaller stocks',
  rates: 'more frequent events',
};

function tenthWords({ scaled, ofTenthWorse }: Tipping): string {
  if (ofTenthWorse === null) return '';
  const more = ofTenthWorse.value - 1;
  const share = shareOf({ ...ofTenthWorse, value: Math.abs(more) });
  const change = Math.abs(more) < 5e-4 ? 'no more loss' : `${share} ${more > 0 ? 'more' : 'less'} loss`;
  return `${capital(listed(scaled.map((each) => TENTH[each])))}: ${change}. `;
}

function tippingWords({ scaled, factor, ofTenthWorse }: Tipping): string {
  const none = ofTenthWorse === null;
  if (factor === null) {
    const what = capital(listed(scaled.map((each) => ALL[each])));
    return none
      ? `${what}, up to ten times: still no loss.`
      : `Up to ten times there is no point at which losses run away from their cause.`;
  }
  const words = listed(
    scaled.map((each) => TIMES[each](doubted(plainNumber(factor.value, factor.standardError), factor))),
  );
  return none ? `A first loss appears at ${words}.` : `With ${words} losses are twice what would be in proportion.`;
}

export function growth(scene: SnowballScene): string[] {
  const { growth: generations, tipping = [] } = scene.result;
  const { page } = scene;
  const isCalm = tipping.length > 1 && tipping.every(({ factor }) => factor === null);
  const words = tipping
    .map((each) => `${tenthWords(each)}${isCalm ? '' : tippingWords(each)}`.trim())
    .filter((each) => each !== '');
  const lines = words.flatMap((each) => item(each, page));
  if (isCalm) {
    const isWithoutLoss = tipping.every(({ ofTenthWorse }) => ofTenthWorse === null);
    const what = listed([...new Set(tipping.flatMap(({ scaled }) => scaled))].map((each) => ALL[each]));
    lines.push(
      ...prose(
        isWithoutLoss
          ? `${capital(what)}, up to ten times, alone and together: still no loss.`
          : 'Up to ten times as bad, alone and together, there is no point at which losses run away from their cause.',
        page,
      ),
    );
  }
  if (generations !== undefined && generations.ratios.length > 0) {
    const ratios = generations.ratios.map((ratio) =>
      doubted(plainNumber(ratio.value, Math.max(ratio.standardError, 0.2 * ratio.value)), ratio),
    );
    const { outagesPerCascade } = generations;
    lines.push(
      ...prose(
        `In the worst ${periodNames(scene)} a failure brings ${doubted(plainNumber(outagesPerCascade.value, Math.max(outagesPerCascade.standardError, 0.02 * outagesPerCascade.value)), outagesPerCascade)} outages on average, itself included. Each outage causes, step by step from the first: ${ratios.join(', ')}.`,
        page,
      ),
    );
  }
  return section('If times get worse', lines, page);
}
