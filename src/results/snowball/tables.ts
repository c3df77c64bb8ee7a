/** Findings on snowballs as plain tables, for whoever writes columns. */
import { rootWords } from '../names.ts';
import type { SnowballDocument, SnowballResult } from '../snowball-document.ts';
import type { Cell, Table } from '../table.ts';

/** Rows of each scenario, its name before them. */
const rowsOf = (document: SnowballDocument, of: (result: SnowballResult) => readonly (readonly Cell[])[]): Cell[][] =>
  Object.entries(document.scenarios).flatMap(([scenario, result]) => of(result).map((row) => [scenario, ...row]));

/** Points of all scenarios, worst first. */
export function pointTable(document: SnowballDocument): Table {
  return {
    columns: [
      'scenario',
      'place',
      'point',
      'kind',
      'members',
      'made here',
      'share of tail',
      'unfelt saves',
      'never hurt saves',
      'a day lost costs',
      'plays a year',
      'tail periods',
      'starts here',
      'surer than next',
      'passes on',
    ],
    rows: rowsOf(document, ({ points }) =>
      points.map((point, index) => [
        index + 1,
        point.id,
        point.kind,
        point.members.join(' '),
        point.madeHere,
        point.share,
        point.tailSaved,
        point.hardened,
        point.lost,
        point.plays,
        point.playsInTail.periods,
        point.startsHere,
        point.surerThanNext,
        point.passesOn === null ? null : point.passesOn.value,
      ]),
    ),
  };
}

/** Chains of all scenarios, the dearest first. */
export function chainTable(document: SnowballDocument): Table {
  return {
    columns: [
      'scenario',
      'chain',
      'path',
      'probability',
      'mean loss',
      'share of tail',
      'last moment [h]',
      'last moment, 1 in 10 [h]',
      'world',
      'trial',
    ],
    rows: rowsOf(document, ({ chains = [] }) =>
      chains.map((chain, index) => [
        index + 1,
        chain.path.map(rootWords).join(' > '),
        chain.probability,
        chain.meanLoss,
        chain.shareOfTail,
        chain.lastMomentHours ?? null,
        chain.lastMomentOneInTenHours ?? null,
        chain.typical?.world ?? null,
        chain.typical?.trial ?? null,
      ]),
    ),
  };
}
