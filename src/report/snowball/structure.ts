/** What the graph alone says: where one is enough, who stands unseen behind several. */
import { counted } from '../../results/format/count.ts';
import { prose, item, section } from '../text/section.ts';
import { sum } from './figures.ts';
import { nameOf, namesListed, type SnowballScene } from './scene.ts';

/** Names of a list, and entries of hidden suppliers; the rest is counted. */
const MOST = 6;

/** Goals that are told of; the rest is counted. */
const MOST_GOALS = 6;

function enoughLines(scene: SnowballScene): string[] {
  const goals = Object.entries(scene.result.structure?.oneIsEnough ?? {});
  const rest = goals.length - MOST_GOALS;
  return [
    ...goals
      .slice(0, MOST_GOALS)
      .flatMap(([goal, nodes]) =>
        prose(
          nodes.length === 0
            ? `No one node alone is enough to stop ${nameOf(goal, scene)}.`
            : `One is enough to stop ${nameOf(goal, scene)}: ${namesListed(nodes, scene, MOST)}.`,
          scene.page,
        ),
      ),
    ...(rest > 0 ? prose(`and ${counted(rest, 'goal')} more`, scene.page).map(scene.page.style.quiet) : []),
  ];
}

function hiddenLines(scene: SnowballScene): string[] {
  const { structure } = scene.result;
  if (structure === undefined) return [];
  const { hidden, prices = {} } = structure;
  if (hidden.length === 0) return prose('Hidden shared suppliers: none.', scene.page);
  const rest = hidden.length - MOST;
  return [
    ...prose('Hidden shared suppliers:', scene.page),
    ...hidden.slice(0, MOST).flatMap(({ node, goal, behind, tier }) => {
      const price = prices[node];
      const cost =
        price === undefined
          ? ''
          : ` A day without it costs ${sum(price.lost, scene)}; unfelt it would save ${sum(price.tailSaved, scene)} of the tail.`;
      return item(
        `${nameOf(node, scene)} stands behind ${namesListed(behind.members, scene)}, which ${nameOf(behind.node, scene)} takes for alternatives, and alone stops ${nameOf(goal, scene)}. ${counted(tier, 'contract')} away, named by no holder of these.${cost}`,
        scene.page,
      );
    }),
    ...(rest > 0 ? prose(`and ${rest} more`, scene.page).map(scene.page.style.quiet) : []),
  ];
}

export const structure = (scene: SnowballScene): string[] =>
  section('Where one is enough', [...enoughLines(scene), ...hiddenLines(scene)], scene.page);
