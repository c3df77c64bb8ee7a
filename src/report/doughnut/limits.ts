/** The limits as the page calls them, how sure each is, and what would tell where noise leaves that open. */
import type { Estimate } from '../../results/estimate.ts';
import { wholeNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { trialsToSettle } from '../../results/trials-to-settle.ts';
import type { Cell, Column } from '../text/cell.ts';
import { forReaders, futureName, limitTerms } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { farthest, isSimulated, isUntold, limitIds, sureShare, type DoughnutScene } from './scene.ts';

type Confidences = Readonly<Record<string, Estimate>>;

/** `the limit`; where there are several, its id: ``the limit `mean` ``. */
export const limitName = (id: string, scene: DoughnutScene): string =>
  limitIds(scene).length === 1 ? 'the limit' : `the limit \`${id}\``;

/** ``61% sure of the limit `closed`, 80% asked``; empty without limits. */
export function surenessWords(confidences: Confidences, scene: DoughnutScene): string {
  const worst = farthest(confidences, scene);
  if (worst === null) return '';
  if (isUntold(worst.confidence)) return `not to be told of ${limitName(worst.id, scene)}, as too little happens`;
  return `${sureShare(worst.confidence, scene)} sure of ${limitName(worst.id, scene)}, ${percent(worst.asked)} asked`;
}

/** Standard errors within which a confidence may be what is asked. */
const MARGIN = 2;

/** What noise leaves open: the limit whose confidence is, in its errors, farthest below what is asked. */
function openLimit(
  confidences: Confidences,
  scene: DoughnutScene,
): { readonly id: string; readonly confidence: Estimate; readonly asked: number } | null {
  const open = limitIds(scene).flatMap((id) => {
    const [confidence, asked] = [confidences[id], scene.document.asked.limits[id]];
    if (confidence === undefined || asked === undefined) return [];
    const errors = (confidence.value - asked) / confidence.standardError;
    return confidence.standardError > 0 && Math.abs(errors) <= MARGIN ? [{ id, confidence, asked, errors }] : [];
  });
  return open.toSorted((a, b) => a.errors - b.errors)[0] ?? null;
}

/** `About 60,000 trials in 300 worlds would tell.`: what it takes to tell whether a limit that noise leaves open is kept. */
export function settleWords(confidences: Confidences, scene: DoughnutScene): string {
  const open = openLimit(confidences, scene);
  if (open === null || !isSimulated(scene)) return '';
  const needed = trialsToSettle(open.confidence, open.asked, scene.document);
  if (needed === null)
    return `It lies so near to what is asked that no number of ${futureName(scene.page)}s is likely to tell.`;
  const worlds = needed.worlds > 1 ? forReaders(scene.page, ` in ${wholeNumber(needed.worlds)} worlds`, '') : '';
  return `It takes about ${wholeNumber(needed.trials)} ${futureName(scene.page)}s${worlds} to tell.`;
}

/** What each limit says, and how sure of it today and the best plan are. */
export function limits(scene: DoughnutScene): string[] {
  const { document, page } = scene;
  const ids = limitIds(scene);
  const { current, optimum } = document.plans;
  if (optimum === undefined) return [];
  const sureOf = (confidences: Confidences, id: string): string => {
    const confidence = confidences[id];
    return confidence === undefined ? '-' : sureShare(confidence, scene);
  };
  const rows = ids.map((id): Cell[] => [
    id,
    limitTerms(document.limits?.[id]?.words ?? '', page),
    sureOf(current.confidences, id),
    sureOf(optimum.confidences, id),
    percent(document.asked.limits[id] ?? 0),
  ]);
  const columns: Column[] = [
    { header: 'limit' },
    { header: '', shrinksTo: 20 },
    { header: 'today', align: 'right' },
    { header: 'best', align: 'right' },
    { header: 'asked', align: 'right' },
  ];
  return section(
    ids.length === 1 ? 'How sure of the limit' : 'How sure of each limit',
    rows.length === 0
      ? []
      : [
          ...table(columns, rows, page),
          ...prose('How sure it is that the limit holds, today and with the best plan.', page).map(page.style.quiet),
        ],
    page,
  );
}
