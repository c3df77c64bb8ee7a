/** The product in this terminal: store, keys, host and what shows it, and how it all ends. */
import path from 'node:path';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../sim/session/version.ts';
import { plainBadge } from './commands/everywhere.ts';
import type { Look } from './draw/theme.ts';
import { runEffect, type World } from './effects/run-effects.ts';
import { readRemembered, stateFile, writeRemembered } from './effects/state-file.ts';
import { after, afterRest, makeClock } from './effects/timers.ts';
import { makeWatcher } from './effects/watch.ts';
import { openHost } from './host/link.ts';
import { makeKeyReader, type KeyReader } from './keys/from-ink.ts';
import { product } from './product.ts';
import { changesWhatIsKept, rememberedNow } from './state/answers.ts';
import type { Message } from './state/message.ts';
import { firstState, type Size, type State } from './state/state.ts';
import { makeStore, type Store } from './state/store.ts';
import { updateOf } from './state/update.ts';
import { makeLife, ofProcess, watchSignals, type Life, type Sequences } from './terminal/life.ts';
import { paceOf } from './terminal/abilities.ts';
import { stopReading } from './terminal/reading.ts';

/** Models that come with the program stand beside it. */
function shippedModels(): string {
  // From src/tui as from dist/cli
  return path.join(path.dirname(fileURLToPath(import.meta.url)), '../../scenarios');
}

/** Milliseconds of rest after which what is not saved is kept: a machine that stops takes no more than that with it. */
const REST = 2000;

/** What is kept when the process ends at once. */
function keep(file: string | null, state: State): void {
  const kept = rememberedNow(state, plainBadge(state));
  if (kept !== state) writeRemembered(file, kept.remembered);
}

export interface AppOptions {
  readonly file?: string | undefined;
  readonly look: Look;
}

/** What a surface is made of: what it shows, what it reads keys into, whether the terminal is its own now, whom it tells of a fault. */
export interface SurfaceParts {
  readonly store: Store;
  readonly reader: KeyReader;
  readonly life: Life;
  readonly onError: (error: unknown) => void;
}

/** How the product meets a person: a screen, or lines that are read aloud. */
export interface Surface {
  /** What it writes when it enters the terminal, and when it leaves it. */
  readonly sequences: Sequences;
  readonly size: () => Size;
  /** Shows the state from now on, and reads keys. */
  open(parts: SurfaceParts): void;
  /** Shows all again: nothing of what the terminal shows is known. */
  repaint(): void;
  /** The terminal has another size. */
  resized(size: Size): void;
  close(): void;
}

/** Runs until somebody leaves. @returns The exit status. Rejects with what was thrown; the terminal is restored first. */
export async function runSession(options: AppOptions, surface: Surface): Promise<number> {
  const { environment, folder } = { environment: process.env, folder: process.cwd() };
  const kept = stateFile(environment);
  const clock = makeClock();
  const life = makeLife(ofProcess(), surface.sequences);
  const update = updateOf(product);

  let finish: (status: number) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const end = new Promise<number>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });

  const keeping = afterRest(REST, () => keep(kept, store.state()));
  const send = (message: Message): void => {
    try {
      const before = store.state();
      store.send(message);
      if (changesWhatIsKept(before, store.state())) keeping.touch();
    } catch (error) {
      onCrash(error);
    }
  };
  const host = openHost((said) => send({ kind: 'host', said, at: clock() }));
  const watcher = makeWatcher((change) => send({ kind: 'file', change, at: clock() }));

  /** Back in the terminal, of which nothing is known any more. */
  const comeBack = (): void => {
    life.enter();
    process.stdin.setRawMode(true);
    process.stdin.resume();
    resized();
    surface.repaint();
  };
  const goAway = (): void => {
    life.leave();
    process.stdin.pause();
  };
  const world: World = {
    host,
    watcher,
    environment,
    folder,
    shipped: shippedModels(),
    now: clock,
    send,
    write: (text) => void process.stdout.write(text),
    repaint: () => surface.repaint(),
    remember: (session) => writeRemembered(kept, session),
    lend: async (to) => {
      life.leave();
      const readAgain = await stopReading(process.stdin);
      await to();
      readAgain();
      comeBack();
    },
    suspend: () => {
      goAway();
      process.once('SIGCONT', comeBack);
      process.kill(process.pid, 'SIGTSTP');
    },
    leave: (status) => finish(status),
  };
  const store: Store = makeStore({
    first: firstState({
      size: surface.size(),
      look: options.look,
      version: VERSION,
      startedAt: Date.now(),
      folder,
      workers: Math.max(1, availableParallelism() - 1),
      remembered: readRemembered(kept),
    }),
    update,
    runEffect: (effect) => runEffect(effect, world),
    now: clock,
    after,
    pace: paceOf(environment),
  });
  const resized = (): void => {
    const size = surface.size();
    surface.resized(size);
    send({ kind: 'resized', ...size });
    store.flush();
  };
  const onCrash = (error: unknown): void => {
    keep(kept, store.state());
    life.leave();
    fail(error);
  };
  /** The terminal has closed and no signal told of it: as if one had. */
  const onGone = (): void => void process.kill(process.pid, 'SIGHUP');
  const reader = makeKeyReader(
    (pressed) =>
      send(
        pressed.kind === 'key'
          ? { kind: 'key', key: pressed.key, at: clock() }
          : { kind: 'text', text: pressed.text, at: clock() },
      ),
    after,
  );

  const release = watchSignals(life, () => keep(kept, store.state()));
  process.prependListener('uncaughtException', onCrash);
  process.stdout.on('error', () => undefined);
  process.stdin.on('end', onGone);
  process.stdin.on('error', onGone);
  process.stdout.on('resize', resized);
  life.enter();
  surface.open({ store, reader, life, onError: onCrash });
  const { file } = options;
  send({ kind: 'begin', file: file === undefined ? null : { path: path.resolve(folder, file), shown: file } });
  // Nothing else keeps the process alive while nobody presses a key
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    return await end;
  } finally {
    keeping.callOff();
    clearInterval(alive);
    life.leave();
    release();
    process.removeListener('uncaughtException', onCrash);
    process.stdout.removeListener('resize', resized);
    process.stdin.removeListener('end', onGone);
    process.stdin.removeListener('error', onGone);
    surface.close();
    watcher.close();
    await host.close();
    process.stdin.pause();
  }
}
