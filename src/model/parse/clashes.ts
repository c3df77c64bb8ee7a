/** Two settings of one place: a problem where nothing says which of them applies. */
import type { Overruled } from '../model.ts';
import { formatPath } from '../path.ts';
import type { Problem, SourcePath } from '../problem.ts';
import type { Origin } from './places.ts';

/** Whether one path is the other, or leads to a part of it. */
function overlap(a: SourcePath, b: SourcePath): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.every((key, i) => key === long[i]);
}

/**
 * Whether two settings of one place are ambiguous: two values, or a value and a factor that may or may not apply to it.
 * Factors multiply. A scenario wins over a level. Levels of several controls are checked separately, whether or not
 * they are in force.
 */
function isOpen(first: Origin, later: Origin): boolean {
  if (later.scales || !overlap(first.path, later.path)) return false;
  if (first.from !== later.from) return !(first.from === 'level' && later.from === 'scenario');
  if (first.from === 'level' && first.by !== later.by) return false;
  // Within one setter, parts come after the whole, and factors after values.
  return first.path.length === later.path.length && !first.scales;
}

/** @param origins In the order in which they were set. */
export function clashFaults(origins: readonly Origin[]): Problem[] {
  return origins.flatMap((later, i) =>
    origins
      .slice(0, i)
      .filter((first) => isOpen(first, later))
      .map((first): Problem => {
        const path = formatPath(later.path.length > first.path.length ? later.path : first.path);
        const message =
          first.by === later.by
            ? `${later.by} sets \`${path}\` twice`
            : `${first.by} and ${later.by} both set \`${path}\``;
        const isLevel = later.path[0] === 'controls' && later.path.length === 3 && later.path[2] === 'current';
        const remedy = `leave one of them out${isLevel ? '' : ', or let the second scale what the first sets, such as `x1.5`'}`;
        return { code: 'clash', message, remedy, place: later.place ?? first.place };
      }),
  );
}

/** What levels in force set and the scenario overrides. */
export function overruledBy(origins: readonly Origin[]): Overruled[] {
  return origins.flatMap((later, i) =>
    later.from === 'scenario' && !later.scales
      ? origins
          .slice(0, i)
          .filter((first) => first.from === 'level' && overlap(first.path, later.path))
          .map((first) => ({ path: formatPath(later.path), by: first.by, winner: later.by }))
      : [],
  );
}
