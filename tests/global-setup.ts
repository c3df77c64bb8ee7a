import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Builds what is tested as built (worker threads, the package, the command) unless it has been since the last change. */
export function setup(): void {
  execFileSync(process.execPath, ['scripts/prepare.mjs'], { cwd: root, stdio: 'inherit' });
}
