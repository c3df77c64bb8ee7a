/** What the outages of a trial cost, and what insurance pays back: DESIGN 6. */
import { PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import type { TransferLayer } from '../../../src/model/model.ts';
import type { Calendar } from './calendar.ts';
import type { Chance, Stated } from './chance.ts';
import { figure } from './drivers/figures.ts';
import type { Loss, Plain, PlainControl } from './plain.ts';
import { range, SMALL } from './plain.ts';
import type { Outage } from './state.ts';
import type { Story } from './trial.ts';

/** An amount lost, all of it in one period and on one side of every waiting time. */
export interface Lost {
  readonly kind: number;
  readonly node: number;
  readonly cause: number;
  readonly hour: number;
  readonly period: number;
  amount: number;
}

/** A layer that is bought, and what it covers. */
interface Policy {
  readonly layer: TransferLayer;
  readonly covers: PlainControl['covers'];
}

/** Money below this part of the sum is none. */
const DUST = 1e-9;

function startOf(outage: Outage): number {
  return outage.stretches[0]!.from;
}
function endOf(outage: Outage): number {
  return outage.stretches.at(-1)!.to;
}

/** Whether one number lies above another by more than rounding. */
export function isOver(value: number, bound: number): boolean {
  return value > bound + SMALL * Math.max(1, Math.abs(bound));
}

export function periodOf(plain: Plain, hour: number): number {
  return Math.min(Math.floor(hour / plain.periodHours), plain.periods - 1);
}

/** Years of insurance, which are those of an ordinary run where events are given too. */
function yearsOf({ model }: Plain): number {
  return Math.max(1, Math.round(model.horizonHours / model.periodHours));
}
function yearOf(plain: Plain, hour: number): number {
  return Math.min(Math.floor(hour / plain.model.periodHours), yearsOf(plain) - 1);
}

/** All losses of a trial, net of insurance. */
export function lossesOf(plain: Plain, chance: Chance, calendar: Calendar, story: Story): Lost[] {
  const policies = plain.controls.flatMap(({ level, covers }) =>
    level.transfer.map((layer): Policy => ({ layer, covers })),
  );
  const losses = grossLosses(plain, chance, calendar, story, policies);
  const counted = losses.filter(({ kind }) => plain.counted[kind]!);
  const years = range(0, yearsOf(plain)).map((year) => counted.filter((loss) => yearOf(plain, loss.hour) === year));
  const sums = years.map(sumOf);
  const eventOf = (loss: Lost): number => story.causes[loss.cause]!.event;
  for (const event of story.events) {
    const its = counted.filter((loss) => eventOf(loss) === event.number);
    pay(
      story,
      policies.filter(({ layer }) => layer.per === 'event'),
      its,
    );
  }
  for (const [year, its] of years.entries()) {
    pay(
      story,
      policies.filter(({ layer }) => layer.per === 'year'),
      its,
    );
    if (sumOf(its) < DUST * sums[year]!) for (const loss of its) loss.amount = 0;
  }
  return losses;
}

function sumOf(some: readonly Lost[]): number {
  return some.reduce((sum, loss) => sum + loss.amount, 0);
}

/** Every layer looks at the same losses; together they never pay more than there is. */
function pay(story: Story, policies: readonly Policy[], losses: readonly Lost[]): void {
  const paid = new Map<Lost, number>();
  for (const { layer, covers } of policies) {
    const covered = losses.filter((loss) => {
      const cause = story.causes[loss.cause]!;
      return covers(cause.source, cause.node) && loss.hour - cause.hour >= layer.waitingHours - SMALL;
    });
    const sum = sumOf(covered);
    const pays = layer.share * Math.min(layer.limit, Math.max(0, sum - layer.over));
    if (pays <= 0) continue;
    for (const loss of covered) paid.set(loss, (paid.get(loss) ?? 0) + (loss.amount / sum) * pays);
  }
  for (const [loss, amount] of paid) loss.amount = Math.max(0, loss.amount - amount);
}

function grossLosses(
  plain: Plain,
  chance: Chance,
  calendar: Calendar,
  story: Story,
  policies: readonly Policy[],
): Lost[] {
  const losses: Lost[] = [];
  const lose = (kind: number, node: number, cause: number, hour: number, amount: number): void => {
    if (amount !== 0) losses.push({ kind, node, cause, hour, period: periodOf(plain, hour), amount });
  };
  for (const { kind, node, cause, hour, amount } of story.costs) lose(kind, node, cause, hour, amount);
  for (const node of plain.nodes) {
    const outages = story.outages.filter((outage) => outage.node === node.number);
    for (const [ordinal, outage] of outages.entries()) {
      for (const loss of node.losses) {
        if (loss.entry.mode === 'rate') accrue(loss, outage, ordinal);
        else loseOnce(loss, outage, ordinal);
      }
    }
  }
  return losses;

  function wordOf(loss: Loss, ordinal: number, purpose: number): number {
    return chance.at(loss.label, story.trial, ordinal, purpose)[0]!;
  }
  function drawn(loss: Loss, stated: Stated, ordinal: number, purpose: number): number {
    return chance.ofEvent(stated, wordOf(loss, ordinal, purpose), story.trial);
  }
  function delayOf(loss: Loss, ordinal: number): number {
    return loss.after === undefined ? 0 : drawn(loss, loss.after, ordinal, PURPOSE.lossAfter);
  }

  /** What drivers make of it at an hour. */
  function driven(loss: Loss, node: number, hour: number): number {
    return story.path.factor(figure.loss(plain.nodes[node]!.id, loss.entry.id), hour);
  }

  function accrue(loss: Loss, outage: Outage, ordinal: number): void {
    const rate = drawn(loss, loss.amount, ordinal, PURPOSE.loss);
    const begins = startOf(outage) + delayOf(loss, ordinal);
    for (const { from, to, cap, cause } of outage.stretches) {
      const start = Math.max(from, begins);
      const periodEnds = range(1, yearsOf(plain)).map((year) => year * plain.model.periodHours);
      const waits = policies.map(({ layer }) => story.causes[cause]!.hour + layer.waitingHours);
      const changes = story.path.stretches.map((stretch) => stretch.from);
      const cuts = [start, to, ...periodEnds, ...waits, ...changes]
        .filter((cut) => cut >= start && cut <= to)
        .toSorted((a, b) => a - b);
      for (const [i, cut] of cuts.slice(0, -1).entries()) {
        const hours = calendar.integral(loss.entry.during, cut, cuts[i + 1]!);
        lose(loss.kind, outage.node, cause, cut, (1 - cap) * rate * hours * driven(loss, outage.node, cut));
      }
    }
  }

  function loseOnce(loss: Loss, outage: Outage, ordinal: number): void {
    const hours = endOf(outage) - startOf(outage);
    if (!isOver(hours, delayOf(loss, ordinal))) return;
    const amount =
      loss.entry.mode === 'outage'
        ? drawn(loss, loss.amount, ordinal, PURPOSE.loss)
        : chance.ofHours(loss.amount, hours, wordOf(loss, ordinal, PURPOSE.loss), story.trial);
    const least = Math.min(...outage.stretches.map(({ cap }) => cap));
    const lowest = outage.stretches.find(({ cap }) => cap <= least + SMALL)!;
    const start = startOf(outage);
    const factor = calendar.factor(loss.entry.during, start) * driven(loss, outage.node, start);
    lose(loss.kind, outage.node, lowest.cause, lowest.from, (1 - lowest.cap) * amount * factor);
  }
}
