import { expect, test } from 'vitest';
import { systemReason } from '../../src/io/system-reason.ts';

const of = (message: string, code?: string): Error =>
  Object.assign(new Error(message), code === undefined ? {} : { code });

test.each([
  [of('ENOSPC: no space left on device, write', 'ENOSPC'), 'the disk is full'],
  // What a library passes on has no code
  [of('Failed to append: Failed to commit: Could not write file "a.wal": No space left on device'), 'the disk is full'],
  [of('IO Error: Cannot open file "a": Permission denied'), 'permission is denied'],
  [of('ENOENT: no such file', 'ENOENT'), 'there is no such folder'],
  [of('something else'), 'something else'],
])('why the system refused is said in plain words: %s', (error, says) => expect(systemReason(error)).toBe(says));

test('what is not there to be read is a file', () => {
  expect(systemReason(of('ENOENT: no such file', 'ENOENT'), 'read')).toBe('there is no such file');
});
