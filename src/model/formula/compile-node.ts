/** mathjs's tree turned into a tape, node by node; anything that is not on the list here is refused. */
import type {
  ConditionalNode,
  FunctionNode,
  MathNode,
  OperatorNode,
  ParenthesisNode,
  RelationalNode,
  SymbolNode,
} from 'mathjs';
import type { Mark } from '../quantity/parsed.ts';
import { refuse } from '../quantity/parsed.ts';
import type { TapeStep } from '../quantity.ts';
import { evaluateTape } from './evaluate-tape.ts';
import type { Leaf } from './rewrite.ts';
import { DEEPEST, FUNCTIONS } from './rewrite.ts';
import type { Unit } from './unit.ts';
import { combined, PLAIN, sameUnit, unitInWords } from './unit.ts';

/** A part of a formula as compiled. */
interface Compiled {
  readonly tape: readonly TapeStep[];
  readonly unit: Unit;
  readonly span: Mark;
  /** Its value where it depends on nothing. */
  readonly constant: number | undefined;
  /** The literal 0, which has every unit. */
  readonly isZero: boolean;
}

type Op = Exclude<TapeStep['op'], 'constant' | 'input'>;

const ARITHMETIC: ReadonlyMap<string, Op> = new Map([
  ['add', 'add'],
  ['subtract', 'sub'],
  ['smaller', 'lt'],
  ['smallerEq', 'le'],
  ['larger', 'gt'],
  ['largerEq', 'ge'],
  ['equal', 'eq'],
  ['unequal', 'eq'],
]);

const step = (op: Op): TapeStep => ({ op });

function covering(parts: readonly Mark[]): Mark {
  const offset = Math.min(...parts.map((part) => part.offset));
  return { offset, length: Math.max(...parts.map((part) => part.offset + part.length)) - offset };
}

/** Joins compiled operands by steps after them; what depends on nothing must have a finite value. */
function joined(operands: readonly Compiled[], steps: readonly TapeStep[], unit: Unit, at?: Mark): Compiled {
  const tape = [...operands.flatMap((operand) => operand.tape), ...steps];
  const span = covering([...operands.map((operand) => operand.span), ...(at === undefined ? [] : [at])]);
  const constant = operands.every((operand) => operand.constant !== undefined)
    ? evaluateTape(tape, new Map(), 0)
    : undefined;
  if (constant !== undefined && !Number.isFinite(constant))
    refuse('number', 'this gives no finite number', 'change the numbers so that it gives one', span);
  return { tape, unit, span, constant, isZero: false };
}

/** A hint for two units that do not fit. */
function unitRemedy(a: Unit, b: Unit): string {
  const other = sameUnit(a, PLAIN) ? b : sameUnit(b, PLAIN) ? a : undefined;
  if (other?.money === 0 && other.hours === 1) return 'give the plain number a unit of time, such as 1 h';
  if (other?.money === 1 && other.hours === 0) return 'give the plain number a currency, such as £1k';
  if (other?.money === 1 && other.hours === -1)
    return 'give the plain number a currency and a time, such as £1k per hour';
  if (other?.money === 0 && other.hours === -1) return 'give the plain number a time, such as 1 per year';
  if (a.money === b.money && a.hours !== b.hours) return 'multiply or divide one of them by a time, such as 1 h';
  return 'bring both to the same unit';
}

/** The unit that operands share. Refuses where they share none. */
function sharedUnit(operands: readonly Compiled[], verb: string): Unit {
  let unit: Unit | undefined;
  for (const operand of operands) {
    if (operand.isZero) continue;
    unit ??= operand.unit;
    if (!sameUnit(unit, operand.unit))
      refuse(
        'unit',
        `this ${verb} ${unitInWords(unit)} and ${unitInWords(operand.unit)}`,
        unitRemedy(unit, operand.unit),
        covering(operands.map((one) => one.span)),
      );
  }
  return unit ?? PLAIN;
}

