import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Refusal } from '../../src/cli/refusal.ts';
import { checkWritable, writeOutput } from '../../src/cli/output-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ringfence-out-'));
});
afterEach(async () => {
  await chmod(folder, 0o700);
  await rm(folder, { recursive: true, force: true });
});

test('a file is put in place whole, over an old one too, and leaves nothing beside it', async () => {
  const file = path.join(folder, 'out.json');
  await writeOutput(file, 'old');
  await writeOutput(file, 'new');
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['out.json']);
});

test('a failure leaves the old file as it was, and nothing beside it', async () => {
  // A folder in the place of the file: the last step cannot be taken
  const file = path.join(folder, 'out.json');
  await mkdir(file);
  await writeFile(path.join(file, 'old'), 'old');
  await expect(writeOutput(file, 'new')).rejects.toThrow(Refusal);
  expect(await readFile(path.join(file, 'old'), 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['out.json']);
});

test('what cannot be written is refused before the work begins', async () => {
  await expect(checkWritable(folder)).rejects.toThrow('it is a folder');
  await expect(checkWritable(path.join(folder, 'no', 'out.json'))).rejects.toThrow('there is no such folder');
  await writeFile(path.join(folder, 'file'), '');
  await expect(checkWritable(path.join(folder, 'file', 'out.json'))).rejects.toThrow('not a folder');
  await expect(checkWritable(path.join(folder, 'out.json'))).resolves.toBeUndefined();
  expect(await readdir(folder)).toEqual(['file']);
});

test('a model in JSON is not written over, a result is', async () => {
  const model = path.join(folder, 'model.json');
  await writeFile(model, '{\n  "title": "T", "ringfence": 1 }');
  await expect(checkWritable(model)).rejects.toThrow('a model stands there');
  const result = path.join(folder, 'result.json');
  await writeFile(result, '{\n  "ringfence": "0.1.0",\n  "result": 1 }');
  await expect(checkWritable(result)).resolves.toBeUndefined();
});

test('a text in pieces is put in place as one', async () => {
  const file = path.join(folder, 'out.json');
  await writeOutput(file, ['one ', 'two ', 'three']);
  expect(await readFile(file, 'utf8')).toBe('one two three');
});
