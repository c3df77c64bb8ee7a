/** A first model as the text of a model file, with comments. */
import { wrapWords } from '../../report/text/wrap.ts';
import type { Control } from './controls.ts';
import type { FirstModel } from './first-model.ts';
import type { FirstLimit } from './limits.ts';
import type { Need, Thing } from './needs.ts';
import type { Threat } from './threats.ts';

/** What is said of a thing of the model in comments over it, by its path: `nodes.clerk`. */
export type Sentences = (path: string) => readonly string[];

/** Columns of the comments: they fit beside a margin on the narrowest usual screen. */
const WIDTH = 77;

/** A text in quotes: those of JSON are those of YAML. */
const quoted = (text: string): string => JSON.stringify(text);

/** A path stays in one piece, even where it is wider than a line: so it can be searched for. */
const comments = (sentences: readonly string[], indent: string): string[] =>
  sentences.flatMap((sentence) => wrapWords(sentence, WIDTH - indent.length, 2).map((line) => `${indent}# ${line}`));

const plainKey = (name: string): string => (/^[a-z][a-z0-9 -]*$/.test(name) ? name : quoted(name));

function needEntry({ key, members, atLeast, buffer }: Need, isId: (id: string) => boolean): string {
  const [one = ''] = members;
  const parts = [
    ...(members.length > 1
      ? [`any: [${members.join(', ')}]`]
      : atLeast === null
        ? []
        : [`at least: ${atLeast}, of: ${one}`]),
    ...(buffer === null ? [] : [`buffer: ${buffer}`]),
  ];
  const name = groupName({ key, atLeast, members }, isId);
  return `${name}: { ${parts.join(', ')} }`.replace('{  }', '{}');
}

/** A group is not called as a node is. */
function groupName(
  { key, atLeast, members }: Pick<Need, 'key' | 'atLeast' | 'members'>,
  isId: (id: string) => boolean,
): string {
  if (atLeast === null && members.length === 1) return key;
  let name = atLeast === null ? key : `enough-${key}`;
  while (isId(name)) name = `${name}-x`;
  return name;
}

function needLines(by: string, { needs }: FirstModel['needs'], isId: (id: string) => boolean): string[] {
  const own = needs.filter((need) => need.by === by);
  return own.length === 0 ? [] : ['    needs:', ...own.map((need) => `      ${needEntry(need, isId)}`)];
}

function thingLines(
  { id, name, kind, count }: Thing,
  model: FirstModel,
  isId: (id: string) => boolean,
  say: Sentences,
): string[] {
  return [
    ...comments(say(`nodes.${count > 1 ? `${id}-1` : id}`), '  '),
    `  ${id}:`,
    `    kind: ${kind}`,
    ...(name === id ? [] : [`    label: ${quoted(name)}`]),
    ...(count > 1 ? [`    count: ${count}`] : []),
    ...needLines(id, model.needs, isId),
  ];
}

function threatLines({ id, name, occurs, effect, cost }: Threat, say: Sentences): string[] {
  const own = cost === null ? '' : `cost: { own: ${cost} }`;
  const target = effect === null ? '' : `${effect.one ? 'one of ' : ''}${effect.target}`;
  return [
    ...comments(say(`threats.${id}`), '  '),
    `  ${id}:`,
    ...(name === id ? [] : [`    label: ${quoted(name)}`]),
    `    occurs: ${occurs}`,
    ...(effect === null
      ? [`    ${own}`]
      : [`    affects: { ${target}: { outage: ${effect.outage}${own === '' ? '' : `, ${own}`} } }`]),
  ];
}

function controlLines(control: Control, groupOf: (by: string, key: string) => string, say: Sentences): string[] {
  const { id, name, isInPlace, against, verb, share, bridges, opex, capex } = control;
  const parts = [
    ...(capex === null ? [] : [`capex: ${capex.amount}, life: ${capex.life}`]),
    ...(opex === null ? [] : [`opex: ${opex}`]),
    ...(share === null ? [] : [`${verb}: ${share}`]),
    ...(bridges === null
      ? []
      : [`set: { nodes.${bridges.by}.needs.${groupOf(bridges.by, bridges.key)}.buffer: ${bridges.hours} }`]),
  ];
  return [
    ...comments(say(`controls.${id}`), '  '),
    `  ${id}:`,
    ...(name === id ? [] : [`    label: ${quoted(name)}`]),
    ...(against.length === 0 ? [] : [`    against: [${against.join(', ')}]`]),
    `    current: ${isInPlace ? 'in-place' : 'none'}`,
    '    levels:',
    '      none: {}',
    `      in-place: { ${parts.join(', ')} }`,
  ];
}

