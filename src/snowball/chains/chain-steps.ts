/** The steps of a chain, put together from the lists that were merged into it. */
import type { ChainStep, SnowballChain } from '../../results/snowball/chains.ts';
import { commonSteps } from './common-steps.ts';
import type { Step } from './step-lists.ts';

/** A list that a chain is made of. */
export interface MemberList {
  readonly steps: readonly Step[];
  /** Their names. */
  readonly names: readonly string[];
  /** What was lost along it, weighed [money]. */
  readonly loss: number;
  /** Of each stretch of loss along it: hours of each step, null for threats. */
  readonly stepHours: readonly (readonly (number | null)[])[];
}

/** Places in a list of the steps of a chain; -1 for one that the list does not have. */
function placesIn(chain: readonly string[], names: readonly string[]): number[] {
  const common = commonSteps(chain, names);
  const places: number[] = [];
  let [next, from] = [0, 0];
  for (const step of chain) {
    if (step !== common[next]) {
      places.push(-1);
      continue;
    }
    const place = names.indexOf(step, from);
    places.push(place);
    next++;
    from = place + 1;
  }
  return places;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? NaN, sorted[sorted.length >> 1] ?? NaN];
  return (low + high) / 2;
}

/** What a step is: of one that stands for a source of loss by its name, as `shock:winter`. */
function kindOf({ kind, members }: Step, isControl: (id: string) => boolean): ChainStep['kind'] {
  if (kind !== 'threat') return members.every(isControl) ? 'control' : 'node';
  const [first = ''] = members;
  if (first.startsWith('shock:')) return 'shock';
  if (first.startsWith('capacity:')) return 'not bought';
  return first.startsWith('given:') ? 'given' : 'threat';
}

/** One step of several that stand at the same place of their lists. */
function joinedStep(steps: readonly Step[], hours: readonly number[], isControl: (id: string) => boolean): ChainStep {
  const [first] = steps;
  const members = [...new Set(steps.flatMap((step) => step.members))].toSorted();
  const together = steps.reduce((most, step) => Math.max(most, step.members.length), 0);
  return {
    kind: first === undefined ? 'node' : kindOf(first, isControl),
    members: members.map((member) => member.replace(/^capacity:/, '')),
    match: together === members.length ? 'all' : 'any',
    group: first?.group?.name ?? null,
    hours: hours.length === 0 ? null : median(hours),
  };
}

/**
 * The steps of a chain. Where merging has left no threat in front, all that begin it stand there, as any of them.
 *
 * @param names Of the chain's steps.
 */
export function chainSteps(
  names: readonly string[],
  lists: readonly MemberList[],
  isControl: (id: string) => boolean,
): readonly ChainStep[] {
  const places = lists.map((list) => placesIn(names, list.names));
  const steps = names.map((_, step): ChainStep => {
    const found = lists.flatMap((list, at): { step: Step; hours: number[] }[] => {
      const place = places[at]?.[step] ?? -1;
      const here = list.steps[place];
      return here === undefined ? [] : [{ step: here, hours: list.stepHours.flatMap((hours) => hours[place] ?? []) }];
    });
    const hours = found.flatMap((one) => one.hours);
    return joinedStep(
      found.map((one) => one.step),
      hours,
      isControl,
    );
  });
  const isBegun = names[0]?.startsWith('threat ') === true;
  return isBegun
    ? steps
    : [
        joinedStep(
          lists.flatMap((list) => list.steps.slice(0, 1)),
          [],
          isControl,
        ),
        ...steps,
      ];
}

/** What begins the lists, by its share of their loss; threats that coincide are joined by ` & `. */
export function chainBegins(lists: readonly MemberList[]): SnowballChain['begins'] {
  const sums = new Map<string, number>();
  for (const { steps, loss } of lists) {
    const threat = steps[0]?.members.join(' & ') ?? '';
    sums.set(threat, (sums.get(threat) ?? 0) + loss);
  }
  const all = lists.reduce((sum, { loss }) => sum + loss, 0);
  return [...sums]
    .toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([threat, loss]) => ({ threat, share: loss / all }));
}

/** The steps as ids. */
export const pathOf = (steps: readonly ChainStep[]): readonly string[] =>
  steps.map(({ members, match }) => members.join(match === 'all' ? ' & ' : ' | '));
