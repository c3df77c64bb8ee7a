/** Names in answers: what they become as ids, how many they mean, and what kind of thing they are taken for. */
import { spelt } from '../../model/plain-letters.ts';
import { printable } from '../../report/text/display-width.ts';
import { countOf } from './figures.ts';

/** Kinds of things that a service needs, in the order in which they are offered. */
export const KINDS = ['supplier', 'infrastructure', 'person', 'team', 'asset', 'site', 'process', 'partner'] as const;
export type Kind = (typeof KINDS)[number];

/** Words by which a kind is known. */
const KNOWN: readonly (readonly [Kind, RegExp])[] = [
  ['team', /\b(team|crew|department|desk|shift)\b/],
  [
    'person',
    /\b(clerk|baker|driver|owner|cashier|cook|chef|guard|nurse|doctor|engineer|operator|keeper|person|people|employee|worker|assistant|manager|teacher|signaller|dispatcher|apprentice|helper|staff|seller|mechanic|pilot|physician|surgeon|receptionist|midwife|pharmacist|therapist|paramedic|carer|porter|secretary|dentist|hygienist|vet|trainer|cleaner|technician|waiter|barista|barber|hairdresser)s?\b/,
  ],
  [
    'supplier',
    /\b(supplier|provider|wholesaler|vendor|mill|miller|manufacturer|farm|deliver(?:y|ies)|supply|flour|milk|eggs?|yeast|fuel|diesel|stock|ingredients?|oxygen|medicines?|drugs?|vaccines?|blood|linen|lab|laboratory)s?\b/,
  ],
  ['partner', /\b(partner|franchise|bank|insurer|agency)s?\b/],
  [
    'infrastructure',
    /\b(electricity|power|grid|mains|network|internet|broadband|fibre|wi-?fi|water|gas|phone|telephone|mobile|heating|sewer|road|rail|track|line|wire|cable|cloud|signal(?:s|ling)?)s?\b/,
  ],
  [
    'asset',
    /\b(oven|van|lorry|truck|car|machine|server|till|freezer|fridge|mixer|computer|laptop|printer|vehicle|train|locomotive|engine|bus|boat|pump|boiler|compressor|generator|system|website|web|app|database|software|equipment|tool|scale|records?|scanner|ventilator|autoclave|x-?ray)s?\b/,
  ],
  ['site', /\b(building|shop|hall|station|depot|premises|office|house|room|kitchen|warehouse|site|roof|platform)s?\b/],
  ['process', /\b(process|booking|ordering|payments?|payroll|check-in|cleaning|control|dispatch)s?\b/],
];

/** What a name is taken for; null where no word of it says. */
export function kindOf(name: string): Kind | null {
  const words = name.toLowerCase();
  // The last word says what it is: `payment provider` is a provider
  const last = words.split(' ').at(-1) ?? '';
  return (
    (KNOWN.find(([, pattern]) => pattern.test(last)) ?? KNOWN.find(([, pattern]) => pattern.test(words)))?.[0] ?? null
  );
}

const PEOPLE: Readonly<Record<string, string>> = { people: 'person', staff: 'staff', men: 'man', women: 'woman' };

/** The last word of a name for one of several. */
export function singular(name: string): string {
  const words = name.split(' ');
  const last = words.at(-1) ?? '';
  const small = last.toLowerCase();
  const one =
    PEOPLE[small] ??
    (/[^aeiou]ies$/i.test(last)
      ? last.replace(/ies$/i, 'y')
      : /(?:ss|us|is)$/i.test(last) || /^[A-Z]{2,4}$/.test(last)
        ? last
        : last.replace(/(?<=(?:ch|sh|x|ss))es$|s$/i, ''));
  return [...words.slice(0, -1), one].join(' ');
}

/** A name as an id: `Payment provider` as `payment-provider`. A name without letters of the Latin alphabet has none: empty. */
export function plainId(name: string): string {
  const plain = spelt(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return /^\d/.test(plain) ? `no-${plain}` : plain;
}

/** A name as it is shown and written: in one line, nothing that steers a terminal. */
export const cleanName = (text: string): string =>
  printable(text)
    .replace(/\p{Cs}|\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.:;!-]+|[\s.:;!-]+$/g, '');

const MOST_WORDS = 6;

/** What a text is in place of a name: `a number`, `a sentence`; null for a name. */
export function oddName(name: string): string | null {
  if (!/\p{L}/u.test(name)) return 'a number';
  const isSaid = /^(?:we|i|you|they|it|there|this|that|our aim|the aim)\s.*\s|[.?!]$/i.test(name);
  return isSaid || name.split(' ').length > MOST_WORDS ? 'a sentence' : null;
}

/** A name and how many it means: `two clerks` is `clerk`, 2. */
export function counted(text: string): { readonly name: string; readonly count: number } {
  const name = cleanName(text);
  const [first = '', ...rest] = name.split(' ');
  const count = rest.length === 0 ? null : countOf(first);
  if (count === null || count < 1) return { name: name.replace(/^(?:the|a|an|our) (?=\S)/i, ''), count: 1 };
  return { name: count === 1 ? rest.join(' ') : singular(rest.join(' ')), count };
}

/** Names of one section, each with an id of its own; a name met before keeps its id. */
export interface Register {
  /** The id of a name, given to it where it is new. */
  idOf(name: string): string;
  /** The id of a name that is there, in one or in several; null for any other. */
  known(name: string): string | null;
  readonly names: ReadonlyMap<string, string>;
}

/** @param taken Ids that nobody may have. @param other What a name without an id is called. */
export function makeRegister(taken: readonly string[], other: string): Register {
  const byName = new Map<string, string>();
  // `null`, `true` and `false` are no texts in YAML
  const ids = new Set([...taken, 'null', 'true', 'false']);
  const names = new Map<string, string>();
  const bare = (name: string): string => name.replace(/^(?:the|a|an|our) (?=\S)/i, '');
  const keyOf = (name: string): string => plainId(bare(name)) || name.toLowerCase();
  const known = (name: string): string | null => byName.get(keyOf(name)) ?? byName.get(keyOf(singular(name))) ?? null;
  return {
    known,
    names,
    idOf: (name) => {
      const found = known(name);
      if (found !== null) return found;
      const base = plainId(bare(name)) || other;
      // `clerk-1` is the first of several clerks
      const safe = base.replace(/-(\d+)$/, '-no-$1');
      let id = safe;
      for (let n = 2; ids.has(id); n++) id = `${safe}-no-${n}`;
      ids.add(id);
      byName.set(keyOf(name), id);
      byName.set(keyOf(singular(name)), id);
      names.set(id, name);
      return id;
    },
  };
}
