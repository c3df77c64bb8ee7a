/** Each segment alone, with the rest as in the best plan. */
import type { DoughnutSegment } from '../../results/doughnut/facts.ts';
import { counted } from '../../results/format/count.ts';
import { restWords } from '../text/readers.ts';
import { section, prose } from '../text/section.ts';
import { table } from '../text/table.ts';
import type { Cell } from '../text/cell.ts';
import { ring, type RingScene, sum, theLimits } from './scene.ts';

/** Segments that are shown; the rest is counted. */
const MOST = 20;

function standing({ shortfall, overshoot }: DoughnutSegment, scene: RingScene): Cell {
  const { good, bad, doubtful } = scene.page.style;
  if (shortfall.value > 0) return { text: `short ${sum(shortfall, scene)}`, paint: bad };
  if (overshoot.value > 0) return { text: `over ${sum(overshoot, scene)}`, paint: doubtful };
  return { text: 'inside', paint: good };
}

export function segments(scene: RingScene): string[] {
  const { document, page } = scene;
  const all = Object.entries(document.segments);
  if (all.length === 0) return [];
  const dearestFirst = all.toSorted(
    ([a, x], [b, y]) =>
      Math.max(y.optimum.value, y.actual.value) - Math.max(x.optimum.value, x.actual.value) || (a < b ? -1 : 1),
  );
  const rows = dearestFirst
    .slice(0, MOST)
    .map(([id, segment]): Cell[] => [
      id,
      ring(segment.actual, scene),
      ring(segment.optimum, scene),
      ring(segment.necessary, scene),
      ring(segment.sufficient, scene),
      ring(segment.indispensable, scene),
      standing(segment, scene),
    ]);
  const rest = all.length - rows.length;
  return section(
    'One at a time, the rest at best (these do not add up to the rings)',
    [
      ...table(
        [
          { header: '', shrinksTo: 14 },
          { header: 'today', align: 'right' },
          { header: 'best', align: 'right' },
          { header: 'could fall to', align: 'right', shrinksTo: 8 },
          { header: 'could rise to', align: 'right', shrinksTo: 8 },
          { header: 'always', align: 'right' },
          { header: 'today is' },
        ],
        rows,
        page,
      ),
      ...prose(`Always: the least that any plan inside ${theLimits(scene)} spends on it.`, page).map(page.style.quiet),
      ...(rest > 0 ? prose(`and ${counted(rest, 'more', 'more')} ${restWords(page)}`, page).map(page.style.quiet) : []),
    ],
    page,
  );
}
