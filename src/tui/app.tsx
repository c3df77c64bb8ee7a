/** Mounts the product in this terminal: store, keys, host and painter, and how it all ends. */
import { render, useStdin } from 'ink';
import { Component, useEffect, useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import path from 'node:path';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../sim/session/version.ts';
import { Frame } from './components/frame.tsx';
import { composed, makeStage, StageContext, type Stage } from './components/stage.ts';
import { plainBadge } from './commands/everywhere.ts';
import type { Look } from './draw/theme.ts';
import { runEffect, type World } from './effects/run-effects.ts';
import { readRemembered, stateFile, writeRemembered } from './effects/state-file.ts';
import { after, makeClock } from './effects/timers.ts';
import { makeWatcher } from './effects/watch.ts';
import { openHost } from './host/link.ts';
import { makeKeyReader, type KeyReader } from './keys/from-ink.ts';
import { product } from './product.ts';
import { rememberedNow } from './state/answers.ts';
import type { Message } from './state/message.ts';
import type { Product } from './state/product.ts';
import { firstState, type State } from './state/state.ts';
import { makeStore, type Store } from './state/store.ts';
import { updateOf } from './state/update.ts';
import { makeLife, ofProcess, watchSignals } from './terminal/life.ts';
import { makePainter, type Painter } from './terminal/painter.ts';
import { stopReading } from './terminal/reading.ts';
import { makeSilentStream } from './terminal/streams.ts';

interface ShownProps {
  readonly store: Store;
  readonly stage: Stage;
  readonly painter: Painter;
  readonly of: Product;
}

/** What is on the screen: a frame of the state, painted after every commit. */
function Shown({ store, stage, painter, of }: ShownProps): ReactNode {
  const state = useSyncExternalStore(store.subscribe, store.shown);
  const { columns, rows } = state.size;
  useLayoutEffect(() => painter.show(composed(stage, columns, rows)));
  return <Frame product={of} state={state} />;
}

/**
 * Takes what Ink reads before it makes keys of it: `useInput` drops the Esc of Esc and a key that come together, and does not tell
 * Delete from Backspace.
 */
function Keys({ reader }: { readonly reader: KeyReader }): ReactNode {
  const { setRawMode, internal_eventEmitter: input } = useStdin();
  useEffect(() => {
    const take = (text: string): void => reader.take(text);
    setRawMode(true);
    input.on('input', take);
    return () => {
      input.off('input', take);
      setRawMode(false);
    };
  }, [reader, setRawMode, input]);
  return null;
}

/** Hands on what a frame throws: Ink would print it where nobody sees it. */
class Guard extends Component<{ readonly onError: (error: unknown) => void; readonly children: ReactNode }> {
  override state: { readonly failed: boolean } = { failed: false };
  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }
  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }
  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

/** Models that come with the program stand beside it. */
function shippedModels(): string {
  // From src/tui as from dist/cli
  return path.join(path.dirname(fileURLToPath(import.meta.url)), '../../scenarios');
}

const sizeOfTerminal = (): { readonly columns: number; readonly rows: number } => ({
  columns: process.stdout.columns || 80,
  rows: process.stdout.rows || 24,
});

/** What is kept when the process ends at once. */
function keep(file: string | null, state: State): void {
  if (state.file === null) return;
  writeRemembered(file, rememberedNow(state, plainBadge(state)).remembered);
}

export interface AppOptions {
  readonly file?: string | undefined;
  readonly look: Look;
}

/** Runs until somebody leaves. @returns The exit status. Rejects with what was thrown; the terminal is restored first. */
export async function runApp(options: AppOptions): Promise<number> {
  const { environment, folder } = { environment: process.env, folder: process.cwd() };
  const kept = stateFile(environment);
  const clock = makeClock();
  const life = makeLife(ofProcess());
  const stage = makeStage();
  const size = sizeOfTerminal();
  const silent = makeSilentStream(size.columns, size.rows);
  const screen = makePainter(process.stdout);
  /** Nothing is painted while the terminal is somebody else's. */
  const painter: Painter = {
    forget: () => screen.forget(),
    show: (rows) => {
      if (life.isIn()) screen.show(rows);
    },
  };
  const update = updateOf(product);

  let finish: (status: number) => void = () => undefined;
  let fail: (error: unknown) => void = () => undefined;
  const end = new Promise<number>((resolve, reject) => {
    finish = resolve;
    fail = reject;
  });

  const send = (message: Message): void => {
    try {
      store.send(message);
    } catch (error) {
      fail(error);
    }
  };
  const paint = (): void => {
    painter.forget();
    const { columns, rows } = store.shown().size;
    painter.show(composed(stage, columns, rows));
  };
  const host = openHost((said) => send({ kind: 'host', said, at: clock() }));
  const watcher = makeWatcher((change) => send({ kind: 'file', change, at: clock() }));

  /** Back in the terminal, of which nothing is known any more. */
  const comeBack = (): void => {
    life.enter();
    process.stdin.setRawMode(true);
    process.stdin.resume();
    resized();
    paint();
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
    repaint: paint,
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
      size,
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
    pace: paceOf(environment['RINGFENCE_FPS']),
  });
  const resized = (): void => {
    const { columns, rows } = sizeOfTerminal();
    silent.resizeTo(columns, rows);
    painter.forget();
    send({ kind: 'resized', columns, rows });
    store.flush();
  };
  const onCrash = (error: unknown): void => {
    keep(kept, store.state());
    life.leave();
    fail(error);
  };
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
  process.stdout.on('resize', resized);
  life.enter();
  const instance = render(
    <Guard onError={onCrash}>
      <StageContext.Provider value={stage}>
        <Keys reader={reader} />
        <Shown store={store} stage={stage} painter={painter} of={product} />
      </StageContext.Provider>
    </Guard>,
    { stdout: silent, debug: true, patchConsole: false, exitOnCtrlC: false },
  );
  instance.waitUntilExit().then(() => undefined, onCrash);
  const { file } = options;
  send({ kind: 'begin', file: file === undefined ? null : { path: path.resolve(folder, file), shown: file } });
  // Nothing else keeps the process alive while nobody presses a key
  const alive = setInterval(() => undefined, 2 ** 30);
  try {
    return await end;
  } finally {
    clearInterval(alive);
    life.leave();
    release();
    process.removeListener('uncaughtException', onCrash);
    process.stdout.removeListener('resize', resized);
    instance.unmount();
    watcher.close();
    await host.close();
    process.stdin.pause();
  }
}

/** Milliseconds between frames that `RINGFENCE_FPS` asks for. */
function paceOf(framesPerSecond: string | undefined): number | undefined {
  const asked = Number(framesPerSecond);
  return asked > 0 && asked <= 60 ? 1000 / asked : undefined;
}
