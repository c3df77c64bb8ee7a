/** One threat, node or control as a page of its own: what was found, who estimated it and when, what the model says. */
import type { EvidenceSubject } from '../../model/evidence-subject.ts';
import type { Model, SourceNote } from '../../model/model.ts';
import type { Estimate } from '../../results/estimate.ts';
import { counted, listed, plainNumber, wholeNumber } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { percent, percentError, sure } from '../../results/format/share.ts';
import { duration, estimatedDuration, spanName } from '../../results/format/time.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { controlSentences } from '../read-back/controls.ts';
import { acceptanceSentence } from '../read-back/limits.ts';
import type { LawOf } from '../read-back/law-reader.ts';
import { nodeSentences } from '../read-back/nodes.ts';
import { makeReader } from '../read-back/quantity-words.ts';
import { threatSentences } from '../read-back/threats.ts';
import { evidenceGaps } from './evidence-gaps.ts';

/** A figure of the model, and the source that it cites; null where it cites none. */
export interface CitedFigure {
  readonly path: string;
  readonly figure: string;
  readonly source: string | null;
}

export interface EvidenceOf {
  readonly model: Model;
  readonly subject: EvidenceSubject;
  /** The part of the model file, as it is written. */
  readonly excerpt: string;
  readonly citations: readonly CitedFigure[];
  readonly document: ResultDocument;
  readonly lawOf: LawOf;
  /** The words of the command line that makes the page again. */
  readonly command: readonly string[];
  /** The model file as it was named. */
  readonly file: string;
}

/** Words of a line: text, or a piece of it that is code. */
export type Words = string | { readonly code: string };
export type Line = readonly Words[];

/** A part of the page, whatever it is written in. */
export type Part =
  | { readonly kind: 'title' | 'heading' | 'subheading'; readonly text: string }
  | { readonly kind: 'prose'; readonly line: Line }
  | { readonly kind: 'list'; readonly items: readonly Line[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly Line[])[] }
  | { readonly kind: 'file'; readonly language: string; readonly text: string };

const code = (words: string): Words => ({ code: words });
const prose = (...line: Words[]): Part => ({ kind: 'prose', line });
const table = (header: readonly string[], rows: readonly (readonly (string | Line)[])[]): readonly Part[] =>
  rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          header,
          rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? [cell] : cell))),
        },
      ];
const list = (items: readonly Line[]): readonly Part[] => (items.length === 0 ? [] : [{ kind: 'list', items }]);
const section = (text: string, parts: readonly Part[]): readonly Part[] =>
  parts.length === 0 ? [] : [{ kind: 'heading', text }, ...parts];

/** What was never seen has a bound and no error of its own; null for what was seen, or cannot be. */
const unseen = ({ value, high }: Estimate, words: (bound: number) => string): string | null =>
  value === 0 && high !== undefined && high > 0 && Number.isFinite(high) ? `not seen, under ${words(high)}` : null;

const cash = (of: Estimate, currency: string): string =>
  unseen(of, (bound) => money(bound, currency, bound)) ??
  `${doubted(money(of.value, currency, of.standardError), of)} ${moneyError(of.standardError, currency)}`.trim();
const plain = (of: Estimate): string =>
  unseen(of, (bound) => plainNumber(bound, bound)) ??
  `${doubted(plainNumber(of.value, of.standardError), of)}${of.standardError > 0 ? ` ± ${plainNumber(of.standardError, of.standardError)}` : ''}`;
const share = (of: Estimate): string =>
  unseen(of, (bound) => percent(bound, bound)) ??
  `${doubted(percent(of.value, of.standardError), of)} ${percentError(of.standardError)}`.trim();
/** `6.1 months ± 3 weeks`. */
const length = (of: Estimate): string =>
  of.standardError > 0 && Number.isFinite(of.standardError)
    ? `${estimatedDuration(of)} ± ${duration(of.standardError, of.standardError)}`
    : estimatedDuration(of);

function saidParts({ model, subject, lawOf }: EvidenceOf): readonly Part[] {
  const reader = makeReader(model, lawOf);
  const of = <T extends { readonly id: string }>(
    all: readonly T[],
    ids: readonly string[],
    sentences: (each: T) => readonly string[],
  ): Part[] =>
    all
      .filter(({ id }) => ids.includes(id))
      .flatMap((each): Part[] => {
        const said = list(sentences(each).map((sentence) => [sentence]));
        // Of a plain node nothing is said
        return said.length === 0 ? [] : [{ kind: 'subheading', text: each.id }, ...said];
      });
  const { threats, nodes, controls, dependants } = subject;
  return [
    ...of(model.threats, threats, (each) => threatSentences(each, reader)),
    ...of(model.nodes, nodes, (each) => nodeSentences(each, reader)),
    ...of(model.controls, controls, (each) => controlSentences(each, reader)),
    ...(dependants.length === 0 ? [] : [prose(`Needed by ${listed(dependants)}.`)]),
  ];
}

/** When a figure was known that a case uses. */
const ORIGINS: Readonly<Record<NonNullable<SourceNote['origin']>, string>> = {
  before: 'known before the event',
  fitted: 'fitted to the event',
  assumed: 'assumed',
};

