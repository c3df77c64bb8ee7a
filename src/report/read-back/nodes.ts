/** Nodes read back: what they need, how they come back, what their outages cost. */
import type { LossEntry, ModelNode, NeedGroup } from '../../model/model.ts';
import { listed, plainNumber } from '../../results/format/count.ts';
import { percent } from '../../results/format/share.ts';
import { duration, durationAs } from '../../results/format/time.ts';
import type { Reader } from './quantity-words.ts';

function membersWords(group: NeedGroup): string {
  const { members } = group;
  if (members.length === 1 && group.kind !== 'share') return members[0] ?? '';
  switch (group.kind) {
    case 'all':
      return `${listed(members)}, all of them`;
    case 'any':
      return `one of ${members.join(', then ')}`;
    case 'atLeast':
      return `at least ${group.k} of ${listed(members)}`;
    case 'share':
      return listed(members.map((member, index) => `${percent(group.weights[index] ?? 0)} from ${member}`));
  }
}

/** Whether a group stays where it has changed over to, and that can be told: at once it would use the best in either case. */
export const neverGoesBack = ({ kind, members, switchover }: NeedGroup): boolean =>
  kind === 'any' && members.length > 1 && switchover !== undefined;

function needSentence(group: NeedGroup, reader: Reader): string {
  const { switchover, buffer, refill, fallback, fallbackAfter } = group;
  const left = fallback === undefined ? '' : `it keeps ${reader.words(fallback, { tail: 'lower' })}`;
  const late = fallbackAfter === undefined ? '' : reader.words(fallbackAfter);
  // A time behind a figure that is uncertain would read as when the figure becomes so.
  const floor = late === '' ? `without it, ${left}` : `without it, it stands still for ${late}; then ${left}`;
  const parts = [
    `It needs ${membersWords(group)}${group.members.includes(group.id) ? '' : ` (${group.id})`}`,
    switchover === undefined ? '' : `taking over from one to another takes ${reader.words(switchover)}`,
    neverGoesBack(group) ? `having changed over, it stays there when ${group.members[0]} is back` : '',
    buffer === undefined ? '' : `a stock bridges ${reader.words(buffer)}`,
    refill === undefined ? '' : `filling it takes ${reader.words(refill)}`,
    left === '' ? '' : floor,
  ];
  return `${parts.filter((part) => part !== '').join('; ')}.`;
}

function lossSentence(entry: LossEntry, reader: Reader): string {
  const name = entry.id === (entry.bearer ?? entry.kind) ? '' : ` (${entry.id})`;
  const who = `${entry.bearer ?? (entry.kind === 'harm' ? 'people (harmed)' : 'goodwill')}${name}`;
  const amount = reader.words(entry.amount);
  const how = {
    rate: `While it is below full, in proportion, ${who}: ${amount}`,
    outage: `Each outage, ${who}: ${amount}`,
    formula: `Each outage, by its length, ${who}: ${amount}`,
  }[entry.mode];
  const first = entry.after === undefined ? '' : reader.words(entry.after);
  const skipped = entry.mode === 'rate' ? `nothing for the first ${first}` : `only where it is longer than ${first}`;
  const after = first === '' ? '' : `; ${skipped}`;
  const during = entry.during.map(({ name, factor }) => `x${plainNumber(factor)} during ${name}`);
  return `${how}${after}${during.length === 0 ? '' : `; ${listed(during)}`}.`;
}

function toleranceSentence(node: ModelNode): string[] {
  const { tolerance } = node;
  if (tolerance === undefined) return [];
  const limits = [
    tolerance.mtpd === undefined ? '' : `no longer than ${duration(tolerance.mtpd)} (MTPD)`,
    tolerance.rto === undefined ? '' : `to be back within ${duration(tolerance.rto)} (RTO)`,
  ];
  return [`It may be below ${percent(tolerance.mbco)} ${limits.filter((part) => part !== '').join(', and is ')}.`];
}

function restartSentence({ restart }: ModelNode, reader: Reader): string[] {
  const [first, ...others] = restart ?? [];
  if (first === undefined) return [];
  const begins = `Once its needs are met it starts again after ${reader.words(first.hours)}`;
  const later = others.map(
    ({ id, after, hours }) =>
      `where they were not met for ${durationAs(after, id ?? '')} or more, after ${reader.words(hours)}`,
  );
  return [`${[begins, ...later].join('; ')}.`];
}

/** The sentences on a node; none for one that stands alone and costs nothing. */
export function nodeSentences(node: ModelNode, reader: Reader): string[] {
  return [
    ...(node.goal === null ? [] : [`Its goal: ${node.goal}.`]),
    ...node.needs.map((group) => needSentence(group, reader)),
    ...restartSentence(node, reader),
    ...(node.blackStart === undefined
      ? []
      : [`A loop that has fallen is lifted here after ${reader.words(node.blackStart)}.`]),
    ...toleranceSentence(node),
    ...node.loss.map((entry) => lossSentence(entry, reader)),
  ];
}
