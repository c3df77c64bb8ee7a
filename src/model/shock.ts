/** What a scenario brings about. */
import type { Quantity } from './quantity.ts';

/** A thing that a scenario does, as written. */
export interface Shock {
  readonly id: string;
  readonly atHours: number;
  readonly node: string;
  readonly outage: Quantity | 'forever';
  readonly leaves: number;
}
