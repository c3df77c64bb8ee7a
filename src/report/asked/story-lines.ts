/** What a scenario tells, and how likely its author believes it to be. */
import type { Conditions } from '../../results/conditions.ts';
import { prose } from '../text/section.ts';
import type { Page } from '../text/style.ts';

/** Nothing for a scenario that tells nothing. */
export function storyLines({ scenario, story, chance }: Conditions, page: Page): string[] {
  const likely = chance === undefined ? [] : [`Chance as stated: ${chance}, which plays no part in these figures.`];
  const told = story === undefined ? [] : [story.replace(/\s+/g, ' ').trim()];
  const words = [...told, ...likely].join(' ');
  return words === '' ? [] : prose(`${scenario}: ${words}`, page);
}
