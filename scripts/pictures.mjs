/**
 * Makes the pictures of the program's output in the pages anew, or says which are stale.
 *
 *     node scripts/pictures.mjs [--check] [--quick] [PAGE...]      (all pages, when none is named; after `npm run build`)
 *
 * A picture is a ```text block whose first line is a command, `$ npx ringfence ...`; the rest is what it prints. A comment above
 * the block chooses what is shown of it, and `[...]` stands for what is left out:
 *
 *     <!-- shows: head; Appetite; How things fall 4 -->
 *
 * Parts are named by the beginning of their heading, `head` is all before the first; a number keeps so many of a part's lines.
 *
 * `<!-- shows (long): ... -->` marks a command that takes minutes. `--quick` does not run it, and only looks whether the model that the
 * picture names by its hash still is the one of the file.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const LEFT_OUT = '[...]';
const FENCE = '```';
const PICTURE =
  /^(?:<!-- shows(?<long> \(long\))?: (?<shown>[^\n]*?) -->\n+)?```text\n\$ (?<command>npx ringfence [^\n]*)\n(?<old>.*?)^```$/gms;

/** What a command prints, run as if npx had found the program. */
function printedBy(command) {
  const shell = `npx() { shift; node dist/cli/main.js "$@"; }; ${command}`;
  const env = { ...process.env, NO_COLOR: '1', npm_lifecycle_event: 'npx', npm_lifecycle_script: 'ringfence' };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', shell], {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(`${command}\nended with status ${status}: ${stderr}`);
  return stdout.trimEnd().split('\n');
}

/**
 * The parts of a page of output: the head, then each heading (it begins its line, and follows a blank one) with its lines.
 *
 * @param {readonly string[]} lines
 * @returns {string[][]}
 */
function partsOf(lines) {
  /** @type {string[][]} */
  const parts = [[]];
  for (const [index, line] of lines.entries()) {
    const isHeading = index > 1 && lines[index - 1] === '' && /^\S/.test(line);
    if (isHeading) parts.push([]);
    parts.at(-1).push(line);
  }
  return parts;
}

/** What is shown of the output. */
function chosen(lines, shown, command) {
  const parts = partsOf(lines);
  const result = [];
  let next = 0;
  const leaveOut = () => {
    if (result.at(-1) === '') result.pop();
    if (result.at(-1) !== LEFT_OUT) result.push(LEFT_OUT);
  };
  for (const wish of shown.split(';').map((each) => each.trim())) {
    const [, name, count] = /^(.*?)(?: (\d+))?$/.exec(wish);
    const at = parts.findIndex(
      (part, index) => index >= next && (name === 'head' ? index === 0 : part[0].startsWith(name)),
    );
    if (at < 0)
      throw new Error(
        `${command}\nhas no part "${name}" here; its parts are ${parts
          .slice(1)
          .map(([heading]) => `"${heading}"`)
          .join(', ')}`,
      );
    if (at > next) leaveOut();
    const part = parts[at];
    const kept = count === undefined ? part : part.slice(0, Number(count));
    result.push(...kept);
    if (kept.length < part.length) leaveOut();
    next = at + 1;
  }
  if (next < parts.length) leaveOut();
  return result;
}

/** Whether a picture names the model of its command, as the file now is, by the beginning of its hash. */
function isOfTheModel(command, picture) {
  const [, file] = /^npx ringfence \w+ (\S+)/.exec(command) ?? [];
  const { modelHash } = JSON.parse(printedBy(`npx ringfence run ${file} --trials 1 --quiet --json`).join('\n'));
  const [named] = /sha256:[0-9a-f]+/.exec(picture) ?? [];
  return named !== undefined && modelHash.startsWith(named);
}

/** A page with its pictures made anew, and the commands of those that were stale; those of `left` are so still. */
function renewed(text) {
  const stale = [];
  const left = [];
  const page = text.replaceAll(PICTURE, (whole, ...found) => {
    const { shown, command, old, long } = found.at(-1);
    if (long !== undefined && isQuick) {
      if (!isOfTheModel(command, old)) left.push(command);
      return whole;
    }
    const lines = printedBy(command);
    const now =
      (shown === undefined ? lines : chosen(lines, shown, command)).map((line) => line.trimEnd()).join('\n') + '\n';
    if (now === old) return whole;
    stale.push(command);
    // The body ends where the block does: one that is empty would be found in its opening fence
    return `${whole.slice(0, whole.length - old.length - FENCE.length)}${now}${FENCE}`;
  });
  return { page, stale, left };
}

function allPages() {
  const below = (folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => path.join(folder, file));
  return ['README.md', ...below('docs'), ...below('scenarios')];
}

const words = process.argv.slice(2);
const onlyCheck = words.includes('--check');
const isQuick = words.includes('--quick');
const named = words.filter((word) => !word.startsWith('--'));
for (const page of named.length > 0 ? named : allPages()) {
  const file = path.resolve(root, page);
  const before = readFileSync(file, 'utf8');
  const { page: after, stale, left } = renewed(before);
  for (const command of stale) console.log(`${page}: ${onlyCheck ? 'stale' : 'made anew'}: ${command}`);
  for (const command of left) console.log(`${page}: stale, of another model: ${command}`);
  if (left.length > 0 || (stale.length > 0 && onlyCheck)) process.exitCode = 1;
  if (!onlyCheck && after !== before) writeFileSync(file, after);
}
if (process.exitCode === 1) console.log('`npm run pictures` makes them anew.');
