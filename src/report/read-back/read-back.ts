/** The model said back in plain English, so that a wrong unit or a wide tail is seen. */
import type { Model, ModelNode, Shock, SourceNote } from '../../model/model.ts';
import { listed } from '../format/count.ts';
import { plainDate } from '../format/date.ts';
import { percent } from '../format/share.ts';
import { duration } from '../format/time.ts';
import { horizonWords } from '../run/title.ts';
import { item, prose, section } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';
import { controlSentences } from './controls.ts';
import type { LawOf } from './law-reader.ts';
import { acceptanceSentence, limitSentence } from './limits.ts';
import { nodeSentences } from './nodes.ts';
import { makeReader, type Reader } from './quantity-words.ts';
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

function nodeName(node: ModelNode): string {
  const about = [node.kind, node.discipline, node.owner === null ? null : `owner ${node.owner}`];
  const label = node.label === node.id ? '' : `, ${node.label}`;
  return `${node.id}${label} (${about.filter((part) => part !== null).join(', ')})`;
}

function named(thing: { readonly id: string; readonly label: string; readonly discipline: string | null }): string {
  const label = thing.label === thing.id ? '' : `, ${thing.label}`;
  return `${thing.id}${label}${thing.discipline === null ? '' : ` (${thing.discipline})`}`;
}

function opening(model: Model, page: Page): string[] {
  const counted = model.bearers.filter((bearer) => bearer.counted).map(({ id }) => id);
  const shown = model.bearers.filter((bearer) => !bearer.counted).map(({ id }) => id);
  const losses = counted.length === 0 ? 'No losses count' : `Losses of ${listed(counted)} count`;
  const only = shown.length === 0 ? '' : `; those of ${listed(shown)} are only shown`;
  const span = horizonWords(model);
  return [
    ...wrap(model.title, page.width).map(page.style.heading),
    ...prose(`${span.charAt(0).toUpperCase()}${span.slice(1)}, sums in ${model.currency}. ${losses}${only}.`, page),
    ...prose('Uncertain: one value in each world, which nobody knows. Varies: drawn anew each time.', page).map(
      page.style.quiet,
    ),
  ];
}

const sourceSentence = (source: SourceNote): string => {
  const about = [
    source.date === null ? null : plainDate(source.date),
    source.confidence,
    source.origin === null ? null : `figures ${source.origin}`,
    source.by.length === 0 ? null : `by ${listed(source.by)}`,
  ];
  const calibration =
    source.calibration === null
      ? ''
      : ` Its intervals hold the truth ${percent(source.calibration)} of the time, so they are widened.`;
  const details = about.filter((part) => part !== null);
  return `${source.id}: ${source.title}${details.length === 0 ? '' : ` (${details.join(', ')})`}.${calibration}`;
};

const shockSentence = (shock: Shock, reader: Reader): string => {
  const outage = shock.outage === 'forever' ? 'for good' : `for ${reader.words(shock.outage)}`;
  const left = shock.leaves > 0 ? `, leaving ${percent(shock.leaves)}` : '';
  return `After ${duration(shock.atHours)} ${shock.node} is down${left} ${outage}; nothing stops that.`;
};

/** Nodes that nothing is said of stand together in one line. */
function nodes(model: Model, reader: Reader, page: Page): string[] {
  const list = model.nodes
    .filter((node) => node.kind !== 'control')
    .map((node) => ({ node, sentences: nodeSentences(node, reader) }));
  const speaking = list.filter(({ sentences }) => sentences.length > 0);
  const silent = list.filter(({ sentences }) => sentences.length === 0).map(({ node }) => node.id);
  return [
    ...entries(
      speaking.map(({ node, sentences }) => ({ name: nodeName(node), sentences })),
      page,
    ),
    ...(silent.length === 0
      ? []
      : ['', ...prose(`Need nothing and cost nothing themselves: ${listed(silent)}.`, page)]),
  ];
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
      name: named(control),
      sentences: [...controlSentences(control, reader), ...(node === undefined ? [] : nodeSentences(node, reader))],
    };
  });
  const threats = model.threats.map((threat) => ({ name: named(threat), sentences: threatSentences(threat, reader) }));
  const common = model.commonCauses.map(
    (cause) =>
      `${cause.id}: with a chance of ${reader.words(cause.beta)} what strikes one of ${listed(cause.members)} strikes all.`,
  );
  return [
    ...opening(model, page),
    ...section('Inputs', list(model.inputs.map(({ name, quantity }) => `${name}: ${reader.words(quantity)}.`)), page),
    ...section('Threats', entries(threats, page), page),
    ...section('Nodes', nodes(model, reader, page), page),
    ...section('Controls', entries(controls, page), page),
    ...section('Common causes', list(common), page),
    ...section(
      `Shocks of scenario ${model.scenario}`,
      list(model.shocks.map((shock) => shockSentence(shock, reader))),
      page,
    ),
    ...section('Appetite', list(model.limits.map((limit) => limitSentence(limit, model))), page),
    ...section('Accepted', list(model.accepted.map((accepted) => acceptanceSentence(accepted, model.currency))), page),
    ...section('Sources', list(model.sources.map(sourceSentence)), page),
  ];
}
