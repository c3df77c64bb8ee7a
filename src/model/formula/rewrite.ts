/**
 * The text of a formula made fit for mathjs: every literal, name and function becomes a placeholder.
 *
 * mathjs knows no `£`, reads `per` as a name and has its own idea of a month; and the nodes of its tree do not say where they
 * stand in the text. Placeholders settle both: a leaf of the tree leads back to its value and its place.
 */
import type { Mark } from '../quantity/parsed.ts';
import { refuse } from '../quantity/parsed.ts';
import { hoursOf } from '../quantity/units.ts';
import type { FormulaContext } from './formula-context.ts';
import { literalAt, wordAt } from './literal.ts';
import type { Unit } from './unit.ts';
import { PLAIN, unitOf } from './unit.ts';

/** What a placeholder stands for. */
export type Leaf = Mark &
  (
    | { readonly kind: 'literal'; readonly value: number; readonly unit: Unit }
    | { readonly kind: 'input'; readonly name: string; readonly unit: Unit }
    | { readonly kind: 'hours'; readonly unit: Unit }
    | { readonly kind: 'function'; readonly name: string; readonly unit: Unit }
  );

/** A formula in mathjs's language. */
export interface Rewritten {
  readonly text: string;
  readonly leaves: ReadonlyMap<string, Leaf>;
  /** The place in the formula of a position in `text`. */
  readonly place: (position: number) => Mark;
}

/** Functions that a formula may call, with the least and the greatest number of arguments. */
export const FUNCTIONS: ReadonlyMap<string, readonly [number, number]> = new Map([
  ['min', [1, Number.POSITIVE_INFINITY]],
  ['max', [1, Number.POSITIVE_INFINITY]],
  ['abs', [1, 1]],
  ['exp', [1, 1]],
  ['log', [1, 1]],
  ['sqrt', [1, 1]],
  ['floor', [1, 1]],
  ['ceil', [1, 1]],
]);

/** Brackets within brackets that a formula may have. */
export const DEEPEST = 50;

