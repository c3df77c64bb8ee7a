/** What the model knows of a law: one record a law, in a file of its own; `laws.ts` lists them. */
import type { Dimension, Law } from '../../quantity.ts';
import type { Mark, QuantityContext } from '../parsed.ts';
import type { Token, Tokens } from '../scan.ts';

export type LawOf<Kind extends Law['kind']> = Extract<Law, { readonly kind: Kind }>;

/** From where to where. */
export type Ends = readonly [low: number, high: number];

/** Where a law is written, for refusals. */
export interface LawPlace {
  readonly dimension: Dimension;
  readonly mark: Mark;
  /** The text of the law. */
  readonly written: string;
}

/** Reads the parameters of a law; its name has been taken from the tokens. */
export type ReadLaw = (tokens: Tokens, name: Token, dimension: Dimension, context: QuantityContext) => Law;

/** A law that is written by its name. */
export interface NamedLaw {
  readonly name: string;
  /** How it is written, as the reference of the model file shows it. */
  readonly usage: string;
  /** Absent where the text is read before its tokens are: a mixture. */
  readonly read?: ReadLaw;
}

export interface LawRecord<L extends Law = Law> {
  /** The names by which it is written; none for what is written as numbers or as a formula. */
  readonly names?: readonly NamedLaw[];
  /** Set where single values have a chance of their own, so that a quantile may be reached and never exceeded. */
  readonly hasLumps?: true;
  /** Refuses parameters that no distribution has. */
  check?(law: L, place: LawPlace): void;
  /** Least and greatest value. */
  support(law: L, dimension: Dimension): Ends;
  /**
   * The stretch in which all but about a millionth of the values lie; the stated interval of an interval, since beyond its
   * ends bounds would say another thing than the interval does.
   *
   * @param z Standard deviations that a normal law reaches: `FAR`, or another for another share of the values.
   */
  reach(law: L, z: number): Ends;
  /**
   * Whether it draws numbers that can be computed with: none that is not finite, and no share that cannot be told from 0
   * or 1. Absent where every law that passes `check` does.
   *
   * @param widening Factor w >= 1 on what is uncertain; a law that varies spreads as far, since its shift is drawn.
   */
  spreadIsSound?(law: L, dimension: Dimension, widening: number): boolean;
  /** The law of its values times a factor above 0. */
  scaled(law: L, factor: number): L;
  /** Whether a mean time so distributed comes so near to 0 that the mean rate, its reciprocal, is infinite. */
  reachesNought(law: L): boolean;
  /**
   * Its shape in plain words, as its author stated it; absent where the text says it best.
   *
   * @param say A value with its unit.
   * @param text The quantity as written.
   */
  words?(law: L, say: (value: number) => string, text: string): string;
}
