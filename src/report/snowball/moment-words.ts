/** How long a chain leaves, in words: until it is felt, and until acting no longer saves half. */
import type { SnowballChain } from '../../results/snowball/chains.ts';
import { about } from './figures.ts';
import { nameOf, type SnowballScene } from './scene.ts';

/** When acting still saves half of a chain's loss; empty where it was not looked for. */
export function momentWords({ lastMomentHours, windows = [], lastMomentOneInTenHours }: SnowballChain): string {
  if (lastMomentHours === undefined) return '';
  if (lastMomentHours === null)
    return 'Too late as soon as it has begun: whenever what was struck is repaired, more than half is lost.';
  const { value } = lastMomentHours;
  const tenth = tenthWords(value, lastMomentOneInTenHours);
  const [first] = windows;
  const late = windows.length > 1 || (first !== undefined && first[0] > 0);
  const spans = late
    ? ` It only helps ${windows.map(([from, to]) => spanWords(from, to)).join(' and ')}: at other times acting is worse.`
    : '';
  return `Repairing what was struck within ${about(value)} of the first failure still saves half of the loss${tenth}.${spans}`;
}

/** How that differs in the tenth of occurrences in which there is least time. */
function tenthWords(usual: number, oneInTen: number | null | undefined): string {
  if (oneInTen === undefined) return '';
  if (oneInTen === null) return '; in the worst 1 of 10 such cases it is too late from the start';
  const words = about(oneInTen);
  if (words === about(usual)) return '';
  return `; in the worst 1 of 10 such cases ${oneInTen < usual ? 'only within' : 'within'} ${words}`;
}

/**
 * How soon a chain is felt: after its first failure, or after that of its first node without which a loss begins; empty where it is not
 * known.
 */
export function feltWords({ steps }: SnowballChain, scene: SnowballScene): string {
  const nodes = scene.result.time?.nodes ?? [];
  const failures = steps.filter(({ kind }) => kind === 'node');
  for (const [at, { members }] of failures.entries()) {
    const [only = ''] = members;
    const survive = members.length === 1 ? nodes.find(({ node }) => node === only)?.surviveHours : undefined;
    if (survive === undefined || survive === null) continue;
    const since = at === 0 ? 'the first failure' : `${nameOf(only, scene)} fails`;
    return survive.middle === 0
      ? `The loss is felt at once when ${at === 0 ? 'the first fails' : since}.`
      : `The loss is felt ${about(survive.middle)} after ${since}.`;
  }
  return '';
}

const spanWords = (from: number, to: number): string =>
  Number.isFinite(to) ? `from ${about(from)} to ${about(to)}` : `from ${about(from)} on`;
