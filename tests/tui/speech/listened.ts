/** What is heard of keys: the product with a real host in this thread, its figures few and always the same. */
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeHost } from '../../../src/tui/host/make-host.ts';
import type { HostRequest, HostSaid } from '../../../src/tui/host/messages.ts';
import { product } from '../../../src/tui/product.ts';
import { spokenChange, spokenPlace } from '../../../src/tui/speech/spoken-change.ts';
import { makeVoice, writtenLines } from '../../../src/tui/speech/voice.ts';
import type { Message } from '../../../src/tui/state/message.ts';
import type { State } from '../../../src/tui/state/state.ts';
import { updateOf } from '../../../src/tui/state/update.ts';
import { startedState } from '../opened.ts';

export interface Listened {
  readonly transcript: string;
  readonly state: State;
  /** Every state, in order, with what was said on coming to it. */
  readonly steps: readonly { readonly state: State; readonly lines: readonly string[] }[];
}

/** What depends on how fast a machine is: figures that are still moving, and how far work has got. */
const isFleeting = (said: HostSaid): boolean =>
  said.kind === 'pulse' || said.kind === 'progress' || (said.kind === 'answer' && !said.settled);

function smaller(request: HostRequest, trials: number): HostRequest {
  if (request.kind === 'answer') return { ...request, target: { kind: 'trials', trials } };
  if (request.kind === 'compare' || request.kind === 'rings') return { ...request, trials };
  // Fewer have no worst years to speak of
  return request.kind === 'snowball' ? { ...request, trials: 2000 } : request;
}

/**
 * Opens a file and presses keys, each after all that the one before set off.
 *
 * @param leaves Questions that are not answered.
 */
export async function listened(
  file: string,
  keys: readonly string[],
  { trials = 2000, leaves = [] as readonly HostRequest['kind'][] } = {},
): Promise<Listened> {
  const update = updateOf(product);
  const runner = makeInlineRunner();
  const voice = makeVoice();
  const steps: { readonly state: State; readonly lines: readonly string[] }[] = [];
  const waiting: HostSaid[] = [];
  let transcript = '';
  let open = 0;
  let wake: () => void = () => undefined;
  let state = startedState();
  state = { ...state, look: { glyphs: 'spoken', palette: 'none' } };
  const host = makeHost(runner, (said) => {
    waiting.push(said);
    if (said.kind === 'done' || said.kind === 'stopped' || said.kind === 'failed') open--;
    // The first round of cases, and the first chains, have all that is said here
    const isEnough =
      (said.kind === 'risks' && said.risks.every(({ given }) => given !== undefined)) ||
      (said.kind === 'snowball' && said.snowball.chains.length > 0);
    if (isEnough) host.receive({ say: 'cancel', id: said.id, keep: false });
    wake();
  });
  const take = (message: Message): void => {
    const [next, effects] = update(state, message);
    const lines = voice.take(spokenChange(product, state, next));
    transcript += writtenLines(lines, 80, false);
    state = next;
    steps.push({ state, lines });
    for (const effect of effects) {
      if (effect.kind === 'repaint') transcript += writtenLines(voice.take(spokenPlace(product, state)), 80, false);
      if (effect.kind === 'cancel') host.receive({ say: 'cancel', id: effect.request, keep: false });
      if (effect.kind !== 'ask' || leaves.includes(effect.request.kind)) continue;
      open++;
      host.receive({ say: 'ask', request: smaller(effect.request, trials) });
    }
  };
  const settle = async (): Promise<void> => {
    while (open > 0 || waiting.length > 0) {
      const said = waiting.shift();
      if (said === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      } else if (!isFleeting(said)) {
        const one: HostSaid = said.kind === 'answer' ? { ...said, answer: { ...said.answer, rate: 100_000 } } : said;
        take({ kind: 'host', said: one, at: 1000 });
      }
    }
  };
  const shown = file.split('/').slice(-1).join('');
  transcript += `> ringfence ${shown} --speech\n`;
  take({ kind: 'begin', file: { path: file, shown } });
  await settle();
  for (const key of keys) {
    transcript += `> ${key}\n`;
    take({ kind: 'key', key, at: 10_000 + steps.length });
    await settle();
  }
  await host.close();
  await runner.close();
  return { transcript, state, steps };
}
