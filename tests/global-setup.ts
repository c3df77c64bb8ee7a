import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** When the newest file of a folder was written, milliseconds; 0 where there is no such folder. */
function newest(folder: string): number {
  try {
    const files = readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true });
    return Math.max(0, ...files.map((file) => statSync(path.join(file.parentPath, file.name)).mtimeMs));
  } catch {
    return 0;
  }
}

/** Builds what is tested as built (worker threads, the package, the command) unless it has been since the last change. */
export function setup(): void {
  if (newest('src') < newest('dist')) return;
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
}
