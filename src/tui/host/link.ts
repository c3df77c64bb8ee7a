/** The screen's side of the host: a thread for what is asked, one for what is worked out beside it, one for rings, which take minutes. */
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

/** Answered by the thread itself at once, without a run: runs stand still meanwhile. What else levels would save is not: of a large model it takes minutes. */
const AT_ONCE: ReadonlySet<HostRequest['kind']> = new Set([
  'play',
  'card',
  'check',
  'differences',
  'figures',
  'edit',
  'write',
  'draft',
]);

/** What somebody waits for, soon there: rings stand still meanwhile. */
const SOON: ReadonlySet<HostRequest['kind']> = new Set(['compare', 'steps']);

/** One thread, started with its first question and again after its death. */
interface Thread {
  ask(request: HostRequest): void;
  /** Opens a file for later questions, without a word. */
  open(file: string): void;
  tell(message: ToHost): void;
  /** Whether a question is open, of some kinds or of any. */
  readonly isBusy: (kinds?: ReadonlySet<HostRequest['kind']>) => boolean;
  has(id: number): boolean;
  close(): Promise<void>;
}

/** Number of a question that the screen did not ask: to open a file for later ones. */
const OWN = -1;

function makeThread(entry: URL, workers: () => number, onSaid: (said: HostSaid) => void): Thread {
  let worker: Worker | null = null;
  let file: string | null = null;
  const asked = new Map<number, HostRequest['kind']>();

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
      const unanswered = [...asked.keys()];
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
    isBusy: (kinds) => [...asked.values()].some((kind) => kinds?.has(kind) ?? true),
    has: (id) => asked.has(id),
    ask: (request) => {
      asked.set(request.id, request.kind);
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
 * Starts the host. What is asked goes first: a run stands still while a future is played or a figure read, idle work while anything
 * asked for is open, and rings also while what-ifs are set side by side. Idle work has a thread of its own, rings another, so that
 * nothing waits for a step of theirs. A thread that dies answers what was open with `failed`, and is started again by the next
 * question.
 *
 * @param onSaid Takes what is said, each with the number of its question.
 * @param entry The file that a thread runs; this project's built one when absent.
 */
export function openHost(onSaid: (said: HostSaid) => void, entry: URL = ENTRY): Host {
  let workers = allButOne();
  /** Questions that were answered with `stopped` before their thread has stopped. */
  const gone = new Set<number>();
  const follow = (): void => {
    const isAsked = asked.isBusy();
    asked.tell({ say: asked.isBusy(AT_ONCE) ? 'pause' : 'resume' });
    idle.tell({ say: isAsked ? 'pause' : 'resume' });
    rings.tell({ say: isAsked || idle.isBusy(SOON) ? 'pause' : 'resume' });
  };
  const heard = (said: HostSaid): void => {
    if (!gone.has(said.id)) onSaid(said);
    if (!isLast(said)) return;
    gone.delete(said.id);
    follow();
  };
  const asked: Thread = makeThread(entry, () => workers, heard);
  const idle: Thread = makeThread(entry, () => 1, heard);
  const rings: Thread = makeThread(entry, () => 1, heard);
  const all = [asked, idle, rings];

  return {
    ask: (request) => {
      if (request.urgency === 'idle') {
        (request.kind === 'rings' ? rings : idle).ask(request);
      } else {
        asked.ask(request);
        // Idle work is of the model that is open
        if (request.kind === 'open') for (const thread of [idle, rings]) thread.open(request.file);
      }
      follow();
    },
    cancel: (id, keep = false) => {
      const isOpen = all.some((thread) => thread.has(id)) && !gone.has(id);
      for (const thread of all) thread.tell({ say: 'cancel', id, keep });
      if (keep || !isOpen) return;
      // Its thread may be in the middle of a figure: nobody waits for that
      gone.add(id);
      setImmediate(() => onSaid({ id, kind: 'stopped' }));
    },
    workers: (count) => {
      workers = count;
      asked.tell({ say: 'workers', workers });
    },
    close: async () => {
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}
