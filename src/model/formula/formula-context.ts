import type { QuantityContext } from '../quantity/parsed.ts';

/** What the place of a formula gives it to work with. */
export type FormulaContext = Pick<QuantityContext, 'currency' | 'rates' | 'inputs' | 'hours' | 'formulaTree'>;
