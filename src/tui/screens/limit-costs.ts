/** What each limit costs: the least that is enough with it and without it. */
import { printable } from '../../report/text/display-width.ts';
import { listed } from '../../results/format/count.ts';
import { money } from '../../results/format/money.ts';
import type { Theme } from '../draw/theme.ts';
import { type State } from '../state/state.ts';
import { isLeftOut, levelChanges } from '../state/what-if.ts';
import { knownRings } from './what-if-rings.ts';

/** Levels that differ from today's, in words. */
export function buys(state: State, portfolio: Readonly<Record<string, string>>): string {
  const changes = levelChanges(state, portfolio).flatMap((change) =>
    change.kind === 'level' ? [`${change.control} ${change.to}`] : [],
  );
  return changes.length === 0 ? 'as today' : listed(changes, 3);
}

/** What a limit adds to the least that is enough, and what would do without it. */
export function limitCostWords(state: State, id: string, theme: Theme): readonly [costs: string, words: string] {
  const { model } = state;
  const document = knownRings(state)?.document ?? null;
  if (model === null) return ['', ''];
  const sum = (value: number): string => theme.words(money(value, model.currency));
  if (isLeftOut(state, id)) return ['', theme.doubtful('left out of what security should cost: space counts it again')];
  const rings = knownRings(state);
  if (document === null && rings !== null && rings.failure === null) return ['', theme.quiet('being worked out')];
  const known = document?.withoutLimits?.[id];
  if (document === null || known === undefined) return ['', ''];
  if (known.least === null) return ['', 'without it nothing on offer holds the others either'];
  const least = document.rings?.necessary.value ?? null;
  const bought = known.portfolio === null ? '' : `: ${theme.words(printable(buys(state, known.portfolio)))}`;
  if (least === null) return ['', `without it ${sum(known.least)} is enough${bought}`];
  const costs = least - known.least;
  if (costs <= 1e-9 * Math.max(1, least)) return [sum(0), theme.quiet('the others ask for as much')];
  return [sum(costs), `without it ${sum(known.least)} is enough${bought}`];
}
