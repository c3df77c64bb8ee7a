/** The last moment of a chain, in words. */
import type { SnowballChain } from '../../results/snowball/chains.ts';
import { about } from './figures.ts';

/** When acting still saves half of a chain's loss; empty where it was not looked for. */
export function momentWords({ lastMomentHours, windows = [], lastMomentOneInTenHours }: SnowballChain): string {
  if (lastMomentHours === undefined) return '';
  if (lastMomentHours === null)
    return 'Too late as soon as it has begun: whenever what was struck is repaired, more than half is lost.';
  const { value } = lastMomentHours;
  const tenth =
    lastMomentOneInTenHours === undefined
      ? ''
      : lastMomentOneInTenHours === null
        ? ' (1 time in 10 it is too late from the start)'
        : about(lastMomentOneInTenHours) === about(value)
          ? ''
          : ` (1 time in 10: ${about(lastMomentOneInTenHours)})`;
  const [first] = windows;
  const late = windows.length > 1 || (first !== undefined && first[0] > 0);
  const spans = late
    ? ` It only helps ${windows.map(([from, to]) => spanWords(from, to)).join(' and ')}: at other times acting is worse.`
    : '';
  return `Repaired within ${about(value)} of the first failure, half of the loss is saved${tenth}.${spans}`;
}

const spanWords = (from: number, to: number): string =>
  Number.isFinite(to) ? `from ${about(from)} to ${about(to)}` : `from ${about(from)} on`;
