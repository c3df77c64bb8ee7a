/** Why no ring is drawn: no portfolio holds all limits, or none of those that were tried. */
import { isSearched } from '../../report/doughnut/no-safe-space.ts';
import type { DoughnutDocument } from '../../results/doughnut-document.ts';
import { counted } from '../../results/format/count.ts';

export interface NoRings {
  /** `Nothing on offer holds all limits` */
  readonly said: string;
  /** What to do then, a sentence. */
  readonly ways: string;
}

export function noRingsOf(document: DoughnutDocument): NoRings {
  return isSearched(document)
    ? {
        said: 'Nothing on offer holds all limits',
        ways: 'Ways out: relax a limit, another control, other needs, stop the activity.',
      }
    : {
        said: `None of the ${counted(document.tried.portfolios, 'portfolio')} tried holds all limits`,
        ways: 'What the others do is not known: a longer search may find one that does.',
      };
}
