/**
 * Records the program in a real terminal and writes what it showed as SVG: docs/pictures/terminal.svg plays the frames one after the
 * other, and each is a picture of its own beside it.
 *
 *     node scripts/recording.mjs      (after `npm run build`; needs tmux)
 *
 * A step presses keys, waits until the screen shows what it waits for, and keeps the screen. Nothing is drawn by hand.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');
const FOLDER = path.join(root, 'docs/pictures');
const MODEL = 'scenarios/hub-airport/as-was.yaml';
const [COLUMNS, ROWS] = [80, 24];
/** Patience with a machine that does other work, milliseconds. */
const PATIENCE = 900_000;

/** @type {readonly { name: string; keys: readonly string[]; until: RegExp; seconds: number }[]} */
const STEPS = [
  { name: 'overview', keys: [], until: /settled 7 of 7[\s\S]*next: 2/, seconds: 4 },
  { name: 'why', keys: ['j', 'j', 'w'], until: /Why: closure/, seconds: 4 },
  { name: 'map', keys: ['Escape', '3', '/', 'i', 'n', 't', 'a', 'k', 'e', 'Enter'], until: /▸ · intake-a/, seconds: 3 },
  { name: 'cascade', keys: ['f'], until: /network-switching: automatic saves/, seconds: 4 },
  { name: 'hours', keys: ['Right', 'Right', 'Right'], until: /terminals down for/, seconds: 3 },
  {
    name: 'what-if',
    keys: ['Escape', '2', 'g', 'j', 'j', 'Right', 'Right', 'Right'],
    until: /what-if settled|settled \d of 7 ·/,
    seconds: 5,
  },
];

const CELL = { width: 8.4, height: 17 };
const MARGIN = 12;
const COLOURS = { 31: 'bad', 32: 'good', 33: 'doubtful', 34: 'blue', 35: 'violet', 36: 'cyan' };
const STYLE = `
  text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; fill: #d8dee9; white-space: pre; }
  .back { fill: #20242c; } .bad { fill: #f2777a; } .good { fill: #99cc99; } .doubtful { fill: #ffcc66; } .blue { fill: #6fb3d2; }
  .violet { fill: #cc99cc; } .cyan { fill: #66cccc; } .dim { fill-opacity: 0.55; } .bold { font-weight: bold; }
  .inverse { fill: #20242c; } .bar { fill: #d8dee9; }`;

/** A sequence that sets colour and weight; what it says is captured. */
const SGR = new RegExp(`${String.fromCodePoint(27)}\\[([\\d;]*)m`);

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What follows from the numbers of an SGR sequence. */
function styled(style, numbers) {
  let next = { ...style };
  for (const number of numbers) {
    if (number === 0) next = {};
    else if (number === 1) next.bold = true;
    else if (number === 2) next.dim = true;
    else if (number === 7) next.inverse = true;
    else if (number === 22) next = { ...next, bold: false, dim: false };
    else if (number === 27) next.inverse = false;
    else if (number === 39) next.colour = undefined;
    else if (number in COLOURS) next.colour = COLOURS[number];
    else if (number - 60 in COLOURS) next.colour = COLOURS[number - 60];
  }
  return next;
}

/** A row of the terminal as runs of one style each, with the column at which each begins. */
function runsOf(row) {
  const runs = [];
  let [style, column] = [{}, 0];
  for (const [index, piece] of row.split(SGR).entries()) {
    // Every second piece is what a sequence says
    if (index % 2 === 1) style = styled(style, piece.split(';').map(Number));
    else if (piece !== '') {
      const signs = [...piece];
      runs.push({ style, column, signs });
      column += signs.length;
    }
  }
  return runs;
}