function needPlain(operand: Compiled, what: string): void {
  if (operand.isZero || sameUnit(operand.unit, PLAIN)) return;
  const { money, hours } = operand.unit;
  const divisor = money === 1 && hours === 0 ? '£1' : money === 0 && hours === 1 ? '1 h' : 'an amount of the same unit';
  refuse(
    'unit',
    `${what} needs a plain number and has ${unitInWords(operand.unit)}`,
    `divide it by ${divisor}`,
    operand.span,
  );
}

function power(base: Compiled, exponent: Compiled): Compiled {
  needPlain(exponent, 'an exponent');
  if (exponent.constant === undefined)
    refuse(
      'exponent',
      'the exponent is not a fixed number',
      'write a number, or exp(exponent * log(base))',
      exponent.span,
    );
  return joined([base, exponent], [step('pow')], combined(base.unit, exponent.constant, PLAIN, 0));
}

function functionOf(name: string, operands: readonly Compiled[], at: Mark): Compiled {
  const [least, most] = FUNCTIONS.get(name) ?? [0, -1];
  if (operands.length < least || operands.length > most)
    refuse(
      'arguments',
      `${name} has ${operands.length} arguments`,
      least === most ? `give it ${least}` : `give it at least ${least}`,
      covering([at, ...operands.map((operand) => operand.span)]),
    );
  const [first] = operands;
  switch (name) {
    case 'min':
    case 'max': {
      const steps = operands.slice(1).map(() => step(name));
      return joined(operands, steps, sharedUnit(operands, 'compares'), at);
    }
    case 'exp':
    case 'log':
    case 'floor':
    case 'ceil':
      // Rounded money or hours would depend on the base unit.
      for (const operand of operands) needPlain(operand, name);
      return joined(operands, [step(name)], PLAIN, at);
    case 'abs':
      return joined(operands, [step(name)], first?.unit ?? PLAIN, at);
    case 'sqrt':
      return joined(operands, [step(name)], combined(first?.unit ?? PLAIN, 0.5, PLAIN, 0), at);
    default:
      return refuse(
        'unknown-function',
        `there is no function \`${name}\``,
        `use one of ${[...FUNCTIONS.keys()].join(', ')}`,
        at,
      );
  }
}

/**
 * Compiles the tree of a rewritten formula.
 *
 * @param leaves What the placeholders in the tree stand for.
 * @param whole The place of the formula, for faults of nodes that no leaf places.
 * Refuses what is not on the list: within `attempt` only.
 */
