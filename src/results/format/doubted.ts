/** Figures with too little behind them. */
import type { Estimate } from '../estimate.ts';

/** A figure in words, with a question mark where too few trials or worlds lie behind it. */
export const doubted = (text: string, { unreliable }: Estimate): string => (unreliable === true ? `${text}?` : text);
