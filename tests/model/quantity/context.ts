import { formulaTree } from '../../../src/io/formula-tree.ts';
import type { Parsed, QuantityContext, QuantityFault } from '../../../src/model/quantity/parsed.ts';
import { parseQuantity } from '../../../src/model/quantity/parse-quantity.ts';
import type { Dimension, Law, Quantity } from '../../../src/model/quantity.ts';

export const context: QuantityContext = {
  currency: 'GBP',
  rates: new Map([['EUR', 0.86]]),
  sources: new Map([
    ['neso-2025', null],
    ['ops-day', 0.6],
    ['sure', 0.95],
    ['wild', 0.01],
    ['plant visit', 0.75],
  ]),
  formulaTree,
  inputs: new Map<string, Dimension>([
    ['departures', 'number/hour'],
    ['n', 'number'],
  ]),
};

export function good<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new Error(`${parsed.fault.code}: ${parsed.fault.message}`);
  return parsed.value;
}

export function bad<T>(parsed: Parsed<T>): QuantityFault {
  if (parsed.ok) throw new Error(`read as ${JSON.stringify(parsed.value)}`);
  return parsed.fault;
}

export function quantity(raw: unknown, dimension: Dimension): Quantity {
  return good(parseQuantity(raw, dimension, 'varies', context));
}

export function law(raw: unknown, dimension: Dimension): Law {
  return quantity(raw, dimension).law;
}

export function fault(raw: unknown, dimension: Dimension): QuantityFault {
  return bad(parseQuantity(raw, dimension, 'varies', context));
}