export function compileTree(tree: MathNode, leaves: ReadonlyMap<string, Leaf>, whole: Mark): Compiled {
  const spanOf = (node: MathNode): Mark => {
    const inside = node
      .filter((part) => part.type === 'SymbolNode')
      .flatMap((part) => leaves.get((part as SymbolNode).name) ?? []);
    return inside.length === 0 ? whole : covering(inside);
  };

  const symbol = (node: SymbolNode): Compiled => {
    const leaf = leaves.get(node.name);
    if (leaf === undefined || leaf.kind === 'function')
      return refuse('syntax', 'this is no value', 'use numbers with units and named inputs', spanOf(node));
    const { unit, offset, length } = leaf;
    const span = { offset, length };
    if (leaf.kind === 'input')
      return { tape: [{ op: 'input', name: leaf.name }], unit, span, constant: undefined, isZero: false };
    if (leaf.kind === 'hours') return { tape: [{ op: 'hours' }], unit, span, constant: undefined, isZero: false };
    const isZero = leaf.value === 0 && sameUnit(unit, PLAIN);
    return { tape: [{ op: 'constant', value: leaf.value }], unit, span, constant: leaf.value, isZero };
  };

  const operator = (node: OperatorNode, depth: number): Compiled => {
    const [leftNode, rightNode] = node.args;
    if (leftNode === undefined || node.implicit || node.args.length > 2)
      return refuse('operator', 'an operator is missing', 'write every * out', spanOf(node));
    if (rightNode === undefined) {
      const operand = compiled(leftNode, depth + 1);
      const fn: string = node.fn;
      if (fn === 'unaryPlus') return operand;
      if (fn === 'unaryMinus') return { ...joined([operand], [step('neg')], operand.unit), isZero: operand.isZero };
      if (fn === 'not') {
        needPlain(operand, 'not');
        return joined([operand], [step('not')], PLAIN);
      }
      return refuse(
        'operator',
        'formulas have no such operator',
        'use + - * / ^, comparisons, and, or, not',
        spanOf(node),
      );
    }
    // A chain such as a + b + c nests to the left and is not deep to its reader.
    const left = compiled(leftNode, depth);
    const right = compiled(rightNode, depth + 1);
    const fn: string = node.fn;
    const op = ARITHMETIC.get(fn);
    if (op === 'add' || op === 'sub')
      return joined([left, right], [step(op)], sharedUnit([left, right], op === 'add' ? 'adds' : 'subtracts'));
    if (op !== undefined) {
      sharedUnit([left, right], 'compares');
      return joined([left, right], fn === 'unequal' ? [step(op), step('not')] : [step(op)], PLAIN);
    }
    if (fn === 'and' || fn === 'or') {
      for (const side of [left, right]) needPlain(side, fn);
      return joined([left, right], [step(fn)], PLAIN);
    }
    if (fn === 'multiply') return joined([left, right], [step('mul')], combined(left.unit, 1, right.unit, 1));
    if (fn === 'divide') {
      if (right.constant === 0) refuse('number', 'this divides by zero', 'divide by another number', right.span);
      return joined([left, right], [step('div')], combined(left.unit, 1, right.unit, -1));
    }
    if (fn === 'pow') return power(left, right);
    return refuse(
      'operator',
      'formulas have no such operator',
      'use + - * / ^, comparisons, and, or, not',
      spanOf(node),
    );
  };

  const conditional = (node: ConditionalNode, depth: number): Compiled => {
    const condition = compiled(node.condition, depth + 1);
    const yes = compiled(node.trueExpr, depth + 1);
    const no = compiled(node.falseExpr, depth + 1);
    needPlain(condition, 'a condition');
    return joined([condition, yes, no], [step('choose')], sharedUnit([yes, no], 'chooses between'));
  };

  const call = (node: FunctionNode, depth: number): Compiled => {
    const leaf = node.fn.type === 'SymbolNode' ? leaves.get((node.fn as unknown as SymbolNode).name) : undefined;
    if (leaf?.kind !== 'function')
      return refuse(
        'unknown-function',
        'this is no function',
        `use one of ${[...FUNCTIONS.keys()].join(', ')}`,
        spanOf(node),
      );
    return functionOf(
      leaf.name,
      node.args.map((argument) => compiled(argument, depth + 1)),
      leaf,
    );
  };

  function compiled(node: MathNode, depth: number): Compiled {
    if (depth > DEEPEST)
      refuse('too-deep', `the formula nests more than ${DEEPEST} deep`, 'split the formula up', spanOf(node));
    switch (node.type) {
      case 'SymbolNode':
        return symbol(node as SymbolNode);
      case 'OperatorNode':
        return operator(node as OperatorNode, depth);
      case 'ConditionalNode':
        return conditional(node as ConditionalNode, depth);
      case 'ParenthesisNode':
        return compiled((node as ParenthesisNode).content, depth);
      case 'FunctionNode':
        return call(node as FunctionNode, depth);
      case 'RelationalNode':
        return refuse(
          'operator',
          'comparisons follow one another',
          'write a < b and b < c',
          covering((node as RelationalNode).params.map(spanOf)),
        );
      case 'RangeNode':
        return refuse('syntax', 'formulas have no ranges', 'name an input that states the interval', spanOf(node));
      default:
        return refuse(
          'syntax',
          'this has no place in a formula',
          'use numbers, inputs, operators and functions',
          spanOf(node),
        );
    }
  }

  return compiled(tree, 0);
}
