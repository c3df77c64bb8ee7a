/** The reader's own editor, at a line. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Environment } from '../terminal/abilities.ts';

/** Editors that take the line in a way of their own. */
const BY_GOTO = /^(code|code-insiders|codium|cursor)$/;
const BY_COLON = /^(subl|hx|micro|zed)$/;

/** The words of the command that opens a file at a line. */
export function editorCommand(environment: Environment, file: string, line: number): readonly string[] {
  const asked = [environment['VISUAL'], environment['EDITOR']].find((each) => each !== undefined && each.trim() !== '');
  const words = (asked ?? 'vi').trim().split(/\s+/);
  const name = path.basename(words[0] ?? 'vi');
  if (BY_GOTO.test(name)) return [...words, '--wait', '--goto', `${file}:${line}`];
  if (BY_COLON.test(name)) return [...words, `${file}:${line}`];
  return [...words, `+${line}`, file];
}

/** Runs the editor in this terminal until it ends. @returns Why it failed, or null. */
export function runEditor(environment: Environment, file: string, line: number): Promise<string | null> {
  const [program = 'vi', ...words] = editorCommand(environment, file, line);
  return new Promise((resolve) => {
    const editor = spawn(program, words, { stdio: 'inherit' });
    editor.on('error', (error) => resolve(`${program} cannot be started: ${error.message}. Set EDITOR to another one`));
    editor.on('exit', (status) => resolve(status === 0 || status === null ? null : `${program} ended with ${status}`));
  });
}
