/** What is asked of a doughnut cannot be answered: an option, a size or a model is at fault, and the message says what to do. */
export class AskedFault extends RangeError {
  override readonly name = 'AskedFault';

  /** The fault alone, for who reads a page and gives no options; the message where that says no more. */
  readonly plain: string;

  constructor(message: string, plain: string = message) {
    super(message);
    this.plain = plain;
  }
}
