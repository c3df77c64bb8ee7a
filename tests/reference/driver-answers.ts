/** What the reference simulator makes of the models of drivers whose answers are exact: `tests/fixtures/drivers`. */
import { readFileSync } from 'node:fs';
import { readModelText, type Model } from '../../src/index.ts';
import { lossesOf } from './simulator/losses.ts';
import { simulate, type Simulated } from './simulator/simulate.ts';
import type { Story } from './simulator/trial.ts';

const FOLDER = new URL('../fixtures/drivers/', import.meta.url);
const YEAR = 8760;

/** Trials of a world; there are more worlds for more. */
const OF_WORLD = 250;

export interface Mean {
  readonly mean: number;
  readonly error: number;
}

/** A figure of a trial. */
type Figure = (one: Story, of: Simulated) => number;

interface Answer {
  readonly file: string;
  readonly scenario?: string;
  readonly name: string;
  readonly exact: number;
  readonly figure: Figure;
}

/** Hours that a year has of what holds. */
function shareOf(story: Story, holds: (states: readonly string[]) => boolean): number {
  return story.path.stretches.reduce((sum, { from, inForce }, i, all) => {
    const states = inForce.map(({ of }) => `${of.driver.id}=${of.state.id}`);
    return sum + (holds(states) ? ((all[i + 1]?.from ?? YEAR) - from) / YEAR : 0);
  }, 0);
}

const share =
  (...states: readonly string[]): Figure =>
  (story) =>
    shareOf(story, (inForce) => states.every((state) => inForce.includes(state)));

const begins =
  (state: string): Figure =>
  ({ path }) =>
    path.begun.filter(({ of }) => `${of.driver.id}=${of.state.id}` === state).length;

const seen =
  (state: string): Figure =>
  (story) =>
    shareOf(story, (inForce) => inForce.includes(state)) > 0 ? 1 : 0;

const loss =
  (node?: string): Figure =>
  (story, { plain, calendar, chance }) =>
    lossesOf(plain, chance, calendar, story)
      .filter((one) => node === undefined || plain.nodes[one.node]?.id === node)
      .reduce((sum, { amount }) => sum + amount, 0);

const square =
  (figure: Figure, about: number): Figure =>
  (story, of) =>
    (figure(story, of) - about) ** 2;

const hours =
  (node: string): Figure =>
  ({ outages }, { plain }) =>
    outages
      .filter((outage) => plain.nodes[outage.node]!.id === node)
      .flatMap(({ stretches }) => stretches)
      .reduce((sum, { from, to }) => sum + to - from, 0);

const events =
  (threat: string, through = false): Figure =>
  (story) =>
    story.events.filter((event) => event.threat?.id === threat && (!through || event.landed)).length;

const per =
  (figure: Figure, of: number): Figure =>
  (story, all) =>
    figure(story, all) / of;
const isNone =
  (figure: Figure): Figure =>
  (story, all) =>
    figure(story, all) === 0 ? 1 : 0;
const isOver =
  (figure: Figure, limit: number): Figure =>
  (story, all) =>
    figure(story, all) > limit ? 1 : 0;

const EXACT = JSON.parse(readFileSync(new URL('exact.json', FOLDER), 'utf8')) as {
  readonly [model: string]: { readonly [name: string]: number };
};

function answer(file: string, name: string, figure: Figure, scenario?: string): Answer {
  const exact = EXACT[file.slice(0, 3)]![name]!;
  return { file, name, exact, figure, ...(scenario === undefined ? {} : { scenario }) };
}

