/** Draws by their addresses, and what the model's quantities are worth: of a world, or for an event. */
import type { Quantity, Tape } from '../../../src/model/quantity.ts';
import { distributionOf } from '../../../src/sim/distributions/distribution-of.ts';
import {
  makeSampler,
  makeSamplerBuilder,
  quantileOfRow,
  type Sampler,
  type SamplerTable,
} from '../../../src/sim/distributions/sampler.ts';
import { spreadOfLogarithm } from '../../../src/sim/distributions/spread.ts';
import { PURPOSE } from '../../../src/sim/kernel/ground/purposes.ts';
import { makeDraws, unitFromWord, unitFromWords } from '../../../src/sim/random/draws.ts';
import { streamKeys } from '../../../src/sim/random/key.ts';

/** A quantity with its path, which is the label of its draws. */
export interface Stated {
  readonly quantity: Quantity;
  readonly path: string;
}

export interface Chance {
  /** All that follows is of this world. */
  enter(world: number): void;
  /** The four words at an address. */
  at(label: string, trialOrBlock: number, index: number, purpose: number): Uint32Array;
  /** What stays the same within the world. */
  ofWorld(stated: Stated): number;
  /** What is drawn for each event of a trial, from the event's word. */
  ofEvent(stated: Stated, word: number, trial: number): number;
  /** A draw of the world from the Beta law of a share. */
  beta(a: number, b: number, path: string): number;
  /** Whether inputs of a formula vary, by way of others too: it is then drawn for each event. */
  varies(stated: Stated): boolean;
  /** A formula of an outage's length, with the outage's word. */
  ofHours(stated: Stated, hours: number, word: number, trial: number): number;
}

const NO_SLOTS = new Float64Array(0);

/** A row by itself. */
interface Row {
  readonly table: SamplerTable;
  readonly sampler: Sampler;
}

export function chanceOf(
  inputs: readonly { readonly name: string; readonly quantity: Quantity }[],
  seed: string,
): Chance {
  let world = 0;
  const draws = new Map<string, ReturnType<typeof makeDraws>>();
  const rows = new Map<string, Row>();
  /** Of the world at hand. */
  const known = new Map<string, number>();

  function at(label: string, trialOrBlock: number, index: number, purpose: number): Uint32Array {
    let stream = draws.get(label);
    if (stream === undefined) {
      stream = makeDraws(streamKeys(seed, [label]));
      draws.set(label, stream);
    }
    stream.at(0, world, trialOrBlock, index, purpose);
    return stream.word.slice();
  }

  function rowOf(key: string, add: (builder: ReturnType<typeof makeSamplerBuilder>) => void): Row {
    let row = rows.get(key);
    if (row === undefined) {
      const builder = makeSamplerBuilder();
      add(builder);
      const table = builder.table();
      row = { table, sampler: makeSampler(table, NO_SLOTS) };
      rows.set(key, row);
    }
    return row;
  }

  /** One draw a world, by the stream of a path. */
  function drawnOnce(path: string, { table }: Row): number {
    let value = known.get(path);
    if (value === undefined) {
      const [high, low] = at(path, 0, 0, PURPOSE.world);
      value = quantileOfRow(table, NO_SLOTS, 0, unitFromWords(high!, low!));
      known.set(path, value);
    }
    return value;
  }

  const uncertain = ({ quantity, path }: Stated): number =>
    drawnOnce(
      path,
      rowOf(`once ${path}`, (builder) => builder.add({ ...quantity, timing: 'uncertain' })),
    );

  /** The error of assessment of what varies: a shift of its logarithm, of the logit of a share. */
  function shifted({ quantity, path }: Stated, value: number): number {
    const { widening, dimension } = quantity;
    if (widening <= 1) return value;
    const sd = Math.sqrt(widening * widening - 1) * spreadOfLogarithm(quantity);
    if (!(sd > 0)) return value;
    const shift = drawnOnce(
      `${path}.shift`,
      rowOf(`shift ${path}`, (builder) => builder.normal(0, sd)),
    );
    if (dimension !== 'share') return value * Math.exp(shift);
    if (value <= 0 || value >= 1) return value;
    const odds = (value / (1 - value)) * Math.exp(shift);
    return odds / (1 + odds);
  }

  function inputNamed(name: string): Stated {
    const { quantity } = inputs.find((each) => each.name === name)!;
    return { quantity, path: `inputs.${name}` };
  }

  /** What an input is stated as, and all that it stands on: one of these may vary. */
  function varies({ quantity: { law, timing } }: Stated): boolean {
    if (law.kind !== 'formula') return timing === 'varies' && law.kind !== 'constant';
    return law.tape.some((step) => step.op === 'input' && varies(inputNamed(step.name)));
  }

  /** The value of a formula, by those of the inputs that it names. */
  function formula({ quantity }: Stated, hours: number, valueOf: (input: Stated) => number): number {
    if (quantity.law.kind !== 'formula') throw new Error(`no formula: ${quantity.text}`);
    const value = evaluate(quantity.law.tape, hours, (name) => valueOf(inputNamed(name)));
    return Math.min(quantity.max ?? Infinity, Math.max(quantity.min ?? -Infinity, value));
  }

  /** The value of an input in one use: one that varies is drawn at the word of the use, and so has the same value in all of it. */
  function inUse(input: Stated, word: number, trial: number): number {
    if (!varies(input)) return ofWorld(input);
    if (input.quantity.law.kind === 'formula') return formula(input, NaN, (used) => inUse(used, word, trial));
    const { table } = rowOf(input.path, (builder) => builder.add(input.quantity));
    const drawn = at(input.path, trial, word, PURPOSE.input)[0]!;
    return shifted(input, quantileOfRow(table, NO_SLOTS, 0, unitFromWord(drawn)));
  }

  function ofHours(stated: Stated, hours: number, word: number, trial: number): number {
    return formula(stated, hours, (input) => inUse(input, word, trial));
  }

  function ofWorld(stated: Stated): number {
    const { law, timing } = stated.quantity;
    if (law.kind === 'constant') return law.value;
    if (law.kind === 'formula') return formula(stated, NaN, ofWorld);
    if (timing === 'uncertain') return uncertain(stated);
    // A chance that varies from event to event, each for itself, is its mean.
    const { mean } = distributionOf(stated.quantity);
    return Number.isFinite(mean) ? shifted(stated, mean) : uncertain(stated);
  }

  return {
    enter: (number) => {
      world = number;
      known.clear();
    },
    at,
    ofWorld,
    varies,
    ofEvent: (stated, word, trial) => {
      const { law, timing } = stated.quantity;
      if (law.kind === 'formula') return ofHours(stated, NaN, word, trial);
      if (law.kind === 'constant' || timing === 'uncertain') return ofWorld(stated);
      const row = rowOf(stated.path, (builder) => builder.add(stated.quantity));
      return shifted(stated, row.sampler.sample(0, word));
    },
    beta: (a, b, path) =>
      drawnOnce(
        path,
        rowOf(`beta ${path}`, (builder) => builder.beta(a, b)),
      ),
    ofHours,
  };
}

