/** What could still be done: the same futures of a cause with another level of a control in force. */
import type { Model } from '../../model/model.ts';
import type { Selection } from '../../model/selection.ts';
import type { Estimate } from '../../results/estimate.ts';
import type { Session } from '../../sim/session.ts';
import { meanOf, type Played, type PlayOptions } from './played-futures.ts';
import { makeWatch, type WatchedFuture } from './watched-futures.ts';

/** A higher level of a control that changes what the cause does. */
export interface Remedy {
  readonly control: string;
  readonly level: string;
  /** What it saves of the loss, on the same futures [money]; negative where it makes things worse. */
  readonly saves: Estimate;
  /** What is lost with it, on average [money]. */
  readonly leaves: Estimate;
  /** Futures in which the goal still is down, and its hours down in the middle future of all, with it. Null without a goal. */
  readonly goal: { readonly goesDown: number; readonly middleHours: number } | null;
}

export interface Remedies {
  /** What saves most first; ties by name. */
  readonly remedies: readonly Remedy[];
  /** Levels that were tried and change nothing in any of the futures. */
  readonly without: readonly { readonly control: string; readonly level: string }[];
}

/** Levels in force of all controls but one. */
const portfolioWith = ({ controls }: Model, control: string, level: string): Readonly<Record<string, string>> =>
  Object.fromEntries(controls.map((one) => [one.id, one.id === control ? level : one.level]));

const rankOf = ({ controls }: Model, id: string, level: string): number =>
  controls.find((control) => control.id === id)?.levels.find((one) => one.id === level)?.order ?? 0;

/** Hours down of a node in the middle future of all; 0 where it is not down in most. */
function middleHoursOf(each: readonly WatchedFuture[], node: number): number {
  const hours = each.map(({ nodes }) => nodes.get(node)?.downHours ?? 0).toSorted((a, b) => a - b);
  return hours[Math.max(0, Math.ceil(hours.length / 2) - 1)] ?? 0;
}

const isSame = (a: WatchedFuture, b: WatchedFuture): boolean =>
  a.loss === b.loss &&
  a.breaches.size === b.breaches.size &&
  JSON.stringify([...a.nodes]) === JSON.stringify([...b.nodes]);

/**
 * Every level of a control above the one in force, by what it would save, had it stood when the cause happens. What it would do about the
 * cause itself, to prevent or deter it, is not in it: what is given happens.
 *
 * @param selection That of the played futures, with the cause given.
 * @param goal The node whose time down is told.
 */
export async function remediesFor(
  session: Session,
  selection: Selection,
  played: Played,
  goal: string | null,
  { pause }: PlayOptions = {},
): Promise<Remedies> {
  const [today] = session.variants([selection]);
  const { model, compiled } = today!;
  const above = model.controls.flatMap((control) =>
    control.levels
      .filter(({ id, order }) => id !== control.level && order > rankOf(model, control.id, control.level))
      .map((level) => ({ control: control.id, level: level.id })),
  );
  const remedies: Remedy[] = [];
  const without: { control: string; level: string }[] = [];
  const goalNode = goal === null ? -1 : compiled.nodeIds.indexOf(goal);
  for (const { control, level } of above) {
    await pause?.();
    const [variant] = session.variants([{ ...selection, portfolio: portfolioWith(model, control, level) }]);
    const watch = makeWatch(variant!, session.seed);
    const each = played.addresses.map((address) => watch.future(address));
    if (each.every((future, at) => isSame(future, played.each[at]!))) {
      without.push({ control, level });
      continue;
    }
    remedies.push({
      control,
      level,
      saves: meanOf(Float64Array.from(each, ({ loss }, at) => played.each[at]!.loss - loss)),
      leaves: meanOf(Float64Array.from(each, ({ loss }) => loss)),
      goal:
        goalNode < 0
          ? null
          : {
              goesDown: each.filter(({ nodes }) => Number.isFinite(nodes.get(goalNode)?.goesDown ?? Infinity)).length,
              middleHours: middleHoursOf(each, goalNode),
            },
    });
  }
  const byName = (a: Remedy, b: Remedy): number => (`${a.control} ${a.level}` < `${b.control} ${b.level}` ? -1 : 1);
  return { remedies: remedies.toSorted((a, b) => b.saves.value - a.saves.value || byName(a, b)), without };
}
