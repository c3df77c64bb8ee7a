/** Lines of a report's head that say what was asked beside the model's file. */
import type { DocumentHead } from '../../results/document-head.ts';
import { prose } from '../text/section.ts';
import type { Page } from '../text/style.ts';
import { wrap } from '../text/wrap.ts';
import { givenSentence, hasGiven, type Given } from './given-words.ts';

/** What is given, and what was changed for this run; nothing where neither was asked. */
export function askedLines({ settings }: Pick<DocumentHead, 'settings'>, given: Given, page: Page): string[] {
  const { set } = settings;
  const overrides = Array.isArray(set) ? set.map(String) : [];
  return [
    ...(hasGiven(given) ? wrap(givenSentence(given, page), page.width) : []),
    ...(overrides.length === 0 ? [] : prose(`Changed for this run: ${overrides.join('; ')}`, page)),
  ];
}