const truth = (holds: boolean): number => (holds ? 1 : 0);

/** The value of a formula, on a stack. */
function evaluate(tape: Tape, hours: number, input: (name: string) => number): number {
  const stack: number[] = [];
  const pop = (): number => stack.pop()!;
  for (const step of tape) stack.push(stepValue(step));
  return pop();

  function stepValue(step: Tape[number]): number {
    switch (step.op) {
      case 'constant':
        return step.value;
      case 'input':
        return input(step.name);
      case 'hours':
        return hours;
      case 'neg':
        return -pop();
      case 'abs':
        return Math.abs(pop());
      case 'exp':
        return Math.exp(pop());
      case 'log':
        return Math.log(pop());
      case 'sqrt':
        return Math.sqrt(pop());
      case 'floor':
        return Math.floor(pop());
      case 'ceil':
        return Math.ceil(pop());
      case 'not':
        return truth(pop() === 0);
      case 'choose': {
        const otherwise = pop();
        const then = pop();
        return pop() === 0 ? otherwise : then;
      }
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
      case 'pow':
      case 'min':
      case 'max':
      case 'lt':
      case 'le':
      case 'gt':
      case 'ge':
      case 'eq':
      case 'and':
      case 'or': {
        const b = pop();
        return OF_TWO[step.op](pop(), b);
      }
    }
  }
}

const OF_TWO = {
  add: (a: number, b: number) => a + b,
  sub: (a: number, b: number) => a - b,
  mul: (a: number, b: number) => a * b,
  div: (a: number, b: number) => a / b,
  pow: (a: number, b: number) => Math.pow(a, b),
  min: (a: number, b: number) => Math.min(a, b),
  max: (a: number, b: number) => Math.max(a, b),
  lt: (a: number, b: number) => truth(a < b),
  le: (a: number, b: number) => truth(a <= b),
  gt: (a: number, b: number) => truth(a > b),
  ge: (a: number, b: number) => truth(a >= b),
  eq: (a: number, b: number) => truth(a === b),
  and: (a: number, b: number) => truth(a !== 0 && b !== 0),
  or: (a: number, b: number) => truth(a !== 0 || b !== 0),
};
