/** A key of the model file: what may stand there, and what people must know to use it. */
import * as z from 'zod';

export type Shape = Readonly<Record<string, z.ZodType>>;

/** What the reference and the hints of editors say of a key. */
export interface KeyNotes {
  /** What it means, in full sentences. */
  readonly meaning: string;
  /** What a number there measures, such as `hours`; absent where there is none. */
  readonly unit?: string;
  /** What holds when the key does not stand; absent for a key that must. */
  readonly default?: string;
  /** A value, in YAML. */
  readonly example: string;
}

const notes = z.registry<KeyNotes>();

/** What is said of a key; undefined when nothing is. */
export const notesOf = (type: z.ZodType): KeyNotes | undefined => notes.get(type);

function noted(type: z.ZodType, key: KeyNotes): z.ZodType {
  const unit = key.unit === undefined ? '' : ` Unit: ${key.unit}.`;
  const absent = key.default === undefined ? ' Required.' : ` Default: ${key.default}.`;
  const described = type.describe(`${key.meaning}${unit}${absent} Example: ${key.example}`);
  notes.add(described, key);
  return described;
}

/** A key that must stand. */
export const required = (type: z.ZodType, key: Omit<KeyNotes, 'default'>): z.ZodType => noted(type, key);

/** A key that must stand, unless `like` copies it. */
export const requiredUnlessCopied = (type: z.ZodType, key: Omit<KeyNotes, 'default'>): z.ZodType =>
  noted(type.optional(), key);

/** A key that may be left out. */
export const optional = (type: z.ZodType, key: KeyNotes & { readonly default: string }): z.ZodType =>
  noted(type.optional(), key);

/** A text in the grammar of quantities, or a plain number. */
export const quantity: z.ZodType = z.union([z.string(), z.number()]);
export const text: z.ZodString = z.string();
/** A name, or a list of names. */
export const names: z.ZodType = z.union([z.string(), z.array(z.string())]);
/** Quantities by name. */
export const quantities: z.ZodType = z.record(z.string(), quantity);
/** Values by path. */
export const settings: z.ZodType = z.record(z.string(), z.unknown());

/** Keys that nodes, threats and controls share. */
export const headingShape: Shape = {
  label: optional(text, { meaning: 'Name in reports.', default: 'the id', example: 'Terminal buildings' }),
  description: optional(text, {
    meaning: 'What should be known of it. It is read by people only.',
    default: 'none',
    example: 'Check-in, security and gates',
  }),
  discipline: optional(text, {
    meaning: 'The discipline that looks after it, one of `disciplines`. It serves as a tag too: `discipline=physical`.',
    default: 'none',
    example: 'physical',
  }),
  owner: optional(text, {
    meaning: 'Who answers for it. It serves as a tag too: `owner=operations`.',
    default: 'none',
    example: 'operations',
  }),
  tags: optional(z.record(z.string(), z.union([z.string(), z.number()])), {
    meaning:
      'Tags, by which many are named at once: `place=north` names all that have it. The search for snowballs reads two of them: `place` (what may be lost together) and `failure`, of a node, control or threat (`imagination`, `policy`, `capabilities` or `management`: the kind of failure that losses along it count as).',
    default: 'none',
    example: '{ place: north }',
  }),
  was: optional(text, {
    meaning: 'An earlier id. Its draws stay those of that id, so that renaming moves no figure.',
    default: 'none',
    example: 'old-name',
  }),
};
