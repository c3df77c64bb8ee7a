/** Formulas of the model file, read and checked: `= departures * £60k per hour`. */
import type { MathNode } from 'mathjs';
import type { Dimension, Tape } from '../quantity.ts';
import type { Mark, Parsed } from '../quantity/parsed.ts';
import { attempt, refuse } from '../quantity/parsed.ts';
import { compileTree } from './compile-node.ts';
import type { FormulaContext } from './formula-context.ts';
import type { Rewritten } from './rewrite.ts';
import { rewritten } from './rewrite.ts';
import { sameUnit, unitInWords, unitOf } from './unit.ts';

/** The longest text of a formula. */
const LONGEST = 1000;

const REMEDIES: Readonly<Record<Dimension, string>> = {
  money: 'multiply a rate by a time, or a number by an amount of money, such as £60k',
  hours: 'write times with a unit, such as 4 h, and multiply them by plain numbers only',
  share: 'divide amounts of the same unit by one another, or write a percentage',
  factor: 'divide amounts of the same unit by one another, or write a plain number',
  number: 'divide amounts of the same unit by one another, or write a plain number',
  'money/hour': 'give the amount a time, such as £60k per hour',
  'number/hour': 'give the number a time, such as 2 per year',
};

function tree({ text, place }: Rewritten, { formulaTree }: FormulaContext): MathNode {
  try {
    return formulaTree(text);
  } catch (error) {
    const position = error instanceof Error && 'char' in error ? error.char : undefined;
    // A parser that could not be loaded, say, is no fault of the formula.
    if (!(error instanceof SyntaxError) && position === undefined) throw error;
    // mathjs counts from 1, and one past the end where something is missing there.
    const at = typeof position === 'number' ? position - 1 : 0;
    if (at >= text.length)
      refuse('syntax', 'the formula ends too early', 'add what belongs after the last sign', place(text.length));
    return refuse('syntax', 'a value is missing here', 'put a number, an input or a bracket before this', place(at));
  }
}

/** Refuses a formula that always gives a value which its place does not have. */
function checkConstant(value: number, dimension: Dimension, span: Mark): void {
  const size = Math.abs(value);
  if (size !== 0 && !(size >= 1e-100 && size <= 1e100))
    refuse('size', 'the number is out of range', 'write a finite number between 1e-100 and 1e100', span);
  if (value < 0 && dimension !== 'number')
    refuse('negative', 'the formula gives a value below 0, which has no meaning here', 'turn its sign', span);
  if (value > 1 && dimension === 'share')
    refuse('share', 'the formula gives more than 100 %', 'write a share from 0% to 100%', span);
}

function tapeOf(text: string, dimension: Dimension, context: FormulaContext): Tape {
  if (text.length > LONGEST)
    refuse('too-long', `the formula has more than ${LONGEST} characters`, 'name its parts as inputs', {
      offset: LONGEST,
      length: text.length - LONGEST,
    });
  const equals = text.search(/\S/);
  if (text[equals] !== '=')
    refuse('syntax', 'a formula begins with =', 'put = before it', { offset: 0, length: text.length });
  const body = equals + 1;
  const whole: Mark = { offset: body, length: text.length - body };
  const plain = rewritten(text, body, context);
  if (plain.text === '')
    refuse('syntax', 'the formula is empty', 'write what it is equal to', { offset: equals, length: 1 });
  const result = compileTree(tree(plain, context), plain.leaves, whole);
  if (!result.isZero && !sameUnit(result.unit, unitOf(dimension)))
    refuse(
      'unit',
      `the formula gives ${unitInWords(result.unit)} where ${unitInWords(unitOf(dimension))} belongs`,
      REMEDIES[dimension],
      result.span,
    );
  if (result.constant !== undefined) checkConstant(result.constant, dimension, result.span);
  return result.tape;
}

/**
 * Reads a formula.
 *
 * mathjs parses and nothing more: it never evaluates, and only the operations of `TapeStep` come out. The literal 0 has every
 * unit, so that `max(0, hours - 4 h)` can be written; every other number has the unit that stands by it. Comparisons give plain
 * numbers, 1 or 0.
 *
 * @param text The formula with its `=`, at most 1,000 characters.
 * @param dimension What the place of the formula measures; the result is in its base unit.
 * @returns The tape, or the first fault.
 */
export function parseFormula(text: string, dimension: Dimension, context: FormulaContext): Parsed<Tape> {
  return attempt(() => tapeOf(text, dimension, context));
}
