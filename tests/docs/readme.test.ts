/**
 * Runs what the README and the pages of docs/ and scenarios/ show:
 *
 * - `sh` blocks: the lines that call the program (`node dist/cli/main.js ...`) are run and must end with status 0; lines
 *   of npm are left to continuous integration, any other is a fault;
 * - `text` blocks that begin with `$ node dist/cli/main.js ...`: the rest is the program's standard output, a line
 *   `[...]` standing for any number of lines;
 * - `yaml` blocks that are whole models (`ringfence: 1`): `check` must accept them;
 * - `js` blocks: run as modules; a comment after a `console.log` is the line that it prints.
 *
 * Needs `npm run build` first.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const PROGRAM = 'node dist/cli/main.js ';

interface Block {
  /** `README.md:12`, the line of its first fence. */
  readonly where: string;
  readonly language: string;
  readonly lines: readonly string[];
}

function markdownFiles(): readonly string[] {
  const below = (folder: string): string[] =>
    existsSync(path.join(root, folder))
      ? readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.md'))
          .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
      : [];
  return ['README.md', ...below('docs'), ...below('scenarios')];
}

/** Fenced blocks of a page. A fence in a list or a quotation is none. */
function blocksOf(file: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  let open: { language: string; lines: string[]; line: number } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^```(\w*)\s*$/.exec(line);
    if (fence === null) open?.lines.push(line);
    else if (open === undefined) open = { language: fence[1] ?? '', lines: [], line: index + 1 };
    else {
      blocks.push({ where: `${file}:${open.line}`, language: open.language, lines: open.lines });
      open = undefined;
    }
  }
  return blocks;
}

const blocks = markdownFiles().flatMap((file) => blocksOf(file, readFileSync(path.join(root, file), 'utf8')));
const ofLanguage = (language: string): readonly Block[] => blocks.filter((block) => block.language === language);

/** Lines of a shell block with those that end in a backslash joined to the next. Comments and blanks are left out. */
const shellLines = (block: Block): readonly string[] =>
  block.lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function shell(command: string): Outcome {
  const environment = { ...process.env, NO_COLOR: '1' };
  return spawnSync('bash', ['-c', command], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26, env: environment });
}

function module(code: string): Outcome {
  return spawnSync(process.execPath, ['--input-type=module', '--eval', code], { cwd: root, encoding: 'utf8' });
}

/** True when `lines` are `shown`, in which `[...]` stands for any number of lines. */
function matches(shown: readonly string[], lines: readonly string[]): boolean {
  const parts = shown
    .map((line) => line.trimEnd())
    .join('\n')
    .split(/^\[\.\.\.\]$/m)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  const whole = lines.map((line) => line.trimEnd()).join('\n');
  return new RegExp(`^${parts.join(String.raw`[\s\S]*`)}$`).test(whole);
}

describe('what the pages show', () => {
  let scratch: string;
  beforeAll(() => {
    if (!existsSync(path.join(root, 'dist/cli/main.js')))
      throw new Error('there is no dist: run `npm run build` first');
    scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-docs-'));
  });
  afterAll(() => {
    if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  });

  test.each(ofLanguage('sh').map((block) => [block.where, block] as const))('%s: the commands run', (_where, block) => {
    for (const line of shellLines(block)) {
      if (line.startsWith('npm ')) continue;
      expect(line.startsWith(PROGRAM), `a command that no test can run: ${line}`).toBe(true);
      expect(shell(line)).toMatchObject({ status: 0 });
    }
  });

  const captures = ofLanguage('text').filter((block) => block.lines[0]?.startsWith(`$ ${PROGRAM}`) === true);
  test.each(captures.map((block) => [block.where, block] as const))('%s: prints what is shown', (_where, block) => {
    const [command = '', ...shown] = block.lines;
    const { stdout } = shell(command.slice(2));
    const lines = stdout.replace(/\n$/, '').split('\n');
    expect(matches(shown, lines) ? shown.join('\n') : lines.join('\n')).toBe(shown.join('\n'));
  });

  const models = ofLanguage('yaml').filter((block) => block.lines.includes('ringfence: 1'));
  test.each(models.map((block) => [block.where, block] as const))('%s: the model is accepted', (_where, block) => {
    const file = path.join(scratch, 'model.yaml');
    writeFileSync(file, block.lines.join('\n'));
    expect(shell(`${PROGRAM}check ${JSON.stringify(file)}`)).toMatchObject({ status: 0 });
  });

  test.each(ofLanguage('js').map((block) => [block.where, block] as const))('%s: the code runs', (_where, block) => {
    const outcome = module(block.lines.join('\n'));
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const promised = block.lines.flatMap((line) => /console\.log\(.*\/\/ (.+)$/.exec(line)?.[1] ?? []);
    expect(outcome.stdout.trimEnd().split('\n')).toEqual(promised);
  });
});

describe('the pages', () => {
  test('hold at least one block of each kind', () => {
    for (const language of ['sh', 'yaml', 'js', 'text']) expect(ofLanguage(language).length).toBeGreaterThan(0);
  });

  test('begin the README with the two commands that newcomers run', () => {
    const [first, second] = blocks.filter((block) => block.where.startsWith('README') && block.language === 'sh');
    expect(first?.lines.join('\n')).toMatch(/^npm ci[\s\S]*node dist\/cli\/main\.js run /);
    expect(second?.lines.join('\n')).toMatch(/^npm ci[\s\S]*npm test/);
  });

  test('link only to files that exist', () => {
    const broken = markdownFiles().flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target]) => path.posix.join(path.posix.dirname(file), target ?? ''))
        .filter((target) => !existsSync(path.join(root, target)))
        .map((target) => `${file}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('the reader of pages', () => {
  test('finds blocks with their language and line', () => {
    const page = 'a\n```sh\nnpm ci\n```\n```\nplain\n```\n';
    expect(blocksOf('p.md', page)).toEqual([
      { where: 'p.md:2', language: 'sh', lines: ['npm ci'] },
      { where: 'p.md:5', language: '', lines: ['plain'] },
    ]);
  });

  test('takes [...] for any lines, and nothing else', () => {
    expect(matches(['a', '[...]', 'd'], ['a', 'b', 'c', 'd'])).toBe(true);
    expect(matches(['a.c'], ['abc'])).toBe(false);
    expect(matches(['a'], ['a', 'b'])).toBe(false);
  });
});
