/** Which panels of an arrangement have room: one that would be too low gives its rows up, never the one with the focus. */
import type { Arrangement } from '../state/product.ts';

/** Fewest rows of a panel, with its rule. */
const LEAST = 4;

function leastRows(arrangement: Arrangement): number {
  switch (arrangement.kind) {
    case 'panel':
      return arrangement.least ?? Math.min(LEAST, arrangement.rows ?? LEAST);
    case 'stack':
      return arrangement.of.reduce((sum, part) => sum + leastRows(part), 0);
    case 'beside':
      return Math.max(0, ...arrangement.of.map(leastRows));
  }
}

const holds = (arrangement: Arrangement, panel: string | null): boolean =>
  arrangement.kind === 'panel' ? arrangement.panel === panel : arrangement.of.some((part) => holds(part, panel));

/** The part of an arrangement that fits into so many rows; null where none does. */
export function fitted(arrangement: Arrangement, rows: number, focus: string | null): Arrangement | null {
  switch (arrangement.kind) {
    case 'panel':
      return rows >= Math.min(2, leastRows(arrangement)) ? arrangement : null;
    case 'beside': {
      const of = arrangement.of.map((part) => fitted(part, rows, focus)).filter((part) => part !== null);
      return of.length === 0 ? null : { ...arrangement, of };
    }
    case 'stack': {
      const kept = [...arrangement.of];
      const needed = (): number => kept.reduce((sum, part) => sum + leastRows(part), 0);
      while (kept.length > 1 && needed() > rows) {
        const last = kept.findLastIndex((part) => !holds(part, focus));
        kept.splice(last < 0 ? kept.length - 1 : last, 1);
      }
      const only = kept.length === 1 ? kept[0] : undefined;
      if (only === undefined) return { ...arrangement, of: kept };
      const part = fitted(only, rows, focus);
      return part === null ? null : { ...arrangement, of: [part] };
    }
  }
}
