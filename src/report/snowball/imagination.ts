/** What nobody registered: made-up shocks, and the register set against the tail. */
import { counted, plainNumber } from '../../results/format/count.ts';
import type { Cell } from '../text/cell.ts';
import { item, prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { about, capital, errorOf, plainShare, shareOf, sum } from './figures.ts';
import { nameOf, namesListed, periodNames, type SnowballScene } from './scene.ts';

export function imagination(scene: SnowballScene): string[] {
  const { imagination: found } = scene.result;
  const { page } = scene;
  if (found === undefined || found.sets === 0) return [];
  const rows = found.worst.map((shock): Cell[] => [
    shock.nodes.map((node) => nameOf(node, scene)).join(' & '),
    sum(shock.loss, scene),
    { text: errorOf(shock.loss, scene), paint: page.style.quiet },
    sum(shock.beyond, scene),
  ]);
  const beyond =
    found.unimagined === null
      ? ''
      : ` ${capital(shareOf(found.unimagined))} of that is beyond what the costliest registered event on the same nodes would cost.`;
  return section(
    'What nobody registered',
    [
      ...prose(
        `${counted(found.sets, 'made-up shock')}, each taking out two or three nodes that no registered event takes together, for ${about(found.hours)}, cost ${sum(found.loss, scene)} on average.${beyond}`,
        page,
      ),
      ...(rows.length === 0
        ? []
        : table(
            [
              { header: 'lost, alone where one does it', shrinksTo: 20 },
              { header: 'costs', align: 'right' },
              { header: '' },
              { header: 'beyond the register', align: 'right', shrinksTo: 12 },
            ],
            rows,
            page,
          )),
      ...prose(
        `A part that alone costs nearly as much stands for the whole. Each is lost in futures in which nothing else happens; "a day lost" elsewhere on this page is another question, asked of the futures as they are.`,
        page,
      ).map(page.style.quiet),
    ],
    page,
  );
}

export function audit(scene: SnowballScene): string[] {
  const { audit: found } = scene.result;
  const { page } = scene;
  if (found === undefined || found.rows.length < 2) return [];
  const row = (threat: string): string => {
    const ranks = found.rows.find((each) => each.threat === threat);
    return ranks === undefined
      ? nameOf(threat, scene)
      : `${nameOf(threat, scene)}: place ${plainNumber(ranks.byRegister)} of ${found.rows.length} in a register, ${plainNumber(ranks.byTail)} in the tail (${plainShare(ranks.share)} of it)`;
  };
  const list = (heading: string, threats: readonly string[]): string[] =>
    threats.length === 0 ? [] : [...prose(heading, page), ...threats.flatMap((threat) => item(row(threat), page))];
  const agree =
    found.correlation === null
      ? ''
      : ` The two orders agree to ${plainNumber(found.correlation, 0.02)} (1 wholly, 0 not at all, -1 the other way round; the rank correlation of Spearman).`;
  return section(
    'The register against the tail',
    [
      ...prose(
        `A register ranks by how often and how bad where it strikes; the tail by what the worst ${periodNames(scene)} cost.${agree}`,
        page,
      ),
      ...list('Ranked too low:', found.underRanked),
      ...list('Ranked too high:', found.overRanked),
      ...(found.underRanked.length + found.overRanked.length === 0
        ? prose(`The first ${found.top} of both are the same threats.`, page)
        : []),
      ...(found.notStated.length === 0
        ? []
        : prose(`Without a rank, as a formula decides: ${namesListed(found.notStated, scene, 6)}.`, page).map(
            page.style.quiet,
          )),
    ],
    page,
  );
}
