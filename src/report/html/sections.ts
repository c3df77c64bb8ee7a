/** The sections of the page in order, and who reads which. */
import { AUDIENCES, type Audience } from './audiences.ts';
import type { PageSection } from './section.ts';
import type { Sheet } from './sheet.ts';
import { appetite, assumptions, controls, method, scenarios, tolerances } from './sections/answers.ts';
import { chains, growing, timeline } from './sections/compounding.ts';
import { sensitivity } from './sections/estimates.ts';
import { dependencies } from './sections/dependencies.ts';
import { losses, threats, world } from './sections/losses.ts';
import { reproduce } from './sections/reproduce.ts';
import { spendBySegment, spendEstimates, spendFrontier, spendOverYears } from './sections/spend.ts';

interface Entry {
  readonly title: string;
  readonly make: (sheet: Sheet) => PageSection | null;
  /** Besides the analyst. */
  readonly readers: readonly Audience[];
}

const ALL: readonly Audience[] = AUDIENCES;

const ENTRIES: readonly Entry[] = [
  { title: 'what security should cost, part by part', make: spendBySegment, readers: ['board', 'finance'] },
  { title: 'less and more money', make: spendFrontier, readers: ['finance'] },
  { title: 'the money over years', make: spendOverYears, readers: ['finance'] },
  { title: 'how bad it can get, by year and event', make: losses, readers: ['finance', 'regulator'] },
  { title: 'severity against proximity', make: threats, readers: ['board', 'regulator'] },
  { title: 'what the spend hangs on', make: spendEstimates, readers: ['finance'] },
  { title: 'which estimates the losses hang on', make: sensitivity, readers: ['regulator'] },
  { title: 'what moves the world', make: world, readers: ['finance'] },
  { title: 'who depends on whom', make: dependencies, readers: ['regulator'] },
  { title: 'one bad future, hour by hour', make: timeline, readers: [] },
  { title: 'how the worst years go', make: chains, readers: ['regulator'] },
  { title: 'what stands behind where failures compound', make: growing, readers: [] },
  { title: 'scenarios side by side', make: scenarios, readers: ['finance'] },
  { title: 'controls and their evidence', make: controls, readers: ['regulator'] },
  { title: 'the limits of the board, with who answers for them', make: appetite, readers: ['board', 'regulator'] },
  { title: 'what must not be down, and for how long', make: tolerances, readers: ['regulator'] },
  { title: 'assumptions and sources', make: assumptions, readers: ['regulator'] },
  { title: 'how it was worked out', make: method, readers: ['regulator'] },
  { title: 'to make this page again', make: reproduce, readers: ALL },
];

/** What stands on the page for an audience, and the titles of what it is spared. */
export function sectionsFor(
  audience: Audience,
  sheet: Sheet,
): { readonly sections: readonly PageSection[]; readonly leftOut: readonly string[] } {
  const isRead = ({ readers }: Entry): boolean => audience === 'analyst' || readers.includes(audience);
  return {
    sections: ENTRIES.filter(isRead).flatMap(({ make }) => make(sheet) ?? []),
    leftOut: ENTRIES.filter((entry) => !isRead(entry) && entry.make(sheet) !== null).map(({ title }) => title),
  };
}