const WORDS: ReadonlySet<string> = new Set(['and', 'or', 'not']);
const OPERATORS = /<=|>=|==|!=|[-+*/^<>?:]/y;
/** What word processors make of operators. */
const TYPESET: ReadonlyMap<string, string> = new Map([
  ['−', '-'],
  ['–', '-'],
  ['\u2010', '-'],
  ['\u2011', '-'],
  ['×', '*'],
  ['·', '*'],
  ['÷', '/'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
]);

/** Remedies for signs that other languages have and formulas do not. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ['"', 'leave out text; a formula works with numbers'],
  ["'", 'leave out text; a formula works with numbers'],
  ['=', 'write == to compare; a formula assigns nothing'],
  ['.', 'write intervals as inputs: of the model and name them here; a decimal has digits after the point'],
  ['%', 'write a percentage as a number and %, such as 45%'],
  ['&', 'write and'],
  ['|', 'write or'],
  ['!', 'write not'],
]);

function unknownName(name: string, isCall: boolean, context: FormulaContext, span: Mark): never {
  if (isCall)
    refuse(
      'unknown-function',
      context.inputs.has(name) ? `\`${name}\` is a quantity, not a function` : `there is no function \`${name}\``,
      context.inputs.has(name) ? `write ${name} * (...)` : `use one of ${[...FUNCTIONS.keys()].join(', ')}`,
      span,
    );
  if (name === 'per')
    refuse('unit', '`per` stands after something other than an amount', 'divide by a time: / (1 h)', span);
  if (name === 'hours')
    refuse(
      'unknown-name',
      '`hours`, the length of an outage, means nothing here',
      'use hours only where a loss is valued; write a time as a number and a unit, such as 4 h',
      span,
    );
  if (hoursOf(name) !== undefined)
    refuse('unit', `the unit \`${name}\` has no number before it`, `write 1 ${name}, or an amount per ${name}`, span);
  if (FUNCTIONS.has(name)) refuse('unknown-name', `\`${name}\` has no brackets after it`, `write ${name}(...)`, span);
  const names = [...context.inputs.keys(), ...(context.hours === true ? ['hours'] : [])];
  refuse(
    'unknown-name',
    `there is no input \`${name}\``,
    names.length === 0
      ? 'state it under inputs:'
      : `state it under inputs:, or use one of ${names.slice(0, 8).join(', ')}`,
    span,
  );
}

function namedLeaf(name: string, isCall: boolean, context: FormulaContext, span: Mark): Leaf {
  const dimension = context.inputs.get(name);
  if (isCall && FUNCTIONS.has(name)) return { kind: 'function', name, unit: PLAIN, ...span };
  if (!isCall && name === 'hours' && context.hours === true) return { kind: 'hours', unit: unitOf('hours'), ...span };
  if (!isCall && dimension !== undefined) return { kind: 'input', name, unit: unitOf(dimension), ...span };
  return unknownName(name, isCall, context, span);
}

/** Splits a formula (from `start`, after its `=`) and rewrites it. Refuses what it cannot read: within `attempt` only. */
export function rewritten(text: string, start: number, context: FormulaContext): Rewritten {
  const leaves = new Map<string, Leaf>();
  const pieces: (Mark & { readonly text: string; readonly position: number })[] = [];
  const brackets: { readonly isCall: boolean; readonly offset: number }[] = [];
  let position = 0;
  /** Whether what was read last can be the left side of an operator. */
  let operandBefore = false;
  let isCallOpen = false;

  const push = (piece: string, span: Mark): void => {
    pieces.push({ text: piece, position, ...span });
    position += piece.length + 1;
  };
  const pushLeaf = (leaf: Leaf): void => {
    if (operandBefore)
      refuse('operator', 'there is no operator before this', 'put * or another operator between the two', leaf);
    const name = `q${leaves.size}`;
    leaves.set(name, leaf);
    push(name, leaf);
    operandBefore = leaf.kind !== 'function';
    isCallOpen = leaf.kind === 'function';
  };

  for (let at = start; at < text.length;) {
    const sign = text[at] ?? '';
    if (/\s/.test(sign)) {
      at++;
      continue;
    }
    const literal = literalAt(text, at, context);
    if (literal !== null) {
      pushLeaf({ kind: 'literal', value: literal.value, unit: literal.unit, offset: at, length: literal.end - at });
      at = literal.end;
      continue;
    }
    const word = wordAt(text, at);
    const length = word?.length ?? 1;
    const span: Mark = { offset: at, length };
    if (word !== null && WORDS.has(word)) {
      push(word, span);
      operandBefore = false;
    } else if (word !== null) {
      pushLeaf(namedLeaf(word, /^\s*\(/.test(text.slice(at + length)), context, span));
    } else if (sign === '(') {
      if (operandBefore)
        refuse('operator', 'there is no operator before the bracket', 'put * or another operator before it', span);
      brackets.push({ isCall: isCallOpen, offset: at });
      isCallOpen = false;
      if (brackets.length > DEEPEST)
        refuse('too-deep', `there are more than ${DEEPEST} brackets within brackets`, 'split the formula up', span);
      push('(', span);
    } else if (sign === ')') {
      if (brackets.pop() === undefined) refuse('syntax', 'a bracket closes that never opened', 'remove it', span);
      push(')', span);
      operandBefore = true;
    } else if (sign === ',') {
      if (brackets.at(-1)?.isCall !== true)
        refuse('comma', 'a comma stands outside a function', 'write numbers without commas, such as 1100k', span);
      push(',', span);
      operandBefore = false;
    } else {
      OPERATORS.lastIndex = at;
      const typed = OPERATORS.exec(text)?.[0];
      const operator = typed ?? TYPESET.get(sign);
      if (operator === undefined) {
        // A sign outside the basic plane takes two places.
        const shown = String.fromCodePoint(text.codePointAt(at) ?? 0);
        refuse(
          'syntax',
          `\`${shown}\` has no place in a formula`,
          FOREIGN.get(sign) ?? 'use numbers with units, named inputs, + - * / ^, comparisons, and, or, not, and ? :',
          { offset: at, length: shown.length },
        );
      }
      push(operator, { offset: at, length: typed?.length ?? 1 });
      operandBefore = false;
      at += typed?.length ?? 1;
      continue;
    }
    at += length;
  }
  const open = brackets.at(-1);
  if (open !== undefined) refuse('syntax', 'a bracket is not closed', 'add )', { offset: open.offset, length: 1 });

  return {
    text: pieces.map((piece) => piece.text).join(' '),
    leaves,
    place: (sought) =>
      pieces.findLast((piece) => piece.position <= sought) ?? { offset: start, length: text.length - start },
  };
}
