/** The parser of mathjs alone. The build bundles it into one file, `formula-parser.cjs`, which is what is loaded. */
import type { MathNode } from 'mathjs';
import { create, parseDependencies } from 'mathjs/number';

/** @throws SyntaxError */
export const parse: (text: string) => MathNode = create(parseDependencies ?? {}).parse;
