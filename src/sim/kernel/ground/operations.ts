/** The operations that the world program and the tapes of formulas share. */
import { exp, log, pow } from '../../random/elementary.ts';
import { WORLD_OP } from './compiled-model.ts';

/** Operands of an operation: 1, 2 or 3. `draw` takes none. */
export function operandsOf(op: number): number {
  if (op === WORLD_OP.choose) return 3;
  return op >= WORLD_OP.neg && op <= WORLD_OP.not ? 1 : 2;
}

/**
 * The value of an operation of WORLD_OP other than `draw`. Comparisons and logic give 1 or 0; any number but 0 is true.
 *
 * Own exp, log and pow, so that the bits are the same on every platform.
 */
export function evaluate(op: number, a: number, b: number, c: number): number {
  switch (op) {
    case WORLD_OP.neg:
      return -a;
    case WORLD_OP.abs:
      return Math.abs(a);
    case WORLD_OP.exp:
      return exp(a);
    case WORLD_OP.log:
      return log(a);
    case WORLD_OP.sqrt:
      return Math.sqrt(a);
    case WORLD_OP.floor:
      return Math.floor(a);
    case WORLD_OP.ceil:
      return Math.ceil(a);
    case WORLD_OP.not:
      return a === 0 ? 1 : 0;
    case WORLD_OP.add:
      return a + b;
    case WORLD_OP.sub:
      return a - b;
    case WORLD_OP.mul:
      return a * b;
    case WORLD_OP.div:
      return a / b;
    case WORLD_OP.pow:
      return pow(a, b);
    case WORLD_OP.min:
      return Math.min(a, b);
    case WORLD_OP.max:
      return Math.max(a, b);
    case WORLD_OP.lt:
      return a < b ? 1 : 0;
    case WORLD_OP.le:
      return a <= b ? 1 : 0;
    case WORLD_OP.gt:
      return a > b ? 1 : 0;
    case WORLD_OP.ge:
      return a >= b ? 1 : 0;
    case WORLD_OP.eq:
      return a === b ? 1 : 0;
    case WORLD_OP.and:
      return a !== 0 && b !== 0 ? 1 : 0;
    case WORLD_OP.or:
      return a !== 0 || b !== 0 ? 1 : 0;
    case WORLD_OP.choose:
      return a !== 0 ? b : c;
    case WORLD_OP.misses:
      return 1 - a * (1 - b);
    default:
      throw new RangeError(`no operation ${op}`);
  }
}
