/** Seven answers read together: what is known of a first model so far. */
import { readControls, type Control } from './controls.ts';
import { readLimits, type FirstLimit } from './limits.ts';
import { cleanName } from './names.ts';
import { readNeeds, type Needs } from './needs.ts';
import { Collector, saysNothing, type Picks, type Reading, type ReadRow } from './reading.ts';
import { readLosses, readService, type Losses, type Service } from './service.ts';
import { readThreats, type Threats } from './threats.ts';

export const QUESTIONS = 7;

/** A model as it follows from seven answers. */
export interface FirstModel {
  readonly title: string;
  /** The day on which it begins. */
  readonly starts: string;
  readonly service: Service;
  readonly losses: Losses;
  readonly needs: Needs;
  readonly threats: Threats;
  readonly controls: readonly Control[];
  readonly limits: readonly FirstLimit[];
  /** What nobody has said, and what follows from that. */
  readonly missing: readonly string[];
  /** What was taken for granted: `clerk: 1 of 2 is enough`. */
  readonly guesses: readonly string[];
}

export interface ReadAnswers {
  /** Of each answer, in the order of the questions. */
  readonly readings: readonly Reading<unknown>[];
  /** Of the third answer; empty while that is not known. */
  readonly currency: string;
  /** Null while a question that must be answered is not, or an answer cannot be read. */
  readonly model: FirstModel | null;
}

const MOST_TITLE = 120;

function readTitle(answer: string): Reading<string | null> {
  const read = new Collector();
  const title = cleanName(answer);
  if (title.length > MOST_TITLE) {
    read.fault({ from: 0, to: answer.length }, `a title of ${title.length} letters: at most ${MOST_TITLE}`);
  }
  return read.of(title === '' || read.faults.length > 0 ? null : title);
}

/** What a row takes for granted, as a statement. */
const stated = ({ name, guess }: ReadRow): string[] =>
  // Hours that nobody has said are listed as missing
  guess === null || guess.startsWith('always open')
    ? []
    : [`${name}: ${guess.replace(/\? (?:for|or) [^?]*write .*$|\?$/, '').replaceAll('? ', ', ')}`];

/** What is struck by no threat, though the service needs it. */
function unthreatened({ things }: Needs, { threats }: Threats): string[] {
  const struck = new Set(threats.flatMap(({ effect }) => (effect === null ? [] : [effect.target])));
  return things
    .filter(({ id }) => !struck.has(id))
    .map(({ name }) => `what could take away ${name}, how often and for how long: in this model it never fails`);
}

/**
 * Reads seven answers. Those that are empty say nothing; the first three must not be.
 *
 * @param starts The day on which the model is to begin, `2027-01-01`.
 */
export function readAnswers(answers: readonly string[], picks: Picks, starts: string): ReadAnswers {
  const [title = '', service = '', hour = ''] = answers;
  // What need not be answered is not answered by `don't know`
  const [needs = '', threats = '', controls = '', limits = ''] = answers
    .slice(3)
    .map((answer) => (saysNothing(answer) ? '' : answer));
  const readOfTitle = readTitle(title);
  const readOfService = readService(service);
  const readOfLosses = readLosses(hour, picks);
  const currency = readOfLosses.value?.currency ?? '';
  const name = readOfService.value?.name ?? 'it';
  const readOfNeeds = readNeeds(needs, name, picks, currency);
  const readOfThreats = readThreats(threats, name, readOfNeeds.value, picks, currency, starts);
  const readOfControls = readControls(controls, name, readOfNeeds.value, readOfThreats.value, picks, currency);
  const readOfLimits = readLimits(limits, name, currency);
  const readings = [readOfTitle, readOfService, readOfLosses, readOfNeeds, readOfThreats, readOfControls, readOfLimits];
  const isClean = readings.every(({ faults }) => faults.length === 0);
  if (!isClean || readOfTitle.value === null || readOfService.value === null || readOfLosses.value === null) {
    return { readings, currency, model: null };
  }
  const nothing = readOfThreats.value.threats.length === 0;
  return {
    readings,
    currency,
    model: {
      title: readOfTitle.value,
      starts,
      service: readOfService.value,
      losses: readOfLosses.value,
      needs: readOfNeeds.value,
      threats: readOfThreats.value,
      controls: readOfControls.value,
      limits: readOfLimits.value,
      missing: [
        ...readings.flatMap(({ missing }) => missing),
        ...(nothing
          ? ['what could happen: in this model nothing ever fails, and nothing is lost']
          : unthreatened(readOfNeeds.value, readOfThreats.value)),
        ...(limits.trim() === '' ? ['what is too much: no limit is judged'] : []),
      ],
      guesses: readings.flatMap(({ rows }) => rows.flatMap(stated)),
    },
  };
}
