/** Writes a file completely or not at all. */
import { rmSync, type Stats } from 'node:fs';
import { lstat, open, readlink, realpath, rename, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';

/** Links after which a path is taken to be circular. */
const MOST_LINKS = 40;

/** Distinguishes two files that are written at the same time. */
let written = 0;

/** What exists at a path, links followed; null if nothing. */
export const standingAt = (file: string): Promise<Stats | null> => stat(file).catch(() => null);

/**
 * Where a file will be: at the end of its links, even if nothing exists there yet.
 *
 * @throws Error with the code ELOOP for a circular link.
 */
export async function endOfLinks(file: string, followed = 0): Promise<string> {
  if ((await standingAt(file)) !== null) return realpath(file);
  const isLink = (await lstat(file).catch(() => null))?.isSymbolicLink() === true;
  if (!isLink) return file;
  if (followed === MOST_LINKS) {
    throw Object.assign(new Error(`${file} is a link that leads back to itself`), { code: 'ELOOP' });
  }
  return endOfLinks(path.resolve(path.dirname(file), await readlink(file)), followed + 1);
}

/** Gives a file the owner and permissions of the old one; the owner only where that is allowed. */
async function likeOld(handle: FileHandle, old: Stats): Promise<void> {
  await handle.chown(old.uid, old.gid).catch(() => undefined);
  await handle.chmod(old.mode & 0o7777);
}

/**
 * Writes a file so that a reader finds either the old text or the new one, and the old one stays when anything fails.
 * Links are followed, and a file keeps its owner and permissions.
 *
 * @param content Text at once or in pieces, or bytes.
 * @throws Error of the system when it cannot be written (`systemReason` puts it in plain words).
 */
export async function writeAtomically(file: string, content: string | Uint8Array | Iterable<string>): Promise<void> {
  const place = await endOfLinks(file);
  const old = await standingAt(place);
  const beside = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}.${String(written++)}.tmp`);
  const sweep = (): void => rmSync(beside, { force: true });
  sweep();
  process.once('exit', sweep);
  try {
    const handle = await open(beside, 'wx');
    try {
      if (old !== null) await likeOld(handle, old);
      const isWhole = typeof content === 'string' || content instanceof Uint8Array;
      for (const piece of isWhole ? [content] : content) await handle.writeFile(piece, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, place);
  } finally {
    sweep();
    process.off('exit', sweep);
  }
}
