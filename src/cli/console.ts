/** The two streams that the program writes to, and how wide and colourful they may be. */
import type { WriteStream } from 'node:tty';
import { COLOURED, PLAIN, type Page } from '../report/text/style.ts';

/** Columns of a stream that is no terminal. */
const DEFAULT_WIDTH = 80;
const NARROWEST = 60;
const WIDEST = 120;

/** A process stream: a terminal, or a file or pipe. */
export type Stream = NodeJS.WriteStream & Partial<Pick<WriteStream, 'hasColors'>>;

/** Whether the stream shows colours: a terminal that can, unless NO_COLOR asks for none. */
export const showsColour = (stream: Stream): boolean => stream.isTTY === true && stream.hasColors?.() === true;

/** The page that a stream offers. */
export function pageOf(stream: Stream): Page {
  const columns = stream.isTTY === true ? (stream.columns ?? DEFAULT_WIDTH) : DEFAULT_WIDTH;
  return { width: Math.min(WIDEST, Math.max(NARROWEST, columns)), style: showsColour(stream) ? COLOURED : PLAIN };
}

const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

/** Lets a reader leave early (`| head`): what it no longer wants is dropped, without a word. */
export function tolerateClosedPipes(streams: readonly Stream[]): void {
  for (const stream of streams) {
    stream.on('error', (error: Error) => {
      if (!isClosedPipe(error)) throw error;
    });
  }
}

/** Writes a text and waits until the stream has taken it, or its reader has left. */
export function write(stream: Stream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined || isClosedPipe(error)) resolve();
      else reject(error);
    });
  });
}
