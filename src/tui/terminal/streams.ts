/** The stream that Ink may write to: it swallows everything, and has the size of the terminal. */
import { Writable } from 'node:stream';

/** A stand-in for `process.stdout` whose size Ink lays out for. */
export interface SilentStream extends NodeJS.WriteStream {
  /** Takes over a size, and tells Ink. */
  resizeTo(columns: number, rows: number): void;
}

export function makeSilentStream(columns: number, rows: number): SilentStream {
  const stream = new Writable({ write: (_chunk, _encoding, done) => done() });
  const silent: SilentStream = Object.assign(stream as unknown as NodeJS.WriteStream, {
    columns,
    rows,
    isTTY: true,
    resizeTo: (wide: number, high: number): void => {
      silent.columns = wide;
      silent.rows = high;
      silent.emit('resize');
    },
  });
  return silent;
}
