/** From what happened in a trial to its record: losses, insurance, breaches, cascades and episodes (DESIGN 6 and 7). */
import { makeCalendar } from '../../src/sim/kernel/calendar.ts';
import { sizePlace, type Columns } from '../../src/sim/kernel/columns.ts';
import { LOSS_MODE } from '../../src/sim/kernel/compiled-model.ts';
import { PURPOSE } from '../../src/sim/kernel/purposes.ts';
import { makeTape } from '../../src/sim/kernel/tape.ts';
import type { Chance, Plain } from './plain.ts';
import { range, SMALL } from './plain.ts';
import type { Outage } from './state.ts';
import type { Story } from './trial.ts';

/** An amount lost, all of it in one period and on one side of every waiting time. */
interface Loss {
  readonly kind: number;
  readonly node: number;
  readonly cause: number;
  readonly hour: number;
  readonly period: number;
  amount: number;
}

export interface PlainRecord {
  readonly columns: Float64Array;
  readonly periodLoss: Float64Array;
  readonly periodLargest: Float64Array;
  readonly firstOutageHours: Float64Array;
  readonly longestOutageHours: Float64Array;
}

function startOf(outage: Outage): number {
  return outage.stretches[0]!.from;
}
function endOf(outage: Outage): number {
  return outage.stretches.at(-1)!.to;
}

const hoursOf = (stretches: Outage['stretches']): number =>
  stretches.reduce((sum, { from, to }) => sum + (to - from), 0);

