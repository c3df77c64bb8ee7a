/** What is heard of keys: the product with a real host in this thread, its figures few and always the same. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { makeInlineRunner } from '../../../src/runners/inline.ts';
import { makeHost } from '../../../src/tui/host/make-host.ts';
import type { HostRequest, HostSaid } from '../../../src/tui/host/messages.ts';
import { product } from '../../../src/tui/product.ts';
import { makeListener } from '../../../src/tui/speech/listener.ts';
import { makeVoice, writtenLines } from '../../../src/tui/speech/voice.ts';
import type { Effect, Message, Outcome } from '../../../src/tui/state/message.ts';
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

/** The folder in which the program is; files that it writes there stand in one of their own. */
const FOLDER = '/models';

/** What one does, as messages: a key, or, in quotes, text that is typed letter by letter. */
function messagesOf(done: string): readonly Message[] {
  const text = /^"(.*)"$/s.exec(done)?.[1];
  const keys = text === undefined ? [done] : Array.from(text, (each) => (each === ' ' ? 'space' : each));
  return keys.map((key): Message => ({ kind: 'key', key, at: 10_000 }));
}

/**
 * Opens a file, or Start without one, and presses keys, each after all that the one before set off.
 *
 * @param keys Keys, and texts in quotes, which are typed letter by letter.
 * @param leaves Questions that are not answered.
 */
export async function listened(
  file: string | null,
  keys: readonly string[],
  { trials = 2000, leaves = [] as readonly HostRequest['kind'][] } = {},
): Promise<Listened> {
  const update = updateOf(product);
  const runner = makeInlineRunner();
  const voice = makeVoice();
  const steps: { readonly state: State; readonly lines: readonly string[] }[] = [];
  const waiting: HostSaid[] = [];
  const done: Message[] = [];
  let transcript = '';
  let open = 0;
  let wake: () => void = () => undefined;
  let state = startedState();
  state = { ...state, look: { glyphs: 'spoken', palette: 'none' }, folder: FOLDER };
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const inFolder = (one: string): string =>
    one.startsWith(`${FOLDER}/`) ? path.join(folder, path.basename(one)) : one;
  const written = new Set<string>();
  const save = ({ file: name, text, over }: Effect & { kind: 'save' }): Message => {
    const at = `${FOLDER}/${name}`;
    const isThere = written.has(at) && over !== true;
    if (!isThere) writeFileSync(inFolder(at), text);
    written.add(at);
    const outcome: Outcome = isThere
      ? { kind: 'failed', words: `${name} is there already: give another name`, isThere }
      : { kind: 'saved', file: at };
    return { kind: 'done', effect: 'save', outcome, at: 10_000 };
  };
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
  const listener = makeListener(product, state);
  const take = (message: Message): void => {
    const [next, effects] = update(state, message);
    const lines = voice.take(listener.hear(next).lines);
    transcript += writtenLines(lines, 80, false);
    state = next;
    steps.push({ state, lines });
    for (const effect of effects) {
      if (effect.kind === 'repaint') transcript += writtenLines(voice.take(listener.place(state)), 80, false);
      if (effect.kind === 'save') done.push(save(effect));
      if (effect.kind === 'find')
        done.push({ kind: 'done', effect: 'find', outcome: { kind: 'found', models: [], isAll: true }, at: 1000 });
      if (effect.kind === 'cancel') host.receive({ say: 'cancel', id: effect.request, keep: false });
      if (effect.kind !== 'ask' || leaves.includes(effect.request.kind)) continue;
      open++;
      const request = smaller(effect.request, trials);
      host.receive({
        say: 'ask',
        request: request.kind === 'open' ? { ...request, file: inFolder(request.file) } : request,
      });
    }
  };
  const settle = async (): Promise<void> => {
    while (open > 0 || waiting.length > 0 || done.length > 0) {
      const over = done.shift();
      if (over !== undefined) {
        take(over);
        continue;
      }
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
  const shown = file === null ? '' : path.basename(file);
  transcript += `> ${['ringfence', shown, '--speech'].filter((part) => part !== '').join(' ')}\n`;
  if (file === null) transcript += writtenLines(voice.take(listener.place(state)), 80, false);
  take({ kind: 'begin', file: file === null ? null : { path: file, shown } });
  await settle();
  for (const key of keys) {
    transcript += `> ${key}\n`;
    for (const message of messagesOf(key)) {
      take(message);
      await settle();
    }
    // Whoever has typed a text or pressed a key rests
    const lines = voice.take(listener.rest());
    transcript += writtenLines(lines, 80, false);
    steps.push({ state, lines });
  }
  await host.close();
  await runner.close();
  return { transcript, state, steps };
}
