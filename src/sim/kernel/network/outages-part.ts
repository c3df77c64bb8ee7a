/** What the record of outages is asked. */
import type { Part } from '../ground/part.ts';

export interface Outages extends Part {
  /** Records the change of the node in this instant. */
  record(node: number): void;
  /**
   * Ends the stretch of a node at the hour reached, as if something had changed: losses from here on may be at another
   * rate.
   */
  cut(node: number): void;
  /** Cuts everything in progress at the hour reached. */
  close(): void;
  /** Forgets a touched node and its entries. */
  resetNode(node: number, place: number): void;
  clear(): void;
}
