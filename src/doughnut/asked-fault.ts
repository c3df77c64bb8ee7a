/** What is asked of a doughnut cannot be answered: an option, a size or a model is at fault, and the message says what to do. */
export class AskedFault extends RangeError {
  override readonly name = 'AskedFault';
}
