/** The sections of the page in order, and who reads which. */
import { AUDIENCES, type Audience } from './audiences.ts';
import type { PageSection } from './section.ts';
import type { Sheet } from './sheet.ts';
import { reproduce } from './sections/reproduce.ts';

interface Entry {
  readonly title: string;
  readonly make: (sheet: Sheet) => PageSection | null;
  /** Besides the analyst. */
  readonly readers: readonly Audience[];
}

const ALL: readonly Audience[] = AUDIENCES;

const ENTRIES: readonly Entry[] = [{ title: 'To make this page again', make: reproduce, readers: ALL }];

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
