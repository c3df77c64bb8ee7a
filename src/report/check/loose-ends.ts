/** What a model says that leads nowhere, or looks like a slip: no fault, but somebody should look. */
import type { Model } from '../../model/model.ts';
import type { Quantity } from '../../model/quantity.ts';
import { listed } from '../../results/format/count.ts';
import { shortMoney } from '../../results/format/money.ts';
import { percent } from '../../results/format/share.ts';
import { duration } from '../../results/format/time.ts';
import type { LawView } from '../read-back/combined-law.ts';
import type { LawReader } from '../read-back/law-reader.ts';
import { makeSayer } from '../read-back/quantity-words.ts';
import { reachedNodes, struckBy, withSuppliers } from './reach.ts';

/** Names in a sentence before the rest is only counted. */
const MOST = 6;

/** More than this part of a mean from the one value in twenty that lies above the high end is absurd. */
const ABSURD = 0.5;
/** Points at which the part of a mean below the high end is reckoned. */
const POINTS = 200;

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
  const leadsToThem = withSuppliers(model, matters);
  const idle = model.threats.filter(({ affects, cost }) => affects.length === 0 && cost.length === 0);
  const harmless = model.threats.filter((threat) => {
    if (threat.affects.length === 0 || threat.cost.length > 0 || threat.affects.some(({ cost }) => cost.length > 0))
      return false;
    return !struckBy(model, threat).some((id) => leadsToThem.has(id));
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

/** Losses once an outage; one with a name of its own that comes only after some time is meant so, as a penalty is. */
function lumps(model: Model): string[] {
  const found = model.nodes.flatMap(({ id, loss }) =>
    loss.flatMap((entry) =>
      entry.mode === 'outage' &&
      !/\sonce\b/.test(entry.amount.text) &&
      (entry.id === (entry.bearer ?? entry.kind) || entry.after === undefined)
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

/** Laws whose rare values are stated one by one, with their chances: nobody is surprised by them. */
const STATED: ReadonlySet<Quantity['law']['kind']> = new Set(['constant', 'formula', 'discrete', 'mixture', 'poisson']);

/** The part of the mean of a law without values below 0 that comes from values above its 95 % quantile. */
function partAbove(view: LawView): number {
  let below = 0;
  for (let point = 0; point < POINTS; point += 1) below += view.quantile((0.95 * (point + 0.5)) / POINTS);
  return 1 - (0.95 * below) / POINTS / view.mean;
}

/**
 * What is absurd about the mean of a law: half of it rests on the one value in twenty above the high end, of which who stated
 * the interval did not think; or it lies above the stated high end itself, as that of a widened interval may. For an interval
 * with a lognormal law the first is a matter of its width alone: it holds from a high end 224 times the low one.
 * A factor of a hundred, as experts often state, is not absurd: two fifths of its mean lie above.
 */
function absurdity(quantity: Quantity, view: LawView, say: (value: number) => string): string {
  const { law } = quantity;
  const high = law.kind === 'interval' || law.kind === 'threePoint' ? law.high : Infinity;
  if (view.mean > high) return `above its own high end, ${say(high)}`;
  const part = partAbove(view);
  return part > ABSURD
    ? `of which ${percent(Math.round(part * 100) / 100)} rests on the one value in twenty above ${say(view.quantile(0.95))}`
    : '';
}

/** Laws whose mean is that of rare values. */
function absurd(model: Model, read: LawReader): string[] {
  const say = makeSayer(model);
  const seen = new Set<string>();
  const sections = ['inputs', 'nodes', 'threats', 'controls'] as const;
  return sections.flatMap((section) =>
    [...quantitiesIn(model[section], section)].flatMap(([path, quantity]) => {
      const { law, text } = quantity;
      if (STATED.has(law.kind) || seen.has(`${path} ${text}`)) return [];
      seen.add(`${path} ${text}`);
      const view = read(quantity);
      if (!(view.quantile(0.001) >= 0) || !(view.mean > 0)) return [];
      const why = absurdity(quantity, view, (value) => say(quantity, value));
      if (why === '') return [];
      return [
        `${path}, \`${text}\`, has a mean of ${say(quantity, view.mean)}, ${why}. Narrow it${quantity.law.kind === 'interval' ? ', give three points' : ''}, or bound it (\`max\`).`,
      ];
    }),
  );
}

/** A budget that does not pay for what the law demands. @param mandatory What that costs, money a year; null: nothing has a price. */
function budget({ spend, currency }: Model, mandatory: number | null): string[] {
  const there = spend?.budget ?? null;
  if (there === null || mandatory === null || mandatory <= there) return [];
  const [costs, has] = [mandatory, there].map((sum) => shortMoney(sum, currency));
  return [`What is mandatory, with what that requires, costs ${costs} a year; the budget is ${has}.`];
}

/**
 * A sentence for each loose end; empty when there is none.
 *
 * @param mandatory What the lowest levels that are allowed cost, money a year; null when nothing has a price.
 */
export function looseEnds(model: Model, read: LawReader, mandatory: number | null = null): readonly string[] {
  return [
    ...budget(model, mandatory),
    ...bearers(model),
    ...unreached(model),
    ...threats(model),
    ...tolerances(model),
    ...lumps(model),
    ...absurd(model, read),
    ...unused(model),
  ];
}
