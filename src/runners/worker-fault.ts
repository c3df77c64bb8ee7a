/** A piece of work has brought down several threads, one after the other. */
export class WorkerFault extends Error {
  override readonly name = 'WorkerFault';
  /** Whether they ran out of memory, which is a matter of the machine; otherwise it is a fault of the program. */
  readonly outOfMemory: boolean;

  /** @param lastWords What the last one died of. */
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
