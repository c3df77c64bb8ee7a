/** What comes of reading a text: a value, or the fault that stands in its way. */
import type { MathNode } from 'mathjs';
import type { Dimension } from '../quantity.ts';

/** What is wrong with a text, where in it, and what would be right. */
export interface QuantityFault {
  /** Stable short name, such as `unit`. */
  readonly code: string;
  /** One sentence without a full stop. */
  readonly message: string;
  /** An instruction; empty when the message says it. */
  readonly remedy: string;
  /** Where the fault begins in the text. */
  readonly offset: number;
  /** How much of the text is at fault; 0 where something is missing at the end. */
  readonly length: number;
  /** Position in the list where the text is one of several. */
  readonly item?: number | undefined;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: QuantityFault };

/** What a model file says that quantities need. */
export interface QuantityContext {
  /** The model's currency, such as `GBP`. */
  readonly currency: string;
  /** Worth of one unit of another currency in the model's. */
  readonly rates: ReadonlyMap<string, number>;
  /** Calibration of each source by its id, a share; null when not measured. */
  readonly sources: ReadonlyMap<string, number | null>;
  /** Named inputs that formulas may use. */
  readonly inputs: ReadonlyMap<string, Dimension>;
  /** Those of the inputs that are drawn anew at each use; absent: none. */
  readonly varying?: ReadonlySet<string> | undefined;
  /** The parser of mathjs. An argument, so that who reads a model decides when to load it. */
  readonly formulaTree: (text: string) => MathNode;
  /** Whether a formula may use `hours`, the length of the outage at hand. */
  readonly hours?: boolean | undefined;
  /** Whether `k` and `m` after a number without a currency are thousand and million. */
  readonly suffixes?: boolean | undefined;
}

/** For places that hold no formula. */
export function noFormulas(): never {
  throw new SyntaxError('no formula belongs here');
}

/** Where a refusal points. */
export interface Mark {
  readonly offset: number;
  readonly length: number;
}

/** Carries a fault from the depth of a parser to its door, `attempt`. */
class Refusal extends Error {
  readonly fault: QuantityFault;

  constructor(fault: QuantityFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** Gives up on a text; only within `attempt`. */
export function refuse(code: string, message: string, remedy: string, { offset, length }: Mark): never {
  throw new Refusal({ code, message, remedy, offset, length });
}

/** The value that `read` gives, or the fault for which it refused. */
export function attempt<T>(read: () => T): Parsed<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** The value of what another parser gave; its fault is passed on, moved by `offset` or to an item of a list. */
export function valueOf<T>(parsed: Parsed<T>, offset = 0, item?: number): T {
  if (parsed.ok) return parsed.value;
  throw new Refusal({ ...parsed.fault, offset: parsed.fault.offset + offset, item: item ?? parsed.fault.item });
}
