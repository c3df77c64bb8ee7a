import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

/** One row of the layout: a part of `src/`, and who it may import. A part always may import itself. */
interface Row {
  /** A folder or a file of `src/`. The longest row that matches a file is the file's own. */
  readonly part: string;
  /** Parts that it may import; `sim` stands for all parts below it. */
  readonly mayImport: readonly string[];
  /** Pure: no files, no clock, no chance of its own, so none of Node's modules. */
  readonly pure?: true;
}

const SIM_BASE = ['model', 'sim/random', 'sim/distributions'];
const KERNEL_FLOORS = ['sim/kernel/ground', 'sim/kernel/ledger'];
const SIM_HOOKED = [...SIM_BASE, 'sim/kernel'];
const ALL_BUT_FACES = [
  'model',
  'results',
  'sim',
  'study',
  'logic',
  'snowball',
  'doughnut',
  'exercise',
  'io',
  'runners',
];

/** The table of docs/guide.md, "Who may import whom", as data. */
const LAYOUT: readonly Row[] = [
  { part: 'model', mayImport: [], pure: true },
  { part: 'results', mayImport: ['model'], pure: true },
  { part: 'sim/random', mayImport: ['model'], pure: true },
  { part: 'sim/distributions', mayImport: ['model', 'sim/random'], pure: true },
  { part: 'sim/kernel', mayImport: [...SIM_BASE, 'sim/kernel'], pure: true },
  { part: 'sim/kernel/ground', mayImport: SIM_BASE, pure: true },
  { part: 'sim/kernel/ledger', mayImport: [...SIM_BASE, 'sim/kernel/ground'], pure: true },
  { part: 'sim/kernel/clocks', mayImport: [...SIM_BASE, 'sim/kernel/ground', 'sim/kernel/network'], pure: true },
  { part: 'sim/kernel/network', mayImport: [...SIM_BASE, ...KERNEL_FLOORS, 'sim/kernel/clocks'], pure: true },
  { part: 'sim/kernel/threats', mayImport: [...SIM_BASE, ...KERNEL_FLOORS, 'sim/kernel/network'], pure: true },
  { part: 'sim/drivers', mayImport: SIM_HOOKED, pure: true },
  { part: 'sim/incident', mayImport: SIM_HOOKED, pure: true },
  { part: 'sim/feedback', mayImport: SIM_HOOKED, pure: true },
  { part: 'sim/compile', mayImport: ['model', 'results', 'sim'], pure: true },
  { part: 'sim/accumulate', mayImport: ['model', 'results', 'sim'], pure: true },
  { part: 'sim/measure', mayImport: ['model', 'results', 'sim'], pure: true },
  { part: 'sim/session', mayImport: ['model', 'results', 'sim'], pure: true },
  { part: 'sim/session.ts', mayImport: ['model', 'results', 'sim'], pure: true },
  { part: 'study', mayImport: ['model', 'results', 'sim', 'doughnut/cost'], pure: true },
  { part: 'logic', mayImport: ['model', 'results'], pure: true },
  { part: 'snowball', mayImport: ['model', 'results', 'sim', 'logic', 'doughnut/cost'], pure: true },
  { part: 'doughnut', mayImport: ['model', 'results', 'sim', 'doughnut/cost'], pure: true },
  { part: 'doughnut/cost', mayImport: ['model', 'results', 'sim'], pure: true },
  { part: 'exercise', mayImport: ['model', 'results', 'sim', 'snowball'] },
  { part: 'io', mayImport: ['model', 'results'] },
  { part: 'report', mayImport: ['model', 'results'] },
  // Runs in a browser
  { part: 'page', mayImport: ['results', 'io'], pure: true },
  { part: 'runners', mayImport: ALL_BUT_FACES },
  { part: 'tui', mayImport: [...ALL_BUT_FACES, 'report'] },
  { part: 'cli', mayImport: [...ALL_BUT_FACES, 'report', 'tui', 'index.ts'] },
  { part: 'index.ts', mayImport: [...ALL_BUT_FACES, 'report'] },
];

