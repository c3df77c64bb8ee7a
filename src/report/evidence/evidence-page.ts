/** One threat, node or control as a page of its own, in Markdown: what the model says, who estimated it and when, what was found. */
import type { EvidenceSubject } from '../../model/evidence-subject.ts';
import type { Model, SourceNote } from '../../model/model.ts';
import type { Estimate } from '../../results/estimate.ts';
import { counted, listed, plainNumber, wholeNumber } from '../../results/format/count.ts';
import { doubted } from '../../results/format/doubted.ts';
import { money, moneyError } from '../../results/format/money.ts';
import { percent, percentError, sure } from '../../results/format/share.ts';
import type { ResultDocument } from '../../results/result-document.ts';
import type { ScenarioResult } from '../../results/scenario-result.ts';
import { controlSentences } from '../read-back/controls.ts';
import { acceptanceSentence } from '../read-back/limits.ts';
import type { LawOf } from '../read-back/law-reader.ts';
import { nodeSentences } from '../read-back/nodes.ts';
import { makeReader } from '../read-back/quantity-words.ts';
import { threatSentences } from '../read-back/threats.ts';
import { printable } from '../text/display-width.ts';

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

/** Text as Markdown shows it: nothing in it is markup. */
const text = (words: string): string => printable(words).replaceAll(/[\\`*_{}[\]<>#|~]/g, String.raw`\$&`);
const code = (words: string): string => `\`${printable(words).replaceAll('`', "'")}\``;
/** A fence that is longer than any in the text. */
function fenced(language: string, lines: string): readonly string[] {
  const longest = Math.max(2, ...[...lines.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines.trimEnd().split('\n'), fence];
}
const table = (header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0 ? [] : [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
const list = (sentences: readonly string[]): readonly string[] => sentences.map((sentence) => `- ${text(sentence)}`);
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines];

const cash = (of: Estimate, currency: string): string =>
  `${doubted(money(of.value, currency, of.standardError), of)} ${moneyError(of.standardError, currency)}`.trim();
const plain = (of: Estimate): string =>
  `${doubted(plainNumber(of.value, of.standardError), of)}${of.standardError > 0 ? ` ± ${plainNumber(of.standardError, of.standardError)}` : ''}`;
const share = (of: Estimate): string =>
  `${doubted(percent(of.value, of.standardError), of)} ${percentError(of.standardError)}`.trim();

function saidSentences({ model, subject, lawOf }: EvidenceOf): readonly string[] {
  const reader = makeReader(model, lawOf);
  const of = <T extends { readonly id: string }>(
    all: readonly T[],
    ids: readonly string[],
    sentences: (each: T) => readonly string[],
  ): string[] =>
    all
      .filter(({ id }) => ids.includes(id))
      .flatMap((each) => ['', `**${text(each.id)}**`, '', ...list(sentences(each))]);
  const { threats, nodes, controls, dependants } = subject;
  return [
    ...of(model.threats, threats, (each) => threatSentences(each, reader)),
    ...of(model.nodes, nodes, (each) => nodeSentences(each, reader)),
    ...of(model.controls, controls, (each) => controlSentences(each, reader)),
    ...(dependants.length === 0 ? [] : ['', `Needed by ${listed(dependants.map(text))}.`]),
  ].slice(1);
}

function sourceRow(source: SourceNote, citations: readonly CitedFigure[]): readonly string[] {
  const paths = citations.filter((each) => each.source === source.id).map(({ path }) => code(path));
  return [
    text(source.title),
    source.by.length === 0 ? 'not said' : text(listed(source.by)),
    source.date?.slice(0, 10) ?? 'not said',
    source.confidence ?? 'not said',
    source.calibration === null ? 'not measured' : `${percent(source.calibration)} of intervals hold the truth`,
    paths.join(', '),
  ];
}

function sourceLines({ model, citations }: EvidenceOf): readonly string[] {
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
          ...(cited.length === 0 ? [] : ['']),
          `${counted(bare.length, 'figure')} without a source, taken at their word:`,
          '',
          ...bare.map(({ path, figure }) => `- ${code(path)}: ${text(figure)}`),
        ]),
  ];
}

function resultLines({ model, subject, document }: EvidenceOf, result: ScenarioResult): readonly string[] {
  const { currency } = document;
  const threats = subject.threats.flatMap((id) => {
    const found = result.threats[id];
    return found === undefined
      ? []
      : [
          [
            text(id),
            plain(found.eventsPerHorizon),
            plain(found.gotThroughPerHorizon),
            cash(found.lossCaused, currency),
          ],
        ];
  });
  const nodes = subject.nodes.flatMap((id) => {
    const found = result.nodes[id];
    if (found === undefined) return [];
    const longest = found.longestOutageHours['0.95'];
    return [
      [
        text(id),
        share(found.unavailability),
        plain(found.outagesPerHorizon),
        longest === undefined ? '-' : `${plain(longest)} h`,
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
        text(id),
        text(found.level),
        effect === null
          ? '-'
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
      text(id),
      text(words),
      kind === 'meanLoss' || kind === 'tailMean'
        ? cash(estimate, currency)
        : kind === 'gotThrough'
          ? plain(estimate)
          : share(estimate),
      `${sure(confidence.value)}, ${percent(asked)} asked`,
      status,
    ]);
  const accepted = model.accepted.filter(({ risk }) => risk === subject.id);
  const gap = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);
  return [
    `Of ${wholeNumber(result.measured.trials)} simulated futures in ${counted(result.measured.worlds, 'world')}; behind ± one standard error of the simulation. A figure with \`?\` rests on too little.`,
    ...gap(table(['threat', 'events in the horizon', 'got through', 'loss a year that it causes'], threats)),
    ...gap(
      table(
        ['node', 'below full', 'outages in the horizon', 'longest, 1 in 20', 'loss a year caused here', 'borne here'],
        nodes,
      ),
    ),
    ...gap(
      table(['control', 'level', 'effectiveness (middle 90%)', 'stopped in the horizon', 'by it alone'], controls),
    ),
    ...gap(table(['limit', 'what is asked', 'found', 'sure that it holds', 'status'], limits)),
    ...gap(list(accepted.map((each) => acceptanceSentence(each, currency)))),
  ];
}

/** The page, as lines of Markdown. */
export function evidencePage(of: EvidenceOf): readonly string[] {
  const { model, subject, document, excerpt, command, file } = of;
  const [result] = Object.values(document.scenarios);
  if (result === undefined) throw new Error('a document without a scenario');
  const label = subject.label === subject.id ? '' : `: ${text(subject.label)}`;
  return [
    `# Evidence on the ${subject.kind} ${text(subject.id)}${label}`,
    '',
    `From the model "${text(document.title)}" (${code(file)}), from ${model.starts.slice(0, 10)} on. Whose losses count: ${listed(document.lossesCounted.map(text))}.`,
    ...section('What was found', resultLines(of, result)),
    ...section('Who estimated it, and when', sourceLines(of)),
    ...section('What the model says', saidSentences(of)),
    ...section('As it stands in the file', fenced('yaml', excerpt)),
    ...section('The same page again', [
      ...fenced('sh', command.join(' ')),
      '',
      `Ringfence ${document.ringfence}, seed ${code(document.seed)}, ${document.modelHash}.`,
    ]),
  ];
}
