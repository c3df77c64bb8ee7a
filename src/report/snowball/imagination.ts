/** What nobody registered: made-up shocks, and the register set against the tail. */
import { listed, plainNumber, wholeNumber } from '../../results/format/count.ts';
import { duration } from '../../results/format/time.ts';
import { moneyError } from '../../results/format/money.ts';
import type { Cell } from '../text/cell.ts';
import { item, prose, section } from '../text/section.ts';
import { table } from '../text/table.ts';
import { shareOf, sum } from './figures.ts';
import { nameOf, namesListed, worstPeriod, type SnowballScene } from './scene.ts';

const WORDS = { close: 'close in the network', place: 'one place', supplier: 'one supplier' } as const;

export function imagination(scene: SnowballScene): string[] {
  const { imagination: found } = scene.result;
  const { page, document } = scene;
  if (found === undefined || found.tried === 0) return [];
  const rows = found.worst.map((set): Cell[] => [
    namesListed(set.nodes, scene),
    sum(set.loss, scene),
    { text: moneyError(set.loss.standardError, document.currency), paint: page.style.quiet },
    `${listed(set.because.map((each) => WORDS[each]))}${set.shared === null ? '' : ` (${set.shared})`}`,
  ]);
  return section(
    'What nobody registered',
    [
      ...prose(
        `${wholeNumber(found.tried)} made-up shocks, each taking a few nodes out for ${duration(found.outageHours)} at the same time, cost ${sum(found.loss, scene)} on average; ${shareOf(found.beyondRegister)} of them cost more than ${worstPeriod(scene)} of what is registered.`,
        page,
      ),
      ...table(
        [
          { header: 'out together', shrinksTo: 20 },
          { header: 'costs', align: 'right' },
          { header: '' },
          { header: 'why together', shrinksTo: 14 },
        ],
        rows,
        page,
      ),
    ],
    page,
  );
}

export function audit(scene: SnowballScene): string[] {
  const { audit: found } = scene.result;
  const { page } = scene;
  if (found === undefined || found.rows.length === 0) return [];
  const row = (threat: string): string => {
    const ranks = found.rows.find((each) => each.threat === threat);
    return ranks === undefined
      ? nameOf(threat, scene)
      : `${nameOf(threat, scene)}: ${plainNumber(ranks.bySeverityAndProximity)} of ${found.rows.length} by severity and proximity, ${plainNumber(ranks.byShareOfTail)} by share of the tail (${shareOf(ranks.shareOfTail)})`;
  };
  const lines = [
    ...(found.correlation === null
      ? []
      : prose(
          `Ranks by severity and proximity agree with ranks by share of the tail to ${plainNumber(found.correlation, 0.005)} (1: wholly; 0: not at all; Spearman).`,
          page,
        )),
    ...(found.underRanked.length === 0
      ? []
      : ['  Ranked too low:', ...found.underRanked.flatMap((threat) => item(row(threat), page))]),
    ...(found.overRanked.length === 0
      ? []
      : ['  Ranked too high:', ...found.overRanked.flatMap((threat) => item(row(threat), page))]),
    ...(found.missing.length === 0
      ? []
      : prose(
          `Struck by no threat of the register, and dear when lost: ${namesListed(found.missing, scene, 6)}.`,
          page,
        )),
  ];
  return section('The register against the tail', lines, page);
}
