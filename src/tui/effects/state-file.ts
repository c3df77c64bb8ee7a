/** The file that keeps what is remembered between sessions. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { merged, NOTHING_REMEMBERED, parseRemembered, type Remembered } from '../state/remembered.ts';
import type { Environment } from '../terminal/abilities.ts';

/** Where it stands; null where nothing is to be kept. */
export function stateFile(environment: Environment, home: string = homedir()): string | null {
  if (environment['RINGFENCE_STATE'] === 'off') return null;
  const asked = environment['XDG_STATE_HOME'];
  const folder = asked !== undefined && path.isAbsolute(asked) ? asked : path.join(home, '.local', 'state');
  return path.join(folder, 'ringfence', 'state.json');
}

/** What was kept. A file that cannot be read is set aside, beside where it stood. */
export function readRemembered(file: string | null): Remembered {
  if (file === null) return NOTHING_REMEMBERED;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return NOTHING_REMEMBERED;
  }
  try {
    const remembered = parseRemembered(JSON.parse(text));
    if (remembered !== null) return remembered;
  } catch {
    // Set aside below
  }
  try {
    renameSync(file, `${file}.unreadable`);
  } catch {
    // It stays, and is written over
  }
  return NOTHING_REMEMBERED;
}

/**
 * Keeps it beside what other sessions kept since, at once, as the process may be about to end; only its owner may read it. A folder that cannot be written is no reason
 * to stop: what is remembered is a convenience.
 */
export function writeRemembered(file: string | null, remembered: Remembered): void {
  if (file === null) return;
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const beside = `${file}.${process.pid}.tmp`;
    const all = merged(remembered, readRemembered(file));
    writeFileSync(beside, `${JSON.stringify(all, null, 1)}\n`, { mode: 0o600 });
    renameSync(beside, file);
  } catch {
    // Nothing is lost but the convenience
  }
}
