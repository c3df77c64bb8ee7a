/** What a model was asked about beside its file, for the documents on it. */
import { plainNumber } from '../../results/format/count.ts';
import type { StateDriver } from '../../model/drivers.ts';
import type { GivenEvent, Model } from '../../model/model.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import type { Conditions } from '../../results/conditions.ts';
import type { DocumentHead, Labels } from '../../results/document-head.ts';
import type { GivenNote } from '../../results/given-note.ts';
import { rootName } from '../compile/drivers/names.ts';
import { momentOf } from './moment.ts';

function note(event: GivenEvent, model: Model): GivenNote {
  const time = { hour: event.atHours, date: dateAfter(model.starts, event.atHours), ...momentOf(event, model) };
  if (event.kind === 'threat') return { kind: 'threat', id: event.threat, cause: event.threat, outage: null, ...time };
  const { node, id, outage } = event;
  return { kind: 'node', id: node, cause: id, outage: outage === 'forever' ? outage : outage.text, ...time };
}

/** What documents say of the events that are given: the words to give them again, and each taken apart. */
export function givenOf(model: Model): {
  readonly given: readonly string[] | null;
  readonly givenEvents?: readonly GivenNote[];
} {
  const { given } = model;
  if (given.length === 0) return { given: null };
  return { given: given.map(({ text }) => text), givenEvents: given.map((event) => note(event, model)) };
}

/** Which of the models of its file a model is. */
export function conditionsOf({
  scenario,
  selection,
  starts,
  horizonHours,
  overruled,
  drivers,
  notes,
}: Model): Conditions {
  const { story, chance } = notes.scenarios.find(({ id }) => id === scenario) ?? { story: null, chance: null };
  const held = (drivers?.holds ?? []).map(({ driver, from, to, ...hold }) => ({
    driver,
    at: hold.kind === 'index' ? `x${plainNumber(hold.value)}` : (hold.state ?? 'normal'),
    from: from === 0 && to === horizonHours ? null : dateAfter(starts, from),
    to: from === 0 && to === horizonHours ? null : dateAfter(starts, to),
  }));
  const conditions = {
    scenario,
    portfolio: selection.portfolio ?? 'current',
    starts,
    horizonHours,
    overruled,
    ...(story === null ? {} : { story }),
    ...(chance === null ? {} : { chance: chance.text }),
  };
  return held.length === 0 ? conditions : { ...conditions, held };
}

/** States of a driver that has a title, as root causes; those of others are called as `rootWords` says. */
const rootsOf = (driver: StateDriver): { readonly id: string; readonly label: string }[] =>
  driver.label === driver.id
    ? []
    : driver.states.map((state) => ({ id: rootName(driver, state), label: `${driver.label}: ${state.id}` }));

/** What the head of a document says of the model and of the size, in the order of its fields. */
export const headOf = (
  model: Model,
  seed: string,
  { worlds, trialsPerWorld }: Pick<DocumentHead, 'worlds' | 'trialsPerWorld'>,
): Omit<DocumentHead, 'ringfence' | 'partial' | 'labels' | 'settings'> => ({
  title: model.title,
  modelHash: model.hash,
  seed,
  worlds,
  trials: worlds * trialsPerWorld,
  trialsPerWorld,
  horizonHours: model.horizonHours,
  currency: model.currency,
  lossesCounted: model.bearers.filter(({ counted }) => counted).map(({ id }) => id),
});

/** The labels of a model, where it has any. */
export function labelsOf({ nodes, controls, threats, drivers }: Model): { readonly labels?: Labels } {
  const of = (things: readonly { readonly id: string; readonly label: string }[]): Record<string, string> =>
    Object.fromEntries(things.filter(({ id, label }) => label !== id).map(({ id, label }) => [id, label]));
  const labels = {
    nodes: of([...nodes, ...controls]),
    threats: of([...threats, ...(drivers?.states.flatMap(rootsOf) ?? [])]),
  };
  return Object.keys({ ...labels.nodes, ...labels.threats }).length === 0 ? {} : { labels };
}

/** What the head of a document says of it: the overrides, the given events and the drivers held as asked, where there are some. */
export function settingsOf({ selection, given, drivers }: Model): Readonly<Record<string, unknown>> {
  const { set = [] } = selection;
  const known = new Set([...(drivers?.states ?? []), ...(drivers?.indices ?? [])].map(({ id }) => id));
  const held = (selection.given ?? []).filter((text) => known.has(text.split('=')[0]?.trim() ?? ''));
  return {
    ...(set.length === 0 ? {} : { set }),
    ...(given.length === 0 ? {} : { given: given.map(({ text }) => text) }),
    ...(held.length === 0 ? {} : { held }),
  };
}
