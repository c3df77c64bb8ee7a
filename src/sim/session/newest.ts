/**
 * Turns work that offers values on its way and ends with a last one into an async loop.
 *
 * A value not taken before the next one comes is dropped. Leaving the loop early aborts the work and waits for it to
 * end.
 */
export async function* newest<T>(
  work: (offer: (value: T) => void, stop: AbortSignal) => Promise<T>,
): AsyncGenerator<T, void, undefined> {
  const stop = new AbortController();
  let offered: { readonly value: T } | null = null;
  let wake = (): void => {};
  const offer = (value: T): void => {
    offered = { value };
    wake();
  };
  const last = work(offer, stop.signal);
  let ended = false;
  const end = (): void => {
    ended = true;
    wake();
  };
  last.then(end, end);
  /** The value on offer, which is thereby taken. */
  const take = (): { readonly value: T } | null => {
    const taken = offered;
    offered = null;
    return taken;
  };

  try {
    while (!ended) {
      const next = take();
      if (next === null) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else {
        yield next.value;
      }
    }
    yield await last;
  } finally {
    stop.abort();
    await Promise.allSettled([last]);
  }
}
