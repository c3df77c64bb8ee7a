/**
 * Records the program in a real terminal and writes what it showed as SVG: each film plays its frames one after the other; those of
 * `terminal` are pictures of their own beside it too.
 *
 *     node scripts/recording.mjs                     (all; after `npm run build`; needs tmux)
 *     node scripts/recording.mjs analyst crisis      (these)
 *
 * A step types a text, presses keys, waits until the screen shows what it waits for, and keeps the screen. Nothing is drawn by hand. The
 * model is a copy: what is saved in a film is saved there; its folder, which is of this machine alone, is shown as `~/models`. A film without a model begins where there is none.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '..');
const FOLDER = path.join(root, 'docs/pictures');
const MODELS = path.join(root, 'scenarios/hub-airport');
const MODEL = 'as-was.yaml';
const [COLUMNS, ROWS] = [80, 24];
/** Patience with a machine that does other work, milliseconds. */
const PATIENCE = 900_000;

const OVERVIEW = { name: 'overview', keys: [], until: /settled 7 of 7[\s\S]*next: 2/, seconds: 4 };
const MAP = {
  name: 'map',
  keys: ['Escape', '3', '/', 'i', 'n', 't', 'a', 'k', 'e', 'Enter'],
  until: /▸ · intake-a/,
  seconds: 3,
};
const CASCADE = { name: 'cascade', keys: ['f'], until: /network-switching: automatic saves/, seconds: 4 };
const HOURS = { name: 'hours', keys: ['Right', 'Right', 'Right'], until: /terminals down for/, seconds: 3 };
/** A what-if of which every limit that can be is settled. */
const SETTLED = /→[\s\S]*what-if settled \d of 7 · [\d,]+ trials/;

/** An answer to one of the seven questions of a first model: kept as it is read back, then taken. */
const answer = (name, type, until, seconds = 4, keys = []) => ({ name, before: ['Enter'], type, keys, until, seconds });

const RAILWAY = [
  { name: 'start', keys: [], until: /models? found/, seconds: 3 },
  { name: 'title', before: ['n'], type: 'A small railway', keys: [], until: /take it, go on/, seconds: 3 },
  answer('service', 'ticket sales, open 06:00..22:00', /service {2}open 06:00/),
  answer('hour', '£400..£1500, borne by us', /per hour {2}borne by us/),
  answer('needs', 'payment provider 2 h, electricity, network 10..30 min, two clerks', /1 of 2 is enough\?/, 5),
  answer(
    'threats',
    'power cut hits electricity every 1..3 years for 2..8 h, line fault hits network every 1..2 years for 4..30 h, ' +
      'flu hits one of clerks every year for 2..5 days',
    /flu +every 1 year/,
    6,
  ),
  answer(
    'done',
    'generator £400 per year stops power cut 50..80% not yet, second line £900 per year stops line fault 80..95% not yet, ' +
      'relief clerk £3000 per year stops flu 60..90% not yet',
    /relief clerk +£3000 per year +stops/,
    6,
  ),
  answer('too-much', 'over £20k 1 year in 20, £2.5k a year on average', /average +£2\.5k a year/, 5),
  { name: 'file', keys: ['Enter'], until: /Taken for granted/, seconds: 6 },
  { name: 'verdict', keys: ['Enter'], until: /settled 2 of 2/, seconds: 6 },
];

/** Kept by no film: the way to where it begins. */
const unseen = (steps) => steps.map((step) => ({ ...step, seconds: 0 }));

/**
 * @typedef {{ name: string; before?: readonly string[]; type?: string; keys: readonly string[]; until: RegExp; seconds: number }} Step
 * `before`: keys before the text; `keys`: after it. Of 0 seconds: not shown.
 */

/** Films that begin where no model is. */
const WITHOUT_MODEL = new Set(['newcomer', 'finance']);

