/**
 * The bars of the terminal that need no terminal: what a frame costs beside Ink's own output of the same lines, how many bytes a
 * moved cursor takes, and what frames leave behind. Ratios within one run: how fast the machine is does not matter.
 *
 * Run by `npm run bench:terminal`, which builds first. Exit status 1 when a bar is missed.
 */
process.env.NODE_ENV = 'production';
const root = new URL('../', import.meta.url);
const load = (file) => import(new URL(`dist/tui/${file}.js`, root).href);

const { Box, Text, render } = await import('ink');
const { createElement } = await import('react');
const [{ Frame }, { composed, makeStage, StageContext }, { makePainter }, { makeSilentStream }] = await Promise.all([
  load('components/frame'),
  load('components/stage'),
  load('terminal/painter'),
  load('terminal/streams'),
]);
const [{ product }, { firstState }, { updateOf }, { makeHost }] = await Promise.all([
  load('product'),
  load('state/state'),
  load('state/update'),
  load('host/make-host'),
]);
const { makeInlineRunner } = await import(new URL('dist/runners/inline.js', root).href);

const update = updateOf(product);

/** The airport, opened and run. */
async function opened(columns, rows) {
  const look = { glyphs: 'unicode', palette: 'usual' };
  let state = firstState({ size: { columns, rows }, look, version: '0', startedAt: 0, folder: '/', workers: 1 });
  const runner = makeInlineRunner();
  let open = 0;
  const ended = deferred();
  const take = (message) => {
    const [next, effects] = update(state, message);
    state = next;
    for (const { kind, request } of effects) {
      if (kind !== 'ask' || request.urgency === 'idle' || !['open', 'answer'].includes(request.kind)) continue;
      open++;
      host.receive({ say: 'ask', request: { ...request, target: { kind: 'trials', trials: 2000 } } });
    }
  };
  const host = makeHost(runner, (said) => {
    queueMicrotask(() => {
      take({ kind: 'host', said, at: 1 });
      if (['done', 'failed', 'stopped'].includes(said.kind) && --open === 0) ended.resolve();
    });
  });
  const path = new URL('scenarios/hub-airport/as-was.yaml', root).pathname;
  take({ kind: 'begin', file: { path, shown: 'as-was.yaml' } });
  await ended.promise;
  await runner.close();
  return state;
}

function deferred() {
  let resolve;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** Paints states in turn on the real tree; gives milliseconds of CPU a frame, and the bytes that were written. */
function painting(states, frames) {
  const { columns, rows } = states[0].size;
  const stage = makeStage();
  const silent = makeSilentStream(columns, rows);
  let bytes = 0;
  const painter = makePainter({ write: (text) => ((bytes += Buffer.byteLength(text)), true), once: () => undefined });
  const tree = (state) =>
    createElement(StageContext.Provider, { value: stage }, createElement(Frame, { product, state }));
  const instance = render(tree(states[0]), { stdout: silent, debug: true, patchConsole: false });
  const show = (k) => {
    instance.rerender(tree(states[k % states.length]));
    painter.show(composed(stage, columns, rows));
  };
  for (let k = 0; k < 50; k++) show(k);
  bytes = 0;
  const milliseconds = timed(frames, show);
  const lines = composed(stage, columns, rows);
  instance.unmount();
  return { milliseconds, bytesPerFrame: bytes / frames, lines };
}

/** The same lines as Ink writes them. */
function asText(lines, columns, frames) {
  const silent = makeSilentStream(columns, lines.length);
  const tree = (k) =>
    createElement(
      Box,
      { flexDirection: 'column', width: columns },
      lines.map((line, y) =>
        createElement(Text, { key: y, wrap: 'truncate' }, y === k % lines.length ? `${line.slice(0, -1)}.` : line),
      ),
    );
  const instance = render(tree(0), { stdout: silent, debug: true, patchConsole: false });
  for (let k = 0; k < 10; k++) instance.rerender(tree(k));
  const milliseconds = timed(frames, (k) => instance.rerender(tree(k)));
  instance.unmount();
  return milliseconds;
}

/** CPU milliseconds a turn. */
function timed(turns, deed) {
  const before = process.cpuUsage();
  for (let k = 0; k < turns; k++) deed(k);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / turns;
}

const moved = (state) => update(state, { kind: 'key', key: 'j', at: 2 })[0];
const small = await opened(80, 24);
const large = { ...small, size: { columns: 120, rows: 40 } };
const atSmall = painting([small, moved(small)], 300);
const atLarge = painting([large, moved(large)], 200);
const inks = asText(atLarge.lines, 120, 40);
const heapAfter = (frames) => {
  painting([small, moved(small)], frames);
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
};
const [early, late] = [heapAfter(500), heapAfter(3000)];

const rows = [
  ['a frame at 120x40 over that of Ink, CPU', atLarge.milliseconds / inks, 1 / 5],
  ['bytes of a frame, cursor moved, 80x24', atSmall.bytesPerFrame, 600],
  ['heap that 3,000 frames add, MB', late - early, 2],
];
console.log(
  `a frame takes ${atSmall.milliseconds.toFixed(2)} ms of CPU at 80x24, ${atLarge.milliseconds.toFixed(2)} at 120x40`,
);
for (const [what, value, bar] of rows) {
  console.log(`${value <= bar ? 'holds ' : 'MISSED'}  ${what}: ${value.toFixed(2)}, at most ${bar}`);
}
process.exitCode = rows.every(([, value, bar]) => value <= bar) ? 0 : 1;
