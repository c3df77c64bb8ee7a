/**
 * Builds what is not built since the last change: after `npm ci` in a clone, before the package is packed, before tests.
 *
 * Does nothing where the packages to build with are left out (`npm ci --omit=dev`), so that the installation does not fail.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** When the newest file of a folder was written, milliseconds; 0 where there is no such folder. */
function newest(folder) {
  const place = path.join(root, folder);
  if (!existsSync(place)) return 0;
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  return Math.max(0, ...files.map((file) => statSync(path.join(file.parentPath, file.name)).mtimeMs));
}

if (!['tsc', 'rolldown'].every((name) => existsSync(path.join(root, 'node_modules/.bin', name)))) {
  console.log('Ringfence is not built: the packages to build it with are not installed.');
} else if (newest('src') > newest('dist')) {
  const shell = process.platform === 'win32';
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit', shell });
}
