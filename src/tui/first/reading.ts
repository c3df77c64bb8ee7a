/** What an answer is read as, while it is typed. */
import { TIMES } from '../../model/quantity/units.ts';
import { tidied } from './figures.ts';

/** A thing that an answer names, as it is said back. */
export interface ReadRow {
  /** By which its guess is kept: unique in its answer. */
  readonly key: string;
  readonly name: string;
  readonly kind: string;
  readonly says: string;
  /** What was not said and is taken for granted, as a question: `1 of 2 is enough?`. */
  readonly guess: string | null;
  /** What Tab goes round; 0 or 1 where there is nothing to choose. */
  readonly choices: number;
  /** Where it stands in the answer. */
  readonly from: number;
  readonly to: number;
}

/** What cannot be read: where, what is wrong, what would be right. */
export interface ReadFault {
  readonly words: string;
  readonly from: number;
  readonly to: number;
}

export interface Reading<T> {
  readonly rows: readonly ReadRow[];
  readonly faults: readonly ReadFault[];
  /** Figures that nobody has said, so that a part is left out or counts for nothing. */
  readonly missing: readonly string[];
  readonly value: T;
}

/** What is said of a row: its guess in place of what goes without saying. */
export const saysOf = ({ says, guess }: ReadRow): string =>
  guess === null || says.includes('?') ? says : says === 'at once' || says === '' ? guess : `${says}, ${guess}`;

/** Choices made with Tab, by `question/key`: how often it was pressed. */
export type Picks = Readonly<Record<string, number>>;

/** A choice among so many. */
export const picked = (picks: Picks, question: number, key: string, choices: number): number =>
  choices < 1 ? 0 : (((picks[`${question}/${key}`] ?? 0) % choices) + choices) % choices;

/** A part of an answer between commas. */
export interface Part {
  /** Its words, figures as a model writes them. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A comma for a dot: `1,5 h`. */
const DECIMAL = new RegExp(
  String.raw`(?<=\d),(?=\d{1,2}(?: ?(?:-|\.\.|to) ?\d+(?:[.,]\d+)?)? ?(?:%|€|[kmh](?![a-z])|(?:bn|${[...TIMES].filter((unit) => unit.length > 1).join('|')})(?![a-z])))`,
  'gi',
);

/**
 * The parts of an answer; those without a word are left out. A comma inside a number (`£1,500`, `1,5 h`) parts nothing.
 *
 * @param goesOn Whether a part says more of the one before it, so that the two are one: `power cut, twice a year`.
 */
export function partsOf(answer: string, goesOn: (text: string) => boolean = () => false): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const piece of answer.replace(DECIMAL, '.').split(/;|(?<!\d),|,(?!\d{3}(?!\d))/)) {
    const to = from + piece.length;
    const text = tidied(piece);
    const last = parts.at(-1);
    if (/[\p{L}\p{N}]/u.test(text)) {
      if (last !== undefined && goesOn(text))
        parts.splice(-1, 1, { text: `${last.text} ${text}`, from: last.from, to });
      else parts.push({ text, from, to });
    }
    from = to + 1;
  }
  return parts;
}

/** What somebody writes who has nothing to say. */
const NOTHING = /^(?:none|nothing|no|nil|n\/?a|(?:i )?(?:don['’]?t|do not) know|dunno|not sure|no idea|unknown)[.!]?$/i;

export const saysNothing = (answer: string): boolean => NOTHING.test(answer.trim());

/** Words in place of a figure, which only people understand. */
const VAGUE =
  /\b(?:(?:a )?few(?: \p{L}+)?|several(?: \p{L}+)?|many(?: \p{L}+)?|rarely|seldom|sometimes|often|frequently|occasionally|never|hardly ever)\b/iu;

/** The first word in place of a figure; null for none. */
export const vagueIn = (text: string): string | null => VAGUE.exec(text)?.[0] ?? null;

/** Collects what is read of an answer. */
export class Collector {
  readonly rows: ReadRow[] = [];
  readonly faults: ReadFault[] = [];
  readonly missing: string[] = [];

  fault({ from, to }: Pick<Part, 'from' | 'to'>, words: string): null {
    this.faults.push({ words, from, to });
    return null;
  }

  row(part: Part, row: Omit<ReadRow, 'from' | 'to' | 'guess' | 'choices'> & Partial<ReadRow>): void {
    this.rows.push({ guess: null, choices: 0, ...row, from: part.from, to: part.to });
  }

  of<T>(value: T): Reading<T> {
    return { rows: this.rows, faults: this.faults, missing: this.missing, value };
  }
}

/** A text with what a pattern finds taken out of it, and what was found. */
export function takenOut(text: string, pattern: RegExp): readonly [found: string | null, rest: string] {
  const match = pattern.exec(text);
  if (match === null) return [null, text];
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
  return [match[0], rest.replace(/\s+/g, ' ').trim()];
}
