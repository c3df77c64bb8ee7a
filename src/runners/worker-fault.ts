/** A piece of work has killed several threads in a row. */
export class WorkerFault extends Error {
  override readonly name = 'WorkerFault';
  /** Whether they ran out of memory, which is down to the machine; otherwise it is a fault of the program. */
  readonly outOfMemory: boolean;

  /** @param lastWords What killed the last one. */
  constructor(block: number, deaths: number, lastWords: string) {
    const outOfMemory = lastWords.includes('ERR_WORKER_OUT_OF_MEMORY');
    super(
      outOfMemory
        ? `block ${block} needs more memory than a worker thread has: ${deaths} have run out of it`
        : `block ${block} has brought down ${deaths} workers: ${lastWords}`,
    );
    this.outOfMemory = outOfMemory;
  }
}