/** @type {Readonly<Record<string, readonly Step[]>>} */
const FILMS = {
  terminal: [
    OVERVIEW,
    { name: 'why', keys: ['j', 'j', 'w'], until: /Why: closure/, seconds: 4 },
    MAP,
    CASCADE,
    HOURS,
    { name: 'what-if', keys: ['Escape', '2', 'g', 'j', 'j', 'Right', 'Right', 'Right'], until: SETTLED, seconds: 5 },
  ],
  analyst: [
    OVERVIEW,
    { name: 'why', keys: ['j', 'j', 'w'], until: /Why: closure/, seconds: 4 },
    { name: 'controls', keys: ['Escape', '2', 'G'], until: /▸ standby-generation/, seconds: 3 },
    { name: 'level', keys: ['Right', 'Right'], until: SETTLED, seconds: 5 },
    { name: 'save', keys: ['s'], until: /1 line more|lines more/, seconds: 4 },
    { name: 'saved', keys: ['Enter'], until: /saved as portfolio/, seconds: 4 },
  ],
  crisis: [
    OVERVIEW,
    MAP,
    CASCADE,
    HOURS,
    { name: 'longer', keys: ['c', 'C-u', '3', 'Space', 'd', 'a', 'y', 's'], until: /3 days/, seconds: 3 },
    { name: 'played', keys: ['Enter'], until: /fails for 3 days[\s\S]*network-switching: automatic saves/, seconds: 4 },
    { name: 'against', keys: ['2'], until: /\[2 What-if\]/, seconds: 3 },
  ],
  newcomer: RAILWAY,
  finance: [
    ...unseen(RAILWAY.slice(0, -1)),
    { name: 'verdict', keys: ['Enter'], until: /settled 2 of 2/, seconds: 4 },
    { name: 'spend', keys: ['2', ']', ']'], until: /portfolios, all tried/, seconds: 6 },
    {
      name: 'without',
      keys: ['Space'],
      until: /whole +£900[\s\S]*left out of what security should cost/,
      seconds: 5,
    },
    { name: 'counted', keys: ['Space'], until: /whole +£1\.30k/, seconds: 3 },
    { name: 'more', keys: ['Right', 'Right'], until: /# (?:[a-z ,]+: )?£900, /, seconds: 4 },
    { name: 'enough', keys: ['Right'], until: /# (?:[a-z ,]+: )?£1\.30k, /, seconds: 4 },
    { name: 'taken', keys: ['Enter'], until: /→ [✓≈✗][\s\S]*next: s save it/, seconds: 4 },
    { name: 'export', keys: ['x'], until: /Export/, seconds: 4 },
  ],
};

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
function filmOf(frames) {
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
const scratch = mkdtempSync(path.join(tmpdir(), 'ringfence-recording-'));

async function recorded(film) {
  const folder = path.join(scratch, film);
  const isFirst = WITHOUT_MODEL.has(film);
  if (isFirst) mkdirSync(folder);
  else cpSync(MODELS, folder, { recursive: true });
  const environment = `env XDG_STATE_HOME=${scratch} RINGFENCE_STATE=off LANG=C.UTF-8 TERM=screen-256color`;
  const program = `${environment} node ${path.join(root, 'dist/cli/main.js')}${isFirst ? '' : ` ${MODEL}`}`;
  tmux('-u', 'new-session', '-d', '-s', film, '-x', String(COLUMNS), '-y', String(ROWS), '-c', folder, program);
  const shown = (...options) => tmux('capture-pane', '-t', film, '-p', ...options);
  const frames = [];
  const press = async (...words) => {
    tmux('send-keys', '-t', film, ...words);
    await sleep(400);
  };
  for (const { name, before = [], type, keys, until, seconds } of FILMS[film]) {
    for (const key of before) await press(key);
    if (type !== undefined) await press('-l', type);
    for (const key of keys) await press(key);
    const began = Date.now();
    while (!until.test(shown())) {
      if (Date.now() - began > PATIENCE) throw new Error(`${name}: never showed ${until}\n${shown()}`);
      await sleep(300);
    }
    await sleep(1000);
    if (seconds > 0)
      frames.push({ name, seconds, screen: shown('-e').replaceAll(folder, '~/models'.padEnd(folder.length)) });
    console.log(`${name}\n${shown()}`);
  }
  tmux('kill-session', '-t', film);
  return frames;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((film) => !Object.hasOwn(FILMS, film));
if (unknown.length > 0) throw new Error(`no film ${unknown.join(', ')}: there are ${Object.keys(FILMS).join(', ')}`);

try {
  mkdirSync(FOLDER, { recursive: true });
  for (const film of asked.length > 0 ? asked : Object.keys(FILMS)) {
    const frames = await recorded(film);
    if (film === 'terminal') {
      for (const { name, screen } of frames) writeFileSync(path.join(FOLDER, `${name}.svg`), picture(drawn(screen)));
    }
    writeFileSync(path.join(FOLDER, `${film}.svg`), filmOf(frames));
  }
} finally {
  try {
    tmux('kill-server');
  } catch {
    // Gone already
  }
  rmSync(scratch, { recursive: true, force: true });
}
