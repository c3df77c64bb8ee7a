/** The timeline of one trial: what happened, when, and what it cost. */
import { leftOf } from '../../model/bounds.ts';
import type { Model } from '../../model/model.ts';
import { dateAfter } from '../../model/time/date-time.ts';
import type { DocumentHead } from '../../results/document-head.ts';
import type { RootCause, TakenAction, TrialDocument, TrialEvent } from '../../results/trial-document.ts';
import type { CompiledModel } from '../../sim/kernel/ground/compiled-model.ts';
import type { TimedAction } from '../../sim/kernel/ground/kernel.ts';
import { kernelOf, recordColumns } from '../../sim/compile/kernel-of.ts';
import type { Listener, Root } from '../../sim/kernel/ground/tell.ts';
import { givenOf, labelsOf, settingsOf } from '../../sim/measure/asked.ts';
import { VERSION } from '../../sim/session/version.ts';
import { runningLoss } from './running-loss.ts';

/** Capacities closer than this are equal. */
const LEAST_CHANGE = 1e-9;

/** A root cause by its number among the sources of loss: threats, shocks, actions, controls, given nodes, drivers. */
function rootCause(compiled: CompiledModel, { source, node, given, name }: Root): RootCause {
  const plain = plainCause(compiled, source, node, name);
  return given ? { ...plain, given: true } : plain;
}

function plainCause(compiled: CompiledModel, source: number, node: number, name: string | null): RootCause {
  const threats = compiled.threatIds.length;
  const struck = node < 0 ? null : compiled.nodeIds[node]!;
  if (source < threats) return { kind: 'threat', id: compiled.threatIds[source]!, node: struck };
  if (source === threats) return { kind: 'shock', id: null, node: struck };
  if (source === threats + 1) return { kind: 'action', id: name, node: struck };
  const control = source - threats - 2;
  const controls = compiled.controlIds.length;
  const given = control - controls;
  if (given >= compiled.givenNodeIds.length) return { kind: 'threat', id: name, node: struck };
  if (given >= 0) return { kind: 'given', id: compiled.givenNodeIds[given]!, node: struck };
  return { kind: 'not bought', id: compiled.controlIds[control]!, node: struck };
}

type Entry = TrialEvent extends infer E
  ? E extends TrialEvent
    ? Omit<E, 'hour' | 'date' | 'lostSoFar'>
    : never
  : never;

/** Hours after the first fall or loss at which the loss so far is reported. */
const STEPS = [1, 4, 8, 24, 72, 168, 336, 730, 2190, 4380];

interface Recorder extends Listener {
  /** By hour. */
  events(): TrialEvent[];
  stillDown(): readonly string[];
}

