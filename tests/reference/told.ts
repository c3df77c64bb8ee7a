/** What the reference simulator tells of small models, in the words of their files. */
import { readModelText, type Model } from '../../src/index.ts';
import { HEAD } from '../found/run-text.ts';
import type { Lost } from './simulator/losses.ts';
import { lossesOf } from './simulator/losses.ts';
import type { Simulated } from './simulator/simulate.ts';
import { simulate } from './simulator/simulate.ts';
import type { Story } from './simulator/trial.ts';

/** @throws Error with the faults of the text. */
export function modelOfText(text: string): Model {
  const read = readModelText(HEAD + text);
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ message }) => message).join('\n'));
}

export interface Told {
  readonly story: Story;
  /** Counted money, net of insurance. */
  readonly loss: number;
  /** Counted money by threat; threats without any are left out. */
  readonly lossBy: Readonly<Record<string, number>>;
  /** What a node is at less than 1: from, to, capacity, and the threat that is the cause. */
  readonly stretches: (node: string) => readonly (readonly [from: number, to: number, capacity: number, by: string])[];
  /** Hours of the events of a threat. */
  readonly hoursOf: (threat: string) => readonly number[];
}

function told({ plain, calendar, chance }: Simulated, story: Story): Told {
  const sourceOf = (cause: number): string => plain.threats[story.causes[cause]!.source]?.id ?? '';
  const lost: readonly Lost[] = lossesOf(plain, chance, calendar, story).filter(({ kind }) => plain.counted[kind]!);
  const lossBy: Record<string, number> = {};
  for (const { cause, amount } of lost) lossBy[sourceOf(cause)] = (lossBy[sourceOf(cause)] ?? 0) + amount;
  return {
    story,
    loss: lost.reduce((sum, { amount }) => sum + amount, 0),
    lossBy,
    stretches: (node) =>
      story.outages
        .filter((outage) => plain.nodes[outage.node]!.id === node)
        .flatMap(({ stretches }) => stretches)
        .map(({ from, to, cap, cause }) => [from, to, cap, sourceOf(cause)] as const),
    hoursOf: (threat) => story.events.filter((event) => event.threat?.id === threat).map(({ hour }) => hour),
  };
}

/** Trials of a world of a model. */
export function tell(model: Model, trials = 1, world = 0, seed = 'told'): readonly Told[] {
  const simulated = simulate(model, seed, world, trials);
  return simulated.stories.map((story) => told(simulated, story));
}

/** The only trial of a text in which nothing is left to chance. */
export function tellText(text: string): Told {
  return tell(modelOfText(text))[0]!;
}
