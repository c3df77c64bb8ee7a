/** From what happened in a trial to its record: DESIGN 7.4 and 7.5. */
import { GAUGE, sizePlace, type Columns } from '../../../src/sim/kernel/ground/columns.ts';
import type { Calendar } from './calendar.ts';
import type { Spell } from './drivers/path.ts';
import type { Chance } from './chance.ts';
import { isOver, lossesOf, periodOf } from './losses.ts';
import type { Plain, PlainNode } from './plain.ts';
import { SMALL } from './plain.ts';
import type { Outage } from './state.ts';
import type { Story } from './trial.ts';

export interface PlainRecord {
  readonly columns: Float64Array;
  readonly periodLoss: Float64Array;
  readonly periodLargest: Float64Array;
  readonly firstOutageHours: Float64Array;
  readonly longestOutageHours: Float64Array;
}

/** Rows of what is in force: its states, and of a driver that has none in force its row behind all states. */
function rowsInForce({ drivers: { states, drivers } }: Plain, inForce: readonly Spell[]): number[] {
  return drivers.states.map(({ id }, place) => {
    const spell = inForce.find(({ of }) => of.driver.id === id);
    return spell === undefined ? states.length + place : states.indexOf(spell.of);
  });
}

export function recordOf(plain: Plain, chance: Chance, calendar: Calendar, layout: Columns, story: Story): PlainRecord {
  const { model, periods } = plain;
  const columns = new Float64Array(layout.count);
  const add = (column: number, amount: number): void => {
    columns[column]! += amount;
  };
  /** Where events are given (DESIGN 4.6), only what they set off is told. */
  const isTold = (cause: number): boolean => {
    const { event } = story.causes[cause]!;
    return !plain.conditional || (event >= 0 && story.events[event]!.given);
  };
  const isControl = (node: number): boolean => plain.nodes[node]!.isControl;
  /** What is down by a ceiling of its own only is not down for cascades and episodes. */
  const isOfEpisode = ({ cause, node }: { readonly cause: number; readonly node: number }): boolean => {
    const its = story.causes[cause]!;
    return !(its.isCeiling && its.node === node);
  };
  /** Causes with which an outage begins, for cascades: also where a ceiling has held the node until then. */
  const begins = ({ node, stretches: all }: Outage): number[] =>
    all
      .filter((stretch, i) => isOfEpisode({ ...stretch, node }) && (i === 0 || !isOfEpisode({ ...all[i - 1]!, node })))
      .map(({ cause }) => cause);

  // Events
  for (const { source, given, landed } of story.events) {
    if (source < 0 || (plain.conditional && !given)) continue;
    add(layout.threatEvents + layout.perSource * source, 1);
    if (landed) add(layout.threatGotThrough + layout.perSource * source, 1);
  }
  for (const { number } of plain.controls) {
    add(layout.stopped + number, story.stopped[number]!);
    add(layout.stoppedAlone + number, story.stoppedAlone[number]!);
  }

  // Losses
  const harm = model.bearers.length;
  const periodLoss = new Float64Array(periods);
  const periodHarm = new Float64Array(periods);
  const byEvent = story.events.map(() => new Float64Array(periods));
  for (const loss of lossesOf(plain, chance, calendar, story)) {
    if (!isTold(loss.cause)) {
      if (plain.counted[loss.kind]!) add(layout.lossAsUsual, loss.amount);
      continue;
    }
    add(layout.kind + loss.kind, loss.amount);
    if (loss.kind === harm) periodHarm[loss.period]! += loss.amount;
    if (!plain.counted[loss.kind]!) continue;
    const { source, node, event } = story.causes[loss.cause]!;
    periodLoss[loss.period]! += loss.amount;
    add(layout.loss, loss.amount);
    if (loss.node >= 0) add(layout.nodeLossBorne + layout.perNode * loss.node, loss.amount);
    add(layout.sourceLoss + layout.perSource * source, loss.amount);
    if (node >= 0) add(layout.nodeLossCaused + layout.perNode * node, loss.amount);
    if (loss.node < 0 || loss.node === node) add(layout.lossAtStruck, loss.amount);
    if (event >= 0) byEvent[event]![loss.period]! += loss.amount;
  }
  for (const { cause, kind, amount } of lossesOf(plain, chance, calendar, story)) {
    if (!isTold(cause) || !plain.counted[kind]!) continue;
    for (const row of rowsInForce(plain, story.path.at(story.causes[cause]!.hour).inForce)) {
      add(layout.stateLoss + row, amount);
      add(layout.stateLossByHours + row, amount);
    }
  }
  const periodLargest = periodLoss.map((_, period) => Math.max(0, ...byEvent.map((loss) => loss[period]!)));
  add(layout.periodsWithLoss, periodLoss.filter((loss) => loss > 0).length);
  const harmLimits = model.limits
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((limit) => (limit.kind === 'harm' ? [limit] : []));
  for (const [place, { over }] of harmLimits.entries()) {
    add(layout.harmOver + place, periodHarm.filter((amount) => isOver(amount, over)).length);
  }

  // Drivers: how long each state is in force, in how many periods, and what began of it
  const seen = new Set<string>();
  story.path.stretches.forEach(({ from, inForce }, i) => {
    const to = Math.min(story.path.stretches[i + 1]?.from ?? Infinity, model.horizonHours);
    if (!(to > from)) return;
    for (const row of rowsInForce(plain, inForce)) {
      add(layout.stateHours + row, to - from);
      for (let period = 0; period < periods; period++) {
        const isIn = from < (period + 1) * plain.periodHours && to > period * plain.periodHours;
        if (isIn && !seen.has(`${row} ${period}`)) add(layout.statePeriods + row, 1);
        if (isIn) seen.add(`${row} ${period}`);
      }
    }
  });
  const { states, drivers } = plain.drivers;
  for (const { of } of story.path.begun) add(layout.stateSpells + states.indexOf(of), 1);
  // The first instant of a hold is a beginning: D7
  for (const hold of drivers.holds) {
    if (hold.kind !== 'state' || hold.state === null || hold.from > model.horizonHours) continue;
    const held = states.findIndex(({ driver, state }) => driver.id === hold.driver && state.id === hold.state);
    add(layout.stateSpells + held, 1);
  }

  // Outages, and of what is told their stretches alone
  const told = story.outages
    .map((outage) => ({ ...outage, stretches: outage.stretches.filter(({ cause }) => isTold(cause)) }))
    .filter(({ stretches }) => stretches.length > 0);
  const firstOutageHours = new Float64Array(plain.nodes.length);
  const longestOutageHours = new Float64Array(plain.nodes.length);
  let watch = 0;
  for (const node of plain.nodes) {
    const own = told.filter((outage) => outage.node === node.number);
    const hours = own.map(({ stretches }) => hoursOf(stretches));
    const whole = story.outages.filter((outage) => outage.node === node.number);
    firstOutageHours[node.number] = hours[0] ?? 0;
    longestOutageHours[node.number] = Math.max(0, ...hours);
    const at = layout.perNode * node.number;
    add(layout.nodeOutages + at, own.length);
    add(layout.nodeDown + at, own.length > 0 ? 1 : 0);
    for (const { from, to, cap } of own.flatMap(({ stretches }) => stretches)) {
      add(layout.nodeDownHours + at, to - from);
      add(layout.nodeLostHours + at, (1 - cap) * (to - from));
    }
    for (const one of node.watches) add(layout.watch + watch++, breaches(plain, one, whole, isTold));
  }
  for (const [place, { number, downBelow }] of plain.goals.entries()) {
    const gauge = layout.gauge + layout.perGauge * place;
    for (const { from, to, cap } of told.filter(({ node }) => node === number).flatMap((outage) => outage.stretches)) {
      const isDown = downBelow > 0 ? cap < downBelow - SMALL : cap <= SMALL;
      add(gauge + GAUGE.belowFull, to - from);
      if (isDown) add(gauge + GAUGE.down, to - from);
      if (isDown) columns[gauge + GAUGE.wasDown] = 1;
      columns[gauge + GAUGE.depth] = Math.max(columns[gauge + GAUGE.depth]!, 1 - cap);
    }
  }
  const stretches = told
    .filter(({ node }) => !isControl(node))
    .flatMap((outage) =>
      outage.stretches
        .filter(({ cause }) => isOfEpisode({ cause, node: outage.node }))
        .map(({ from, to }) => ({ node: outage.node, from, to })),
    )
    .toSorted((a, b) => a.from - b.from);
  if (stretches.some(({ to }) => to >= model.horizonHours)) add(layout.endsInOutage, 1);

  // Cascades and episodes: nodes, not controls
  const sized = (column: number, size: number): void => {
    add(column + sizePlace(size), 1);
  };
  for (const cause of story.causes) {
    // A control's level is no root effect.
    if (cause.event < 0 || !isTold(cause.number)) continue;
    const begun = story.outages.filter((outage) => !isControl(outage.node) && begins(outage).includes(cause.number));
    const distinct = new Set(begun.map((outage) => outage.node));
    // The node first struck is in it, whether an outage of its own began there or it was down before.
    if (cause.node >= 0 && !isControl(cause.node) && !cause.isCeiling) distinct.add(cause.node);
    if (distinct.size === 0) continue;
    sized(layout.cascadeSize, distinct.size);
    add(layout.cascades, 1);
    add(layout.cascadeNodes, distinct.size);
  }
  for (let i = 0; i < stretches.length;) {
    const distinct = new Set<number>();
    let end = stretches[i]!.from;
    for (; i < stretches.length && stretches[i]!.from <= end; i++) {
      distinct.add(stretches[i]!.node);
      end = Math.max(end, stretches[i]!.to);
    }
    sized(layout.episodeSize, distinct.size);
    add(layout.episodes, 1);
    add(layout.episodeNodes, distinct.size);
  }
  return { columns, periodLoss, periodLargest, firstOutageHours, longestOutageHours };
}

const hoursOf = (stretches: Outage['stretches']): number =>
  stretches.reduce((sum, { from, to }) => sum + (to - from), 0);

/**
 * Periods in which an unbroken stretch below the tolerance grows longer than it allows; where events are given, by the hours that they
 * set off.
 */
function breaches(
  plain: Plain,
  watch: PlainNode['watches'][number],
  outages: readonly Outage[],
  isTold: (cause: number) => boolean,
): number {
  const breached = new Set<number>();
  for (const { stretches } of outages) {
    for (let i = 0; i < stretches.length;) {
      const above = stretches.slice(i).findIndex(({ cap }) => cap >= watch.mbco - SMALL);
      const end = above < 0 ? stretches.length : i + above;
      const below = stretches.slice(i, end).filter(({ cause }) => isTold(cause));
      if (isOver(hoursOf(below), watch.hours)) breached.add(periodOf(plain, stretches[i]!.from + watch.hours));
      i = end + 1;
    }
  }
  return breached.size;
}
