/** A formula: a law only when its inputs are drawn. */
import { evaluateTape } from '../../formula/evaluate-tape.ts';
import type { LawOf, LawRecord } from './law-record.ts';

export const FORMULA: LawRecord<LawOf<'formula'>> = {
  support: () => [-Infinity, Infinity],
  reach: () => [-Infinity, Infinity],
  scaled: (law, factor) => ({ ...law, tape: [...law.tape, { op: 'constant', value: factor }, { op: 'mul' }] }),
  reachesNought: ({ tape }) => {
    const value = tape.some(({ op }) => op === 'input' || op === 'hours') ? 1 : evaluateTape(tape, new Map(), 0);
    return !(value > 0);
  },
  words: (_, __, text) => `by formula, ${text.replace(/^\s*=\s*/, '')}`,
};
