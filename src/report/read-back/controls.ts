/** Controls read back: what they stand against, what their levels cost and do, what evidence says. */
import type { Against, Control, Effectiveness, EvidenceNote, Level, TransferLayer } from '../../model/model.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { plainDate } from '../../results/format/date.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import { effectivenessLaw, type Verb } from './effectiveness-law.ts';
import type { Reader } from './quantity-words.ts';
import { settingWords } from './settings.ts';
import { ruleSentences, spendItemWords } from './spend.ts';

function effectivenessWords(
  given: Effectiveness,
  verb: Verb,
  control: Control,
  reader: Reader,
  stated: string | null,
): string {
  const law = effectivenessLaw(given, verb, control, reader);
  const [low, high] = [law.quantile(0.05), law.quantile(0.95)];
  const range =
    high > low
      ? ` (90% sure: ${percent(low, 0.01)} to ${percent(high, 0.01)}; 1 in 1000 below ${percent(law.quantile(0.001), 0.01)})`
      : '';
  const origin = {
    elicited: '',
    posterior: `, by evidence${stated === null ? '' : `, in place of ${stated}`}`,
    misses: '',
    covers: '',
  }[given.kind];
  const missed =
    given.kind === 'misses'
      ? `; it misses ${percent(reader.law(given.share).mean, 0.01)} of what ${given.of} misses`
      : '';
  return `${verb}s ${percent(law.mean, 0.01)}${range}${origin}${missed}`;
}

function transferWords(layer: TransferLayer, currency: string): string {
  const waiting = layer.waitingHours > 0 ? `, not for the first ${duration(layer.waitingHours)}` : '';
  return `pays back ${percent(layer.share)} of ${shortMoney(layer.limit, currency)} over ${shortMoney(layer.over, currency)} per ${layer.per}${waiting}`;
}

/** What a level in part is, or in which parts a level can be bought. */
function coverageWords({ id, coverage }: Level, { levels }: Control): string {
  if (coverage !== undefined)
    return `is ${coverage.of} for ${percent(coverage.share)} of arrivals and ${coverage.rest} for the others, and costs so`;
  const parts = levels.flatMap((level) => (level.coverage?.of === id ? [level.coverage] : []));
  const [first] = parts;
  if (first === undefined) return '';
  return `can be bought for ${listed(parts.map(({ share }) => percent(share)))} of arrivals (\`${id} at ${percent(first.share)}\`), the others as ${first.rest}`;
}

/** Levels in part are said with the whole one; by themselves where they stand. */
const isSaid = ({ id, coverage }: Level, { level, current }: Control): boolean =>
  coverage === undefined || id === level || id === current;

function levelSentence(level: Level, control: Control, reader: Reader): string {
  const note = reader.model.notes.levels.find((one) => one.control === control.id && one.level === level.id);
  const verbs = (['prevent', 'deter', 'contain'] as const).flatMap((verb) => {
    const given = level[verb];
    return given === undefined ? [] : [effectivenessWords(given, verb, control, reader, note?.prevent ?? null)];
  });
  const parts = [
    ...spendItemWords(level, reader),
    ...verbs,
    level.recover === undefined
      ? ''
      : `has a node back in ${reader.words(level.recover.within)}; that works with a chance of ${reader.words(level.recover.chance, { tail: 'lower' })}`,
    ...level.transfer.map((layer) => transferWords(layer, reader.model.currency)),
    level.capacity === 1 ? '' : `has a capacity of ${percent(level.capacity)}`,
    coverageWords(level, control),
    ...(note?.sets ?? []).map(settingWords),
  ].filter((part) => part !== '');
  const says = [note?.label, note?.description].filter((text) => typeof text === 'string');
  const standing = [
    level.id === control.level ? 'in force' : '',
    level.id === control.current && control.level !== control.current ? 'current' : '',
  ].filter((part) => part !== '');
  const name = standing.length === 0 ? level.id : `${level.id} (${standing.join(', ')})`;
  return `Level ${name}${says.length === 0 ? '' : `, ${says.join(', ')}`}: ${parts.length === 0 ? 'does nothing' : parts.join('; ')}.`;
}

function againstWords(against: readonly Against[]): string {
  const events = against.filter(({ nodes }) => nodes === null).map(({ threat }) => threat);
  const effects = against.flatMap(({ threat, nodes }) => (nodes === null ? [] : [`${threat} at ${listed(nodes)}`]));
  return [
    events.length === 0 ? '' : `${listed(events)}, by one draw for the whole event`,
    effects.length === 0 ? '' : `${listed(effects)}, by a draw for each effect`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}

/** An insurance that names no threat pays for all. */
const coversAll = ({ levels }: Control): string[] =>
  levels.some(({ transfer }) => transfer.length > 0) ? ['It pays for losses by any threat.'] : [];

function evidenceSentence(note: EvidenceNote): string {
  const aged = note.effectiveN !== note.n;
  const counts = aged
    ? `; after age and clusters it counts as ${plainNumber(Number(note.effectiveK.toPrecision(3)))} of ${plainNumber(Number(note.effectiveN.toPrecision(3)))}`
    : '';
  const scope = note.scope === 'endToEnd' ? ', end to end' : '';
  const stated = note.stated.map(({ path, value }) => `, ${path} ${value}`).join('');
  return `Evidence for ${note.level}: ${note.form} ${note.k} of ${note.n} (${plainDate(note.date)}${scope}${stated})${counts}.`;
}

/** The sentences on a control: against what, its evidence, each level. */
export function controlSentences(control: Control, reader: Reader): string[] {
  return [
    ...(control.against.length === 0 ? coversAll(control) : [`It stands against ${againstWords(control.against)}.`]),
    ...reader.model.evidence.filter((note) => note.control === control.id).map(evidenceSentence),
    ...control.levels.filter((level) => isSaid(level, control)).map((level) => levelSentence(level, control, reader)),
    ...ruleSentences(control, reader),
  ];
}
