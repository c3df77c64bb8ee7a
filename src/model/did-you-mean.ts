/** The name that somebody who made a slip of the pen most likely meant. */

/** Letters of a name for each slip that is forgiven. */
const LETTERS_PER_SLIP = 3;
const MOST_SLIPS = 4;

const mostSlips = (length: number): number => Math.min(MOST_SLIPS, Math.floor(length / LETTERS_PER_SLIP));

/**
 * Fewest insertions, deletions, replacements and swaps of neighbours from one text to the other, where no part is edited twice.
 *
 * @returns The distance, or `most + 1` when it is larger than `most`.
 */
function slips(from: string, to: string, most: number): number {
  if (Math.abs(from.length - to.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const isSame = from[i - 1] === to[j - 1];
      const replaced = (last[j - 1] ?? 0) + (isSame ? 0 : 1);
      let fewest = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (isSwap) fewest = Math.min(fewest, (beforeLast[j - 2] ?? 0) + 1);
      row.push(fewest);
    }
    beforeLast = last;
    last = row;
  }
  return Math.min(last[to.length] ?? 0, most + 1);
}

/** Capitals and the choice of blank, hyphen or underscore are no slips. */
const levelled = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '-');

/**
 * The candidate closest to a name that is not among them: at most one slip for each three letters. A swap of neighbouring
 * letters is one slip; capitals, hyphens, underscores and blanks do not tell names apart. Of equally close candidates the
 * first in code-unit order.
 *
 * @returns Null when none is close.
 */
export function didYouMean(name: string, candidates: Iterable<string>): string | null {
  const meant = levelled(name);
  let best: string | null = null;
  let fewest = mostSlips(meant.length);
  for (const candidate of candidates) {
    if (candidate === name) continue;
    const distance = slips(meant, levelled(candidate), fewest);
    if (distance < fewest || (distance === fewest && (best === null || candidate < best))) {
      best = candidate;
      fewest = distance;
    }
  }
  return best;
}
