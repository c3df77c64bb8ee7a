/**
 * Runs what the README and the pages of docs/ and scenarios/ show:
 *
 * - `sh` blocks: the lines that call the program must end with status 0; what else a line calls is a fault;
 * - pictures, which are `text` blocks that begin with a command: `scripts/pictures.mjs` must find none stale; those that take minutes
 *   are made by `npm run prove`, and here only their model is looked at;
 * - calls of the program in running text;
 * - `yaml` blocks that are whole models (`ringfence: 1`): `check` must accept them;
 * - `js` blocks: run as modules; a comment after a `console.log` is the line that it prints.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  anchorsOf,
  blocksOf,
  inlineCommands,
  longCommands,
  outcomeOf,
  pages,
  root,
  shell,
  shellLines,
  textOf,
} from './pages.ts';

/** What is run by tests of its own: it takes long. */
const RUN_ELSEWHERE: Readonly<Record<string, string>> = {
  'npm test': '.ci/run',
  'npx ringfence verify': 'tests/study/verify/verify.test.ts',
  ...Object.fromEntries(longCommands().map((command) => [command, 'tests/prove/pictures.test.ts'])),
};

const INSTALL = 'npm ci && ';
const blocks = pages().flatMap((page) => blocksOf(page, textOf(page)));
const ofLanguage = (language: string) => blocks.filter((block) => block.language === language);
const named = <T extends { readonly where: string }>(all: readonly T[]) =>
  all.map((each) => [each.where, each] as const);

const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-pages-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The commands of all pages, each once, without those that other tests run. */
const commands = [
  ...new Set([...ofLanguage('sh').flatMap(shellLines), ...pages().flatMap((page) => inlineCommands(textOf(page)))]),
]
  .map((line) => (line.startsWith(INSTALL) ? line.slice(INSTALL.length) : line))
  .filter((line) => RUN_ELSEWHERE[line] === undefined);