export const ANSWERS: readonly Answer[] = [
  answer('d01-share-and-spell', 'share', share('energy=crisis')),
  answer('d01-share-and-spell', 'begins', begins('energy=crisis')),
  answer('d01-share-and-spell', 'seen', seen('energy=crisis')),
  answer('d01-share-and-spell', 'loss n', loss('n')),
  answer('d01-share-and-spell', 'loss svc', loss('svc')),
  answer('d01-share-and-spell', 'unavailability n', per(hours('n'), YEAR)),
  answer('d02-two-states', 'share crisis', share('energy=crisis')),
  answer('d02-two-states', 'share tight', share('energy=tight')),
  answer('d02-two-states', 'begins tight', begins('energy=tight')),
  answer('d02-two-states', 'begins crisis', begins('energy=crisis')),
  answer('d02-two-states', 'loss', loss()),
  answer('d03-mixed-poisson', 'mean', loss()),
  answer('d03-mixed-poisson', 'P(0)', isNone(loss())),
  answer('d03-mixed-poisson', 'share', share('unrest=riots')),
  answer('d04-negative-binomial', 'mean', loss()),
  answer('d04-negative-binomial', 'P(0)', isNone(loss())),
  answer('d05-within-clock', 'P', loss()),
  answer('d06-chance-a-year', 'strike', events('strike')),
  answer('d06-chance-a-year', 'certain', events('certain')),
  answer('d07-duration-factor', 'unavailability', per(hours('n'), YEAR)),
  answer('d08-brings', 'effects', ({ events: all }) => all.filter(({ threat }) => threat === null).length),
  answer('d08-brings', 'down hours', hours('depot')),
  answer('d08-brings', 'fraud', events('fraud')),
  answer('d08-brings', 'fraud through', events('fraud', true)),
  answer('d08-brings', 'riots begin', begins('unrest=riots')),
  answer('d09-excitation', 'share a', share('a=on')),
  answer('d09-excitation', 'share b', share('b=on')),
  answer('d09-excitation', 'both', share('a=on', 'b=on')),
  answer('d09-excitation', 'both', per(hours('both'), YEAR)),
  answer('d09-excitation', 'begins b', begins('b=on')),
  answer('d09-excitation', 'a held all year: share b', share('b=on'), 'a-all-year'),
  answer('d09-excitation', 'a held: begins b', begins('b=on'), 'a-all-year'),
  answer('d09-excitation', 'no a: share b', share('b=on'), 'no-a'),
  answer('d10-indices', 'mean', loss()),
  answer('d10-indices', 'price x2', loss(), 'dear'),
  answer('d11-misses', 'gate', events('a', true), 'held'),
  answer('d11-misses', 'guard', events('b', true), 'held'),
  answer('d11-misses', 'clerk', events('c', true), 'held'),
  answer('d12-loss-factor', 'loss', loss(), 'x'),
  answer('d13-now', 'a', share('a=on')),
  answer('d13-now', 'b', share('b=on')),
  answer('d13-now', 'c', share('c=on')),
  answer('d13-now', 'd', share('d=on')),
  ...Object.entries(EXACT['d14']!['v'] as unknown as Record<string, number>).map(([scenario, exact]): Answer => ({
    file: 'd14-shapley',
    name: scenario,
    exact,
    figure: loss(),
    scenario: scenario || 'base',
  })),
  answer('d15-planted-rule', 'rule', isOver(hours('plant'), 0)),
  answer('d15-planted-rule', 'breach', isOver(loss(), 50)),
  answer('d17-index-now', 'price', (story, all) => lossTo('own', story, all), 'calm'),
  answer('d17-index-now', 'wages', (story, all) => lossTo('other', story, all), 'calm'),
];

/** Variances, about the exact mean. */
export const VARIANCES: readonly Answer[] = ['d03-mixed-poisson', 'd04-negative-binomial'].map((file) => {
  const { mean, sd } = EXACT[file.slice(0, 3)]!;
  return { file, name: 'variance', exact: sd! * sd!, figure: square(loss(), mean!) };
});

function lossTo(bearer: string, story: Story, { plain, calendar, chance }: Simulated): number {
  const kind = plain.model.bearers
    .map(({ id }) => id)
    .toSorted()
    .indexOf(bearer);
  return lossesOf(plain, chance, calendar, story)
    .filter((one) => one.kind === kind)
    .reduce((sum, { amount }) => sum + amount, 0);
}

export function modelOfFile(file: string, scenario?: string): Model {
  const read = readModelText(
    readFileSync(new URL(`${file}.yaml`, FOLDER), 'utf8'),
    scenario === undefined ? {} : { scenario },
  );
  if (read.ok) return read.value;
  throw new Error(read.problems.map(({ message }) => message).join('\n'));
}

/** The means of several figures of a model, over so many trials. */
export function meansOf(model: Model, figures: readonly Figure[], trials: number): Mean[] {
  const values = figures.map((): number[] => []);
  for (let world = 0; world * OF_WORLD < trials; world++) {
    const all = simulate(model, 'answers', world, Math.min(OF_WORLD, trials));
    for (const story of all.stories) for (const [i, figure] of figures.entries()) values[i]!.push(figure(story, all));
  }
  return values.map((some) => {
    const mean = some.reduce((sum, value) => sum + value, 0) / some.length;
    const variance = some.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (some.length - 1);
    return { mean, error: Math.sqrt(variance / some.length) };
  });
}
