/** States of drivers that are seen more or less often under one scenario than under another. */
import type { CompareDocument } from '../../results/compare-document.ts';
import type { Estimate } from '../../results/estimate.ts';
import { percent } from '../../results/format/share.ts';
import { perSpan } from '../../results/format/time.ts';
import type { Cell } from '../text/cell.ts';
import { section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { table } from '../text/table.ts';

/** Rows at most; the rest is counted. */
const MOST = 12;

/** A row for each state whose chance of being seen differs: all variants meet the same futures, so chance alone changes none. */
export function statesTable({ variants, horizonHours }: CompareDocument, page: Page): string[] {
  const names = new Map<string, readonly [driver: string, state: string]>();
  for (const { result } of variants) {
    for (const [driver, { states = {} }] of Object.entries(result.drivers ?? {})) {
      for (const state of Object.keys(states)) names.set(`${driver}, ${state}`, [driver, state]);
    }
  }
  const rows = [...names].flatMap(([name, [driver, state]]) => {
    const found = variants.map(({ result }) => result.drivers?.[driver]?.states?.[state]?.probabilityInPeriod);
    const isAlike = found.every((one) => one?.value === found[0]?.value);
    return isAlike ? [] : [{ name, found }];
  });
  if (rows.length === 0) return [];
  const cell = (one: Estimate | undefined): Cell => (one === undefined ? '-' : percent(one.value, one.standardError));
  const lines = table(
    [
      { header: 'state', shrinksTo: 12 },
      ...variants.map(({ name }) => ({ header: name, align: 'right' as const, shrinksTo: 8 })),
    ],
    rows.slice(0, MOST).map(({ name, found }): Cell[] => [name, ...found.map(cell)]),
    page,
  );
  const rest = rows.length - MOST;
  const more = rest > 0 ? [page.style.quiet(`  and ${rest} more`)] : [];
  return section(`What moves the world: chance that it is seen ${perSpan(horizonHours)}`, [...lines, ...more], page);
}
