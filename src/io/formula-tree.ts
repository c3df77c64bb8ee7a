import type { MathNode } from 'mathjs';
import { createRequire } from 'node:module';

let parser: { readonly parse: (text: string) => MathNode } | undefined;

/** The built parser. The path holds for the sources, the library and the bundled program. */
const PARSER = import.meta.url.endsWith('.ts') ? '../../dist/io/formula-parser.cjs' : '../io/formula-parser.cjs';

/**
 * The syntax tree of a formula, in mathjs's language.
 *
 * Few models have formulas, so the parser is loaded with the first one. It is bundled without mathjs's evaluation code,
 * and loads in a tenth of the time of mathjs as a whole.
 *
 * @throws SyntaxError
 */
export function formulaTree(text: string): MathNode {
  parser ??= createRequire(import.meta.url)(PARSER) as NonNullable<typeof parser>;
  return parser.parse(text);
}
