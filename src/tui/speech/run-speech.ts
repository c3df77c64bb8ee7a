/** The product for those who listen: lines are added, nothing is rewritten, and nothing steers the terminal. */
import { product } from '../product.ts';
import { runSession, type AppOptions, type Surface } from '../session.ts';
import { afterRest } from '../effects/timers.ts';
import type { Store } from '../state/store.ts';
import { LINES_ONLY } from '../terminal/life.ts';
import { makeListener, REST, type Listener } from './listener.ts';
import { makeVoice, writtenLines } from './voice.ts';

/** What is said does not depend on how much a terminal shows. */
const SIZE = { columns: 80, rows: 24 };

/** @param isAscii The terminal shows nothing else than ASCII. */
function makeSpeech(hasFile: boolean, isAscii: boolean): Surface {
  const voice = makeVoice();
  let store: Store | null = null;
  let listener: Listener | null = null;
  // With a file, reading it is the first that changes; without one, what there is to choose is said first
  let hasBegun = hasFile;
  let close: () => void = () => undefined;
  const write = (lines: readonly string[]): void => {
    const text = writtenLines(voice.take(lines), process.stdout.columns || SIZE.columns, isAscii);
    if (text !== '') process.stdout.write(text);
  };
  const sayAll = (): void => {
    if (store === null || listener === null) return;
    hasBegun = true;
    write(listener.place(store.shown()));
  };
  return {
    sequences: LINES_ONLY,
    size: () => SIZE,
    open: ({ store: shown, reader, life, onError }) => {
      store = shown;
      const listening = makeListener(product, shown.shown());
      listener = listening;
      const resting = afterRest(REST, () => {
        try {
          if (life.isIn()) write(listening.rest());
        } catch (error) {
          onError(error);
        }
      });
      const { stdin } = process;
      let planned: NodeJS.Immediate | null = null;
      const read = (): void => {
        for (let text = stdin.read() as string | null; text !== null; text = stdin.read() as string | null)
          reader.take(text);
      };
      const tell = (): void => {
        planned = null;
        // While the terminal is somebody else's nothing is said; what has changed then is said with the place
        if (!life.isIn()) return;
        try {
          if (!hasBegun) return sayAll();
          const { lines, isTyped } = listening.hear(shown.shown());
          write(lines);
          if (isTyped) resting.touch();
        } catch (error) {
          onError(error);
        }
      };
      stdin.setEncoding('utf8');
      stdin.setRawMode(true);
      stdin.on('readable', read);
      // After all that the key has set off: who leaves hears nothing more
      const plan = (): void => {
        planned ??= setImmediate(tell);
      };
      const unsubscribe = shown.subscribe(plan);
      close = () => {
        if (planned !== null) clearImmediate(planned);
        resting.callOff();
        unsubscribe();
        stdin.off('readable', read);
      };
    },
    repaint: sayAll,
    resized: () => undefined,
    close: () => close(),
  };
}

export const runSpeech = (options: AppOptions, isAscii: boolean): Promise<number> =>
  runSession(options, makeSpeech(options.file !== undefined, isAscii));
