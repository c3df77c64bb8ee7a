/** What a model says that leads nowhere, or looks like a slip: no fault, but somebody should look. */
import type { Model } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { listed, plainNumber } from '../format/count.ts';
import { duration } from '../format/time.ts';
import type { LawReader } from '../read-back/law-reader.ts';
import { makeSayer } from '../read-back/quantity-words.ts';
import { reachedNodes, struckBy, withDependants } from './reach.ts';

/** Names in a sentence before the rest is only counted. */
const MOST = 6;

/** A mean so many times the median rests on values that come once in twenty times or less. */
const ABSURD = 5;

const some = (names: readonly string[]): string => listed(names, MOST);

function bearers(model: Model): string[] {
  if (model.bearers.some(({ counted }) => counted)) return [];
  return ["Nobody's losses count, so every loss is 0: say `count` of a bearer."];
}

function unreached(model: Model): string[] {
  const reached = reachedNodes(model);
  const names = model.nodes.filter(({ id, loss }) => loss.length > 0 && !reached.has(id)).map(({ id }) => id);
  if (names.length === 0) return [];
  return [
    `No threat reaches ${some(names)}, so the losses there never come: no \`affects\` names ${names.length === 1 ? 'it or what it needs' : 'them or what they need'}.`,
  ];
}

function threats(model: Model): string[] {
  const matters = new Set(model.nodes.filter(({ loss }) => loss.length > 0).map(({ id }) => id));
  for (const limit of model.limits) if (limit.kind === 'outage') matters.add(limit.node);
  const idle = model.threats.filter(({ affects, cost }) => affects.length === 0 && cost.length === 0);
  const harmless = model.threats.filter((threat) => {
    if (threat.affects.length === 0 || threat.affects.some(({ cost }) => cost.length > 0)) return false;
    return ![...withDependants(model, struckBy(model, threat))].some((id) => matters.has(id));
  });
  const ids = (list: typeof idle): string[] => list.map(({ id }) => id);
  return [
    ...(idle.length === 0
      ? []
      : [
          `${some(ids(idle))} ${idle.length === 1 ? 'does' : 'do'} nothing: ${idle.length === 1 ? 'it affects' : 'they affect'} no node and ${idle.length === 1 ? 'has' : 'have'} no \`cost\`.`,
        ]),
    ...(harmless.length === 0
      ? []
      : [
          `${some(ids(harmless))} ${harmless.length === 1 ? 'costs' : 'cost'} nothing: what falls then has no loss and no limit.`,
        ]),
  ];
}

function unused({ notes }: Model): string[] {
  const { sources, inputs, calendar } = notes.unused;
  return [
    ...(sources.length === 0 ? [] : [`No figure cites ${some(sources)}.`]),
    ...(inputs.length === 0 ? [] : [`No formula uses ${some(inputs)}.`]),
    ...(calendar.length === 0 ? [] : [`No \`during\` names ${some(calendar)}.`]),
  ];
}

/** Losses once an outage; one that has a name of its own is meant so. */
function lumps(model: Model): string[] {
  const found = model.nodes.flatMap(({ id, loss }) =>
    loss.flatMap((entry) =>
      entry.mode === 'outage' && entry.id === (entry.bearer ?? entry.kind)
        ? [`${id} (${entry.id}: ${entry.amount.text})`]
        : [],
    ),
  );
  if (found.length === 0) return [];
  return [
    `Lost once in an outage, however long it is, at ${some(found)}: write \`per hour\` where it grows with time.`,
  ];
}

function tolerances(model: Model): string[] {
  return model.nodes.flatMap(({ id, tolerance }) => {
    const { rto, mtpd } = tolerance ?? {};
    if (rto === undefined || mtpd === undefined || rto <= mtpd) return [];
    return [
      `${id} is to be back within ${duration(rto)} (rto), which is longer than it may be down at all, ${duration(mtpd)} (mtpd).`,
    ];
  });
}

function lives(model: Model): string[] {
  const found = model.controls.flatMap(({ id, levels }) =>
    levels.filter(({ capex, life }) => capex !== undefined && life === undefined).map((level) => `${id} (${level.id})`),
  );
  if (found.length === 0) return [];
  return [`The capex of ${some(found)} is spread over the horizon, as no \`life\` is stated.`];
}

const isQuantity = (value: object): value is Quantity => 'dimension' in value && 'law' in value && 'text' in value;

/** Every quantity below a value, with its path. */
function* quantitiesIn(value: unknown, path: string): Generator<readonly [string, Quantity]> {
  if (typeof value !== 'object' || value === null) return;
  if (isQuantity(value)) {
    yield [path, value];
    return;
  }
  for (const [key, child] of Object.entries(value)) {
    const { id, name, node, bearer } = (typeof child === 'object' && child !== null ? child : {}) as Record<
      string,
      unknown
    >;
    const label = Array.isArray(value) ? [id, name, node, bearer].find((one) => typeof one === 'string') : undefined;
    const isInner = key === 'amount' || key === 'quantity';
    yield* quantitiesIn(child, isInner ? path : `${path}.${label ?? key}`);
  }
}

/** Laws whose mean is that of rare values. */
function absurd(model: Model, read: LawReader): string[] {
  const say = makeSayer(model);
  const seen = new Set<string>();
  const sections = ['inputs', 'nodes', 'threats', 'controls'] as const;
  return sections.flatMap((section) =>
    [...quantitiesIn(model[section], section)].flatMap(([path, quantity]) => {
      const { law, text } = quantity;
      if (law.kind === 'constant' || law.kind === 'formula' || seen.has(`${path} ${text}`)) return [];
      seen.add(`${path} ${text}`);
      const view = read(quantity);
      const median = view.quantile(0.5);
      if (!(median > 0) || !(view.mean > ABSURD * median)) return [];
      return [
        `${path}, \`${text}\`, has a mean of ${say(quantity, view.mean)}, ${plainNumber(view.mean / median)} times its median: rare values make it. Narrow it, give three points, or bound it (\`max\`).`,
      ];
    }),
  );
}

/** A sentence for each loose end; empty when there is none. */
export function looseEnds(model: Model, read: LawReader): readonly string[] {
  return [
    ...bearers(model),
    ...unreached(model),
    ...threats(model),
    ...tolerances(model),
    ...lumps(model),
    ...lives(model),
    ...absurd(model, read),
    ...unused(model),
  ];
}
