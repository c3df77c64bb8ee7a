/** The host without its thread: takes what the screen asks, one open model at a time, and answers. */
import path from 'node:path';
import { openModelFile, type OpenModelFile } from '../../io/read-model.ts';
import type { Runner } from '../../sim/session/runner.ts';
import { answer } from './answer.ts';
import { breaches } from './breaches.ts';
import { check } from './check.ts';
import { readAnswers } from '../first/first-model.ts';
import { fileNameOf } from '../first/model-text.ts';
import { compare } from './compare.ts';
import { differences, differencesOf } from './differences.ts';
import { draftOf } from './draft.ts';
import { edit } from './edit.ts';
import { exported } from './export.ts';
import { figures } from './figures.ts';
import { faultWords } from './fault-words.ts';
import type { HostRequest, HostSaid, RequestOf, ToHost } from './messages.ts';
import { modelView } from './model-view.ts';
import { card } from './node-card.ts';
import { play, ranges } from './play.ts';
import { rings } from './rings.ts';
import { risks } from './risks.ts';
import { snowball } from './snowball.ts';
import { openWorkspace, tookAnew, type Task, type Workspace } from './workspace.ts';
import { write } from './write.ts';

type Asked = Exclude<HostRequest['kind'], 'open' | 'draft'>;

/** Who answers what. A kind of question is a file of its own beside this one, named here. */
const ANSWERERS: {
  readonly [K in Asked]: (request: RequestOf<K>, workspace: Workspace, task: Task) => Promise<void>;
} = {
  answer,
  rings,
  compare,
  steps: compare,
  check,
  differences,
  figures,
  edit,
  write,
  export: exported,
  card,
  play,
  ranges,
  risks,
  snowball,
  breaches,
};

/** Kinds of which the last question counts: it cancels the one before. */
const LAST_COUNTS: ReadonlySet<HostRequest['kind']> = new Set([
  'answer',
  'rings',
  'compare',
  'steps',
  'check',
  'edit',
  'card',
  'play',
  'ranges',
  'risks',
  'snowball',
  'breaches',
]);

/** A question that is being answered. */
interface Open {
  readonly kind: HostRequest['kind'];
  readonly stop: AbortController;
  keeps: boolean;
}

export interface HostCore {
  receive(message: Extract<ToHost, { readonly say: 'ask' | 'cancel' }>): void;
  /** Cancels what is open. The runner is its maker's to close. */
  close(): Promise<void>;
}

const isCancelled = new Error('cancelled');

/** A file that cannot be read as a model, and all that it includes: one of them may only have to be put there. */
function filesOf(file: string, { files, source }: OpenModelFile): readonly string[] {
  const value = source?.value;
  const include: unknown = typeof value === 'object' && value !== null && 'include' in value ? value.include : [];
  const names = [include].flat().filter((name): name is string => typeof name === 'string');
  return [...new Set([file, ...files, ...names.map((name) => path.resolve(path.dirname(file), name))])];
}

/** @param say Takes what is said; nothing is said of a question after `stopped` or `failed`. */
export function makeHost(runner: Runner, say: (said: HostSaid) => void): HostCore {
  const open = new Map<number, Open>();
  let workspace: Workspace | null = null;

  const cancel = (id: number, keep: boolean): void => {
    const one = open.get(id);
    if (one === undefined) return;
    one.keeps = keep;
    one.stop.abort(isCancelled);
  };

  /** Reads a file; the one that was open stays so where it has faults. */
  function openFile({ id, file }: RequestOf<'open'>): void {
    const opened = openModelFile(file);
    const checked = opened.file.under();
    if (!checked.ok || opened.source === null) {
      say({ id, kind: 'faults', problems: checked.ok ? [] : checked.problems, files: filesOf(file, opened) });
      say({ id, kind: 'done' });
      return;
    }
    const before = workspace?.path === file ? workspace.source : null;
    const changed = before === null ? {} : { changed: differencesOf(before.value, opened.source.value).length };
    const known = workspace?.path === file && tookAnew(workspace, opened, opened.source) ? workspace : null;
    if (known === null) {
      for (const other of open.keys()) cancel(other, false);
      void workspace?.session.close();
    }
    const now = known ?? openWorkspace(file, opened, opened.source, runner);
    workspace = now;
    // What is known stays known under the hash that it has
    const model = { ...checked.value, hash: now.session.model.hash };
    const view = modelView(file, opened, opened.source, model, now.session.seed);
    say({ id, kind: 'opened', view, ...changed });
    say({ id, kind: 'done' });
  }

  async function carryOut<K extends Asked>(id: number, kind: K, request: RequestOf<K>, one: Open): Promise<void> {
    const { signal } = one.stop;
    try {
      if (workspace === null) throw new Error('no model is open');
      const task: Task = { signal, keeps: () => one.keeps, say: (said) => say({ ...said, id }) };
      await ANSWERERS[kind](request, workspace, task);
      say({ id, kind: signal.aborted ? 'stopped' : 'done' });
    } catch (error) {
      if (signal.aborted) say({ id, kind: 'stopped' });
      else say({ id, kind: 'failed', words: faultWords(error) });
    } finally {
      open.delete(id);
    }
  }

  /** Makes a file of a first model; what is open stays so. */
  function draftFile({ id, answers, picks, starts }: RequestOf<'draft'>): void {
    const { model } = readAnswers(answers, picks, starts);
    if (model === null) throw new Error('the answers cannot be read');
    say({ id, kind: 'drafted', draft: draftOf(model, fileNameOf(model.title)) });
    say({ id, kind: 'done' });
  }

  function ask(request: HostRequest): void {
    if (request.kind === 'open' || request.kind === 'draft') {
      try {
        if (request.kind === 'open') openFile(request);
        else draftFile(request);
      } catch (error) {
        say({ id: request.id, kind: 'failed', words: faultWords(error) });
      }
      return;
    }
    if (LAST_COUNTS.has(request.kind)) {
      for (const [id, { kind }] of open) if (kind === request.kind) cancel(id, false);
    }
    const one: Open = { kind: request.kind, stop: new AbortController(), keeps: false };
    open.set(request.id, one);
    void carryOut(request.id, request.kind, request, one);
  }

  return {
    receive: (message) => {
      if (message.say === 'ask') ask(message.request);
      else cancel(message.id, message.keep);
    },
    close: async () => {
      for (const id of open.keys()) cancel(id, false);
      await workspace?.session.close();
    },
  };
}
