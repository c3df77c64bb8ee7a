/** Where failures compound, for a board: the place, why, how much of the worst years it makes, and what acts on it. */
import type { SnowballPoint } from '../../../results/snowball-document.ts';
import { inTailWords, playsWords, plainShare, shareOf } from '../../snowball/figures.ts';
import { headline, levelName, outcomeWords, strongest, timeWords } from '../../snowball/headline.ts';
import { nextWords, overlap } from '../../snowball/points-table.ts';
import { briefReasons, reasonSentences } from '../../snowball/reason-words.ts';
import { periodNames, placeName, worstPeriod, type SnowballScene } from '../../snowball/scene.ts';
import type { Cell, Column } from '../../text/cell.ts';
import { item, prose } from '../../text/section.ts';
import { table } from '../../text/table.ts';

const allOr = (share: string): string => (share === '100%' ? 'all' : share);

/** What of the model's own controls does most against it, in shares: sums of money stand where plans are weighed. */
function controlWords(point: SnowballPoint, scene: SnowballScene): string {
  const own = strongest(point, scene);
  const whole = scene.result.tail.mean?.value ?? 0;
  if (own === null || whole <= 0) return '';
  const taken = ({ saves }: { saves: { value: number } }): string =>
    allOr(plainShare(Math.min(1, saves.value / whole)));
  const { best, cheap } = own;
  const less =
    cheap === undefined
      ? ''
      : `; for less than half of its price ${levelName(cheap, scene)} does most, and takes away ${taken(cheap)}`;
  return `Of the model's own controls ${levelName(best, scene)} does most: it takes away ${taken(best)} of that loss${less}.`;
}

function pointLines(point: SnowballPoint, scene: SnowballScene): string[] {
  const { page } = scene;
  const why = [...reasonSentences(point, scene), outcomeWords(point, scene)].join(' ').trim();
  const share = allOr(shareOf(point.share));
  return [
    ...prose(
      `Most at ${placeName(point, scene)}: it makes failures greater than they reach it. If it passed on only what it gets, ${share} of what ${worstPeriod(scene)} loses would go.`,
      page,
    ).map(page.style.heading),
    ...[why, timeWords(point, scene), controlWords(point, scene)].flatMap((words) =>
      words === '' ? [] : item(words, page),
    ),
  ];
}

const columnsOf = (scene: SnowballScene): readonly Column[] => [
  { header: '' },
  { header: 'place' },
  { header: `makes, of the loss of the worst ${periodNames(scene)}`, align: 'right' },
  { header: 'at work' },
  { header: 'why' },
];

function tableLines(scene: SnowballScene): string[] {
  const { points, next } = scene.result;
  const { page } = scene;
  const rows = points.map((point, index): Cell[] => {
    const tail = inTailWords(point, scene);
    return [
      String(index + 1),
      placeName(point, scene),
      shareOf(point.share),
      `${playsWords(point, scene)}${tail === '' ? '' : `, ${tail}`}`,
      { text: briefReasons(point, scene), paint: page.style.quiet },
    ];
  });
  const note = [
    overlap(points)
      ? 'Places that lie in one line share what passes along it, so shares overlap and do not add up.'
      : '',
    nextWords(next, scene),
  ].filter((words) => words !== '');
  return [...table(columnsOf(scene), rows, page), ...prose(note.join(' '), page).map(page.style.quiet)];
}

/** Lines for a page of blocks. */
export function compounding(scene: SnowballScene): string[] {
  const { points, none } = scene.result;
  const [first] = points;
  if (none !== null || first === undefined) return headline(scene);
  return [...pointLines(first, scene), ...tableLines(scene)];
}
