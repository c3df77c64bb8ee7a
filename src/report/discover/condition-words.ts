/** Conditions of rules in words. */
import type { DiscoverCondition } from '../../results/discover-document.ts';
import { plainNumber } from '../../results/format/count.ts';
import { duration } from '../../results/format/time.ts';
import { nodeName, threatName } from '../text/names.ts';
import type { Page } from '../text/style.ts';

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${plainNumber(count)} times`);

/** `ransomware`, `ransomware at least twice`, `no ransomware`. */
function threatWords({ above, atMost }: DiscoverCondition, name: string): string {
  const least = above === null ? null : above + 1;
  if (atMost === 0) return `no ${name}`;
  if (atMost === null) return least === 1 ? name : `${name} at least ${times(least ?? 0)}`;
  if (least === null) return `${name} at most ${times(atMost)}`;
  return least === atMost
    ? `${name} exactly ${times(least)}`
    : `${name} ${plainNumber(least)} to ${plainNumber(atMost)} times`;
}

/** `intake-a struck`, `intake-a struck for over 12 h`. */
function hoursWords({ above, atMost }: DiscoverCondition, name: string, what: string): string {
  if (atMost === 0) return `${name} not ${what}`;
  if (atMost === null) return above === 0 ? `${name} ${what}` : `${name} ${what} for over ${duration(above ?? 0)}`;
  if (above === null) return `${name} ${what} for at most ${duration(atMost)}`;
  return above === 0
    ? `${name} ${what}, for at most ${duration(atMost)}`
    : `${name} ${what} for over ${duration(above)} and at most ${duration(atMost)}`;
}

/** `energy crisis`, `energy crisis for over 41 days`. */
function stateWords({ above, atMost }: DiscoverCondition, name: string): string {
  if (atMost === 0) return `no ${name}`;
  if (atMost === null) return above === 0 ? name : `${name} for over ${duration(above ?? 0)}`;
  if (above === null) return `${name} for at most ${duration(atMost)}`;
  return above === 0
    ? `${name}, for at most ${duration(atMost)}`
    : `${name} for over ${duration(above)} and at most ${duration(atMost)}`;
}

function indexWords({ id, above, atMost }: DiscoverCondition): string {
  const value = (factor: number): string => `x${plainNumber(factor)}`;
  if (above !== null && atMost !== null) return `${id} over ${value(above)} and at most ${value(atMost)} on average`;
  return `${id} ${above === null ? `at most ${value(atMost ?? 0)}` : `over ${value(above)}`} on average`;
}

export function conditionWords(condition: DiscoverCondition, page: Page): string {
  switch (condition.feature) {
    case 'state':
      return stateWords(condition, `${condition.id} ${condition.state ?? ''}`);
    case 'atLeast':
      return stateWords(condition, `${condition.id} at least ${condition.state ?? ''}`);
    case 'index':
      return indexWords(condition);
    case 'threat':
      return threatWords(condition, threatName(condition.id, page));
    case 'struck':
      return hoursWords(condition, nodeName(condition.id, page), 'struck');
    case 'down':
      return hoursWords(condition, nodeName(condition.id, page), 'down');
  }
}

export const ruleWords = (conditions: readonly DiscoverCondition[], page: Page): string =>
  conditions.map((condition) => conditionWords(condition, page)).join(' and ');
