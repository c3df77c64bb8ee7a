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

const BY_WIRING = 'By wiring alone, even if every alternative took over at once';

/** `a, b or c`: any of them alone. */
function eitherOf(nodes: readonly string[], scene: SnowballScene): string {
  const shown = nodes.length > MOST ? nodes.slice(0, MOST - 1) : nodes;
  const names = shown.map((node) => nameOf(node, scene));
  const words = nodes.length > MOST ? [...names, `${nodes.length - shown.length} more`] : names;
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' or ');
}

/** Whether a chain to a goal begins at a node that wiring alone does not make enough. */
function takesTime({ result: { structure, chains = [] } }: SnowballScene): boolean {
  return Object.entries(structure?.oneIsEnough ?? {}).some(([goal, nodes]) =>
    chains.some(({ steps }) => {
      const first = steps.find(({ kind }) => kind === 'node');
      const reaches = steps.at(-1)?.members.includes(goal) === true;
      return reaches && first !== undefined && !first.members.some((node) => nodes.includes(node));
    }),
  );
}

function enoughLines(scene: SnowballScene): string[] {
  const { structure } = scene.result;
  if (structure === undefined) return [];
  const goals = Object.entries(structure.oneIsEnough);
  const rest = goals.length - MOST_GOALS;
  const words = ([goal, nodes]: (typeof goals)[number]): string => {
    const name = nameOf(goal, scene);
    if (structure.downUnhurt.includes(goal))
      return `${name} is down although nothing has failed: something is not bought.`;
    if (nodes.length === 0) return `no single failure stops ${name}.`;
    return nodes.length === 1
      ? `one failure stops ${name}: that of ${eitherOf(nodes, scene)}.`
      : `one failure of any of these stops ${name}: ${eitherOf(nodes, scene)}.`;
  };
  const shown = goals.slice(0, MOST_GOALS).map(words);
  return [
    ...(shown.length === 1
      ? prose(`${BY_WIRING}, ${shown[0]}`, scene.page)
      : [...prose(`${BY_WIRING}:`, scene.page), ...shown.flatMap((each) => item(each, scene.page))]),
    ...(takesTime(scene)
      ? prose(
          'What else does is in the chains above: failures together, or one after which changing over or starting again takes time.',
          scene.page,
        )
      : []),
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