function sourceRow(source: SourceNote, citations: readonly CitedFigure[]): readonly (string | Line)[] {
  const paths = citations.filter((each) => each.source === source.id).map(({ path }) => code(path));
  return [
    source.title,
    source.by.length === 0 ? 'not said' : listed(source.by),
    source.date?.slice(0, 10) ?? 'not said',
    [source.confidence ?? 'not said', ...(source.origin === null ? [] : [ORIGINS[source.origin]])].join(', '),
    source.calibration === null ? 'not measured' : `${percent(source.calibration)} of intervals hold the truth`,
    paths.flatMap((path, at) => (at === 0 ? [path] : [', ', path])),
  ];
}

function sourceParts({ model, citations }: EvidenceOf): readonly Part[] {
  const cited = model.sources.filter(({ id }) => citations.some(({ source }) => source === id));
  const bare = citations.filter(({ source }) => source === null);
  return [
    ...table(
      ['source', 'who', 'when', 'confidence', 'calibration', 'figures'],
      cited.map((source) => sourceRow(source, citations)),
    ),
    ...(bare.length === 0
      ? []
      : [
          prose(`${counted(bare.length, 'figure')} without a source, taken at their word:`),
          ...list(bare.map(({ path, figure }) => [code(path), `: ${figure}`])),
        ]),
  ];
}

function resultParts({ model, subject, document }: EvidenceOf, result: ScenarioResult): readonly Part[] {
  const { currency } = document;
  const threats = subject.threats.flatMap((id) => {
    const found = result.threats[id];
    return found === undefined
      ? []
      : [[id, plain(found.eventsPerHorizon), plain(found.gotThroughPerHorizon), cash(found.lossCaused, currency)]];
  });
  const nodes = subject.nodes.flatMap((id) => {
    const found = result.nodes[id];
    if (found === undefined) return [];
    const longest = found.longestOutageHours['0.95'];
    return [
      [
        id,
        share(found.unavailability),
        plain(found.outagesPerHorizon),
        longest === undefined ? '-' : length(longest),
        cash(found.lossCaused, currency),
        cash(found.lossBorne, currency),
      ],
    ];
  });
  const controls = subject.controls.flatMap((id) => {
    const found = result.controls[id];
    if (found === undefined) return [];
    const effect = found.effectiveness;
    return [
      [
        id,
        found.level,
        effect === null
          ? '-'
          : effect.high === 0
            ? 'none'
            : `${percent(effect.mean, 0.01)} (${percent(effect.low, 0.01)} to ${percent(effect.high, 0.01)})`,
        plain(found.stopped),
        plain(found.stoppedAlone),
      ],
    ];
  });
  // Whatever its kind, a limit names the node or the threat that it is about
  const aboutIt = new Set(
    model.limits.filter((limit) => Object.values(limit).includes(subject.id)).map(({ id }) => id),
  );
  const limits = result.appetite
    .filter(({ id }) => aboutIt.has(id))
    .map(({ id, words, estimate, kind, confidence, asked, status }) => [
      id,
      words,
      kind === 'meanLoss' || kind === 'tailMean'
        ? cash(estimate, currency)
        : kind === 'gotThrough'
          ? plain(estimate)
          : share(estimate),
      `${sure(confidence.value)}, ${percent(asked)} asked`,
      status,
    ]);
  const accepted = model.accepted.filter(({ risk }) => risk === subject.id);
  return [
    prose(
      `Of ${wholeNumber(result.measured.trials)} simulated futures over ${counted(result.measured.worlds, 'draw')} of what is uncertain; behind ± one standard error of the simulation. A figure with `,
      code('?'),
      ' rests on too little.',
    ),
    ...table(['threat', 'events in the horizon', 'got through', 'loss a year that it causes'], threats),
    ...table(
      ['node', 'below full', 'outages in the horizon', 'longest, 1 in 20', 'loss a year caused here', 'borne here'],
      nodes,
    ),
    ...table(
      ['control', 'level', 'effectiveness in these worlds (middle 90%)', 'stopped in the horizon', 'by it alone'],
      controls,
    ),
    ...table(['limit', 'what is asked', 'found', 'sure that it holds', 'status'], limits),
    ...list(accepted.map((each) => [acceptanceSentence(each, currency)])),
  ];
}

/** The page, part by part. */
export function evidenceParts(of: EvidenceOf): readonly Part[] {
  const { model, subject, document, excerpt, command, file } = of;
  const [result] = Object.values(document.scenarios);
  if (result === undefined) throw new Error('a document without a scenario');
  const span = spanName(model.horizonHours);
  const horizon = /^\d/.test(span) ? span : `one ${span}`;
  const label = subject.label === subject.id ? '' : `: ${subject.label}`;
  return [
    { kind: 'title', text: `Evidence on the ${subject.kind} ${subject.id}${label}` },
    prose(
      `From the model "${document.title}" (`,
      code(file),
      `), for ${horizon} from ${model.starts.slice(0, 10)}. Whose losses count: ${listed(document.lossesCounted)}.`,
    ),
    ...section('What was found', resultParts(of, result)),
    ...section('What is not known', list(evidenceGaps(of, result).map((sentence) => [sentence]))),
    ...section('Who estimated it, and when', sourceParts(of)),
    ...section('What the model says', saidParts(of)),
    ...section('As it stands in the file', [{ kind: 'file', language: 'yaml', text: excerpt }]),
    ...section('The same page again', [
      { kind: 'file', language: 'sh', text: command.join(' ') },
      prose(`Ringfence ${document.ringfence}, seed `, code(document.seed), `, ${document.modelHash}.`),
    ]),
  ];
}
