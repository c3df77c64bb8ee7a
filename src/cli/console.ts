/** The two streams that the program writes to, and how wide and colourful they may be. */
import { fstatSync, writeSync } from 'node:fs';
import type { WriteStream } from 'node:tty';
import { COLOURED, PLAIN, type Page } from '../report/text/style.ts';
import { argumentProblem, Refusal } from './refusal.ts';
import { systemReason } from '../io/system-reason.ts';

/** Columns of a stream that is no terminal. */
const DEFAULT_WIDTH = 80;
const NARROWEST = 20;
const WIDEST = 120;

/** A process stream: a terminal, or a file or pipe. */
export type Stream = NodeJS.WriteStream & { readonly fd: number } & Partial<Pick<WriteStream, 'hasColors'>>;

/** Whether the stream shows colours: a terminal that can, unless NO_COLOR asks for none. */
export const showsColour = (stream: Stream): boolean => stream.isTTY === true && stream.hasColors?.() === true;

/** The page that a stream offers. */
export function pageOf(stream: Stream): Page {
  const columns = stream.isTTY === true ? (stream.columns ?? DEFAULT_WIDTH) : DEFAULT_WIDTH;
  return {
    width: Math.min(WIDEST, Math.max(NARROWEST, columns)),
    rows: stream.isTTY === true ? stream.rows : undefined,
    style: showsColour(stream) ? COLOURED : PLAIN,
  };
}

/** A text at once, or in pieces. */
export type Text = string | Iterable<string>;

export const piecesOf = (text: Text): Iterable<string> => (typeof text === 'string' ? [text] : text);

const isClosedPipe = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

/** Keeps streams from ending the program: what goes wrong with them is told by `write`, to whom it concerns. */
export function tolerateFailures(streams: readonly Stream[]): void {
  for (const stream of streams) stream.on('error', () => undefined);
}

/** True for files and devices, which Node writes to in one go, and for which it takes a part written for all of it. */
function isWrittenWhole(stream: Stream): boolean {
  if (stream.isTTY === true || typeof stream.fd !== 'number') return false;
  const there = fstatSync(stream.fd);
  return there.isFile() || there.isCharacterDevice() || there.isBlockDevice();
}

/** Writes until all of it is there: a full disk or a limit takes a first part, and refuses only the next. */
function writeWhole(stream: Stream, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let written = 0; written < bytes.length;) written += writeSync(stream.fd, bytes, written);
}

/** Gives the text to the stream; false when nobody reads it any more. */
function writeStreamed(stream: Stream, text: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined) resolve(true);
      else if (isClosedPipe(error)) resolve(false);
      else reject(error);
    });
  });
}

/**
 * Writes a text and waits until the stream has taken all of it. A reader who leaves early (`| head`) is no fault: what is no
 * longer wanted is dropped, without a word.
 *
 * @throws Refusal when it cannot be written, or only in part.
 */
export async function write(stream: Stream, text: Text): Promise<void> {
  try {
    const isWhole = isWrittenWhole(stream);
    for (const piece of piecesOf(text)) {
      if (isWhole) writeWhole(stream, piece);
      else if (!(await writeStreamed(stream, piece))) break;
    }
  } catch (error) {
    const message = `the output could not be written, or only a part of it: ${systemReason(error)}`;
    throw new Refusal([argumentProblem(message, 'mend that, or send the output elsewhere')]);
  }
}

/** Says something on standard error; where nothing can be said there, nobody would hear why. */
export const say = (text: string): Promise<void> => write(process.stderr, text).catch(() => undefined);
