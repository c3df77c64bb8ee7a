/** Drivers read back: their states, what these move and bring, their indices, and what scenarios hold. */
import type { Brought, Correlation, DriverState, Drivers, IndexDriver, StateDriver } from '../../model/drivers.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { plainTime } from '../../results/format/date.ts';
import { percent } from '../../results/format/share.ts';
import { duration, durationRange } from '../../results/format/time.ts';
import type { Reader } from './quantity-words.ts';
import { aboutSentences } from './settings.ts';

/** An entry of the page: a name, and sentences on it. */
export interface DriverWords {
  readonly name: string;
  readonly sentences: readonly string[];
}

/** When a state comes by itself; what follows from it is for `check` to say. */
function comes({ occurs, rateFactor, during }: DriverState, reader: Reader): string {
  if (occurs === undefined) return 'does not come by itself';
  const faster = rateFactor === 1 ? '' : `, ${plainNumber(rateFactor)} times as often by an override`;
  const factors = during.map(({ name, factor }) => `x${plainNumber(factor)} during ${name}`);
  const pace = `${faster}${factors.length === 0 ? '' : `, ${listed(factors)}`}`;
  const once = occurs.kind !== 'on' && occurs.once ? ', only the first counts' : '';
  switch (occurs.kind) {
    case 'rate':
      return `comes ${occurs.per === 'rate' ? '' : 'every '}${reader.words(occurs.amount)}${pace}${once}`;
    case 'yearly':
      return `comes in a year with a chance of ${reader.words(occurs.chance)}${pace}${once}`;
    case 'within': {
      const never = occurs.never > 0 ? `, or never (${percent(occurs.never)})` : '';
      return `comes next within ${durationRange(occurs.low, occurs.high)} (90% sure)${never}${pace}${once}`;
    }
    case 'on': {
      const dates = occurs.atHours.map((at) => plainTime(dateAfter(reader.model.starts, at)));
      return `comes on ${listed(dates)}`;
    }
  }
}

const lasting = (lasts: DriverState['lasts'], reader: Reader): string =>
  lasts === 'forever' ? 'stays for ever' : `lasts ${reader.words(lasts)}`;

/** What a path of `brings` leads to, and how. */
function broughtWords(brought: readonly Brought[], reader: Reader): string {
  const [first] = brought;
  if (first === undefined) return '';
  const subjects = brought.map((one) =>
    one.kind === 'effect' ? one.node : one.kind === 'event' ? one.threat : `${one.driver}, ${one.state}`,
  );
  const chance = first.chance === undefined ? '' : ` with a chance of ${reader.words(first.chance)}`;
  const delay = first.delay === undefined ? '' : `, after ${reader.words(first.delay)}`;
  const whom = first.kind === 'effect' && first.oneOf ? `one of ${listed(subjects)}` : listed(subjects);
  if (first.kind !== 'effect') {
    const what = first.kind === 'event' ? 'an event of ' : '';
    return `Its beginning brings ${what}${whom}${chance}${delay}.`;
  }
  const outage =
    first.outage === 'forever'
      ? 'for good'
      : first.outage === 'spell'
        ? 'while it lasts'
        : `for ${reader.words(first.outage)}`;
  const rest = [
    first.leaves === undefined ? '' : `leaves ${reader.words(first.leaves)}`,
    ...first.cost.map(({ bearer, amount }) => `costs ${bearer} ${reader.words(amount)}`),
    first.overlap === 'ignore' ? 'does nothing to what is already below full' : '',
  ].filter((part) => part !== '');
  return `Its beginning takes ${whom} down ${outage}${chance}${delay}${rest.map((part) => `; ${part}`).join('')}.`;
}

/** What a state moves, as its path says it. */
function moveWords({ path, target, amount }: DriverState['moves'][number], reader: Reader): string {
  return target.kind === 'capacity'
    ? `While it lasts, ${path} is at most ${reader.words(amount)}.`
    : `While it lasts, ${path} is times ${reader.words(amount)}.`;
}

function stateSentences(driver: StateDriver, state: DriverState, reader: Reader): string[] {
  const byPath = new Map<string, Brought[]>();
  for (const one of state.brings) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
  return [
    `${state.id} ${comes(state, reader)}; it ${lasting(state.lasts, reader)}.`,
    ...aboutSentences(reader.model.notes, `drivers.${driver.id}.${state.id}`),
    ...state.moves.map((one) => moveWords(one, reader)),
    ...[...byPath.values()].map((one) => broughtWords(one, reader)),
  ];
}

function nowSentence({ now, states }: StateDriver, reader: Reader): string[] {
  if (now === null) return [];
  if (now.state === null) return ['At the start none of its states runs.'];
  const left = now.left === undefined ? '' : `, with ${reader.words(now.left)} left`;
  return [`At the start it is in ${now.state}${left}${states.length > 1 ? '; milder states are drawn' : ''}.`];
}

function indexSentences({ law, now, persists, scales }: IndexDriver, reader: Reader): string[] {
  const moves = persists === 'forever' ? 'one value a trial' : `it persists for ${reader.words(persists)}`;
  return [
    `An index of ${reader.words(law)}; ${moves}.`,
    ...(now === null ? [] : [`At the start it is x${plainNumber(now)}.`]),
    ...scales.map(
      ({ path, power }) => `It scales ${path}${power === 1 ? '' : `, to the power of ${plainNumber(power)}`}.`,
    ),
  ];
}

/** What is left out of a driver that is optional. */
const leftOutSentences = (reader: Reader, id: string): string[] =>
  reader.model.notes.leftOut
    .filter(({ driver }) => driver === id)
    .map(({ path, why }) => `${path} is left out: ${why}.`);

/** Every driver, by id. */
export function driverWords({ states, indices }: Drivers, reader: Reader): DriverWords[] {
  return [...states, ...indices]
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((driver) => ({
      name: `${driver.id}${driver.label === driver.id ? '' : `, ${driver.label}`} (${driver.families.join(', ')})`,
      sentences: [
        ...aboutSentences(reader.model.notes, `drivers.${driver.id}`),
        ...('states' in driver
          ? [...driver.states.flatMap((state) => stateSentences(driver, state, reader)), ...nowSentence(driver, reader)]
          : indexSentences(driver, reader)),
        ...leftOutSentences(reader, driver.id),
      ],
    }));
}

/** A sentence for each correlation, and one on the steps of the indices. */
export function correlationSentences({ correlations, indices, indexStepHours }: Drivers, reader: Reader): string[] {
  const words = ({ between, sign, size }: Correlation): string =>
    `${listed(between)} go ${sign < 0 ? 'against each other' : 'together'}: ${sign < 0 ? 'minus ' : ''}${reader.words(size)}.`;
  return [
    ...correlations.map(words),
    ...(indices.length === 0 ? [] : [`Indices may change every ${duration(indexStepHours)}.`]),
  ];
}
