import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const execute = promisify(execFile);
const root = path.resolve(import.meta.dirname, '..');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Record<string, string>;
  readonly exports: Record<string, string | Record<string, string>>;
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** The built project as people get it: packed, then installed in an empty folder. Needs `npm run build` first. */
describe('the installed package', () => {
  let folder: string;
  let manifest: Manifest;
  let packed: Packed;

  const run = async (command: string, args: readonly string[], cwd: string): Promise<string> =>
    (await execute(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 26 })).stdout;

  beforeAll(async () => {
    if (!existsSync(path.join(root, 'dist'))) throw new Error('there is no dist: run `npm run build` first');
    folder = await mkdtemp(path.join(tmpdir(), 'ringfence-package-'));
    manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
    const report: Packed[] | Record<string, Packed> = JSON.parse(
      await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root),
    );
    packed = Object.values(report)[0]!;
    await writeFile(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${packed.filename}`], folder);
  });

  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  test('holds every file that its manifest names, the cases, the pages and the schema, and nothing of the workshop', () => {
    const files = packed.files.map((file) => file.path);
    const named = [
      ...Object.values(manifest.bin),
      ...Object.values(manifest.exports).flatMap((target) =>
        typeof target === 'string' ? [target] : Object.values(target),
      ),
    ].map((file) => file.replace(/^\.\//, ''));
    expect(named.filter((file) => !files.includes(file))).toEqual([]);
    for (const file of ['scenarios/corner-shop/shop.yaml', 'docs/model-file.md', 'scenario.schema.json', 'LICENSE'])
      expect(files).toContain(file);
    const expected =
      /^dist\/.*\.(c?js|d\.ts|txt)$|^(docs|scenarios)\/.*\.(md|yaml)$|^docs\/pictures\/[a-z-]+\.svg$|^(package\.json|scenario\.schema\.json|README\.md|LICENSE|CHANGELOG\.md)$/;
    expect(files.filter((file) => !expected.test(file))).toEqual([]);
  });

  test('can be imported by its exports', async () => {
    const program = `console.log(Object.keys(await import(${JSON.stringify(manifest.name)})).length)`;
    const exported = await run(process.execPath, ['--input-type=module', '--eval', program], folder);
    expect(Number(exported)).toBeGreaterThan(0);
  });

  test('keeps its inner modules to itself', async () => {
    const program = `await import(${JSON.stringify(`${manifest.name}/dist/index.js`)})`;
    await expect(run(process.execPath, ['--input-type=module', '--eval', program], folder)).rejects.toThrow(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    );
  });

  test.each(['nodenext', 'bundler'])(
    'has types that a strict program can use, by module resolution %s',
    async (resolution) => {
      const consumer = `import { makeInlineRunner, openSession, readModel, type Estimate, type ResultDocument } from 'ringfence';
export async function mean(file: string): Promise<Estimate> {
  const read = await readModel(file);
  if (!read.ok) throw new Error(read.problems.map(({ message, remedy }) => message + remedy).join());
  const session = openSession(read.value, makeInlineRunner());
  const document: ResultDocument = await session.run({ trials: 1000, seed: 'types' });
  await session.close();
  return document.scenarios['base']!.loss.mean;
}
// @ts-expect-error a session needs a runner
openSession(undefined);
`;
      const settings = {
        compilerOptions: {
          strict: true,
          noEmit: true,
          target: 'es2023',
          module: resolution === 'bundler' ? 'esnext' : 'nodenext',
          moduleResolution: resolution,
          types: [],
        },
        files: [`${resolution}.ts`],
      };
      await writeFile(path.join(folder, `${resolution}.ts`), consumer);
      await writeFile(path.join(folder, `${resolution}.json`), JSON.stringify(settings));
      const compiler = path.join(root, 'node_modules/.bin/tsc');
      const said = await run(compiler, ['-p', `${resolution}.json`], folder).catch(
        (fault: { stdout?: string }) => fault.stdout,
      );
      expect(said).toBe('');
    },
  );

  test('runs as the command `ringfence`, on the cases that it brings', async () => {
    const command = path.join(folder, 'node_modules/.bin/ringfence');
    expect((await run(command, ['--version'], folder)).trim()).toBe(manifest.version);
    const model = path.join(folder, 'node_modules/ringfence/scenarios/hub-airport/as-was.yaml');
    expect(await run(command, ['check', model], folder)).toContain('no faults');
  });

  test('writes the schema that it brings', async () => {
    const written = await run(path.join(folder, 'node_modules/.bin/ringfence'), ['schema'], folder);
    const brought = path.join(folder, 'node_modules/ringfence/scenario.schema.json');
    expect(JSON.parse(written)).toEqual(JSON.parse(await readFile(brought, 'utf8')));
  });
});
