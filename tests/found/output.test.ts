/** Where output goes: it is there whole or the program says that it is not, and nothing that was there is lost. */
import { execFile, spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { resultDocumentSchema } from '../../src/results/result-document.ts';
import { KEPT, plant } from '../cli/plant.ts';
import { ringfence, unwrapped, type Outcome } from '../cli/ringfence.ts';

const program = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const top = mkdtempSync(path.join(tmpdir(), 'ringfence-output-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

let folder: string;
let model: string;
const few = ['--trials', '200', '--workers', '1'];
const at = (name: string): string => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(top, 'case-'));
  model = at('model.yaml');
  writeFileSync(model, plant(KEPT));
});

/** Runs a line of bash in which `$RF` calls the program. */
function bash(line: string): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: '1', RF: `${process.execPath} ${program}` };
  return new Promise((resolve) => {
    execFile('bash', ['-c', line], { cwd: folder, env, encoding: 'utf8' }, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

const expectTold = ({ status, stderr }: Outcome, reason: string): void => {
  expect(unwrapped(stderr)).toContain(`the output could not be written, or only a part of it: ${reason}`);
  expect(stderr).not.toMatch(/at fault|report this|\n\s+at /);
  expect(status).toBe(1);
};

describe('output that is cut short', () => {
  test('by a limit on the size of files has status 1, and says so', async () => {
    for (const words of ['run model.yaml --trials 200 --json', 'schema']) {
      expectTold(await bash(`ulimit -f 1; $RF ${words} > cut.json`), 'it would grow beyond the limit');
      expect(statSync(at('cut.json')).size).toBe(1024);
    }
  });

  test.each([
    'run model.yaml --trials 200',
    'run model.yaml --trials 200 --json',
    'run model.yaml --trials 200 --trial 0/0',
    'compare model.yaml --scenario winter --trials 200',
    'check model.yaml --read',
    'verify --only threefry-pi',
    'schema',
    '--help',
    'help run',
    '--version',
  ])('by a full disk has status 1, and says so: %s', async (words) => {
    expectTold(await bash(`$RF ${words} > /dev/full`), 'the disk is full');
  });

  test.each([
    ['check nothing.yaml', 1],
    ['frob', 1],
    ['check model.yaml', 0],
  ])('on standard error changes no status: %s', async (words, status) => {
    expect((await bash(`$RF ${words} 2> /dev/full`)).status).toBe(status);
  });
});

describe('--out', () => {
  const expectRefused = async (out: string, reason: string, words: readonly string[] = []): Promise<void> => {
    const { status, stdout, stderr } = await ringfence('run', model, ...few, ...words, '--out', out);
    expect(unwrapped(stderr)).toContain(`cannot write ${out}: ${reason}`);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  };

  test('never lands on the model, by whatever name', async () => {
    const before = readFileSync(model, 'utf8');
    symlinkSync('model.yaml', at('link.json'));
    linkSync(model, at('hard.json'));
    mkdirSync(at('below'));
    for (const out of ['model.yaml', 'link.json', 'hard.json', 'below/../model.yaml']) {
      await expectRefused(`${folder}/${out}`, 'the model is read from it');
      await expectRefused(`${folder}/${out}`, 'the model is read from it', ['--trial', '0/0']);
    }
    expect(readFileSync(model, 'utf8')).toBe(before);
  });

  test('never lands on a file that a model includes, nor on the second model of a comparison', async () => {
    copyFileSync(model, at('second.yaml'));
    writeFileSync(at('part.yaml'), plant(KEPT).replace('ringfence: 1\n', ''));
    writeFileSync(model, 'ringfence: 1\ninclude: part.yaml\n');
    const part = readFileSync(at('part.yaml'), 'utf8');
    await expectRefused(at('part.yaml'), 'the model is read from it');
    const { status, stderr } = await ringfence('compare', model, at('second.yaml'), ...few, '--out', at('second.yaml'));
    expect(unwrapped(stderr)).toContain('the model is read from it');
    expect(status).toBe(1);
    expect(readFileSync(at('part.yaml'), 'utf8')).toBe(part);
    expect(readFileSync(at('second.yaml'), 'utf8')).toBe(plant(KEPT));
  });

  test('never lands on another model, of `schema` neither', async () => {
    copyFileSync(model, at('other.yaml'));
    await expectRefused(at('other.yaml'), 'a model stands there');
    expect(unwrapped((await ringfence('schema', '--out', at('other.yaml'))).stderr)).toContain('a model stands there');
    expect(readFileSync(at('other.yaml'), 'utf8')).toBe(plant(KEPT));
  });

  test('writes over a result of before', async () => {
    for (const trials of ['200', '400']) {
      expect(await ringfence('run', model, '--trials', trials, '--out', at('out.json'))).toMatchObject({ status: 0 });
      expect(resultDocumentSchema.parse(JSON.parse(readFileSync(at('out.json'), 'utf8'))).trials).toBe(Number(trials));
    }
  });

  test('follows links, also to where nothing stands yet, and leaves them links', async () => {
    mkdirSync(at('far'));
    symlinkSync('far/result.json', at('second'));
    symlinkSync('second', at('first'));
    for (const old of [false, true]) {
      expect(existsSync(at('far/result.json'))).toBe(old);
      expect(await ringfence('run', model, ...few, '--out', at('first'))).toMatchObject({ status: 0 });
      expect(lstatSync(at('first')).isSymbolicLink()).toBe(true);
      expect(realpathSync(at('first'))).toBe(realpathSync(at('far/result.json')));
      expect(readdirSync(at('far'))).toEqual(['result.json']);
    }
    symlinkSync('loop', at('loop'));
    await expectRefused(at('loop'), 'it is a link that leads back to itself');
  });

  test('keeps the rights of a file', async () => {
    writeFileSync(at('out.json'), 'old');
    for (const mode of [0o600, 0o664]) {
      chmodSync(at('out.json'), mode);
      expect(await ringfence('run', model, ...few, '--out', at('out.json'))).toMatchObject({ status: 0 });
      expect(statSync(at('out.json')).mode & 0o777).toBe(mode);
    }
  });

  test('writes into pipes and devices, which stay what they are', async () => {
    const { status, stdout } = await bash(
      `mkfifo pipe; $RF run model.yaml --trials 200 --out pipe > report & cat pipe; wait $!`,
    );
    expect(status).toBe(0);
    expect(resultDocumentSchema.parse(JSON.parse(stdout)).trials).toBe(200);
    expect(statSync(at('pipe')).isFIFO()).toBe(true);

    expect(await ringfence('run', model, ...few, '--out', '/dev/null')).toMatchObject({ status: 0 });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    const full = await ringfence('run', model, ...few, '--out', '/dev/full');
    expect(full.stderr).toContain('cannot write /dev/full: the disk is full');
    expect(full.status).toBe(1);
  });

  test('goes to standard output where that is asked for, and is refused where the report would be lost', async () => {
    const both = await ringfence('run', model, ...few, '--out', '/dev/stdout');
    expect(both.stdout.indexOf('A plant and its pump\n')).toBeGreaterThan(both.stdout.indexOf('"scenarios"'));
    for (const out of ['/dev/stdout', 'report']) {
      const { status, stderr } = await bash(`$RF run model.yaml --trials 200 --out ${out} > report`);
      expect(unwrapped(stderr)).toContain('the report goes there already');
      expect(status).toBe(1);
    }
  });

  test('without a name is refused', async () => {
    expect(unwrapped((await ringfence('run', model, ...few, '--out', '')).stderr)).toContain('it has no name');
  });
});

describe('help', () => {
  test.each([['-h'], ['--help'], ['help']])('is given by %s', async (word) => {
    const { status, stdout, stderr } = await ringfence(word);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: ringfence \[options\] \[command\] \[file\]\n/);
  });

  test.each([
    ['run', '-h'],
    ['run', '--help'],
    ['help', 'run'],
  ])('of a command is given by %s %s', async (...words) => {
    const { status, stdout } = await ringfence(...words);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: ringfence run \[options\] <file>\n/);
  });

  test('of a command that does not exist names those that do', async () => {
    const { status, stdout, stderr } = await ringfence('help', 'rum');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain("there is no command 'rum'; there are check, run, compare");
  });

  test.each([['-v'], ['--version']])('and the version by %s', async (word) => {
    expect(await ringfence(word)).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  });

  test('names the program as npx does where npx has called it', async () => {
    const env = { ...process.env, npm_lifecycle_event: 'npx', npm_lifecycle_script: 'ringfence' };
    const child = spawn(process.execPath, [program, 'run', model, ...few], { env });
    let stdout = '';
    child.stdout.on('data', (data) => (stdout += String(data)));
    await new Promise((resolve) => child.on('close', resolve));
    expect(stdout).toMatch(/^ {2}npx ringfence run /m);
  });
});
