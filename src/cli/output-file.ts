/** The files that a command is asked to write. */
import { constants, fstatSync, type Stats } from 'node:fs';
import { access, open } from 'node:fs/promises';
import path from 'node:path';
import { piecesOf, write, type Stream, type Text } from './console.ts';
import { argumentProblem, Refusal } from './refusal.ts';
import { systemReason } from '../io/system-reason.ts';
import { endOfLinks, standingAt, writeAtomically } from '../io/write-atomically.ts';

/** Bytes that show whether a file is a model. */
const BEGINNING = 4096;

const refusal = (file: string, reason: string, remedy = 'give --out another path'): Refusal =>
  new Refusal([argumentProblem(`cannot write ${file}: ${reason}`, remedy)]);

const isSame = (a: Stats, b: Stats): boolean => a.dev === b.dev && a.ino === b.ino;

/** The stream of the program that a file is already, such as /dev/stdout. */
function ownStream(there: Stats): Stream | undefined {
  return [process.stdout, process.stderr].find((stream) => {
    try {
      return isSame(fstatSync(stream.fd), there);
    } catch {
      return false;
    }
  });
}

async function isModel(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    // The number tells a model in JSON from a result, which names the version of the program.
    return /^ringfence\s*:|"ringfence"\s*:\s*\d/m.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Refuses to write over what is there where something would be lost. */
async function checkReplaceable(file: string, there: Stats, inputs: readonly string[]): Promise<void> {
  for (const input of inputs) {
    const other = await standingAt(input);
    if (other !== null && isSame(there, other)) throw refusal(file, 'the model is read from it');
  }
  if (!there.isFile()) return;
  if (ownStream(there) !== undefined) {
    throw refusal(file, 'the report goes there already', 'leave --out, and give --json to have the document there');
  }
  if (await isModel(file)) throw refusal(file, 'a model stands there, and would be lost');
  await access(file, constants.W_OK).catch((error: unknown) => {
    throw refusal(file, systemReason(error));
  });
}

/**
 * Looks, before the work begins, whether a file could be written.
 *
 * @param inputs The files that the work is read from: none of them is written over, by whatever name.
 * @throws Refusal when it could not.
 */
export async function checkWritable(file: string, inputs: readonly string[] = []): Promise<void> {
  if (file === '' || /[/\\]$/.test(file)) throw refusal(file === '' ? 'a file' : file, 'it has no name');
  const there = await standingAt(file);
  if (there?.isDirectory() === true) throw refusal(file, 'it is a folder');
  if (there !== null) await checkReplaceable(file, there, inputs);
  if (there !== null && !there.isFile()) return;
  const end = await endOfLinks(file).catch((error: unknown) => {
    throw refusal(file, systemReason(error));
  });
  const name = path.dirname(end);
  const folder = await standingAt(name);
  if (folder === null) throw refusal(file, 'there is no such folder');
  if (!folder.isDirectory()) throw refusal(file, 'a part of its path is not a folder');
  await access(name, constants.W_OK).catch((error: unknown) => {
    throw refusal(file, `nothing can be put into its folder: ${systemReason(error)}`);
  });
}

/**
 * Writes the file that was asked for, if one was. A failure is handed back, so that what took long to find can still be
 * shown before it is told.
 */
export async function saved(file: string | undefined, text: Text): Promise<Refusal | null> {
  if (file === undefined) return null;
  try {
    await writeOutput(file, text);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

async function writeInPlace(file: string, text: Text): Promise<void> {
  const handle = await open(file, constants.O_WRONLY | constants.O_NOCTTY);
  try {
    for (const piece of piecesOf(text)) await handle.writeFile(piece, 'utf8');
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file in one step (`writeAtomically`). What is no file (a device, a pipe) is written to as it is.
 *
 * @throws Refusal when it cannot be written.
 */
export async function writeOutput(file: string, text: Text): Promise<void> {
  try {
    const there = await standingAt(file);
    const own = there === null ? undefined : ownStream(there);
    if (own !== undefined) await write(own, text);
    else if (there === null || there.isFile()) await writeAtomically(file, text);
    else await writeInPlace(file, text);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusal(file, systemReason(error));
  }
}
