/** The page that explains every key of a model file, made from what the schema says of them. */
import { NAMED_LAWS } from '../quantity/laws/laws.ts';
import { notesOf } from './key.ts';
import { type Part, PARTS } from './parts.ts';

const HEAD = `# The model file

A reference of every key: what it means, in which unit, what holds when it is left out, and an example. It is made from the
schema by \`npm run build\`; the same words are shown by editors that know the JSON Schema (\`npx ringfence schema\`).

A model is a file of YAML 1.2, or of JSON where its name ends in \`.json\`: the same keys and values, all texts in double quotes. A large
model that a program writes is read in half the time as JSON. One may \`include\` the other.
`;

const QUANTITIES = `## How values are written

| what | how |
|---|---|
| an interval | \`4..9 h\`: nine times in ten it lies between, one in twenty below and one in twenty above. A lognormal law; for a share, and for a factor below 1, a beta law; after \`within\`, in \`occurs\` of a threat, the Weibull law of the time to the next event |
| with its median | \`2..4..9 h\`: a metalog law through the three points |
| bounds | \`4..9 h max 14 days\`, \`min 1 h\`: the law given that it lies within |
| one number | \`4 h\`: exactly that |
| other laws | ${NAMED_LAWS.map(({ usage }) => `\`${usage}\``).join(', ')} |
| times | \`15 min\`, \`4 h\`, \`2 days\`, \`3 weeks\`, \`6 months\` (of 730 h), \`1 year\` (of 8,760 h) |
| money | \`£2.5m\`, \`£40k\`, \`£1bn\`, \`EUR 40k\`, \`£30k per day\` |
| shares and factors | \`40%\`, \`40..70%\`; \`x1.5\`, \`x0.2..x0.5\` |
| a formula | in quotes, with \`=\` first: \`"= departures_per_hour * £60k per hour"\` |
| a source | in brackets at the end: \`10..12 h (neso-2025)\` |
| what varies | \`varies 4..9 h\` is drawn anew each time, \`uncertain 4..9 h\` once a world; each key says what holds otherwise. A formula varies when an input of it does |
| paths | in \`set\` and \`--set\`: \`nodes.hub.needs.feed.switchover\`, by id, never by position; a segment with blanks in quotes. A value stands there as if the file said so; \`x1.5\` scales what stands there, in a text of several numbers the first |
| dates | \`2027-03-31\`, \`2027-03-31 06:00\` |
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

function table({ shape }: Part): string {
  const rows = Object.entries(shape).map(([key, type]) => {
    const notes = notesOf(type);
    if (notes === undefined) throw new Error(`nothing is said of the key ${key}`);
    const cells = [
      `\`${key}\``,
      notes.meaning,
      notes.unit ?? '',
      notes.default ?? '**required**',
      `\`${notes.example}\``,
    ];
    return `| ${cells.map(cell).join(' | ')} |`;
  });
  return ['| key | meaning | unit | default | example |', '|---|---|---|---|---|', ...rows].join('\n');
}

function section(part: Part): string {
  const at = part.patterns
    .filter((pattern) => pattern !== '')
    .map((pattern) => `\`${pattern.replaceAll('*', 'NAME')}\``);
  const where = at.length === 0 ? '' : `At ${at.join(' and ')}. `;
  return `## ${part.title}\n\n${`${where}${part.about}`.trim()}\n\n${table(part)}\n`;
}

/** The page in Markdown. @throws Error when nothing is said of a key. */
export function referencePage(): string {
  return [HEAD, QUANTITIES, ...PARTS.map(section)].join('\n');
}