/** Who may import which package. A package that is not here is imported by nobody. */
const PACKAGE_USERS: Readonly<Record<string, readonly string[]>> = {
  '@duckdb/node-api': ['io'],
  commander: ['cli'],
  'csv-parse': ['io'],
  diff: ['tui'],
  fuzzysort: ['tui'],
  exceljs: ['io'],
  graphology: ['model', 'sim/compile', 'logic', 'snowball', 'io', 'report'],
  'graphology-types': ['model', 'sim/compile', 'logic', 'snowball', 'io', 'report'],
  highs: ['runners'],
  ink: ['tui'],
  mathjs: ['model', 'sim/compile', 'io'],
  react: ['tui'],
  seedrandom: ['sim/random'],
  yaml: ['io'],
  zod: ['model', 'results', 'io'],
};

const MAX_LINES = 400;
const COMPUTED = '(computed)';

/** Source text by path below `src/`, with forward slashes. */
type Sources = ReadonlyMap<string, string>;

const within = (file: string, part: string): boolean => file === part || file.startsWith(`${part}/`);

const rowOf = (file: string): Row | undefined =>
  LAYOUT.filter((row) => within(file, row.part)).sort((a, b) => b.part.length - a.part.length)[0];

const isFile = (part: string): boolean => path.posix.extname(part) !== '';

