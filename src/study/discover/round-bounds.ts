/** Bounds that people can say: rounded before anything is counted by them, so that the words are what was counted. */
import type { Box } from './cases.ts';

/** In what a feature is counted. */
export type Measure = 'count' | 'hours' | 'factor';

const DAY = 24;
/** From so many hours on lengths are told in days, as on all pages. */
const FROM_DAYS = 72;
const MINUTES = 60;
const FROM_HOURS = 2;

/** Two significant digits. */
function coarse(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value;
  const size = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return size >= 1 ? Math.round(value / size) * size : Math.round(value * Math.round(1 / size)) / Math.round(1 / size);
}

function rounded(bound: number, measure: Measure): number {
  if (!Number.isFinite(bound)) return bound;
  if (measure === 'count') return Math.floor(bound);
  if (measure === 'factor') return coarse(bound);
  if (bound < FROM_HOURS) return coarse(bound * MINUTES) / MINUTES;
  if (bound < FROM_DAYS) return coarse(bound);
  return Math.max(FROM_DAYS, coarse(bound / DAY) * DAY);
}

export const roundBounds = (box: Box, measures: readonly Measure[]): Box =>
  box.map(({ feature, above, atMost }) => ({
    feature,
    above: rounded(above, measures[feature]!),
    atMost: rounded(atMost, measures[feature]!),
  }));