function limitLine(limit: FirstLimit, service: string): string {
  switch (limit.kind) {
    case 'mean':
      return `    ${limit.id}: { mean loss: ${limit.most} }`;
    case 'loss':
      return `    ${limit.id}: { loss over: ${limit.over}, chance: ${limit.chance} }`;
    case 'outage':
      return `    ${limit.id}: { outage of: ${service}, over: ${limit.over}, chance: ${limit.chance} }`;
  }
}

const list = (words: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [`# ${words}`, ...items.flatMap((item) => comments([`- ${item}`], ''))];

const NOTHING_SAID: Sentences = () => [];

/** The text of the file. @param say The comments; without, there are none but those of the head. */
export function modelText(model: FirstModel, say: Sentences = NOTHING_SAID): string {
  const { service, losses, needs, threats, controls, limits } = model;
  const ids = new Set([needs.service, ...needs.things.map(({ id }) => id), ...controls.map(({ id }) => id)]);
  const isId = (id: string): boolean => ids.has(id);
  const isClosed = service.closed.length > 0;
  const during = isClosed ? ', during: { closed: x0 }' : '';
  const groupOf = (by: string, key: string): string => {
    const need = needs.needs.find((each) => each.by === by && each.key === key);
    return need === undefined ? key : groupName(need, isId);
  };
  const lines = [
    ...comments(
      [
        `A first model, from seven answers. The words over each thing are what Ringfence reads there: ringfence check --read says them all.`,
      ],
      '',
    ),
    ...list('Nobody has said:', model.missing),
    ...list('Taken for granted, for you to change:', [
      ...model.guesses,
      `it begins on ${model.starts}, the day it was written, and looks one year ahead`,
      ...(limits.length === 0 ? [] : ['a limit holds when one can be 90% sure of it (appetite.confidence)']),
    ]),
    'ringfence: 1',
    `title: ${quoted(model.title)}`,
    `currency: ${losses.currency}`,
    `starts: ${model.starts}`,
    'horizon: 1 year',
    ...comments(['Whose losses there are: `count` where they are your own, `show` where they are only reported.'], ''),
    `bearers: { ${bearersOf(model)
      .map(({ name, counts }) => `${plainKey(name)}: ${counts ? 'count' : 'show'}`)
      .join(', ')} }`,
    ...(isClosed
      ? ['', ...comments(say('calendar'), ''), `calendar: { closed: [${service.closed.map(quoted).join(', ')}] }`]
      : []),
    '',
    'nodes:',
    ...comments(say(`nodes.${needs.service}`), '  '),
    `  ${needs.service}:`,
    '    kind: service',
    ...(service.name === needs.service ? [] : [`    label: ${quoted(service.name)}`]),
    `    goal: ${quoted(`keep ${service.name} going`)}`,
    ...needLines(needs.service, needs, isId),
    '    loss:',
    ...losses.losses.map(({ bearer, amount }) => `      - { ${plainKey(bearer)}: ${amount}${during} }`),
    ...needs.things.flatMap((thing) => ['', ...thingLines(thing, model, isId, say)]),
    ...(threats.threats.length === 0 ? [] : ['', 'threats:']),
    ...threats.threats.flatMap((threat, index) => [...(index === 0 ? [] : ['']), ...threatLines(threat, say)]),
    ...(controls.length === 0 ? [] : ['', 'controls:']),
    ...controls.flatMap((control, index) => [...(index === 0 ? [] : ['']), ...controlLines(control, groupOf, say)]),
    ...(limits.length === 0 ? [] : ['', 'appetite:', '  limits:']),
    ...limits.flatMap((limit) => [
      ...comments(say(`appetite.limits.${limit.id}`), '    '),
      limitLine(limit, needs.service),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Who bears losses: those of the hour, and ourselves where an event costs. */
function bearersOf({ losses, threats }: FirstModel): readonly { readonly name: string; readonly counts: boolean }[] {
  const named = losses.losses.map(({ bearer, counts }) => ({ name: bearer, counts }));
  const isOwnMissing = threats.threats.some(({ cost }) => cost !== null) && !named.some(({ name }) => name === 'own');
  return isOwnMissing ? [...named, { name: 'own', counts: true }] : named;
}

/** A file name for a title. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  return `${name === '' ? 'model' : name}.yaml`;
}
