import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as mathjs from 'mathjs';
import { describe, expect, it } from 'vitest';
import { formulaTree } from '../../src/io/formula-tree.ts';
import { rewritten } from '../../src/model/formula/rewrite.ts';
import { attempt, type QuantityContext } from '../../src/model/quantity/parsed.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Texts that begin with `=`, in quotes or after a colon, in the tests, the shipped models and the pages. */
function formulasOfTheProject(): string[] {
  const found = new Set<string>();
  for (const folder of ['tests', 'scenarios', 'docs']) {
    const files = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => /\.(?:ts|yaml|md)$/.test(name))) {
      const text = readFileSync(path.join(root, folder, file), 'utf8');
      for (const [, , quoted] of text.matchAll(/(['"`])(=[^'"`\n]+)\1/g)) found.add(quoted ?? '');
      for (const [, bare] of text.matchAll(/: (= [^'"`\n,}]+)/g)) found.add(bare ?? '');
    }
  }
  return [...found];
}

/** A context in which every word of a formula is an input. */
const contextOf = (text: string): QuantityContext => ({
  currency: 'GBP',
  rates: new Map(),
  sources: new Map(),
  inputs: new Map([...text.matchAll(/[a-z_]\w*/gi)].map(([word]) => [word, 'number'])),
  formulaTree,
  hours: true,
});

/** What mathjs is given for a formula; undefined where the formula is refused before. */
function textForMathjs(formula: string): string | undefined {
  const read = attempt(() => rewritten(formula, 1, contextOf(formula)));
  return read.ok ? read.value.text : undefined;
}

/** The tree as data; of a fault its kind and where it stands. */
function outcome(parse: (text: string) => mathjs.MathNode, text: string): unknown {
  try {
    return JSON.parse(JSON.stringify(parse(text)));
  } catch (error) {
    return error instanceof Error ? { fault: error.name, at: 'char' in error ? error.char : null } : error;
  }
}

describe('the parser that is loaded for formulas', () => {
  it('gives the trees of the whole of mathjs for every formula of the tests, the shipped models and the pages', () => {
    const texts = formulasOfTheProject().flatMap((formula) => textForMathjs(formula) ?? []);
    expect(texts.length).toBeGreaterThan(100);
    for (const text of texts) expect(outcome(formulaTree, text), text).toEqual(outcome(mathjs.parse, text));
  });

  it('gives the same trees for whatever can be written, and the same faults, which all say where they stand', () => {
    const piece = fc.constantFrom(...'q0 q1 q2 ( ) , + - * / ^ < > <= >= == != ? : and or not'.split(' '));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 14 }), (pieces) => {
        const text = pieces.join(' ');
        const own = outcome(formulaTree, text);
        expect(own).toEqual(outcome(mathjs.parse, text));
        if (typeof own === 'object' && own !== null && 'fault' in own)
          expect(own).toMatchObject({ at: expect.any(Number) });
      }),
      { seed: 11, numRuns: 3000 },
    );
  });
});
