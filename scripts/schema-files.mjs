/**
 * Writes what follows from the schema of a model file: docs/model-file.md, the reference of every key, and scenario.schema.json, for
 * editors.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { modelJsonSchema } from '../dist/model/schema/json-schema.js';
import { referencePage } from '../dist/model/schema/reference-page.js';

const root = path.join(import.meta.dirname, '..');

/** Writes a file unless it says so already: what is not changed keeps its time. */
function keep(name, text) {
  const file = path.join(root, name);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
}

keep('docs/model-file.md', referencePage());
keep('scenario.schema.json', `${JSON.stringify(modelJsonSchema(), null, 2)}\n`);
