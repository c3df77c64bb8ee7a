/** The real program in a real terminal: tmux, which the test command installs where it can. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { until } from '../fixtures/until.ts';

export const PROGRAM = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
export const SCENARIOS = path.resolve(import.meta.dirname, '../../scenarios');

export const hasTmux: boolean = spawnSync('tmux', ['-V']).status === 0;

export interface Terminal {
  /** A folder of its own, in which the shell stands. */
  readonly folder: string;
  /** Keys as tmux names them: `Escape`, `C-c`, `j`. */
  press(...keys: readonly string[]): void;
  /** A line for the shell. */
  type(line: string): void;
  /** What is on the screen, without blanks at the ends of lines. */
  screen(): string;
  /** Waits until the screen shows a text. */
  shows(text: string | RegExp): Promise<string>;
  /** Waits until the shell is asking again, and says what it shows. */
  ended(): Promise<string>;
  /** Bytes as they arrive from the keyboard, each text in a write of its own, 5 ms apart. */
  send(...texts: readonly string[]): void;
  /** Pasted as terminals paste: in brackets, where the program asked for them. */
  paste(text: string): void;
  resize(columns: number, rows: number): void;
  /** The terminal is gone, whatever runs in it. */
  close(): void;
  /** Whether the program has the screen, and whether there is a cursor. */
  modes(): { readonly isAlternate: boolean; readonly hasCursor: boolean };
  /** The title of the terminal. */
  title(): string;
  /** Process id of the program that the shell runs. */
  pid(): number;
}

/**
 * Milliseconds without any change after which a screen waits for nothing any more. No machine is busy for so long; without it a
 * program that hangs would keep the tests for ever.
 */
const STILL = 10 * 60_000;

// oxlint-disable-next-line no-restricted-globals -- it ends what would otherwise hang, and measures nothing
const clock = (): number => performance.now();

/** Waits until a process is no more, or only its status is left for somebody to ask for. */
export async function gone(pid: number): Promise<void> {
  const from = clock();
  await until(() => {
    if (clock() - from > STILL) throw new Error(`process ${pid} does not end`);
    try {
      return / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return true;
    }
  });
}

let opened = 0;

/** After the program has gone: the screen is the shell's, with cursor, echo and lines, and nothing is written any more. */
export async function assertRestored(terminal: Terminal): Promise<void> {
  await terminal.ended();
  expect(terminal.modes()).toEqual({ isAlternate: false, hasCursor: true });
  terminal.type('clear; stty -a | grep -o " -\\?icanon\\| -\\?echo " | tr -d "\\n"; echo " :modes"');
  const modes = await terminal.shows(/:modes\nready>/);
  expect(modes.trim()).toBe('icanon echo  :modes\nready>');
  // What the program would write later would stand here
  terminal.type('echo still');
  expect((await terminal.shows(/still\nready>/)).trim()).toBe('icanon echo  :modes\nready> echo still\nstill\nready>');
}

/** A shell in a terminal of its own. @param environment Beside what a shell has. */
export function openTerminal(columns = 80, rows = 24, environment: Readonly<Record<string, string>> = {}): Terminal {
  const folder = mkdtempSync(path.join(tmpdir(), 'ringfence-terminal-'));
  const socket = `ringfence-${process.pid}-${opened++}`;
  const tmux = (...words: readonly string[]): string =>
    execFileSync('tmux', ['-L', socket, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const settings = { LANG: 'C.UTF-8', PS1: 'ready> ', XDG_STATE_HOME: path.join(folder, 'state'), ...environment };
  const pairs = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('-f', '/dev/null', 'new-session', '-d', ...size, '-c', folder, 'env', ...pairs, 'bash', '--norc', '-i');
  onTestFinished(() => {
    spawnSync('tmux', ['-L', socket, 'kill-server']);
    rmSync(folder, { recursive: true, force: true });
  });
  const screen = (): string =>
    tmux('capture-pane', '-p')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n');
  const shows = async (text: string | RegExp): Promise<string> => {
    let seen = '';
    let changedAt = clock();
    await until(() => {
      const now = screen();
      if (now !== seen) changedAt = clock();
      seen = now;
      if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) return true;
      if (clock() - changedAt > STILL) throw new Error(`The screen stands still without ${text}:\n${seen}`);
      return false;
    });
    return seen;
  };
  return {
    folder,
    press: (...keys) => void tmux('send-keys', ...keys),
    type: (line) => {
      tmux('send-keys', '-l', line);
      tmux('send-keys', 'Enter');
    },
    screen,
    shows,
    ended: async () => {
      const from = clock();
      await until(() => {
        if (clock() - from > STILL) throw new Error(`The program keeps the screen:\n${screen()}`);
        return tmux('display-message', '-p', '#{alternate_on}').trim() === '0';
      });
      return shows(/ready>\s*$/);
    },
    send: (...texts) => {
      const words = texts.flatMap((text, index) => [
        ...(index === 0 ? [] : [';', 'run-shell', 'sleep .005', ';']),
        'send-keys',
        '-H',
        ...[...Buffer.from(text, 'utf8')].map((byte) => byte.toString(16)),
      ]);
      tmux(...words);
    },
    paste: (text) => {
      tmux('set-buffer', text);
      tmux('paste-buffer', '-p', '-r');
    },
    close: () => void tmux('kill-pane'),
    resize: (wide, high) => void tmux('resize-window', '-x', String(wide), '-y', String(high)),
    modes: () => {
      const [alternate, cursor] = tmux('display-message', '-p', '#{alternate_on} #{cursor_flag}').trim().split(' ');
      return { isAlternate: alternate === '1', hasCursor: cursor === '1' };
    },
    title: () => tmux('display-message', '-p', '#{pane_title}').trim(),
    pid: () => {
      const shell = tmux('display-message', '-p', '#{pane_pid}').trim();
      return Number(execFileSync('ps', ['-o', 'pid=', '--ppid', shell], { encoding: 'utf8' }).trim().split('\n')[0]);
    },
  };
}
