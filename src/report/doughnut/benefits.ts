/** What the proposed change is good for, in lines that count nothing twice. */
import type { DoughnutBenefits } from '../../results/doughnut/benefits.ts';
import type { Estimate } from '../../results/estimate.ts';
import { percent } from '../../results/format/share.ts';
import type { Cell } from '../text/cell.ts';
import { nodeName } from '../text/names.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { amount, isSimulated, shownSum, sum, type DoughnutScene } from './scene.ts';

/** Sum of estimates as one figure; their errors as if each told against the others. */
const together = (...parts: readonly Estimate[]): Estimate => ({
  value: parts.reduce((total, { value }) => total + value, 0),
  standardError: Math.sqrt(parts.reduce((total, { standardError }) => total + standardError * standardError, 0)),
});

function riskWords({ costOfRisk }: DoughnutBenefits, scene: DoughnutScene): string {
  const { frequency, duration, impact, harm } = costOfRisk;
  const word = (name: string, part: Estimate): string[] => (part.value === 0 ? [] : [`${name} ${sum(part, scene)}`]);
  const words = [
    ...word('less often', frequency),
    ...word('shorter', duration),
    ...word('smaller', impact),
    ...word('fewer people harmed', harm),
  ];
  return `all other losses${words.length === 0 ? '' : `: ${words.join(', ')}`}`;
}

function surpriseWords(
  { surpriseOver, chanceOfSurprise: { today, after, todayError = 0, afterError = 0 } }: DoughnutBenefits,
  scene: DoughnutScene,
): string {
  const now = percent(today, todayError);
  const then =
    after === 0 && isSimulated(scene) ? 'in no year that was simulated' : `in ${percent(after, afterError)} of years`;
  const chances = today === after ? `in ${now} of years, as today` : `${then} then, ${now} today`;
  return surpriseOver === 0
    ? `all losses: fewer than one year in 20 has any (${chances})`
    : `what bad years lose beyond ${amount(surpriseOver, scene)} (${chances})`;
}

function certaintyWords({ certainty: { accepted, refused } }: DoughnutBenefits, { page }: DoughnutScene): string {
  const names = (ids: readonly string[]): string => ids.map((id) => nodeName(id, page)).join(', ');
  const words = [
    ...(accepted.length === 0 ? [] : [`business that is accepted: ${names(accepted)}`]),
    ...(refused.length === 0 ? [] : [`business that is refused: ${names(refused)}`]),
  ];
  return words.length === 0 ? 'business that is accepted: none that was not' : words.join('; ');
}

export function benefits(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const found = document.benefits ?? null;
  if (found === null || (found.total.value === 0 && found.price.value === 0)) return [];
  const { frequency, duration, impact, harm } = found.costOfRisk;
  const { quiet, heading } = page.style;
  const row = (name: string, part: Estimate, words: string): Cell[] => [
    name,
    sum(part, scene),
    { text: words, paint: quiet },
  ];
  const price = { ...found.price, value: -found.price.value };
  const rows = [
    row('surprise avoided', found.surprise, surpriseWords(found, scene)),
    row('cost of risk', together(frequency, duration, impact, harm), riskWords(found, scene)),
    row('flexibility', found.flexibility, 'spend that is given up'),
    row('certainty', found.certainty, certaintyWords(found, scene)),
    row('price', price, 'spend that is added'),
    [{ text: 'in all', paint: heading }, { text: sum(found.total, scene), paint: heading }, ''],
  ];
  const parts = [
    found.surprise,
    together(frequency, duration, impact, harm),
    found.flexibility,
    found.certainty,
    price,
  ];
  const shown = parts.reduce((all, part) => all + shownSum(part, scene), 0);
  const isRounded = Math.abs(shown - shownSum(found.total, scene)) > 1e-9 * Math.abs(shown);
  const name = document.finance?.plan === 'nearest' ? 'What comes nearest is good for' : 'What the best is good for';
  return section(
    `${name}, a year`,
    [
      ...table([{ header: '' }, { header: '', align: 'right' }, { header: '', shrinksTo: 24 }], rows, page),
      ...(isRounded
        ? prose('Each line is rounded as finely as it is known, so that they may miss the sum by a last digit.', page)
        : []
      ).map(quiet),
    ],
    page,
  );
}