function makeRecorder(compiled: CompiledModel, starts: string): Recorder {
  const { nodeIds, threatIds, controlIds, horizonHours } = compiled;
  const entries: { readonly hour: number; readonly entry: Entry }[] = [];
  const capacity = new Map<number, number>();
  /** Hours at which stretches below the mbco of a watch began. */
  const below = compiled.watchHours.slice().fill(-1);
  const ended = new Set<string>();
  const put = (hour: number, entry: Entry): void => void entries.push({ hour, entry });
  const needOf = (group: number, node: number): string | null =>
    group < 0
      ? null
      : (compiled.streamLabels[compiled.groupStream[group]!]!.split('.needs.')[1] ?? nodeIds[node] ?? null);
  const clockKey = (hour: number, clock: string, node: number, group: number): string =>
    `${clock} ${node} ${group} ${hour}`;
  const begun: { readonly at: number; readonly key: string }[] = [];

  return {
    event: (hour, threat, given) => put(hour, { what: 'event', threat: threatIds[threat]!, given }),
    stopped: (hour, control, threat, node) =>
      put(hour, {
        what: 'stopped',
        control: controlIds[control]!,
        threat: threatIds[threat]!,
        node: node < 0 ? null : nodeIds[node]!,
      }),
    effect: (hour, node, leaves, hours, cause) =>
      put(hour, {
        what: 'effect',
        node: nodeIds[node]!,
        leaves,
        hours: Number.isFinite(hours) ? hours : null,
        cause: rootCause(compiled, cause),
      }),
    capacity: (hour, node, from, to, cause) => {
      capacity.set(node, to);
      for (let w = compiled.watchStart[node]!; w < compiled.watchStart[node + 1]!; w++) {
        const isBelow = to < compiled.watchMbco[w]! - LEAST_CHANGE;
        // Where it has ended, the kernel has already told whether it was too long.
        if (isBelow && below[w]! < 0) below[w] = hour;
        else if (!isBelow) below[w] = -1;
      }
      put(hour, {
        what: 'capacity',
        node: nodeIds[node]!,
        from,
        to,
        cause: cause === null ? null : rootCause(compiled, cause),
      });
    },
    clockBegins: (hour, clock, node, group, hours) => {
      begun.push({ at: entries.length, key: clockKey(hour + hours, clock, node, group) });
      put(hour, { what: 'begins', clock, node: nodeIds[node]!, need: needOf(group, node), hours, completes: true });
    },
    clockEnds: (hour, clock, node, group) => {
      ended.add(clockKey(hour, clock, node, group));
      put(hour, { what: 'ends', clock, node: nodeIds[node]!, need: needOf(group, node) });
    },
    breach: (hour, watch) => {
      const since = below[watch]!;
      const node = compiled.watchStart.findIndex((first, n) => first <= watch && watch < compiled.watchStart[n + 1]!);
      const at = since < 0 ? hour : since + compiled.watchHours[watch]!;
      put(at, { what: 'breach', node: nodeIds[node]!, tolerance: compiled.watchNames[watch]! });
    },
    loss: (hour, kind, node, amount, cause) =>
      put(hour, {
        what: 'loss',
        node: node < 0 ? null : nodeIds[node]!,
        kind: compiled.kinds[kind]!,
        counted: compiled.kindCounted[kind] === 1,
        amount,
        cause: rootCause(compiled, cause),
      }),
    events: () => {
      // A buffer drains at the shortfall: its clock may ring later than for a full shortfall.
      const lasting = new Map(begun.map(({ at, key }) => [at, ended.has(key)]));
      return entries
        .map(({ hour, entry }, at): TrialEvent => {
          const placed = { hour, date: dateAfter(starts, hour), lostSoFar: 0, ...entry };
          if (placed.what !== 'begins' || placed.clock === 'buffer') return placed;
          return { ...placed, completes: lasting.get(at) === true };
        })
        .toSorted((a, b) => Math.min(a.hour, horizonHours) - Math.min(b.hour, horizonHours));
    },
    stillDown: () =>
      [...capacity]
        .filter(([node, to]) => to < 1 - LEAST_CHANGE && compiled.nodeIsControl[node] === 0)
        .map(([node]) => nodeIds[node]!)
        .toSorted(),
  };
}

/** Merges losses of one instant that differ only in amount. */
function joined(events: readonly TrialEvent[]): TrialEvent[] {
  const places = new Map<string, number>();
  const result: TrialEvent[] = [];
  for (const event of events) {
    if (event.what !== 'loss') {
      result.push(event);
      continue;
    }
    const { amount, ...rest } = event;
    const key = JSON.stringify(rest);
    const place = places.get(key);
    const before = place === undefined ? undefined : result[place];
    if (place !== undefined && before?.what === 'loss') result[place] = { ...before, amount: before.amount + amount };
    else {
      places.set(key, result.length);
      result.push(event);
    }
  }
  return result;
}

/**
 * The hour of the first fall or loss: a counted loss, or a fall of a node caused by an event; where events are given,
 * only theirs count. Null if there is none. Unbought controls are down from the start, so they do not count.
 */
function firstFallOrLoss(events: readonly TrialEvent[], isCase: boolean): number | null {
  const isOf = (cause: RootCause | null): boolean =>
    cause !== null && cause.kind !== 'not bought' && (!isCase || cause.given === true || cause.kind === 'given');
  const first = events.find((event) => {
    if (event.what === 'loss') return event.counted && event.amount > 0 && isOf(event.cause);
    return event.what === 'capacity' && event.to < event.from && isOf(event.cause);
  });
  return first?.hour ?? null;
}

/** Adds the loss by each hour, and when buffers are empty. */
function withRunning(events: readonly TrialEvent[], lostAt: (hour: number) => number): TrialEvent[] {
  return events.map((event, index): TrialEvent => {
    const lostSoFar = lostAt(event.hour);
    if (event.what !== 'begins' || event.clock !== 'buffer') return { ...event, lostSoFar };
    const next = events
      .slice(index + 1)
      .find(
        (later) =>
          (later.what === 'begins' || later.what === 'ends') &&
          later.clock === 'buffer' &&
          later.node === event.node &&
          later.need === event.need,
      );
    return { ...event, lostSoFar, emptyAt: next?.what === 'ends' ? next.hour : null };
  });
}

/** The loss by each of the steps after the first fall or loss, until it is complete. */
function lostBy(first: number | null, horizonHours: number, lostAt: (hour: number) => number): TrialDocument['lostBy'] {
  if (first === null) return [];
  const all = lostAt(horizonHours);
  const steps = STEPS.map((hours) => ({ hours, hour: first + hours }))
    .filter(({ hour }) => hour <= horizonHours)
    .map((step) => ({ ...step, loss: lostAt(step.hour) }));
  const last = steps.findIndex(({ loss }) => loss >= all * (1 - 1e-12));
  return last < 0 ? steps : steps.slice(0, last + 1);
}

