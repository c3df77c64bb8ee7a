/** The value of a formula of the model, for given inputs. */
import type { Tape } from '../../model/quantity.ts';

/** The value of a formula. @throws Error when an operand is missing. */
export function evaluated(tape: Tape, inputs: Readonly<Record<string, number>>, hours: number): number {
  const stack: number[] = [];
  const pop = (): number => {
    const value = stack.pop();
    if (value === undefined) throw new Error('an operand is missing in a formula');
    return value;
  };
  const unary = (f: (x: number) => number): number => f(pop());
  const binary = (f: (x: number, y: number) => number): number => {
    const y = pop();
    return f(pop(), y);
  };
  const truth = (yes: boolean): number => (yes ? 1 : 0);
  for (const step of tape) {
    stack.push(
      ((): number => {
        switch (step.op) {
          case 'constant':
            return step.value;
          case 'input':
            return inputs[step.name] ?? Number.NaN;
          case 'hours':
            return hours;
          case 'neg':
            return unary((x) => -x);
          case 'abs':
            return unary(Math.abs);
          case 'exp':
            return unary(Math.exp);
          case 'log':
            return unary(Math.log);
          case 'sqrt':
            return unary(Math.sqrt);
          case 'floor':
            return unary(Math.floor);
          case 'ceil':
            return unary(Math.ceil);
          case 'not':
            return unary((x) => truth(x === 0));
          case 'add':
            return binary((x, y) => x + y);
          case 'sub':
            return binary((x, y) => x - y);
          case 'mul':
            return binary((x, y) => x * y);
          case 'div':
            return binary((x, y) => x / y);
          case 'pow':
            return binary((x, y) => x ** y);
          case 'min':
            return binary(Math.min);
          case 'max':
            return binary(Math.max);
          case 'lt':
            return binary((x, y) => truth(x < y));
          case 'le':
            return binary((x, y) => truth(x <= y));
          case 'gt':
            return binary((x, y) => truth(x > y));
          case 'ge':
            return binary((x, y) => truth(x >= y));
          case 'eq':
            return binary((x, y) => truth(x === y));
          case 'and':
            return binary((x, y) => truth(x !== 0 && y !== 0));
          case 'or':
            return binary((x, y) => truth(x !== 0 || y !== 0));
          case 'choose': {
            const otherwise = pop();
            const then = pop();
            return pop() === 0 ? otherwise : then;
          }
        }
      })(),
    );
  }
  return pop();
}