/** One frame as elements of SVG. */
function drawn(screen) {
  const elements = [];
  for (const [y, row] of screen.split('\n').slice(0, ROWS).entries()) {
    const baseline = MARGIN + y * CELL.height + 13;
    for (const { style, column, signs } of runsOf(row)) {
      const x = MARGIN + column * CELL.width;
      const width = signs.length * CELL.width;
      if (style.inverse) {
        const top = MARGIN + y * CELL.height;
        elements.push(
          `<rect class="bar" x="${x.toFixed(1)}" y="${top}" width="${width.toFixed(1)}" height="${CELL.height}"/>`,
        );
      }
      if (signs.join('').trim() === '') continue;
      const names = [style.inverse ? 'inverse' : style.colour, style.dim && 'dim', style.bold && 'bold'].filter(
        Boolean,
      );
      const kind = names.length > 0 ? ` class="${names.join(' ')}"` : '';
      elements.push(
        `<text x="${x.toFixed(1)}" y="${baseline}" textLength="${width.toFixed(1)}"${kind} xml:space="preserve">${escaped(signs.join(''))}</text>`,
      );
    }
  }
  return elements.join('\n');
}

const size = { width: 2 * MARGIN + COLUMNS * CELL.width, height: 2 * MARGIN + ROWS * CELL.height };

function picture(content, style = STYLE) {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img">
<title>Ringfence in the terminal</title>
<style>${style}</style>
<rect class="back" width="100%" height="100%" rx="8"/>
${content}
</svg>
`;
}

/** All frames in one picture, each shown in its time, over and over. Without motion only the first is seen. */
function film(frames) {
  const whole = frames.reduce((sum, { seconds }) => sum + seconds, 0);
  let from = 0;
  const rules = [`.frame { visibility: hidden; } .frame:first-of-type { visibility: visible; }`];
  for (const [at, { seconds }] of frames.entries()) {
    const [begins, ends] = [from, from + seconds].map((time) => ((100 * time) / whole).toFixed(3));
    const before = at === 0 ? '' : `0% { visibility: hidden; } `;
    const after = at === frames.length - 1 ? '' : ` ${ends}%, 100% { visibility: hidden; }`;
    rules.push(
      `@keyframes f${at} { ${before}${begins}% { visibility: visible; }${after} }`,
      `@media (prefers-reduced-motion: no-preference) { #f${at} { animation: f${at} ${whole}s step-end infinite; } }`,
    );
    from += seconds;
  }
  const content = frames.map(({ screen }, at) => `<g class="frame" id="f${at}">\n${drawn(screen)}\n</g>`).join('\n');
  return picture(content, `${STYLE}\n  ${rules.join('\n  ')}`);
}

const socket = `ringfence-recording-${process.pid}`;
const tmux = (...words) => execFileSync('tmux', ['-L', socket, ...words], { encoding: 'utf8' });
const state = mkdtempSync(path.join(tmpdir(), 'ringfence-recording-'));

async function recorded() {
  const program = `env XDG_STATE_HOME=${state} LANG=C.UTF-8 TERM=screen-256color node dist/cli/main.js ${MODEL}`;
  tmux('-u', 'new-session', '-d', '-x', String(COLUMNS), '-y', String(ROWS), '-c', root, program);
  const frames = [];
  for (const { name, keys, until, seconds } of STEPS) {
    for (const key of keys) {
      tmux('send-keys', key);
      await sleep(400);
    }
    const began = Date.now();
    while (!until.test(tmux('capture-pane', '-p'))) {
      if (Date.now() - began > PATIENCE)
        throw new Error(`${name}: never showed ${until}\n${tmux('capture-pane', '-p')}`);
      await sleep(300);
    }
    await sleep(1000);
    frames.push({ name, seconds, screen: tmux('capture-pane', '-p', '-e') });
    console.log(`${name}\n${tmux('capture-pane', '-p')}`);
  }
  return frames;
}

try {
  const frames = await recorded();
  mkdirSync(FOLDER, { recursive: true });
  for (const { name, screen } of frames) writeFileSync(path.join(FOLDER, `${name}.svg`), picture(drawn(screen)));
  writeFileSync(path.join(FOLDER, 'terminal.svg'), film(frames));
} finally {
  try {
    tmux('kill-server');
  } catch {
    // Gone already
  }
  rmSync(state, { recursive: true, force: true });
}
