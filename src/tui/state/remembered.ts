/** What is kept between sessions: which files were opened, how they stood, what was not saved. No results. */
import type { Change } from '../host/messages.ts';

/** A model file on this machine. */
export interface FoundModel {
  /** Absolute. */
  readonly path: string;
  /** As people read it: below the working folder where it is there. */
  readonly shown: string;
  readonly title: string;
  /** Comes with the program. */
  readonly isShipped: boolean;
}

/** A file that was opened. */
export interface RememberedFile {
  /** Absolute. */
  readonly path: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly opened: number;
  /** The verdict of the last run; empty where there was none. */
  readonly badge: string;
  /** The what-if that was not saved. */
  readonly changes: readonly Change[];
  readonly screen: string;
  readonly tab: string;
}

export interface Remembered {
  readonly version: 1;
  /** The newest first. */
  readonly files: readonly RememberedFile[];
  /** Words of a first model that is not finished. */
  readonly first?: KeptAnswers | undefined;
}

/** Answers in the order of the questions, and how often each guess was changed. */
export interface KeptAnswers {
  readonly answers: readonly string[];
  readonly picks: Readonly<Record<string, number>>;
}

export const NOTHING_REMEMBERED: Remembered = { version: 1, files: [] };

/** Files that are remembered. */
const MOST_FILES = 50;

type Plain = Readonly<Record<string, unknown>>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The texts that each kind of change has. */
const FIELDS: Readonly<Record<Change['kind'], readonly string[]>> = {
  level: ['control', 'from', 'to'],
  scenario: ['from', 'to'],
  driver: ['driver', 'from', 'to'],
  figure: ['path', 'from', 'to'],
  without: ['limit'],
};

const hasTexts = (value: Plain, names: readonly string[]): boolean =>
  names.every((name) => typeof value[name] === 'string');

function isChange(value: unknown): value is Change {
  if (!isPlain(value) || typeof value['kind'] !== 'string' || !Object.hasOwn(FIELDS, value['kind'])) return false;
  return hasTexts(value, FIELDS[value['kind'] as Change['kind']]);
}

function isFile(value: unknown): value is RememberedFile {
  if (!isPlain(value) || !hasTexts(value, ['path', 'title', 'badge', 'screen', 'tab'])) return false;
  return Number.isFinite(value['opened']) && Array.isArray(value['changes']) && value['changes'].every(isChange);
}

function isAnswers(value: unknown): value is KeptAnswers {
  if (!isPlain(value) || !Array.isArray(value['answers']) || !isPlain(value['picks'])) return false;
  const [answers, picks]: [readonly unknown[], readonly unknown[]] = [value['answers'], Object.values(value['picks'])];
  return answers.every((answer) => typeof answer === 'string') && picks.every((times) => Number.isSafeInteger(times));
}

/** Reads what was kept; null for what is none. By hand: the library that checks documents takes longer to load than the screen. */
export function parseRemembered(value: unknown): Remembered | null {
  if (!isPlain(value) || value['version'] !== 1 || !Array.isArray(value['files'])) return null;
  const files: readonly unknown[] = value['files'];
  if (!files.every(isFile)) return null;
  const kept = { version: 1 as const, files: files.slice(0, MOST_FILES) };
  return isAnswers(value['first']) ? { ...kept, first: value['first'] } : kept;
}

/** What is kept with a file as it stands now, in front of the others. */
export function withFile(remembered: Remembered, file: RememberedFile): Remembered {
  const others = remembered.files.filter(({ path }) => path !== file.path);
  return { ...remembered, files: [file, ...others].slice(0, MOST_FILES) };
}

/** What two sessions kept, each of its own files: of one that both opened the later. The words of a first model are those of `mine`. */
export function merged(mine: Remembered, others: Remembered): Remembered {
  const files = new Map<string, RememberedFile>();
  for (const file of [...mine.files, ...others.files]) {
    const known = files.get(file.path);
    if (known === undefined || file.opened > known.opened) files.set(file.path, file);
  }
  const newestFirst = [...files.values()].toSorted((a, b) => b.opened - a.opened);
  return { ...mine, files: newestFirst.slice(0, MOST_FILES) };
}