/** Sums by name, which may occur twice; zeros left out. */
function amounts(names: readonly string[], values: Float64Array, first: number, step = 1): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const value = values[first + step * index]!;
    if (value !== 0) sums.set(name, (sums.get(name) ?? 0) + value);
  }
  return Object.fromEntries(sums);
}

/** What the caller knows for the head. */
export type TrialHead = Pick<DocumentHead, 'worlds' | 'trials' | 'trialsPerWorld' | 'settings'>;

export interface TrialExtras {
  readonly chosen?: TrialDocument['chosen'];
  readonly actions?: readonly TimedAction[];
}

/** An action as documents have it: for ever is null, since JSON has no infinite number. */
const taken = ({ at, action }: TimedAction): TakenAction =>
  action.kind === 'outage'
    ? { at, action: { ...action, hours: Number.isFinite(action.hours) ? action.hours : null } }
    : { at, action };

/** By hour; those of one hour as given. */
function inOrder(actions: readonly TimedAction[], horizonHours: number): readonly TimedAction[] {
  for (const { at, action } of actions) {
    if (!(at >= 0 && at < horizonHours)) {
      throw new RangeError(`action ${action.id} is taken at hour ${at}, outside of the horizon of ${horizonHours} h`);
    }
  }
  return actions.toSorted((a, b) => a.at - b.at);
}

/**
 * Simulates one trial again, watched: bit for bit the one of a run.
 *
 * @param world From 0.
 * @param trial Within the world, from 0.
 * @param extras `chosen`: how it was chosen, if by its loss. `actions`: taken in the trial: a node that fails for 11 h
 * (`{ at: 0, action: { kind: 'outage', id: 'what-if', node: 'feed', hours: 11 } }`), a repair, a level. Within one hour
 * they are taken in the order given.
 * @throws RangeError for an action that names something the model does not have, or an hour outside the horizon.
 */
export function trialTimeline(
  model: Model,
  compiled: CompiledModel,
  seed: string,
  address: { readonly world: number; readonly trial: number },
  head: TrialHead,
  { chosen, actions = [] }: TrialExtras = {},
): TrialDocument {
  const timed = inOrder(actions, model.horizonHours);
  const recorder = makeRecorder(compiled, model.starts);
  const kernel = kernelOf(compiled, seed, recorder);
  kernel.simulate(address.world, address.trial, timed);
  const told = joined(recorder.events());
  const first = firstFallOrLoss(told, compiled.conditional);
  const hours = [...told.map(({ hour }) => hour), ...(first === null ? [] : STEPS.map((step) => first + step))];
  const lostAt = runningLoss(compiled, seed, address, [...hours, model.horizonHours], timed);
  const events = withRunning(told, lostAt);
  const layout = recordColumns(compiled);
  const { columns } = kernel;
  const loss = columns[layout.loss]!;
  const asUsual = columns[layout.lossAsUsual]!;
  const net = loss + asUsual;
  const booked = events.reduce((sum, event) => (event.what === 'loss' && event.counted ? sum + event.amount : sum), 0);
  const sources = [
    ...compiled.threatIds,
    'shocks of the scenario',
    'actions in the trial',
    ...compiled.controlIds.map((control) => `not bought: ${control}`),
    ...compiled.givenNodeIds,
  ];
  return {
    ringfence: VERSION,
    trial: 1,
    title: model.title,
    modelHash: model.hash,
    seed,
    ...head,
    ...labelsOf(model),
    settings: { ...settingsOf(model), ...head.settings },
    horizonHours: model.horizonHours,
    currency: model.currency,
    lossesCounted: model.bearers.filter(({ counted }) => counted).map(({ id }) => id),
    partial: false,
    scenario: model.scenario,
    portfolio: Object.fromEntries(model.controls.map(({ id, level }) => [id, level])),
    ...givenOf(model),
    address,
    ...(chosen === undefined ? {} : { chosen }),
    ...(timed.length === 0 ? {} : { actions: timed.map(taken) }),
    events,
    lostBy: lostBy(first, model.horizonHours, lostAt),
    totals: {
      loss,
      booked,
      ...(compiled.conditional ? { asUsual } : {}),
      insurance: leftOf(booked, booked - net),
      bySource: amounts(sources, columns, layout.sourceLoss, layout.perSource),
      byKind: amounts(compiled.kinds, columns, layout.kind),
      stillDown: recorder.stillDown(),
    },
  };
}
