/** The pages of the project, and what is in them that can be run. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');

export interface Block {
  /** `README.md:12`, the line of its first fence. */
  readonly where: string;
  readonly language: string;
  readonly lines: readonly string[];
  /** The nearest heading above it. */
  readonly heading: string;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** README.md and all pages of docs/ and scenarios/, relative to the root. */
export function pages(): readonly string[] {
  const below = (folder: string): string[] =>
    existsSync(path.join(root, folder))
      ? readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.md'))
          .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
          .toSorted()
      : [];
  return ['README.md', ...below('docs'), ...below('scenarios')];
}

export const textOf = (page: string): string => readFileSync(path.resolve(root, page), 'utf8');

/** Fenced blocks of a page. A fence in a list or a quotation is none. */
export function blocksOf(page: string, text: string): readonly Block[] {
  const blocks: Block[] = [];
  let heading = '';
  let open: { language: string; lines: string[]; line: number } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^```(\w*)\s*$/.exec(line);
    if (fence === null) {
      if (open === undefined) heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading;
      else open.lines.push(line);
    } else if (open === undefined) open = { language: fence[1] ?? '', lines: [], line: index + 1 };
    else {
      blocks.push({ where: `${page}:${open.line}`, language: open.language, lines: open.lines, heading });
      open = undefined;
    }
  }
  return blocks;
}

/** Lines of a shell block with those that end in a backslash joined to the next. Comments and blanks are left out. */
export const shellLines = (block: Block): readonly string[] =>
  block.lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Calls of the program in running text: `npx ringfence ...`, but for forms such as `FILE` that stand for something. */
export function inlineCommands(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
  const spans = [...prose.matchAll(/`(npx ringfence [^`\n]+)`/g)].map(([, command]) => command ?? '');
  return spans.filter((command) => !/\b[A-Z]{3,}\b|\.\.\.$/.test(command));
}

/** Commands of pictures that take minutes, `<!-- shows (long): ... -->`. */
export function longCommands(): readonly string[] {
  const long = /^<!-- shows \(long\): [^\n]* -->\n+```text\n\$ ([^\n]*)\n/gm;
  return [...new Set(pages().flatMap((page) => [...textOf(page).matchAll(long)].map(([, command]) => command ?? '')))];
}

/** Runs a program from the root of the project; a call of npx goes straight to what is built. */
export function shell(line: string): Promise<Outcome> {
  const env = { ...process.env, NO_COLOR: '1', npm_lifecycle_event: 'npx', npm_lifecycle_script: 'ringfence' };
  return outcomeOf('bash', ['-c', `npx() { shift; node dist/cli/main.js "$@"; }; ${line}`], env);
}

export function outcomeOf(command: string, words: readonly string[], env = process.env): Promise<Outcome> {
  const child = spawn(command, words, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** The names by which the headings of a page can be linked to. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const headings = text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm);
  const slug = (heading: string): string =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-');
  return new Set([...headings].map(([, heading]) => slug(heading ?? '')));
}
