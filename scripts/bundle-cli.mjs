/**
 * Joins the program `ringfence` and its worker thread, with the packages that they need, into a few files under dist/cli: loading
 * some 250 modules takes longer than a small run. The library beside them stays as the compiler leaves it, but for the parser
 * of formulas, for which mathjs would load a thousand modules: program and library share it as one file.
 *
 * Names and lines are kept, so that a stack can be read. The licences of the packages go with them.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rolldown } from 'rolldown';

const root = path.join(import.meta.dirname, '..');
const outdir = path.join(root, 'dist/cli');
/** The same code as modules, of which what is not used is left out; it does not look at the environment at each token. */
const YAML = path.join(root, 'node_modules/yaml/browser/index.js');

rmSync(outdir, { recursive: true, force: true });
const program = await joined(
  {
    main: 'src/cli/main.ts',
    'thread-worker': 'src/runners/thread-worker.ts',
    'solver-worker': 'src/runners/solver-worker.ts',
    'tui-host': 'src/tui/host/host.ts',
  },
  { dir: outdir, format: 'esm', chunkFileNames: '[name]-[hash].js' },
);
const parser = await joined('src/io/formula-parser.ts', {
  file: path.join(root, 'dist/io/formula-parser.cjs'),
  format: 'cjs',
});
writeLicences(outdir, program);
writeLicences(path.join(root, 'dist/io'), parser);

async function joined(input, output) {
  const bundle = await rolldown({
    cwd: root,
    input,
    platform: 'node',
    resolve: { alias: { yaml: YAML } },
    // React's development build remembers every frame
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    // The first three find what they load beside themselves, and DuckDB may be absent; the last is for who works on Ink
    external: ['highs', 'exceljs', '@duckdb/node-api', 'react-devtools-core'],
  });
  const { output: chunks } = await bundle.write({ ...output, minify: false });
  await bundle.close();
  return chunks;
}

/** The licences of the packages whose code is in the chunks. */
function writeLicences(folder, chunks) {
  const packages = new Set(
    chunks.flatMap((chunk) =>
      (chunk.moduleIds ?? []).flatMap((id) => {
        const found = /^\0?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id);
        return found ? [found[1]] : [];
      }),
    ),
  );
  const licences = [...packages]
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      const text = file ? readFileSync(path.join(folder, file), 'utf8').trim() : `Licence: ${license}`;
      return `${name} ${version}\n\n${text}\n`;
    });
  writeFileSync(path.join(folder, 'LICENCES.txt'), licences.join('\n----\n\n'));
}
