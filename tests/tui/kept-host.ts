/** A host in this thread that works a question out once and then says the same again: for walks that ask the same thing a hundred times. */
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { makeHost } from '../../src/tui/host/make-host.ts';
import type { HostRequest, HostSaid } from '../../src/tui/host/messages.ts';

export interface KeptHost {
  /** All that is said of a question. Nothing is written. */
  said(request: HostRequest): Promise<readonly HostSaid[]>;
  close(): Promise<void>;
}

const isEnd = ({ kind }: HostSaid): boolean => kind === 'done' || kind === 'stopped' || kind === 'failed';

/** Few trials: enough for words. */
function smaller(request: HostRequest, trials: number): HostRequest {
  if (request.kind === 'answer') return { ...request, target: { kind: 'trials', trials } };
  return 'trials' in request ? { ...request, trials } : request;
}

/** @param file The model that is open. */
export function makeKeptHost(file: string, trials: number): KeptHost {
  const runner = makeInlineRunner();
  const kept = new Map<string, Promise<readonly HostSaid[]>>();
  const waiting = new Map<number, (said: HostSaid) => void>();
  const host = makeHost(runner, (said) => waiting.get(said.id)?.(said));
  let last = 0;
  let before: Promise<unknown> = Promise.resolve();
  const ask = (request: HostRequest): Promise<readonly HostSaid[]> => {
    const id = ++last;
    return new Promise((resolve) => {
      const all: HostSaid[] = [];
      waiting.set(id, (said) => {
        all.push(said);
        if (isEnd(said)) resolve(all);
      });
      host.receive({ say: 'ask', request: { ...smaller(request, trials), id } });
    });
  };
  const inTurn = (request: HostRequest): Promise<readonly HostSaid[]> => {
    const answer = before.then(() => ask(request));
    before = answer;
    return answer;
  };
  void inTurn({ kind: 'open', file, id: 0 });
  return {
    said: async (request) => {
      const { id } = request;
      if (request.kind === 'write') return [{ id, kind: 'failed', words: 'the disk is full' }];
      const key = JSON.stringify({ ...smaller(request, trials), id: 0, urgency: null });
      const known = kept.get(key) ?? inTurn(request);
      kept.set(key, known);
      return (await known).map((said) => ({ ...said, id }));
    },
    close: async () => {
      await host.close();
      await runner.close();
    },
  };
}
