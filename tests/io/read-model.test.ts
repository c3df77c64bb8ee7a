import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readModel, readModelText, readSource } from '../../src/io/read-model.ts';
import type { Problem } from '../../src/model/problem.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringfence-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function faultOf(path: string): Promise<Problem> {
  const source = await readSource(path);
  if (source.ok) throw new Error('no fault');
  expect(source.problems).toHaveLength(1);
  return source.problems[0]!;
}

const MODEL = `ringfence: 1
title: A shop
currency: GBP
starts: 2027-01-01
horizon: 1 year
bearers: { own: count }
threats:
  theft: { discipline: physical, occurs: 3..9 per year, cost: { own: £1k..£25k } }
`;

describe('readSource', () => {
  it('says that a file does not exist or is a folder, without a place', async () => {
    const missing = join(folder, 'missing.yaml');
    expect(await faultOf(missing)).toEqual({
      code: 'file',
      message: `\`${missing}\` does not exist`,
      remedy: 'check the path',
      place: null,
    });
    expect(await faultOf(folder)).toMatchObject({
      code: 'file',
      message: expect.stringContaining('is a folder'),
      place: null,
    });
    expect(await faultOf(join(file('plain.yaml', 'a: 1\n'), 'x'))).toMatchObject({ code: 'file', place: null });
    expect(await faultOf('a\0b')).toMatchObject({ code: 'file', place: null });
  });

  it('refuses UTF-16, and takes UTF-8 with a byte order mark', async () => {
    const utf16 = file('utf16.yaml', Buffer.from('\ufeffa: 1\n', 'utf16le'));
    expect(await faultOf(utf16)).toMatchObject({
      code: 'encoding',
      remedy: 'save it as UTF-8',
      place: { line: 1, column: 1 },
    });
    expect((await readSource(file('mark.yaml', '\ufeffa: 1\n'))).ok).toBe(true);
  });

  it('finds the place of a byte that is no UTF-8 or zero', async () => {
    const latin = file(
      'latin.yaml',
      Buffer.concat([Buffer.from('a: 1\nb: '), Buffer.from([0xa3]), Buffer.from('5\n')]),
    );
    expect(await faultOf(latin)).toMatchObject({
      code: 'encoding',
      remedy: 'save it as UTF-8',
      place: { line: 2, column: 4 },
    });
    expect(await faultOf(file('zero.yaml', 'a: 1\nbc\0\n'))).toMatchObject({
      code: 'binary',
      place: { line: 2, column: 3 },
    });
  });

  it('refuses more than 50 MB', async () => {
    expect(await faultOf(file('large.yaml', Buffer.alloc(50 * 2 ** 20 + 1, 35)))).toMatchObject({ code: 'file-size' });
  });

  it('includes files of its folder, and no others by a link', async () => {
    mkdirSync(join(folder, 'model'));
    file('secret.yaml', 'nodes: { s: 1 }\n');
    file('model/part.yaml', 'nodes: { p: 1 }\n');
    const source = await readSource(file('model/main.yaml', 'include: part.yaml\n'));
    expect(source.ok && JSON.stringify(source.value.value)).toBe('{"nodes":{"p":1}}');
    symlinkSync(join(folder, 'secret.yaml'), join(folder, 'model', 'link.yaml'));
    const fault = await faultOf(file('model/out.yaml', 'include: link.yaml\n'));
    expect(fault).toMatchObject({
      code: 'file',
      remedy: 'copy the file into the folder',
      place: { line: 1, column: 10, length: 9 },
    });
  });

  it('places a missing or unreadable included file at the include, and bytes at fault in their own file', async () => {
    const missing = await faultOf(file('a.yaml', 'x: 1\ninclude: none.yaml\n'));
    expect(missing).toMatchObject({ message: '`none.yaml` does not exist', place: { line: 2, column: 10 } });
    mkdirSync(join(folder, 'sub'));
    expect(await faultOf(file('b.yaml', 'include: sub\n'))).toMatchObject({ place: { line: 1, column: 10 } });
    file('bytes.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    expect((await faultOf(file('c.yaml', 'include: bytes.yaml\n'))).place?.file).toBe(join(folder, 'bytes.yaml'));
  });
});

describe('readModel', () => {
  it('includes files of a folder beside, and takes what two of them say alike once', async () => {
    for (const name of ['library', 'case']) mkdirSync(join(folder, name), { recursive: true });
    const sources = 'sources: { survey: { title: A survey } }\n';
    file('library/a.yaml', `${sources}calendar: { night: 23:00..05:00 }\n`);
    file('library/b.yaml', `${sources}inputs: { flights: 40 }\n`);
    file('library/c.yaml', 'sources: { survey: { title: Another } }\n');
    const including = (...names: readonly string[]): string =>
      file('case/model.yaml', `include: [${names.map((name) => `../library/${name}.yaml`).join(', ')}]\n${MODEL}`);
    expect(await readModel(including('a', 'b'))).toMatchObject({ ok: true, value: { sources: [{ id: 'survey' }] } });
    expect(await faultOf(including('a', 'c'))).toMatchObject({
      message: expect.stringContaining('defined in two files'),
    });
    expect(await faultOf(file('case/up.yaml', 'include: ../shop.yaml\n'))).toMatchObject({ code: 'include' });
    expect(await faultOf(file('case/far.yaml', 'include: ../../etc/passwd\n'))).toMatchObject({ code: 'include' });
  });

  it('reads the same model from a file and from text, with its hash', async () => {
    const read = await readModel(file('shop.yaml', MODEL));
    expect(read).toEqual(readModelText(MODEL));
    expect(read).toMatchObject({
      ok: true,
      value: { title: 'A shop', hash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
    });
  });

  it('hands the selection on', () => {
    expect(readModelText(MODEL, { scenario: 'winter' })).toMatchObject({ ok: false, problems: [{ place: null }] });
  });

  it('does not include from text', () => {
    expect(readModelText(`include: a.yaml\n${MODEL}`, {}, 'note')).toMatchObject({
      ok: false,
      problems: [{ message: '`a.yaml` cannot be included by a text', place: { file: 'note', line: 1, column: 10 } }],
    });
  });
});
