/** What the graph alone says: where one is enough, who stands unseen behind several. */
import { counted } from '../../results/format/count.ts';
import { prose, item, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { sum } from './figures.ts';
import { nameOf, namesListed, type SnowballScene } from './scene.ts';

/** Names of a list, and entries of hidden suppliers; the rest is counted. */
const MOST = 6;

/** Goals that are told of; the rest is counted. */
const MOST_GOALS = 6;

function enoughLines(scene: SnowballScene): string[] {
  const { structure } = scene.result;
  if (structure === undefined) return [];
  const goals = Object.entries(structure.oneIsEnough);
  const rest = goals.length - MOST_GOALS;
  const words = ([goal, nodes]: (typeof goals)[number]): string => {
    const name = nameOf(goal, scene);
    if (structure.downUnhurt.includes(goal))
      return `${name} is down although nothing has failed: something is not bought.`;
    return nodes.length === 0
      ? `No one node alone is enough to stop ${name}.`
      : `One is enough to stop ${name}: ${namesListed(nodes, scene, MOST)}.`;
  };
  return [
    ...goals.slice(0, MOST_GOALS).flatMap((each) => prose(words(each), scene.page)),
    ...(rest > 0 ? prose(`and ${counted(rest, 'goal')} more`, scene.page).map(scene.page.style.quiet) : []),
  ];
}

/** What those cost that are enough and are no points: these have their figures above. */
function prices(scene: SnowballScene): string[] {
  const { structure, points } = scene.result;
  const shown = new Set(points.map(({ id }) => id));
  const rows = Object.entries(structure?.prices ?? {})
    .filter(([node]) => !shown.has(node))
    .toSorted(([a, x], [b, y]) => y.lost.value - x.lost.value || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([node, price]) => [
      nameOf(node, scene),
      sum(price.madeHere, scene),
      sum(price.tailSaved, scene),
      sum(price.lost, scene),
    ]);
  if (rows.length === 0) return [];
  return table(
    [
      { header: '', shrinksTo: 16 },
      { header: 'made here', align: 'right' },
      { header: 'unfelt', align: 'right' },
      { header: 'a day lost', align: 'right' },
    ],
    rows,
    scene.page,
  );
}

function hiddenLines(scene: SnowballScene): string[] {
  const { structure } = scene.result;
  if (structure === undefined) return [];
  const { hidden } = structure;
  if (hidden.length === 0) return prose('Hidden shared suppliers: none.', scene.page);
  const rest = hidden.length - MOST;
  return [
    ...prose('Hidden shared suppliers:', scene.page),
    ...hidden.slice(0, MOST).flatMap(({ node, goals, contracts }) => {
      const [first] = contracts;
      if (first === undefined) return [];
      const more = contracts.length === 1 ? '' : `, and behind ${counted(contracts.length - 1, 'more group')}`;
      const holders = namesListed(first.holders, scene);
      return item(
        `${nameOf(node, scene)} stands behind ${namesListed(first.falling, scene)}, which ${holders} ${first.holders.length === 1 ? 'takes' : 'take'} for alternatives${more}: it alone stops ${namesListed(goals, scene)}. It lies ${counted(first.tier, 'contract')} away and ${holders} ${first.holders.length === 1 ? 'names' : 'name'} it nowhere.`,
        scene.page,
      );
    }),
    ...(rest > 0 ? prose(`and ${rest} more`, scene.page).map(scene.page.style.quiet) : []),
  ];
}

export const structure = (scene: SnowballScene): string[] =>
  section('Where one is enough', [...enoughLines(scene), ...prices(scene), ...hiddenLines(scene)], scene.page);
