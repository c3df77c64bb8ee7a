/** What a what-if asks of the model file. */
import type { Portfolio, Selection } from '../../model/selection.ts';
import type { Change } from './messages.ts';

const byThing = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The selection under which a what-if is simulated, the same in whatever order its changes were made. */
export function selectionOf(changes: readonly Change[]): Selection {
  const levels = changes.flatMap((change): [string, string][] =>
    change.kind === 'level' ? [[change.control, change.to]] : [],
  );
  const portfolio: Portfolio = Object.fromEntries(levels.toSorted(([a], [b]) => byThing(a, b)));
  const scenario = changes.find((change) => change.kind === 'scenario')?.to;
  const set = changes.flatMap((change) => (change.kind === 'figure' ? [`${change.path}=${change.to}`] : []));
  const given = changes.flatMap((change) => (change.kind === 'driver' ? [`${change.driver}=${change.to}`] : []));
  return {
    ...(scenario === undefined || scenario === 'base' ? {} : { scenario }),
    ...(levels.length === 0 ? {} : { portfolio }),
    ...(set.length === 0 ? {} : { set: set.toSorted(byThing) }),
    ...(given.length === 0 ? {} : { given: given.toSorted(byThing) }),
  };
}

/** Limits that a what-if leaves out, in order. */
export const limitsLeftOut = (changes: readonly Change[]): readonly string[] =>
  changes.flatMap((change) => (change.kind === 'without' ? [change.limit] : [])).toSorted(byThing);

/** Whether a what-if changes nothing that is simulated. */
export const isToday = (changes: readonly Change[]): boolean => Object.keys(selectionOf(changes)).length === 0;
