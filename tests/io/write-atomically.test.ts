import { chmod, lstat, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeAtomically } from '../../src/io/write-atomically.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('through a link the file at its end is replaced, with its rights, and the link stays', async () => {
  const file = path.join(folder, 'model.yaml');
  const link = path.join(folder, 'link.yaml');
  await writeFile(file, 'old');
  await chmod(file, 0o640);
  await symlink('model.yaml', link);
  await writeAtomically(link, ['n', 'ew']);
  expect(await readFile(file, 'utf8')).toBe('new');
  expect((await stat(file)).mode & 0o777).toBe(0o640);
  expect((await lstat(link)).isSymbolicLink()).toBe(true);
  expect((await readdir(folder)).toSorted()).toEqual(['link.yaml', 'model.yaml']);
});

test('of several written at once one is there, whole', async () => {
  const file = path.join(folder, 'out');
  const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(100_000));
  await Promise.all(texts.map((text) => writeAtomically(file, text)));
  expect(texts).toContain(await readFile(file, 'utf8'));
  expect(await readdir(folder)).toEqual(['out']);
});

test('when the text cannot be made to its end, the old one stays', async () => {
  const file = path.join(folder, 'out');
  await writeFile(file, 'old');
  function* broken(): Iterable<string> {
    yield 'new';
    throw new Error('broken');
  }
  await expect(writeAtomically(file, broken())).rejects.toThrow('broken');
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['out']);
});
