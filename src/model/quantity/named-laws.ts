/** Laws by their names: `uniform 2 8 h`, `lognormal £2m 0.6`, `discrete 2 h 60% 8 h 40%`. */
import { didYouMean } from '../did-you-mean.ts';
import type { Dimension, Law } from '../quantity.ts';
import { beginsAmount } from './amount.ts';
import { NAMED_LAWS } from './laws/laws.ts';
import type { QuantityContext } from './parsed.ts';
import { refuse } from './parsed.ts';
import type { Tokens } from './scan.ts';

/** The names of laws. */
export const LAW_NAMES: readonly string[] = NAMED_LAWS.map(({ name }) => name);

/** Reads a law that begins with its name; null when no such name stands here. */
export function readNamedLaw(tokens: Tokens, dimension: Dimension, context: QuantityContext): Law | null {
  const name = tokens.peek();
  const word = name?.kind === 'word' ? name.text.toLowerCase() : undefined;
  if (name === undefined || word === undefined) return null;
  const read = NAMED_LAWS.find((law) => law.name === word)?.read;
  if (read === undefined) {
    const near = beginsAmount(tokens) ? null : didYouMean(word, LAW_NAMES);
    return near === null ? null : refuse('law', `there is no law \`${name.text}\``, `did you mean \`${near}\`?`, name);
  }
  tokens.take();
  return read(tokens, name, dimension, context);
}
