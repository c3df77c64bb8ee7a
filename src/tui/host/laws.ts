/** The law of a quantity, as a person should see it. */
import type { Quantity } from '../../model/quantity.ts';
import type { LawView } from '../../report/read-back/combined-law.ts';
import { distributionOf } from '../../sim/distributions/distribution-of.ts';

/** Error of assessment and chance together, which is the widened interval. */
export const lawOf = (quantity: Quantity): LawView => distributionOf({ ...quantity, timing: 'uncertain' });
