/** The product driven by keys, with a real host in this thread; the terminal alone is missing. */
import { onTestFinished } from 'vitest';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { panelLines } from '../../src/tui/draw/panel.ts';
import { themeOf } from '../../src/tui/draw/theme.ts';
import { makeHost } from '../../src/tui/host/make-host.ts';
import type { HostRequest, HostSaid } from '../../src/tui/host/messages.ts';
import { product } from '../../src/tui/product.ts';
import type { Effect, Message } from '../../src/tui/state/message.ts';
import { focusOf, tabOf } from '../../src/tui/state/navigation.ts';
import { firstState, type State } from '../../src/tui/state/state.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { modelIn } from './host/host-of.ts';

/** Trials of every run: enough for words, few enough for a test. */
const TRIALS = 1024;

/** The keys that type a text. */
export const typing = (text: string): readonly string[] => text.split('');

export interface Driven {
  readonly file: string;
  readonly state: () => State;
  /** Presses keys, one after the other, each after all that the one before set off has come back. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  /** Takes any message, and waits for all that it sets off. */
  readonly send: (message: Message) => Promise<void>;
  /** The panels of the place where one is, one under the other. */
  readonly screen: () => string;
  readonly effects: readonly Effect[];
}

/** What is asked for in idle time is not answered. */
export async function driven(text?: string): Promise<Driven> {
  const file = modelIn(text);
  const update = updateOf(product);
  const runner = makeInlineRunner();
  const effects: Effect[] = [];
  const open = new Set<number>();
  let quiet: (() => void) | null = null;
  let now = 0;
  let state = firstState({
    size: { columns: 80, rows: 24 },
    look: { glyphs: 'unicode', palette: 'none' },
    version: '0.0.0',
    startedAt: 0,
    folder: '/models',
    workers: 1,
  });
  const host = makeHost(runner, (said: HostSaid) => {
    take({ kind: 'host', said, at: now });
    if (said.kind !== 'done' && said.kind !== 'stopped' && said.kind !== 'failed') return;
    open.delete(said.id);
    if (open.size === 0) quiet?.();
  });
  onTestFinished(async () => {
    await host.close();
    await runner.close();
  });

  const asked = (request: HostRequest): void => {
    if (request.urgency === 'idle') return;
    open.add(request.id);
    const small =
      request.kind === 'answer' ? { ...request, target: { kind: 'trials', trials: TRIALS } as const } : request;
    host.receive({ say: 'ask', request: small });
  };
  function take(message: Message): void {
    const [next, more] = update(state, message);
    state = next;
    for (const effect of more) {
      effects.push(effect);
      if (effect.kind === 'ask') asked(effect.request);
      if (effect.kind === 'cancel') host.receive({ say: 'cancel', id: effect.request, keep: false });
    }
  }
  const settled = (): Promise<void> =>
    new Promise((resolve) => {
      quiet = resolve;
      if (open.size === 0) resolve();
    });
  const send = async (message: Message): Promise<void> => {
    take(message);
    await settled();
  };

  await send({ kind: 'begin', file: { path: file, shown: 'works.yaml' } });
  return {
    file,
    effects,
    state: () => state,
    send,
    press: async (...keys) => {
      for (const key of keys) await send({ kind: 'key', key, at: ++now });
    },
    screen: () => {
      const tab = tabOf(product, state);
      const theme = themeOf({ glyphs: 'unicode', palette: 'none' });
      const focus = focusOf(tab, state);
      const panels = tab.panels.map((panel) => panelLines(panel, state, 80, 14, theme, panel === focus));
      return `${panels.flatMap((panel) => panel.map((line) => line.trimEnd())).join('\n')}\n`;
    },
  };
}
