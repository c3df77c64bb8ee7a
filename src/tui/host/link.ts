/** The screen's side of the host: two threads, one for what is asked, one for what is worked out in idle time. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { HostData } from './host.ts';
import type { Host, HostRequest, HostSaid, ToHost } from './messages.ts';

/** The built entry: threads need JavaScript on Node 20. */
const ENTRY: URL = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/cli/tui-host.js' : './tui-host.js',
  import.meta.url,
);

/** The screen has a thread of its own. */
const allButOne = (): number => Math.max(1, availableParallelism() - 1);

/** Whether nothing follows. */
const isLast = ({ kind }: HostSaid): boolean => kind === 'done' || kind === 'stopped' || kind === 'failed';

/** Of a thread that has gone. */
const lastWords = (error: string): string =>
  error.includes('ERR_WORKER_OUT_OF_MEMORY')
    ? 'memory ran out: ask for fewer trials, or start with more memory, NODE_OPTIONS=--max-old-space-size=8192'
    : `the simulation ended: ${error}`;

/** One thread, started with its first question and again after its death. */
interface Thread {
  ask(request: HostRequest): void;
  /** Opens a file for later questions, without a word. */
  open(file: string): void;
  tell(message: ToHost): void;
  readonly isBusy: () => boolean;
  close(): Promise<void>;
}

/** Number of a question that the screen did not ask: to open a file for later ones. */
const OWN = -1;

function makeThread(entry: URL, workers: () => number, onSaid: (said: HostSaid) => void): Thread {
  let worker: Worker | null = null;
  let file: string | null = null;
  const asked = new Set<number>();

  function start(): Worker {
    const data: HostData = { workers: workers() };
    const mine = new Worker(entry, { workerData: data });
    let words = '';
    mine.on('message', (said: HostSaid) => {
      if (isLast(said)) asked.delete(said.id);
      if (said.id !== OWN) onSaid(said);
    });
    mine.on('error', (error) => {
      words = 'code' in error ? `${String(error)} (${String(error.code)})` : String(error);
    });
    mine.on('exit', (code) => {
      if (worker === mine) worker = null;
      const unanswered = [...asked];
      asked.clear();
      for (const id of unanswered) onSaid({ id, kind: 'failed', words: lastWords(words || `status ${String(code)}`) });
    });
    // The screen decides how long the program lives
    mine.unref();
    return mine;
  }

  const openIn = (thread: Worker, path: string): void =>
    thread.postMessage({ say: 'ask', request: { id: OWN, kind: 'open', file: path } } satisfies ToHost);

  return {
    isBusy: () => asked.size > 0,
    ask: (request) => {
      asked.add(request.id);
      if (worker === null) {
        worker = start();
        if (file !== null && request.kind !== 'open') openIn(worker, file);
      }
      if (request.kind === 'open') ({ file } = request);
      worker.postMessage({ say: 'ask', request } satisfies ToHost);
    },
    open: (path) => {
      file = path;
      if (worker !== null) openIn(worker, path);
    },
    tell: (message) => worker?.postMessage(message),
    close: async () => {
      await worker?.terminate();
    },
  };
}

/**
 * Starts the host. Idle work has a thread of its own, so that nothing that is asked for waits for it, and stands still while
 * something asked for is simulated. A thread that dies answers what was open with `failed`, and is started again by the next
 * question.
 *
 * @param onSaid Takes what is said, each with the number of its question.
 * @param entry The file that a thread runs; this project's built one when absent.
 */
export function openHost(onSaid: (said: HostSaid) => void, entry: URL = ENTRY): Host {
  let workers = allButOne();
  const follow = (): void => idle.tell({ say: asked.isBusy() ? 'pause' : 'resume' });
  const asked: Thread = makeThread(
    entry,
    () => workers,
    (said) => {
      onSaid(said);
      if (isLast(said)) follow();
    },
  );
  const idle: Thread = makeThread(entry, () => 1, onSaid);

  return {
    ask: (request) => {
      if (request.urgency === 'idle') {
        idle.ask(request);
      } else {
        asked.ask(request);
        // Idle work is of the model that is open
        if (request.kind === 'open') idle.open(request.file);
      }
      follow();
    },
    cancel: (id, keep = false) => {
      for (const thread of [asked, idle]) thread.tell({ say: 'cancel', id, keep });
    },
    workers: (count) => {
      workers = count;
      asked.tell({ say: 'workers', workers });
    },
    close: async () => {
      await Promise.all([asked.close(), idle.close()]);
    },
  };
}
