/** The product on a model that is open and has been run, without a terminal and without a thread. */
import path from 'node:path';
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { makeHost } from '../../src/tui/host/make-host.ts';
import type { HostRequest, HostSaid } from '../../src/tui/host/messages.ts';
import { product } from '../../src/tui/product.ts';
import type { Effect, Message } from '../../src/tui/state/message.ts';
import type { Product } from '../../src/tui/state/product.ts';
import { firstState, type Size, type State } from '../../src/tui/state/state.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import type { Look } from '../../src/tui/draw/theme.ts';

const SCENARIOS = path.resolve(import.meta.dirname, '../../scenarios');

const PLAIN: Look = { glyphs: 'unicode', palette: 'none' };

export function startedState(size: Size = { columns: 80, rows: 24 }, look: Look = PLAIN): State {
  return firstState({
    size,
    look,
    version: '0.0.0',
    startedAt: Date.UTC(2026, 0, 1, 12),
    folder: '/models',
    workers: 1,
  });
}

const isEnd = ({ kind }: HostSaid): boolean => kind === 'done' || kind === 'stopped' || kind === 'failed';

/** Worked out in idle time in the program: tests that want it ask for it themselves. */
const IDLE: ReadonlySet<HostRequest['kind']> = new Set(['rings', 'compare']);

/** Takes messages, asks a host, and ends when the host has nothing more to say: with the state, and the effects that were no questions. */
export async function driven(
  first: State,
  messages: readonly Message[],
  of: Product = product,
  trials = 2000,
): Promise<{ readonly state: State; readonly effects: readonly Effect[] }> {
  const update = updateOf(of);
  const runner = makeInlineRunner();
  const waiting: Message[] = [];
  const effects: Effect[] = [];
  let open = 0;
  let wake: () => void = () => undefined;
  const host = makeHost(runner, (said) => {
    // How fast this machine is belongs to no frame
    const one: HostSaid = said.kind === 'answer' ? { ...said, answer: { ...said.answer, rate: 100_000 } } : said;
    waiting.push({ kind: 'host', said: one, at: 1000 });
    if (isEnd(said)) open--;
    wake();
  });
  let state = first;
  const take = (message: Message): void => {
    const [next, asked] = update(state, message);
    state = next;
    for (const effect of asked) {
      if (effect.kind !== 'ask' || effect.request.urgency === 'idle' || IDLE.has(effect.request.kind)) {
        effects.push(effect);
        continue;
      }
      open++;
      const { request } = effect;
      const smaller: HostRequest =
        request.kind === 'answer' ? { ...request, target: { kind: 'trials', trials } } : request;
      host.receive({ say: 'ask', request: smaller });
    }
  };
  for (const message of messages) take(message);
  while (open > 0 || waiting.length > 0) {
    const next = waiting.shift();
    if (next !== undefined) {
      take(next);
      continue;
    }
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  await host.close();
  await runner.close();
  return { state, effects };
}

const kept = new Map<string, Promise<State>>();

/** A model of the project, opened and run. */
export function openedState(file: string): Promise<State> {
  const at = path.join(SCENARIOS, file);
  const known =
    kept.get(at) ??
    driven(startedState(), [{ kind: 'begin', file: { path: at, shown: `scenarios/${file}` } }]).then(
      ({ state }) => state,
    );
  kept.set(at, known);
  return known;
}

export const press = (...keys: readonly string[]): readonly Message[] =>
  keys.map((key, index) => ({ kind: 'key', key, at: 2000 + index }));

/** Pure keys on a state: what the host would say is left out. */
export function pressed(first: State, ...keys: readonly string[]): State {
  const update = updateOf(product);
  return press(...keys).reduce((state, message) => update(state, message)[0], first);
}
