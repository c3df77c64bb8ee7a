/** Makes a program of `faulty-program.ts`. */
import { rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '../..');

/** @returns The file to run. It stands in the project, where it finds what is not joined. */
export async function joinedFaultyProgram(): Promise<string> {
  const bundle = await rolldown({
    cwd: root,
    input: 'tests/terminal/faulty-program.ts',
    platform: 'node',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    external: ['highs', 'exceljs', '@duckdb/node-api', 'react-devtools-core'],
  });
  const dir = path.join(root, 'test-results/faulty');
  rmSync(dir, { recursive: true, force: true });
  await bundle.write({ dir, format: 'esm', minify: false });
  await bundle.close();
  // The thread that simulates is the real one
  symlinkSync(path.join(root, 'dist/cli/tui-host.js'), path.join(dir, 'tui-host.js'));
  return path.join(dir, 'faulty-program.js');
}
