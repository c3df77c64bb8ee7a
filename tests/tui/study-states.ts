/** States of the screens Map, Risks and Snowball, with what the host works out in idle time. */
import { makeInlineRunner } from '../../src/runners/inline.ts';
import { makeHost } from '../../src/tui/host/make-host.ts';
import type { HostRequest } from '../../src/tui/host/messages.ts';
import { product } from '../../src/tui/product.ts';
import type { Effect, Message } from '../../src/tui/state/message.ts';
import type { State } from '../../src/tui/state/state.ts';
import { updateOf } from '../../src/tui/state/update.ts';
import { press } from './opened.ts';

/** Presses keys on a state and answers every question as the threads would, idle ones too. `file`: the model that is open. */
export async function answered(first: State, file: string, ...keys: readonly string[]): Promise<State> {
  const update = updateOf(product);
  const runner = makeInlineRunner();
  const waiting: Message[] = [];
  let open = 0;
  let wake: () => void = () => undefined;
  const host = makeHost(runner, (said) => {
    if (said.id >= 0) waiting.push({ kind: 'host', said, at: 3000 });
    if (said.id >= 0 && (said.kind === 'done' || said.kind === 'stopped' || said.kind === 'failed')) open--;
    wake();
  });
  host.receive({ say: 'ask', request: { kind: 'open', file, id: -1 } });
  let state = first;
  const smaller = (request: HostRequest): HostRequest =>
    request.kind === 'snowball' ? { ...request, trials: 4000 } : request;
  const take = (message: Message): void => {
    const [next, effects]: readonly [State, readonly Effect[]] = update(state, message);
    state = next;
    for (const effect of effects) {
      if (effect.kind !== 'ask' || effect.request.kind === 'answer') continue;
      open++;
      host.receive({ say: 'ask', request: smaller(effect.request) });
    }
  };
  const settle = async (): Promise<void> => {
    while (open > 0 || waiting.length > 0) {
      const next = waiting.shift();
      if (next !== undefined) take(next);
      else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  };
  for (const message of press(...keys)) {
    take(message);
    await settle();
  }
  await host.close();
  await runner.close();
  return state;
}
