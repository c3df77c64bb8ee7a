/** The limits of the appetite, each with what was found. */
import type { LimitResult } from '../../results/scenario-result.ts';
import { listed } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { forReaders, isSent, limitTerms } from '../text/readers.ts';
import { prose, section } from '../text/section.ts';
import type { Column } from '../text/cell.ts';
import { table } from '../text/table.ts';
import { isNoMatter, limitFigures, statusPaint, sureness } from './limit-figures.ts';
import type { Scene } from './scene.ts';

/** Without uncertainty a limit holds or not: there is nothing to be sure of. */
const columnsOf = (isUncertain: boolean): readonly Column[] => [
  { header: '' },
  { header: 'limit', shrinksTo: 16 },
  { header: 'found', align: 'right' },
  { header: '' },
  { header: 'at most', align: 'right' },
  ...(isUncertain ? [{ header: 'sure', align: 'right' } as const] : []),
  { header: 'status' },
];

/** Letters that name the limits, here and on the curve. */
export const limitLetter = (index: number): string => String.fromCharCode(65 + (index % 26));

/** The same where there is room for two letters, so that no two limits have one name: Z is followed by AA. */
export const limitLetters = (index: number): string =>
  `${index < 26 ? '' : limitLetters(Math.floor(index / 26) - 1)}${limitLetter(index)}`;

/** True where too little lies behind what was found. */
const isDoubted = (limit: LimitResult): boolean =>
  limit.estimate.unreliable === true && limit.estimate.value > 0 && !isNoMatter(limit);

/** One line a limit; none where events are given, as limits speak of ordinary years. */
export function appetiteTable(scene: Scene): string[] {
  const { result, document, page } = scene;
  if (result.appetite.length === 0) return [];
  const isUncertain = result.measured.worlds > 1;
  const rows = result.appetite.map((limit, index) => {
    const { found, error, most } = limitFigures(limit, document.currency);
    return [
      isSent(page) ? limitLetters(index) : limitLetter(index),
      `${limit.id}: ${limitTerms(limit.subject, page)}`,
      isDoubted(limit) ? `${found}?` : found,
      { text: error, paint: page.style.quiet },
      most,
      ...(isUncertain ? [limit.status === 'not resolved' ? '-' : sureness(limit)] : []),
      { text: limit.status, paint: statusPaint(limit.status, page.style) },
    ];
  });
  const asked = [...new Set(result.appetite.map((limit) => percent(limit.asked)))];
  const sure = `Sure: how sure it is that the limit holds, over all ${forReaders(page, 'worlds ', '')}that the evidence leaves open; ${listed(asked)} is asked.`;
  const note = isUncertain ? sure : '';
  const lines = note === '' ? [] : prose(note, page).map(page.style.quiet);
  return section('Appetite', [...table(columnsOf(isUncertain), rows, page), ...lines], page);
}