describe('what the pages show', () => {
  test.each(commands)('%s: runs', async (line) => {
    expect(line, 'a command that no test can run').toMatch(/^npx ringfence /);
    expect(await shell(line)).toMatchObject({ status: 0 });
  });

  const withPictures = pages().filter((page) => textOf(page).includes('```text\n$ '));
  test.each(withPictures)('%s: its pictures show what the program prints', async (page) => {
    const { stdout } = await outcomeOf(process.execPath, ['scripts/pictures.mjs', '--check', '--quick', page]);
    expect(stdout).toBe('');
  });

  const withAmounts = pages().filter((page) => /^## .*read aloud$/m.test(textOf(page)));
  test.each(withAmounts)('%s: what is read aloud says no amount that the pictures do not show', (page) => {
    const [, aloud = ''] = /^## .*read aloud$\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(textOf(page)) ?? [];
    const pictures = blocksOf(page, aloud).map(({ lines }) => lines.join('\n'));
    const said = aloud.replaceAll(/^```[\s\S]*?^```$/gm, '').match(/£[\d.,]*\d[a-z]*|\b\d[\d.,]*%/g) ?? [];
    expect(said.length).toBeGreaterThan(3);
    expect(said.filter((amount) => !pictures.some((picture) => picture.includes(amount)))).toEqual([]);
  });

  const models = ofLanguage('yaml').filter((block) => block.lines.includes('ringfence: 1'));
  test.each(named(models))('%s: the model is accepted', async (_where, block) => {
    const file = path.join(scratch, 'model.yaml');
    writeFileSync(file, block.lines.join('\n'));
    expect(await shell(`npx ringfence check '${file}'`)).toMatchObject({ status: 0 });
  });

  test.each(named(ofLanguage('js')))('%s: the code runs', async (_where, block) => {
    const outcome = await outcomeOf(process.execPath, ['--input-type=module', '--eval', block.lines.join('\n')]);
    expect(outcome).toMatchObject({ status: 0, stderr: '' });
    const promised = block.lines.flatMap((line) => /console\.log\(.*\/\/ (.+)$/.exec(line)?.[1] ?? []);
    expect(outcome.stdout.trimEnd().split('\n')).toEqual(promised);
  });
});

describe('the pages', () => {
  test('hold at least one block of each kind', () => {
    for (const language of ['sh', 'yaml', 'js', 'text']) expect(ofLanguage(language).length).toBeGreaterThan(0);
    expect(commands.length).toBeGreaterThan(5);
  });

  test('begin the README with the two commands that newcomers run', () => {
    const [first, second] = blocks.filter((block) => block.where.startsWith('README') && block.language === 'sh');
    expect(first?.lines).toEqual([expect.stringMatching(/^npm ci && npx ringfence run scenarios\/hub-airport\//)]);
    expect(second?.lines).toEqual(['npm ci && npm test']);
  });

  test('call the program as people do who have a clone: by npx', () => {
    const found = pages().filter((page) => textOf(page).includes('dist/cli/main.js'));
    expect(found).toEqual([]);
  });

  test('show no output but in pictures, which can be made anew', () => {
    const shown = blocks.filter((block) => block.language === 'text' && block.lines[0]?.startsWith('$ ') !== true);
    expect(shown.map(({ where }) => where)).toEqual([]);
  });

  test('name every option of every command in the list of them, and none that there is not', async () => {
    const ofPage = (page: string) => new Set(textOf(page).match(/--[a-z][a-z-]+/g));
    const helpOf = async (...words: readonly string[]) =>
      (await outcomeOf(process.execPath, ['dist/cli/main.js', ...words, '--help'])).stdout;
    const [, list = ''] = (await helpOf()).split('Commands:');
    const commands = [...list.matchAll(/^ {2}([a-z]+) .*\S/gm)].flatMap(([, name]) =>
      name === undefined || name === 'help' ? [] : [name],
    );
    const help = (await Promise.all(commands.map((name) => helpOf(name)))).join('');
    const options = new Set([...help.matchAll(/^ {2}(?:-\w, )?(--[a-z][a-z-]+)/gm)].map(([, option]) => option));
    for (const page of ['README.md', 'docs/output.md', 'docs/commands.md'])
      expect([page, [...ofPage(page)].filter((option) => !options.has(option))]).toEqual([page, []]);
    const listed = ofPage('docs/commands.md');
    expect([...options].filter((option) => option !== '--help' && !listed.has(option!))).toEqual([]);
    expect([...textOf('docs/commands.md').matchAll(/^\| `npx ringfence ([a-z]+)/gm)].map(([, name]) => name)).toEqual(
      commands,
    );
  });

  test('name tests that exist for what is not run here', () => {
    for (const file of Object.values(RUN_ELSEWHERE)) expect(existsSync(path.join(root, file))).toBe(true);
  });

  test('link only to files and headings that exist', () => {
    const broken = pages().flatMap((page) =>
      [...textOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)]
        .map(([, file = '', anchor]) => ({
          target: file === '' ? page : path.posix.join(path.posix.dirname(page), file),
          anchor,
        }))
        .filter(({ target, anchor }) => {
          if (!existsSync(path.join(root, target))) return true;
          return anchor !== undefined && target.endsWith('.md') && !anchorsOf(textOf(target)).has(anchor);
        })
        .map(({ target, anchor }) => `${page}: ${target}${anchor === undefined ? '' : `#${anchor}`}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('the reader of pages', () => {
  test('finds blocks with their language, line and heading', () => {
    const page = '# a\n```sh\nnpm ci\n```\n## b `c`\n```\n# plain\n```\n';
    expect(blocksOf('p.md', page)).toEqual([
      { where: 'p.md:2', language: 'sh', lines: ['npm ci'], heading: 'a' },
      { where: 'p.md:6', language: '', lines: ['# plain'], heading: 'b `c`' },
    ]);
    expect([...anchorsOf(page)]).toEqual(['a', 'b-c']);
  });

  test('finds calls of the program in running text, but for forms', () => {
    const page = 'Say `npx ringfence check a.yaml` or `npx ringfence run FILE`.\n```sh\n`npx ringfence x`\n```\n';
    expect(inlineCommands(page)).toEqual(['npx ringfence check a.yaml']);
  });
});

describe('a picture', () => {
  const renew = async (text: string, ...words: readonly string[]) => {
    const file = path.join(scratch, 'page.md');
    writeFileSync(file, text);
    return { ...(await outcomeOf(process.execPath, ['scripts/pictures.mjs', ...words, file])), text: textOf(file) };
  };
  const command = '$ npx ringfence verify --help';

  test('that is stale is told, and made anew: the parts that are asked for, and what is left out between them', async () => {
    const page = `a\n\n<!-- shows: head 1; Options 2; Examples -->\n\n\`\`\`text\n${command}\nold\n\`\`\`\nb\n`;
    const checked = await renew(page, '--check');
    expect(checked).toMatchObject({ status: 1, text: page });
    expect(checked.stdout).toContain('stale: npx ringfence verify --help');
    const { text } = await renew(page);
    expect(text).toMatch(
      /^a\n\n<!-- .* -->\n\n```text\n\$ npx .*\nUsage: .*\n\[\.\.\.\]\nOptions:\n {2}--data .*\n\[\.\.\.\]\nExamples:\n[\s\S]*```\nb\n$/,
    );
    expect(await renew(text, '--check')).toMatchObject({ status: 0, stdout: '' });
  });

  test('that takes long is not made when time is short, and is stale when it is of another model', async () => {
    const file = path.join(scratch, 'model.yaml');
    writeFileSync(
      file,
      ofLanguage('yaml')
        .find(({ lines }) => lines.includes('ringfence: 1'))!
        .lines.join('\n'),
    );
    const { stdout } = await shell(`npx ringfence run '${file}' --trials 1 --quiet --json`);
    const { modelHash } = JSON.parse(stdout) as { modelHash: string };
    const ofModel = (hash: string) =>
      `<!-- shows (long): head -->\n\`\`\`text\n$ npx ringfence run ${file}\nmodel ${hash}\n\`\`\`\n`;
    const page = ofModel(modelHash.slice(0, 19));
    expect(await renew(page, '--quick')).toMatchObject({ status: 0, stdout: '', text: page });
    for (const old of [ofModel('sha256:000000000000'), ofModel('')]) {
      const checked = await renew(old, '--quick');
      expect(checked).toMatchObject({ status: 1, text: old });
      expect(checked.stdout).toContain('stale, of another model: npx ringfence run');
    }
  });

  test('that is empty is filled, and its block stays one', async () => {
    const { text } = await renew(`a\n\n\`\`\`text\n$ npx ringfence --version\n\`\`\`\nb\n`);
    expect(text).toMatch(/^a\n\n```text\n\$ npx ringfence --version\n[\d.]+\n```\nb\n$/);
  });

  test('of a part that is not there names those that are', async () => {
    const page = `<!-- shows: Nothing -->\n\`\`\`text\n${command}\nold\n\`\`\`\n`;
    const { status, stderr } = await renew(page, '--check');
    expect(status).toBe(1);
    expect(stderr).toContain('has no part "Nothing" here; its parts are ');
  });
});
