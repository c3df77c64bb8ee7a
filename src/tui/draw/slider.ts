/** A control as a row of its levels: `◇─●─○─○`. */
import { isSpoken, type Theme } from './theme.ts';

/** Columns of a slider of so many levels, in the widest signs. */
export const sliderWidth = (levels: number): number => 2 * levels - 1;

/**
 * @param today Position of the level that the file has, and `now` that of the what-if.
 * @param most Columns; more levels than fit become `3 of 9`.
 */
export function slider(levels: number, today: number, now: number, most: number, theme: Theme): string {
  // Its level is said in words behind it
  if (isSpoken(theme)) return '';
  if (sliderWidth(levels) > most) return `${String(now + 1)} of ${String(levels)}`;
  const { chosen, other, today: mark, light } = theme.glyphs;
  return Array.from({ length: levels }, (_, level) => {
    if (level === now) return now === today ? chosen : theme.heading(chosen);
    return level === today ? mark : other;
  }).join(theme.quiet(light));
}
