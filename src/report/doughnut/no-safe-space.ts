/** No portfolio keeps the limits as surely as asked: no ring is drawn, and the ways out are named. */
import type { Plan } from '../../results/doughnut/amounts.ts';
import type { DoughnutNoSafeSpace, WayOut } from '../../results/doughnut/facts.ts';
import { counted } from '../../results/format/count.ts';
import { percent, percentError } from '../../results/format/share.ts';
import { limitFigure } from '../run/limit-figures.ts';
import type { Cell } from '../text/cell.ts';
import { forReaders, futureName, limitTerms, planName } from '../text/readers.ts';
import { item, prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { wrap } from '../text/wrap.ts';
import { surenessWords } from './limits.ts';
import { boardsLimits, differenceWords, isSame, limitIds, sum, sureShare, type DoughnutScene } from './scene.ts';

/** Nobody asks for less than even odds. */
const EVEN = 0.5;

/** Standard errors within which a confidence may be as great as asked. */
const MARGIN = 2;

/** True where for all that is known every limit might be kept as surely as asked. */
export const mayBeChance = ({ bestConfidence }: DoughnutNoSafeSpace, { document }: DoughnutScene): boolean =>
  Object.entries(document.asked.limits).every(([id, asked]) => {
    const best = bestConfidence[id];
    return best !== undefined && best.value + MARGIN * best.standardError >= asked;
  });

/** Every portfolio was tried, or it is proven that no other would do. */
export function isSearched({ tried, search }: DoughnutScene['document']): boolean {
  const bound = search?.bound;
  return tried.isEvery || (bound?.noneAdequate === true && bound.state === 'proven');
}

export function noSafeSpaceWords(found: DoughnutNoSafeSpace, scene: DoughnutScene): string {
  const { portfolio } = found;
  const { document } = scene;
  const { portfolios, isEvery } = document.tried;
  const name = planName(scene.page);
  const today = sum(document.plans.current.spend, scene);
  if (portfolio === null) return `No safe space: the rules of the file allow no ${name} at all. You spend ${today}.`;
  const sure = surenessWords(found.plan?.confidences ?? {}, scene);
  const nearest = sure === '' ? '' : ` (the nearest is ${sure})`;
  const all = limitIds(scene).length === 1 ? boardsLimits(scene) : `all of ${boardsLimits(scene)}`;
  const you = `You spend ${today}; no ring is drawn.`;
  const how = `${all} as surely as asked${nearest}`;
  const { bound } = document.search ?? {};
  if (bound?.noneAdequate === true && bound.state === 'proven') {
    return `No safe space: none of the ${counted(portfolios, name)} tried keeps ${how}, and by the bound below no other does on these futures. ${you}`;
  }
  if (!isEvery) {
    return `No safe space found yet: none of the ${counted(portfolios, name)} tried keeps ${how}; what the others do is not known. ${you}`;
  }
  const none =
    portfolios === 1 ? `the only ${name} there is does not keep` : `none of the ${counted(portfolios, name)} keeps`;
  return mayBeChance(found, scene)
    ? `No safe space found: ${none} ${how}, but with so few ${futureName(scene.page)}s that may be chance${forReaders(scene.page, '; give more --trials and --worlds', '')}. ${you}`
    : `No safe space: ${none} ${how}, so no amount is enough. ${you}`;
}

function limitRows(found: DoughnutNoSafeSpace, scene: DoughnutScene): Cell[][] {
  const { document } = scene;
  return limitIds(scene).map((id): Cell[] => {
    const best = found.bestConfidence[id];
    const limit = document.limits?.[id];
    const mildest = found.mildestLimit[id] ?? null;
    const figure = (value: number): string =>
      limit === undefined ? String(Number(value.toPrecision(3))) : limitFigure(limit.kind, value, document.currency);
    return [
      id,
      limit === undefined ? '' : limitTerms(limit.words, scene.page),
      best === undefined ? '-' : sureShare(best, scene),
      { text: best === undefined ? '' : percentError(best.standardError), paint: scene.page.style.quiet },
      percent(document.asked.limits[id] ?? 0),
      mildest === null ? (isSearched(document) ? 'none alone' : 'none tried') : figure(mildest),
    ];
  });
}

export function nearestWords({ portfolio, plan: nearest }: DoughnutNoSafeSpace, scene: DoughnutScene): string {
  if (portfolio === null) return '';
  const today = scene.document.portfolios.current;
  const { frontier } = scene.document;
  const isNearest = (each: Plan): boolean => isSame(each.portfolio, portfolio);
  const plan = nearest ?? [scene.document.plans.current, ...frontier].find(isNearest);
  const cost =
    plan === undefined
      ? ''
      : ` It costs ${sum(plan.spend, scene)} a year${forReaders(scene.page, `, ${sum(plan.total, scene)} in all with the losses to expect`, '')}.`;
  return `Nearest: today ${differenceWords(today, portfolio, scene, 8)}.${cost}`;
}

const WORDS: Readonly<Record<WayOut, string>> = {
  'relax a limit': 'Relax a limit: by a named acceptance of what is left, to the figure above or milder.',
  'find other controls': 'Find other controls: an option that the file does not have yet.',
  'change what depends on what': 'Change what depends on what, so that one failure does not become many.',
  'stop or transfer it': 'Stop what brings the risk, or have somebody else bear it.',
};

export function waysOut(found: DoughnutNoSafeSpace, scene: DoughnutScene): string[] {
  const { page, document } = scene;
  const { confidenceWithRing } = found;
  const floor = Math.floor(confidenceWithRing * 100 + 1e-9);
  const less =
    confidenceWithRing >= EVEN
      ? [
          `Ask less surely: up to ${percent(floor / 100)} of every limit there is a safe space${forReaders(page, ` (--confidence ${floor}%)`, '')}.`,
        ]
      : ['To ask less surely does not help: at even odds there is no safe space either.'];
  const some = confidenceWithRing >= EVEN ? less : [];
  const isMild = Object.values(found.mildestLimit).some((figure) => figure !== null);
  const words = (way: WayOut): string =>
    way === 'relax a limit' && !isMild
      ? 'Relax several limits at once: to relax one alone makes no safe space.'
      : WORDS[way];
  // Portfolios that nobody tried may keep every limit: then only what was found to help is known
  const ways = isSearched(document)
    ? [...found.waysOut.map(words), ...less]
    : [
        'Search on, with more time: what was not tried may keep every limit.',
        ...(isMild ? [WORDS['relax a limit']] : []),
        ...some,
      ];
  return ways.flatMap((each) => item(each, page));
}

export function noSafeSpace(found: DoughnutNoSafeSpace, scene: DoughnutScene): string[] {
  const { page } = scene;
  const rows = limitRows(found, scene);
  const nearest = nearestWords(found, scene);
  return [
    '',
    ...wrap(noSafeSpaceWords(found, scene), page.width).map((line) => page.style.heading(page.style.bad(line))),
    ...section(
      isSearched(scene.document)
        ? `The surest that any ${planName(page)} gets`
        : `The surest of the ${planName(page)}s that were tried`,
      [
        ...table(
          [
            { header: 'limit' },
            { header: '', shrinksTo: 20 },
            { header: 'at best', align: 'right' },
            { header: '' },
            { header: 'asked', align: 'right' },
            { header: 'would do at', align: 'right' },
          ],
          rows,
          page,
        ),
        ...(nearest === '' ? [] : prose(nearest, page)),
      ],
      page,
    ),
    ...section('Ways out', waysOut(found, scene), page),
  ];
}
