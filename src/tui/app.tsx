/** The product as a screen: Ink lays out, a painter writes what changed. */
import { render, useStdin, type Instance } from 'ink';
import { Component, useEffect, useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import { Frame } from './components/frame.tsx';
import { composed, makeStage, StageContext, type Stage } from './components/stage.ts';
import type { KeyReader } from './keys/from-ink.ts';
import { product } from './product.ts';
import { runSession, type AppOptions, type Surface } from './session.ts';
import type { Product } from './state/product.ts';
import type { Size } from './state/state.ts';
import type { Store } from './state/store.ts';
import { WHOLE_SCREEN } from './terminal/life.ts';
import { makePainter, type Painter } from './terminal/painter.ts';
import { makeSilentStream } from './terminal/streams.ts';
import { hasTitle, makeTitle } from './terminal/title.ts';
import { titleOf } from './words/title.ts';

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

const sizeOfTerminal = (): Size => ({
  columns: process.stdout.columns || 80,
  rows: process.stdout.rows || 24,
});

function makeScreen(): Surface {
  const stage = makeStage();
  const { columns, rows } = sizeOfTerminal();
  const silent = makeSilentStream(columns, rows);
  const screen = makePainter(process.stdout);
  let shown: Store | null = null;
  let isOurs: () => boolean = () => false;
  /** Nothing is painted while the terminal is somebody else's. */
  const painter: Painter = {
    forget: () => screen.forget(),
    show: (lines) => {
      if (isOurs()) screen.show(lines);
    },
  };
  const title = makeTitle((text) => {
    if (isOurs() && hasTitle(process.env)) process.stdout.write(text);
  });
  const showTitle = (): void => {
    if (shown !== null) title.show(titleOf(shown.shown()));
  };
  let instance: Instance | null = null;
  return {
    sequences: WHOLE_SCREEN,
    size: sizeOfTerminal,
    open: ({ store, reader, life, onError }) => {
      shown = store;
      isOurs = life.isIn;
      store.subscribe(showTitle);
      instance = render(
        <Guard onError={onError}>
          <StageContext.Provider value={stage}>
            <Keys reader={reader} />
            <Shown store={store} stage={stage} painter={painter} of={product} />
          </StageContext.Provider>
        </Guard>,
        { stdout: silent, debug: true, patchConsole: false, exitOnCtrlC: false },
      );
      instance.waitUntilExit().then(() => undefined, onError);
    },
    repaint: () => {
      if (shown === null) return;
      painter.forget();
      title.forget();
      showTitle();
      const { size } = shown.shown();
      painter.show(composed(stage, size.columns, size.rows));
    },
    resized: (size) => {
      silent.resizeTo(size.columns, size.rows);
      painter.forget();
    },
    close: () => instance?.unmount(),
  };
}

export const runApp = (options: AppOptions): Promise<number> => runSession(options, makeScreen());