/** The text without its comments; strings keep theirs. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, (token) =>
    token.startsWith('/') ? ' ' : token,
  );

/** Every module named by an import, an export or a dynamic import; `(computed)` for a target that is no literal. */
function importSpecifiers(text: string): string[] {
  const code = withoutComments(text);
  const forms = [
    /\b(?:import|export)\b[^'"`;]*?\bfrom\s*(['"])(?<specifier>[^'"]+)\1/g,
    // A text that is this word alone, such as the name of a command, is none
    /(?<!['"])\bimport\s*(['"])(?<specifier>[^'"]+)\1/g,
    /\bimport\s*\(\s*(['"`])(?<specifier>[^'"`$]+)\1/g,
  ];
  const literal = forms.flatMap((form) => [...code.matchAll(form)].map((match) => match.groups?.['specifier'] ?? ''));
  const computed = [...code.matchAll(/\bimport\s*\(\s*(?!\s|['"]|`[^`$]*`)/g)].map(() => COMPUTED);
  return [...literal, ...computed];
}

/** `@scope/name` or `name` of a bare specifier. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** What is wrong with one import, or undefined. */
function importFault(file: string, row: Row, specifier: string): string | undefined {
  if (specifier === COMPUTED) return 'an import whose target is not a literal';
  if (specifier.startsWith('.')) {
    const target = path.posix.join(path.posix.dirname(file), specifier);
    if (target.startsWith('..')) return `${specifier} lies outside src`;
    const targetRow = rowOf(target);
    if (targetRow === undefined) return `${specifier} is in no part of the layout`;
    const allowed = targetRow === row || row.mayImport.some((part) => within(targetRow.part, part));
    return allowed ? undefined : `${row.part} may not import ${targetRow.part} (${specifier})`;
  }
  if (isBuiltin(specifier)) return row.pure ? `${row.part} is pure and may not import ${specifier}` : undefined;
  const users = PACKAGE_USERS[packageOf(specifier)];
  if (users === undefined) return `${packageOf(specifier)} is not in the table of packages`;
  return users.includes(row.part) ? undefined : `${row.part} may not import ${specifier}`;
}

const importFaults = (sources: Sources): string[] =>
  [...sources].flatMap(([file, text]) => {
    const row = rowOf(file);
    if (row === undefined) return [];
    return importSpecifiers(text)
      .map((specifier) => importFault(file, row, specifier))
      .filter((fault) => fault !== undefined)
      .map((fault) => `src/${file}: ${fault}`);
  });

/** Pages that are made of their document alone: none of their files asks the model, so that a document can be read without it. */
const OF_DOCUMENTS = ['report/run', 'report/compare', 'report/explain', 'report/trial', 'report/asked'];

/** What such a page may take from `model`: how figures at a bound compare. */
const BESIDE_DOCUMENTS = ['model/bounds.ts'];

const askingTheModel = (sources: Sources): string[] =>
  [...sources]
    .filter(([file]) => OF_DOCUMENTS.some((part) => within(file, part)))
    .flatMap(([file, text]) =>
      importSpecifiers(text)
        .map((specifier) => path.posix.join(path.posix.dirname(file), specifier))
        .filter((target) => within(target, 'model') && !BESIDE_DOCUMENTS.includes(target))
        .map((target) => `src/${file}: ${target}`),
    );

/** What is loaded with a file: modules and packages that it imports, not their types alone, and those that they import. */
function loadedWith(first: string, sources: Sources): ReadonlySet<string> {
  const loaded = new Set([first]);
  for (const file of loaded) {
    const imports = withoutComments(sources.get(file) ?? '').matchAll(
      /^(?:import|export)\s+(?!type\b)(?<names>[^;'"]*?)(?:from\s*)?'(?<specifier>[^']+)'/gm,
    );
    for (const { groups } of imports) {
      const { names = '', specifier = '' } = groups ?? {};
      if (/^\{(?:\s*type\s[^,}]+,?)+\s*\}\s*$/.test(names)) continue;
      loaded.add(specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier);
    }
  }
  return loaded;
}

const homeless = (sources: Sources): string[] => [...sources.keys()].filter((file) => rowOf(file) === undefined);

/** Lines of pure code that read the clock or chance; oxlint sees the direct calls, this sees `new Date()` too. */
const impurities = (sources: Sources): string[] =>
  [...sources]
    .filter(([file]) => rowOf(file)?.pure)
    .flatMap(([file, text]) =>
      [...withoutComments(text).matchAll(/\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)/g)].map(
        (match) => `src/${file}: ${match[0]}`,
      ),
    );

const overlong = (sources: Sources): string[] =>
  [...sources]
    .map(([file, text]) => ({ file, lines: text.trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ file, lines }) => `src/${file}: ${lines} lines`);

/**
 * Benchmarks that assert no checksum at the top level of their file. `vitest bench` swallows what a benchmark's own
 * function throws, so an `expect` in there never fails.
 */
const unchecked = (benchmarks: Sources): string[] =>
  [...benchmarks]
    .filter(([file, text]) => file.endsWith('.bench.ts') && !/^expect\(/m.test(withoutComments(text)))
    .map(([file]) => `bench/${file}`);

/** Every TypeScript file below a folder of the project, and the folders on the way. An absent folder is empty. */
function readTree(name: string): { files: Sources; folders: string[] } {
  const root = path.resolve(import.meta.dirname, '..', name);
  if (!existsSync(root)) return { files: new Map(), folders: [] };
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => ({
    entry,
    name: path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
  }));
  return {
    folders: entries.filter(({ entry }) => entry.isDirectory()).map(({ name }) => name),
    files: new Map(
      entries
        .filter(({ entry }) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
        .map(({ name }) => [name, readFileSync(path.join(root, name), 'utf8')]),
    ),
  };
}

/** Folders that are neither a part, nor inside one, nor on the way to one. */
const unknownFolders = (folders: readonly string[]): string[] =>
  folders.filter(
    (folder) => !LAYOUT.some(({ part }) => (!isFile(part) && within(folder, part)) || within(part, folder)),
  );

describe('the source tree', () => {
  const { files, folders } = readTree('src');

  test('has no folder that the layout does not name', () => {
    expect(unknownFolders(folders)).toEqual([]);
  });

  test('has no file outside the parts of the layout', () => {
    expect(homeless(files)).toEqual([]);
  });

  test('imports only what the layout allows', () => {
    expect(importFaults(files)).toEqual([]);
  });

  test('makes the pages of documents without the model', () => {
    expect(askingTheModel(files)).toEqual([]);
  });

  test("loads neither simulation nor schemas in the screen's thread, which only paints and must open at once", () => {
    const loaded = loadedWith('tui/app.tsx', files);
    expect(loaded).toContain('tui/screens/overview.ts');
    expect(
      [...loaded].filter((file) => file === 'zod' || within(file, 'sim/kernel') || file === 'sim/session.ts'),
    ).toEqual([]);
  });

  test('reads neither clock nor chance in the pure folders', () => {
    expect(impurities(files)).toEqual([]);
  });

  test(`has no file of more than ${MAX_LINES} lines`, () => {
    expect(overlong(files)).toEqual([]);
  });
});

describe('the benchmarks', () => {
  test('each assert a checksum at the top level of their file', () => {
    expect(unchecked(readTree('bench').files)).toEqual([]);
  });
});

describe('the layout table', () => {
  test('names only parts that exist in it', () => {
    const parts = LAYOUT.map((row) => row.part);
    const named = [...LAYOUT.flatMap((row) => row.mayImport), ...Object.values(PACKAGE_USERS).flat()];
    expect(named.filter((name) => !parts.some((part) => within(part, name)))).toEqual([]);
  });

  test('names only packages that package.json has as dependencies', () => {
    const manifest: Record<'dependencies' | 'optionalDependencies', Record<string, string>> = JSON.parse(
      readFileSync(path.resolve(import.meta.dirname, '../package.json'), 'utf8'),
    );
    const all = { ...manifest.dependencies, ...manifest.optionalDependencies };
    expect(Object.keys(PACKAGE_USERS).toSorted()).toEqual(Object.keys(all).toSorted());
  });
});

describe('a planted fault is caught:', () => {
  const faultsOf = (file: string, text: string): string[] => importFaults(new Map([[file, text]]));

  test.each([
    ['a lower part importing a higher one', 'model/graph.ts', `import { run } from '../sim/session.ts';`],
    ['a type import', 'logic/bdd.ts', `import type { Kernel } from '../sim/kernel/kernel.ts';`],
    ['a re-export', 'results/index.ts', `export * from '../io/yaml.ts';`],
    ['a named re-export over lines', 'io/csv.ts', `export {\n  a,\n  b,\n} from '../report/page.ts';`],
    ['a dynamic import', 'study/verify.ts', `const x = await import('../doughnut/rings.ts');`],
    ['a dynamic import over lines', 'study/verify.ts', 'const x = await import(\n  `../doughnut/rings.ts`,\n);'],
    ['an import for its effect', 'doughnut/rings.ts', `import '../snowball/points.ts';`],
    ['siblings of one row', 'sim/drivers/pestle.ts', `import { x } from '../feedback/cash.ts';`],
    ['the kernel importing the assembler', 'sim/kernel/step.ts', `import { x } from '../compile/compile.ts';`],
    ['a room of the kernel importing one above', 'sim/kernel/ground/a.ts', `import { x } from '../network/b.ts';`],
    ['the kernel importing the session', 'sim/kernel/step.ts', `import { x } from '../session.ts';`],
    ['a runner importing the terminal UI', 'runners/pool.ts', `import { x } from '../tui/app.tsx';`],
    ['the library importing the command line', 'index.ts', `export { x } from './cli/main.ts';`],
    ['a part that does not exist', 'cli/main.ts', `import { x } from '../util/text.ts';`],
    ['a file outside src', 'cli/main.ts', `import { x } from '../../tests/reference/simulator.ts';`],
    ['a Node module in a pure folder', 'sim/kernel/step.ts', `import { readFileSync } from 'node:fs';`],
    ['the same without its prefix', 'model/model.ts', `import fs from 'fs';`],
    ['yaml outside io', 'model/parse.ts', `import { parse } from 'yaml';`],
    ['seedrandom outside sim/random', 'sim/kernel/step.ts', `import seedrandom from 'seedrandom';`],
    ['a path into a package', 'report/model.ts', `import { evaluate } from 'mathjs/number';`],
    ['a package nobody may import', 'cli/main.ts', `import { x } from '@scope/unknown/part';`],
    ['an import that cannot be read', 'cli/main.ts', `const x = await import(name);`],
    ['an import beside a comment', 'model/a.ts', `/* from */ import { x } /* ' */ from '../io/a.ts'; // "`],
  ])('%s', (_fault, file, text) => {
    expect(faultsOf(file, text)).toHaveLength(1);
  });

  test.each([
    ['itself', 'model/parse/nodes.ts', `import { x } from '../path.ts';`],
    ['what the layout allows', 'sim/compile/compile.ts', `import { x } from '../kernel/step.ts';`],
    ['a file of the row', 'sim/measure/loss.ts', `import { x } from '../session.ts';`],
    ['a package of its own', 'sim/random/key.ts', `import seedrandom from 'seedrandom';`],
    ['a Node module where files are allowed', 'io/files.ts', `import { readFile } from 'node:fs/promises';`],
    ['nothing, in a comment', 'model/a.ts', `/** import { x } from '../io/a.ts' */ // import('../io/a.ts')`],
    ['nothing, in the code around', 'model/a.ts', `export const from = 'a';\nexport const at = "../io/a.ts";`],
  ])('but a part may import %s', (_what, file, text) => {
    expect(faultsOf(file, text)).toEqual([]);
  });

  test('a folder that is not in the table', () => {
    expect(unknownFolders(['model/parse', 'sim', 'sim/kernel/deep', 'utils', 'sim/helpers'])).toEqual([
      'utils',
      'sim/helpers',
    ]);
  });

  test('a page that asks the model', () => {
    const text = `import type { Model } from '../../model/model.ts';\nimport { exceeds } from '../../model/bounds.ts';`;
    const sources = new Map([
      ['report/run/curve.ts', text],
      ['report/check/reach.ts', text],
    ]);
    expect(askingTheModel(sources)).toEqual(['src/report/run/curve.ts: model/model.ts']);
  });

  test('what is loaded by way of others, and not for its types', () => {
    const sources = new Map([
      ['tui/a.ts', `import { b } from './b.ts';\nimport type { c } from './c.ts';\nimport { type D } from './d.ts';`],
      ['tui/b.ts', `import { type E, e } from '../model/e.ts';\nimport * as z from 'zod';`],
    ]);
    expect([...loadedWith('tui/a.ts', sources)]).toEqual(['tui/a.ts', 'tui/b.ts', 'model/e.ts', 'zod']);
  });

  test('a file that is in no part', () => {
    expect(
      homeless(
        new Map([
          ['sim/extra.ts', ''],
          ['main.ts', ''],
          ['model/a.ts', ''],
        ]),
      ),
    ).toEqual(['sim/extra.ts', 'main.ts']);
  });

  test('the clock and chance in a pure folder', () => {
    const text = 'const at = new Date(); const p = Math.random(); const fixed = new Date(0);';
    expect(
      impurities(
        new Map([
          ['sim/kernel/a.ts', text],
          ['cli/a.ts', text],
        ]),
      ),
    ).toEqual(['src/sim/kernel/a.ts: new Date()', 'src/sim/kernel/a.ts: Math.random']);
  });

  test('a benchmark whose checksum cannot fail', () => {
    const inside = `bench('a', () => {\n  expect(a()).toBe(1);\n});\n`;
    const top = `expect(a()).toBe(1);\nbench('a', a);\n`;
    expect(
      unchecked(
        new Map([
          ['fast/inside.bench.ts', inside],
          ['top.bench.ts', top],
          ['shared.ts', ''],
        ]),
      ),
    ).toEqual(['bench/fast/inside.bench.ts']);
  });

  test('a file that is too long', () => {
    const sources = new Map([
      ['model/long.ts', 'x\n'.repeat(MAX_LINES + 1)],
      ['model/short.ts', 'x\n'.repeat(MAX_LINES)],
    ]);
    expect(overlong(sources)).toEqual([`src/model/long.ts: ${MAX_LINES + 1} lines`]);
  });
});
