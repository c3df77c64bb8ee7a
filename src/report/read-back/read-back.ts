/** The model said back in plain English, so that a wrong unit or a wide tail is seen. */
import type { Model, ModelNode, SourceNote } from '../../model/model.ts';
import { varyingInputs } from '../../model/varying-inputs.ts';
import { listed } from '../../results/format/count.ts';
import { plainDate } from '../../results/format/date.ts';
import { percent } from '../../results/format/share.ts';
import { horizonWords } from '../run/title.ts';
import { item, prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';
import { controlSentences } from './controls.ts';
import { correlationSentences, driverWords } from './drivers.ts';
import type { LawOf } from './law-reader.ts';
import { acceptanceSentence, limitSentence } from './limits.ts';
import { nodeSentences } from './nodes.ts';
import { makeReader, type Reader } from './quantity-words.ts';
import { aboutSentences, calendarSentences, portfolioSentences, scenarioWords } from './settings.ts';
import { opportunitySentences, spendSentences } from './spend.ts';
import { threatSentences } from './threats.ts';

interface Entry {
  readonly name: string;
  readonly sentences: readonly string[];
}

function entries(list: readonly Entry[], page: Page): string[] {
  return list.flatMap(({ name, sentences }, index) => [
    ...(index === 0 ? [] : ['']),
    ...wrap(name, page.width - 2).map((line) => `  ${page.style.heading(line)}`),
    ...sentences.flatMap((sentence) => item(sentence, page, 4)),
  ]);
}

/** `place=north`. */
const tags = ({ tags: given }: Pick<ModelNode, 'tags'>): string[] =>
  Object.entries(given).map(([tag, value]) => `${tag}=${value}`);

function nodeName(node: ModelNode): string {
  const about = [node.kind, node.discipline, node.owner === null ? null : `owner ${node.owner}`, ...tags(node)];
  const label = node.label === node.id ? '' : `, ${node.label}`;
  return `${node.id}${label} (${about.filter((part) => part !== null).join(', ')})`;
}

function named(thing: Pick<ModelNode, 'id' | 'label' | 'discipline' | 'tags'>): string {
  const label = thing.label === thing.id ? '' : `, ${thing.label}`;
  const about = [thing.discipline, ...tags(thing)].filter((part) => part !== null);
  return `${thing.id}${label}${about.length === 0 ? '' : ` (${about.join(', ')})`}`;
}

function opening(model: Model, page: Page): string[] {
  const counted = model.bearers.filter((bearer) => bearer.counted).map(({ id }) => id);
  const shown = model.bearers.filter((bearer) => !bearer.counted).map(({ id }) => id);
  const losses = counted.length === 0 ? 'No losses count' : `Losses of ${listed(counted)} count`;
  const only = shown.length === 0 ? '' : `; those of ${listed(shown)} are only shown`;
  const span = horizonWords(model);
  const rates = model.notes.rates.map(({ path, value }) => `; ${path} 1 is ${value}`).join('');
  return [
    ...wrap(model.title, page.width).map(page.style.heading),
    ...(model.notes.description === null ? [] : prose(model.notes.description, page)),
    ...prose(
      `${span.charAt(0).toUpperCase()}${span.slice(1)}, sums in ${model.currency}${rates}. ${losses}${only}.`,
      page,
    ),
    ...prose(`Disciplines: ${listed(model.disciplines)}.`, page),
    ...prose('Uncertain: one value in each world, which nobody knows. Varies: drawn anew each time.', page).map(
      page.style.quiet,
    ),
  ];
}

function sourceSentence(source: SourceNote): string {
  const about = [
    source.date === null ? null : plainDate(source.date),
    source.confidence,
    source.origin === null ? null : `figures ${source.origin}`,
    source.by.length === 0 ? null : `by ${listed(source.by)}`,
    source.url,
  ];
  const calibration =
    source.calibration === null
      ? ''
      : ` Its intervals hold the truth ${percent(source.calibration)} of the time, so they are widened.`;
  const details = about.filter((part) => part !== null);
  return `${source.id}: ${source.title}${details.length === 0 ? '' : ` (${details.join(', ')})`}.${calibration}`;
}

/** Nodes that nothing is said of stand together, a line for each kind. */
function nodes(model: Model, reader: Reader, page: Page): string[] {
  const list = model.nodes
    .filter((node) => node.kind !== 'control')
    .map((node) => ({ node, sentences: [...aboutNode(model, node), ...nodeSentences(node, reader)] }));
  const isPlain = ({ label, id, discipline, owner }: ModelNode): boolean =>
    label === id && discipline === null && owner === null;
  const isSilent = ({ node, sentences }: (typeof list)[number]): boolean =>
    sentences.length === 0 && isPlain(node) && tags(node).length === 0;
  const silent = list.filter(isSilent).map(({ node }) => node);
  const kinds = [...new Set(silent.map(({ kind }) => kind))];
  const ofKind = (kind: string): string[] => silent.filter((node) => node.kind === kind).map(({ id }) => id);
  return [
    ...entries(
      list.filter((entry) => !isSilent(entry)).map(({ node, sentences }) => ({ name: nodeName(node), sentences })),
      page,
    ),
    ...(silent.length === 0
      ? []
      : [
          '',
          ...prose('Need nothing and cost nothing themselves:', page),
          ...kinds.flatMap((kind) => item(`${kind}: ${listed(ofKind(kind))}.`, page)),
        ]),
  ];
}

/** What is said about a node; about one of several that are alike, what is said of all. */
function aboutNode({ notes }: Model, { id }: ModelNode): string[] {
  const own = aboutSentences(notes, `nodes.${id}`);
  return (own.length > 0 ? own : aboutSentences(notes, `nodes.${id.replace(/-\d+$/, '')}`)).filter(
    (words) => !words.startsWith('Owner: '),
  );
}

/**
 * Lines that say the whole model, with what follows from it: chances, means, and values that one case in a thousand
 * exceeds.
 *
 * @param lawOf Gives the law of a quantity that is no formula.
 */
export function readBack(model: Model, lawOf: LawOf, page: Page): string[] {
  const reader = makeReader(model, lawOf);
  const list = (sentences: readonly string[]): string[] => sentences.flatMap((sentence) => item(sentence, page));
  const controlNeeds = new Map(model.nodes.filter(({ kind }) => kind === 'control').map((node) => [node.id, node]));
  const controls = model.controls.map((control) => {
    const node = controlNeeds.get(control.id);
    return {
      name: named({ ...control, tags: node?.tags ?? {} }),
      sentences: [
        ...aboutSentences(model.notes, `controls.${control.id}`),
        ...controlSentences(control, reader),
        ...(node === undefined ? [] : nodeSentences(node, reader)),
      ],
    };
  });
  const threats = model.threats.map((threat) => ({
    name: named(threat),
    sentences: [...aboutSentences(model.notes, `threats.${threat.id}`), ...threatSentences(threat, reader)],
  }));
  const opportunities = (model.opportunities ?? []).map((opportunity) => ({
    name: opportunity.label === opportunity.id ? opportunity.id : `${opportunity.id}, ${opportunity.label}`,
    sentences: [
      ...aboutSentences(model.notes, `opportunities.${opportunity.id}`),
      ...opportunitySentences(opportunity, reader),
    ],
  }));
  const common = model.commonCauses.map(
    (cause) =>
      `${cause.id}: what strikes one of ${listed(cause.members)} strikes all, with a chance of ${reader.words(cause.beta)}.`,
  );
  const varying = varyingInputs(model.inputs);
  const inputs = model.inputs.map(
    ({ name, quantity }) =>
      `${name}: ${reader.words(quantity)}.${varying.has(name) ? ' Drawn anew at each use of a formula that names it.' : ''}`,
  );
  return [
    ...opening(model, page),
    ...section('Calendar', list(calendarSentences(model)), page),
    ...section('Inputs', list(inputs), page),
    ...section('Threats', entries(threats, page), page),
    ...section('Nodes', nodes(model, reader, page), page),
    ...section('Controls', entries(controls, page), page),
    ...section('Common causes', list(common), page),
    ...(model.drivers === undefined
      ? []
      : [
          ...section('Drivers', entries(driverWords(model.drivers, reader), page), page),
          ...section('Correlations', list(correlationSentences(model.drivers, reader)), page),
        ]),
    ...section('Scenarios', entries(scenarioWords(reader), page), page),
    ...section('Portfolios', list(portfolioSentences(model)), page),
    ...section('Appetite', list(model.limits.map((limit) => limitSentence(limit, model))), page),
    ...section('Spend', list(spendSentences(model, reader)), page),
    ...section('Opportunities', entries(opportunities, page), page),
    ...section('Accepted', list(model.accepted.map((accepted) => acceptanceSentence(accepted, model.currency))), page),
    ...section('Sources', list(model.sources.map(sourceSentence)), page),
  ];
}
