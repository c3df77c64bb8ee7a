/** Takes what the futures of a sample lose while they are simulated, so that nobody has to simulate them again to know. */
import type { BlockResult } from '../accumulate/block.ts';
import type { Size } from './stages.ts';
import type { Variant } from './variants.ts';

/** What takes the losses of one sample. */
export interface LossTaker {
  /** Blocks in order of world, then trial, with what their events have cost; nothing of one may be kept. */
  add(block: BlockResult): void;
  /** All of them are there. Not called for a sample that was cut short. */
  end(size: Size): void;
}

/** Asked as a sample of a variant begins; null where nobody wants its losses. */
export type TakeLosses = (variant: Variant) => LossTaker | null;
