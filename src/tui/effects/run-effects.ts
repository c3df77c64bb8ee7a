/** Carries out what the state asks for, and answers with messages. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { systemReason } from '../../io/system-reason.ts';
import { writeAtomically } from '../../io/write-atomically.ts';
import type { Host } from '../host/messages.ts';
import type { Effect, Message, Outcome } from '../state/message.ts';
import type { Remembered } from '../state/remembered.ts';
import { copyText } from '../terminal/clipboard.ts';
import type { Environment } from '../terminal/abilities.ts';
import { runEditor } from './editor.ts';
import { findModels } from './find-models.ts';
import { after } from './timers.ts';
import type { Watcher } from './watch.ts';

/** What effects act on. */
export interface World {
  readonly host: Host;
  readonly watcher: Watcher;
  readonly environment: Environment;
  readonly folder: string;
  /** The folder of the models that come with the program. */
  readonly shipped: string;
  now(): number;
  send(message: Message): void;
  /** Writes to the terminal, beside the frames. */
  write(text: string): void;
  repaint(): void;
  remember(session: Remembered): void;
  /** Gives the terminal to somebody else for a while. */
  lend(to: () => Promise<void>): Promise<void>;
  suspend(): void;
  leave(status: number): void;
}

/** Writes a new file, whole or not at all; one that is there stays as it is, unless it is to be written over. */
async function saved(file: string, text: string, over: boolean): Promise<Outcome> {
  if (!over && existsSync(file)) {
    return { kind: 'failed', words: `${file} is there already: give another name`, isThere: true };
  }
  try {
    await writeAtomically(file, text);
    return { kind: 'saved', file };
  } catch (error) {
    return { kind: 'failed', words: `${file} is not written: ${systemReason(error)}` };
  }
}

function copied(text: string, world: World): Outcome {
  if (world.environment['TERM'] === 'dumb') {
    return { kind: 'failed', words: 'this terminal (TERM=dumb) cannot copy: x writes a file' };
  }
  const sequence = copyText(text, world.environment['TMUX'] !== undefined);
  if (sequence === null) return { kind: 'failed', words: 'too long to be copied through a terminal: x writes a file' };
  world.write(sequence);
  return { kind: 'copied', bytes: text.length };
}

export function runEffect(effect: Effect, world: World): void {
  const done = (outcome: Outcome): void => world.send({ kind: 'done', effect: effect.kind, outcome, at: world.now() });
  switch (effect.kind) {
    case 'ask':
      return world.host.ask(effect.request);
    case 'cancel':
      return world.host.cancel(effect.request);
    case 'workers':
      return world.host.workers(effect.workers);
    case 'watch':
      return world.watcher.files(effect.files.map((file) => path.resolve(world.folder, file)));
    case 'edit': {
      const { file, line } = effect;
      const edit = async (): Promise<void> => {
        let failure: string | null = null;
        await world.lend(async () => {
          failure = await runEditor(world.environment, file, line);
        });
        done(failure === null ? { kind: 'edited', file } : { kind: 'failed', words: failure });
      };
      void edit();
      return;
    }
    case 'copy':
      return done(copied(effect.text, world));
    case 'save': {
      const write = async (): Promise<void> =>
        done(await saved(path.resolve(world.folder, effect.file), effect.text, effect.over === true));
      void write();
      return;
    }
    case 'find':
      // The first frame comes before the search
      after(0, () => done({ kind: 'found', ...findModels(world.folder, world.shipped) }));
      return;
    case 'remember':
      return world.remember(effect.session);
    case 'wake':
      after(Math.max(0, effect.at - world.now()), () => world.send({ kind: 'tick', at: world.now() }));
      return;
    case 'repaint':
      return world.repaint();
    case 'suspend':
      return world.suspend();
    case 'leave':
      return world.leave(effect.status);
  }
}
