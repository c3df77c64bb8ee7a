/** Who starts the worst periods: fair shares, beside what the last cause says. */
import type { DisciplineShare, ThreatShare } from '../../results/snowball/shares.ts';
import { listed, wholeNumber } from '../../results/format/count.ts';
import type { Cell } from '../text/cell.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { plainShare, shareOf } from './figures.ts';
import { nameOf, type SnowballScene } from './scene.ts';

/** Rows of the table; the rest is summed up. */
const MOST = 8;

/** A share that stands for all. */
const ALL = 0.995;

function disciplineWords(disciplines: readonly DisciplineShare[]): string {
  const shown = disciplines
    .filter(({ share }) => Math.abs(share.value) >= 5e-4)
    .toSorted((a, b) => b.share.value - a.share.value || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  const [first] = shown;
  if (first === undefined) return '';
  if (first.share.value >= ALL && shown.length === 1) return first.id === null ? '' : `All of it is ${first.id}.`;
  return `By discipline: ${listed(shown.map(({ id, share }) => `${id ?? 'without one'} ${shareOf(share)}`))}.`;
}

const shields = (threats: readonly ThreatShare[]): boolean => threats.some(({ share }) => share.value < -5e-4);

export function shares(scene: SnowballScene): string[] {
  const { shares: found } = scene.result;
  const { page } = scene;
  if (found === undefined || found.threats.length === 0) return [];
  const causes = new Map(found.byCause.map(({ id, share }) => [id, share]));
  const rows = found.threats.slice(0, MOST).map(({ id, share, discipline }): Cell[] => {
    const cause = causes.get(id);
    return [
      nameOf(id, scene),
      shareOf(share),
      cause === undefined ? '0%' : shareOf(cause),
      { text: discipline ?? '', paint: page.style.quiet },
    ];
  });
  const rest = found.threats.slice(MOST);
  const restShare = rest.reduce((total, { share }) => total + share.value, 0);
  const notes = [
    'Fair share: what a threat adds to the tail, averaged over the orders in which threats may come (Shapley; within disciplines Owen). By cause: the loss booked to it.',
    found.orders === null ? '' : `Over ${wholeNumber(found.orders)} orders and their reverses.`,
    shields(found.threats) ? 'A negative share: the threat shields from others.' : '',
  ].filter((words) => words !== '');
  return section(
    'Who starts it',
    [
      ...table(
        [
          { header: 'threat', shrinksTo: 16 },
          { header: 'fair share', align: 'right' },
          { header: 'by cause', align: 'right' },
          { header: 'discipline' },
        ],
        rows,
        page,
      ),
      ...(rest.length === 0
        ? []
        : prose(`and ${rest.length} more, together ${plainShare(restShare)}`, page).map(page.style.quiet)),
      ...prose(disciplineWords(found.disciplines), page).filter((line) => line.trim() !== ''),
      ...prose(notes.join(' '), page).map(page.style.quiet),
    ],
    page,
  );
}
