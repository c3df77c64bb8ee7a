/** The law of a quantity, as people are told of it. */
import type { Quantity } from '../model/quantity.ts';
import type { LawView } from '../report/read-back/combined-law.ts';
import { distributionOf } from '../sim/distributions/distribution-of.ts';

/** The law that a reader should see: error of assessment and chance together, which is the widened interval. */
export const lawOf = (quantity: Quantity): LawView => distributionOf({ ...quantity, timing: 'uncertain' });
