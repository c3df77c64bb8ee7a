/** The points, worst first. */
import type { MadeHere, SnowballPoint } from '../../results/snowball-document.ts';
import { percent } from '../../results/format/share.ts';
import { plainNumber } from '../../results/format/count.ts';
import type { Cell, Column } from '../text/cell.ts';
import { prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { errorOf, inTailWords, playsWords, shareOf, sum } from './figures.ts';
import { briefReasons } from './reason-words.ts';
import { isCase, placeName, type SnowballScene } from './scene.ts';

const COLUMNS: readonly Column[] = [
  { header: '' },
  { header: 'point', shrinksTo: 16 },
  { header: 'made here', align: 'right' },
  { header: '' },
  { header: 'share', align: 'right' },
  { header: 'unfelt', align: 'right' },
  { header: 'when it plays', shrinksTo: 18 },
];

function rows(point: SnowballPoint, index: number, scene: SnowballScene): Cell[][] {
  const { quiet } = scene.page.style;
  const whole = scene.result.tail.mean?.value ?? 0;
  const { tailSaved } = point;
  const unfelt =
    whole > 0
      ? { ...tailSaved, value: tailSaved.value / whole, standardError: tailSaved.standardError / whole }
      : tailSaved;
  const first: Cell[] = [
    String(index + 1),
    placeName(point, scene),
    sum(point.madeHere, scene),
    { text: errorOf(point.madeHere, scene), paint: quiet },
    shareOf(point.share),
    shareOf(unfelt),
    playsWords(point, scene),
  ];
  const reason = briefReasons(point, scene);
  const tail = inTailWords(point, scene);
  return reason === '' && tail === ''
    ? [first]
    : [first, ['', { text: reason, paint: quiet }, '', '', '', '', { text: tail, paint: quiet }]];
}

/** Whether shares add up to more than there is: points of one line share what passes along it. */
export const overlap = (points: readonly SnowballPoint[]): boolean =>
  points.reduce((total, { share }) => total + share.value, 0) > 1.005;

/** `Nothing else makes 5% or more; next is x, 3%.` */
export function nextWords(next: MadeHere | null, scene: SnowballScene): string {
  const least = percent(scene.result.least);
  if (next === null || next.share.value <= 0) return `Nothing else makes ${least} or more.`;
  return `Nothing else surely makes ${least} or more; next is ${placeName(next, scene)}, ${shareOf(next.share)}.`;
}

/** What stands beside each point: what would go without it, what a day without it costs, where its outages begin. */
export function besidePoints(scene: SnowballScene): string[] {
  const { points } = scene.result;
  const { page } = scene;
  const rowsOf = points.map((point): Cell[] => [
    placeName(point, scene),
    sum(point.tailSaved, scene),
    point.hardened === null ? '-' : sum(point.hardened, scene),
    point.lost === null ? '-' : sum(point.lost, scene),
    point.startsHere === null ? '-' : percent(point.startsHere, 0.02),
    point.passesOn === null ? '-' : `x${plainNumber(point.passesOn.value, point.passesOn.value / 50)}`,
  ]);
  if (rowsOf.length === 0) return [];
  return section(
    'Beside each point',
    [
      ...table(
        [
          { header: 'point', shrinksTo: 16 },
          { header: 'unfelt', align: 'right' },
          { header: 'never hurt', align: 'right' },
          { header: 'a day lost', align: 'right' },
          { header: 'starts here', align: 'right' },
          { header: 'passes on', align: 'right' },
        ],
        rowsOf,
        page,
      ),
      ...prose(
        'Unfelt: what goes if nobody feels its outages. Never hurt: what goes if nothing strikes it and its needs are met. A day lost: the mean loss when it is lost for 24 h at any hour, all else as usual. Starts here: its outages in the tail that begin with an effect on itself. Passes on: what goes on from it, over what it received.',
        page,
      ).map(page.style.quiet),
    ],
    page,
  );
}

export function pointsTable(scene: SnowballScene): string[] {
  const { points, next, none } = scene.result;
  const { page } = scene;
  if (none !== null || points.length === 0) return [];
  const note = [
    'Made here: what goes if a point only passes on what it got, and to one dependant.',
    `Unfelt: what goes if nothing feels its outages. ±: one standard error.`,
    overlap(points)
      ? 'Points that lie in one line share what passes along it, so shares overlap and do not add up.'
      : '',
    nextWords(next, scene),
    isCase(scene) ? 'Shares are of the worst cases.' : '',
  ].filter((words) => words !== '');
  return section(
    'Points, worst first',
    [
      ...table(
        COLUMNS,
        points.flatMap((point, index) => rows(point, index, scene)),
        page,
      ),
      ...prose(note.join(' '), page).map(page.style.quiet),
    ],
    page,
  );
}
