/** How long there is: what outlasts what, and promises that cannot be kept. */
import type { BrokenPromise, NodeTime } from '../../results/snowball/time.ts';
import { counted } from '../../results/format/count.ts';
import type { Cell } from '../text/cell.ts';
import { item, prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { about, shareOf } from './figures.ts';
import { middleAndBad } from './reason-words.ts';
import { nameOf, type SnowballScene } from './scene.ts';

/** Rows of the table; the rest is counted. */
const MOST = 10;

/** Promises that are told; the rest is counted. */
const MOST_PROMISES = 8;

function row({ node, recoverHours, surviveHours, exposed }: NodeTime, scene: SnowballScene): Cell[] {
  return [
    nameOf(node, scene),
    about(recoverHours.middle),
    about(recoverHours.oneIn20),
    surviveHours === null ? 'never' : surviveHours.middle === 0 ? 'at once' : about(surviveHours.middle),
    surviveHours === null ? '-' : shareOf(exposed),
  ];
}

/** Why a tolerance is broken already by what the model says. */
export function promiseWords(
  { node, goal, goalMtpdHours, neededHours, rtoHours, why }: BrokenPromise,
  scene: SnowballScene,
): string {
  const [here, there] = [nameOf(node, scene), nameOf(goal, scene)];
  const allowed =
    node === goal
      ? `${here} may be down for ${about(goalMtpdHours)}`
      : neededHours < 0
        ? `${there} may be down for ${about(goalMtpdHours)}`
        : `${there} may be down for ${about(goalMtpdHours)}, so ${here} for ${about(neededHours)}`;
  switch (why.kind) {
    case 'restart':
      return `${allowed}; the restart of ${nameOf(why.at, scene)} alone takes ${middleAndBad(why.hours)}.`;
    case 'switchover':
      return `${allowed}; changing over at ${nameOf(why.at, scene)} alone takes ${middleAndBad(why.hours)}.`;
    case 'rto':
      return `${allowed}; its own promise (rto) is ${rtoHours === null ? 'longer' : about(rtoHours)}.`;
    case 'recover':
      return `${allowed}; ${shareOf(why.share)} of its outages last longer.`;
  }
}

function promises(scene: SnowballScene): string[] {
  const broken = scene.result.time?.broken ?? [];
  if (broken.length === 0) return [];
  const heading =
    broken.length === 1
      ? 'A promise that cannot be kept:'
      : `${counted(broken.length, 'promise')} that cannot be kept:`;
  const rest = broken.length - MOST_PROMISES;
  return [
    ...prose(heading, scene.page),
    ...broken.slice(0, MOST_PROMISES).flatMap((promise) => item(promiseWords(promise, scene), scene.page)),
    ...(rest > 0 ? prose(`and ${rest} more`, scene.page).map(scene.page.style.quiet) : []),
  ];
}

export function time(scene: SnowballScene): string[] {
  const { time: found } = scene.result;
  const { page } = scene;
  if (found === undefined) return [];
  const { nodes } = found;
  const rest = nodes.length - MOST;
  const lines =
    nodes.length === 0
      ? []
      : [
          ...table(
            [
              { header: '', shrinksTo: 16 },
              { header: `back after, of all outages`, align: 'right', shrinksTo: 12 },
              { header: '1 in 20', align: 'right' },
              { header: 'its loss is felt after', align: 'right', shrinksTo: 10 },
              { header: 'outages that last longer', align: 'right', shrinksTo: 12 },
            ],
            nodes.slice(0, MOST).map((each) => row(each, scene)),
            page,
          ),
          ...(rest > 0 ? prose(`and ${rest} more`, page).map(page.style.quiet) : []),
        ];
  return section('How long have we?', [...lines, ...promises(scene)], page);
}
