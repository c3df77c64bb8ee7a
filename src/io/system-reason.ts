/** What the system's error codes mean when something cannot be written or read, in plain words. */

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'that is not permitted',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of disk space is used up',
  EFBIG: 'it would grow beyond the limit on the size of files',
  EIO: 'the disk, or what stands in its place, reports an error',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'a part of its path is not a folder',
  ELOOP: 'it is a link that leads back to itself',
  ENAMETOOLONG: 'its path is too long',
  ENXIO: 'nobody listens there',
  EPIPE: 'its reader has left',
};

/** What they mean otherwise when something cannot be read. */
const READING: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' };

/** What a library passes on of the system's own words. */
const PASSED_ON: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/No space left on device/i, 'ENOSPC'],
  [/Disk quota exceeded/i, 'EDQUOT'],
  [/Read-only file system/i, 'EROFS'],
  [/Permission denied/i, 'EACCES'],
];

/** Why the system refused: plain words for known codes, its own message otherwise. */
export function systemReason(error: unknown, to: 'write' | 'read' = 'write'): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const ofReading = to === 'read' ? READING[code] : undefined;
  if (ofReading !== undefined) return ofReading;
  const words = error instanceof Error ? error.message : String(error);
  const passedOn = PASSED_ON.find(([pattern]) => pattern.test(words))?.[1] ?? '';
  return REASONS[code] ?? REASONS[passedOn] ?? words;
}
