import type { MathNode } from 'mathjs';
import { createRequire } from 'node:module';

let parser: { readonly parse: (text: string) => MathNode } | undefined;

/**
 * The tree of a formula in mathjs's language.
 *
 * mathjs takes as long to load as everything else that reads a model, and few models hold a formula: so it comes with the
 * first, in its build of one file, which loads several times faster than the package's entry.
 *
 * @throws SyntaxError
 */
export function formulaTree(text: string): MathNode {
  parser ??= createRequire(import.meta.url)('mathjs/lib/browser/math.js') as NonNullable<typeof parser>;
  return parser.parse(text);
}
