/**
 * Puts the scripts of the page that people are sent (`ringfence report`) under dist/page: the library that draws charts, as it
 * comes minified, and what of src/page runs in a browser, joined into one file. The page holds both; it asks nothing of a network.
 */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { rolldown } from 'rolldown';

const root = path.join(import.meta.dirname, '..');
const outdir = path.join(root, 'dist/page');
const library = path.dirname(createRequire(import.meta.url).resolve('plotly.js-cartesian-dist-min'));

mkdirSync(outdir, { recursive: true });
copyFileSync(path.join(library, 'plotly-cartesian.min.js'), path.join(outdir, 'plotly.js'));
const { version } = JSON.parse(readFileSync(path.join(library, 'package.json'), 'utf8'));
const licence = readFileSync(path.join(library, 'LICENSE'), 'utf8').trim();
writeFileSync(path.join(outdir, 'LICENCES.txt'), `plotly.js ${version}\n\n${licence}\n`);

const bundle = await rolldown({ cwd: root, input: 'src/page/page.ts', platform: 'browser' });
await bundle.write({ file: path.join(outdir, 'page.js'), format: 'iife', minify: true });
await bundle.close();