export function recordOf(plain: Plain, chance: Chance, layout: Columns, story: Story): PlainRecord {
  const { model } = plain;
  const { slots } = chance;
  const { periods, periodHours, horizonHours } = model;
  const calendar = makeCalendar(model);
  const tape = makeTape(model, slots);
  const columns = new Float64Array(layout.count);
  const add = (column: number, amount: number): void => {
    columns[column]! += amount;
  };
  const periodOf = (hour: number): number => Math.min(Math.floor(hour / periodHours), periods - 1);
  const years = Math.max(1, Math.round(horizonHours / model.coverHours));
  const yearOf = (hour: number): number => Math.min(Math.floor(hour / model.coverHours), years - 1);
  /** Where events are given (DESIGN 4.6), only what they set off is told. */
  const isTold = (cause: number): boolean => {
    const event = story.causes[cause]!.event;
    return !model.conditional || (event >= 0 && story.events[event]!.given);
  };
  const isControl = (node: number): boolean => model.nodeIsControl[node] === 1;
  const outagesOf = (node: number): Outage[] => story.outages.filter((outage) => outage.node === node);

  // Events
  for (const event of story.events) {
    if (event.threat < 0 || (model.conditional && !event.given)) continue;
    add(layout.threatEvents + layout.perSource * event.threat, 1);
    if (event.landed) add(layout.threatGotThrough + layout.perSource * event.threat, 1);
  }
  story.stopped.forEach((times, control) => {
    add(layout.stopped + control, times);
  });
  story.stoppedAlone.forEach((times, control) => {
    add(layout.stoppedAlone + control, times);
  });

  // Losses
  const layers = model.controlIds.flatMap((_, control) => {
    const level = model.controlLevel[control]!;
    return range(model.levelTransferStart[level]!, model.levelTransferStart[level + 1]!);
  });
  const losses: Loss[] = [];
  const lose = (kind: number, node: number, cause: number, hour: number, amount: number): void => {
    if (amount !== 0) losses.push({ kind, node, cause, hour, period: periodOf(hour), amount });
  };
  for (const { kind, node, cause, hour, amount } of story.costs) lose(kind, node, cause, hour, amount);
  for (const node of plain.nodes) {
    outagesOf(node).forEach((outage, ordinal) => {
      for (const entry of range(model.lossStart[node]!, model.lossStart[node + 1]!)) loseBy(entry, outage, ordinal);
    });
  }

  function loseBy(entry: number, outage: Outage, ordinal: number): void {
    const kind = model.lossKind[entry]!;
    const profile = model.lossProfile[entry]!;
    const drawn = (row: number, purpose: number): number =>
      chance.value(row, chance.at(model.lossStream[entry]!, story.world, story.trial, ordinal, purpose)[0]!);
    const start = startOf(outage);
    const hours = endOf(outage) - start;
    const after = model.lossAfterSampler[entry]! < 0 ? 0 : drawn(model.lossAfterSampler[entry]!, PURPOSE.lossAfter);
    const sampler = model.lossAmountSampler[entry]!;
    if (model.lossMode[entry] === LOSS_MODE.rate) {
      const rate = sampler < 0 ? slots[model.lossAmountSlot[entry]!]! : drawn(sampler, PURPOSE.loss);
      for (const { from, to, cap, cause } of outage.stretches) {
        const cuts = [
          Math.max(from, start + after),
          to,
          ...range(1, years).map((year) => year * model.coverHours),
          ...layers.map((layer) => story.causes[cause]!.hour + model.transferWaiting[layer]!),
        ]
          .filter((cut) => cut >= from && cut >= start + after && cut <= to)
          .toSorted((a, b) => a - b);
        for (let i = 0; i + 1 < cuts.length; i++) {
          const integral = calendar.integral(profile, cuts[i + 1]!) - calendar.integral(profile, cuts[i]!);
          lose(kind, outage.node, cause, cuts[i]!, (1 - cap) * rate * integral);
        }
      }
      return;
    }
    if (hours <= after) return;
    const amount =
      model.lossMode[entry] === LOSS_MODE.outage
        ? drawn(sampler, PURPOSE.loss)
        : tape(model.lossTapeStart[entry]!, model.lossTapeLength[entry]!, hours);
    const least = Math.min(...outage.stretches.map(({ cap }) => cap));
    const lowest = outage.stretches.find(({ cap }) => cap <= least + SMALL)!;
    const factor = calendar.factor(profile, start);
    lose(kind, outage.node, lowest.cause, lowest.from, (1 - lowest.cap) * amount * factor);
  }

  // Insurance
  const counted = (loss: Loss): boolean => model.kindCounted[loss.kind] === 1;
  const eventOf = (loss: Loss): number => story.causes[loss.cause]!.event;
  const covered = (loss: Loss, layer: number): boolean =>
    counted(loss) && loss.hour - story.causes[loss.cause]!.hour >= model.transferWaiting[layer]! - SMALL;
  const total = (some: readonly Loss[]): number => some.reduce((sum, loss) => sum + loss.amount, 0);
  function pay(groupsOfLosses: readonly (readonly Loss[])[], which: readonly number[]): void {
    for (const some of groupsOfLosses) {
      // Every layer looks at the same losses; together they never pay more than there is.
      const paid = new Map<Loss, number>();
      for (const layer of which) {
        const those = some.filter((loss) => covered(loss, layer));
        const sum = total(those);
        const over = Math.max(0, sum - model.transferOver[layer]!);
        const pays = model.transferShare[layer]! * Math.min(model.transferLimit[layer]!, over);
        if (pays <= 0) continue;
        for (const loss of those) paid.set(loss, (paid.get(loss) ?? 0) + (loss.amount / sum) * pays);
      }
      for (const [loss, amount] of paid) loss.amount = Math.max(0, loss.amount - amount);
    }
  }
  const perEvent = layers.filter((layer) => model.transferPerYear[layer] === 0);
  const perYear = layers.filter((layer) => model.transferPerYear[layer] === 1);
  pay(
    story.events.map((event) => losses.filter((loss) => eventOf(loss) === event.number)),
    perEvent,
  );
  pay(
    range(0, years).map((year) => losses.filter((loss) => yearOf(loss.hour) === year)),
    perYear,
  );

  // Sums
  const periodLoss = new Float64Array(periods);
  const periodHarm = new Float64Array(periods);
  const byEvent = story.events.map(() => new Float64Array(periods));
  for (const loss of losses) {
    if (!isTold(loss.cause)) {
      if (counted(loss)) add(layout.lossAsUsual, loss.amount);
      continue;
    }
    add(layout.kind + loss.kind, loss.amount);
    if (loss.kind === model.bearers) periodHarm[loss.period]! += loss.amount;
    if (!counted(loss)) continue;
    const { source, node, event } = story.causes[loss.cause]!;
    periodLoss[loss.period]! += loss.amount;
    add(layout.loss, loss.amount);
    if (loss.node >= 0) add(layout.nodeLossBorne + layout.perNode * loss.node, loss.amount);
    add(layout.sourceLoss + layout.perSource * source, loss.amount);
    if (node >= 0) add(layout.nodeLossCaused + layout.perNode * node, loss.amount);
    if (loss.node < 0 || loss.node === node) add(layout.lossAtStruck, loss.amount);
    if (event >= 0) byEvent[event]![loss.period]! += loss.amount;
  }
  const periodLargest = periodLoss.map((_, period) => Math.max(0, ...byEvent.map((loss) => loss[period]!)));
  add(layout.periodsWithLoss, periodLoss.filter((loss) => loss > 0).length);
  model.harmLimitOver.forEach((over, limit) => {
    add(layout.harmOver + limit, periodHarm.filter((harm) => harm > over).length);
  });

  // Outages
  const firstOutageHours = new Float64Array(plain.nodes.length);
  const longestOutageHours = new Float64Array(plain.nodes.length);
  for (const node of plain.nodes) {
    const own = outagesOf(node).filter(({ stretches }) => stretches.some(({ cause }) => isTold(cause)));
    const told = own.map(({ stretches }) => stretches.filter(({ cause }) => isTold(cause)));
    const hours = told.map((stretches) => hoursOf(stretches));
    firstOutageHours[node] = hours[0] ?? 0;
    longestOutageHours[node] = Math.max(0, ...hours);
    add(layout.nodeOutages + layout.perNode * node, own.length);
    add(layout.nodeDown + layout.perNode * node, own.length > 0 ? 1 : 0);
    add(
      layout.nodeDownHours + layout.perNode * node,
      hours.reduce((a, b) => a + b, 0),
    );
    for (const { from, to, cap } of told.flat()) {
      add(layout.nodeLostHours + layout.perNode * node, (1 - cap) * (to - from));
    }
    for (const watch of range(model.watchStart[node]!, model.watchStart[node + 1]!)) countBreaches(watch, own);
  }
  const stretchesOf = (outages: readonly Outage[]): { node: number; from: number; to: number }[] =>
    outages
      .filter(({ node }) => !isControl(node))
      .flatMap(({ node, stretches }) =>
        stretches.filter(({ cause }) => isTold(cause)).map(({ from, to }) => ({ node, from, to })),
      )
      .toSorted((a, b) => a.from - b.from);
  if (stretchesOf(story.outages).some(({ to }) => to >= horizonHours)) add(layout.endsInOutage, 1);

  /** Periods in which a stretch below the tolerance grew too long. */
  function countBreaches(watch: number, own: readonly Outage[]): void {
    const mostHours = model.watchHours[watch]!;
    const breached = new Set<number>();
    for (const { stretches } of own) {
      for (let i = 0; i < stretches.length;) {
        const below = stretches.slice(i).findIndex(({ cap }) => cap >= model.watchMbco[watch]! - SMALL);
        const end = below < 0 ? stretches.length : i + below;
        const below1 = stretches.slice(i, end);
        const length = model.conditional
          ? hoursOf(below1.filter(({ cause }) => isTold(cause)))
          : end > i
            ? stretches[end - 1]!.to - stretches[i]!.from
            : 0;
        if (length > mostHours) {
          breached.add(periodOf(stretches[i]!.from + mostHours));
        }
        i = end + 1;
      }
    }
    add(layout.watch + watch, breached.size);
  }

  // Cascades and episodes: nodes, not controls
  const sized = (first: number, size: number): void => {
    add(first + sizePlace(size), 1);
  };
  for (const cause of story.causes) {
    // A control's level is no root effect.
    if (cause.event < 0 || !isTold(cause.number)) continue;
    const begun = story.outages.filter((outage) => outage.cause === cause.number && !isControl(outage.node));
    const distinct = new Set(begun.map((outage) => outage.node));
    // The node first struck is in it, whether an outage of its own began there or it was down before.
    if (cause.node >= 0 && !isControl(cause.node)) distinct.add(cause.node);
    if (distinct.size === 0) continue;
    sized(layout.cascadeSize, distinct.size);
    add(layout.cascades, 1);
    add(layout.cascadeNodes, distinct.size);
  }
  const inOrder = stretchesOf(story.outages);
  for (let i = 0; i < inOrder.length;) {
    const distinct = new Set<number>();
    let end = inOrder[i]!.from;
    for (; i < inOrder.length && inOrder[i]!.from <= end; i++) {
      distinct.add(inOrder[i]!.node);
      end = Math.max(end, inOrder[i]!.to);
    }
    sized(layout.episodeSize, distinct.size);
    add(layout.episodes, 1);
    add(layout.episodeNodes, distinct.size);
  }
  return { columns, periodLoss, periodLargest, firstOutageHours, longestOutageHours };
}
