/**
 * Factors by which extensions scale figures of the model, and which may change during a trial.
 *
 * A column of factors exists only where an extension asks for it: the part that reads it is otherwise built as if there
 * were none. Factors of several extensions multiply. All are 1 when a trial begins.
 */
import { OCCURS, type CompiledModel } from './compiled-model.ts';
import { fixedBytes, fixedDoubles } from './fixed.ts';
import type { Part } from './part.ts';

/**
 * What a factor scales, what it is indexed by, and when a change takes effect:
 *
 * | kind | by | scales | a change takes effect |
 * |---|---|---|---|
 * | rate | threat | the pace: rate, hazard of a yearly chance, speed of a clock (a date has none) | at once |
 * | outage | effect | the hours that it lasts, not an offer of `recover` | at the next draw |
 * | cost | one-off cost | the amount | at the next draw |
 * | loss | loss entry | the amount | per time: at once; once per outage: at the start of the next outage |
 * | buffer, refill | group | the hours | when the clock is set next |
 * | switchover | group | the hours | when the clock is set next |
 * | fallback | group | the floor, which is 1 at most | at once |
 * | restart, blackStart | node | the hours | when the clock is set next |
 * | misses | control | what it would let through if whole, 1 at most (prevent, deter, contain) | at the next draw; deterring: at once |
 * | recover | control | the hours of its offer | at the next draw |
 */
export type FactorKind =
  | 'rate'
  | 'outage'
  | 'cost'
  | 'loss'
  | 'buffer'
  | 'refill'
  | 'switchover'
  | 'fallback'
  | 'restart'
  | 'blackStart'
  | 'misses'
  | 'recover';

/** An extension's factors of one kind. */
export interface Factor {
  /**
   * Changes a factor from the hour reached on.
   *
   * @param of Number of the thing it scales.
   * @param factor Finite, at least 0.
   * @throws RangeError for anything else.
   */
  set(of: number, factor: number): void;
}

/** An extension's rate factors: the threats they move must be known before arrivals are made. */
export interface RateFactor extends Factor {
  /**
   * Declares that the extension moves the rate of a threat. Call it in `install`.
   *
   * @throws RangeError from `set` for an undeclared threat.
   */
  moves(threat: number): void;
}

/** Hooks around a change: before it, and once it is made. */
export interface Reaction {
  readonly before?: (of: number) => void;
  readonly after?: (of: number) => void;
}

export interface Factors extends Part {
  /** The factors in force; undefined where no extension asks. */
  of(kind: FactorKind): Float64Array | undefined;
  /** 1 for threats whose rate an extension moves. Shape [threats]. */
  readonly movesRate: Uint8Array;
  ask(kind: Exclude<FactorKind, 'rate'>): Factor;
  askRate(): RateFactor;
  react(kind: FactorKind, reaction: Reaction): void;
  /** Resets all to 1. */
  reset(): void;
}

interface Column {
  /** The products. */
  readonly values: Float64Array;
  readonly ofExtensions: Float64Array[];
  reaction: Reaction;
}

function lengthOf(model: CompiledModel, kind: FactorKind): number {
  switch (kind) {
    case 'rate':
      return model.occurs.length;
    case 'outage':
      return model.effectNode.length;
    case 'cost':
      return model.costKind.length;
    case 'loss':
      return model.lossMode.length;
    case 'buffer':
    case 'refill':
    case 'switchover':
    case 'fallback':
      return model.groupNode.length;
    case 'restart':
    case 'blackStart':
      return model.nodeIds.length;
    case 'misses':
    case 'recover':
      return model.controlIds.length;
  }
}

function productOf(columns: readonly Float64Array[], of: number): number {
  let product = 1;
  for (const column of columns) product *= column[of]!;
  return product;
}

export function makeFactors(model: CompiledModel): Factors {
  const columns = new Map<FactorKind, Column>();
  const movesRate = fixedBytes(model.occurs.length);
  /** Factors that have moved in the trial: their columns and numbers. */
  const movedColumns: Column[] = [];
  const movedNumbers: number[] = [];
  let moved = 0;
  const nameOf = (threat: number): string => model.threatIds[threat] ?? `${threat}`;

  function columnOf(kind: FactorKind): Column {
    const known = columns.get(kind);
    if (known !== undefined) return known;
    const column = { values: fixedDoubles(lengthOf(model, kind)).fill(1), ofExtensions: [], reaction: {} };
    columns.set(kind, column);
    return column;
  }

  function note(column: Column, of: number): void {
    movedColumns[moved] = column;
    movedNumbers[moved++] = of;
  }

  function ask(kind: FactorKind): Factor {
    const column = columnOf(kind);
    const { values } = column;
    const own = fixedDoubles(values.length).fill(1);
    column.ofExtensions.push(own);
    return {
      set: (of, factor) => {
        if (own[of] === undefined) throw new RangeError(`there is no factor ${of} of kind ${kind}`);
        if (!(factor >= 0 && factor < Infinity)) throw new RangeError(`${factor} is no factor of kind ${kind}`);
        if (own[of] === factor) return;
        own[of] = factor;
        note(column, of);
        const product = productOf(column.ofExtensions, of);
        if (values[of] === product) return;
        column.reaction.before?.(of);
        values[of] = product;
        column.reaction.after?.(of);
      },
    };
  }

  return {
    of: (kind) => columns.get(kind)?.values,
    movesRate,
    ask,
    askRate: () => {
      const factor = ask('rate');
      return {
        set: (threat, to) => {
          if (movesRate[threat] !== 1) throw new RangeError(`nothing is said to move the rate of ${nameOf(threat)}`);
          factor.set(threat, to);
        },
        moves: (threat) => {
          if (model.occurs[threat] === OCCURS.on) {
            throw new RangeError(`${nameOf(threat)} comes on dates, which have no rate`);
          }
          movesRate[threat] = 1;
        },
      };
    },
    react: (kind, reaction) => {
      const column = columns.get(kind);
      if (column !== undefined) column.reaction = reaction;
    },
    reset: () => {
      for (let i = 0; i < moved; i++) {
        const of = movedNumbers[i]!;
        const { values, ofExtensions } = movedColumns[i]!;
        values[of] = 1;
        for (let e = 0; e < ofExtensions.length; e++) ofExtensions[e]![of] = 1;
      }
      moved = 0;
    },
    save: () =>
      [...columns.values()].map(({ values, ofExtensions }) => [values, ...ofExtensions].map((of) => of.slice())),
    restore: (saved) => {
      moved = 0;
      const from = saved as Float64Array[][];
      [...columns.values()].forEach(({ values, ofExtensions }, c) => {
        [values, ...ofExtensions].forEach((of, i) => of.set(from[c]![i]!));
        values.forEach((_, of) => note([...columns.values()][c]!, of));
      });
    },
  };
}
